// Removing the bot from a workspace: kept before anything else, done however often it fails, twice over, and never across a return.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStores, type SqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import type { RemovalLog } from '../../src/ports/installation-store.ts'
import { createRemovals, type RemovalWork } from '../../src/main/removals.ts'

const clock = fixedClock('2026-03-05T12:00:00Z')
let stores: SqliteStores
let made: RemovalWork[]
let scrubs = 0

beforeEach(() => {
  stores = openSqliteStores({ dataDir: ':memory:' })
  made = []
  scrubs = 0
})
afterEach(async () => {
  for (const one of made) await one.stop()
  await stores.close()
})

function removals(end: (workspace: string) => Promise<number>, timeScale = 0.001, log: Partial<RemovalLog> = {}): RemovalWork {
  const scrub = async () => {
    scrubs += 1
  }
  const endings = { end, scrub }
  const one = createRemovals({ removalLog: { ...stores.removalLog, ...log }, endings, clock, log: silentLog, timeScale })
  made.push(one)
  return one
}
const pending = () => stores.removalLog.pending()
async function until(hold: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await hold())) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('a workspace that removed the bot', () => {
  it('is noted before it is erased, erased twice however often it is told, and then no longer noted', async () => {
    const ended: string[] = []
    const notedFirst: boolean[] = []
    const of = removals(async (workspace) => {
      notedFirst.push((await pending()).includes(workspace))
      return ended.push(workspace)
    }).of('slack')
    await Promise.all([of.removed('T1'), of.removed('T1'), of.removed('T2'), of.removed('T1')])
    await until(async () => (await pending()).length === 0)
    expect([ended.toSorted(), notedFirst]).toEqual([
      ['slack:T1', 'slack:T1', 'slack:T2', 'slack:T2'],
      [true, true, true, true],
    ])
    expect(scrubs).toBe(4)
  })

  it('is not taken for noted when that could not be kept', async () => {
    const ended: string[] = []
    const one = removals(async (workspace) => ended.push(workspace), 0.001, {
      note: async () => {
        throw new Error('disk full')
      },
    })
    await expect(one.of('slack').removed('T1')).rejects.toThrow('disk full')
    expect(ended).toEqual([])
  })

  it('is tried again when erasing fails', async () => {
    let tries = 0
    const of = removals(async () => {
      tries += 1
      if (tries === 1) throw new Error('disk full')
      return 0
    }).of('discord')
    await of.removed('9')
    await until(async () => (await pending()).length === 0)
    expect([tries, scrubs]).toEqual([3, 1]) // the second time there was nothing to wipe
  })

  it('is erased to the end at the next start', async () => {
    const first = removals(async () => 0, 1)
    await first.of('slack').removed('T1')
    await first.stop()
    expect(await pending()).toEqual(['slack:T1'])
    const ended: string[] = []
    const second = removals(async (workspace) => ended.push(workspace))
    await second.resume()
    await until(async () => (await pending()).length === 0)
    expect(ended).toEqual(['slack:T1', 'slack:T1'])
  })

  it('is wholly erased before it is used again, which does not wait for what was under way', async () => {
    const ended: string[] = []
    const of = removals(async (workspace) => ended.push(workspace), 1).of('slack') // half a minute, were it waited for
    await of.removed('T1')
    await until(() => scrubs === 1)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(ended.length).toBe(1) // what is under way there still has its time
    await of.settled('T1')
    expect([ended.length, await pending()]).toEqual([2, []])
    await of.settled('T1')
    await of.settled('T2')
    expect(ended.length).toBe(2)
  })
})
