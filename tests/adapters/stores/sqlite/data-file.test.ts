import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { OPERATOR } from '../../../../src/domain/article.ts'
import { anArticleOf } from './an-article.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../../src/adapters/stores/sqlite/migrations')
let root: string
let dataDir: string
let migrationsDir: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'border-brief-'))
  dataDir = join(root, 'data')
  migrationsDir = join(root, 'migrations')
  mkdirSync(migrationsDir)
  for (const name of readdirSync(MIGRATIONS)) copyFileSync(join(MIGRATIONS, name), join(migrationsDir, name))
})
afterEach(() => rmSync(root, { recursive: true }))

const dataFile = () => join(dataDir, 'border-brief.sqlite')
const backups = () => readdirSync(join(dataDir, 'backups')).filter((name) => name.endsWith('.sqlite'))

async function makeFile(): Promise<void> {
  const stores = openSqliteStores({ dataDir, migrationsDir })
  await stores.articles.put(anArticleOf('a1'))
  await stores.close()
}

function addMigration(number: number, sql = `CREATE TABLE extra_${number} (x TEXT) STRICT;`): string {
  const path = join(migrationsDir, `${String(number).padStart(4, '0')}_extra.sql`)
  writeFileSync(path, sql)
  return path
}

function refusalOf(open: () => unknown): unknown {
  try {
    open()
  } catch (error) {
    return error
  }
  return null
}

const WRITER = new URL('./write-until-killed.ts', import.meta.url)
const HOLDER = new URL('./hold-the-file.ts', import.meta.url)

function run(script: URL, ...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [fileURLToPath(script), dataDir, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
}

describe('a data file', () => {
  const nextNumber = () => readdirSync(migrationsDir).length + 1

  it('opens again with what was written, and is neither migrated nor backed up twice', async () => {
    await makeFile()
    const again = openSqliteStores({ dataDir, migrationsDir })
    expect(await again.articles.get('a1', [OPERATOR])).toEqual(anArticleOf('a1'))
    await again.close()
    expect(readdirSync(dataDir)).toEqual(['border-brief.sqlite'])
  })

  it('that cannot be put where the path leads says the mend', () => {
    writeFileSync(join(root, 'a-file'), '')
    for (const taken of ['a-file', 'a-file/below']) {
      const open = () => openSqliteStores({ dataDir: join(root, taken), migrationsDir })
      expect(refusalOf(open)).toMatchObject({ code: 'no-data-folder', hint: expect.stringContaining('choose another with --data') })
    }
  })

  it('is migrated forward after a backup of what it was, of which the newest five stay', async () => {
    await makeFile()
    const before = nextNumber()
    for (let i = 0; i < 7; i++) {
      addMigration(before + i)
      const stores = openSqliteStores({ dataDir, migrationsDir })
      expect(await stores.articles.count([OPERATOR])).toBe(1)
      await stores.close()
    }
    expect(backups()).toHaveLength(5)
    const newest = new DatabaseSync(join(dataDir, 'backups', backups().sort().at(-1) ?? ''))
    expect(
      newest
        .prepare('SELECT id FROM articles')
        .all()
        .map((row) => ({ ...row })),
    ).toEqual([{ id: 'a1' }])
    expect(newest.prepare('SELECT MAX(number) AS n FROM schema_migrations').get()).toMatchObject({ n: before + 5 })
    newest.close()
  })

  it('keeps its old shape when a migration fails half way', async () => {
    await makeFile()
    const path = addMigration(nextNumber(), 'CREATE TABLE half (x TEXT) STRICT; INSERT INTO nowhere VALUES (1);')
    expect(refusalOf(() => openSqliteStores({ dataDir, migrationsDir }))).toBeInstanceOf(Error)
    rmSync(path)
    await openSqliteStores({ dataDir, migrationsDir }).close()
    const raw = new DatabaseSync(dataFile())
    expect(raw.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([])
    raw.close()
  })

  it.each([
    ['from a newer version', 'database-newer', async () => rmSync(await addAndOpen())],
    ['from another build', 'database-altered', () => writeFileSync(join(migrationsDir, '0001_articles.sql'), '-- changed\n')],
    ['of another program', 'database-not-ours', () => replaceFile((raw) => raw.exec('CREATE TABLE theirs (x)'))],
    ['that is no database', 'database-not-ours', () => writeFileSync(dataFile(), 'x'.repeat(8192))],
  ] as const)('%s is refused with the mend and left as it was', async (_, code, spoil) => {
    await makeFile()
    await spoil()
    const before = readFileSync(dataFile())
    const refusal = refusalOf(() => openSqliteStores({ dataDir, migrationsDir }))
    expect(refusal).toMatchObject({ code, hint: expect.stringMatching(/backups folder|another folder/) })
    expect(String((refusal as { hint: string }).hint)).not.toContain(root)
    expect(readFileSync(dataFile()).equals(before)).toBe(true)
  })

  async function addAndOpen(): Promise<string> {
    const path = addMigration(nextNumber())
    await openSqliteStores({ dataDir, migrationsDir }).close()
    return path
  }

  function replaceFile(fill: (raw: DatabaseSync) => void): void {
    rmSync(dataFile())
    const raw = new DatabaseSync(dataFile())
    fill(raw)
    raw.exec('PRAGMA journal_mode = WAL')
    raw.close()
  }

  it('accepts migrations whose line ends a checkout changed', async () => {
    await makeFile()
    for (const name of readdirSync(migrationsDir)) {
      const path = join(migrationsDir, name)
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'))
    }
    const stores = openSqliteStores({ dataDir, migrationsDir })
    expect(await stores.articles.count([OPERATOR])).toBe(1)
    await stores.close()
  })

  it('is whole after the process was killed between writes, with all that was said to be kept', async () => {
    for (let round = 0; round < 3; round++) {
      const child = run(WRITER)
      let last = -1
      const lines = createInterface({ input: child.stdout ?? process.stdin })
      for await (const line of lines) {
        last = Number(line)
        if (last >= 20 + round * 7) child.kill('SIGKILL')
      }
      const stores = openSqliteStores({ dataDir })
      expect(await stores.check()).toEqual([])
      for (let i = 0; i <= last + 3; i++) {
        const pair = await stores.articles.many([`left-${i}`, `right-${i}`], [OPERATOR])
        expect([0, 2]).toContain(pair.size)
        if (i <= last) expect(await stores.articles.get(`told-${i}`, [OPERATOR])).not.toBeNull()
      }
      await stores.close()
      rmSync(dataDir, { recursive: true })
    }
  })

  it('waits for another process that holds it, while reads go on', async () => {
    const stores = openSqliteStores({ dataDir })
    const child = run(HOLDER, '1500')
    await once(child.stdout ?? child, 'data')
    const write = stores.articles.put(anArticleOf('mine'))
    expect(await stores.articles.get('held', [OPERATOR])).toBeNull()
    await write
    expect([...(await stores.articles.many(['held', 'mine'], [OPERATOR])).keys()].sort()).toEqual(['held', 'mine'])
    await stores.close()
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(0)
  })

  it('can be made by several processes at once', async () => {
    const children = [1, 2, 3, 4].map(() => run(HOLDER, '20'))
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]))
    expect(codes).toEqual([0, 0, 0, 0])
    const stores = openSqliteStores({ dataDir })
    expect(await stores.articles.count([OPERATOR])).toBe(1)
    await stores.close()
  })
})
