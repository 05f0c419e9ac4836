// Finds the JSON object in a model's reply, for servers that wrap it in prose or a code fence (pure).

/** The first balanced `{…}` of the text that parses, or undefined. Linear in the text for each opening brace tried; at most 8 are. */
export function firstJson(text: string): unknown {
  const whole = parse(text)
  if (whole !== undefined) return whole
  let from = text.indexOf('{')
  for (let tries = 0; from >= 0 && tries < 8; tries += 1) {
    const end = closingBrace(text, from)
    const value = end === null ? undefined : parse(text.slice(from, end + 1))
    if (value !== undefined) return value
    from = text.indexOf('{', from + 1)
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
