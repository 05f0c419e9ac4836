// What is past its age is forgotten with all that was made of it; what somebody was told stays as it was told.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { readArticle } from '../../src/adapters/platforms/web/reader.ts'
import { FORGET_NOW, forgettingDesk, report, TOLD } from './forgetting-desk.ts'
import { sourceOf } from './given.ts'

const FORGETTER = fileURLToPath(new URL('./forget-until-killed.ts', import.meta.url))
const never = new AbortController().signal
const THREAD = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1.1' } as const
let desk: Awaited<ReturnType<typeof forgettingDesk>>
afterEach(() => desk.stores.close())

describe('articles past their age', () => {
  it('leave the store, the index, search, vectors and arrivals, and no other does', async () => {
    desk = await forgettingDesk({ days: 90 })
    await desk.old.takeIn(
      sourceOf(report('old', '2024-01-02', 'Muse bridge closed'), report('new', '2024-05-20', 'Ruili market open')),
      'operator',
    )
    const [record] = [await desk.stores.records.get('old', ['operator'])]
    expect(record?.articleId).toBe('old')

    expect(await desk.ingest.forgetOld(FORGET_NOW, never)).toBe(1)

    expect(await desk.stores.articles.get('old', ['operator'])).toBeNull()
    expect(await desk.stores.records.get('old', ['operator'])).toBeNull()
    expect(await desk.hits('Muse bridge closed')).not.toContain('old')
    expect(await desk.hits('Ruili market open')).toContain('new')
    expect((await desk.index.stories(['operator'])).flatMap(({ articleIds }) => articleIds)).toEqual(['new'])
    expect((await desk.stores.articles.addedSince('0', ['operator'])).articleIds).toEqual(['new'])
    expect(await desk.stores.articles.extent(['operator'])).toMatchObject({ articles: 1 })
    expect(await desk.stores.check()).toEqual([])
    expect(await desk.stores.retention.counts()).toEqual({ articles: 1, quoted: 0 })
  })

  it('are all kept without a setting', async () => {
    desk = await forgettingDesk({ days: null })
    await desk.old.takeIn(sourceOf(report('old', '1999-01-02', 'Muse bridge closed')), 'operator')
    expect(await desk.ingest.forgetOld(FORGET_NOW, never)).toBe(0)
    expect(await desk.hits('Muse bridge closed')).toEqual(['old'])
  })

  it('are counted by the time of their own source', async () => {
    desk = await forgettingDesk({
      days: 90,
      bySource: [
        ['brief.example', 7],
        ['list:test', null],
      ],
    })
    const url = 'https://news.brief.example/a'
    await desk.old.takeIn(sourceOf(report('own', '2024-01-02', 'Muse bridge closed')), 'operator')
    await desk.old.takeIn({ ...sourceOf({ ...report('short', '2024-05-20', 'Ruili market open'), url }), id: 'folder:x' }, 'operator')
    await desk.old.takeIn({ ...sourceOf(report('usual', '2024-05-20', 'Namkham road mined')), id: 'folder:x' }, 'operator')
    expect(await desk.ingest.forgetOld(FORGET_NOW, never)).toBe(1)
    expect([...(await desk.stores.articles.many(['own', 'short', 'usual'], ['operator'])).keys()].sort()).toEqual(['own', 'usual'])
  })

  it('go from every workspace, one of them no more than another', async () => {
    desk = await forgettingDesk({ days: 90 })
    for (const workspace of ['operator', 'slack:T1'])
      await desk.old.takeIn(sourceOf(report('old', '2024-01-02', 'Muse bridge closed')), workspace)
    expect(await desk.ingest.forgetOld(FORGET_NOW, never)).toBe(2)
    expect(await desk.stores.articles.workspaces()).toEqual([])
  })

  it('bring back the abstract that stood behind them', async () => {
    desk = await forgettingDesk({ days: 90 })
    const abstract = { ...report('abstract', '2024-01-02', 'Muse bridge shut'), kind: 'abstract', about: 'muse.txt' } as const
    await desk.old.takeIn(sourceOf(abstract, { ...report('old', '2024-01-02', 'Muse bridge closed'), fileName: 'muse.txt' }), 'operator')
    expect(await desk.hits('Muse bridge shut')).toEqual(['old'])
    await desk.ingest.forgetOld(FORGET_NOW, never)
    expect(await desk.hits('Muse bridge shut')).toEqual(['abstract'])
  })

  it('stay when the work is called off before their turn', async () => {
    desk = await forgettingDesk({ days: 90 })
    await desk.old.takeIn(sourceOf(report('old', '2024-01-02', 'Muse bridge closed')), 'operator')
    expect(await desk.ingest.forgetOld(FORGET_NOW, AbortSignal.abort())).toBe(0)
    expect(await desk.hits('Muse bridge closed')).toEqual(['old'])
  })
})

