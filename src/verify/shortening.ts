// Whether a claim is an honest shortening of one source sentence: whole segments left out, and none that carries its truth (pure, linear).
import { cueRule, isAdjunct, POINTS_BACK } from './cue-words.ts'
import { foldPunctuation, type Segment, segmentsOf, type Token, tokenize } from './segments.ts'

const MAX_CODE_POINTS = 280
const MIN_WORDS = 3

/** The rule that refuses the claim, or null when it is a shortening that says nothing its source does not say. */
export function shorteningFault(text: string, source: string): string | null {
  const claim = tokenize(foldPunctuation(text))
  const segments = segmentsOf(tokenize(foldPunctuation(source)))
  if (segments === null) return 'V2 the quotation marks of the source do not pair'
  const kept = alignSegments(claim, segments)
  if (kept === null) return differenceOf(claim, source)
  if (claim.filter((token) => token.kind === 'word').length < MIN_WORDS) return 'V8 too little is left'
  if (!kept[0]) return 'V7 leaves out how the sentence begins'
  return droppedFault(segments, kept) ?? joinFault(segments, kept)
}

export function isOverlong(text: string): boolean {
  return text.length > MAX_CODE_POINTS * 2 || [...text].length > MAX_CODE_POINTS
}

/**
 * Which segments of the source the claim keeps, each whole and in order; null when the claim is not made of whole segments.
 * Between two kept segments the claim may have any of the delimiters that the source has there, and a full stop may close it.
 */
function alignSegments(claim: readonly Token[], segments: readonly Segment[]): readonly boolean[] | null {
  const kept: boolean[] = []
  let at = 0
  let passed = new Set<string>()
  for (const segment of segments) {
    for (const delimiter of segment.before) passed.add(delimiter)
    const start = skipDelimiters(claim, at, passed)
    const fits = segment.tokens.length > 0 && start !== null && segment.tokens.every((token, n) => token.text === claim[start + n]?.text)
    kept.push(fits || segment.tokens.length === 0)
    if (fits && start !== null) {
      at = start + segment.tokens.length
      passed = new Set()
    }
  }
  const rest = claim.slice(at).map((token) => token.text)
  const end = lastMark(segments)
  return rest.length === 0 || (rest.length === 1 && (rest[0] === end || (rest[0] === '.' && end !== '?'))) ? kept : null
}

function skipDelimiters(claim: readonly Token[], from: number, allowed: ReadonlySet<string>): number | null {
  let at = from
  while (claim[at]?.kind === 'delimiter') {
    if (!allowed.has(claim[at]?.text ?? '')) return null
    at += 1
  }
  return at
}

function lastMark(segments: readonly Segment[]): string | null {
  const last = segments.at(-1)
  return last && last.tokens.length === 0 ? (last.before.at(-1) ?? null) : null
}

/** A left-out segment may hold no figure, no name, no quotation, and none of the words that carry negation, condition, hedge or attribution. */
function droppedFault(segments: readonly Segment[], kept: readonly boolean[]): string | null {
  for (const [n, segment] of segments.entries()) {
    if (kept[n]) continue
    for (const [at, token] of segment.tokens.entries()) {
      if (/\p{N}/u.test(token.text)) return 'V3 leaves out a figure'
      if (/\p{Lu}/u.test(token.text)) return 'V5 leaves out a name'
      if (token.text === '"' || token.text === "'") return 'V2 leaves out a quotation'
      const rule = cueRule(token.text.toLowerCase(), at === 0)
      if (rule) return rule
    }
  }
  return null
}

/** What follows a left-out segment may not lean on it: a relative clause or participle would speak of something else, a list would lose a member. */
function joinFault(segments: readonly Segment[], kept: readonly boolean[]): string | null {
  for (const [n, segment] of segments.entries()) {
    const left = segments[n - 1]
    if (!kept[n] || left === undefined || kept[n - 1] || segment.tokens.length === 0) continue
    const first = firstWord(segment)
    if (POINTS_BACK.has(first)) return 'V7 what follows would speak of something else'
    if (isAdjunct(firstWord(left))) continue
    if (/(?:ing|ed)$/.test(first)) return 'V7 what follows would speak of something else'
    if ((first === 'and' || first === 'or') && left.tokens.length <= MIN_WORDS) return 'V10 leaves out a member of a list'
  }
  return null
}

const firstWord = (segment: Segment): string => segment.tokens.find((token) => token.kind === 'word')?.text.toLowerCase() ?? ''

/** Names the rule that a claim which is no cut of its source breaks, for the record. */
function differenceOf(claim: readonly Token[], source: string): string {
  const known = new Set(tokenize(foldPunctuation(source)).map((token) => token.text))
  const added = claim.filter((token) => !known.has(token.text)).map((token) => token.text)
  if (added.some((word) => /\p{N}/u.test(word))) return 'V3 a figure is not the source’s'
  if (added.includes('"') || added.includes("'")) return 'V2 quotation marks are not the source’s'
  if (added.some((word) => /^\p{Lu}/u.test(word))) return 'V5 a name is not the source’s'
  if (added.length > 0) return 'V6 a word is not the source’s'
  return 'V8 cuts inside a part of the sentence, or changes the order'
}
