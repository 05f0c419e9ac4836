// Everything of one workspace, found by a word that is nowhere else: handed out whole, deleted whole, and gone from the bytes of the file.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OWNED, UNOWNED } from '../../../../src/adapters/stores/sqlite/owned-tables.ts'
import { openSqliteStores, type SqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'

const AT = '2026-11-22T08:00:00Z'
let dataDir: string
let stores: SqliteStores

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'workspace-data-'))
  stores = openSqliteStores({ dataDir })
})
afterEach(async () => {
  await stores.close()
  rmSync(dataDir, { recursive: true, force: true })
})

type Column = Readonly<{ name: string; type: string; pk: number }>

/** A value of a column that fits its type and its constraint, and bears the word wherever words may stand. */
function wordIn({ name, type }: Column, check: string, workspace: string, word: string, n: number): string | number | Uint8Array {
  const one = new RegExp(`\\b${name} [A-Z]+ [^,(]*CHECK \\(${name} IN \\('?([^',)]+)`).exec(check)?.[1]
  if (name === 'platform') return 'slack'
  if (one !== undefined) return type === 'INTEGER' ? Number(one) : one
  if (type === 'INTEGER') return n
  if (type === 'BLOB') return new TextEncoder().encode(`${word} ${n}`)
  if (name === 'channel_key') return `slack:${workspace}:C${n}`
  if (['turn', 'record', 'payload', 'schedule', 'state', 'aliases', 'shown', 'told'].includes(name)) return JSON.stringify({ word, n })
  return `${word}-${name}-${n}`
}

/** Rows of a workspace in every table that may hold some, written as raw as can be: what another version wrote must go as well. */
function fill(workspace: string, word: string, rows: number): void {
  const db = new DatabaseSync(join(dataDir, 'border-brief.sqlite'), { timeout: 5_000, enableForeignKeyConstraints: false })
  db.exec('BEGIN IMMEDIATE')
  for (const { table, where } of OWNED) {
    const check = String(db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(table)?.['sql'])
    const columns = db.prepare(`SELECT name, type, pk FROM pragma_table_info('${table}')`).all() as unknown as Column[]
    for (let n = 1; n <= rows; n++) {
      const row = new Map(columns.map((column) => [column.name, wordIn(column, check, workspace, word, n)]))
      if (row.has('workspace')) row.set('workspace', where.includes(':platform') ? workspace : `slack:${workspace}`)
      for (const [name, of] of [
        ['delivery_id', 'deliveries-id'],
        ['subscription_id', 'subscriptions-id'],
        ['source_id', 'sources-id'],
        ['content', 'edition_contents-id'],
      ] as const)
        if (row.has(name)) row.set(name, `${word}-${of}-${n}`)
      if (row.has('id') && ['deliveries', 'subscriptions', 'sources', 'edition_contents'].includes(table))
        row.set('id', `${word}-${table}-id-${n}`)
      if (table === 'inbound_seen') row.set('id', `slack:${workspace}:${word}-${n}`)
      if (['articles', 'article_versions'].includes(table)) row.set('version', 1)
      const integerKey = columns.find(({ type, pk }) => pk === 1 && type === 'INTEGER' && columns.filter((one) => one.pk > 0).length === 1)
      if (integerKey !== undefined) row.delete(integerKey.name)
      const names = [...row.keys()]
      db.prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...row.values())
    }
  }
  db.exec('COMMIT')
  db.close()
}

const filesWith = (word: string) =>
  readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(dataDir, entry.name)).includes(word))
    .map(({ name }) => name)

async function tablesWith(word: string): Promise<readonly string[]> {
  const db = new DatabaseSync(join(dataDir, 'border-brief.sqlite'), { readOnly: true })
  const tables = OWNED.map(({ table }) => table).filter((table) =>
    db
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .some((row) => Object.values(row).some((value) => (value instanceof Uint8Array ? Buffer.from(value) : String(value)).includes(word))),
  )
  db.close()
  return tables
}

describe('the data of a workspace', () => {
  it('is told of every table there is: a new one must be named as a workspace’s or as nobody’s', () => {
    const db = new DatabaseSync(join(dataDir, 'border-brief.sqlite'), { readOnly: true })
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
    db.close()
    expect(tables.map(({ name }) => name).sort()).toEqual([...OWNED.map(({ table }) => table), ...UNOWNED].sort())
  })

  it('is deleted from every table, and nothing of a neighbour whose name only begins alike', async () => {
    fill('T1', 'kingfisher', 3)
    fill('T12', 'hornbill', 3)
    expect(await tablesWith('kingfisher')).toEqual(OWNED.map(({ table }) => table))
    const gone = await stores.workspaceData.purge('slack:T1', AT)
    expect(gone).toBeGreaterThan(2 * OWNED.length)
    expect(await tablesWith('kingfisher')).toEqual([])
    expect(await tablesWith('hornbill')).toEqual(OWNED.map(({ table }) => table))
    expect(await stores.check()).toEqual([])
  })

  it('takes as many turns as there are rows', async () => {
    fill('T1', 'kingfisher', 250)
    await stores.workspaceData.purge('slack:T1', AT)
    expect(await tablesWith('kingfisher')).toEqual([])
    expect(await stores.workspaceData.purge('slack:T1', AT)).toBe(0)
  })

  it('leaves no byte behind in the file or its log once that is scrubbed, also not of what was deleted long before', async () => {
    fill('T1', 'kingfisher', 40)
    const db = new DatabaseSync(join(dataDir, 'border-brief.sqlite'))
    db.exec("DELETE FROM turns WHERE n % 2 = 0; UPDATE answer_records SET record = '{}' WHERE rowid % 2 = 0")
    db.close()
    await stores.workspaceData.purge('slack:T1', AT)
    expect(filesWith('kingfisher')).not.toEqual([]) // else this test would prove nothing
    await stores.workspaceData.scrub()
    expect(filesWith('kingfisher')).toEqual([])
    expect(await stores.check()).toEqual([])
    await stores.workspaceSettings.change('slack:T2', { timeZone: 'Asia/Yangon' }) // and the file goes on being written
    expect((await stores.workspaceSettings.get('slack:T2')).timeZone).toBe('Asia/Yangon')
  })

  it('is handed out row by row with its JSON read, without what is derived, and of no other workspace', async () => {
    fill('T1', 'kingfisher', 120)
    fill('T12', 'hornbill', 2)
    const rows = await Array.fromAsync(stores.workspaceData.rows('slack:T1'))
    const given = OWNED.filter(({ derived }) => derived !== true).map(({ table }) => table)
    expect([...new Set(rows.map(({ table }) => table))]).toEqual(given)
    expect(rows.filter(({ table }) => table === 'told_facts')).toHaveLength(120)
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length)
    expect(JSON.stringify(rows)).not.toContain('hornbill')
    expect(rows.find(({ table }) => table === 'turns')?.row['turn']).toEqual({ word: 'kingfisher', n: 1 })
  })

  it('that ended is told to who asks, for a day', async () => {
    await stores.workspaceData.purge('slack:T1', AT)
    expect(await stores.workspaceData.endedSince('2026-11-22T07:59:00Z')).toEqual(['slack:T1'])
    expect(await stores.workspaceData.endedSince('2026-11-22T08:01:00Z')).toEqual([])
    await stores.workspaceData.purge('slack:T3', '2026-11-23T09:00:00Z')
    expect(await stores.workspaceData.endedSince('2026-11-22T00:00:00Z')).toEqual(['slack:T3'])
  })
})
