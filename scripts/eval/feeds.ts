// Scores the reading of feeds: each feed of the set with what a test expects of it, as far as that concerns what is read here.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Feed, FeedDates, FeedLink, FeedPerson, FeedText } from '../../src/adapters/sources/feed-content.ts'
import { readFeedDate } from '../../src/adapters/sources/feed-dates.ts'
import { parseFeed } from '../../src/adapters/sources/feed-parse.ts'
import { htmlToText } from '../../src/ingest/html-text.ts'
import { clausesOf, type Literal } from './python-expectation.ts'

const Row = z.object({
  path: z.string(),
  class: z.string(),
  expect: z.string().nullable(),
  text: z.string().optional(),
  b64: z.string().optional(),
})
type Row = z.infer<typeof Row>

export type FeedScore = Readonly<{
  name: string
  files: number
  /** threw or took longer than two seconds */
  crashed: number
  rejected: number
  asserted: number
  held: number
  slowest: number
}>
export type FeedMiss = Readonly<{ path: string; clause: string; got: unknown }>

const HEADER = /^\s*Header:\s+([\w-]+):\s*(.*)$/gm
const SERVED_AT = 'http://127.0.0.1:8097/' // where the set's own server stands

/** One row of scores per class, and one for all. */
export function scoreFeeds(path: string, onMiss: (miss: FeedMiss) => void = () => {}): FeedScore[] {
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => Row.parse(JSON.parse(line)))
  const classes = [...new Set(rows.map((row) => row.class))]
  const scores = classes.map((name) => scoreClass(name, rows, onMiss))
  const sum = (field: 'files' | 'crashed' | 'rejected' | 'asserted' | 'held') => scores.reduce((total, score) => total + score[field], 0)
  return [
    ...scores,
    {
      name: 'all',
      files: sum('files'),
      crashed: sum('crashed'),
      rejected: sum('rejected'),
      asserted: sum('asserted'),
      held: sum('held'),
      slowest: Math.max(...scores.map(({ slowest }) => slowest)),
    },
  ]
}

function scoreClass(name: string, rows: readonly Row[], onMiss: (miss: FeedMiss) => void): FeedScore {
  const tally = { files: 0, crashed: 0, rejected: 0, asserted: 0, held: 0, slowest: 0 }
  for (const row of rows.filter((one) => one.class === name)) {
    tally.files += 1
    const started = performance.now()
    const feed = readRow(row)
    const took = performance.now() - started
    tally.slowest = Math.max(tally.slowest, took)
    if (feed === 'crashed' || took > 2000) tally.crashed += 1
    if (feed === null) tally.rejected += 1
    for (const { path, value, clause } of clausesOf(row.expect ?? '')) {
      if (!concerns(path)) continue
      tally.asserted += 1
      const got = feed === 'crashed' || feed === null ? undefined : gotAt(feed, path)
      if (holds(got, value)) tally.held += 1
      else onMiss({ path: row.path, clause, got })
    }
  }
  return { name, ...tally }
}

function readRow({ path, text, b64 }: Row): Feed | 'crashed' | null {
  const bytes = b64 === undefined ? Buffer.from(text ?? '', 'utf8') : Buffer.from(b64, 'base64')
  const headers = new Map(
    [...bytes.toString('latin1').matchAll(HEADER)].map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()]),
  )
  try {
    const read = parseFeed({
      bytes,
      origin: {
        address: new URL(path, SERVED_AT).href,
        contentType: headers.get('content-type'),
        contentLocation: headers.get('content-location'),
        contentLanguage: headers.get('content-language'),
      },
    })
    return read.kind === 'feed' ? read.feed : null
  } catch {
    return 'crashed'
  }
}

const TEXTS = /^(?:title|tagline|subtitle|description|summary|info)$/
const DATES = /^(?:published|updated|created|modified|issued)(?:_parsed)?$/
const CONCERNS: readonly RegExp[] = [
  /^(?:title|tagline|subtitle|description|summary|info|link|id|guid|author|language)$/,
  DATES,
  /^(?:title|tagline|subtitle|description|summary|info)_detail\.(?:value|type|language|base)$/,
  /^content\.\d+\.(?:value|type|language|base)$/,
  /^authors\.\d+\.(?:name|email|url)$|^author_detail\.(?:name|email|url)$/,
  /^links\.\d+(?:\.(?:href|rel|type))?$/,
]

/** Whether a path is about what is read here: title, link, id, dates, summary, content, author, language, base. */
function concerns(path: readonly string[]): boolean {
  const rest = path[0] === 'feed' ? path.slice(1) : path[0] === 'entries' ? path.slice(2) : []
  return rest.length > 0 && CONCERNS.some((pattern) => pattern.test(rest.join('.')))
}

