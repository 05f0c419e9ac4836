// The pages that a sitemap names: a few are read at one poll, newest first; the others wait for the next, or were there before, and each is counted.
import type { PageRead, SourceReader } from '../ports/source-reader.ts'
import type { KnownEntry } from '../ports/source-store.ts'
import { type Told, UNREAD } from './read-entries.ts'

/** What of a reading is to be stored, and what becomes of the rest. */
export type Chosen = Readonly<{
  wanted: readonly Told[]
  /** ids of articles whose page is gone */
  withdrawn: readonly string[]
  /** remembered without being stored */
  known: readonly KnownEntry[]
  /** why others are left out, one for each */
  reasons: readonly string[]
  /** how many of those come in at the next poll */
  waiting: number
  /** the host wants to be left alone for so long; null where it said nothing of it */
  leaveMs: number | null
}>

type Reading = Readonly<{
  reader: Pick<SourceReader, 'page'>
  /** the source is read for the first time */
  isFirst: boolean
  nowMs: () => number
  signal?: AbortSignal | undefined
}>

const PAGES = 20 // at one poll
const PAGES_FIRST = 10 // somebody waits for the first reading
const LONGEST_MS = 3 * 60_000
const LONGEST_FIRST_MS = 20_000
const MOST_TRIES = 3 // for one page, and of pages in a row that fail
const RECENT_MS = 2 * 24 * 3_600_000 // news sitemaps: articles of the last two days

const BEFORE = 'it was there before its sitemap was added'
const WAITS = 'its page is read at the next poll'

/** `told`: what is new or has changed, newest first. */
export async function readPages(told: readonly Told[], reading: Reading): Promise<Chosen> {
  const outcome = createOutcome()
  const [most, longestMs] = reading.isFirst ? [PAGES_FIRST, LONGEST_FIRST_MS] : [PAGES, LONGEST_MS]
  const began = reading.nowMs()
  let pages = 0
  for (const one of told) {
    const isOver = pages >= most || outcome.isEnough() || reading.signal?.aborted === true || reading.nowMs() - began > longestMs
    if (isOld(one, reading.nowMs()) || (isOver && reading.isFirst)) outcome.leave(one, BEFORE, `${UNREAD}${one.hash}`)
    else if (isOver) outcome.wait(WAITS)
    else {
      pages += 1
      outcome.take(one, await reading.reader.page(one.raw.url ?? '', reading.signal))
    }
  }
  return outcome.chosen()
}

/** Not read when its source was added, it is read when it changes while it is news: a page of old that is dressed anew is none. */
function isOld({ before, raw }: Told, nowMs: number): boolean {
  return before?.hash.startsWith(UNREAD) === true && !(nowMs - Date.parse(raw.publishedAt ?? '') < RECENT_MS)
}

function createOutcome() {
  const [wanted, known, reasons, withdrawn]: [Told[], KnownEntry[], string[], string[]] = [[], [], [], []]
  let [waiting, failures] = [0, 0]
  let leaveMs: number | null = null
  const leave = ({ keys, raw, before }: Told, reason: string | null, hash: string) => {
    if (reason !== null) reasons.push(reason)
    known.push(...keys.map((key) => ({ key, hash, url: raw.url ?? null, articleId: before?.articleId ?? null })))
  }
  const wait = (reason: string) => {
    reasons.push(reason)
    waiting += 1
  }
  const failed = (one: Told, { reason, when, leaveMs: left }: Extract<PageRead, { kind: 'none' }>) => {
    if (when === 'gone' && one.before?.articleId) {
      withdrawn.push(one.before.articleId)
      leave(one, null, one.hash)
    } else if (when !== 'later') leave(one, reason, one.hash)
    else if (left !== null) {
      leaveMs = left
      wait(WAITS)
    } else {
      failures += 1
      const tries = triesOf(one) + 1
      leave(one, reason, tries >= MOST_TRIES ? one.hash : `${tries}${one.hash}`)
      if (tries < MOST_TRIES) waiting += 1
    }
  }
  return {
    leave,
    wait,
    take: (one: Told, page: PageRead) => {
      if (page.kind === 'none') return failed(one, page)
      failures = 0
      wanted.push({ ...one, raw: { ...one.raw, html: page.html } })
    },
    isEnough: () => leaveMs !== null || failures >= MOST_TRIES,
    chosen: (): Chosen => ({ wanted, withdrawn, known, reasons, waiting, leaveMs }),
  }
}

/** How often its page was tried in vain, in front of its hash. */
function triesOf({ before, hash }: Told): number {
  return before !== null && before.hash.length === hash.length + 1 && before.hash.endsWith(hash) ? Number(before.hash[0]) || 0 : 0
}
