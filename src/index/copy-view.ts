// An article as another might have copied it: sentences with their words, numbers, names and dates (pure).
import type { AnnotatedPassage, DateMention } from '../domain/passage.ts'
import { COUNTRY_OF } from './demonyms.ts'
import { numberAt } from './number-words.ts'
import { cutSentences } from './passages.ts'
import { fold, hash32, isStopWord, stem, type Word, wordsOf } from './words.ts'

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

/** Numbers are read as values, so that "eleven" is 11. */
export function copyView(passages: readonly AnnotatedPassage[]): CopyView {
  const sentences: SentenceView[] = []
  const words = new Map<string, number>()
  const runs = new Map<number, boolean>()
  for (const line of passages) {
    const own = wordsOf(line.text)
    addRuns(line.text, own, runs)
    for (const span of cutSentences(line.text)) {
      const inside = own.filter((word) => word.start >= span.start && word.end <= span.end)
      const dates = line.dates.filter((date) => date.start - line.start >= span.start && date.end - line.start <= span.end)
      sentences.push(sentenceView(line.text, line.text.slice(span.start, span.end), inside, dates, words))
    }
  }
  const last = sentences.at(-1)
  if (last !== undefined && !/[.!?…。！？။]["'”’»)\]]*$/u.test(passages.at(-1)?.text ?? '.'))
    sentences[sentences.length - 1] = { ...last, cutOff: true }
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
  const letters = own.filter((word) => word.text.length > 3 && /^\p{L}/u.test(word.text))
  const isTitle =
    letters.length >= TITLE_WORDS && letters.filter((word) => /^\p{Lu}/u.test(word.text)).length > MOSTLY_CAPITALS * letters.length
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
    if (word === undefined || isStopWord(word.folded)) continue
    const capital = /^\p{Lu}/u.test(word.text) && word.text.length > 1
    const key = COUNTRY_OF.get(word.folded) ?? stem(word.folded)
    add(view, all, key, capital && !isTitle ? 4 : 1)
    if (capital && !isTitle && at > 1 && word.text.length > 2 && !CALENDAR.test(word.folded)) view.names.add(key)
  }
  return view
}

function add(view: { readonly words: Set<string> }, all: Map<string, number>, key: string, weight: number): void {
  view.words.add(key)
  all.set(key, Math.max(all.get(key) ?? 0, weight))
}

function addRuns(text: string, own: readonly Word[], runs: Map<number, boolean>): void {
  const quoted = [...text.matchAll(QUOTED)].map((match) => [match.index, match.index + match[0].length] as const)
  for (let at = 0; at + 2 < own.length; at++) {
    const [a, b, c] = [own[at], own[at + 1], own[at + 2]]
    if (a === undefined || b === undefined || c === undefined) continue
    const inside = quoted.some(([from, to]) => a.start >= from && c.end <= to)
    const hash = hash32(`${fold(a.text)} ${b.folded} ${c.folded}`)
    runs.set(hash, inside && (runs.get(hash) ?? true))
  }
}
