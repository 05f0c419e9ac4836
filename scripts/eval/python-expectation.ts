// Reads the assertions of a set of tests written for Python: `not bozo and entries[0]['title'] == 'x'` → paths and values (pure).

export type Literal = string | number | boolean | null | readonly Literal[] | Readonly<{ [key: string]: Literal }>
export type Clause = Readonly<{ path: readonly string[]; value: Literal; clause: string }>

const TOKEN = /\s*(?:(u?'(?:[^'\\]|\\[\s\S])*'|u?"(?:[^"\\]|\\[\s\S])*")|(\d+(?:\.\d+)?)|(==|[()[\]{},:.+-])|([A-Za-z_]\w*))/y
const PLAIN_CALLS = new Set(['not', 'and'])

type Token = Readonly<{ kind: 'text' | 'number' | 'mark' | 'word'; value: string }>

/** The equalities of an assertion, each with its path; what is no equality of a path and a literal is left out. */
export function clausesOf(expectation: string): Clause[] {
  const found: Clause[] = []
  for (const tokens of splitAt(tokensOf(expectation), (token) => token.kind === 'word' && token.value === 'and')) {
    const sides = splitAt(bare(tokens), (token) => token.value === '==' && token.kind === 'mark')
    const value = literalOf(sides.at(-1) ?? [])
    if (sides.length < 2 || value === undefined) continue
    for (const side of sides.slice(0, -1)) {
      const path = pathOf(side)
      if (path) found.push({ path, value, clause: `${path.join('.')} == ${JSON.stringify(value)}` })
    }
  }
  return found
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
    const [, text, number, mark, word] = match
    if (text !== undefined) tokens.push({ kind: 'text', value: unquoted(text) })
    else if (number !== undefined) tokens.push({ kind: 'number', value: number })
    else if (mark !== undefined) tokens.push({ kind: 'mark', value: mark })
    else tokens.push({ kind: 'word', value: word ?? '' })
  }
  return tokens
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' }

function unquoted(text: string): string {
  return text
    .replace(/^u/, '')
    .slice(1, -1)
    .replace(
      /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g,
      (_, byte?: string, short?: string, long?: string, one?: string) =>
        one === undefined ? String.fromCodePoint(Number.parseInt(byte ?? short ?? long ?? '0', 16)) : (ESCAPES[one] ?? one),
    )
}

function splitAt(tokens: readonly Token[], isBreak: (token: Token) => boolean): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (isBreak(token)) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}

/** Without the brackets around a whole clause. */
function bare(tokens: readonly Token[]): Token[] {
  const [first, last] = [tokens[0], tokens.at(-1)]
  const opens = first?.value === '(' && first.kind === 'mark' && last?.value === ')' && last.kind === 'mark'
  return opens && tokens.some(({ kind, value }) => kind === 'mark' && value === '==') ? tokens.slice(1, -1) : [...tokens]
}

/** `entries[0]['title_detail'].value` as its steps; null for a call, a negation or anything else. */
function pathOf(tokens: readonly Token[]): string[] | null {
  const [root, ...rest] = tokens
  if (root?.kind !== 'word' || PLAIN_CALLS.has(root.value)) return null
  const path = [root.value === 'channel' ? 'feed' : root.value]
  for (const { kind, value } of rest) {
    if (kind === 'mark' && !['[', ']', '.'].includes(value)) return null
    if (kind !== 'mark') path.push(value)
  }
  return path
}

function literalOf(tokens: readonly Token[]): Literal | undefined {
  const [first] = tokens
  if (!first) return undefined
  if (first.kind === 'text' && tokens.every(({ kind, value }) => kind === 'text' || value === '+'))
    return tokens.map(({ kind, value }) => (kind === 'text' ? value : '')).join('')
  if (first.kind === 'word') return { True: true, False: false, None: null }[first.value]
  if (first.kind === 'number') return Number(first.value)
  if (first.value === '(') return tokens.flatMap(({ kind, value }) => (kind === 'number' ? [Number(value)] : []))
  if (first.value !== '{') return undefined
  const words = tokens.filter(({ kind }) => kind === 'text').map(({ value }) => value)
  return Object.fromEntries(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])))
}
