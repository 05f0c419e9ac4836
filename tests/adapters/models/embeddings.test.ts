import { afterEach, describe, expect, it } from 'vitest'
import { createEmbedder } from '../../../src/adapters/models/embeddings.ts'
import { fixedClock } from '../../../src/base/clock.ts'
import { silentLog } from '../../../src/base/log.ts'
import { type EmbeddingPlan, embeddingsOf, type FakeEmbeddingServer, startEmbeddingServer } from '../../fakes/embedding-server.ts'
import { standInVector } from '../../fakes/embedders.ts'

const servers: FakeEmbeddingServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const TEXTS = ['The dam burst.', 'Nobody was hurt.', 'The mayor resigned.']
const REQUEST = { texts: TEXTS, workspace: 'operator', use: 'passages', deadlineMs: 300 } as const

async function embedderWith(plan: EmbeddingPlan) {
  const server = await startEmbeddingServer(() => plan)
  servers.push(server)
  const settings = { apiKey: 'sk-secret', baseUrl: server.url, model: 'small-1' }
  return { server, embedder: createEmbedder(settings, { clock: fixedClock('2024-01-01'), log: silentLog }) }
}

const well = embeddingsOf({ input: TEXTS })
const changed = (change: (data: { index: number; embedding: unknown[] }[]) => unknown) => ({
  body: { data: change(structuredClone(well.data)) },
})

describe('an embedder', () => {
  it('gives a vector a text, in the order of the texts', async () => {
    const { embedder, server } = await embedderWith('well')
    const reply = await embedder.embed(REQUEST)
    expect(reply).toEqual({ kind: 'vectors', vectors: TEXTS.map(standInVector), tokens: 3 })
    expect(server.calls).toEqual([{ model: 'small-1', input: TEXTS, encoding_format: 'float' }])
    expect(server.rejected).toEqual([])
  })

  it('goes by the place that each vector names, not by the order they come in', async () => {
    const { embedder } = await embedderWith(changed((data) => data.toReversed()))
    expect(await embedder.embed(REQUEST)).toMatchObject({ kind: 'vectors', vectors: TEXTS.map(standInVector) })
  })

  it('takes the order as it is from a server that names no places', async () => {
    const { embedder } = await embedderWith(changed((data) => data.map(({ embedding }) => ({ embedding }))))
    expect(await embedder.embed(REQUEST)).toMatchObject({ kind: 'vectors', vectors: TEXTS.map(standInVector) })
  })

  it.each<[string, EmbeddingPlan, string, boolean]>([
    ['does not answer in time', 'hang', 'timeout', false],
    ['breaks off', 'reset', 'unreachable', false],
    ['does not know the address', { status: 404 }, 'http-404', false],
    ['does not take the texts', { status: 400 }, 'http-400', true],
    ['finds the texts too long', { status: 413 }, 'http-413', true],
    ['asks for patience', { status: 429 }, 'http-429', false],
    ['has a fault', { status: 500 }, 'http-500', false],
    ['sends it elsewhere', { status: 302 }, 'http-302', false],
    ['refuses the key', { status: 401 }, 'key-refused', false],
    ['replies with a page', { raw: '<html></html>' }, 'unreadable', false],
    ['writes numbers that are none', { raw: `{"data":[{"index":0,"embedding":[NaN]}]}` }, 'unreadable', false],
    [
      'gives nothing for numbers',
      changed((data) => data.map((one) => ({ ...one, embedding: one.embedding.map(() => null) }))),
      'unreadable',
      false,
    ],
    [
      'gives numbers beyond all bounds',
      { raw: JSON.stringify(well).replace(/"embedding":\[[^,]*/, '"embedding":[1e300') },
      'unreadable',
      false,
    ],
    ['gives no numbers', changed((data) => data.map((one) => ({ ...one, embedding: [] }))), 'unreadable', false],
    ['gives endless vectors', changed((data) => data.map((one) => ({ ...one, embedding: Array(5000).fill(1) }))), 'unreadable', false],
    ['gives one too few', changed((data) => data.slice(1)), 'wrong-count', false],
    ['gives one too many', changed((data) => [...data, ...data.slice(0, 1)]), 'wrong-count', false],
    ['names a place twice', changed((data) => data.map((one) => ({ ...one, index: 1 }))), 'wrong-order', false],
    ['names a place that is not there', changed((data) => data.map((one) => ({ ...one, index: one.index + 1 }))), 'wrong-order', false],
    ['names a place beyond memory', changed((data) => data.map((one) => ({ ...one, index: one.index * 2 ** 40 }))), 'unreadable', false],
    [
      'gives vectors of several lengths',
      changed((data) => data.map((one, i) => ({ ...one, embedding: one.embedding.slice(i) }))),
      'mixed-lengths',
      false,
    ],
    ['replies without end', { raw: `{"data":"${'x'.repeat(2_000_000)}"}` }, 'too-large', false],
  ])('says it failed when the server %s', async (_, plan, reason, refused) => {
    const { embedder } = await embedderWith(plan)
    const started = performance.now()
    expect(await embedder.embed(REQUEST)).toEqual({ kind: 'failed', reason, refused })
    expect(performance.now() - started).toBeLessThan(1_500)
  })

  it('asks nobody for a minute after five failures, and nobody again once the key was refused', async () => {
    const failing = await embedderWith({ status: 500 })
    for (let n = 0; n < 8; n += 1) await failing.embedder.embed(REQUEST)
    expect(failing.server.calls).toHaveLength(5)
    const refusing = await embedderWith({ status: 403 })
    for (let n = 0; n < 3; n += 1) await refusing.embedder.embed(REQUEST)
    expect(refusing.server.calls).toHaveLength(1)
  })

  it('takes texts that a server refuses for no fault of the server', async () => {
    const { embedder, server } = await embedderWith({ status: 400 })
    for (let n = 0; n < 8; n += 1) await embedder.embed(REQUEST)
    expect(server.calls).toHaveLength(8)
  })
})
