// With an embedding model: the served desk makes vectors by itself, keeps them over a restart, and asks nobody where none is named.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fixedClock } from '../../src/base/clock.ts'
import { readConfig } from '../../src/config.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { openProduct } from '../../src/main.ts'
import { start } from '../../src/serving.ts'
import { type FakeEmbeddingServer, startEmbeddingServer } from '../fakes/embedding-server.ts'

const clock = fixedClock('2026-11-22T06:00:00Z')
let dataDir: string
let server: FakeEmbeddingServer

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'likeness-'))
  server = await startEmbeddingServer()
})
afterEach(async () => {
  await server.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function configWith(more: Readonly<Record<string, string>>) {
  return readConfig({ LOG_LEVEL: 'silent', WEB_PORT: '0', OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'm', ...more }, dataDir)
}

const passages = () => server.calls.flatMap(({ input }) => input).filter((text) => text.endsWith('.'))

/** Serves until nothing was asked for a while. */
async function served(more: Readonly<Record<string, string>>): Promise<void> {
  const input = Object.assign(new PassThrough(), { isTTY: false })
  const serving = await start(configWith(more), clock, { input, output: new PassThrough().resume() })
  for (let before = -1; before !== server.calls.length; ) {
    before = server.calls.length
    await setTimeout(600)
  }
  await serving.stop()
}

describe('a desk with an embedding model', { timeout: 60_000 }, () => {
  it('makes vectors of what it serves, and of none of it again after a restart', async () => {
    await served({ EMBEDDING_MODEL: 'small-1' })
    const made = passages().length
    expect(made).toBeGreaterThan(50)
    await served({ EMBEDDING_MODEL: 'small-1' })
    expect(passages()).toHaveLength(made)
    expect(server.rejected).toEqual([])
  })

  it('asks for one vector a question', async () => {
    await served({ EMBEDDING_MODEL: 'small-1' })
    const product = await openProduct(configWith({ EMBEDDING_MODEL: 'small-1' }), clock)
    const before = server.calls.length
    await product.brief.ask({ question: 'How many people had to leave home?', scope: [OPERATOR], now: clock.now() })
    await product.close()
    expect(server.calls.slice(before).map(({ input }) => input)).toEqual([['How many people had to leave home?']])
  })

  it('keeps on record what the vector of a question took, apart from what the other model was asked', async () => {
    await served({ EMBEDDING_MODEL: 'small-1' })
    const product = await openProduct(configWith({ EMBEDDING_MODEL: 'small-1' }), clock)
    const request = { question: 'How many people had to leave home?', scope: [OPERATOR], now: clock.now() }
    await product.accounting.recorded({ how: 'ask', scope: [OPERATOR], topic: null }, () => product.brief.ask(request))
    await product.close()
    const again = await openProduct(configWith({ EMBEDDING_MODEL: 'small-1' }), clock)
    const [record] = await Array.fromAsync(again.answers.all({}))
    await again.close()
    expect(record?.vectors).toMatchObject({ name: 'small-1', requests: 1, tokens: expect.any(Number), failure: null })
    expect(record?.vectors?.tokens).toBeGreaterThan(0)
    expect(record?.model.name).not.toBe('small-1')
  })

  it('asks nobody where none is named', async () => {
    await served({})
    expect(server.calls).toEqual([])
  })
})
