import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { parseHTML } from 'linkedom'
import { afterEach, describe, expect, it } from 'vitest'
import { createPublicReader, type PublicReader } from '../../../../src/adapters/platforms/web/public-reader.ts'
import { createReaderLinks, deskReaderLink } from '../../../../src/adapters/platforms/web/reader-link.ts'
import { createWebDesk, type WebDesk } from '../../../../src/adapters/platforms/web/web-desk.ts'
import { fixedClock } from '../../../../src/base/clock.ts'
import { silentLog } from '../../../../src/base/log.ts'
import { OPERATOR } from '../../../../src/domain/article.ts'
import type { Document } from '../../../../src/domain/document.ts'
import type { Inbound } from '../../../../src/domain/inbound.ts'
import type { HandleInbound } from '../../../../src/ports/platform.ts'
import { memoryStores } from '../../../fakes/memory-stores.ts'
import { article, quoting } from '../../../render/answers.ts'

const RAIN = article({ id: 'rain', headline: 'Rain', text: 'It rained.\n\nIt poured.' })
const PRIVATE = article({ id: 'private', workspace: 'slack:T1', text: 'A team’s own article.' })
const say = (text: string): Document => ({ preview: text, nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] })
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

const open: (WebDesk | PublicReader)[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop(100)
})

type Reply = Readonly<{ status: number; headers: IncomingHttpHeaders; body: string }>
type Call = Readonly<{ method?: string; headers?: Record<string, string>; body?: string | Buffer }>

function call(port: number, path: string, { method = 'GET', headers = {}, body }: Call = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString('utf8') }),
      )
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

async function desk(handle: HandleInbound = async () => {}, log = silentLog) {
  const { articles } = memoryStores()
  await articles.put(RAIN)
  await articles.put(PRIVATE)
  const web = createWebDesk({ port: 0, articles, scope: [OPERATOR, 'web:desk'], suggestions: ['border'], log })
  open.push(web)
  await web.start(handle)
  const port = Number(new URL(web.address() ?? '').port)
  const get = (path: string, headers?: Record<string, string>) => call(port, path, { headers: headers ?? {} })
  const ask = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    call(port, '/ask', { method: 'POST', headers: { ...FORM, ...headers }, body: new URLSearchParams(fields).toString() })
  return { web, port, get, ask }
}

const fieldOf = (html: string, name: string) =>
  parseHTML(html).document.querySelector(`.ask input[name=${name}]`)?.getAttribute('value') ?? ''

