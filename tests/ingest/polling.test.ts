// Sources that are asked again and again, against hosts on loopback: when they are asked, and what becomes of what they say.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SourceHealth } from '../../src/domain/source.ts'
import type { Product } from '../../src/main.ts'
import { deskFolder, type Host, hostOf, MINUTE, MovedClock, rssOf, STORY } from '../polled.ts'

const SCOPE = ['operator']
const HOUR = 60 * MINUTE
let folder: ReturnType<typeof deskFolder>
let clock: MovedClock
let product: Product
let host: Host
const ends: (() => Promise<void>)[] = []

beforeEach(() => {
  folder = deskFolder()
  clock = new MovedClock()
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  folder.clear()
})

async function given(serve: Parameters<typeof hostOf>[0]) {
  host = await hostOf(serve, clock)
  product = await folder.open(host.port, clock)
  ends.push(host.close, () => product.close())
}
const add = (path: string) => product.sources.add({ url: `${host.origin}${path}`, workspace: 'operator' })
const only = async (): Promise<SourceHealth> => {
  const [health] = await product.sources.list(SCOPE)
  if (health === undefined) throw new Error('there is no source')
  return health
}
const later = async (ms: number) => {
  clock.ms += ms
  await product.sources.tick()
}
const item = (n: number, more: Partial<{ title: string; text: string; guid: string; date: string }> = {}) => ({
  ...{ path: `/story-${n}`, title: `Flood number ${n} in Brenna`, text: `${STORY} Report ${n}.` },
  ...more,
})