type Got = FeedText | FeedLink | string | null | undefined | Readonly<{ instant: string | null }>
type Said = FeedDates &
  Readonly<{
    id: string | null
    title: FeedText | null
    about: FeedText | null
    contents: readonly FeedText[]
    link: string | null
    links: readonly FeedLink[]
    authors: readonly FeedPerson[]
    language: string | null
  }>

function gotAt(feed: Feed, path: readonly string[]): Got {
  const entry = path[0] === 'entries' ? feed.entries.at(Number(path[1])) : undefined
  if (path[0] === 'entries' && !entry) return undefined
  const said: Said = entry ? { ...entry, about: entry.summary } : { ...feed, contents: [] }
  const [name = '', part = '', last = ''] = path.slice(entry ? 2 : 1)
  if (name === 'content') return ofText(said.contents[Number(part)] ?? null, last)
  if (name.endsWith('_detail') && name !== 'author_detail') return ofText(textAt(said, name.replace('_detail', '')), part)
  if (TEXTS.test(name)) return textAt(said, name)
  if (DATES.test(name)) return { instant: dateAt(said, name.replace('_parsed', '')) }
  if (name === 'author') return authorLine(said.authors[0])
  if (name === 'author_detail') return said.authors[0]?.[part as keyof FeedPerson]
  if (name === 'authors') return said.authors[Number(part)]?.[last as keyof FeedPerson]
  if (name === 'links') return last === '' ? said.links[Number(part)] : said.links[Number(part)]?.[last as keyof FeedLink]
  if (name === 'id' || name === 'guid') return said.id
  return name === 'link' ? said.link : said.language
}

function textAt(said: Said, name: string): FeedText | null {
  // With nothing shorter beside it, the content is what a description is.
  return name === 'title' ? said.title : (said.about ?? said.contents[0] ?? null)
}

function ofText(text: FeedText | null, part: string): Got {
  if (part === 'value') return text
  if (part === 'language') return text?.language
  return part === 'base' ? text?.base : text?.type
}

function dateAt(said: Said, name: string): string | null {
  if (name === 'created') return said.created
  if (name === 'published' || name === 'issued') return said.published
  return said.updated ?? said.published
}

function authorLine(person: FeedPerson | undefined): string | null {
  if (!person) return null
  return person.name !== null && person.email !== null ? `${person.name} (${person.email})` : (person.name ?? person.email)
}

function holds(got: Got, wanted: Literal): boolean {
  if (wanted === null) return got === null || got === undefined
  if (Array.isArray(wanted)) return typeof got === 'object' && got !== null && 'instant' in got && momentOf(got.instant) === ofTuple(wanted)
  if (isRecord(wanted)) return typeof got === 'object' && got !== null && 'href' in got && sameLink(got, wanted)
  if (typeof got === 'object' && got !== null && 'instant' in got) return momentOf(got.instant) === momentOf(readFeedDate(String(wanted)))
  if (typeof got === 'object' && got !== null && 'value' in got) return sameText(got, String(wanted))
  if (got === 'text' || got === 'html') return (got === 'text') === (wanted === 'text/plain')
  return (got ?? '') === String(wanted) || sameAddress(got, wanted)
}

/** A host of other letters has two spellings. */
function sameAddress(got: Got, wanted: Literal): boolean {
  const address = typeof got === 'string' ? URL.parse(got)?.href : undefined
  return address !== undefined && address === URL.parse(String(wanted))?.href
}

const momentOf = (date: string | null) =>
  date === null ? null : Date.parse(/T.*(?:Z|[+-]\d\d:\d\d)$|^[\d-]{10}$/.test(date) ? date : `${date}Z`)

function ofTuple([year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0]: readonly Literal[]): number {
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}

function isRecord(value: Literal): value is Readonly<Record<string, Literal>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sameLink(got: FeedLink, wanted: Readonly<Record<string, Literal>>): boolean {
  return (['href', 'rel', 'type'] as const).every((key) => !(key in wanted) || got[key] === wanted[key])
}

/** The same words to a reader, and every address in the expected markup among ours: markup itself is never shown here. */
function sameText(got: FeedText, wanted: string): boolean {
  if (got.value === wanted) return true
  const read = squeezed(got.type === 'html' ? htmlToText(got.value) : got.value)
  if (read !== squeezed(wanted) && read !== squeezed(htmlToText(wanted))) return false
  const ours = new Set(addressesIn(got.value).map((href) => URL.parse(href, got.base ?? undefined)?.href ?? href))
  return addressesIn(wanted).every((href) => !/^https?:/i.test(href) || ours.has(URL.parse(href)?.href ?? href))
}

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim()
const addressesIn = (html: string) => [...html.matchAll(/\shref\s*=\s*"([^"]*)"/gi)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
