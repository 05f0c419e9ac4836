// What any IndexStore must do; run by each store's own test together with the articles it stands beside.
import { describe, expect, it } from 'vitest'
import { OPERATOR } from '../../src/domain/article.ts'
import type { ArticleStore } from '../../src/ports/article-store.ts'
import type { IndexRecord, IndexStore } from '../../src/ports/index-store.ts'
import { anArticle } from './article-store.ts'

export function aRecord(over: Partial<IndexRecord> = {}): IndexRecord {
  const { articleId = 'a1', version = 1 } = over
  return {
    articleId,
    version,
    workspace: OPERATOR,
    familyId: 'f1',
    storyId: 's1',
    fingerprint: { kind: 'minhash/1', values: [1, 4_294_967_295, 0] },
    annotated: {
      articleId,
      version,
      passages: [
        {
          articleId,
          version,
          start: 0,
          end: 8,
          text: '“Quoted” 老街',
          role: 'sentence',
          ordinal: 0,
          names: [],
          dates: [],
          figures: [],
          speaker: null,
          hedge: null,
          polarity: 'states',
        },
      ],
    },
    summary: [{ articleId, version, start: 0, end: 8 }],
    ...over,
  }
}

async function idsOf(stream: AsyncIterable<IndexRecord>): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const record of stream) ids.push(record.articleId)
  return ids
}

export function indexStoreContract(open: () => Promise<Readonly<{ articles: ArticleStore; records: IndexStore }>>): void {
  describe('an index store', () => {
    it('gives back a record as it was saved, and the later one after a second save', async () => {
      const { records } = await open()
      await records.save(aRecord())
      expect(await records.get('a1', [OPERATOR])).toEqual(aRecord())
      await records.save(aRecord({ version: 2, storyId: 's2' }))
      expect(await records.get('a1', [OPERATOR])).toEqual(aRecord({ version: 2, storyId: 's2' }))
    })

    it('never shows a record to another workspace, by any read', async () => {
      const { records } = await open()
      await records.save(aRecord({ workspace: 'slack:T2' }))
      const scope = [OPERATOR, 'slack:T1']
      expect(await records.get('a1', scope)).toBeNull()
      expect((await records.many(['a1'], scope)).size).toBe(0)
      expect(await idsOf(records.all(scope))).toEqual([])
    })

    it('prefers the workspace named last in the scope, and removes from one or from all', async () => {
      const { records } = await open()
      await records.save(aRecord({ storyId: 'ours' }))
      await records.save(aRecord({ workspace: 'slack:T1', storyId: 'theirs' }))
      const both = [OPERATOR, 'slack:T1']
      expect((await records.get('a1', both))?.storyId).toBe('theirs')
      expect((await records.many(['a1'], both)).get('a1')?.storyId).toBe('theirs')
      await records.remove('a1', 'slack:T1')
      expect((await records.get('a1', both))?.storyId).toBe('ours')
      await records.remove('a1')
      expect(await records.get('a1', both)).toBeNull()
    })

    it('streams every record in scope by id, over any number of pages', async () => {
      const { records } = await open()
      const ids = Array.from({ length: 451 }, (_, i) => `id-${String(i).padStart(4, '0')}`)
      for (const id of ids) await records.save(aRecord({ articleId: id }))
      await records.save(aRecord({ articleId: 'id-0100', workspace: 'slack:T1' }))
      expect(await idsOf(records.all([OPERATOR, 'slack:T1']))).toEqual(ids)
    })

    it('names the articles whose newest version was never indexed', async () => {
      const { articles, records } = await open()
      for (const id of ['indexed', 'missing', 'outdated', 'withdrawn']) await articles.put(anArticle({ id }))
      await articles.put(anArticle({ id: 'indexed', workspace: 'slack:T1' }))
      await records.save(aRecord({ articleId: 'indexed' }))
      await records.save(aRecord({ articleId: 'outdated' }))
      await articles.put(anArticle({ id: 'outdated', version: 2, text: 'Newer.' }))
      await articles.withdraw('withdrawn', [OPERATOR], '2024-03-01T00:00:00Z')
      expect(await records.unindexed(OPERATOR)).toEqual(['missing', 'outdated'])
      expect(await records.unindexed()).toEqual(['indexed', 'missing', 'outdated'])
    })
  })
}
