// Composition of the sources that are asked again and again: the guarded fetch, the readers, the store.
import { messageOf } from '../base/error.ts'
import { openOutside } from '../adapters/sources/guarded-fetch-setup.ts'
import { createFeedReader } from '../adapters/sources/feed-reader.ts'
import { outsideReader } from '../adapters/sources/outside-reader.ts'
import { copiesKept } from '../adapters/sources/robots.ts'
import { createSitemapReader } from '../adapters/sources/sitemap-reader.ts'
import type { SqliteStores } from '../adapters/stores/sqlite/sqlite-stores.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { type Config, VERSION } from '../config.ts'
import type { Lexicon } from '../domain/lexicon.ts'
import type { Topic } from '../domain/topic.ts'
import { createSources, type Ingest, type Sources } from '../ingest/ingest.ts'
import { readPageOffLoop } from './page-thread.ts'
import type { Scope } from '../ports/article-store.ts'
import type { OutsideFetch } from '../ports/outside-fetch.ts'
import type { RetentionStore } from '../ports/retention-store.ts'

type About = Readonly<{ topics: readonly Topic[]; lexicon: Lexicon }>
type Parts = Readonly<{ config: Config; stores: SqliteStores; ingest: Ingest; about: About; clock: Clock; log: Log }>

/** Opens no socket. What fails as of the last time is known from the start. */
export async function openSources({ config, stores, ingest, about, clock, log }: Parts): Promise<Sources> {
  const fault = (error: unknown) => log.error('fetch failed', { cause: messageOf(error) })
  const kept = { notes: stores.hosts, copies: copiesKept(stores.robots) }
  const outside = openOutside({ settings: config.fetching, version: VERSION, clock, fault, ...kept })
  const ways = { fetch: counted(outside.fetch, log), feeds: createFeedReader(), sitemaps: createSitemapReader(), named: outside.sitemaps }
  const reader = outsideReader(ways)
  const { articles, sources: store, pasts } = stores
  const sources = createSources({ sources: store, pasts, about, reader, ingest, articles, clock, log, readPage: readPageOffLoop })
  await sources.refresh()
  return sources
}

/** Each fetch is told to the log by what came of it, without its address. */
function counted(outside: OutsideFetch, log: Log): OutsideFetch {
  return async (request) => {
    const fetched = await outside(request)
    const result = fetched.kind === 'failed' && fetched.tooSoon === true ? 'too-soon' : fetched.kind
    log.debug('fetched', { result, rule: fetched.kind === 'refused' ? fetched.rule : null })
    return fetched
  }
}

/** What `status` says of keeping; nothing while everything is kept and nothing was forgotten. */
export function keptOf({ days, bySource }: Config['keeping'], retention: Pick<RetentionStore, 'counts'>) {
  return async (scope: Scope) => {
    const { articles, quoted } = await retention.counts(scope)
    return days === null && bySource.size === 0 && articles === 0 ? undefined : { days, sources: bySource.size, articles, quoted }
  }
}