describe('a feed', () => {
  it('is read when it is added, answers, and is no news at first; what comes later is', async () => {
    let items = [item(1), item(2)]
    await given((_, response) => response.end(rssOf(host.origin, items)))
    const { mark } = await product.articles.addedSince(null, SCOPE)
    expect(await add('/feed')).toMatchObject({ kind: 'added', articles: 2 })
    expect((await product.articles.addedSince(mark, SCOPE)).articleIds).toEqual([])
    items = [item(3), ...items]
    await later(2 * HOUR)
    expect((await product.articles.addedSince(mark, SCOPE)).articleIds).toHaveLength(1)
    const answer = await product.brief.ask({ question: 'How many people were moved to schools?', scope: SCOPE, now: clock.now() })
    expect(answer).toMatchObject({ kind: 'answer' })
    expect((await only()).state.last).toMatchObject({ read: 3, added: 1, unchanged: 2, rejected: {} })
  })

  it('takes a changed guid for nothing, a changed title or date for an update, and an address that moved under its guid for the same article', async () => {
    let items = [item(1), item(2), item(3), item(4)]
    await given((_, response) => response.end(rssOf(host.origin, items)))
    await add('/feed')
    const moved = { ...item(4), path: '/moved-4', guid: '/story-4', title: 'Flood number 4, moved' }
    items = [
      item(1, { guid: 'other' }),
      item(2, { title: 'Another title of it' }),
      item(3, { date: 'Fri, 20 Nov 2026 08:00:00 GMT' }),
      moved,
    ]
    await later(2 * HOUR)
    expect((await only()).state.last).toMatchObject({ read: 4, added: 0, updated: 3, unchanged: 1 })
    expect(await product.articles.count(SCOPE)).toBe(4)
  })

  it('counts every entry: what is stored and why the others are not', async () => {
    const empty = { path: '/empty', title: 'Nothing', text: '' }
    await given((_, response) => response.end(rssOf(host.origin, [item(1), empty, item(2)])))
    await add('/feed')
    const { last } = (await only()).state
    expect(last).toMatchObject({ read: 3, added: 2, rejected: { 'it holds no text': 1 } })
  })

  it.each([
    ['max-age', { 'cache-control': 'max-age=10800' }, ''],
    ['ttl', {}, '<ttl>180</ttl>'],
    ['updatePeriod', {}, '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>8</sy:updateFrequency>'],
  ])('is not asked again before its %s is over', async (_, headers, extra) => {
    await given((_, response) => response.writeHead(200, headers).end(rssOf(host.origin, [item(1)], extra)))
    await add('/feed')
    await later(3 * HOUR - 1)
    expect(host.asked).toHaveLength(1)
    await later(HOUR)
    expect(host.asked).toHaveLength(2)
  })

  it('is asked again with what it said of itself, also after a restart, and not sooner', async () => {
    await given((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"1"' }).end(rssOf(host.origin, [item(1)]))
    })
    await add('/feed')
    await product.close()
    product = await folder.open(host.port, clock)
    await product.sources.tick()
    expect(host.asked).toHaveLength(1)
    await later(2 * HOUR)
    expect(host.asked.map(({ etag }) => etag)).toEqual([undefined, '"1"'])
    expect((await only()).state).toMatchObject({ failures: 0, polls: 2 })
  })

  it('moves for good at the third answer that says so', async () => {
    await given((request, response) => {
      if (request.url === '/old' && host.asked.length > 1) response.writeHead(301, { location: '/new' }).end()
      else response.end(rssOf(host.origin, [item(1)]))
    })
    await add('/old')
    for (let poll = 1; poll <= 3; poll += 1) {
      expect((await only()).source.url).toBe(`${host.origin}/old`)
      await later(8 * HOUR)
    }
    expect((await only()).source.url).toBe(`${host.origin}/new`)
    host.asked.length = 0
    await later(8 * HOUR)
    expect(host.asked.map(({ path }) => path)).toEqual(['/new'])
  })

  it('that is gone for good is not asked again, and is named', async () => {
    await given((_, response) => (host.asked.length > 1 ? response.writeHead(410).end() : response.end(rssOf(host.origin, [item(1)]))))
    await add('/feed')
    await later(2 * HOUR)
    await later(100 * HOUR)
    expect(host.asked).toHaveLength(2)
    expect(product.sources.failing(SCOPE)).toEqual(['Hill Post'])
    expect(product.sources.failing(['slack:T1'])).toEqual([])
    expect((await only()).state.trouble).toContain('gone for good')
  })

  it('is left alone as long as the host asks, and so is all else at that host', async () => {
    await given((request, response) => {
      if (host.asked.length > 2) response.writeHead(429, { 'retry-after': '36000' }).end()
      else response.end(rssOf(host.origin, [item(request.url === '/a' ? 1 : 2)]))
    })
    await add('/a')
    await add('/b')
    await later(2 * HOUR)
    expect(host.asked).toHaveLength(3)
    await later(10 * HOUR - 1)
    expect(host.asked).toHaveLength(3)
    await later(20 * HOUR)
    expect(host.asked.length).toBeGreaterThan(3)
  })

  it('is asked ever less often while it fails, a day apart at most, and says why: a web page is no feed', async () => {
    await given((_, response) =>
      host.asked.length > 1 ? response.end('<!doctype html><html><body>Sorry</body></html>') : response.end(rssOf(host.origin, [item(1)])),
    )
    await add('/feed')
    for (let hour = 0; hour < 24 * 10; hour += 1) await later(HOUR)
    const gaps = host.asked.slice(1).map(({ atMs }, at) => (atMs - (host.asked[at]?.atMs ?? 0)) / HOUR)
    const hours = [1, 2, 4, 8, 16, 24]
    for (const [at, gap] of gaps.entries()) {
      expect(gap).toBeGreaterThanOrEqual(hours[at] ?? 24)
      expect(gap).toBeLessThanOrEqual(Math.ceil((hours[at] ?? 24) * 1.1 + 0.001))
    }
    expect(gaps.length).toBeGreaterThan(8)
    expect((await only()).state.trouble).toContain('it is a web page, not a feed')
  })

  it('that brings many times the usual is taken in a part at a time, and named', async () => {
    let items = [item(0)]
    await given((_, response) => response.end(rssOf(host.origin, items)))
    await add('/feed')
    for (let poll = 1; poll <= 5; poll += 1) {
      items = [item(poll), ...items]
      await later(8 * HOUR)
    }
    items = Array.from({ length: 120 }, (_, n) => item(1_000 + n))
    await later(8 * HOUR)
    const { state } = await only()
    expect(state.last).toMatchObject({ read: 120, added: 50, rejected: { 'it came in a flood of new entries': 70 } })
    expect(state.trouble).toContain('120 new entries')
    expect(product.sources.failing(SCOPE)).toEqual(['Hill Post'])
  })

  it('with teasers alone is filled from its pages, where robots.txt lets them be read and they are about the same', async () => {
    const page = (title: string, text: string) =>
      `<html><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${text}</p></article></body></html>`
    const teaser = (path: string) => ({ path, title: 'Port of Brenna flooded', text: 'Heavy rain flooded the port of Brenna on Tuesday.' })
    await given((request, response) => {
      const { url = '' } = request
      if (url === '/robots.txt') response.end('User-agent: *\nDisallow: /closed')
      else if (url === '/feed') response.end(rssOf(host.origin, [teaser('/open'), teaser('/closed'), teaser('/consent')]))
      else if (url === '/consent')
        response.end(page('Cookies', 'We and our partners value your privacy and store data on your device. '.repeat(20)))
      else response.writeHead(200, { 'content-type': 'text/html' }).end(page('Port of Brenna flooded', STORY))
    })
    await add('/feed')
    const texts: string[] = []
    for await (const { url, text } of product.articles.all(SCOPE))
      texts.push(`${url?.replace(host.origin, '')} ${text.length > 300 ? 'full' : 'teaser'}`)
    expect(texts.sort()).toEqual(['/closed teaser', '/consent teaser', '/open full'])
    expect(host.asked.map(({ path }) => path)).not.toContain('/closed')
  })
})

