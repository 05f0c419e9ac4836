// By way of the operator's proxy: the same rules, the judged address, and no word of its password.
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { PUBLIC, serving, worldOf } from './outside-world.ts'

const ended: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ended.splice(0)) await end()
})

/** A proxy on loopback that leads every tunnel to one server, unless it is told to answer otherwise. */
async function proxyTo(port: number, answer = 'HTTP/1.1 200 OK\r\n\r\n') {
  const asked: IncomingMessage[] = []
  const sockets = new Set<Socket>()
  const server = createServer()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request)
    socket.on('error', () => undefined)
    socket.write(answer)
    if (answer !== 'HTTP/1.1 200 OK\r\n\r\n') {
      socket.on('end', () => socket.destroy()).resume()
      return
    }
    const onward = connect({ host: '127.0.0.1', port }, () => socket.pipe(onward).pipe(socket))
    onward.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ended.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return { asked, sockets, port: typeof address === 'object' && address !== null ? address.port : 0 }
}

async function worldBehind(looksUp: boolean, answer?: string) {
  const host = await serving((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    else response.end(`read ${request.headers.host}`)
  })
  ended.push(host.close)
  const proxy = await proxyTo(host.port, answer)
  const url = `http://me:se%3Acret@127.0.0.1:${proxy.port}`
  const names = { 'news.example': [PUBLIC], 'inside.example': ['10.0.0.1'] }
  const world = worldOf(names, host.port, { proxy: { url, looksUp }, limits: { connectMs: 1_000 } })
  return { world, proxy, host }
}

describe('a proxy', () => {
  it('is asked for the judged address, with its own password, and the host hears nothing of it', async () => {
    const { world, proxy, host } = await worldBehind(false)
    const fetched = await world.fetch({ url: 'http://news.example/a', purpose: 'feed' })
    expect(fetched.kind === 'ok' && Buffer.from(fetched.body).toString()).toBe('read news.example')
    expect(proxy.asked[0]?.url).toBe(`${PUBLIC}:80`)
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(`Basic ${Buffer.from('me:se:cret').toString('base64')}`)
    expect(host.requests[0]?.headers).not.toHaveProperty('proxy-authorization')
    expect(world.dialled).toEqual([])
    await expect.poll(() => proxy.sockets.size).toBe(0)
  })

  it('that looks names up is given the name', async () => {
    const { world, proxy } = await worldBehind(true)
    expect((await world.fetch({ url: 'http://news.example/a', purpose: 'feed' })).kind).toBe('ok')
    expect([proxy.asked[0]?.url, world.resolved]).toEqual(['news.example:80', []])
  })

  it.each([false, true])('leads nowhere that the rules forbid (looks names up: %s)', async (looksUp) => {
    const { world, proxy } = await worldBehind(looksUp)
    const urls = ['http://127.0.0.1/', 'http://localhost/', 'http://[::ffff:7f00:1]/', 'http://news.example:22/', 'file:///etc/passwd']
    for (const url of urls) expect((await world.fetch({ url, purpose: 'feed' })).kind).toBe('refused')
    if (!looksUp) expect((await world.fetch({ url: 'http://inside.example/', purpose: 'feed' })).kind).toBe('refused')
    expect(proxy.asked).toEqual([])
    const away = await world.fetch({ url: 'http://news.example/away', purpose: 'feed' })
    expect([away.kind, proxy.asked.length]).toEqual(['refused', 1])
  })

  it.each([
    ['HTTP/1.1 407 Who are you\r\ncontent-length: 0\r\n\r\n', 'The proxy refuses the connection (407).'],
    ['HTTP/1.1 200 Fine\r\n\r\nHTTP/1.1 200 OK\r\n\r\nfrom the proxy', 'The proxy answers with more than the connection.'],
    ['nonsense\r\n\r\n', 'news.example could not be reached through the proxy: its answer is not HTTP.'],
    ['', 'news.example could not be reached through the proxy: it did not answer in time.'],
  ])('that answers %j is a failure that does not tell its password', async (answer, reason) => {
    const { world, proxy } = await worldBehind(false, answer)
    const fetched = await world.fetch({ url: 'http://news.example/a', purpose: 'feed' })
    expect(fetched.kind === 'failed' && fetched.reason).toBe(reason)
    expect(JSON.stringify(fetched)).not.toMatch(/cret|127\.0\.0\.1/)
    await expect.poll(() => proxy.sockets.size).toBe(0)
  })
})
