// How dates, counts and lines are put into words (pure).

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `2023-11-06` or an instant on that day → `6 November 2023`; as precise as it was given or as `precision` says; null → `undated`. */
export function dateInWords(iso: string | null, precision: 'day' | 'month' | 'year' = 'day'): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(iso ?? '') ?? []
  const name = MONTHS[Number(month ?? 0) - 1]
  if (year === undefined) return 'undated'
  if (precision === 'year' || name === undefined) return year
  if (precision === 'month' || day === undefined) return `${name} ${year}`
  return `${Number(day)} ${name} ${year}`
}

/** `1 article`, `5 articles`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}

/** The text on one line: line breaks and runs of white space become one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** At most `limit` characters on one line, cut at a word with an ellipsis; for titles and labels, never for quotes. */
export function clipped(text: string, limit: number): string {
  const line = oneLine(text)
  const letters = [...line]
  if (letters.length <= limit) return line
  const head = letters.slice(0, limit - 1).join('')
  const space = head.lastIndexOf(' ')
  return `${(space > limit / 2 ? head.slice(0, space) : head).trimEnd()}…`
}

/** `a`, `a and b`, `a, b and c`. */
export function listInWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
