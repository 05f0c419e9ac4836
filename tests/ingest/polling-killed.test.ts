// A process that is killed in the middle of a poll, wherever that is: nothing is lost, nothing is there twice, and no host is asked too soon.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Product } from '../../src/main.ts'
import { deskFolderAt, type Host, hostOf, MINUTE, MovedClock, rssOf, STORY } from '../polled.ts'

const POLLER = fileURLToPath(new URL('./poll-until-killed.ts', import.meta.url))
const COMPILED = new URL('../../bin/compiled.mjs', import.meta.url).href
const SCOPE = ['operator']
const HOUR = 60 * MINUTE
const KNOWN = 2
const ALL = 20 // more than one batch
const MOST_COMMITS = 40

let root: string
let host: Host
let clock: MovedClock
let entries: number
let titleOf: (n: number) => string
let child: ChildProcess | null = null
/** What the host does while a process that is to be killed asks. */
let whenAsked: 'answers' | 'kills' | 'kills half-way' | 'kills at the third page' = 'answers'
let pages = 0

const kill = () => child?.kill('SIGKILL')
const item = (n: number) => ({ path: `/2026/11/story-${n}`, title: titleOf(n), text: `${STORY} Report ${n}.` })
const sitemap = () =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${Array.from({ length: entries }, (_, n) => `<url><loc>${host.origin}/2026/11/story-${n}</loc></url>`).join('')}</urlset>`

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'killed-'))
  clock = new MovedClock()
  host = await hostOf((request, response) => {
    const { url = '' } = request
    const etag = `"${entries}"`
    const isPage = url.startsWith('/2026/')
    const body =
      url === '/feed'
        ? rssOf(
            host.origin,
            Array.from({ length: entries }, (_, n) => item(n)),
          )
        : isPage
          ? `<html><body><h1>${url}</h1><p>${STORY} Told at ${url}.</p></body></html>`
          : sitemap()
    if (isPage) pages += 1
    if (url === '/robots.txt') response.writeHead(404).end()
    else if (whenAsked === 'kills' || (isPage && whenAsked === 'kills at the third page' && pages === 3)) kill()
    else if (whenAsked === 'kills half-way') response.writeHead(200).write(body.slice(0, body.length / 2), kill)
    else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
    else response.writeHead(200, { etag, 'content-type': isPage ? 'text/html' : 'application/xml' }).end(body)
  }, clock)
})
afterAll(async () => {
  await host.close()
  rmSync(root, { recursive: true, force: true })
})

/** A data folder with a source that is due, as a copy of one that is made once. */
async function madeOnce(name: string, make: (product: Product) => Promise<unknown>): Promise<(trial: string) => string> {
  const made = join(root, name)
  const product = await deskFolderAt(made).open(host.port, clock)
  await make(product)
  await product.close()
  return (trial) => {
    const copy = join(root, `${name}-${trial}`)
    cpSync(made, copy, { recursive: true })
    return copy
  }
}

/** Polls in a process of its own. Whether it was killed. */
async function polledApart(dataDir: string, nth = 0): Promise<boolean> {
  child = spawn(process.execPath, ['--import', COMPILED, POLLER, dataDir, String(host.port), String(clock.ms), String(nth)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code, signal] = await once(child, 'exit')
  child = null
  if (signal === null) expect(code).toBe(0)
  return signal === 'SIGKILL'
}

/** Whether its source counts as read, as far as the data folder says. */
async function hasAnswered(dataDir: string): Promise<boolean> {
  const product = await deskFolderAt(dataDir).open(host.port, clock)
  const [health] = await product.sources.list(SCOPE)
  await product.close()
  return (health?.state.polls ?? 0) > 0
}

/** What is there once the product was started anew and the source was due again. */
async function afterwards(dataDir: string, look: (product: Product) => Promise<void> = async () => {}) {
  whenAsked = 'answers'
  const product = await deskFolderAt(dataDir).open(host.port, clock)
  await product.sources.tick()
  clock.ms += 8 * HOUR
  await product.sources.tick()
  const paths: string[] = []
  for await (const { url, version } of product.articles.all(SCOPE)) paths.push(`${url?.replace(`${host.origin}/2026/11/`, '')} v${version}`)
  const arrived = (await product.articles.addedSince('0', SCOPE)).articleIds
  await look(product)
  await product.close()
  const asked = host.asked.filter(({ path }) => !path.startsWith('/2026/') && path !== '/robots.txt')
  for (const [at, { atMs }] of asked.slice(1).entries()) expect(atMs - (asked[at]?.atMs ?? 0)).toBeGreaterThanOrEqual(HOUR)
  return { paths: paths.sort(), arrived: arrived.length, etags: asked.map(({ etag }) => etag) }
}

const versions = (count: number, changed: readonly number[] = []) =>
  Array.from({ length: count }, (_, n) => `story-${n} v${changed.includes(n) ? 2 : 1}`).sort()

/** Begins a trial: the clock where it was made, the host with `count` entries, nothing asked yet. */
function begin(count: number, madeAtMs: number, isChanged = true): void {
  clock.ms = madeAtMs + 2 * HOUR
  entries = count
  pages = 0
  titleOf = (n) => (isChanged && n === 0 ? 'Another title of it' : `Flood number ${n} in Brenna`)
  host.asked.length = 0
}

describe.skipIf(process.platform === 'win32')('a process that is killed', () => {
  it('in front of any commit of a poll leaves what the next one completes: each entry once, each change once, asked with what the host said', async () => {
    const madeAtMs = clock.ms
    begin(KNOWN, madeAtMs - 2 * HOUR, false)
    const copyOf = await madeOnce('known', (product) => product.sources.add({ url: `${host.origin}/feed`, workspace: 'operator' }))
    let killed = 0
    for (let nth = 1; nth < MOST_COMMITS; nth += 1) {
      begin(ALL, madeAtMs)
      const dataDir = copyOf(String(nth))
      if (!(await polledApart(dataDir, nth))) break
      killed += 1
      const { paths, arrived, etags } = await afterwards(dataDir)
      expect(paths, `killed in front of commit ${nth}`).toEqual(versions(ALL, [0]))
      // What the first reading brought is no news; its change is, as is each that is new, once.
      expect(arrived).toBe(ALL - KNOWN + 1)
      expect(etags).not.toContain(undefined)
    }
    // Put off, two batches, remembered, saved.
    expect(killed).toBeGreaterThanOrEqual(5)
  }, 300_000)

  it('in front of any commit of a first reading leaves a first reading, and what comes after it is news', async () => {
    const madeAtMs = clock.ms
    const copyOf = await madeOnce('unread', (product) =>
      product.sources.addUnread({ url: `${host.origin}/feed`, kind: 'feed', label: 'Hill Post', workspace: 'operator' }),
    )
    let killed = 0
    for (let nth = 1; nth < MOST_COMMITS; nth += 1) {
      begin(ALL, madeAtMs, false)
      const dataDir = copyOf(String(nth))
      if (!(await polledApart(dataDir, nth))) break
      killed += 1
      const isRead = await hasAnswered(dataDir)
      entries = ALL + 1
      const { paths, arrived } = await afterwards(dataDir, async (product) => {
        entries = ALL + 2
        clock.ms += 8 * HOUR
        await product.sources.tick()
        expect((await product.articles.addedSince('0', SCOPE)).articleIds).toHaveLength(isRead ? 2 : 1)
      })
      // What comes before the first reading has ended belongs to it.
      expect([paths, arrived], `killed in front of commit ${nth}`).toEqual([versions(ALL + 1), isRead ? 1 : 0])
    }
    expect(killed).toBeGreaterThanOrEqual(5)
  }, 300_000)

  it.each(['kills', 'kills half-way'] as const)(
    'while the host has not answered in full (%s) leaves all of it to the next poll',
    async (how) => {
      const madeAtMs = clock.ms
      begin(KNOWN, madeAtMs - 2 * HOUR, false)
      const copyOf = await madeOnce(how, (product) => product.sources.add({ url: `${host.origin}/feed`, workspace: 'operator' }))
      begin(ALL, madeAtMs)
      whenAsked = how
      const dataDir = copyOf('once')
      expect(await polledApart(dataDir)).toBe(true)
      const { paths, etags } = await afterwards(dataDir)
      expect([paths, etags]).toEqual([versions(ALL, [0]), [`"${KNOWN}"`, `"${KNOWN}"`]])
    },
    60_000,
  )

  it('while the pages of a sitemap are read leaves them to the next poll', async () => {
    const madeAtMs = clock.ms
    begin(KNOWN, madeAtMs - 2 * HOUR, false)
    const copyOf = await madeOnce('sitemap', (product) => product.sources.add({ url: `${host.origin}/news.xml`, workspace: 'operator' }))
    begin(ALL, madeAtMs)
    whenAsked = 'kills at the third page'
    const dataDir = copyOf('once')
    expect(await polledApart(dataDir)).toBe(true)
    const { paths, arrived } = await afterwards(dataDir)
    expect([paths, arrived]).toEqual([versions(ALL), ALL - KNOWN])
  }, 60_000)
})
