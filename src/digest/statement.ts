// What a sentence says, apart from its wording: enough to know later that it was told, that it moved, or that somebody denies it (pure).
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { tokensOf, wordsOf } from '../base/tokens.ts'
import type { Article } from '../domain/article.ts'
import type { Figure } from '../domain/figure.ts'
import type { AnnotatedPassage, DateMention } from '../domain/passage.ts'
import { isCorrection, numbersPutRight } from '../index/summarized-index.ts'
import { admits, denies, isFormer, isFurther, OF_REPORTING, recallsAPlan, tellerIn, tellsAChange } from './cues.ts'
import { isNumberWord, type NumberInText, numbersIn, ordinalDays } from './number-words.ts'

/** A number with the stem of what it counts, and that in the article's words. */
export type Amount = Readonly<{ value: number; of: string; what: string }>

export type Statement = Readonly<{
  /** stems of content words, names among them, that are neither numbers nor dates */
  words: readonly string[]
  /** those of the words that name somebody or something, whoever speaks and whose paper it is aside */
  names: readonly string[]
  amounts: readonly Amount[]
  /** numbers it names as those before */
  former: readonly number[]
  /** ISO dates of the days it speaks of; years as `1974` */
  days: readonly string[]
  /** ISO date of its article */
  published: string
  /** stems of who says it */
  voice: readonly string[]
  denies: boolean
  admits: boolean
  /** says that something changed */
  moves: boolean
  /** says what once was planned */
  recalls: boolean
  /** one of the first sentences of its article */
  leads: boolean
}>

/** What is a passage's article called, and when is it from. */
export type Origin = Pick<Article, 'label' | 'publisher' | 'publishedAt' | 'ingestedAt'>

/** Up to this a number comes twice by chance, and counts only together with what it counts. */
export const SMALL_NUMBER = 12
/** From this up it hardly comes by chance twice of one day. */
export const LARGE_NUMBER = 100
const LEADING = 2 // sentences
const REPORTING = new Set(OF_REPORTING.split(' ').map(stemOf))
const OF_TIME = /^(?:\w+day|mr|ms|mrs|dr|\d+|january|february|march|april|may|june|july|august|september|october|november|december)$/
const DEEDS = /^(?:killed|wounded|displaced|missing|detained|affected|casualties)$/
const NUMBER_OF = /\b(?:numbers?|tolls?|counts?|figures?|quantity) (?:of|for) (?:the )?([\w-]+)/i
const TIMES = /^(?:years?|decades?|centuries|days?|nights?|mornings?|evenings?|hours?|weeks?|weekends?|months?|minutes?|seconds?|o|am|pm)$/

/** `papers`: names of publishers, which are nobody's news. */
export function statementOf(passage: AnnotatedPassage, origin: Origin, papers: readonly string[] = []): Statement {
  const { text } = passage
  const published = (origin.publishedAt ?? origin.ingestedAt).slice(0, 10)
  const numbers = numbersIn(text)
  const { amounts, former, years } = amountsOf(passage, numbers)
  const speaker = (passage.speaker ?? '').toLowerCase()
  const named = unique(passage.names.flatMap((name) => stemsOf(name.key)))
  const speaks = new Set(stemsOf(speaker))
  const labels = [...papers, origin.label, origin.publisher ?? ''].map(stemsOf)
  const ofPapers = new Set(
    passage.names.flatMap(({ key }) => stemsOf(key).filter((_, __, stems) => labels.some((own) => isPaper(stems, own)))),
  )
  return {
    words: unique([...wordsOutside(passage, numbers), ...named]),
    names: named.filter((stem) => !speaks.has(stem) && !ofPapers.has(stem)),
    amounts,
    former,
    days: unique([...daysOf(passage), ...ordinalDays(text, published.slice(0, 4)), ...years]),
    published,
    voice: voiceOf(passage),
    denies: passage.polarity === 'denies' || denies(text),
    admits: admits(text),
    moves: tellsAChange(text) || isCorrection(text),
    recalls: recallsAPlan(text),
    leads: passage.ordinal < LEADING,
  }
}

/** More than half of a paper's name is meant for it; a place that a paper is named after is still a place. */
const isPaper = (name: readonly string[], paper: readonly string[]) => 2 * name.filter((stem) => paper.includes(stem)).length > paper.length

type Spans = readonly Readonly<{ start: number; end: number }>[]

