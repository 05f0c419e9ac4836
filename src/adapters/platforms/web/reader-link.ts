// Addresses of the reader page: relative ones for the desk itself, signed and expiring ones for the public address (pure).
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../../base/clock.ts'
import type { Citation } from '../../../domain/claim.ts'

/** A passage of one article version, as a reader address names it. `workspace`: whose article it may be, besides the operator's; empty when only the operator's. */
export type ReaderRequest = Readonly<{
  articleId: string
  version: number | null
  start: number | null
  end: number | null
  workspace: string
}>

export type ReaderLinks = {
  /** A signed address of the citation's passage that works for `days`. */
  readonly link: (citation: Citation, workspace?: string) => string
  /** What a public address asks for, when it was signed here and has not expired. */
  readonly check: (
    url: URL,
  ) => Readonly<{ kind: 'ok'; request: ReaderRequest }> | Readonly<{ kind: 'refused'; reason: 'forged' | 'expired' }>
}

export type ReaderLinksOptions = Readonly<{
  /** origin, and a path when it is not the root of its host */
  publicUrl: string
  /** secret, at least 32 bytes */
  key: Uint8Array
  clock: Clock
  /** 30 when absent */
  days?: number | undefined
}>

const DAY_SECONDS = 86_400
const FRAGMENT = '#q'
const REFUSED = { kind: 'refused', reason: 'forged' } as const

export function createReaderLinks({ publicUrl, key, clock, days = 30 }: ReaderLinksOptions): ReaderLinks {
  if (key.length < 32) throw new RangeError('a reader key needs at least 32 bytes')
  const base = publicUrl.replace(/[?#].*$/s, '').replace(/\/+$/, '')
  const seconds = () => Math.floor(clock.now().epochMilliseconds / 1000)
  return {
    link: ({ articleId, version, start, end }, workspace = '') => {
      // To the full day, so that links made on one day are the same bytes.
      const until = (Math.floor(seconds() / DAY_SECONDS) + days + 1) * DAY_SECONDS
      const request = { articleId, version, start, end, workspace }
      return `${base}${pathOf(request)}&x=${until}&k=${signature(key, request, until)}${FRAGMENT}`
    },
    check: (url) => {
      const request = readerRequest(url)
      const until = wholeNumber(url.searchParams.get('x'))
      const given = url.searchParams.get('k')
      if (request === null || until === null || given === null) return REFUSED
      if (!sameText(given, signature(key, request, until))) return REFUSED
      return seconds() <= until ? { kind: 'ok', request } : { kind: 'refused', reason: 'expired' }
    },
  }
}

/** The desk's own address of a passage: relative, for pages that the desk itself serves; or after its origin, for a terminal beside it. */
export function deskReaderLink({ articleId, version, start, end }: Citation, origin = ''): string {
  return `${origin}${pathOf({ articleId, version, start, end, workspace: '' })}${FRAGMENT}`
}

function pathOf({ articleId, version, start, end, workspace }: ReaderRequest): string {
  const query = new URLSearchParams({ v: String(version), s: String(start), e: String(end), ...(workspace === '' ? {} : { w: workspace }) })
  return `/read/${encodeURIComponent(articleId)}?${query}`
}

/** What an address asks to read; null when it is none of ours or its numbers are not numbers. */
export function readerRequest(url: URL): ReaderRequest | null {
  const encoded = /\/read\/([^/]+)$/.exec(url.pathname)?.[1]
  const articleId = encoded === undefined ? null : decoded(encoded)
  const numbers = ['v', 's', 'e'].map((name) => (url.searchParams.has(name) ? wholeNumber(url.searchParams.get(name)) : undefined))
  if (articleId === null || numbers.includes(null)) return null
  const [version = null, start = null, end = null] = numbers
  return { articleId, version, start, end, workspace: url.searchParams.get('w') ?? '' }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null // not percent-encoding
  }
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

function signature(key: Uint8Array, request: ReaderRequest, until: number): string {
  const { articleId, version, start, end, workspace } = request
  return createHmac('sha256', key)
    .update(JSON.stringify(['read', articleId, version, start, end, workspace, until]))
    .digest('base64url')
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
