// Whether a claim is an honest shortening of one source: its words, without phrases that the grammar lets go (pure; linear in the source).
import { cueOf, ruleOf } from './cue-words.ts'
import { phrasesAt } from './grammar.ts'
import { readSentence, type Sentence } from './sentence.ts'
import { gapAt, readSource, type Source } from './source.ts'

const MAX_CODE_POINTS = 280
const MIN_WORDS = 3
const SOFT = /[,-]/g

/** Both with plain punctuation. The rule that refuses the claim, or null when it is a shortening that says nothing its source does not say. */
export function shorteningFault(text: string, sourceText: string): string | null {
  const claim = readSentence(text)
  const read = readSentence(sourceText)
  const left = leftOut(claim, read)
  if (left === null) return differenceOf(claim, read)
  if (!read.paired || !claim.paired) return 'V2 the quotation marks of the source do not pair'
  if (claim.words.length < MIN_WORDS) return 'V8 too little is left'
  if (isShouted(read)) return 'V5 names cannot be told among capitals'
  return aligns(claim, readSource(read)) ? null : (faultOf(left, read) ?? 'V8 leaves out what the grammar keeps, or changes a mark')
}

export function isOverlong(text: string): boolean {
  return text.length > MAX_CODE_POINTS * 2 || [...text].length > MAX_CODE_POINTS
}

/** A headline in capitals, or with a capital on most words. */
function isShouted({ words }: Sentence): boolean {
  const long = words.filter(({ text }) => text.length > 3)
  return long.filter(({ text }) => /^\p{Lu}/u.test(text)).length * 3 > long.length * 2
}

/** The words of the source that the claim leaves out, taking each of its own as early as it can; null when it is no cut of the source. */
function leftOut(claim: Sentence, source: Sentence): readonly number[] | null {
  let at = 0
  const left: number[] = []
  source.words.forEach((word, n) => {
    const mine = claim.words[at]
    if (mine && (mine.text === word.text || (at === 0 && mine.text === capitalized(word.text)))) at += 1
    else left.push(n)
  })
  return at === claim.words.length && left.length > 0 ? left : null
}

type Step = Readonly<{ source: number; claim: number; from: number | null; tryPhrases?: true }>

/** Whether the claim is the source without some of its loose phrases. `from` is where the phrases left out right before this step begin. */
function aligns(claim: Sentence, source: Source): boolean {
  const end = source.words.length
  const latest = latestMatches(claim, source)
  const steps: Step[] = [{ source: 0, claim: 0, from: null }]
  const seen = new Set<number>()
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (step.tryPhrases) {
      for (const to of phrasesAt(source, step.source)) {
        if (to <= (latest[step.claim] ?? end)) steps.push({ source: to, claim: step.claim, from: step.from ?? step.source })
      }
      continue
    }
    const key = (step.source * (claim.words.length + 1) + step.claim) * (end + 2) + (step.from ?? end + 1)
    if (seen.has(key)) continue
    seen.add(key)
    if (step.source === end && step.claim === claim.words.length && joins(claim, source, step)) return true
    if (step.source === end) continue
    if (step.source < (latest[step.claim] ?? end)) steps.push({ ...step, tryPhrases: true })
    if (sameWord(claim, source, step) && joins(claim, source, step))
      steps.push({ source: step.source + 1, claim: step.claim + 1, from: null })
  }
  return false
}

/** For each word of the claim, and for its end: how late in the source it can stand, so that what follows it still finds its place. */
function latestMatches({ words }: Sentence, source: Source): readonly number[] {
  const latest = new Array<number>(words.length + 1).fill(source.words.length)
  let at = source.words.length
  for (let n = words.length - 1; n >= 0; n -= 1) {
    const mine = words[n]?.text
    do at -= 1
    while (at > 0 && mine !== source.words[at]?.text && !(n === 0 && mine === capitalized(source.words[at]?.text ?? '')))
    latest[n] = at
  }
  return latest
}

function sameWord(claim: Sentence, source: Source, step: Step): boolean {
  const [mine, theirs] = [claim.words[step.claim], source.words[step.source]]
  if (!mine || !theirs) return false
  return mine.text === theirs.text || (step.claim === 0 && step.from === 0 && mine.text === capitalized(theirs.text))
}

const capitalized = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

/** Whether the marks of the claim in front of this word are those of the source; where a phrase was left out, its commas and dashes may go. */
function joins(claim: Sentence, source: Source, { source: to, claim: at, from }: Step): boolean {
  const mine = claim.words[at]?.gap ?? claim.tail
  const atEnd = to === source.words.length
  if (from === null) return mine === gapAt(source, to) || (atEnd && sameEnd(mine, gapAt(source, to)))
  const quotes = quotesKept(source, from, to)
  if (quotes === null || mine.replace(/[^"']/g, '').length !== quotes) return false
  const gaps = Array.from({ length: to - from + 1 }, (_, n) => gapAt(source, from + n).replace(/["']/g, ''))
  if (gaps.slice(1, -1).some((gap) => /[.;:!?]/.test(gap))) return false
  const marks = mine.replace(/["']/g, '')
  const [hard, soft] = [gaps.join('').replace(SOFT, '').replace(/\(\)/g, ''), marks.match(SOFT)?.join('') ?? '']
  const kept = marks.replace(SOFT, '')
  if (from === 0 || atEnd) return soft === '' && (kept === hard || (atEnd && sameEnd(kept, hard)))
  return kept === hard && soft.length <= 1 && (gaps[0] + (gaps.at(-1) ?? '')).includes(soft)
}

/** A full stop may be added at the end or left away. */
const sameEnd = (mine: string, theirs: string) => mine.replace(/\.$/, '') === theirs.replace(/\.$/, '')

/** How many quotation marks stay between the words around a left-out phrase; null when it holds part of a quotation. */
function quotesKept({ words }: Source, from: number, to: number): number | null {
  const [left, right] = [from === 0 ? 0 : (words[from - 1]?.run ?? 0), words[to]?.run ?? 0]
  for (const { run } of words.slice(from, to)) if (run !== 0 && (run === left || run === right)) return null
  return left !== 0 && left === right ? null : (left === 0 ? 0 : 1) + (right === 0 ? 0 : 1)
}

/** Names the rule that leaving these words out breaks, for the record. */
function faultOf(left: readonly number[], { words }: Sentence): string | null {
  for (const at of left) {
    const { text, lower, run } = words[at] ?? { text: '', lower: '', run: 0 }
    if (/\p{N}/u.test(text)) return ruleOf('figure')
    if (run !== 0) return 'V2 leaves out a part of a quotation'
    const cue = cueOf(lower)
    if (cue !== null) return ruleOf(cue)
    if (at > 0 && /^\p{Lu}/u.test(text)) return 'V5 leaves out a name'
  }
  return left.includes(0) ? 'V7 leaves out how the sentence begins' : null
}

/** Names the rule that a claim which is no cut of its source breaks, for the record. */
function differenceOf(claim: Sentence, source: Sentence): string {
  const known = new Set(source.words.map(({ text }) => text))
  const added = claim.words.filter(({ text }) => !known.has(text)).map(({ text }) => text)
  if (added.some((word) => /\p{N}/u.test(word))) return 'V3 a figure is not the source’s'
  if (added.some((word) => /^\p{Lu}/u.test(word))) return 'V5 a name is not the source’s'
  if (added.length > 0) return 'V6 a word is not the source’s'
  return 'V8 changes the order, or the marks between words'
}
