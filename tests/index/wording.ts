// Judges how figures and disputes are read in sentences written for it (tests/wording): what was found, against what an editor would find.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from '../../src/domain/figure.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { dayNumber } from '../../src/index/day-number.ts'
import { changesIn, type Count, countOf } from '../../src/index/changes.ts'
import { bucketOf, disputesIn, type Located } from '../../src/index/disputes.ts'
import { factsOf } from '../../src/index/facts.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { articleOf } from './article-of.ts'

type Told = Readonly<{ text: string; publishedAt: string | null }>
type Expected = Readonly<{ value: number | readonly number[] | null; unit: string | null; counted: string | null; qualifier: string }>
type FigureCase = Readonly<{ id: string; text: string; expected: readonly Expected[] }>
type DisputeCase = Readonly<{ id: string; a: Told; b: Told; expected: 'dispute' | 'update' | 'none' }>

const book = nameBook(emptyLexicon)

const linesOf = (file: string): string[] =>
  readFileSync(join(import.meta.dirname, '../wording', file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)

export const figureCases = linesOf('figures.jsonl').map((line): FigureCase => JSON.parse(line))
export const disputeCases = linesOf('disputes.jsonl').map((line): DisputeCase => JSON.parse(line))

/** Everything that is expected is found and nothing else; null, or what is wrong. */
export function figureFault({ text, expected }: FigureCase): string | null {
  const found = readArticle(articleOf({ id: 'a', text }), book).annotated.passages.flatMap((passage) => passage.figures)
  const missed = expected.filter((wanted) => !found.some((figure) => fits(figure, wanted)))
  const invented = found.filter((figure) => !expected.some((wanted) => fits(figure, wanted)))
  if (missed.length + invented.length === 0) return null
  const told = invented.map(({ words, measure, counted, qualifier }) => `${words} (${measure}, ${counted}, ${qualifier})`)
  return `${text} missed: ${JSON.stringify(missed)} invented: ${told.join('; ')}`
}

function fits(figure: Figure, { value, unit, counted, qualifier }: Expected): boolean {
  const wanted = Array.isArray(value) ? value : [value, value]
  return (
    figure.low === wanted[0] &&
    figure.high === wanted[1] &&
    (figure.unit ?? figure.currency) === unit &&
    figure.qualifier === qualifier &&
    (counted === null || figure.measure === counted || (figure.counted ?? '').toLowerCase().includes(counted))
  )
}

/** The facts of two reports as one story told by two voices. */
export const locatedIn = (a: Told, b: Told): Located[] => readTwo(a, b).map(({ fact }) => fact)

function readTwo(a: Told, b: Told): (Pick<Count, 'passage'> & { fact: Located })[] {
  return [a, b].flatMap(({ text, publishedAt }, at) => {
    const articleId = `article-${at}`
    const reading = readArticle(articleOf({ id: articleId, text, publishedAt }), book)
    const { passages } = reading.annotated
    const place = {
      articleId,
      storyId: 'story',
      familyId: articleId,
      voice: articleId,
      day: publishedAt === null ? null : dayNumber(publishedAt),
    }
    return factsOf(reading, book, text, publishedAt).flatMap((fact) => {
      const passage = passages[fact.passage]
      return passage === undefined ? [] : [{ fact: { ...fact, ...place }, passage }]
    })
  })
}

export function verdictOn({ a, b }: Pick<DisputeCase, 'a' | 'b'>): 'dispute' | 'update' | 'none' {
  const told = readTwo(a, b)
  const buckets = [
    ...Map.groupBy(
      told.map(({ fact }) => fact),
      bucketOf,
    ).values(),
  ]
  if (buckets.some((bucket) => disputesIn(bucket).length > 0)) return 'dispute'
  return changesIn(told.flatMap(({ fact, passage }) => countOf(fact, passage))).length > 0 ? 'update' : 'none'
}
