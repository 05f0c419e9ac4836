// What a host is told, what its answers mean, over http and https, one request at a time.
import { createServer as createHttpsServer } from 'node:https'
import { afterEach, describe, expect, it } from 'vitest'
import { guardedFetch } from '../../../../src/adapters/sources/guarded-fetch.ts'
import { PUBLIC_ONLY } from '../../../../src/adapters/sources/guarded-fetch-rules.ts'
import { openOutside } from '../../../../src/adapters/sources/guarded-fetch-setup.ts'
import type { Fetched } from '../../../../src/ports/outside-fetch.ts'
import { CERTIFICATE, KEY } from './certificate.ts'
import { AGENT, clock, PUBLIC, serving, waysTo, worldOf } from './outside-world.ts'

const NAMES = { 'news.example': [PUBLIC], 'other.example': ['93.184.215.15'] }
const URL = 'http://news.example/feed?a=1#top'
const ended: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0)) await end()
})

async function host(...given: Parameters<typeof serving>) {
  const server = await serving(...given)
  ended.push(server.close)
  return { ...server, world: worldOf(NAMES, server.port) }
}
const reasonOf = (fetched: Fetched) => (fetched.kind === 'failed' || fetched.kind === 'refused' ? fetched.reason : fetched.kind)

describe('a request', () => {
  it('says who asks and what for, and nothing else', async () => {
    const { world, requests } = await host((_, response) => response.end('x'))
    await world.fetch({ url: URL, purpose: 'feed', headers: { etag: 'W/"a,b"', lastModified: 'Sun, 22 Nov 2026 05:00:00 GMT' } })
    expect(requests[0]?.url).toBe('/feed?a=1')
    expect(requests[0]?.headers).toEqual({
      host: 'news.example',
      'user-agent': AGENT,
      accept: expect.stringContaining('application/rss+xml'),
      'accept-encoding': 'gzip, deflate, br',
      'if-none-match': 'W/"a,b"',
      'if-modified-since': 'Sun, 22 Nov 2026 05:00:00 GMT',
      connection: 'close',
    })
  })

  it.each(['"a"\r\nx-evil: 1', '"a"\n', '', '"\u2603"', 'a'.repeat(2_000)])('never carries %j as a header', async (etag) => {
    const { world, requests } = await host((_, response) => response.end('x'))
    expect((await world.fetch({ url: URL, purpose: 'feed', headers: { etag } })).kind).toBe('ok')
    expect(requests[0]?.headers).not.toHaveProperty('if-none-match')
    expect(requests[0]?.headers).not.toHaveProperty('x-evil')
  })

  it('tells what came back, where from, and by which way', async () => {
    const { world } = await host((request, response) => {
      if (request.url === '/feed?a=1') response.writeHead(301, { location: 'http://other.example/moved' }).end()
      else if (request.url === '/moved') response.writeHead(307, { location: '/here' }).end()
      else response.writeHead(200, { etag: '"2"', 'content-type': 'text/xml', 'cache-control': 'max-age=60' }).end('<rss/>')
    })
    expect(await world.fetch({ url: URL, purpose: 'feed' })).toEqual({
      kind: 'ok',
      status: 200,
      finalUrl: 'http://other.example/here',
      redirects: [
        { url: 'http://news.example/feed?a=1', status: 301 },
        { url: 'http://other.example/moved', status: 307 },
      ],
      headers: { contentType: 'text/xml', etag: '"2"', lastModified: null, retryAfter: null, cacheControl: 'max-age=60' },
      body: new TextEncoder().encode('<rss/>'),
    })
    expect(world.dialled).toEqual([PUBLIC, '93.184.215.15', '93.184.215.15'])
  })

  it('follows five redirects and no sixth', async () => {
    const { world } = await host((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end()
      else response.end('x')
    })
    expect((await world.fetch({ url: 'http://news.example/5', purpose: 'page' })).kind).toBe('ok')
    expect(reasonOf(await world.fetch({ url: 'http://news.example/6', purpose: 'page' }))).toBe('It sends on more than 5 times.')
  })

  it('hears "not modified" when it asked', async () => {
    const { world } = await host((_, response) => response.writeHead(304, { etag: '"1"' }).end())
    const fetched = await world.fetch({ url: URL, purpose: 'feed', headers: { etag: '"1"' } })
    expect(fetched).toMatchObject({ kind: 'not-modified', status: 304, headers: { etag: '"1"' } })
    expect((await world.fetch({ url: URL, purpose: 'feed' })).kind).toBe('failed')
  })

  it.each([
    [404, {}, null, false, 'has nothing at this address'],
    [410, {}, null, true, 'is gone for good'],
    [403, {}, null, false, 'does not let us read it'],
    [429, { 'retry-after': '120' }, 120_000, false, 'less often'],
    [503, { 'retry-after': 'Sun, 22 Nov 2026 06:30:00 GMT' }, 1_800_000, false, 'in trouble itself'],
    [503, { 'retry-after': 'Sat, 21 Nov 2026 06:30:00 GMT' }, 0, false, 'in trouble itself'],
    [503, { 'retry-after': '-5' }, null, false, 'in trouble itself'],
    [503, { 'retry-after': '2026' }, 2_026_000, false, 'in trouble itself'],
    [503, { 'retry-after': '999999999999' }, 366 * 24 * 3_600_000, false, 'in trouble itself'],
    [503, { 'retry-after': 'soon' }, null, false, 'in trouble itself'],
    [418, {}, null, false, 'instead of an article'],
  ])('answered with %i %j fails with what that means', async (status, headers, retryAfterMs, gone, words) => {
    const { world } = await host((_, response) => response.writeHead(status, headers).end('a long page'))
    const fetched = await world.fetch({ url: URL, purpose: 'feed' })
    expect(fetched).toMatchObject({ kind: 'failed', status, retryAfterMs, gone })
    expect(reasonOf(fetched)).toContain(words)
  })

  it('to a host that is not there, or not known, says so', async () => {
    const { world, close } = await host(() => undefined)
    await close()
    expect(reasonOf(await world.fetch({ url: URL, purpose: 'feed' }))).toBe(
      'news.example could not be reached: the connection was refused.',
    )
    const unknown = await world.fetch({ url: 'http://nobody.example/', purpose: 'feed' })
    expect(reasonOf(unknown)).toBe('The host nobody.example was not found: the name is not known.')
  })

  it('tries the next address when one does not answer', async () => {
    const { port } = await host((_, response) => response.end('x'))
    const world = worldOf({ 'news.example': ['2606:4700::1', PUBLIC, '93.184.215.15'] }, port)
    await world.fetch({ url: URL, purpose: 'feed' })
    expect(world.dialled).toEqual([PUBLIC])
    const dead = worldOf({ 'news.example': ['2606:4700::1', '2606:4700::2', PUBLIC, '93.184.215.15'] }, 1)
    await dead.fetch({ url: URL, purpose: 'feed' })
    expect(dead.dialled).toEqual([PUBLIC, '93.184.215.15', '2606:4700::1'])
  })

  it('can be called off: before, while it waits for a name, and while it reads', async () => {
    const { world, port } = await host((_, response) => response.write('x'))
    const early = await world.fetch({ url: URL, purpose: 'feed', signal: AbortSignal.abort() })
    expect([reasonOf(early), world.dialled]).toEqual(['It was called off.', []])
    const naming = new AbortController()
    const unnamed = worldOf({}, port, { resolve: () => new Promise(() => naming.abort()) })
    expect(reasonOf(await unnamed.fetch({ url: URL, purpose: 'feed', signal: naming.signal }))).toBe('It was called off.')
    const reading = new AbortController()
    const slow = await host((_, response) => {
      response.write('x')
      setImmediate(() => reading.abort())
    })
    expect(reasonOf(await slow.world.fetch({ url: URL, purpose: 'feed', signal: reading.signal }))).toBe('It was called off.')
    await expect.poll(slow.world.open).toBe(0)
  })

  it('ends by itself when its name is never found', async () => {
    const world = worldOf({}, 1, { resolve: () => new Promise(() => undefined), limits: { totalMs: 50 } })
    expect(reasonOf(await world.fetch({ url: URL, purpose: 'feed' }))).toMatch(/took longer than 0.05 seconds/)
  })

  it('never throws, and tells a fault of our own to whoever listens', async () => {
    const faults: unknown[] = []
    const broken = guardedFetch({
      rules: PUBLIC_ONLY,
      clock,
      userAgent: AGENT,
      fault: (error) => faults.push(error),
      forbids: async () => {
        throw new TypeError('a fault')
      },
    })
    expect(reasonOf(await broken({ url: URL, purpose: 'page' }))).toBe('Something went wrong on our side while fetching it.')
    expect(String(faults)).toBe('TypeError: a fault')
  })
})

