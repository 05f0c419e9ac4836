// Cuts an article into passages: blocks, sentences in them, headings told apart, leaning caveats bound to what they lean on (pure).
import type { PassageRole } from '../domain/passage.ts'
import { sentenceEnds } from './sentence-ends.ts'
import { isLeaningCaveat } from './caveats.ts'

export type Span = Readonly<{ start: number; end: number }>

/** One passage before annotation. `sentences` are its parts in order: one, or a sentence and the caveats bound to it. */
export type Cut = Span & Readonly<{ role: PassageRole; sentences: readonly Span[] }>

const BULLET = /^\s*(?:[-–—•*·▪●‣]|\d{1,2}[.)]|\([ivx]{1,4}\)|\(?[a-z]\))\s+/u
const ENDS_SENTENCE = /[.!?…。！？｡။।:;]["'”’»」』）)\]]*$/u
const MAX_HEADING = 130 // characters; a longer line without a stop is a sentence that lost it
const SOFT_LINE = 45 // characters; a shorter line that breaks off was ended on purpose

/** Passages of a text, in order, not overlapping, covering every character that is not white space. */
export function cutPassages(text: string): Cut[] {
  const cuts: Cut[] = []
  let inBody = false
  for (const block of blocksOf(text)) {
    const role = roleOf(text.slice(block.start, block.end), inBody)
    if (role === 'sentence') inBody = true
    for (const sentence of sentencesIn(text, block)) {
      const last = cuts.at(-1)
      const inParagraph = sentence.start > block.start
      if (role === 'sentence' && last?.role === 'sentence' && isLeaningCaveat(text.slice(sentence.start, sentence.end), inParagraph)) {
        cuts[cuts.length - 1] = { ...last, end: sentence.end, sentences: [...last.sentences, sentence] }
      } else cuts.push({ ...sentence, role, sentences: [sentence] })
    }
  }
  return cuts
}

/** Sentences of a text, caveats unbound: the boundaries alone. */
export function cutSentences(text: string): Span[] {
  return blocksOf(text).flatMap((block) => sentencesIn(text, block))
}

function sentencesIn(text: string, block: Span): Span[] {
  const spans: Span[] = []
  let start = block.start
  for (const end of sentenceEnds(text.slice(block.start, block.end))) {
    const span = trimmed(text, start, block.start + end)
    if (span !== null) spans.push(span)
    start = block.start + end
  }
  return spans
}

/** A line without a closing stop, short enough, is a heading; a bullet is one only above the story. */
function roleOf(block: string, inBody: boolean): PassageRole {
  if (ENDS_SENTENCE.test(block) || block.includes('\n')) return 'sentence'
  if (BULLET.test(block)) return inBody ? 'sentence' : 'heading'
  return block.length <= MAX_HEADING ? 'heading' : 'sentence'
}

/** Lines joined where a line break only wraps; each block is trimmed and not empty. */
function blocksOf(text: string): Span[] {
  const blocks: Span[] = []
  let open: Span | null = null
  for (const line of linesOf(text)) {
    const span = trimmed(text, line.start, line.end)
    if (span === null) {
      if (open !== null) blocks.push(open)
      open = null
    } else if (open !== null && wraps(text.slice(open.start, open.end), text.slice(span.start, span.end))) {
      open = { start: open.start, end: span.end }
    } else {
      if (open !== null) blocks.push(open)
      open = span
    }
  }
  return open === null ? blocks : [...blocks, open]
}

/** True when `next` continues the sentence that the last line of `block` breaks off. */
function wraps(block: string, next: string): boolean {
  const line = block.slice(block.lastIndexOf('\n') + 1)
  if (ENDS_SENTENCE.test(line) || BULLET.test(next)) return false
  if (/^\p{Ll}/u.test(next)) return /^["'“‘(]?\p{Lu}/u.test(block) || line.split(/\s+/).length > 3
  if (/(?:,|\b(?:the|a|an|of|and|or|to|in|on|at|by|for|from|with|that|as|is|was))$/iu.test(line)) return true
  return line.length >= SOFT_LINE && line.length <= 100 && ENDS_SENTENCE.test(next) && !/^\p{Lu}/u.test(next)
}

function* linesOf(text: string): Generator<Span> {
  let start = 0
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
    yield { start, end: match.index }
    start = match.index + match[0].length
  }
  yield { start, end: text.length }
}

function trimmed(text: string, from: number, to: number): Span | null {
  let start = from
  let end = to
  while (start < end && isSpace(text, start)) start++
  while (end > start && isSpace(text, end - 1)) end--
  return start < end ? { start, end } : null
}

function isSpace(text: string, at: number): boolean {
  return text.charAt(at).trim() === ''
}
