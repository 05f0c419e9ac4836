// A product with a clock that can be moved, and a host of feeds on loopback that counts how it is asked.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config.ts'
import { openProduct, type Product } from '../src/main.ts'

export type Told = Readonly<{ path: string; etag: string | undefined; atMs: number }>
export type Host = Readonly<{ origin: string; port: number; asked: Told[]; close: () => Promise<void> }>
type Serve = (request: IncomingMessage, response: ServerResponse) => void

export const MINUTE = 60_000

export class MovedClock {
  ms = Date.parse('2026-11-20T08:00:00Z')
  now = () => Temporal.Instant.fromEpochMilliseconds(this.ms)
}

export async function hostOf(serve: Serve, clock: MovedClock, address = '127.0.0.1'): Promise<Host> {
  const asked: Told[] = []
  const server: Server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', etag: request.headers['if-none-match'], atMs: clock.ms })
    serve(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  const { port } = server.address() as AddressInfo
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { origin: `http://127.0.0.1:${port}`, port, asked, close }
}

/** A data folder, and products opened on it as by restarts. */
export const deskFolder = () => deskFolderAt(mkdtempSync(join(tmpdir(), 'polled-')))

export function deskFolderAt(dataDir: string) {
  return {
    dataDir,
    open: (port: number, clock: MovedClock): Promise<Product> =>
      openProduct(readConfig({ LOG_LEVEL: 'silent', FETCH_INSIDE: '127.0.0.0/8', FETCH_PORTS: String(port) }, dataDir), clock),
    clear: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

type Item = Readonly<{ path: string; title: string; text: string; guid?: string; date?: string }>

export function rssOf(origin: string, items: readonly Item[], extra = ''): string {
  const entries = items.map(
    ({ path, title, text, guid = path, date = 'Thu, 19 Nov 2026 08:00:00 GMT' }) =>
      `<item><title>${title}</title><link>${origin}${path}</link><guid isPermaLink="false">${guid}</guid><pubDate>${date}</pubDate><description>${text}</description></item>`,
  )
  return `<rss version="2.0"><channel><title>Hill Post</title><link>${origin}/</link>${extra}${entries.join('')}</channel></rss>`
}

export const STORY =
  'Heavy rain flooded the port of Brenna on Tuesday, and 412 people were moved to schools, the harbour master said. '.repeat(8)
