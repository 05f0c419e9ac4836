// The pages behind entries that only announce them: a few at a reading, taken where one holds more and is about the same.
import type { RawArticle } from '../domain/article.ts'
import type { PageRead, SourceReader } from '../ports/source-reader.ts'
import type { ReadPage } from './clean-html.ts'
import { makeArticle } from './make-article.ts'
import { type Told, UNFILLED } from './read-entries.ts'

const TEASER_MOST = 700 // characters; a whole article is rarely shorter
const LONGER_BY = 1.3
const SHARED = 0.5
const WORDS_LEAST = 4
const NOWHERE = { workspace: '', source: '', ingestedAt: '' } as const
const WORD = /[\p{L}\p{N}]{4,}/gu

const PAGES = 20 // of one host, at one reading
const PAGES_FIRST = 10 // somebody waits for the first reading
const LOOKED_AT_ONCE = 25 // entries, in one turn of the event loop
const FAILURES = 3 // pages in a row that cannot be had, after which none is tried

export type Filling = Readonly<{
  reader: Pick<SourceReader, 'page'>
  readPage?: ReadPage | undefined
  /** the source is read for the first time */
  isFirst: boolean
  signal?: AbortSignal | undefined
}>

export type Filled = Readonly<{
  wanted: readonly Told[]
  /** left for the next reading, because there are too many */
  waiting: readonly Told[]
  /** those of the first reading whose page was read only now: no news */
  belated: readonly Told[]
  /** the same where the page says no more */
  same: readonly Told[]
}>

/**
 * `told`: what is new or has changed; `unfilled`: what the first reading took as it was announced. Beyond what is read at once, new ones wait
 * for the next reading; at the first one they are taken as announced, and filled from their pages later on, when there is time for it.
 */
export async function filledIn(told: readonly Told[], unfilled: readonly Told[], filling: Filling): Promise<Filled> {
  const reading = createReading(filling)
  const [wanted, waiting]: [Told[], Told[]] = [[], []]
  for (const [at, one] of told.entries()) {
    if (at > 0 && at % LOOKED_AT_ONCE === 0) await new Promise(setImmediate)
    if (!isTeaser(one.raw) || reading.isHopeless()) wanted.push(one)
    else if (reading.hasRoom()) wanted.push(await reading.filled(one))
    else if (filling.isFirst) wanted.push({ ...one, hash: `${UNFILLED}${one.hash}` })
    else waiting.push(one)
  }
  const [belated, same]: [Told[], Told[]] = [[], []]
  for (const one of unfilled) {
    if (!reading.hasRoom() || reading.isHopeless()) break
    const read = await reading.filled(one)
    if (read.raw === one.raw) same.push(one)
    else belated.push(read)
  }
  return { wanted, waiting, belated, same }
}

function createReading({ reader, readPage, isFirst, signal }: Filling) {
  let [pages, failures] = [0, 0]
  const page = async (url: string) => {
    const read: PageRead = await reader.page(url, signal)
    failures = read.kind === 'html' ? 0 : failures + 1
    return read.kind === 'html' ? read.html : null
  }
  return {
    hasRoom: () => pages < (isFirst ? PAGES_FIRST : PAGES),
    isHopeless: () => failures >= FAILURES || signal?.aborted === true,
    filled: async (one: Told): Promise<Told> => {
      pages += 1
      return { ...one, raw: await withFullText(one.raw, { page, readPage }) }
    },
  }
}

type Getting = Readonly<{ page: (url: string) => Promise<string | null>; readPage?: ReadPage | undefined }>

/** Whether what the feed says is no more than an announcement of its page. */
function isTeaser({ url, text, html }: RawArticle): boolean {
  const said = text ?? html?.replace(/<[^<>]*>/g, ' ') ?? ''
  return url !== undefined && said.replace(/\s+/g, ' ').trim().length <= TEASER_MOST
}

/** The entry with the page's text; as it came where the page cannot be had, says no more, or is about something else (a consent page, a front page). */
async function withFullText(raw: RawArticle, { page, readPage }: Getting): Promise<RawArticle> {
  const html = raw.url === undefined ? null : await page(raw.url)
  if (html === null) return raw
  const { text: _, ...rest } = raw
  const full: RawArticle = { ...rest, html }
  const [made, announced] = [await makeArticle({ url: raw.url, html }, NOWHERE, readPage), await makeArticle(raw, NOWHERE, readPage)]
  if (made.kind === 'rejected') return raw
  const said = announced.kind === 'made' ? announced.draft.text : ''
  const isMore = made.draft.text.length > Math.max(said.length * LONGER_BY, 1)
  return isMore && isAbout(`${raw.headline ?? ''} ${said}`, `${made.draft.headline ?? ''} ${made.draft.text}`) ? full : raw
}

function isAbout(announcement: string, page: string): boolean {
  const wanted = wordsOf(announcement)
  // Of a few words, some stand on any page.
  if (wanted.size < WORDS_LEAST) return false
  const held = wordsOf(page)
  const shared = [...wanted].filter((word) => held.has(word)).length
  return shared / wanted.size >= SHARED
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(WORD) ?? [])
