// What any VectorStore must do; run by each store's own test together with the records its vectors are made from.
import { describe, expect, it } from 'vitest'
import { OPERATOR } from '../../src/domain/article.ts'
import type { IndexStore } from '../../src/ports/index-store.ts'
import type { PassageVectors, VectorStore } from '../../src/ports/vector-store.ts'
import { aRecord } from './index-store.ts'

const MODEL = 'small-1'

type Stores = Readonly<{ records: IndexStore; vectors: VectorStore }>

/** Saves the record and gives vectors made from it. */
async function vectorsOf({ records }: Stores, articleId: string, workspace = OPERATOR, ...numbers: number[]): Promise<PassageVectors> {
  await records.save(aRecord({ articleId, workspace }))
  const stamp = (await records.stamp(articleId, workspace)) ?? -1
  return {
    articleId,
    stamp,
    digest: `of ${articleId}`,
    dimensions: 2,
    bytes: Uint8Array.from(numbers.length > 0 ? numbers : [1, 255, 128, 0]),
  }
}

async function allOf({ vectors }: Stores, workspace = OPERATOR, model = MODEL): Promise<readonly PassageVectors[]> {
  const all: PassageVectors[] = []
  for await (const page of vectors.all(workspace, model)) all.push(...page)
  return all
}

export function vectorStoreContract(open: () => Promise<Stores>): void {
  describe('a vector store', () => {
    it('gives back vectors as they were saved, and the later ones after a second save', async () => {
      const stores = await open()
      const first = await vectorsOf(stores, 'a1')
      expect(await stores.vectors.save(first, OPERATOR, MODEL)).toBe(true)
      expect(await stores.vectors.get('a1', OPERATOR, MODEL)).toEqual(first)
      const second = { ...first, digest: 'other', bytes: Uint8Array.of(9, 9) }
      await stores.vectors.save(second, OPERATOR, MODEL)
      expect(await allOf(stores)).toEqual([second])
      expect([...(await stores.vectors.stamps(OPERATOR, MODEL))]).toEqual([['a1', first.stamp]])
    })

    it('never shows vectors to another workspace, by any read, though the article is the same', async () => {
      const stores = await open()
      const [ours, theirs] = [await vectorsOf(stores, 'a1', OPERATOR, 1, 2), await vectorsOf(stores, 'a1', 'slack:T1', 3, 4)]
      await stores.vectors.save(ours, OPERATOR, MODEL)
      expect(await stores.vectors.get('a1', 'slack:T1', MODEL)).toBeNull()
      expect((await stores.vectors.stamps('slack:T1', MODEL)).size).toBe(0)
      expect(await allOf(stores, 'slack:T1')).toEqual([])
      await stores.vectors.save(theirs, 'slack:T1', MODEL)
      expect(await allOf(stores)).toEqual([ours])
      expect(await allOf(stores, 'slack:T1')).toEqual([theirs])
    })

    it('keeps those of one model: another sees none, and takes their place', async () => {
      const stores = await open()
      const vectors = await vectorsOf(stores, 'a1')
      await stores.vectors.save(vectors, OPERATOR, MODEL)
      expect(await stores.vectors.get('a1', OPERATOR, 'small-2')).toBeNull()
      expect(await allOf(stores, OPERATOR, 'small-2')).toEqual([])
      await stores.vectors.save(vectors, OPERATOR, 'small-2')
      expect(await allOf(stores, OPERATOR, 'small-2')).toEqual([vectors])
      expect(await stores.vectors.get('a1', OPERATOR, MODEL)).toBeNull()
    })

    it('loses them with the record, in its workspace alone', async () => {
      const stores = await open()
      for (const workspace of [OPERATOR, 'slack:T1']) await stores.vectors.save(await vectorsOf(stores, 'a1', workspace), workspace, MODEL)
      await stores.records.remove('a1', OPERATOR)
      expect(await stores.vectors.get('a1', OPERATOR, MODEL)).toBeNull()
      expect(await stores.vectors.get('a1', 'slack:T1', MODEL)).not.toBeNull()
      await stores.records.remove('a1')
      expect(await stores.vectors.get('a1', 'slack:T1', MODEL)).toBeNull()
    })

    it('keeps none for a record that changed or went meanwhile', async () => {
      const stores = await open()
      const old = await vectorsOf(stores, 'a1')
      await vectorsOf(stores, 'a1')
      expect(await stores.vectors.save(old, OPERATOR, MODEL)).toBe(false)
      await stores.records.remove('a1')
      expect(await stores.vectors.save(old, OPERATOR, MODEL)).toBe(false)
      expect(await allOf(stores)).toEqual([])
    })

    it('gives vectors of an earlier record only when asked for them by id', async () => {
      const stores = await open()
      const old = await vectorsOf(stores, 'a1')
      await stores.vectors.save(old, OPERATOR, MODEL)
      await vectorsOf(stores, 'a1')
      expect(await allOf(stores)).toEqual([])
      expect(await stores.vectors.get('a1', OPERATOR, MODEL)).toEqual(old)
    })

    it('streams more than a page, by article id', async () => {
      const stores = await open()
      const ids = Array.from({ length: 120 }, (_, i) => `a${String(i).padStart(3, '0')}`)
      for (const id of ids.toReversed()) await stores.vectors.save(await vectorsOf(stores, id), OPERATOR, MODEL)
      expect((await allOf(stores)).map(({ articleId }) => articleId)).toEqual(ids)
    })
  })
}
