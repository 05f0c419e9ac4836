// Reads JSON that somebody else wrote, refusing what two readers could take differently (pure).

const MOST_LEVELS = 32
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/gsu

/** The value, or undefined where the text is no JSON, nests more than 32 levels, writes a key of one object twice or names a prototype. Linear. */
export function strictJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isPlain(text) ? value : undefined
  } catch {
    return undefined
  }
}

/** Of JSON that parses: each of its strings ends, so no token is looked for twice. */

function isPlain(text: string): boolean {
  const open: (Set<string> | null)[] = [] // keys of each object around here; null for a list
  let keyNext = false
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null)
      keyNext = token === '{'
      if (open.length > MOST_LEVELS) return false
    } else if (token === '}' || token === ']') {
      open.pop()
      keyNext = false
    } else if (token === ',') {
      keyNext = (open.at(-1) ?? null) !== null
    } else if (keyNext) {
      const key = keyOf(token)
      const keys = open.at(-1)
      if (key === null || key === '__proto__' || keys?.has(key)) return false
      keys?.add(key)
      keyNext = false
    }
  }
  return true
}

function keyOf(token: string): string | null {
  try {
    return String(JSON.parse(token))
  } catch {
    return null
  }
}
