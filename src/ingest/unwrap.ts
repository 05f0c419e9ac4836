// Undoes hard line breaks, so that a line of the stored text never ends inside a sentence (pure).
import { endsWithStop, type Line } from './lines.ts'

const WIDEST_WRAP = 130
const FULL_WITHIN = 12 // a line this near the margin was full
const SHORTEST_BROKEN = 25
const GOES_ON = /^["'“‘(]?[\p{Ll}\d]/u
const HYPHENATED = /\p{Ll}-$/u

/** Joins lines of a block that were broken inside a sentence; in a text wrapped at a margin also full lines. Bullets and headings stay apart. */
export function unwrapLines(lines: readonly Line[]): Line[] {
  const margin = marginOf(lines)
  const joined: Line[] = []
  let previous: string | null = null // the last source line of the line being built
  for (const line of lines) {
    const open = joined.at(-1)
    if (open && previous !== null && open.block === line.block && !line.bullet && runsOn(previous, line.text, margin)) {
      joined[joined.length - 1] = { ...open, text: joinBroken(open.text, line.text, lines) }
    } else joined.push(line)
    previous = line.text
  }
  return joined
}

/** The right margin of a text that was wrapped at one; null for a text whose lines are as long as their paragraphs. */
function marginOf(lines: readonly Line[]): number | null {
  let pairs = 0
  let broken = 0
  let widest = 0
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const [line, next] = [lines[at], lines[at + 1]]
    if (!line || !next || line.block !== next.block || next.bullet) continue
    pairs += 1
    widest = Math.max(widest, line.text.length)
    if (!endsWithStop(line.text) && GOES_ON.test(next.text)) broken += 1
  }
  return pairs >= 3 && widest <= WIDEST_WRAP && broken >= pairs * 0.35 ? widest : null
}

function runsOn(line: string, next: string, margin: number | null): boolean {
  const stop = endsWithStop(line)
  if (!stop && line.length >= SHORTEST_BROKEN && GOES_ON.test(next) && /\p{L}/u.test(next)) return true
  if (margin === null) return false
  const firstWord = next.split(' ', 1)[0] ?? ''
  return line.length + 1 + firstWord.length > margin - FULL_WITHIN && line.length > margin / 2
}

/** A word cut at the margin is mended only where the article writes it whole elsewhere: `China-` + `Myanmar` keeps its hyphen. */
function joinBroken(line: string, next: string, lines: readonly Line[]): string {
  if (!HYPHENATED.test(line) || !/^\p{Ll}/u.test(next)) return `${line} ${next}`
  const head = /\p{L}+(?=-$)/u.exec(line)?.[0] ?? ''
  const tail = /^\p{L}+/u.exec(next)?.[0] ?? ''
  const whole = lines.some((other) => other.text.includes(head + tail))
  return (whole ? line.slice(0, -1) : line) + next
}
