// The page behind an entry that only announces it: taken where it holds more, and is about the same.
import type { RawArticle } from '../domain/article.ts'
import type { ReadPage } from './clean-html.ts'
import { makeArticle } from './make-article.ts'

const TEASER_MOST = 700 // characters; a whole article is rarely shorter
const LONGER_BY = 1.3
const SHARED = 0.5
const WORDS_LEAST = 4
const NOWHERE = { workspace: '', source: '', ingestedAt: '' } as const
const WORD = /[\p{L}\p{N}]{4,}/gu

type Getting = Readonly<{ page: (url: string) => Promise<string | null>; readPage?: ReadPage | undefined }>

/** Whether what the feed says is no more than an announcement of its page. */
export function isTeaser({ url, text, html }: RawArticle): boolean {
  const said = text ?? html?.replace(/<[^<>]*>/g, ' ') ?? ''
  return url !== undefined && said.replace(/\s+/g, ' ').trim().length <= TEASER_MOST
}

/** The entry with the page's text; as it came where the page cannot be had, says no more, or is about something else (a consent page, a front page). */
export async function withFullText(raw: RawArticle, { page, readPage }: Getting): Promise<RawArticle> {
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
