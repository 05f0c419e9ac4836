// What of a reading is new or changed: entries by guid and by address, held against what the source said before (pure).
import { derivedId, sha256 } from '../base/hash.ts'
import type { RawArticle } from '../domain/article.ts'
import type { Entry } from '../ports/source-reader.ts'
import type { KnownEntry } from '../ports/source-store.ts'
import { canonicalUrl } from './canonical-url.ts'

/** `keys`: what it is known by; `before`: as it was handed over the last time. */
export type Told = Readonly<{
  from: string
  keys: readonly string[]
  raw: RawArticle
  hash: string
  before: KnownEntry | null
  isKnown: boolean
  changed: boolean
}>

/** In front of the hash of an entry that was there before its source was added, and whose page was not read. */
export const UNREAD = 'u'

/** In front of the hash of an entry that was stored as it was announced, and whose page is still to be read. */
export const UNFILLED = 't'

const keyOf = (kind: 'g' | 'u', words: string) => `${kind}${sha256(words).slice(0, 20)}`

/** A guid that several entries of one feed carry names none of them. */
export function guidsIn(entries: readonly Entry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { guid } of entries) if (guid !== null) counts.set(guid, (counts.get(guid) ?? 0) + 1)
  return counts
}

/** What an entry is known by, its address before its guid; none where it has neither. */
export function keysOf({ guid, raw }: Entry, guids: ReadonlyMap<string, number>): readonly string[] {
  const url = canonicalUrl(raw.url)
  return [...(url === null ? [] : [keyOf('u', url)]), ...(guid !== null && guids.get(guid) === 1 ? [keyOf('g', guid)] : [])]
}

/**
 * An entry known by its address or its guid is the same article, whatever else of it has changed; it keeps the address it was first seen at.
 * One without an address is known by its guid alone, which counts within its own source only.
 */
export function toldBy(entry: Entry, keys: readonly string[], known: ReadonlyMap<string, KnownEntry>, sourceId: string): Told {
  const before = keys.map((key) => known.get(key)).find((one) => one !== undefined)
  const url = before?.url ?? canonicalUrl(entry.raw.url) ?? undefined
  const [key] = keys
  const id = url === undefined && key !== undefined ? derivedId('e', sourceId, key) : undefined
  const raw: RawArticle = { ...entry.raw, ...(url === undefined ? {} : { url }), id }
  const hash = sha256(`${JSON.stringify(raw)}${entry.stamp ?? ''}`).slice(0, 20)
  const changed = ![hash, `${UNREAD}${hash}`, `${UNFILLED}${hash}`].includes(before?.hash ?? '')
  return { from: entry.from, keys, raw, hash, before: before ?? null, isKnown: before !== undefined, changed }
}
