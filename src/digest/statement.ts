// What a claim says, apart from its wording: enough to know later that it was told, or that it changed (pure).
import { derivedId } from '../base/hash.ts'
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { foldWord, tokensOf, wordsOf } from '../base/tokens.ts'
import type { Citation } from '../domain/claim.ts'
import type { Figure } from '../domain/figure.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'

/** A number with what it measures; `value` is `23000`, or `20000–23000` for a range. */
export type Amount = Readonly<{ measure: string; unit: string; value: string; scope: readonly string[]; speaker: string | null }>

export type Statement = Readonly<{
  /** stems of content words that are neither names nor numbers */
  words: readonly string[]
  /** canonical keys of whom and what it names */
  names: readonly string[]
  amounts: readonly Amount[]
  /** ISO dates of the day it speaks of, when it says a day */
  days: readonly string[]
  polarity: AnnotatedPassage['polarity']
  label: string
  publishedAt: string | null
}>

/** Verbs and words of reporting, which differ between accounts of one thing. */
const REPORTING = new Set(
  ['said', 'says', 'say', 'told', 'reported', 'report', 'according', 'added', 'stated', 'announced', 'quoted', 'sources', 'source'].map(
    stemOf,
  ),
)

/** A span of an article: a citation, or a passage before it is cited. */
export type Quoted = Pick<Citation, 'quote' | 'start' | 'end' | 'label' | 'publishedAt'>

/** `passages` are those the index knows of the article; without any, the words of the quote have to do. */
export function statementOf(citation: Quoted, passages: readonly AnnotatedPassage[]): Statement {
  const inside = passages.filter((passage) => passage.start < citation.end && passage.end > citation.start)
  const within = <T extends { start: number; end: number }>(all: readonly T[]) =>
    all.filter((one) => one.start >= citation.start && one.end <= citation.end)
  const names = within(inside.flatMap((passage) => passage.names))
  const figures = within(inside.flatMap((passage) => passage.figures))
  const dates = within(inside.flatMap((passage) => passage.dates))
  const skipped = [...names, ...figures, ...dates].map(({ start, end }) => ({ start: start - citation.start, end: end - citation.start }))
  return {
    words: wordsOutside(citation.quote, skipped),
    names: unique(names.map((name) => name.key)),
    // A number that the index took for no figure still counts: two texts that differ in it do not say the same.
    amounts: [...figures.flatMap((figure) => amountOf(figure, inside)), ...numbersOutside(citation.quote, skipped)],
    days: unique(dates.filter((date) => date.precision === 'day').map((date) => date.from)),
    polarity: inside.find((passage) => passage.polarity !== 'states')?.polarity ?? 'states',
    label: foldWord(citation.label),
    publishedAt: citation.publishedAt,
  }
}

/** The same for statements that say the same in the same words; different wordings are compared by `saysNothingNew`. */
export function keyOfStatement(statement: Statement): string {
  const amounts = statement.amounts.map((amount) => `${amount.value}${amount.unit}`)
  const parts = [statement.words, statement.names, amounts].map((list) => [...list].sort().join(' '))
  return derivedId('statement', statement.polarity, ...parts)
}

type Spans = readonly Readonly<{ start: number; end: number }>[]

function tokensOutside(quote: string, skipped: Spans): readonly string[] {
  const tokens = tokensOf(quote).filter((token) => !skipped.some((span) => token.start < span.end && token.end > span.start))
  return tokens.map((token) => token.text)
}

function wordsOutside(quote: string, skipped: Spans): readonly string[] {
  const content = tokensOutside(quote, skipped).filter((word) => !isStopWord(word) && !/\d/.test(word))
  return unique(content.map(stemOf).filter((stem) => !REPORTING.has(stem)))
}

function numbersOutside(quote: string, skipped: Spans): readonly Amount[] {
  const numbers = tokensOutside(quote, skipped).filter((word) => /^\d+(\.\d+)?$/.test(word))
  return unique(numbers).map((value) => ({ measure: '', unit: '', value, scope: [], speaker: null }))
}

function amountOf(figure: Figure, passages: readonly AnnotatedPassage[]): readonly Amount[] {
  const { measure, scope, low, high } = figure
  if (low === null && high === null) return []
  const value = low === null || high === null || low === high ? String(low ?? high) : `${low}–${high}`
  const passage = passages.find(({ start, end }) => figure.start >= start && figure.end <= end)
  const said = figure.speaker ?? passage?.speaker ?? null
  return [{ measure, unit: figure.unit ?? figure.currency ?? '', value, scope, speaker: said === null ? null : speakerKey(said, passage) }]
}

/** The UN and the United Nations are one speaker where the lexicon says so. */
function speakerKey(speaker: string, passage: AnnotatedPassage | undefined): string {
  const named = passage?.names.find((name) => name.kind !== 'place' && (speaker.includes(name.text) || name.text.includes(speaker)))
  return named?.key ?? wordsOf(speaker).join(' ')
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)]
}
