// Copies of the data: made while others write, put back only whole, only of a version we can read, and only while nobody has the file open.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUpData, deleteOldCopies, restoreData } from '../../src/adapters/stores/sqlite/copies.ts'
import { openSqliteStores, type SqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { BorderBriefError } from '../../src/base/error.ts'
import { anArticleOf } from '../adapters/stores/sqlite/an-article.ts'

const AT = '2026-11-22T08:00:00.123Z'
let root: string
let dataDir: string
let open: SqliteStores[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'copies-'))
  dataDir = join(root, 'data')
})
afterEach(async () => {
  for (const stores of open) await stores.close()
  open = []
  rmSync(root, { recursive: true, force: true })
})

function opened(): SqliteStores {
  const stores = openSqliteStores({ dataDir })
  open.push(stores)
  return stores
}
async function holding(...ids: readonly string[]): Promise<SqliteStores> {
  const stores = opened()
  for (const id of ids) await stores.articles.put(anArticleOf(id))
  return stores
}
async function idsIn(): Promise<readonly string[]> {
  const stores = opened()
  const all = await Array.fromAsync(stores.articles.all(['operator']))
  await stores.close()
  return all.map(({ id }) => id)
}
const copy = () => join(root, 'copies', 'one.sqlite')
function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof BorderBriefError) return error.code
    throw error
  }
  return 'done'
}

describe('a backup', () => {
  it('holds what was committed, also what still stands in the log, while the file is open and goes on being written', async () => {
    const stores = await holding('a1', 'a2')
    expect(backUpData(dataDir, copy())).toMatchObject({ articles: 2, subscriptions: 0 })
    await stores.articles.put(anArticleOf('a3'))
    await stores.close()
    expect(restoreData(dataDir, copy(), AT)).toMatchObject({ found: { articles: 2 } })
    expect(await idsIn()).toEqual(['a1', 'a2'])
  })

  it('leaves out what a transaction of another has not committed', async () => {
    await holding('a1')
    const other = new DatabaseSync(join(dataDir, 'border-brief.sqlite'))
    other.exec('BEGIN IMMEDIATE; DELETE FROM articles; DELETE FROM article_versions')
    expect(backUpData(dataDir, copy())).toMatchObject({ articles: 1 })
    other.exec('ROLLBACK')
    other.close()
  })

  it('is readable for its owner alone, and nothing half-written lies beside it', async () => {
    await holding('a1')
    backUpData(dataDir, copy())
    expect(statSync(copy()).mode & 0o077).toBe(0)
    expect(readdirSync(join(root, 'copies'))).toEqual(['one.sqlite'])
  })

  it('writes over nothing, and says so of a folder without data', async () => {
    await holding('a1')
    backUpData(dataDir, copy())
    const before = readFileSync(copy())
    expect(codeOf(() => backUpData(dataDir, copy()))).toBe('backup-exists')
    expect(readFileSync(copy()).equals(before)).toBe(true)
    expect(codeOf(() => backUpData(join(root, 'nothing'), join(root, 'other.sqlite')))).toBe('no-data')
    expect(existsSync(join(root, 'nothing'))).toBe(false)
  })
})

describe('a restore', () => {
  async function copied(): Promise<void> {
    const stores = await holding('a1')
    backUpData(dataDir, copy())
    await stores.articles.put(anArticleOf('a2'))
    await stores.close()
  }

  it('refuses while anyone has the data open, and changes nothing', async () => {
    await copied()
    const stores = opened()
    expect(codeOf(() => restoreData(dataDir, copy(), AT))).toBe('data-in-use')
    await stores.close()
    expect(await idsIn()).toEqual(['a1', 'a2'])
    expect(readdirSync(dataDir).filter((name) => name.includes('restor'))).toEqual([])
  })

  it('keeps beside it what was there, whole', async () => {
    await copied()
    const { kept } = restoreData(dataDir, copy(), AT)
    expect(await idsIn()).toEqual(['a1'])
    expect(kept).toMatch(/before-restore-2026-11-22T08-00-00-123Z$/)
    const before = new DatabaseSync(kept ?? '', { readOnly: true })
    expect(
      before
        .prepare('SELECT id FROM articles ORDER BY id')
        .all()
        .map(({ id }) => id),
    ).toEqual(['a1', 'a2'])
    before.close()
  })

  it('refuses a copy that is cut short, altered, empty, of another program, or absent', async () => {
    await copied()
    const bytes = readFileSync(copy())
    const bad = (name: string, content: Uint8Array | string) => {
      const file = join(root, name)
      writeFileSync(file, content)
      return codeOf(() => restoreData(dataDir, file, AT))
    }
    expect(bad('cut', bytes.subarray(0, bytes.length >> 1))).toBe('backup-damaged')
    const altered = Buffer.from(bytes)
    altered.fill(0xff, 4096 * 2, 4096 * 6)
    expect(bad('altered', altered)).toMatch(/^(backup-damaged|database-)/)
    expect(bad('text', 'this is a letter, not a database at all')).toBe('backup-damaged')
    expect(bad('empty', '')).toBe('database-not-ours')
    expect(codeOf(() => restoreData(dataDir, join(root, 'absent'), AT))).toBe('no-backup')
    expect(await idsIn()).toEqual(['a1', 'a2'])
  })

  it('refuses a copy of a newer version', async () => {
    await copied()
    const newer = new DatabaseSync(copy())
    newer.exec("INSERT INTO schema_migrations VALUES (9999, '9999_later.sql', 'x', '2030-01-01T00:00:00Z')")
    newer.close()
    expect(codeOf(() => restoreData(dataDir, copy(), AT))).toBe('database-newer')
    expect(await idsIn()).toEqual(['a1', 'a2'])
  })

  it('puts aside what is deleted with the backups of migrations once it lay there long enough, and nothing else', async () => {
    await copied()
    restoreData(dataDir, copy(), AT)
    mkdirSync(join(dataDir, 'backups'), { recursive: true })
    const migration = join(dataDir, 'backups', '2020-before-0002.sqlite')
    writeFileSync(migration, 'x')
    utimesSync(migration, 1, 1)
    const before = readdirSync(dataDir)
    const putAside = Temporal.Instant.from(AT).epochMilliseconds
    expect(deleteOldCopies(dataDir, putAside)).toBe(1) // the migration's; what was just put aside is not old, however old its content is
    expect(readdirSync(dataDir)).toEqual(before)
    expect(deleteOldCopies(dataDir, putAside + 1)).toBe(1)
    expect(await idsIn()).toEqual(['a1'])
    expect(deleteOldCopies(join(root, 'nothing'), putAside)).toBe(0)
    const halfWay = join(dataDir, 'border-brief.sqlite.restoring') // as a restore that was killed leaves it
    writeFileSync(halfWay, 'words')
    expect(deleteOldCopies(dataDir, Date.now() + 1_000)).toBe(1)
    expect(existsSync(halfWay)).toBe(false)
  })

  it('takes the place of a damaged file, and of none', async () => {
    await copied()
    writeFileSync(join(dataDir, 'border-brief.sqlite'), 'rubbish')
    restoreData(dataDir, copy(), AT)
    expect(await idsIn()).toEqual(['a1'])
    rmSync(dataDir, { recursive: true })
    expect(restoreData(dataDir, copy(), AT).kept).toBeNull()
    expect(await idsIn()).toEqual(['a1'])
  })
})
