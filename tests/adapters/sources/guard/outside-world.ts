// An outside world on loopback: names with made-up addresses, and addresses behind which a local server answers; every address dialled is noted.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { connect, createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net'
import type { Connect, Resolve } from '../../../../src/adapters/sources/dial-system.ts'
import { type GuardOptions, guardedFetch } from '../../../../src/adapters/sources/guarded-fetch.ts'
import { PUBLIC_ONLY } from '../../../../src/adapters/sources/guarded-fetch-rules.ts'
import { fixedClock } from '../../../../src/base/clock.ts'
import type { OutsideFetch } from '../../../../src/ports/outside-fetch.ts'

/** A public address that stands for the test's own server. */
export const PUBLIC = '93.184.215.14'
export const AGENT = 'border-brief/0.0.0 (+https://desk.example/contact)'
export const clock = fixedClock('2026-11-22T06:00:00Z')

export type World = Readonly<{
  fetch: OutsideFetch
  dialled: readonly string[]
  resolved: readonly string[]
  /** sockets that were opened and are not closed yet */
  open: () => number
}>

/** `names`: name → its addresses; `port`: of the server on loopback that stands behind every address. */
export function waysTo(names: Readonly<Record<string, readonly string[]>>, port: number) {
  const [dialled, resolved]: [string[], string[]] = [[], []]
  const open = new Set<Socket>()
  const resolve: Resolve = async (host) => {
    resolved.push(host)
    const found = names[host]
    if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    return found
  }
  const dial: Connect = ({ address }) => {
    dialled.push(address)
    const socket = connect({ host: '127.0.0.1', port })
    Object.defineProperty(socket, 'remoteAddress', { value: address })
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    return socket
  }
  return { resolve, connect: dial, dialled, resolved, open: () => open.size }
}

/** The guarded fetch in such a world. */
export function worldOf(names: Readonly<Record<string, readonly string[]>>, port: number, options: Partial<GuardOptions> = {}): World {
  const { resolve, connect: dial, ...seen } = waysTo(names, port)
  const fetch = guardedFetch({ rules: PUBLIC_ONLY, clock, userAgent: AGENT, resolve, connect: dial, ...options })
  return { fetch, ...seen }
}

/** A server on a free port of loopback, and its end, which waits for nobody. */
export async function serving(
  listener: RequestListener,
): Promise<{ port: number; requests: IncomingMessage[]; close: () => Promise<void> }> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    listener(request, response)
  })
  const { port, close } = await listening(server)
  return { port, requests, close }
}

/** A server of raw bytes: what it writes is all there is. */
export async function servingRaw(speak: (socket: Socket) => void): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.once('data', () => speak(socket))
  })
  const { port, close } = await listening(server)
  return {
    port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return close()
    },
  }
}

async function listening(server: Server | TcpServer): Promise<{ port: number; close: () => Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  return { port: address.port, close }
}
