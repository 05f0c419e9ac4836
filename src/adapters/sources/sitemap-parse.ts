// Bytes of a sitemap, packed or not → the pages or sitemaps it names (pure).
import { Buffer } from 'node:buffer'
import { gunzipSync } from 'node:zlib'
import { decodeFetched } from './charset.ts'
import { readSitemap, type SitemapRead } from './sitemap.ts'

export type SitemapBytes = Readonly<{ bytes: Uint8Array; contentType: string | null; address: string }>

const MIB = 1024 * 1024
const MOST_BYTES = 10 * MIB // unpacked
const RATIO = 100
const RATIO_FROM = 64 * 1024 // shorter ones pack better than that by chance

/** Never throws; unpacks no more than is read. */
export function parseSitemap({ bytes, contentType, address }: SitemapBytes): SitemapRead {
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isPacked = given[0] === 0x1f && given[1] === 0x8b
  const plain = isPacked ? unpacked(given) : given
  if (plain === null) return { kind: 'rejected', reason: 'it does not unpack, or to more than is read' }
  const decoded = decodeFetched(plain, isPacked ? null : contentType)
  return decoded.kind === 'rejected' ? decoded : readSitemap(decoded.text, address)
}

/** A sitemap may be a .gz file, which is no compression of the transport: the host says nothing of it. */
function unpacked(bytes: Buffer): Buffer | null {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(MOST_BYTES, Math.max(RATIO_FROM, bytes.length * RATIO)) })
  } catch {
    return null
  }
}
