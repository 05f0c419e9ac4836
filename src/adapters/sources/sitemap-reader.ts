// Reads sitemaps off the main loop, as feeds are.
import { type OffLoop, offLoop } from '../off-loop.ts'
import type { SitemapBytes } from './sitemap-parse.ts'
import type { SitemapRead } from './sitemap.ts'

/** Says in words why a sitemap is not read. Never throws. */
export type ReadSitemap = (sitemap: SitemapBytes) => Promise<SitemapRead>

const LIMIT_MS = 2_000
const HEAP_MB = 128

export function createSitemapReader(limitMs = LIMIT_MS): ReadSitemap {
  const parsing: OffLoop<SitemapBytes, SitemapRead> = offLoop({
    module: new URL('./sitemap-parse.ts', import.meta.url),
    name: 'parseSitemap',
    limitMs,
    heapMb: HEAP_MB,
  })
  return async (sitemap) => {
    const result = await parsing.run(sitemap)
    return result.kind === 'done' ? result.value : { kind: 'rejected', reason: result.reason }
  }
}