describe('a site and a page', () => {
  it('the feed that a site names is found by the address of the site', async () => {
    await given((request, response) => {
      if (request.url === '/')
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<html><head><link rel="alternate" type="application/rss+xml" href="/news.rss"></head><body>News</body></html>')
      else response.end(rssOf(host.origin, [item(1)]))
    })
    expect(await add('/')).toMatchObject({ kind: 'added', source: { url: `${host.origin}/news.rss`, kind: 'feed', label: 'Hill Post' } })
    expect(await add('/news.rss')).toMatchObject({ kind: 'known' })
  })

  it('a page is one article: its change is an update, and it is withdrawn, not deleted, when it is gone', async () => {
    let [text, status] = [STORY, 200]
    await given((request, response) => {
      if (request.url === '/robots.txt') response.writeHead(404).end()
      else
        response
          .writeHead(status, { 'content-type': 'text/html' })
          .end(`<html><body><article><h1>Port of Brenna flooded</h1><p>${text}</p></article></body></html>`)
    })
    expect(await add('/2026/port-of-brenna-flooded')).toMatchObject({ kind: 'added', source: { kind: 'page' }, articles: 1 })
    text = `${STORY} The water is falling again, the harbour master said.`
    await later(8 * HOUR)
    const [id = ''] = (await product.articles.addedSince('0', SCOPE)).articleIds
    expect(await product.articles.get(id, SCOPE)).toMatchObject({ version: 2, withdrawnAt: null })
    status = 410
    await later(8 * HOUR)
    expect((await product.articles.get(id, SCOPE))?.withdrawnAt).not.toBeNull()
    expect((await only()).state.gone).toBe(true)
  })
})

describe('a removed source', () => {
  it('is not asked again, what it brought stays and does not become news', async () => {
    await given((_, response) => response.end(rssOf(host.origin, [item(1)])))
    const { mark } = await product.articles.addedSince(null, SCOPE)
    await add('/feed')
    expect(await product.sources.remove(`${host.origin}/feed`, 'slack:T1')).toBeNull()
    expect(await product.sources.remove(`${host.origin}/feed`, 'operator')).toMatchObject({ label: 'Hill Post' })
    await later(100 * HOUR)
    expect(host.asked).toHaveLength(1)
    expect(await product.articles.count(SCOPE)).toBe(1)
    expect((await product.articles.addedSince(mark, SCOPE)).articleIds).toEqual([])
  })
})
