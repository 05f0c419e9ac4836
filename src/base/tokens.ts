// Cuts text into words with their offsets, folded so that spellings of one word meet (pure).

/** A word: `text` is folded (lower case, no accents, no grouping commas); offsets are UTF-16 into the text it was cut from. */
export type Token = Readonly<{ text: string; start: number; end: number; capital: boolean }>

const OTHER = 0
const LETTER = 1
const DIGIT = 2
const WIDE = 3 // above Latin-1: looked at by property

const KIND = new Uint8Array(128)
for (let code = 48; code <= 57; code += 1) KIND[code] = DIGIT
for (let code = 65; code <= 90; code += 1) KIND[code] = KIND[code + 32] = LETTER

const WORD_PART = /[\p{L}\p{M}\p{N}]/u
const NO_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Myanmar}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const NO_SPACES_RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Myanmar}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{M}]+/gu
const APOSTROPHE = new Set(["'", '\u2019', '\u02bc', '\u2018'])
const ACCENTED = /[\u00c0-\u024f\u1e00-\u1eff]/
const MARKS = /[\u0300-\u036f]/g

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code < 128) return KIND[code] as number
  // Most of what news text holds above ASCII is quotes and dashes.
  if (code >= 0x2000 && code <= 0x206f) return OTHER
  if (code >= 0xd800 && code <= 0xdfff) return OTHER
  return WORD_PART.test(text.charAt(at)) ? WIDE : OTHER
}

/** Lower case without accents: `Nông` is `nong`. Marks of scripts that need them (Burmese, Hindi) stay. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase()
  return ACCENTED.test(lower) ? lower.normalize('NFD').replace(MARKS, '') : lower
}

/**
 * The words of a text in order. `23,000` is one word `23000`, `2,000km` two; `Ta’ang` is `taang`, a possessive ’s is dropped, `U.S.` is `usa`.
 * Scripts without spaces are cut by the language's own segmenter.
 */
export function tokensOf(text: string): Token[] {
  const found: Token[] = []
  let at = 0
  while (at < text.length) {
    const kind = kindAt(text, at)
    if (kind === OTHER) at += 1
    else if (kind === DIGIT) at = numberAt(text, at, found)
    else at = wordAt(text, at, found)
  }
  return found
}

/** Folded words alone, without offsets. */
export function wordsOf(text: string): string[] {
  return tokensOf(text).map((token) => token.text)
}

function numberAt(text: string, start: number, found: Token[]): number {
  let end = start + 1
  while (end < text.length) {
    const kind = kindAt(text, end)
    if (kind === DIGIT) end += 1
    else if ((text[end] === ',' || text[end] === '.') && kindAt(text, end + 1) === DIGIT) end += 2
    else break
  }
  const grouped = text.slice(start, end)
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(grouped) ? grouped.replaceAll(',', '') : grouped
  found.push({ text: plain, start, end, capital: false })
  return end
}

const QUOTE_MARK = 39
const FULL_STOP = 46

function wordAt(text: string, start: number, found: Token[]): number {
  let end = start + 1
  let next = text.charCodeAt(end)
  while (next < 128 && KIND[next] !== OTHER) next = text.charCodeAt(++end)
  // Most words are letters of ASCII up to a space or a comma, or to the end (NaN).
  if (text.charCodeAt(start) < 128 && !(next >= 128 || next === QUOTE_MARK || next === FULL_STOP)) pushPlain(text, start, end, found)
  else end = longWordAt(text, start, found)
  return end
}

/** A word of ASCII letters and digits alone. */
function pushPlain(text: string, start: number, end: number, found: Token[]): void {
  const surface = text.slice(start, end)
  const capital = text.charCodeAt(start) <= LAST_CAPITAL
  // The country is not the pronoun.
  found.push({ text: surface === 'US' ? 'usa' : surface.toLowerCase(), start, end, capital })
}

const LAST_CAPITAL = 90

function longWordAt(text: string, start: number, found: Token[]): number {
  let end = start
  let wide = false
  while (end < text.length) {
    const kind = kindAt(text, end)
    if (kind === LETTER || kind === DIGIT) end += 1
    else if (kind === WIDE) {
      wide = true
      end += 1
    } else if (APOSTROPHE.has(text.charAt(end)) && end > start && isLetter(text, end + 1)) end += 1
    else if (text[end] === '.' && isInitialism(text, start, end)) end += 1
    else break
  }
  if (wide && NO_SPACES.test(text.slice(start, end))) segmented(text, start, end, found)
  else pushWord(text, start, end, found)
  return end
}

function isLetter(text: string, at: number): boolean {
  const kind = kindAt(text, at)
  return kind === LETTER || kind === WIDE
}

/** A dot between single capitals, as in `U.S.` */
function isInitialism(text: string, start: number, dot: number): boolean {
  const next = text.charCodeAt(dot + 1)
  const before = text.charCodeAt(dot - 1)
  const single = dot - start === 1 || text[dot - 2] === '.'
  return single && before >= 65 && before <= 90 && next >= 65 && next <= 90 && !isLetter(text, dot + 2)
}

function pushWord(text: string, start: number, end: number, found: Token[]): void {
  const surface = text.slice(start, end)
  const code = surface.charCodeAt(0)
  const capital = code < 128 ? code >= 65 && code <= 90 : surface.charAt(0) !== surface.charAt(0).toLowerCase()
  let word = foldWord(surface)
  if (word.length > 2 && /['\u2019\u02bc\u2018]/.test(word))
    word = word.replace(/['\u2019\u02bc\u2018]s$/, '').replace(/['\u2019\u02bc\u2018]/g, '')
  if (word.includes('.')) word = word.replaceAll('.', '')
  // The country is not the pronoun.
  if (capital && (surface === 'US' || surface === 'U.S')) word = 'usa'
  found.push({ text: word, start, end, capital })
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

function segmented(text: string, start: number, end: number, found: Token[]): void {
  const run = text.slice(start, end)
  for (const { segment, index, isWordLike } of segmenter.segment(run)) {
    if (!isWordLike) continue
    const from = start + index
    if (segment.length > 1 && !NO_SPACES_RUN.test(segment)) pushWord(text, from, from + segment.length, found)
    else found.push({ text: segment.toLowerCase(), start: from, end: from + segment.length, capital: false })
    NO_SPACES_RUN.lastIndex = 0
  }
}
