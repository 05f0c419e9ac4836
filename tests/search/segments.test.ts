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
import { NO_MORE } from '../../src/search/postings.ts'
import { packSegment, unpackSegment } from '../../src/search/segment.ts'
import { Shard } from '../../src/search/shard.ts'
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

  const DOCUMENT = { articleId: 'a', version: 2, stamp: 2 ** 52, day: -1_000_000, about: null, original: 'a “file”.txt' }
  const EMPTY = new Vocabulary().state

  function packed() {
    const vocabulary = new Vocabulary()
    const numbers = ['bridge', 'the', '23,000', 'first'].map((word) => vocabulary.ofWord(word))
    const sentences = [{ holds: 3, terms: [...numbers, numbers[0] ?? 0] }]
    const segment = unpackSegment(packSegment([{ document: DOCUMENT, sentences }], vocabulary, EMPTY))
    return { vocabulary, numbers, segment }
  }

  it('come out as they went in', () => {
    const { segment } = packed()
    expect(segment.kept.map(({ document }) => document)).toEqual([DOCUMENT])
    expect([...segment.numbers]).toEqual([0, 1, 2, 3])
    expect(segment.fresh()).toEqual(segment.words())
  })

  it.each(['the words that it was written with', 'other words'])('tell the same of words and articles to a shard that has %s', (has) => {
    const { vocabulary, numbers, segment } = packed()
    const shard = new Shard('w')
    if (has === 'other words') for (const word of ['ferry', 'first', 'closed']) shard.vocabulary.ofWord(word)
    shard.restore(segment, () => true)
    const own = shard.sentencesAt(0)[0]
    expect(own?.holds).toBe(3)
    expect(own?.terms.map((term) => shard.vocabulary.termOf(term))).toEqual(
      [...numbers, numbers[0] ?? 0].map((number) => vocabulary.termOf(number)),
    )
    for (const number of numbers) {
      const here = shard.vocabulary.numberOf(vocabulary.termOf(number)) ?? -1
      expect(shard.vocabulary.flagsOf(here)).toBe(vocabulary.flagsOf(number))
      expect(shard.postings.count(here)).toBe(vocabulary.isStop(number) ? 0 : 1)
    }
    expect([shard.size, shard.length(0)]).toEqual([1, 5])
  })

  it('tell how often a word stands in each article, as adding them one by one does', () => {
    const sentence = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 })
    fc.assert(
      fc.property(fc.array(fc.array(sentence, { maxLength: 4 }), { minLength: 1, maxLength: 9 }), (texts) => {
        const vocabulary = new Vocabulary()
        const kept = texts.map((sentences, i) => ({
          document: { ...DOCUMENT, articleId: String(i), original: null },
          sentences: sentences.map((words) => ({ holds: 0, terms: words.map((word) => vocabulary.ofWord(word)) })),
        }))
        const shard = new Shard('w')
        shard.restore(unpackSegment(packSegment(kept, vocabulary, EMPTY)), () => true)
        for (let term = 0; term < vocabulary.size; term += 1) {
          const times = kept.map(({ sentences }) => sentences.flatMap(({ terms }) => terms.filter((one) => one === term)).length)
          const told = times.map(() => 0)
          const cursor = shard.postings.cursor(term, 1, (tf) => tf)
          for (; cursor.document !== NO_MORE; cursor.advance(cursor.document + 1)) told[cursor.document] = cursor.tf
          expect(told).toEqual(vocabulary.isStop(term) ? times.map(() => 0) : times)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('are read without numbering words anew when nothing came between, and after a restart go on where they ended', async () => {
    const stores = await sevenArticles()
    const shards = shardsOf(stores, PER_SEGMENT)
    const [shard] = await shards.inScope([OPERATOR])
    for (const id of ['h', 'i']) {
      const { article, annotated } = await putRecord(stores, id, 1, `The ${id} ferry in Harlow sank on Sunday.`)
      await shards.add(article, annotated)
    }
    await shards.keep()
    const list = await stores.segments.list(OPERATOR)
    expect(list).toHaveLength(3)
    const again = new Shard(OPERATOR)
    for (const { id } of list) {
      const segment = unpackSegment((await stores.segments.read(id)) ?? new Uint8Array())
      expect(segment.before).toEqual(again.vocabulary.state)
      again.restore(segment, () => true)
    }
    expect(again.vocabulary.state).toEqual(shard?.vocabulary.state)
    await stores.close()
  })
})
