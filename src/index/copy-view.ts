// An article as another might have copied it: sentences with their words, numbers, names and dates (pure).
import type { AnnotatedPassage, DateMention } from '../domain/passage.ts'
import type { Reading } from './annotate.ts'
import { COUNTRY_OF } from './demonyms.ts'
import { numberAt } from './number-words.ts'
import { cutSentences, type Span } from './passages.ts'
import { hashPair, type Word, wordsOf } from './words.ts'

export type SentenceView = Readonly<{
  words: ReadonlySet<string>
  numbers: ReadonlySet<number>
  names: ReadonlySet<string>
  dates: readonly DateMention[]
  denies: boolean
  /** the text breaks off in it */
  cutOff: boolean
}>

export type CopyView = Readonly<{
  sentences: readonly SentenceView[]
  /** telling words with their weight: 1 plain, 2 number, 4 capitalised */
  words: ReadonlyMap<string, number>
  /** numbers and names, which a rewriter keeps */
  anchors: ReadonlySet<string>
  /** hashes of runs of three words; true where the run stands inside quotation marks */
  runs: ReadonlyMap<number, boolean>
}>

const CALENDAR =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$/
const DENIAL =
  /\b(?:den(?:y|ies|ied|ying|ials?)\b(?! visas?| entry| access)|rejects? (?:the|any|all|claims?|reports?|allegations?)|rejected (?:the|any|all|claims?|reports?|allegations?)|refut(?:e|es|ed|ing)|dismiss(?:es|ed) (?:the |as )?(?:claims?|reports?|allegations?|false|untrue)|untrue|no truth|not true|disavow(?:s|ed))\b/i
const MOSTLY_CAPITALS = 0.6 // share of capitalised words from which a line is a title, whose capitals name nobody
const TITLE_WORDS = 4
const QUOTED = /“[^“”\n]{0,900}(?:”|\n|$)|"[^"\n]{0,900}"/g

/** One paragraph or sentence to be compared: its words, and its sentences with theirs; offsets are into `text`. */
type Line = Readonly<{
  text: string
  words: readonly Word[]
  sentences: readonly (Span & Readonly<{ words: readonly Word[]; dates: readonly DateMention[] }>)[]
}>

/** The view of an article from its stored passages. Numbers are read as values, so that "eleven" is 11. */
export function copyView(passages: readonly AnnotatedPassage[]): CopyView {
  return viewOfLines(passages.map(lineOf))
}

/** The same, of an article that has just been read. */
export function copyViewOf({ sentences }: Reading, text: string): CopyView {
  const lines = [...Map.groupBy(sentences, (sentence) => sentence.passage).values()]
  return viewOfLines(lines.map((own) => ({ text, words: own.flatMap((sentence) => sentence.words), sentences: own })))
}

function lineOf(passage: AnnotatedPassage): Line {
  const { text } = passage
  const words = wordsOf(text)
  const sentences = cutSentences(text).map((span) => ({
    ...span,
    words: words.filter((word) => word.start >= span.start && word.end <= span.end),
    dates: passage.dates.filter((date) => date.start - passage.start >= span.start && date.end - passage.start <= span.end),
  }))
  return { text, words, sentences }
}

function viewOfLines(lines: readonly Line[]): CopyView {
  const sentences: SentenceView[] = []
  const words = new Map<string, number>()
  const runs = new Map<number, boolean>()
  for (const line of lines) {
    addRuns(line, runs)
    for (const { start, end, words: own, dates } of line.sentences) {
      const resolved = dates.filter((date) => !date.from.startsWith('-'))
      sentences.push(sentenceView(line.text, line.text.slice(start, end), own, resolved, words))
    }
  }
  const last = sentences.at(-1)
  const ending = lines.at(-1)
  const end = ending?.text.slice(0, ending.sentences.at(-1)?.end) ?? '.'
  if (last !== undefined && !/[.!?…。！？။]["'”’»)\]]*$/u.test(end.slice(-8))) sentences[sentences.length - 1] = { ...last, cutOff: true }
  const anchors = new Set(sentences.flatMap((sentence) => [...sentence.names, ...[...sentence.numbers].map((number) => `#${number}`)]))
  return { sentences, words, anchors, runs }
}

function sentenceView(
  text: string,
  sentence: string,
  own: readonly Word[],
  dates: readonly DateMention[],
  all: Map<string, number>,
): SentenceView {
  const long = own.filter((word) => word.text.length > 3 && !word.digits)
  const isTitle = long.length >= TITLE_WORDS && long.filter((word) => word.capital).length > MOSTLY_CAPITALS * long.length
  const view = {
    words: new Set<string>(),
    numbers: new Set<number>(),
    names: new Set<string>(),
    dates,
    denies: DENIAL.test(sentence),
    cutOff: false,
  }
  for (let at = 0; at < own.length; ) {
    const run = numberAt(own, at, text)
    if (run !== null && !run.vague) {
      const inDate = CALENDAR.test(own[run.from - 1]?.folded ?? '') || CALENDAR.test(own[run.to]?.folded ?? '')
      if (run.low > 1) add(view, all, String(run.low), 2)
      if (run.low > 1 && !inDate) view.numbers.add(run.low)
      at = run.to
      continue
    }
    const word = own[at++]
    if (word === undefined || word.stop) continue
    const capital = word.capital && word.text.length > 1
    const key = COUNTRY_OF.get(word.folded) ?? word.stem
    add(view, all, key, capital && !isTitle ? 4 : 1)
    if (capital && !isTitle && at > 1 && word.text.length > 2 && !CALENDAR.test(word.folded)) view.names.add(key)
  }
  return view
}

function add(view: { readonly words: Set<string> }, all: Map<string, number>, key: string, weight: number): void {
  view.words.add(key)
  all.set(key, Math.max(all.get(key) ?? 0, weight))
}

function addRuns({ text, words: own }: Line, runs: Map<number, boolean>): void {
  const from = own[0]?.start ?? 0
  const words = text.slice(from, own.at(-1)?.end ?? from)
  const quoted = [...words.matchAll(QUOTED)].map((match) => [from + match.index, from + match.index + match[0].length] as const)
  for (let at = 0; at + 2 < own.length; at++) {
    const [a, b, c] = [own[at], own[at + 1], own[at + 2]]
    if (a === undefined || b === undefined || c === undefined) continue
    const inside = quoted.some(([open, close]) => a.start >= open && c.end <= close)
    const hash = hashPair(hashPair(a.whole, b.whole), c.whole) | 0
    runs.set(hash, inside && (runs.get(hash) ?? true))
  }
}
