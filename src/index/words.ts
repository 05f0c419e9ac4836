// Words of a text with their offsets, folded for comparison; shared by everything in index/ that reads text (pure).

export type Word = Readonly<{
  /** as written */
  text: string
  /** lower case, no accents, no possessive, straight apostrophes */
  folded: string
  /** UTF-16 offsets into the text that was read */
  start: number
  end: number
}>

// One letter a word in scripts written without spaces; elsewhere a run of letters with inner
// apostrophes, an initialism with its dots, or a number with its separators. Hyphens part words: "China-Myanmar" is two.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{Script=Myanmar}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]\p{M}*|(?:\p{Lu}\.){2,}|\d+(?:[.,]\d+)*|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[$€£¥₹%]/gu

export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(WORD)) {
    words.push({ text: match[0], folded: fold(match[0]), start: match.index, end: match.index + match[0].length })
  }
  return words
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

export function isStopWord(folded: string): boolean {
  return STOP_WORDS.has(folded)
}

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