describe('the web desk', () => {
  it('has a page to ask on', async () => {
    const { get } = await desk()
    const page = await get('/')
    expect(page.status).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(parseHTML(page.body).document.querySelector('form.ask input[name=q]')).not.toBeNull()
  })

  it('answers a form, and a follow-up in the same thread, without a script', async () => {
    const heard: Inbound[] = []
    const { get, ask } = await desk(async (inbound, surface) => {
      heard.push(inbound)
      await surface.progress('Reading…')
      await surface.finish(say(`You said ${inbound.text}.`))
    })
    const first = await get('/')
    const thread = fieldOf(first.body, 'thread')
    const second = await ask({ q: 'border', thread, once: fieldOf(first.body, 'once') })
    expect(second.body).toContain('You said border.')
    expect(fieldOf(second.body, 'thread')).toBe(thread)
    const third = await ask({ q: 'quote 2', thread, once: fieldOf(second.body, 'once') })
    expect(third.body).toContain('You said border.')
    expect(parseHTML(third.body).document.querySelector('#latest')?.textContent).toContain('You said quote 2.')
    expect(heard.map((inbound) => [inbound.kind, inbound.text, inbound.kind === 'message' && inbound.thread === thread])).toEqual([
      ['message', 'border', true],
      ['message', 'quote 2', true],
    ])
  })

  it('does not ask again when a form is sent again', async () => {
    let count = 0
    const { get, ask } = await desk(async (_, surface) => {
      count += 1
      await surface.finish(say('Answer.'))
    })
    const page = await get('/')
    const form = { q: 'border', thread: fieldOf(page.body, 'thread'), once: fieldOf(page.body, 'once') }
    await ask(form)
    const again = await ask(form)
    expect(count).toBe(1)
    expect(again.body.match(/Answer\./g)).toHaveLength(1)
  })

  it('shows a sentence when nothing comes back or something breaks, never what broke', async () => {
    const quiet = await desk()
    expect((await quiet.ask({ q: 'border' })).body).toContain('Nothing came back; please ask again.')
    const broken = await desk(async () => {
      throw new Error('secret-token at /srv/app')
    })
    const page = await broken.ask({ q: 'border' })
    expect(page.status).toBe(500)
    expect(page.body).toContain('Something went wrong on our side')
    expect(page.body).not.toContain('secret')
  })

  it('refuses to be subscribed, with the reason', async () => {
    const { ask, web } = await desk(async (_, surface) => {
      const announced = await surface.announce(say('Subscribed.'))
      await surface.finish(say(announced.kind === 'refused' ? announced.hint : 'posted'))
    })
    expect((await ask({ q: 'subscribe border daily 08:00 UTC' })).body).toContain('subscribe from a Slack or Discord channel')
    const channel = { platform: 'web', workspace: 'desk', channel: 'desk' } as const
    expect((await web.post({ channel, deliveryId: 'd', payload: '{}', parent: null })).kind).toBe('refused')
    expect((await web.find(channel, 'd', '2023-11-20T00:00:00Z')).kind).toBe('cannot-tell')
  })

  it('answers only to names of this machine', async () => {
    const { get, port } = await desk()
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, 'LOCALHOST'])
      expect((await get('/', { host })).status, host).toBe(200)
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      'user@localhost',
      'localhost/x',
      '0.0.0.0',
    ]) {
      expect((await get('/', { host })).status, host).not.toBe(200)
    }
  })

  it('takes a form from its own page or from no browser, never from another site', async () => {
    const { ask, port } = await desk(async (_, surface) => {
      await surface.finish(say('Answer.'))
    })
    const host = `localhost:${port}`
    expect((await ask({ q: 'a' }, { host, origin: `http://${host}` })).status).toBe(200)
    expect((await ask({ q: 'a' }, { host, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    for (const origin of ['null', 'https://evil.example', `http://localhost:${port + 1}`, `https://${host}`, `http://127.0.0.1:${port}`]) {
      expect((await ask({ q: 'a' }, { host, origin })).status, origin).toBe(403)
    }
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await ask({ q: 'a' }, { 'sec-fetch-site': site })).status, site).toBe(403)
  })

  it('reads at most 64 KiB, declared or not, and only forms', async () => {
    const { port } = await desk()
    const large = `q=${'x'.repeat(70_000)}`
    const post = (headers: Record<string, string>, body: string | Buffer) => call(port, '/ask', { method: 'POST', headers, body })
    expect((await post({ ...FORM, 'content-length': String(large.length) }, large)).status).toBe(413)
    expect((await post({ ...FORM, 'transfer-encoding': 'chunked' }, large)).status).toBe(413)
    expect((await post({ 'content-type': 'application/json' }, '{"q":"a"}')).status).toBe(413)
    expect((await post(FORM, Buffer.from([0x71, 0x3d, 0xff]))).status).toBe(413)
  })

  it('sends the headers that keep a page to itself on every response', async () => {
    const { get, ask } = await desk()
    for (const response of [
      await get('/'),
      await get('/nowhere'),
      await get('/', { host: 'evil.example' }),
      await ask({ q: 'a' }, { origin: 'null' }),
      await get('/read/rain'),
    ]) {
      const policy = String(response.headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toContain('unsafe')
      expect(response.headers['x-content-type-options']).toBe('nosniff')
      expect(response.headers['cache-control']).toBe('no-store')
      expect(response.headers['set-cookie']).toBeUndefined()
    }
  })

  it('keeps the Origin header on its own forms and the address of a reader page from the publisher', async () => {
    const { get } = await desk()
    expect((await get('/')).headers['referrer-policy']).toBe('same-origin')
    expect((await get('/read/rain')).headers['referrer-policy']).toBe('no-referrer')
  })

  it('shows an article with the passage marked, of the version that was quoted', async () => {
    const { get } = await desk()
    const path = deskReaderLink(quoting(RAIN, 'It poured.'))
    const page = await get(path.replace('#q', ''))
    const { document } = parseHTML(page.body)
    expect(document.querySelector('mark#q')?.textContent).toBe('It poured.')
    expect([...document.querySelectorAll('.text p')].map((paragraph) => paragraph.textContent)).toEqual(['It rained.', 'It poured.'])
  })

  it('has no page for an article of another workspace, another version, a passage outside the text, or a path of none', async () => {
    const { get } = await desk()
    for (const path of [
      '/read/private',
      '/read/rain?v=2',
      '/read/rain?s=5&e=500',
      '/read/rain?s=5',
      '/read/rain?s=5&e=5',
      '/read/none',
      '/read/',
      '/etc/passwd',
      '/read/..%2f',
    ]) {
      expect((await get(path)).status, path).toBe(404)
    }
  })

  it('says which port is taken', async () => {
    const { port } = await desk()
    const second = createWebDesk({ port, articles: memoryStores().articles, scope: [], log: silentLog })
    await expect(second.start(async () => {})).rejects.toMatchObject({ hint: expect.stringContaining('WEB_PORT') })
  })

  it('lets an answer in hand finish when it stops', async () => {
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const { web, ask } = await desk(async (_, surface) => {
      await held
      await surface.finish(say('Late answer.'))
    })
    const asked = ask({ q: 'border' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const stopped = web.stop(5_000)
    release()
    expect((await asked).body).toContain('Late answer.')
    await stopped
    expect(web.address()).toBeNull()
  })
})

describe('the public reader', () => {
  const clock = fixedClock('2023-11-20T08:00:00Z')
  const links = createReaderLinks({ publicUrl: 'https://desk.example', key: new Uint8Array(32).fill(1), clock })
  const pathOf = (address: string) => `${new URL(address).pathname}${new URL(address).search}`

  async function publicReader(): Promise<number> {
    const { articles } = memoryStores()
    await articles.put(RAIN)
    await articles.put(PRIVATE)
    const server = createPublicReader({ port: 0, links, articles, log: silentLog })
    open.push(server)
    return server.start()
  }

  it('shows what a signed link names, and its own workspace’s article only when the link was made for it', async () => {
    const port = await publicReader()
    const page = await call(port, pathOf(links.link(quoting(RAIN, 'It poured.'))))
    expect(page.status).toBe(200)
    expect(page.body).toContain('<mark id="q">It poured.</mark>')
    const words = quoting(PRIVATE, 'own article')
    expect((await call(port, pathOf(links.link(words, 'slack:T1')))).status).toBe(200)
    expect((await call(port, pathOf(links.link(words)))).status).toBe(404)
    expect((await call(port, pathOf(links.link(words, 'slack:T2')))).status).toBe(404)
  })

  it('serves nothing else: no asking, no unsigned or expired reading', async () => {
    const port = await publicReader()
    const old = createReaderLinks({
      publicUrl: 'https://desk.example',
      key: new Uint8Array(32).fill(1),
      clock: fixedClock('2023-01-01T00:00:00Z'),
    })
    expect((await call(port, '/')).status).toBe(404)
    expect((await call(port, '/ask', { method: 'POST', headers: FORM, body: 'q=border' })).status).toBe(405)
    expect((await call(port, '/read/rain')).status).toBe(403)
    expect((await call(port, pathOf(old.link(quoting(RAIN, 'It rained.'))))).status).toBe(410)
    expect((await call(port, `/read/${'x'.repeat(5000)}`)).status).toBe(404)
  })
})
