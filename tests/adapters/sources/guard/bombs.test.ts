// Whatever a host answers, the fetch ends with a sentence, holds no more than its limits, and leaves no connection behind.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BODY_LIMITS } from '../../../../src/adapters/sources/body-limits.ts'
import { BOMBS } from './bombs.ts'
import { PUBLIC, serving, servingRaw, worldOf } from './outside-world.ts'

const NAMES = { 'news.example': [PUBLIC] }
const URL = 'http://news.example/'
/** Small, so that nothing takes long; the real ones are measured by a script. */
const limits = { sentBytes: 256 * 1024, readBytes: 512 * 1024, headerMs: 400, idleMs: 400, connectMs: 2_000, totalMs: 1_500, pieces: 500 }

describe('a host that means harm', () => {
  it.each(BOMBS)('with $name is left with a sentence', async ({ speak }) => {
    const server = await servingRaw(speak)
    try {
      const world = worldOf(NAMES, server.port, { limits })
      const fetched = await world.fetch({ url: URL, purpose: 'feed' })
      expect(fetched.kind).toBe('failed')
      expect(fetched.kind === 'failed' && fetched.reason).toMatch(/^[A-Z\d].{10,160}\.$/i)
      await expect.poll(world.open).toBe(0)
    } finally {
      await server.close()
    }
  })

  it.each([
    ['"continue" without end', 'does not come to its answer'],
    ['early hints without end', 'does not come to its answer'],
    ['chunks of one byte', 'in crumbs'],
    ['endless chunks', 'longer than 0.3 MiB'],
    ['deflate of empty blocks', 'longer than 0.3 MiB'],
    ['gzip in gzip', 'compressed more than once'],
    ['a length beyond all limits', 'longer than 0.3 MiB'],
    ['more headers than the limit', 'more than 16 KiB of headers'],
  ])('with %s is left for what it does, not for how long it takes', async (name, words) => {
    const server = await servingRaw((socket) => BOMBS.find((bomb) => bomb.name === name)?.speak(socket))
    const patient = { ...limits, headerMs: 30_000, idleMs: 30_000, connectMs: 30_000, totalMs: 30_000 }
    const fetched = await worldOf(NAMES, server.port, { limits: patient }).fetch({ url: URL, purpose: 'feed' })
    await server.close()
    expect(fetched.kind === 'failed' && fetched.reason).toContain(words)
  })

  it('has thirty ways at least, each of its own name', () => {
    expect(new Set(BOMBS.map(({ name }) => name)).size).toBe(BOMBS.length)
    expect(BOMBS.length).toBeGreaterThanOrEqual(30)
  })
})

describe('a body', () => {
  const body = Buffer.from(`<rss>${'news of the border, '.repeat(2_000)}</rss>`)
  const read = async (sent: Buffer, encoding: string | null, tighter: Partial<typeof BODY_LIMITS> = {}) => {
    const server = await serving((_, response) => {
      if (encoding !== null) response.setHeader('content-encoding', encoding)
      response.end(sent)
    })
    const fetched = await worldOf(NAMES, server.port, { limits: tighter }).fetch({ url: URL, purpose: 'feed' })
    await server.close()
    return fetched.kind === 'ok' ? Buffer.from(fetched.body) : fetched.kind === 'failed' ? fetched.reason : fetched.kind
  }

  it.each([
    ['gzip', gzipSync(body)],
    ['X-GZIP', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['deflate', deflateRawSync(body)],
    ['br', brotliCompressSync(body)],
    ['identity', body],
    ['identity, gzip', gzipSync(body)],
    ['', body],
    [null, body],
  ])('comes out as it was, sent as %s', async (encoding, sent) => expect(await read(sent, encoding)).toEqual(body))

  it.each([
    ['plain', null, body],
    ['packed', 'gzip', gzipSync(body)],
  ])('%s may be as long as the limit and not a byte longer', async (_, encoding, sent) => {
    const just = { readBytes: body.length, sentBytes: sent.length + 64 }
    expect(await read(sent, encoding, just)).toEqual(body)
    expect(await read(sent, encoding, { ...just, readBytes: body.length - 1 })).toMatch(/longer than/)
    expect(await read(sent, encoding, { ...just, sentBytes: sent.length - 1 })).toMatch(/longer than/)
  })

  it('may shrink to a hundredth, and no further once it counts', async () => {
    const zeros = gzipSync(Buffer.alloc(200_000))
    expect(await read(zeros, 'gzip')).toMatch(/unpacks to more than 100 times/)
    expect(await read(zeros, 'gzip', { ratioFrom: 200_000 })).toEqual(Buffer.alloc(200_000))
    expect(await read(zeros, 'gzip', { ratio: 2_000 })).toEqual(Buffer.alloc(200_000))
  })

  it('comes out as it was in whatever pieces it is sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 5_000 }),
        fc.array(fc.nat({ max: 5_000 }), { maxLength: 8 }),
        fc.boolean(),
        async (bytes, cuts, zip) => {
          const sent = zip ? gzipSync(bytes) : Buffer.from(bytes)
          const ends = [...cuts.filter((cut) => cut < sent.length), sent.length].sort((a, b) => a - b)
          const server = await serving((_, response) => {
            if (zip) response.setHeader('content-encoding', 'gzip')
            for (const [n, to] of ends.entries()) response.write(sent.subarray(ends[n - 1] ?? 0, to))
            response.end()
          })
          const fetched = await worldOf(NAMES, server.port).fetch({ url: URL, purpose: 'feed' })
          await server.close()
          expect(fetched.kind === 'ok' && [...fetched.body]).toEqual([...bytes])
        },
      ),
      { numRuns: 25 },
    )
  })
})
