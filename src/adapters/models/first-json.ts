// Finds the JSON object in a model's reply, for servers that wrap it in prose or a code fence (pure).
import { strictJson } from './strict-json.ts'

const MOST_TRIES = 8

/** The whole text, or the first balanced `{…}` in it that is strict JSON; undefined when there is none. Eight are tried. Linear. */
export function firstJson(text: string): unknown {
  const whole = strictJson(text)
  if (whole !== undefined) return whole
  let from = text.indexOf('{')
  for (let tries = 0; from >= 0 && tries < MOST_TRIES; tries += 1) {
    const end = closingBrace(text, from)
    // What is never closed was cut off; an object inside it is a part of what was meant, not the reply.
    if (end === null) return undefined
    const value = strictJson(text.slice(from, end + 1))
    if (value !== undefined) return value
    from = text.indexOf('{', end + 1)
  }
  return undefined
}

function closingBrace(text: string, from: number): number | null {
  let depth = 0
  let inString = false
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]
    if (inString) {
      if (character === '\\') at += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{') depth += 1
    else if (character === '}') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return null
}
