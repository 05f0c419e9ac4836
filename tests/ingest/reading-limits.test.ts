// What one reading may cost: entries of a feed, pages behind teasers, the size of a page; what is over each bound is counted, and read later or never.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SourceHealth } from '../../src/domain/source.ts'
import type { Product } from '../../src/main.ts'
import { deskFolder, type Host, hostOf, MINUTE, MovedClock, rssOf } from '../polled.ts'

const SCOPE = ['operator']
const HOUR = 60 * MINUTE
const PLACES =
  'Arda Bresk Corvo Delmin Estor Farn Gholm Harrow Istria Jolna Kesta Lomar Mirna Nyssa Ostra Pelm Quarn Rhest Sorna Tarn'.split(' ')
let folder: ReturnType<typeof deskFolder>
let clock: MovedClock
let product: Product
let host: Host
let count = 0
let page: (n: number, response: ServerResponse, request: IncomingMessage) => void

/** Every one about something of its own, in a few words. */
const teaser = (n: number) => {
  const place = `${PLACES[n % 20]}${Math.floor(n / 20)}`
  return {
    path: `/story-${n}`,
    title: `Mayor of ${place} resigns over ferry ${n}`,
    text: `The mayor of ${place} resigned over ferry ${n}, which sank.`,
  }
}
const whole = (n: number) => {
  const { title, text } = teaser(n)
  const more = `Ferry ${n} had lain in the harbour of ${PLACES[n % 20]} for ${n + 2} weeks, and nobody had paid for its repair, the council said. `
  return `<html><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${text} ${more.repeat(8)}</p></article></body></html>`
}

beforeEach(async () => {
  folder = deskFolder()
  clock = new MovedClock()
  page = (n, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(whole(n))
  host = await hostOf((request, response) => {
    const story = /^\/story-(\d+)$/.exec(request.url ?? '')
    if (story !== null) page(Number(story[1]), response, request)
    else if (request.url === '/feed') {
      if (request.headers['if-none-match'] === `"${count}"`) response.writeHead(304).end()
      else
        response.writeHead(200, { etag: `"${count}"` }).end(
          rssOf(
            host.origin,
            Array.from({ length: count }, (_, n) => teaser(count - 1 - n)),
          ),
        )
    } else response.writeHead(404).end()
  }, clock)
  product = await folder.open(host.port, clock)
})
afterEach(async () => {
  await product.close()
  await host.close()
  folder.clear()
})

const add = () => product.sources.add({ url: `${host.origin}/feed`, workspace: 'operator' })
const only = async (): Promise<SourceHealth> => {
  const [health] = await product.sources.list(SCOPE)
  if (health === undefined) throw new Error('there is no source')
  return health
}
const lastOf = async () => {
  const { last } = (await only()).state
  if (last === null) throw new Error('it was never read')
  const { read, added, updated, unchanged, rejected } = last
  expect(added + updated + unchanged + Object.values(rejected).reduce((sum, one) => sum + one, 0)).toBe(read)
  return last
}
const later = async (hours = 2) => {
  clock.ms += hours * HOUR
  await product.sources.tick()
}
const full = async () => {
  let articles = 0
  for await (const { text } of product.articles.all(SCOPE)) articles += Number(text.length > 300)
  return articles
}
const pagesAsked = () => host.asked.filter(({ path }) => path.startsWith('/story')).length

it('of a feed with five thousand entries the first 500 are taken in, and the others counted', { timeout: 120_000 }, async () => {
  count = 5_000
  page = (_, response) => response.writeHead(404).end()
  expect(await add()).toMatchObject({ kind: 'added', articles: 500 })
  expect(await lastOf()).toMatchObject({
    read: 5_000,
    added: 500,
    rejected: { 'it is beyond the first 500 entries of its feed': 4_500 },
  })
  expect(pagesAsked()).toBeLessThanOrEqual(10)
  expect((await only()).state.throttled).toBeUndefined()
})

it('the pages behind a first reading are read a few at a time, the rest later on, and none of it is news', async () => {
  count = 45
  const { mark } = await product.articles.addedSince(null, SCOPE)
  expect(await add()).toMatchObject({ kind: 'added', articles: 45 })
  expect([pagesAsked(), await full()]).toEqual([10, 10])
  expect(await lastOf()).toMatchObject({ read: 45, added: 45 })
  count = 46
  await later()
  expect(await lastOf()).toMatchObject({ read: 46, added: 1, updated: 19, unchanged: 26 })
  expect([pagesAsked(), await full()]).toEqual([30, 30])
  count = 47
  await later()
  expect([pagesAsked(), await full()]).toEqual([47, 47])
  expect(await lastOf()).toMatchObject({ read: 47, added: 1, updated: 16, unchanged: 30 })
  expect((await product.articles.addedSince(mark, SCOPE)).articleIds).toHaveLength(2)
  expect(await product.articles.count(SCOPE)).toBe(47)
})

it('more new teasers than pages are read at once wait for the next reading, also where the feed has not changed until then', async () => {
  count = 5
  await add()
  count = 40
  await later()
  expect(await lastOf()).toMatchObject({ read: 40, added: 20, unchanged: 5, rejected: { 'its page is read at the next poll': 15 } })
  await later()
  expect(await lastOf()).toMatchObject({ read: 40, added: 15, unchanged: 25, rejected: {} })
  expect([pagesAsked(), await full()]).toEqual([40, 40])
  await later()
  expect(host.asked.at(-1)?.etag).toBe('"40"')
})

it.each([
  ['cannot be had', (_: number, response: ServerResponse) => response.writeHead(500).end()],
  [
    'are too large',
    (_: number, response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html', 'content-length': '90000000' }).end(),
  ],
  ['are no pages', (_: number, response: ServerResponse) => response.writeHead(200, { 'content-type': 'image/png' }).end('PNG')],
])('where pages %s, three are tried and every entry is taken as it was announced', async (_, serve) => {
  page = serve
  count = 5
  await add()
  count = 40
  await later()
  expect(await lastOf()).toMatchObject({ read: 40, added: 35, unchanged: 5, rejected: {} })
  expect(pagesAsked()).toBe(6)
  expect(await full()).toBe(0)
})
