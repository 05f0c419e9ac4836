import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { silentLog } from '../../src/base/log.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { type EmbedReply, type EmbedRequest, type Embedder, MOST_TEXTS } from '../../src/ports/embedder.ts'
import { openSearch } from '../../src/search/search.ts'
import { standIn } from '../fakes/embedders.ts'
import { vectorsMade } from '../fakes/vectors-made.ts'
import { putRecord } from './put-record.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
  folders.push(folder)
  return folder
}

/** The stand-in, with every request it got; `failing` may reply in its place. */
function heard(failing: (request: EmbedRequest, n: number) => EmbedReply | null = () => null, model = 'stand-in') {
  const requests: EmbedRequest[] = []
  let underWay = 0
  let most = 0
  const embed: Embedder['embed'] = async (request) => {
    requests.push(request)
    underWay += 1
    most = Math.max(most, underWay)
    await setTimeout(1)
    underWay -= 1
    return failing(request, requests.length) ?? standIn.embed(request)
  }
  return { embedder: { model, embed }, requests, mostUnderWay: () => most, texts: () => requests.flatMap(({ texts }) => texts) }
}

/** Opens what is in the folder, as a start does. */
async function opened(folder: string, embedder: Embedder) {
  const stores = openSqliteStores({ dataDir: folder })
  const waits = { first: 1, most: 4 }
  const search = await openSearch({
    ...stores,
    lexicon: emptyLexicon,
    likeness: { embedder, vectors: stores.vectors, log: silentLog, waits },
  })
  return { stores, search, made: () => vectorsMade(search, stores, embedder.model) }
}

const sentences = (name: string, count: number) => Array.from({ length: count }, (_, i) => `The ${name} was seen ${i + 2} times in May.`)

async function withArticles(counts: Readonly<Record<string, number>>): Promise<string> {
  const folder = aFolder()
  const stores = openSqliteStores({ dataDir: folder })
  for (const [id, count] of Object.entries(counts)) await putRecord(stores, id, 1, sentences(id, count).join(' '))
  await stores.close()
  return folder
}

describe('vectors of passages', { timeout: 30_000 }, () => {
  it('are asked for in requests of few texts, one at a time, each text once', async () => {
    const folder = await withArticles({ a: 3, b: 70, c: 20, d: 20, e: 1 })
    const { embedder, requests, mostUnderWay, texts } = heard()
    const { stores, made } = await opened(folder, embedder)
    await made()
    expect(texts().toSorted()).toEqual(
      [sentences('a', 3), sentences('b', 70), sentences('c', 20), sentences('d', 20), sentences('e', 1)].flat().toSorted(),
    )
    expect(Math.max(...requests.map((one) => one.texts.length))).toBeLessThanOrEqual(MOST_TEXTS)
    expect(requests.length).toBeLessThanOrEqual(7)
    expect(mostUnderWay()).toBe(1)
    expect((await stores.vectors.get('b', OPERATOR, 'stand-in'))?.bytes.length).toBe(70 * 256)
    await stores.close()
  })

  it('are used again after a restart: nothing that is known is asked for', async () => {
    const folder = await withArticles({ a: 3, b: 4 })
    const first = await opened(folder, heard().embedder)
    await first.made()
    await first.stores.close()
    const { embedder, texts } = heard()
    const { stores, search, made } = await opened(folder, embedder)
    const { article, annotated } = await putRecord(stores, 'c', 1, sentences('c', 2).join(' '))
    await search.add(article, annotated)
    await made()
    expect(texts()).toEqual(sentences('c', 2))
    await stores.close()
  })

  it('hold for a record that was made anew with the same texts', async () => {
    const folder = await withArticles({ a: 3 })
    const first = await opened(folder, heard().embedder)
    await first.made()
    await putRecord(first.stores, 'a', 1, sentences('a', 3).join(' '))
    await first.stores.close()
    const { embedder, requests } = heard()
    const { stores, made } = await opened(folder, embedder)
    await made()
    expect(requests).toEqual([])
    await stores.close()
  })

  it('are made anew for another model, and for an article whose text changed', async () => {
    const folder = await withArticles({ a: 3, b: 2 })
    const first = await opened(folder, heard().embedder)
    await first.made()
    const { article, annotated } = await putRecord(first.stores, 'a', 2, sentences('other', 2).join(' '))
    await first.search.add(article, annotated)
    await first.made()
    expect((await first.stores.vectors.get('a', OPERATOR, 'stand-in'))?.bytes.length).toBe(2 * 256)
    await first.stores.close()
    const { embedder, texts } = heard(undefined, 'another')
    const { stores, made } = await opened(folder, embedder)
    await made()
    expect(texts().toSorted()).toEqual([...sentences('b', 2), ...sentences('other', 2)].toSorted())
    expect(await stores.vectors.get('a', OPERATOR, 'stand-in')).toBeNull()
    await stores.close()
  })

  it('are asked for again, ever less often, while the server fails', async () => {
    const folder = await withArticles({ a: 3 })
    const { embedder, requests } = heard((_, n) => (n <= 4 ? { kind: 'failed', reason: 'http-503', refused: false } : null))
    const { stores, made } = await opened(folder, embedder)
    await made()
    expect(requests).toHaveLength(5)
    await stores.close()
  })

  it('are made of all articles but the one whose text the server refuses', async () => {
    const folder = await withArticles({ a: 2, b: 2, c: 2 })
    const refused: EmbedReply = { kind: 'failed', reason: 'http-400', refused: true }
    const { embedder, requests } = heard(({ texts }) => (texts.some((text) => text.includes('The b ')) ? refused : null))
    const { stores, search } = await opened(folder, embedder)
    const stop = new AbortController()
    const running = search.makeVectors(stop.signal)
    while ((await stores.vectors.stamps(OPERATOR, 'stand-in')).size < 2) await setTimeout(5)
    await setTimeout(300)
    stop.abort()
    await running
    expect([...(await stores.vectors.stamps(OPERATOR, 'stand-in')).keys()].toSorted()).toEqual(['a', 'c'])
    expect(requests).toHaveLength(4) // all three, then each
    await stores.close()
  })

  it('end with the signal, though the server does not answer', async () => {
    const folder = await withArticles({ a: 2 })
    const { stores, search } = await opened(folder, { model: 'silent', embed: () => new Promise(() => {}) })
    const stop = new AbortController()
    const running = search.makeVectors(stop.signal)
    await setTimeout(300)
    stop.abort()
    await running
    await stores.close()
  })
})