describe('the fetch that the settings make', () => {
  const settings = { contact: null, onlyHosts: [], inside: [], ports: [], proxy: null }

  it('asks robots.txt of each host that a page leads to, one request at a time, and says who it is', async () => {
    const { port, requests } = await host((request, response) => {
      if (request.url === '/robots.txt') response.end(`User-agent: border-brief\nDisallow: /closed\nSitemap: http://news.example/news.xml`)
      else if (request.url === '/page') response.writeHead(302, { location: 'http://other.example/closed/1' }).end()
      else response.end('read')
    })
    const { resolve, connect } = waysTo(NAMES, port)
    const outside = openOutside({
      settings: { ...settings, contact: 'https://desk.example/bot' },
      version: '1.2.3',
      clock,
      resolve,
      connect,
    })
    const pages = ['page', 'page', 'open'].map((path) => outside.fetch({ url: `http://news.example/${path}`, purpose: 'page' }))
    const forbidden = 'other.example asks programs not to fetch this page (robots.txt).'
    expect((await Promise.all(pages)).map(reasonOf)).toEqual([forbidden, forbidden, 'ok'])
    expect(requests.map((request) => `${request.headers.host}${request.url}`).sort()).toEqual([
      'news.example/open',
      'news.example/page',
      'news.example/page',
      'news.example/robots.txt',
      'other.example/robots.txt',
    ])
    expect(new Set(requests.map((request) => request.headers['user-agent']))).toEqual(
      new Set(['border-brief/1.2.3 (+https://desk.example/bot)']),
    )
    expect(await outside.sitemaps(new globalThis.URL('http://news.example/any'))).toEqual(['http://news.example/news.xml'])
  })

  it('reads a feed without asking, and keeps to the hosts that are allowed', async () => {
    const { port, requests } = await host((_, response) => response.end('read'))
    const { resolve, connect } = waysTo(NAMES, port)
    const outside = openOutside({ settings: { ...settings, onlyHosts: ['news.example'] }, version: '1', clock, resolve, connect })
    expect((await outside.fetch({ url: 'http://news.example/feed', purpose: 'feed' })).kind).toBe('ok')
    expect((await outside.fetch({ url: 'http://other.example/feed', purpose: 'feed' })).kind).toBe('refused')
    expect(requests.map((request) => [request.url, request.headers['user-agent']])).toEqual([['/feed', 'border-brief/1']])
  })
})

