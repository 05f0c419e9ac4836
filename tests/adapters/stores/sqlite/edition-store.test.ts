// Editions that many channels share: stored once, read with the record of each, and brought forward from how they were stored before.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import type { Edition, Occurrence } from '../../../../src/domain/subscription.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../../src/adapters/stores/sqlite/migrations')
const occurrence = (subscriptionId: string): Occurrence => ({
  ...{ subscriptionId, version: 1, localDate: '2026-11-22', slot: 0, dueAt: '2026-11-22T01:30:00Z' },
})
const edition: Edition = {
  kind: 'digest',
  document: { preview: 'The bridge reopened.', nodes: [{ kind: 'heading', text: 'The border' }] },
  claims: [],
  facts: [{ key: 'fact/3:f1', value: '{}', articleId: 'a1', toldAt: '2026-11-22T01:30:00Z' }],
  cited: [{ articleId: 'a1', version: 1, start: 0, end: 9, speaker: null, hedge: null }],
  shows: [{ fact: 'f1', number: 1, part: 1 }],
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'editions-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function rowsOf(text: string): readonly Record<string, unknown>[] {
  const db = new DatabaseSync(join(root, 'border-brief.sqlite'), { readOnly: true })
  const rows = db.prepare(text).all()
  db.close()
  return rows
}

describe('editions', () => {
  it('are stored once for all channels that are sent alike, each with its own record', async () => {
    const stores = openSqliteStores({ dataDir: root })
    await stores.deliveries.freeze(occurrence('s1'), { ...edition, record: 'r_1' })
    await stores.deliveries.freeze(occurrence('s2'), { ...edition, record: 'r_2' })
    await stores.deliveries.freeze(occurrence('s3'), { ...structuredClone(edition), shows: [] })
    const kept = await Promise.all(['s1', 's2', 's3'].map((id) => stores.deliveries.edition(occurrence(id))))
    const told = await Promise.all(['s1', 's2'].map((id) => stores.deliveries.told(occurrence(id))))
    await stores.close()
    expect(kept).toEqual([
      { ...edition, record: 'r_1' },
      { ...edition, record: 'r_2' },
      { ...edition, shows: [] },
    ])
    expect(told[0]?.facts).toBe(told[1]?.facts)
    expect(told[0]).toEqual({ facts: edition.facts, cited: edition.cited, shows: edition.shows, record: 'r_1' })
    expect(rowsOf('SELECT id FROM edition_contents')).toHaveLength(2)
  })

  it('leave nothing behind when an occurrence was frozen before', async () => {
    const stores = openSqliteStores({ dataDir: root })
    await stores.deliveries.freeze(occurrence('s1'), edition)
    await stores.deliveries.freeze(occurrence('s1'), { ...edition, cited: [] })
    expect(await stores.deliveries.told(occurrence('s1'))).toMatchObject({ cited: edition.cited })
    await stores.close()
    expect(rowsOf('SELECT id FROM edition_contents')).toHaveLength(1)
  })

  it('of an earlier version read as they were, and a fact told twice is known by its last telling', async () => {
    const migrationsDir = join(root, 'migrations')
    mkdirSync(migrationsDir)
    for (const name of readdirSync(MIGRATIONS).filter((file) => file < '0020'))
      copyFileSync(join(MIGRATIONS, name), join(migrationsDir, name))
    await openSqliteStores({ dataDir: root, migrationsDir }).close()
    const db = new DatabaseSync(join(root, 'border-brief.sqlite'))
    const insert = db.prepare(
      "INSERT INTO editions (subscription_id, version, local_date, slot, edition) VALUES (?, 1, '2026-11-22', 0, ?)",
    )
    insert.run('s1', JSON.stringify({ ...edition, record: 'r_1' }))
    const { shows: _, ...plain } = edition
    insert.run('s2', JSON.stringify({ ...plain, mends: [{ fact: 'f0', how: 'corrected', part: 1 }] }))
    const tell = db.prepare("INSERT INTO told_facts (channel_key, key, value, article_id, told_at) VALUES ('c', 'k', ?, 'a', ?)")
    tell.run('50000', '2026-11-22T00:00:00Z')
    tell.run('23000', '2026-11-21T00:00:00Z')
    db.close()
    const stores = openSqliteStores({ dataDir: root })
    expect(await stores.deliveries.edition(occurrence('s1'))).toEqual({ ...edition, record: 'r_1' })
    expect(await stores.deliveries.edition(occurrence('s2'))).toEqual({ ...plain, mends: [{ fact: 'f0', how: 'corrected', part: 1 }] })
    expect((await stores.memory.told('c')).map(({ value }) => value)).toEqual(['50000'])
    await stores.close()
  })
})
