// Short writes that are asked for in one turn wait for the disk once: each whole or not at all, in the order asked, and on the disk before its caller hears of it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../../../src/adapters/stores/sqlite/transact.ts'

let folder: string
let writer: DatabaseSync
let database: Database
let commits = 0

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gathered-'))
  writer = new DatabaseSync(join(folder, 'one.sqlite'))
  writer.exec('PRAGMA journal_mode = WAL; CREATE TABLE kept (n INTEGER PRIMARY KEY, at INTEGER)')
  commits = 0
  const exec = writer.exec.bind(writer)
  writer.exec = (sql) => {
    if (sql === 'COMMIT') commits += 1
    exec(sql)
  }
  database = createDatabase({ writer, reader: new DatabaseSync(join(folder, 'one.sqlite'), { readOnly: true }) })
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const put = (n: number) => database.write((sql) => sql.run('INSERT INTO kept (n, at) VALUES (:n, (SELECT COUNT(*) FROM kept))', { n }))
const kept = () => database.read((sql) => sql.all('SELECT n FROM kept ORDER BY at').map(({ n }) => n))

describe('short writes', () => {
  it('of one turn are committed together, in the order asked', async () => {
    await Promise.all([5, 3, 9, 1].map(put))
    expect(await kept()).toEqual([5, 3, 9, 1])
    expect(commits).toBe(1)
  })

  it('that fail leave nothing behind, and do not touch those beside them', async () => {
    const broken = database.write((sql) => {
      sql.run('INSERT INTO kept (n) VALUES (100)')
      throw new Error('on the way')
    })
    const outcomes = await Promise.allSettled([put(1), broken, put(1), put(2)])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(await kept()).toEqual([1, 2])
  })

  it('are on the disk when their caller hears of it', async () => {
    const heard = [1, 2, 3].map(async (n) => {
      await put(n)
      return kept()
    })
    for (const [at, seen] of (await Promise.all(heard)).entries()) expect(seen).toContain(at + 1)
  })

  it('all fail when the commit does, and the next ones go on', async () => {
    const exec = writer.exec
    writer.exec = (sql) => {
      if (sql === 'COMMIT') throw new Error('no disk')
      exec(sql)
    }
    const outcomes = await Promise.allSettled([put(1), put(2)])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    writer.exec = exec
    await put(3)
    expect(await kept()).toEqual([3])
  })

  it('keep their place between transactions', async () => {
    const all = [
      put(1),
      database.transact(async () => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        await put(2)
      }),
      put(3),
      database.transact(async () => void (await put(4))),
      put(5),
    ]
    await Promise.all(all)
    expect(await kept()).toEqual([1, 2, 3, 4, 5])
  })

  it('that were asked for before it was closed are kept', async () => {
    const writing = [put(1), put(2)]
    await database.close()
    await Promise.all(writing)
    const again = new DatabaseSync(join(folder, 'one.sqlite'), { readOnly: true })
    expect(again.prepare('SELECT COUNT(*) AS n FROM kept').get()).toEqual({ n: 2 })
    again.close()
  })

  it('that are asked for after it was closed are refused, and keep nobody waiting', async () => {
    await database.close()
    await expect(put(1)).rejects.toThrow('not open')
  })
})
