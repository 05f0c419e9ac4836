// What any ArticleStore must do; run by each store's own test.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { ArticleStore } from '../../src/ports/article-store.ts'

export function anArticle(over: Partial<Article> = {}): Article {
  return {
    id: 'a1',
    version: 1,
    workspace: OPERATOR,
    kind: 'original',
    about: null,
    label: 'The Hill Post',
    url: null,
    publisher: 'The Hill Post',
    agency: null,
    author: null,
    headline: 'Bridge reopens',
    publishedAt: '2024-02-03',
    language: 'en',
    text: 'The bridge reopened on Saturday.',
    fileName: null,
    source: 'folder:test',
    ingestedAt: '2024-02-04T00:00:00Z',
    withdrawnAt: null,
    ...over,
  }
}

async function collect<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const one of stream) all.push(one)
  return all
}

export function articleStoreContract(open: () => Promise<ArticleStore>): void {
  describe('an article store', () => {
    it('gives back every field as it was put', async () => {
      const store = await open()
      const full = anArticle({
        kind: 'abstract',
        about: '1.txt',
        url: 'https://example.org/a',
        agency: 'Wire',
        author: 'B. Maung',
        fileName: '1.md',
        withdrawnAt: '2024-05-01T00:00:00Z',
      })
      await store.put(full)
      await store.put(anArticle({ id: 'bare', publisher: null, headline: null, publishedAt: null }))
      expect(await store.get('a1', [OPERATOR])).toEqual(full)
      expect(await store.get('bare', [OPERATOR])).toEqual(anArticle({ id: 'bare', publisher: null, headline: null, publishedAt: null }))
    })

    it('tells how many articles stand and how far they reach, of all days or of some', async () => {
      const store = await open()
      expect(await store.extent([OPERATOR])).toEqual({ articles: 0, newest: null })
      await store.put(anArticle())
      await store.put(anArticle({ id: 'later', publishedAt: '2024-03-05T10:00:00Z' }))
      await store.put(anArticle({ id: 'undated', publishedAt: null }))
      await store.put(anArticle({ id: 'elsewhere', workspace: 'slack:T1', publishedAt: '2024-05-05' }))
      expect(await store.extent([OPERATOR])).toEqual({ articles: 3, newest: '2024-03-05T10:00:00Z' })
      expect(await store.extent([OPERATOR], { since: '2024-03-01' })).toEqual({ articles: 1, newest: '2024-03-05T10:00:00Z' })
      expect(await store.extent([OPERATOR], { before: '2024-03-01' })).toEqual({ articles: 1, newest: '2024-02-03' })
      expect(await store.extent([OPERATOR], { since: '2025-01-01' })).toEqual({ articles: 0, newest: null })
    })

    it('lists nothing that was stored quietly after any mark', async () => {
      const store = await open()
      await store.put(anArticle())
      const { mark } = await store.addedSince(null, [OPERATOR])
      await store.put(anArticle({ version: 2, text: 'It says more now.' }), true)
      expect((await store.addedSince(mark, [OPERATOR])).articleIds).toEqual([])
      expect(await store.get('a1', [OPERATOR])).toMatchObject({ version: 2 })
    })

    it('counts neither what was withdrawn nor an abstract whose readers all have the original', async () => {
      const store = await open()
      const abstract = { kind: 'abstract', about: 'muse.txt', publishedAt: '2024-03-01' } as const
      await store.put(anArticle({ id: 'abstract', ...abstract }))
      await store.put(anArticle({ id: 'theirs', workspace: 'slack:T1', fileName: 'muse.txt', publishedAt: '2024-03-01' }))
      await store.put(anArticle({ id: 'gone', withdrawnAt: '2024-05-01T00:00:00Z', publishedAt: '2024-03-01' }))
      const both = [OPERATOR, 'slack:T1']
      const ofMarch = { since: '2024-03-01', before: '2024-04-01' }
      expect([await store.extent(both), await store.extent(both, ofMarch)]).toMatchObject([{ articles: 2 }, { articles: 2 }])
      await store.put(anArticle({ id: 'own', workspace: 'slack:T1', ...abstract }))
      expect([await store.extent(both), await store.extent(both, ofMarch)]).toMatchObject([{ articles: 2 }, { articles: 2 }])
      await store.put(anArticle({ id: 'original', fileName: 'muse.txt', publishedAt: null }))
      expect([await store.extent(both), await store.extent(both, ofMarch)]).toMatchObject([{ articles: 2 }, { articles: 1 }])
      // In the other workspace it stands.
      await store.put(anArticle({ id: 'gone', workspace: 'slack:T1', publishedAt: '2024-03-01' }))
      expect([await store.extent(both), await store.extent([OPERATOR])]).toMatchObject([{ articles: 3 }, { articles: 1 }])
    })

    it('lists what standing articles in scope are called, each once and without its text', async () => {
      const store = await open()
      await store.put(anArticle())
      await store.put(anArticle({ version: 2, label: 'Hill Post Online', text: 'It changed.' }))
      await store.put(anArticle({ id: 'theirs', workspace: 'slack:T1' }))
      await store.put(anArticle({ id: 'gone', withdrawnAt: '2024-05-01T00:00:00Z' }))
      const labels = []
      for await (const labelled of store.labels([OPERATOR])) labels.push(labelled)
      expect(labels).toMatchObject([{ id: 'a1', label: 'Hill Post Online' }])
      expect(labels[0]).not.toHaveProperty('text')
    })

    it('finds standing articles by publisher or agency, in any case, by name or by the name of its web address', async () => {
      const store = await open()
      await store.put(anArticle())
      await store.put(anArticle({ id: 'wired', publisher: 'harbour.example', agency: 'Coast Wire' }))
      await store.put(anArticle({ id: 'theirs', workspace: 'slack:T1' }))
      await store.put(anArticle({ id: 'gone', withdrawnAt: '2024-05-01T00:00:00Z' }))
      expect(await store.publishedBy(['the hill post'], [OPERATOR])).toEqual(['a1'])
      expect(await store.publishedBy(['COAST WIRE'], [OPERATOR])).toEqual(['wired'])
      expect(await store.publishedBy(['harbour', 'nobody'], [OPERATOR])).toEqual(['wired'])
      expect(await store.publishedBy(['the hill', 'harb', '%', ''], [OPERATOR])).toEqual([])
    })

    it('keeps any well-formed text to the code unit, so that offsets stay true', async () => {
      const store = await open()
      let version = 0
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
          fc.pre(text.isWellFormed() && !text.includes('\u0000'))
          version += 1
          await store.put(anArticle({ version, text }))
          expect((await store.get('a1', [OPERATOR], version))?.text).toBe(text)
        }),
        { numRuns: 150 },
      )
    })

    it('refuses text that could not come back unchanged', async () => {
      const store = await open()
      await expect(store.put(anArticle({ text: 'half a pair \ud83d' }))).rejects.toMatchObject({ code: 'article-not-storable' })
      await expect(store.put(anArticle({ text: 'a nul \u0000 inside' }))).rejects.toMatchObject({ code: 'article-not-storable' })
      expect(await store.count([OPERATOR])).toBe(0)
    })

    it('keeps older versions readable and answers with the newest, whatever order they came in', async () => {
      const store = await open()
      await store.put(anArticle({ version: 2, text: 'Two.' }))
      await store.put(anArticle({ version: 1, text: 'One.' }))
      await store.put(anArticle({ version: 3, text: 'Three.' }))
      expect((await store.get('a1', [OPERATOR]))?.text).toBe('Three.')
      expect((await store.get('a1', [OPERATOR], 1))?.text).toBe('One.')
      expect(await store.get('a1', [OPERATOR], 4)).toBeNull()
      expect(await store.count([OPERATOR])).toBe(1)
    })

    it('leaves a version alone when the same text comes again, and refuses another text under its number', async () => {
      const store = await open()
      await store.put(anArticle())
      await store.put(anArticle({ label: 'Other' }))
      await expect(store.put(anArticle({ text: 'Rewritten.' }))).rejects.toMatchObject({ code: 'version-taken' })
      expect(await store.get('a1', [OPERATOR])).toEqual(anArticle())
    })

    it('never shows an article to another workspace, by any read', async () => {
      const store = await open()
      await store.put(anArticle({ id: 'theirs', workspace: 'slack:T2' }))
      const scope = [OPERATOR, 'slack:T1']
      expect(await store.get('theirs', scope)).toBeNull()
      expect(await store.get('theirs', scope, 1)).toBeNull()
      expect((await store.many(['theirs'], scope)).size).toBe(0)
      expect(await collect(store.all(scope))).toEqual([])
      expect(await store.count(scope)).toBe(0)
      await store.withdraw('theirs', scope, '2024-03-01T00:00:00Z')
      expect((await store.get('theirs', ['slack:T2']))?.withdrawnAt).toBeNull()
      expect(await store.get('theirs', [])).toBeNull()
    })

    it('keeps one id apart in two workspaces and prefers the one named last in the scope', async () => {
      const store = await open()
      await store.put(anArticle({ text: 'Ours.' }))
      await store.put(anArticle({ workspace: 'slack:T1', text: 'Theirs.' }))
      const both = [OPERATOR, 'slack:T1']
      expect((await store.get('a1', both))?.text).toBe('Theirs.')
      expect((await store.get('a1', both, 1))?.text).toBe('Theirs.')
      expect((await store.get('a1', [OPERATOR]))?.text).toBe('Ours.')
      expect((await store.many(['a1'], both)).get('a1')?.text).toBe('Theirs.')
      expect((await collect(store.all(both))).map((article) => article.text)).toEqual(['Theirs.'])
      expect(await store.count(both)).toBe(1)
      expect(await store.workspaces()).toEqual([OPERATOR, 'slack:T1'])
    })

    it('streams the newest version of all, by id, withdrawn ones included, over any number of pages', async () => {
      const store = await open()
      const ids = Array.from({ length: 1203 }, (_, i) => `id-${String(i).padStart(5, '0')}`)
      for (const id of ids) await store.put(anArticle({ id }))
      await store.put(anArticle({ id: 'id-00007', version: 2, text: 'Newer.' }))
      await store.withdraw('id-00007', [OPERATOR], '2024-03-01T00:00:00Z')
      const all = await collect(store.all([OPERATOR]))
      expect(all.map((article) => article.id)).toEqual(ids)
      expect(all[7]).toMatchObject({ text: 'Newer.', withdrawnAt: '2024-03-01T00:00:00Z' })
      expect((await store.get('id-00007', [OPERATOR], 1))?.withdrawnAt).toBeNull()
    })

    it('finds abstracts and originals by the name of the file, in scope, by what their newest version says', async () => {
      const store = await open()
      await store.put(anArticle({ id: 'abstract', kind: 'abstract', about: 'a.txt', fileName: 'abstract.md' }))
      await store.put(anArticle({ id: 'theirs', workspace: 'slack:T1', kind: 'abstract', about: 'a.txt' }))
      await store.put(anArticle({ id: 'original', fileName: 'a.txt' }))
      await store.put(anArticle({ id: 'gone', fileName: 'b.txt' }))
      await store.withdraw('gone', [OPERATOR], '2024-03-01T00:00:00Z')
      expect(await store.abstractsAbout(['a.txt', 'b.txt'], [OPERATOR])).toEqual([{ id: 'abstract', about: 'a.txt' }])
      expect((await store.abstractsAbout(['a.txt'], [OPERATOR, 'slack:T1'])).map(({ id }) => id)).toEqual(['abstract', 'theirs'])
      expect(await store.originalsAmong(['a.txt', 'b.txt', 'abstract.md'], [OPERATOR])).toEqual(['a.txt'])
      expect(await store.originalsAmong(['a.txt'], ['slack:T1'])).toEqual([])
      await store.put(anArticle({ id: 'abstract', version: 2, kind: 'original', about: null }))
      expect(await store.abstractsAbout(['a.txt'], [OPERATOR])).toEqual([])
    })

    it('tells what arrived since a mark, by the order of storing and not by any date', async () => {
      const store = await open()
      await store.put(anArticle({ id: 'old' }))
      const { articleIds, mark } = await store.addedSince(null, [OPERATOR])
      expect(articleIds).toEqual([])
      expect((await store.addedSince(mark, [OPERATOR])).articleIds).toEqual([])
      await store.put(anArticle({ id: 'late', publishedAt: '2001-01-01', ingestedAt: '2001-01-01T00:00:00Z' }))
      await store.put(anArticle({ id: 'old' }))
      await store.put(anArticle({ id: 'theirs', workspace: 'slack:T2' }))
      const second = await store.addedSince(mark, [OPERATOR])
      expect(second.articleIds).toEqual(['late'])
      await store.put(anArticle({ id: 'old', version: 2, text: 'Changed.' }))
      expect((await store.addedSince(second.mark, [OPERATOR, 'slack:T2'])).articleIds).toEqual(['old'])
      expect((await store.addedSince(mark, [OPERATOR])).articleIds).toEqual(['late', 'old'])
    })

    it('tells of an article that was withdrawn since a mark, once', async () => {
      const store = await open()
      await store.put(anArticle({ id: 'told' }))
      await store.put(anArticle({ id: 'theirs', workspace: 'slack:T2' }))
      const { mark } = await store.addedSince(null, [OPERATOR])
      await store.withdraw('told', [OPERATOR], '2024-03-01T00:00:00Z')
      await store.withdraw('theirs', [OPERATOR], '2024-03-01T00:00:00Z')
      const { articleIds, mark: next } = await store.addedSince(mark, [OPERATOR, 'slack:T2'])
      expect(articleIds).toEqual(['told'])
      await store.withdraw('told', [OPERATOR], '2024-03-02T00:00:00Z')
      expect((await store.addedSince(next, [OPERATOR])).articleIds).toEqual([])
    })

    it('gives many by id and leaves out the unknown, at any number of ids', async () => {
      const store = await open()
      for (const id of ['x', 'y', 'z']) await store.put(anArticle({ id }))
      const asked = ['z', 'nowhere', 'x', ...Array.from({ length: 40_000 }, (_, i) => `no-${i}`)]
      expect([...(await store.many(asked, [OPERATOR])).keys()].sort()).toEqual(['x', 'z'])
    })
  })
}
