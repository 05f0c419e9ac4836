// What stands above an article: labelled lines, date lines, bylines, the headline (pure).
import { knownAgency } from './agencies.ts'
import { endsWithStop, foldLine, type Line, wordCount } from './lines.ts'
import { readDate } from './read-date.ts'

/** What a text says of itself; null is "not said". */
export type Stated = {
  headline: string | null
  publishedAt: string | null
  publisher: string | null
  agency: string | null
  author: string | null
  url: string | null
}

const HEAD_LINES = 15
const RUN_IN_DATE =
  /^\s*(?:date|dated|published|posted)\s*[:=]?\s+(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?:\s+|$)/i
const LABELLED =
  /^\*{0,2}(title|headline|subject|author|by|byline|writer|date|published|publication date|published (?:on|at|date)|date published|pubdate|posted(?: on)?|publisher|publication|newspaper|outlet|source|agency|url|link|updated|last updated|modified|language|section|category)\s*[:=]\*{0,2}\s+(\S.*)$/i
const LABELLED_DATE =
  /^(?:(?:first|last|date)\s+)?(?:published|posted|updated|modified|issued|publication date|date)(?:\s+(?:on|at))?\s*[:-]?\s+(.+)$/i
const NAME = "(?:\\p{Lu}[\\p{L}.'’-]*|de|la|van|von|bin|al|and|&|the|our)"
const BYLINE = new RegExp(`^(?:By|BY|by)\\s+(${NAME}(?:,?\\s${NAME}){0,9})(?:\\s*[|–—/-]\\s*(.{1,60}))?$`, 'u')
const MAX_HEADLINE_WORDS = 30
const MAX_HEADLINE = 220
const MAX_KICKER_WORDS = 3
const SITE_SUFFIX = /\s+(?:[|–—·»]|-)\s+[^|–—]{2,40}$/

/** A date stamp that runs straight into the text: `date 2023-11-06 The …`. Returns the text behind it. */
export function takeRunInDate(text: string, stated: Stated): string {
  let rest = text
  for (let stamp = RUN_IN_DATE.exec(rest); stamp; stamp = RUN_IN_DATE.exec(rest)) {
    stated.publishedAt ??= readDate(stamp[1] ?? '')?.value ?? null
    rest = rest.slice(stamp[0].length)
  }
  return rest
}

/** A label with its value, a byline or a date: a line that tells of the article and is none of its sentences. */
export function isHeadField(text: string): boolean {
  return LABELLED.test(text) || BYLINE.test(text) || readDate(text) !== null
}

/** Takes the lines that only tell of the article out of its head, and notes what they say. */
export function takeHeadFields(lines: readonly Line[], stated: Stated): Line[] {
  const loneDate = loneDateOf(lines)
  return lines.filter((line, at) => {
    if (line.bullet || line.text.length > 300 || wordCount(line.text) > 20) return true
    const words = line.text
    if (at < HEAD_LINES && (takeLabelled(words, stated) || takeByline(words, stated))) return false
    const date = readDate(words)
    // Several bare dates are headings of a chronology.
    if (date && words === loneDate) stated.publishedAt ??= date.value
    if (date) return words !== loneDate
    return !takeLabelledDate(words, stated)
  })
}

function loneDateOf(lines: readonly Line[]): string | null {
  const dates = new Set<string>()
  for (const line of lines) if (readDate(line.text)) dates.add(line.text)
  const [first] = dates
  const inHead = lines.slice(0, HEAD_LINES).some((line) => line.text === first)
  return dates.size === 1 && first !== undefined && inHead ? first : null
}

function takeLabelledDate(words: string, stated: Stated): boolean {
  const match = LABELLED_DATE.exec(words)
  const date = match ? readDate(match[1] ?? '') : null
  if (!date) return false
  if (!/^(?:last|updated|modified)/i.test(words)) stated.publishedAt ??= date.value
  return true
}