/** Spans of a passage as offsets into its text. */
const within = (spans: Spans, { start }: AnnotatedPassage): Spans =>
  spans.map((span) => ({ start: span.start - start, end: span.end - start }))
const touches = (spot: Readonly<{ start: number; end: number }>, spans: Spans) =>
  spans.some((span) => spot.start < span.end && spot.end > span.start)
const unique = <T>(all: readonly T[]): readonly T[] => [...new Set(all)]
const stemsOf = (words: string) =>
  wordsOf(words)
    .filter((word) => !isStopWord(word))
    .map(stemOf)

function wordsOutside(passage: AnnotatedPassage, numbers: readonly NumberInText[]): readonly string[] {
  const skipped = [...within([...passage.names, ...passage.dates], passage), ...numbers]
  const tokens = tokensOf(passage.text).filter((token) => !touches(token, skipped) && !isStopWord(token.text) && !isNumberWord(token.text))
  return tokens.map((token) => stemOf(token.text)).filter((stem) => !REPORTING.has(stem))
}

function amountsOf(passage: AnnotatedPassage, numbers: readonly NumberInText[]) {
  const { text, start, figures } = passage
  const dates = within(passage.dates, passage)
  const corrects = isCorrection(text)
  const { wrong } = numbersPutRight(text)
  const amounts: Amount[] = []
  const former: Amount[] = []
  const years: string[] = []
  for (const number of numbers) {
    if (touches(number, dates) || isFurther(text, number.end) || TIMES.test(number.next)) continue
    const figure = figures.find((one) => one.start - start < number.end && one.end - start > number.start)
    if (figure?.measure === 'duration') continue
    if (!figure && number.value >= 1900 && number.value <= 2100) years.push(String(number.value))
    else {
      const isBefore =
        wrong.length > 0
          ? wrong.some(({ start }) => start === number.start)
          : isFormer(text, number.start) || (corrects && amounts.length > 0)
      const list = isBefore ? former : amounts
      list.push({ value: number.value, ...thingOf(figure, number.next, text) })
    }
  }
  // A sentence with nothing but such a number gives it after all.
  return amounts.length > 0 ? { amounts, former: former.map(({ value }) => value), years } : { amounts: former, former: [], years }
}

/** What befell people counts before what people they were; without either, "the number of lorries" or the word behind it. */
function thingOf(figure: Figure | undefined, next: string, text: string): Pick<Amount, 'of' | 'what'> {
  const counted = figure?.counted ?? NUMBER_OF.exec(text)?.[1] ?? (isStopWord(next) ? '' : next)
  const head = wordsOf(counted).at(-1) ?? ''
  const measure = figure?.measure ?? ''
  const deed = measure !== '' && !isKinOfHead(measure, head)
  return { of: stemOf(deed ? measure : head), what: deed && DEEDS.test(measure) ? `people ${measure}` : deed ? measure : counted }
}

const isKinOfHead = (measure: string, head: string) => head.startsWith(measure.slice(0, -1)) || stemOf(measure) === stemOf(head)

/** A range that something was moved along ends at the new day. */
function daysOf({ text, start, dates }: AnnotatedPassage): readonly string[] {
  const isOldDay = (date: DateMention) =>
    isFormer(text, date.start - start) && /(?:instead of|than|not) $/i.test(text.slice(0, date.start - start))
  return dates.flatMap((date) => {
    // "The last Saturday of February" is none of this week.
    if (/^ of \p{Lu}/u.test(text.slice(date.end - start))) return []
    if (date.precision === 'year') return [date.from.slice(0, 4)]
    if (date.precision !== 'day' || isOldDay(date)) return []
    if (date.from === date.to) return [date.from]
    return tellsAChange(text) ? [date.to] : []
  })
}

/** Who opens the sentence and tells, where the index heard nobody speak: "The hospital raised its toll". */
function voiceOf({ speaker: heard, names, text }: AnnotatedPassage): readonly string[] {
  const teller = tellerIn(text)
  const speaker = heard === null || teller?.includes(heard) ? teller : heard
  if (speaker === null) return []
  const known = names.filter((name) => speaker.includes(name.text) || name.text.includes(speaker)).map((name) => name.key)
  return unique(
    [speaker, ...known].flatMap((words) =>
      wordsOf(words)
        .filter((word) => !isStopWord(word) && !OF_TIME.test(word))
        .map(stemOf),
    ),
  )
}
