// A watched folder: files are taken in once they stand still, followed when they change, and marked when they are gone for good.
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchedFolder } from '../../src/adapters/sources/watched-folder.ts'
import { silentLog } from '../../src/base/log.ts'
import { createWatching, type Watching } from '../../src/ingest/ingest.ts'
import { FORGET_NOW, forgettingDesk } from './forgetting-desk.ts'

let folder: string
let desk: Awaited<ReturnType<typeof forgettingDesk>>
let now: Temporal.Instant
let watching: Watching

function watch(): Watching {
  const clock = { now: () => now }
  const { stores, ingest } = desk
  return createWatching({ folders: [watchedFolder(folder)], files: stores.watchedFiles, ingest, clock, log: silentLog })
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watched-'))
  desk = await forgettingDesk({ days: null })
  now = FORGET_NOW
  watching = watch()
})
afterEach(async () => {
  await watching.stop()
  await desk.stores.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Writes a file as of so many seconds before now. */
function put(name: string, what: string, secondsAgo = 600): void {
  const path = join(folder, name)
  writeFileSync(path, `${what} on Tuesday, officials in the border town said. Nobody was hurt at the gate.`)
  const at = now.epochMilliseconds / 1_000 - secondsAgo
  utimesSync(path, at, at)
}

async function look(times = 1): Promise<void> {
  for (let n = 0; n < times; n++) {
    await watching.look()
    now = now.add({ minutes: 1 })
  }
}

describe('a watched folder', () => {
  it('has its files taken in, those below it too, and not again at the next look or after a restart', async () => {
    mkdirSync(join(folder, 'below'))
    put('a.txt', 'Muse bridge closed')
    put('below/b.md', 'Ruili market open')
    await look()
    expect(await desk.stores.articles.count(['operator'])).toBe(2)
    expect(await desk.hits('Muse bridge closed')).toHaveLength(1)
    const { mark } = await desk.stores.articles.addedSince(null, ['operator'])
    await look()
    watching = watch()
    await look(4)
    expect((await desk.stores.articles.addedSince(mark, ['operator'])).articleIds).toEqual([])
  })

  it('leaves a file that is being written until it is the same at two looks', async () => {
    put('a.txt', 'Muse', 2)
    await look()
    expect(await desk.stores.articles.count(['operator'])).toBe(0)
    put('a.txt', 'Muse bridge closed for good', 1)
    await look()
    expect(await desk.stores.articles.count(['operator'])).toBe(0)
    await look()
    expect(await desk.hits('Muse bridge closed')).toHaveLength(1)
  })

  it('has a changed text as the next version of the same article', async () => {
    put('a.txt', 'Muse bridge closed')
    await look()
    const [id = ''] = await desk.hits('Muse bridge closed')
    put('a.txt', 'Muse bridge open again', 60)
    await look()
    expect(await desk.stores.articles.get(id, ['operator'])).toMatchObject({ version: 2, withdrawnAt: null })
    expect(await desk.stores.articles.count(['operator'])).toBe(1)
  })

  it('marks the article of a file that three looks do not find, also over a restart, and takes it up when it is back', async () => {
    put('a.txt', 'Muse bridge closed')
    put('b.txt', 'Ruili market open')
    await look()
    const [id = ''] = await desk.hits('Muse bridge closed')
    renameSync(join(folder, 'a.txt'), join(folder, '.a.txt'))
    watching = watch()
    await look(2)
    expect(await desk.hits('Muse bridge closed')).toContain(id)
    await look()
    expect(await desk.hits('Muse bridge closed')).not.toContain(id)
    expect((await desk.stores.articles.get(id, ['operator']))?.withdrawnAt).not.toBeNull()
    expect((await desk.stores.articles.get(id, ['operator']))?.text).toContain('Muse bridge closed')
    renameSync(join(folder, '.a.txt'), join(folder, 'a.txt'))
    await look()
    expect(await desk.stores.articles.get(id, ['operator'])).toMatchObject({ version: 2, withdrawnAt: null })
  })

  it('takes nothing back when all of it is gone at once', async () => {
    put('a.txt', 'Muse bridge closed')
    await look()
    renameSync(join(folder, 'a.txt'), join(folder, '.a.txt'))
    await look(5)
    expect(await desk.hits('Muse bridge closed')).toHaveLength(1)
    const aside = `${folder}-aside`
    renameSync(folder, aside)
    await look(5)
    renameSync(aside, folder)
    expect(await desk.hits('Muse bridge closed')).toHaveLength(1)
  })

  it('keeps an article that another of its files gives too', async () => {
    const line = `${JSON.stringify({ id: 'one', text: 'Muse bridge closed on Tuesday, officials said. Nobody was hurt.' })}\n`
    for (const name of ['a.jsonl', 'b.jsonl']) writeFileSync(join(folder, name), line)
    now = Temporal.Instant.from('2100-01-01T00:00:00Z')
    await look()
    rmSync(join(folder, 'a.jsonl'))
    await look(4)
    expect((await desk.stores.articles.get('one', ['operator']))?.withdrawnAt).toBeNull()
    writeFileSync(join(folder, 'b.jsonl'), line.replace('"one"', '"two"'))
    await look(3)
    expect((await desk.stores.articles.get('one', ['operator']))?.withdrawnAt).not.toBeNull()
    expect((await desk.stores.articles.get('two', ['operator']))?.withdrawnAt).toBeNull()
  })

  it('reads at most two hundred files at a look', async () => {
    for (let n = 0; n < 203; n++) put(`${n}.weird`, 'x')
    put('zz.txt', 'Muse bridge closed')
    await look()
    expect((await desk.stores.watchedFiles.known(folder)).size).toBe(200)
    expect(await desk.stores.articles.count(['operator'])).toBe(0)
    await look()
    expect(await desk.stores.articles.count(['operator'])).toBe(1)
  })
})
