// The five real articles: what is stored of them, to the field.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { type Article, OPERATOR } from '../../src/domain/article.ts'
import { cleanText } from '../../src/ingest/clean-text.ts'
import { realSeeds } from '../real-seeds.ts'
import { desk } from './given.ts'

describe.skipIf(realSeeds === null)('the real articles', () => {
  const folder = realSeeds ?? ''
  const stored = async (): Promise<Article[]> => {
    const { ingest, articles } = await desk()
    expect(await ingest.takeIn(folderSource(folder), OPERATOR)).toEqual({ read: 5, added: 5, updated: 0, unchanged: 0, rejected: [] })
    expect(await ingest.takeIn(folderSource(folder), OPERATOR)).toEqual({ read: 5, added: 0, updated: 0, unchanged: 5, rejected: [] })
    const all: Article[] = []
    for await (const article of articles.all([OPERATOR])) all.push(article)
    return all.sort((a, b) => (a.fileName ?? '').localeCompare(b.fileName ?? ''))
  }

  it('say of themselves this and no more', async () => {
    const articles = await stored()
    expect(articles.map(({ publishedAt }) => publishedAt)).toEqual(['2023-11-06', '2023-11-16', '2023-11-06', '2023-11-10', null])
    expect(articles.map(({ headline }) => headline)).toEqual([
      'China urges Myanmar to restore border stability as conflict between armed groups and junta intensifies',
      null,
      'China Urges Myanmar to Cooperate in Maintaining Stability on Border Amid Escalating Violence',
      null,
      null,
    ])
    expect(articles.map(({ agency }) => agency)).toEqual([null, null, null, null, 'EFE'])
    for (const article of articles) {
      expect(article).toMatchObject({ publisher: null, author: null, url: null, language: 'en', kind: 'original', about: null })
    }
    expect(articles.map(({ label }) => label)).toEqual([
      articles[0]?.headline,
      articles[1]?.fileName,
      articles[2]?.headline,
      articles[3]?.fileName,
      'EFE',
    ])
  })

  it('are stored without stamp, credit, caption, sign-off and second headline', async () => {
    for (const { text, headline } of await stored()) {
      expect(text).not.toMatch(/date 2023|Google tag|gtag|IMAGE SOURCE|\(EFE\)|EFE$|gbm|STRINGER|parade|November 6, 2023|^Beijing, Nov/m)
      expect(text).not.toMatch(/^Assistant Chinese Foreign Minister Nong Rong\.$/m)
      if (headline !== null) expect(text).not.toContain(headline)
      expect(text).not.toMatch(/\n{3}|[\t\u00a0]|^ | $|^- /m)
      expect(text.trim()).toBe(text)
    }
  })

  it('keep every other line, in order, decks and section headings too', async () => {
    const [first, , third, , last] = await stored()
    expect(first?.text).toMatch(
      /^Senior foreign ministry official calls on .+ shared border\nVisit by assistant .+ at risk\nChina has called on/,
    )
    for (const heading of ['Overview', 'Latest Conflict', 'China Calls for Ceasefire']) expect(third?.text.split('\n')).toContain(heading)
    expect(third?.text).toMatch(/^Last week, an alliance .+ attacks\.\n\nChina has urged/)
    expect(last?.text).toMatch(/^China has demanded .+ in the area\.\n\nThe request came .+\n(?:.+\n)+.+economy\.$/)
    const lost = ['000', '001', '002', '003', '004'].map((number, at) => {
      const name = [first, null, third, null, last][at]?.fileName
      if (!name) return []
      const text = [first, null, third, null, last][at]?.text ?? ''
      const source = readFileSync(join(folder, name), 'utf8')
      return source
        .split('\n')
        .map((line) => line.replaceAll('\u00a0', ' ').replace(/^- /, '').trim())
        .filter((line) => line !== '' && !text.includes(line))
        .map((line) => `${number}: ${line.slice(0, 40)}`)
    })
    expect(lost.flat()).toEqual([
      '000: date 2023-11-06 China urges Myanmar to r',
      '002: !-- Google tag (gtag.js) -->',
      '002: China Urges Myanmar to Cooperate in Main',
      '002: November 6, 2023',
      '002: China Urges Myanmar to Cooperate in Main',
      '002: IMAGE SOURCE: AP',
      '002: Assistant Chinese Foreign Minister Nong ',
      '004: Beijing, Nov 6 (EFE).- China has demande',
      '004: Myanmar junta leader and military Comman',
      '004: China and Myanmar share 2,129 kilometers',
      '004: gbm/tw',
    ])
  })

  it('stay as they are when they are cleaned again', async () => {
    for (const { text, headline, agency } of await stored()) expect(cleanText(text, { headline, agency }).text).toBe(text)
  })
})
