// Words of a text with their offsets, folded for comparison; shared by everything in index/ that reads text (pure).
import { ownCopy } from '../base/own-copy.ts'

/** What a word is wherever it stands. */
type Lexeme = Readonly<{
  /** as written */
  text: string
  /** lower case, no accents, no possessive, straight apostrophes */
  folded: string
  /** without its ending; a number as written */
  stem: string
  /** of the stem, as a signed number: those beyond 31 bits cost a box each */
  hash: number
  /** of the folded word, signed too */
  whole: number
  /** says nothing of the subject */
  stop: boolean
  capital: boolean
  digits: boolean
}>

/** `start` and `end` are UTF-16 offsets into the text that was read. */
export type Word = Lexeme & Readonly<{ start: number; end: number }>

// One letter a word in scripts written without spaces; elsewhere a run of letters with inner
// apostrophes, an initialism with its dots, or a number with its separators. Hyphens part words: "China-Myanmar" is two.
const STICKY =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{Script=Myanmar}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]\p{M}*|(?:\p{Lu}\.){2,}|\d+(?:[.,]\d+)*|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[$€£¥₹%]/uy

export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at)
    if (kind === NOTHING) {
      at++
      continue
    }
    const end = kind === OTHER ? otherEnd(text, at) : kind === LETTER ? lettersEnd(text, at) : at + 1
    if (end > at) words.push(wordAt(text, at, end))
    at = Math.max(end, at + 1)
  }
  return words
}

// Plain English letters are looped over; whatever is rarer is left to the expression above.
const NOTHING = 0
const LETTER = 1
const SIGN = 2 // a word by itself: $ %
const OTHER = 3 // digits, letters beyond English, initialisms

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return LETTER
  if (code >= 48 && code <= 57) return OTHER
  if (code === 36 || code === 37) return SIGN
  // Quotes, dashes and spaces of typography; everything else above English may be a letter or a sign of money.
  return code < 0xa0 || (code >= 0x2000 && code <= 0x206f) ? NOTHING : OTHER
}

/** Where a run of English letters ends; what such a run alone does not settle is left to the expression. */
function lettersEnd(text: string, from: number): number {
  let at = from
  while (isEnglish(text.charCodeAt(at))) at++
  const code = text.charCodeAt(at)
  if (code === 46) return at === from + 1 && text.charCodeAt(from) <= 90 ? otherEnd(text, from) : at
  return code === 39 || code >= 0xa0 ? otherEnd(text, from) : at
}

function isEnglish(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}

function otherEnd(text: string, from: number): number {
  STICKY.lastIndex = from
  return STICKY.test(text) ? STICKY.lastIndex : from
}

/** All that is known of the word is copied: what reads a text word by word finds it in one place. */
function wordAt(source: string, start: number, end: number): Word {
  const { text, folded, stem, hash, whole, stop, capital, digits } = lexemeAt(source, start, end)
  return { text, start, end, folded, stem, hash, whole, stop, capital, digits }
}

const KNOWN_WORDS = 100_000 // words kept ready; forgotten all at once when there are more
const PLACES = 1 << 18
// Found by their letters where they stand in the text, so that a word seen before is never cut out of it.
const known: (Lexeme | undefined)[] = Array.from({ length: PLACES })
const knownHashes = new Int32Array(PLACES)
let knownSize = 0

function lexemeAt(text: string, start: number, end: number): Lexeme {
  let hash = 0x811c9dc5
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  let place = (hash ^ (hash >>> 15)) & (PLACES - 1)
  for (let held = known[place]; held !== undefined; held = known[place]) {
    if (knownHashes[place] === hash && held.text.length === end - start && text.startsWith(held.text, start)) return held
    place = (place + 1) & (PLACES - 1)
  }
  const lexeme = lexemeOf(ownCopy(text.slice(start, end)))
  if (knownSize >= KNOWN_WORDS) {
    known.fill(undefined)
    knownSize = 0
    place = (hash ^ (hash >>> 15)) & (PLACES - 1)
  }
  known[place] = lexeme
  knownHashes[place] = hash
  knownSize++
  return lexeme
}

function lexemeOf(text: string): Lexeme {
  const folded = fold(text)
  const digits = /^\d/.test(text)
  const root = digits ? folded : stem(folded)
  const whole = hash32(folded) | 0
  const hash = root === folded ? whole : hash32(root) | 0
  return { text, folded, stem: root, hash, whole, stop: STOP_WORDS.has(folded), capital: isCapital(text), digits }
}

function isCapital(text: string): boolean {
  const code = text.charCodeAt(0)
  return code < 128 ? code >= 65 && code <= 90 : /^\p{Lu}/u.test(text)
}

const PLAIN = /^[a-z0-9]+$/

/** Folds one word or phrase: lower case, accents dropped, curly apostrophes straight, possessive and dots of initialisms dropped. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (PLAIN.test(lower)) return lower
  const bare = lower.normalize('NFKD').replace(/\p{M}/gu, (mark) => (/\p{Script=Latin}|\p{Script=Inherited}/u.test(mark) ? '' : mark))
  const straight = bare.replace(/[’‘ʼ`]/g, "'").replace(/[‐‑–]/g, '-')
  return straight.replace(/'s$/, '').replace(/^((?:\p{L}\.){2,})$/u, (initials) => initials.replaceAll('.', ''))
}

// Words that say nothing of the subject: English function words and the verbs of reporting.
const STOP_WORDS = new Set(
  `a about above across after again against all also although am amid among an and another any are around as at away back be became because become been
before being below between both but by came can cannot could did do does doing done down during each either else even ever every few for from further
had has have having he her here hers herself him himself his how however i if in into is it its itself just last least less like made make many may me
might more most much must my near need neither never next no nor not now of off often on once one only onto or other others our ours out over own per
put rather re said same say saying says she should since so some still such take than that the their theirs them themselves then there these they this
those though through thus to told too toward towards under until up upon us very via was we well went were what when where whether which while who whom
whose why will with within without would yet you your yours`.split(/\s+/),
)

/** A light English stem: plural, past and -ing endings only, so that "seized" meets "seize" and "strikes" meets "strike". */
export function stem(folded: string): string {
  if (folded.length < 5 || !PLAIN.test(folded))
    return folded.length === 4 && folded.endsWith('s') && !folded.endsWith('ss') ? folded.slice(0, 3) : folded
  let word = folded
  if (word.endsWith('ies')) word = `${word.slice(0, -3)}y`
  else if (word.endsWith('sses') || word.endsWith('shes') || word.endsWith('ches') || word.endsWith('xes')) word = word.slice(0, -2)
  else if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) word = word.slice(0, -1)
  if (word.endsWith('ied')) word = `${word.slice(0, -3)}y`
  else if (word.endsWith('ed') && word.length > 5) word = undouble(word.slice(0, -2))
  else if (word.endsWith('ing') && word.length > 6) word = undouble(word.slice(0, -3))
  return word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word
}

function undouble(word: string): string {
  return /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word
}

/** One hash of two in order. */
export function hashPair(first: number, second: number): number {
  let hash = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b) ^ second
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** A 32-bit hash (FNV-1a over UTF-16 units, then mixed); the same on every machine and in every version. */
export function hash32(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
