// What search keeps for the next start must never tell otherwise than the stores do.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { openSqliteStores, type SqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { packSegment, unpackSegment } from '../../src/search/segment.ts'
import type { Shard } from '../../src/search/shard.ts'
import { shardsOf } from '../../src/search/shards.ts'
import { Vocabulary } from '../../src/search/vocabulary.ts'
import { putRecord } from './put-record.ts'

const PER_SEGMENT = 3
const KEEPER = new URL('./keep-until-killed.ts', import.meta.url)
const WORDS = ['bridge', 'bridges', 'Harlow', 'reopened', 'the', 'in', '23,000', 'Sunday', 'closed', 'ferries', '老街']

/** Everything a shard says, told by article. */
function told(shard: Shard | undefined) {
  const articles = new Map<string, unknown>()
  for (let number = 0; shard && number < shard.taken; number += 1) {
    const document = shard.document(number)
    if (document === null) continue
    const { articleId, version, day, about, original } = document
    const sentences = shard.sentencesAt(number).map((sentence) => sentence.terms.map((term) => shard.vocabulary.termOf(term)))
    const counts = sentences.flat().map((term) => shard.postings.count(shard.vocabulary.numberOf(term) ?? -1))
    articles.set(articleId, { version, day, about, original, sentences, counts, length: shard.length(number) })
  }
  return { articles, size: shard?.size, average: shard?.averageLength }
}

async function opened(stores: Pick<SqliteStores, 'articles' | 'records'> & Partial<Pick<SqliteStores, 'segments'>>) {
  return told((await shardsOf(stores, PER_SEGMENT).inScope([OPERATOR]))[0])
}

describe('segments', () => {
  const step = fc.record({
    kind: fc.constantFrom('put', 'put', 'put', 'put', 'again', 'remove', 'withdraw', 'keep', 'restart', 'lose'),
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    text: fc.array(fc.constantFrom(...WORDS), { minLength: 3, maxLength: 12 }).map((words) => `${words.join(' ')}.`),
  })

  it('whatever was added, changed, removed, kept or lost, a start with them tells what a start without them tells', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const stores = openSqliteStores({ dataDir: ':memory:' })
        const versions = new Map<string, number>()
        let shards = shardsOf(stores, PER_SEGMENT)
        for (const { kind, id, text } of steps) {
          if (kind === 'put') {
            versions.set(id, (versions.get(id) ?? 0) + 1)
            const { article, annotated } = await putRecord(stores, id, versions.get(id) ?? 1, text)
            await shards.add(article, annotated)
          }
          // The same version read anew, as another version of the index would, by a process that search does not hear of.
          const known = await stores.articles.get(id, [OPERATOR])
          if (kind === 'again' && known) await putRecord(stores, id, known.version, known.text, { passages: [] })
          if (kind === 'remove') await Promise.all([stores.records.remove(id), shards.remove(id)])
          if (kind === 'withdraw') await stores.articles.withdraw(id, [OPERATOR], '2024-03-01T00:00:00Z')
          if (kind === 'keep') await shards.keep()
          if (kind === 'restart') shards = shardsOf(stores, PER_SEGMENT)
          if (kind === 'lose') await stores.segments.drop((await stores.segments.list(OPERATOR)).slice(0, 1).map((one) => one.id))
        }
        await shards.keep()
        expect(await opened(stores)).toEqual(await opened({ articles: stores.articles, records: stores.records }))
        await stores.close()
      }),
      { numRuns: 60 },
    )
  })

  async function sevenArticles(): Promise<SqliteStores> {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    const shards = shardsOf(stores, PER_SEGMENT)
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      const { article, annotated } = await putRecord(stores, id, 1, `The ${id} bridge in Harlow reopened on Sunday.`)
      await shards.add(article, annotated)
    }
    await shards.keep()
    return stores
  }

  it('spare a start all articles but those after the last one', async () => {
    const stores = await sevenArticles()
    const many = vi.spyOn(stores.records, 'many')
    const { size } = await opened(stores)
    expect(size).toBe(7)
    expect(many.mock.calls.map(([ids]) => ids)).toEqual([['g']])
    await stores.close()
  })

  it('of another form, or none of ours, are made anew', async () => {
    const stores = await sevenArticles()
    const before = await opened(stores)
    const [first] = await stores.segments.list(OPERATOR)
    await stores.segments.add(OPERATOR, 'sentences-0', Uint8Array.of(1, 2, 3))
    await stores.segments.add(OPERATOR, first?.format ?? '', Uint8Array.of(9, 9, 9, 9, 9))
    await stores.segments.drop([first?.id ?? 0])
    expect(await opened(stores)).toEqual(before)
    const left = await stores.segments.list(OPERATOR)
    expect(left.map(({ format }) => format)).toEqual([first?.format, first?.format])
    for (const { id } of left) expect(unpackSegment((await stores.segments.read(id)) ?? new Uint8Array()).kept).toHaveLength(PER_SEGMENT)
    await stores.close()
  })

  it('a start writes what it had to read, so that the next need not', async () => {
    const stores = await sevenArticles()
    await stores.segments.drop((await stores.segments.list(OPERATOR)).map(({ id }) => id))
    await opened(stores)
    expect(await stores.segments.list(OPERATOR)).toHaveLength(2)
    await stores.close()
  })

  it('of a process that was killed while it added and kept, tell what the stores tell', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'border-brief-'))
    let size = 0
    for (let life = 0; life < 4; life += 1) {
      const child = spawn(process.execPath, [fileURLToPath(KEEPER), dataDir, String(life)], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout, 'data')
      await pause(40 + 35 * life)
      child.kill('SIGKILL')
      await once(child, 'exit')
      const stores = openSqliteStores({ dataDir })
      const kept = await stores.segments.list(OPERATOR)
      expect(kept.length).toBeGreaterThan(life)
      const told = await opened(stores)
      expect(told).toEqual(await opened({ articles: stores.articles, records: stores.records }))
      expect(told.size).toBeGreaterThan(size)
      size = told.size ?? 0
      await stores.close()
    }
    rmSync(dataDir, { recursive: true })
  }, 30_000)

  it('come out as they went in', () => {
    const vocabulary = new Vocabulary()
    const numbers = ['bridge', 'the', '23,000', 'first'].map((word) => vocabulary.ofWord(word))
    const document = { articleId: 'a', version: 2, stamp: 2 ** 52, day: -1_000_000, about: null, original: 'a “file”.txt' }
    const { words, flags, kept } = unpackSegment(
      packSegment([{ document, sentences: [{ holds: 3, terms: [...numbers, numbers[0] ?? 0] }] }], vocabulary),
    )
    expect(kept).toEqual([{ document, sentences: [{ holds: 3, terms: [0, 1, 2, 3, 0] }] }])
    const again = new Vocabulary()
    again.ofWord('other')
    const restored = words.map((word, i) => again.restore(word, flags[i] ?? 0))
    expect(restored.map((number) => again.termOf(number))).toEqual(numbers.map((number) => vocabulary.termOf(number)))
    expect(restored.map((number) => [again.kindsOf(number), again.isStop(number)])).toEqual(
      numbers.map((number) => [vocabulary.kindsOf(number), vocabulary.isStop(number)]),
    )
  })
})