describe('requests to one host', () => {
  it('wait for each other, those to others do not', async () => {
    let [now, most] = [0, 0]
    const { world } = await host((request, response) => {
      if (request.headers.host === 'news.example') most = Math.max(most, ++now)
      setTimeout(() => {
        if (request.headers.host === 'news.example') now--
        response.end(request.url)
      }, 5)
    })
    const asked = Array.from({ length: 12 }, (_, n) =>
      world.fetch({ url: `http://${n % 3 === 0 ? 'other' : 'news'}.example/${n}`, purpose: 'feed' }),
    )
    const kinds = (await Promise.all(asked)).map(({ kind }) => kind)
    expect([kinds.every((kind) => kind === 'ok'), most]).toEqual([true, 1])
  })

  it('leave the line when they are called off, and are turned away when it is too long', async () => {
    const asked = Promise.withResolvers<() => void>()
    const { world } = await host((request, response) => {
      if (request.url === '/0') asked.resolve(() => void response.end())
      else response.end()
    })
    const called = new AbortController()
    const first = world.fetch({ url: 'http://news.example/0', purpose: 'feed' })
    const second = world.fetch({ url: 'http://news.example/1', purpose: 'feed', signal: called.signal })
    const others = Array.from({ length: 200 }, (_, n) => world.fetch({ url: `http://news.example/${n}x`, purpose: 'feed' }))
    await new Promise(setImmediate)
    called.abort()
    expect(reasonOf(await second)).toBe('It was called off.')
    const answer = await asked.promise
    expect(world.dialled.length).toBe(1)
    answer()
    const kinds = (await Promise.all([first, ...others])).map(reasonOf)
    expect(kinds.filter((kind) => kind === 'Too many requests wait for news.example already.').length).toBe(1)
    expect(kinds.filter((kind) => kind === 'ok').length).toBe(200)
  })
})

describe('https', () => {
  const secureHost = async (cert = CERTIFICATE) => {
    const server = createHttpsServer({ cert, key: KEY }, (request, response) => response.end(request.headers.host))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    ended.push(async () => {
      server.closeAllConnections()
      server.close()
    })
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  it.each(['news.example', 'NEWS.example.', PUBLIC])('to %s is read when its certificate is for it', async (name) => {
    const world = worldOf(NAMES, await secureHost(), { ca: [CERTIFICATE] })
    const fetched = await world.fetch({ url: `https://${name}/`, purpose: 'feed' })
    expect(fetched.kind === 'ok' && Buffer.from(fetched.body).toString()).toBe(name === PUBLIC ? PUBLIC : 'news.example')
    await expect.poll(world.open).toBe(0)
  })

  it.each(['other.example', '93.184.215.15'])('to %s is not, when it is for another', async (name) => {
    const world = worldOf(NAMES, await secureHost(), { ca: [CERTIFICATE] })
    const fetched = await world.fetch({ url: `https://${name}/`, purpose: 'feed' })
    expect(reasonOf(fetched)).toBe(`${name} could not be reached: its certificate is for another host.`)
    await expect.poll(world.open).toBe(0)
  })

  it('is not read on the word of nobody known, whatever the environment says', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    const world = worldOf(NAMES, await secureHost())
    const fetched = await world.fetch({ url: 'https://news.example/', purpose: 'feed' })
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    expect(reasonOf(fetched)).toBe('news.example could not be reached: its certificate is not signed by anybody known.')
  })

  it('is not spoken to a host that speaks plainly', async () => {
    const { world } = await host((_, response) => response.end('x'))
    expect(reasonOf(await world.fetch({ url: 'https://news.example/', purpose: 'feed' }))).toMatch(/no safe connection|broken off/)
  })
})
