// Taking in the same articles again, or in another order: families and records come out the same.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corpusOf } from '../../scripts/bench/corpus.ts'
import { OPERATOR, type RawArticle } from '../../src/domain/article.ts'
import { desk, sourceOf } from './given.ts'

const corpus = corpusOf(11, 400)
const made = Array.from({ length: 400 }, (_, at) => corpus.article(at))
// Four originals with a rewrite each, and four articles that nobody copied.
const rewrites = made.flatMap(({ rewrites: original, changedFigure }, at) => (original === null || changedFigure ? [] : [{ original, at }]))
const copies = [...Map.groupBy(rewrites, ({ original }) => original).values()]
  .slice(0, 4)
  .flatMap(([first]) => (first ? [[first.original, first.at] as const] : []))
const taken = new Set([...copies.flat(), ...made.flatMap(({ rewrites }) => rewrites ?? [])])
const alone = made.flatMap(({ rewrites }, at) => (rewrites === null && !taken.has(at) ? [at] : [])).slice(0, 4)
const articles: readonly RawArticle[] = [...copies.flat(), ...alone].map((at) => corpus.article(at).raw)

async function takenIn(inOrder: readonly RawArticle[]) {
  const { ingest, records, close } = await desk()
  await ingest.takeIn(sourceOf(...inOrder), OPERATOR)
  const kept = async () =>
    (
      await records.many(
        articles.map(({ id = '' }) => id),
        [OPERATOR],
      )
    )
      .values()
      .toArray()
  const before = await kept()
  const again = await ingest.takeIn(sourceOf(...inOrder), OPERATOR)
  const after = await kept()
  await close()
  const families = [...Map.groupBy(before, ({ familyId }) => familyId).values()].map((family) =>
    family
      .map(({ articleId }) => articleId)
      .sort()
      .join(),
  )
  return { before, again, after, families: families.sort() }
}

describe('articles taken in', () => {
  it('fall into the same families in whatever order they come', async () => {
    const { families } = await takenIn(articles)
    expect(families.filter((family) => family.includes(',')).length).toBeGreaterThan(2)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...articles], { minLength: articles.length }), async (shuffled) => {
        expect((await takenIn(shuffled)).families).toEqual(families)
      }),
      { numRuns: 4 },
    )
  })

  it('change nothing when they come again', async () => {
    const { before, again, after } = await takenIn(articles)
    expect(again).toMatchObject({ added: 0, updated: 0, unchanged: articles.length })
    expect(after).toEqual(before)
  })
})