describe('what rests on a forgotten article', () => {
  it('keeps its quotes, to the letter and nothing beside them, until the thread goes', async () => {
    desk = await forgettingDesk({ days: 90 })
    await desk.old.takeIn(sourceOf(report('old', '2024-01-02', 'Muse bridge closed')), 'operator')
    const before = await desk.stores.articles.get('old', ['operator'])
    const start = before?.text.indexOf(TOLD) ?? -1
    const cited = [{ articleId: 'old', version: 1, start, end: start + TOLD.length }]
    const turn = { at: '2024-05-30T00:00:00Z', question: 'q', resolved: 'q', topic: null, cited, names: [] }
    await desk.stores.conversations.append(THREAD, turn)

    await desk.ingest.forgetOld(FORGET_NOW, never)

    const left = await desk.stores.articles.get('old', ['operator'], 1)
    expect(left?.text.slice(start, start + TOLD.length)).toBe(TOLD)
    expect(left?.text.replace(TOLD, '').trim()).toBe('')
    expect(left).toMatchObject({ headline: null, author: null, forgottenAt: FORGET_NOW.toString() })
    expect(await desk.stores.articles.get('old', ['operator'])).toBeNull()
    const page = await readArticle({ articleId: 'old', version: 1, start, end: start + TOLD.length, workspace: '' }, desk.stores.articles, [
      'operator',
    ])
    expect(page).toMatchObject({ status: 410, html: expect.stringContaining('This article is no longer kept here') })
    expect(await desk.stores.retention.counts()).toEqual({ articles: 1, quoted: 1 })
    expect(await desk.stores.retention.counts(['operator'])).toEqual({ articles: 1, quoted: 1 })
    expect(await desk.stores.retention.counts(['slack:T2'])).toEqual({ articles: 0, quoted: 0 })

    expect(await desk.ingest.forgetOld(FORGET_NOW, never)).toBe(0)
    expect(await desk.stores.retention.counts()).toEqual({ articles: 1, quoted: 1 })
    await desk.stores.conversations.prune('2024-06-01T00:00:00Z')
    await desk.ingest.forgetOld(FORGET_NOW, never)
    expect(await desk.stores.retention.counts()).toEqual({ articles: 1, quoted: 0 })
    expect(await desk.stores.articles.get('old', ['operator'], 1)).toBeNull()
  })

  it('keeps it whole while an edition that quotes it is not sent', async () => {
    desk = await forgettingDesk({ days: 90 })
    await desk.old.takeIn(sourceOf(report('old', '2024-01-02', 'Muse bridge closed')), 'operator')
    await desk.openEdition('old')
    expect(await desk.ingest.forgetOld(FORGET_NOW, never)).toBe(0)
    expect(await desk.hits('Muse bridge closed')).toEqual(['old'])
    await desk.stores.deliveries.move('d1', ['planned'], 'sent')
    expect(await desk.ingest.forgetOld(FORGET_NOW, never)).toBe(1)
  })
})

describe('a forgotten article that comes again', () => {
  it('is rejected with its reason, each time', async () => {
    desk = await forgettingDesk({ days: 90 })
    const old = report('old', '2024-01-02', 'Muse bridge closed')
    await desk.old.takeIn(sourceOf(old), 'operator')
    await desk.ingest.forgetOld(FORGET_NOW, never)
    for (let day = 0; day < 2; day++)
      expect(await desk.ingest.takeIn(sourceOf(old), 'operator')).toEqual({
        ...{ read: 1, added: 0, updated: 0, unchanged: 0 },
        rejected: [{ source: 'item 1', reason: 'it is older than the 90 days that articles of its source are kept' }],
      })
  })

  it('without a date is rejected while it says the same, and goes on with its versions when it says something new', async () => {
    desk = await forgettingDesk({ days: 90 })
    const undated = { ...report('undated', '', 'Muse bridge closed'), publishedAt: undefined }
    await desk.old.takeIn(sourceOf(undated), 'operator')
    await desk.ingest.forgetOld(FORGET_NOW, never)
    const again = await desk.ingest.takeIn(sourceOf(undated), 'operator')
    expect(again.rejected).toEqual([{ source: 'item 1', reason: 'it was forgotten for its age on 2024-06-01 and has not changed since' }])
    const changed = { ...report('undated', '', 'Muse bridge open again'), publishedAt: undefined }
    expect(await desk.ingest.takeIn(sourceOf(changed), 'operator')).toMatchObject({ added: 1, rejected: [] })
    expect(await desk.stores.articles.get('undated', ['operator'])).toMatchObject({ version: 2 })
  })
})

describe('a process that is killed while it forgets', () => {
  it('leaves each article whole or gone, and the next one ends the work', { timeout: 60_000 }, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'forgetting-'))
    try {
      const first = await forgettingDesk({ days: 90, dataDir })
      const all = Array.from({ length: 60 }, (_, n) => report(`old-${n}`, '2024-01-02', `Muse bridge closed ${n}`))
      await first.old.takeIn(sourceOf(...all), 'operator')
      await first.stores.close()
      const child = spawn(process.execPath, [FORGETTER, dataDir], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(child.stdout, 'data')
      child.kill('SIGKILL')
      await once(child, 'exit')

      desk = await forgettingDesk({ days: 90, dataDir })
      await desk.ingest.open()
      const gone = (await desk.stores.retention.counts()).articles
      expect(gone).toBeGreaterThan(0)
      const standing = await desk.stores.articles.count(['operator'])
      expect(standing + gone).toBe(60)
      expect((await desk.index.stories(['operator'])).flatMap(({ articleIds }) => articleIds)).toHaveLength(standing)
      expect(await desk.stores.check()).toEqual([])
      expect(await desk.ingest.forgetOld(FORGET_NOW, never)).toBe(standing)
      expect(await desk.stores.articles.count(['operator'])).toBe(0)
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})
