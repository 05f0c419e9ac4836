// Hosts are forgotten with the last workspace whose sources or articles name them, and with no other.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStores, type SqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { NEVER_POLLED } from '../../../../src/domain/source.ts'
import type { RobotsCopy } from '../../../../src/ports/outside-fetch.ts'

const AT = '2026-11-22T08:00:00Z'
const COPY: RobotsCopy = { fetchedAtMs: Temporal.Instant.from(AT).epochMilliseconds, kind: 'open', rules: [], sitemaps: [], delayMs: 0 }
let dataDir: string
let stores: SqliteStores

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'left-hosts-'))
  stores = openSqliteStores({ dataDir })
})
afterEach(async () => {
  await stores.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function source(workspace: string, host: string, pages: readonly string[] = []): Promise<void> {
  const id = `${workspace} ${host}`
  await stores.sources.add(
    { id, workspace, url: `https://${host}/feed`, kind: 'feed', label: host, addedAt: AT },
    { ...NEVER_POLLED, nextPollAtMs: 0 },
  )
  await stores.sources.remember(
    id,
    pages.map((url, at) => ({ key: `k${String(at).padStart(5, '0')}`, hash: 'h', url, articleId: null })),
  )
}
async function known(host: string): Promise<void> {
  await stores.hosts.put(host, { heldUntilMs: 5, askedAtMs: COPY.fetchedAtMs })
  await stores.robots.put(`https://${host}`, COPY)
}
const isKnown = async (host: string) => [(await stores.hosts.get(host)) !== null, (await stores.robots.get(`https://${host}`)) !== null]
const filesWith = (word: string) =>
  readdirSync(dataDir).filter((name) => name.includes('sqlite') && readFileSync(join(dataDir, name)).includes(word))

describe('what is remembered of a host', () => {
  it('goes with the workspace that was the last to read it, and no byte of its name is left', async () => {
    await source('slack:T1', 'kingfisher.example', ['https://pages.kingfisher.example:8443/a'])
    for (const host of ['kingfisher.example', 'pages.kingfisher.example:8443']) await known(host)
    await stores.workspaceData.purge('slack:T1', AT)
    expect(await isKnown('kingfisher.example')).toEqual([false, false])
    expect(await isKnown('pages.kingfisher.example:8443')).toEqual([false, false])
    await stores.workspaceData.scrub()
    expect(filesWith('kingfisher')).toEqual([])
  })

  it('stays where a source of another workspace is read there, or an entry of one led there, however many there are', async () => {
    const many = Array.from({ length: 4_100 }, (_, at) => `https://other${at}.example/`)
    await source('slack:T1', 'shared.example', ['https://linked.example/a'])
    await source('slack:T2', 'shared.example', [...many, 'https://linked.example/b'])
    for (const host of ['shared.example', 'linked.example', 'nobody.example']) await known(host)
    await stores.workspaceData.purge('slack:T1', AT)
    expect(await isKnown('shared.example')).toEqual([true, true])
    expect(await isKnown('linked.example')).toEqual([true, true])
    expect(await isKnown('nobody.example')).toEqual([false, false])
  })

  it('stays where an article that is kept came from', async () => {
    await known('kept.example')
    const article = {
      ...{ id: 'a', workspace: 'slack:T2', version: 1, kind: 'original' as const, about: null, label: 'Kept', publisher: null },
      ...{ agency: null, author: null, headline: null, publishedAt: null, language: 'en', text: 'Rain fell.', fileName: null },
      ...{ url: 'https://kept.example/a', source: 's', ingestedAt: AT, withdrawnAt: null },
    }
    await stores.articles.put(article)
    await stores.workspaceData.purge('slack:T1', AT)
    expect(await isKnown('kept.example')).toEqual([true, true])
  })
})
