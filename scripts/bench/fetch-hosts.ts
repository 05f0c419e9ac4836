// A process of its own for `scripts/bench/fetch.ts`: on one port good hosts, on one hosts that take the request and say nothing, on one the bombs, by number.
import { createServer } from 'node:http'
import { createServer as createTcpServer, type Server } from 'node:net'
import { BOMBS } from '../../tests/adapters/sources/guard/bombs.ts'
import { randomOf } from './random.ts'

const GOOD_MS = 60 // as far as a host of another country is away
const PAGE = `<rss>${'<item><title>News of the border</title></item>'.repeat(600)}</rss>`

const random = randomOf(1)
const good = createServer((_, response) => {
  setTimeout(() => response.setHeader('content-type', 'application/rss+xml').end(PAGE), GOOD_MS + random.next() * GOOD_MS)
})
const silent = createTcpServer((socket) => socket.on('error', () => undefined).resume())
const bombs = createTcpServer((socket) => {
  socket.on('error', () => undefined)
  socket.once('data', (asked) => {
    const [, number] = /^GET \/(\d+)/.exec(asked.toString('latin1')) ?? []
    BOMBS[Number(number)]?.speak(socket)
  })
})

const listening = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, '0.0.0.0', 2_048, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
process.send?.({ good: await listening(good), silent: await listening(silent), bombs: await listening(bombs) })
process.on('disconnect', () => process.exit())
