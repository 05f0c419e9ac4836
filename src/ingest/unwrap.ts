// Undoes hard line breaks, so that a line of the stored text never ends inside a sentence (pure).
import { furnitureOf } from './furniture.ts'
import { isHeadField } from './head.ts'
import { endsWithStop, type Line } from './lines.ts'

const WIDEST_WRAP = 130
const FULL_WITHIN = 12 // a line this near the margin was full
const SHORTEST_BROKEN = 25
const GOES_ON = /^["'“‘(]?[\p{Ll}\d]/u
const LONGEST_WORD = 60
const HYPHENATED = /\p{Ll}-$/u

type Open = { readonly first: Line; readonly parts: string[] }

/** Joins lines of a block that were broken inside a sentence; in a text wrapped at a margin also full lines. Bullets and headings stay apart. */
export function unwrapLines(lines: readonly Line[]): Line[] {
  const margin = marginOf(lines)
  const isWhole = wholeWordsOf(lines)
  const built: Open[] = []
  for (const line of lines) {
    const open = built.at(-1)
    const last = open?.parts.at(-1)
    if (!open || last === undefined || !joins(open.first, last, line, margin)) built.push({ first: line, parts: [line.text] })
    else {
      open.parts[open.parts.length - 1] = mendedEnd(last, line.text, isWhole)
      open.parts.push(line.text)
    }
  }
  return built.map(({ first, parts }) => (parts.length === 1 ? first : { ...first, text: parts.join('') }))
}

function joins(first: Line, last: string, line: Line, margin: number | null): boolean {
  if (first.block !== line.block || line.bullet || !runsOn(last, line.text, margin)) return false
  return !standsAlone(last) && !standsAlone(line.text)
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

/** A label, a byline, a date or a credit is a line by itself, however long. */
function standsAlone(text: string): boolean {
  return isHeadField(text) || furnitureOf(text) !== null
}

/** A word cut at the margin is mended only where the article writes it whole elsewhere: `China-` + `Myanmar` keeps its hyphen. */
function mendedEnd(line: string, next: string, isWhole: (word: string) => boolean): string {
  if (!HYPHENATED.test(line.slice(-2)) || !/^\p{Ll}/u.test(next)) return `${line} `
  const head = /\p{L}*(?=-$)/u.exec(line.slice(-LONGEST_WORD))?.[0] ?? ''
  const tail = /^\p{L}+/u.exec(next)?.[0] ?? ''
  return isWhole(head + tail) ? line.slice(0, -1) : line
}

/** Whether the text writes a word in one piece; its words are only counted when one is asked for. */
function wholeWordsOf(lines: readonly Line[]): (word: string) => boolean {
  let words: Set<string> | null = null
  return (word) => {
    words ??= new Set(lines.flatMap((line) => line.text.match(/\p{L}+/gu) ?? []))
    return words.has(word)
  }
}
