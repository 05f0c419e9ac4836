// Messy text → the article and nothing else, with what it says of itself as fields (pure).
import { knownAgency } from './agencies.ts'
import { cleanCharacters } from './clean-characters.ts'
import { takeDateline, takeSignOff } from './dateline.ts'
import { endsWithBareSource, furnitureOf, isCaptionBeside } from './furniture.ts'
import { dropHeadlineRepeats, type Stated, takeHeadFields, takeHeadline, takeRunInDate } from './head.ts'
import { stripLeftovers } from './leftovers.ts'
import { type Line, linesOf, textOf } from './lines.ts'
import { unwrapLines } from './unwrap.ts'

export type CleanedText = Readonly<Stated> & Readonly<{ text: string }>

/** What is known before: a headline given here is not looked for; `null` says that there is none. */
export type Known = Readonly<{ headline?: string | null | undefined; agency?: string | null | undefined }>

const MAX_PASSES = 6

/**
 * Cleans one article. Paragraphs are set apart by one blank line; a line is a sentence or more, a bullet or a heading, and never ends inside a sentence.
 * Cleaning what is clean changes nothing. Never throws; the text is empty when nothing of an article is left.
 */
export function cleanText(source: string, known: Known = {}): CleanedText {
  const stated: Stated = {
    headline: known.headline ?? null,
    publishedAt: null,
    publisher: null,
    agency: known.agency ?? null,
    author: null,
    url: null,
  }
  const before = { ...stated }
  let text = onePass(source, stated, known.headline === undefined)
  // A pass that found nothing to do would find nothing again.
  if (text === source && saysTheSame(stated, before)) return { ...stated, text }
  // One rule may uncover work for another: a caption between two printings of the headline, a stamp behind a stamp.
  for (let pass = 1; pass < MAX_PASSES; pass += 1) {
    const again = onePass(text, stated, false)
    if (again === text) break
    text = again
  }
  return { ...stated, text }
}

function saysTheSame(one: Stated, other: Stated): boolean {
  const { headline, publishedAt, publisher, agency, author, url } = one
  const said = other.headline === headline && other.publishedAt === publishedAt && other.publisher === publisher
  return said && other.agency === agency && other.author === author && other.url === url
}

function onePass(source: string, stated: Stated, seekHeadline: boolean): string {
  const characters = cleanCharacters(source)
  const stripped = stripLeftovers(characters)
  const plain = takeRunInDate(stripped === characters ? stripped : cleanCharacters(stripped), stated)
  let lines = takeHeadFields(unwrapLines(linesOf(plain)), stated)
  if (seekHeadline) lines = takeHeadlineAmong(lines, stated)
  lines = dropHeadlineRepeats(lines, stated.headline)
  lines = takeSignOff(dropFurniture(lines), stated)
  return textOf(dropRepeatedLines(takeDateline(lines, stated)))
}

/** Looks for the headline past the furniture above it, which stays for the rules that need it as a neighbour. */
function takeHeadlineAmong(lines: readonly Line[], stated: Stated): Line[] {
  const story = lines.filter((line) => furnitureOf(line.text) === null)
  const rest = new Set(takeHeadline(story, stated))
  return lines.filter((line) => rest.has(line) || furnitureOf(line.text) !== null)
}

function dropFurniture(lines: readonly Line[]): Line[] {
  const kinds = lines.map((line) => furnitureOf(line.text))
  const spaced = (lines.at(-1)?.block ?? 0) - (lines[0]?.block ?? 0) >= lines.length / 3
  const lastStory = kinds.lastIndexOf(null)
  return lines.filter((line, at) => {
    // An agency's name below the story is its signature, which the sign-off rules read.
    if (kinds[at] === 'source' && at > lastStory && knownAgency(line.text) !== null) return true
    if (kinds[at] !== null) return false
    if (at < lastStory && endsWithBareSource(line.text)) return false
    return ![at - 1, at + 1].some(
      (near) => kinds[near] === 'credit' && isCaptionBeside(line.text, spaced && lines[near]?.block === line.block),
    )
  })
}

const LONG_ENOUGH_TO_REPEAT = 40

/** A standfirst printed again, a paragraph pasted twice: the first stays. */
function dropRepeatedLines(lines: readonly Line[]): Line[] {
  const seen = new Set<string>()
  return lines.filter((line) => {
    if (line.text.length < LONG_ENOUGH_TO_REPEAT) return true
    if (seen.has(line.text)) return false
    seen.add(line.text)
    return true
  })
}
