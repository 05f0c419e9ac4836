// Installations on disk: put in the place of earlier ones, replaced only by who saw them last, renewed by one process at a time.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStores, type SqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'

const T1 = { platform: 'slack', workspace: 'T1' } as const
const installation = (more: object = {}) => ({ ...T1, about: '{}', sealed: 'one', installedAt: '2026-03-05T12:00:00Z', ...more })
const at = (seconds: number) => Temporal.Instant.from('2026-03-05T12:00:00Z').add({ seconds }).toString()
let stores: SqliteStores

beforeEach(() => {
  stores = openSqliteStores({ dataDir: ':memory:' })
})
afterEach(() => stores.close())

describe('installations', () => {
  it('are one for each workspace of a platform, counted up with every change', async () => {
    const store = stores.installations
    await store.save(installation())
    await store.save(installation({ workspace: 'T0' }))
    await store.save(installation({ platform: 'discord' }))
    await store.save(installation({ sealed: 'two', installedAt: at(60) }))
    expect((await store.list('slack')).map(({ workspace, sealed, version }) => [workspace, sealed, version])).toEqual([
      ['T0', 'one', 1],
      ['T1', 'two', 2],
    ])
    expect(await store.get(T1)).toMatchObject({ sealed: 'two', installedAt: at(60) })
    expect(await store.get({ platform: 'slack', workspace: 'T9' })).toBeNull()
  })

  it('take new tokens only in the place of those that were seen', async () => {
    const store = stores.installations
    await store.save(installation())
    expect(await Promise.all(['two', 'three'].map((sealed) => store.reseal(T1, 1, sealed)))).toEqual([true, false])
    expect(await store.get(T1)).toMatchObject({ sealed: 'two', version: 2 })
    expect([await store.remove(T1), await store.remove(T1), await store.reseal(T1, 2, 'four'), await store.get(T1)]).toEqual([
      true,
      false,
      false,
      null,
    ])
  })

  it('are claimed by one until its time is over, new tokens come, or it lets go', async () => {
    const store = stores.installations
    await store.save(installation())
    const claims = await Promise.all([1, 2, 3].map(() => store.claim(T1, at(0), at(45))))
    expect(claims).toEqual([true, false, false])
    expect([await store.claim(T1, at(44), at(90)), await store.claim(T1, at(45), at(90))]).toEqual([false, true])
    await store.reseal(T1, 1, 'two')
    expect(await store.claim(T1, at(50), at(100))).toBe(true)
    expect(await store.claim({ ...T1, workspace: 'T9' }, at(0), at(45))).toBe(false)
  })
})

describe('removals', () => {
  it('are noted once, oldest first, until they are done', async () => {
    const { note, pending, done } = stores.removalLog
    await note('slack:T2', at(5))
    await note('slack:T1', at(1))
    await note('slack:T2', at(9))
    expect(await pending()).toEqual(['slack:T1', 'slack:T2'])
    await done('slack:T1')
    expect(await pending()).toEqual(['slack:T2'])
  })
})
