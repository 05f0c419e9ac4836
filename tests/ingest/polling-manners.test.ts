// What a host wished is kept to over restarts of the whole product: to be left alone, its pages apart, its robots.txt asked for once a day.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Product } from '../../src/main.ts'
import { deskFolder, type Host, hostOf, MINUTE, MovedClock, rssOf, STORY } from '../polled.ts'

const HOUR = 60 * MINUTE
const TEASER = 'Heavy rain flooded the port of Brenna on Tuesday.'
let folder: ReturnType<typeof deskFolder>
let clock: MovedClock
let product: Product
let host: Host
let robots: string
let stories: number
let whenAsked: (path: string) => void
let status: Record<string, number>

beforeEach(async () => {
  folder = deskFolder()
  clock = new MovedClock()
  robots = ''
  stories = 1
  whenAsked = () => {}
  status = {}
  host = await hostOf((request, response) => {
    const { url = '' } = request
    const code = status[url] ?? 200
    whenAsked(url)
    // 0: it does not answer at all
    if (code === 0) return
    if (code !== 200) response.writeHead(code, code === 429 ? { 'retry-after': '7200' } : {}).end()
    else if (url === '/robots.txt') response.end(robots)
    else if (url.startsWith('/feed')) response.end(rssOf(host.origin, itemsOf(url.replace('/feed', ''))))
    else if (url === '/news.xml') response.writeHead(200, { 'content-type': 'application/xml' }).end(sitemap())
    else response.writeHead(200, { 'content-type': 'text/html' }).end(pageAt(url))
  }, clock)
  product = await folder.open(host.port, clock)
})
afterEach(async () => {
  await product.close()
  await host.close()
  folder.clear()
})

const itemsOf = (name: string) => [{ path: `/page${name}`, title: 'Port of Brenna flooded', text: TEASER }]
const pageAt = (path: string) =>
  `<html><body><article><h1>Port of Brenna flooded</h1><p>${STORY} Told at ${path}.</p></article></body></html>`
const sitemap = () => {
  const pages = Array.from({ length: stories }, (_, at) => at).map(
    (n) => `<url><loc>${host.origin}/2026/a-flood-in-brenna-${n}</loc></url>`,
  )
  return `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${pages.join('')}</urlset>`
}
const restart = async () => {
  await product.close()
  product = await folder.open(host.port, clock)
  host.asked.length = 0
}
const add = (path: string) => product.sources.add({ url: `${host.origin}${path}`, workspace: 'operator' })
const asked = () => host.asked.map(({ path }) => path)

describe('after a restart', () => {
  it('a robots.txt is not asked for again until its day is over', async () => {
    await add('/feed1')
    expect(asked()).toEqual(['/feed1', '/robots.txt', '/page1'])
    await restart()
    await add('/feed2')
    expect(asked()).toEqual(['/feed2', '/page2'])
    clock.ms += 24 * HOUR
    await restart()
    await add('/feed3')
    expect(asked()).toEqual(['/feed3', '/robots.txt', '/page3'])
  })

  it('a host that said when to come again is left alone until then by whatever is at it, new sources too, and nothing counts as failing', async () => {
    await add('/feed1')
    status['/page2'] = 429
    expect(await add('/feed2')).toMatchObject({ kind: 'added' })
    await restart()
    clock.ms += 2 * HOUR - 1
    expect(await add('/feed3')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('asked to be left alone until 20 November 2026 at 10:00 UTC'),
    })
    await product.sources.tick()
    expect(asked()).toEqual([])
    expect((await product.sources.list(['operator'])).map(({ state }) => state.failures)).toEqual([0, 0])
    clock.ms += 2 * HOUR
    await product.sources.tick()
    expect(asked().sort()).toEqual(['/feed1', '/feed2'])
    expect(await add('/feed3')).toMatchObject({ kind: 'added' })
  })

  it('pages are as far apart as the host wants them, and those that wait for it are read in the end', async () => {
    robots = 'User-agent: *\nCrawl-delay: 5400'
    await add('/news.xml')
    stories = 3
    const visits = host.asked.filter(({ path }) => path.startsWith('/2026')).map(({ atMs }) => atMs)
    for (let hours = 0; hours < 12; hours += 1) {
      await restart()
      clock.ms += HOUR
      await product.sources.tick()
      visits.push(...host.asked.filter(({ path }) => path.startsWith('/2026')).map(({ atMs }) => atMs))
    }
    expect(visits.length).toBe(3)
    for (const [at, ms] of visits.slice(1).entries()) expect(ms - (visits[at] ?? 0)).toBeGreaterThanOrEqual(5_400_000)
    expect(await product.articles.count(['operator'])).toBe(3)
  })

  it('a reading that was called off on the way is done again in full: no teaser stands for its page, and nothing counts as known', async () => {
    await add('/feed1')
    const calledOff = product
    status['/page2'] = 0
    whenAsked = (path) => {
      if (path === '/page2') void calledOff.sources.stop()
    }
    await product.sources.addUnread({ url: `${host.origin}/feed2`, kind: 'feed', label: 'Hill Post', workspace: 'operator' })
    await product.sources.tick()
    expect(await product.articles.count(['operator'])).toBe(1)
    delete status['/page2']
    await restart()
    clock.ms += 2 * HOUR
    await product.sources.tick()
    const lengths: number[] = []
    for await (const { text } of product.articles.all(['operator'])) lengths.push(text.length)
    expect(lengths.length === 2 && lengths.every((length) => length > 300)).toBe(true)
  })
})
