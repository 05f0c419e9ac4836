// How many tokens a language model will count in a text, estimated from its characters and rather too many than too few (pure).

/**
 * Tokens a character of a script costs. Measured on news sentences with the vocabularies o200k, cl100k and r50k of OpenAI (byte-pair
 * encodings; Llama 3 and Qwen derive theirs from the second): the dearest of the three, less at most a fifth. Burmese, which the older
 * two hardly know, costs 0.5, 1.9 and 2.8 tokens a character.
 */
const SCRIPTS: readonly (readonly [RegExp, number])[] = [
  [/\p{Script=Myanmar}/u, 2.5],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, 1.75],
  [/[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Hangul}]/u, 1.75],
  [/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]/u, 1],
  [/\p{Script=Latin}/u, 1.5], // with an accent; plain letters are counted by the word
  [/[\p{Script=Devanagari}\p{Script=Bengali}]/u, 1.6],
  [/[\u2000-\u20ff]/u, 1], // dashes, quotation marks, signs of currency
]
const DEAREST = 3 // any other character: at worst one token a byte, and few have more bytes than that in use
const ASTRAL = 4
/** Words, numbers, runs of white space, single marks; what is not ASCII stands alone. */
const PIECE = /[A-Za-z]+| ?[0-9]+|\s+|./gsu
const LETTERS = 4 // a token, of words in small letters
const NAME = 3 // of words with a capital: names are cut smaller
const CAPITALS = 2
const DIGITS = 3 // o200k and cl100k split numbers so

/**
 * Tokens of a text, an upper estimate: at least 80 % of what the vocabularies above count, for English, Chinese and Burmese and for the JSON of our
 * prompts. What a server adds around messages is not in it. Linear in the text.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (const [piece] of text.matchAll(PIECE)) tokens += costOf(piece)
  return Math.ceil(tokens)
}

function costOf(piece: string): number {
  const code = piece.charCodeAt(0)
  if (code > 127) return costOfCharacter(piece)
  if (/^[a-z]+$/.test(piece)) return Math.ceil(piece.length / LETTERS)
  if (/[a-z]/.test(piece)) return Math.ceil(piece.length / NAME)
  if (/[A-Z]/.test(piece)) return Math.ceil(piece.length / CAPITALS)
  if (/[0-9]/.test(piece)) return piece.startsWith(' ') ? 1 + Math.ceil((piece.length - 1) / DIGITS) : Math.ceil(piece.length / DIGITS)
  // One space goes with the word after it, not with a number.
  return piece === ' ' ? 0 : piece.trim() === '' ? Math.ceil(piece.length / 2) : 1
}

function costOfCharacter(character: string): number {
  const script = SCRIPTS.find(([pattern]) => pattern.test(character))
  return script?.[1] ?? (character.length > 1 ? ASTRAL : DEAREST)
}
