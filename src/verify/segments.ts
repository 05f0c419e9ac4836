// Cuts a sentence into tokens and punctuation-delimited segments, so that a shortening can be seen as segments left out (pure, linear).

export type Token = Readonly<{ text: string; kind: 'word' | 'mark' | 'delimiter' }>

/** A run of tokens between delimiters; a quoted run is never cut. `before` are the delimiters that stand in front of it. */
export type Segment = Readonly<{ before: readonly string[]; tokens: readonly Token[] }>

const OPENING = new Set(['"', "'", '(', '['])
const CLOSING = new Set(['"', "'", ')', ']', ',', ';', ':', '.', '!', '?'])
const DELIMITERS = new Set([',', ';', ':', '-', '(', ')', '.', '!', '?'])

/** NFC, with quotation marks, dashes and spaces folded to their plain forms; nothing else changes, least of all digits. */
export function foldPunctuation(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u2018\u2019\u201A\u201B\u2032]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/\s*\u2014\s*|\s+\u2013\s+|(?<=\p{L})\u2013(?=\p{Lu})/gu, ' - ')
    .replace(/[\u2010-\u2013\u2212]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Tokens of a folded text: words with everything inside them (`$1.8`, `23,000`, `Nov`), and single marks. */
export function tokenize(folded: string): readonly Token[] {
  return folded === '' ? [] : folded.split(' ').flatMap(tokensOfChunk)
}

function tokensOfChunk(chunk: string): readonly Token[] {
  if (chunk === '-') return [{ text: '-', kind: 'delimiter' }]
  let [start, end] = [0, chunk.length]
  while (start < end && OPENING.has(chunk[start] ?? '')) start += 1
  while (end > start && CLOSING.has(chunk[end - 1] ?? '')) end -= 1
  const marks = (from: number, to: number) => [...chunk.slice(from, to)].map(markToken)
  const core = chunk.slice(start, end)
  return [...marks(0, start), ...(core === '' ? [] : [{ text: core, kind: 'word' } as const]), ...marks(end, chunk.length)]
}

const markToken = (text: string): Token => ({ text, kind: DELIMITERS.has(text) ? 'delimiter' : 'mark' })

/**
 * Segments of a sentence. Delimiters inside quotation marks do not cut, nor does a full stop that is followed by a small letter or a digit.
 * Null when double quotation marks do not pair: such a sentence is only shown whole.
 */
export function segmentsOf(tokens: readonly Token[]): readonly Segment[] | null {
  const segments: { before: string[]; tokens: Token[] }[] = [{ before: [], tokens: [] }]
  let quoted = false
  tokens.forEach((token, n) => {
    const last = segments.at(-1)
    if (!last) return
    if (token.text === '"') quoted = !quoted
    if (token.kind !== 'delimiter' || quoted || !cuts(token, tokens[n + 1])) last.tokens.push(token)
    else if (last.tokens.length === 0) last.before.push(token.text)
    else segments.push({ before: [token.text], tokens: [] })
  })
  return quoted ? null : segments
}

function cuts(token: Token, next: Token | undefined): boolean {
  if (token.text !== '.') return true
  return next === undefined || next.kind !== 'word' || /^\p{Lu}/u.test(next.text)
}