function takeLabelled(words: string, stated: Stated): boolean {
  const [, label = '', value = ''] = LABELLED.exec(words) ?? []
  if (label === '') return false
  const name = label.toLowerCase()
  if (/title|headline|subject/.test(name)) stated.headline ??= value
  else if (/url|link/.test(name)) return /^https?:\/\/\S+$/i.test(value) && note(stated, 'url', value)
  else if (/date|publish(?!er)|posted|modified/.test(name))
    return takeLabelledDate(`published ${value}`, /updated|modified/.test(name) ? { ...stated } : stated)
  // A label before a longer value is a sentence: "Source: two officials who asked not to be named".
  else if (wordCount(value) > 6 || endsWithStop(value)) return false
  else if (/author|by|writer/.test(name)) stated.author ??= value
  else if (/agency/.test(name)) stated.agency ??= value
  else if (/source/.test(name)) noteSource(value, stated)
  else if (/publi|newspaper|outlet/.test(name)) stated.publisher ??= value
  return true
}

function note(stated: Stated, field: 'url', value: string): true {
  stated[field] ??= value
  return true
}

function noteSource(value: string, stated: Stated): void {
  const agency = knownAgency(value)
  if (agency) stated.agency ??= agency
  else stated.publisher ??= value
}

function takeByline(words: string, stated: Stated): boolean {
  const [, name = '', rest = ''] = BYLINE.exec(words) ?? []
  const who = name.trim().replace(/,$/, '')
  if (who === '' || wordCount(words) > 14) return false
  const [first = '', ...others] = who.split(/,\s*/)
  const agency = knownAgency(who) ?? knownAgency(others.at(-1) ?? '') ?? knownAgency(rest)
  if (agency) stated.agency ??= agency
  if (!knownAgency(who)) stated.author ??= agency && others.length > 0 ? [first, ...others.slice(0, -1)].join(', ') : who
  return true
}

/** Takes the headline when the text begins with one: a line of its own, short, without a final stop, with the story below it. */
export function takeHeadline(lines: readonly Line[], stated: Stated): Line[] {
  const [first, second, ...rest] = lines
  if (stated.headline !== null || !first || !second) return [...lines]
  const kicker = wordCount(first.text) <= MAX_KICKER_WORDS && wordCount(second.text) > MAX_KICKER_WORDS
  if (kicker && first.block !== second.block && looksLikeHeadline(second, rest)) {
    stated.headline = second.text
    return rest
  }
  if (!looksLikeHeadline(first, [second, ...rest])) return [...lines]
  stated.headline = first.text
  return [second, ...rest]
}

function looksLikeHeadline(line: Line, below: readonly Line[]): boolean {
  const { text } = line
  if (line.bullet || text.length > MAX_HEADLINE || wordCount(text) > MAX_HEADLINE_WORDS) return false
  if (endsWithStop(text) && !/[?!？！]["”’]?$/.test(text)) return false
  if (/[,;:]$/.test(text) || /^\p{Ll}{2,}\s/u.test(text)) return false
  return below.some((other) => endsWithStop(other.text) || other.text.length > 2 * text.length)
}

/** Drops further printings of the headline, with or without the name of the site behind either. */
export function dropHeadlineRepeats(lines: readonly Line[], headline: string | null): Line[] {
  const printings = new Set([headline ?? '', (headline ?? '').replace(SITE_SUFFIX, '')].map(foldLine).filter((printing) => printing !== ''))
  if (printings.size === 0) return [...lines]
  const initials = new Set([...printings].map((printing) => printing.charCodeAt(0)))
  const kept = lines.filter(({ text }) => text.length > MAX_HEADLINE + 50 || !mayBegin(text, initials) || !repeats(text, printings))
  return kept.length > 0 ? kept : [...lines]
}

/** A first look at the first letter or digit, which is kept in folding; what is beyond ASCII is left to the full look. */
function mayBegin(text: string, initials: ReadonlySet<number>): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 128) return true
    if (code >= 65 && code <= 90) return initials.has(code + 32)
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) return initials.has(code)
  }
  return true
}

function repeats(text: string, printings: ReadonlySet<string>): boolean {
  return printings.has(foldLine(text)) || (SITE_SUFFIX.test(text) && printings.has(foldLine(text.replace(SITE_SUFFIX, ''))))
}
