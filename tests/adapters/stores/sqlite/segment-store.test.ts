import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStores, type SqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'

let dataDir: string
let stores: SqliteStores

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'border-brief-'))
  stores = openSqliteStores({ dataDir })
})
afterEach(async () => {
  await stores.close()
  rmSync(dataDir, { recursive: true })
})

describe('a segment store', () => {
  it('gives back the bytes of each workspace in the order they were added, until they are dropped', async () => {
    const { segments } = stores
    await segments.add('operator', 'form-1', Uint8Array.of(1, 0, 255))
    await segments.add('slack:T1', 'form-1', Uint8Array.of(7))
    await segments.add('operator', 'form-2', Uint8Array.of(2))
    const [first, second, ...more] = await segments.list('operator')
    expect([first?.format, second?.format, more]).toEqual(['form-1', 'form-2', []])
    expect(await segments.read(first?.id ?? 0)).toEqual(Uint8Array.of(1, 0, 255))
    await segments.drop([first?.id ?? 0])
    expect(await segments.read(first?.id ?? 0)).toBeNull()
    expect(await segments.list('operator')).toEqual([second])
  })

  it('gives none for bytes that are no longer what was added', async () => {
    await stores.segments.add('operator', 'form-1', Uint8Array.of(1, 2, 3))
    const raw = new DatabaseSync(join(dataDir, 'border-brief.sqlite'))
    raw.exec("UPDATE search_segments SET bytes = x'010203'")
    const [{ id } = { id: 0 }] = await stores.segments.list('operator')
    expect(await stores.segments.read(id)).toEqual(Uint8Array.of(1, 2, 3))
    raw.exec("UPDATE search_segments SET bytes = x'010204'")
    raw.close()
    expect(await stores.segments.read(id)).toBeNull()
  })
})
