// Versions, withdrawal and ids through the front doors: what is quoted stays, what is taken back no longer speaks.
import { describe, expect, it } from 'vitest'
import { OPERATOR, type RawArticle } from '../../src/domain/article.ts'
import { cite } from '../../src/verify/verify.ts'
import { desk, sourceOf } from './given.ts'

const DAY = { publishedAt: '2024-03-05' }
const QUAKE: RawArticle = {
  id: 'governor',
  publisher: 'Hill Post',
  ...DAY,
  text: 'An earthquake struck the town of Torvik before dawn. The earthquake in Torvik killed 40 people, the governor said. Houses fell along the river.',
}
const RESCUERS: RawArticle = {
  id: 'rescuers',
  publisher: 'River Daily',
  ...DAY,
  text: 'Rescue teams are digging in Torvik after the earthquake. The earthquake killed 12 people in Torvik, rescuers said. The search goes on by the river.',
}

const about = async (given: Awaited<ReturnType<typeof desk>>) => (await given.index.disputes([OPERATOR])).map((dispute) => dispute.about)

describe('an article that changes', () => {
  it('leaves the dispute of its old figure, and citations stay on the version they quote', async () => {
    const given = await desk()
    await given.ingest.takeIn(sourceOf(QUAKE, RESCUERS), OPERATOR)
    expect(await about(given)).toEqual(['number of people killed in Torvik'])
    const first = await given.articles.get('governor', [OPERATOR])
    if (first === null) throw new Error('no article')
    const start = first.text.indexOf('The earthquake in Torvik')
    const cited = cite(first, { start, end: first.text.indexOf(' Houses') }, { speaker: 'governor', hedge: null })

    const changed = { ...QUAKE, text: QUAKE.text?.replace('40', '12') ?? '' }
    expect(await given.ingest.takeIn(sourceOf(changed), OPERATOR)).toMatchObject({ updated: 1 })
    expect(await about(given)).toEqual([])
    expect(await given.articles.get('governor', [OPERATOR])).toMatchObject({ id: 'governor', version: 2 })
    const quoted = await given.articles.get('governor', [OPERATOR], cited.version)
    expect(quoted?.text.slice(cited.start, cited.end)).toBe(cited.quote)
    expect(cited.quote).toContain('40')
  })
})

describe('an article that its source withdraws', () => {
  it('is out of answers and disputes, marked, and still readable; twice is once', async () => {
    const given = await desk()
    await given.ingest.takeIn(sourceOf(QUAKE, RESCUERS), OPERATOR)
    const withdrawal = sourceOf({ kind: 'withdrawn', from: 'item 1', id: 'governor' })
    expect(await given.ingest.takeIn(withdrawal, OPERATOR)).toMatchObject({ read: 1, updated: 1, rejected: [] })
    expect(await given.ingest.takeIn(withdrawal, OPERATOR)).toMatchObject({ read: 1, unchanged: 1 })
    expect(await about(given)).toEqual([])
    expect(await given.hits('How many people were killed in Torvik?')).toEqual(['rescuers'])
    const article = await given.articles.get('governor', [OPERATOR])
    expect(article?.withdrawnAt).not.toBeNull()
    expect(article?.text).toContain('40 people')
  })

  it('is rejected when nobody here has that id', async () => {
    const { ingest } = await desk()
    const report = await ingest.takeIn(sourceOf({ kind: 'withdrawn', from: 'item 1', id: 'nobody' }), OPERATOR)
    expect(report.rejected).toEqual([{ source: 'item 1', reason: 'no article here has the id that is withdrawn' }])
  })
})

describe('two different articles under one id in one run', () => {
  it('keep the first and reject the second, however often the run is repeated', async () => {
    const given = await desk()
    const twins = sourceOf({ ...QUAKE, id: 'same' }, { ...RESCUERS, id: 'same' })
    for (const kind of ['added', 'unchanged', 'unchanged']) {
      expect(await given.ingest.takeIn(twins, OPERATOR)).toMatchObject({
        read: 2,
        [kind]: 1,
        updated: 0,
        rejected: [{ source: 'item 2', reason: 'two different articles carry the id same: give each its own id' }],
      })
    }
    expect(await given.articles.get('same', [OPERATOR])).toMatchObject({ version: 1, publisher: 'Hill Post' })
  })
})
