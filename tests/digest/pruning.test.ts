// What is forgotten of deliveries with age, and what is kept because a schedule, a correction or a message still rests on it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSqliteStores, type SqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import type { Delivery, Edition } from '../../src/domain/subscription.ts'
import { aDelivery, aSubscription } from '../contracts/digest-stores.ts'
import { fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, oneLiner } from './digest-world.ts'

const NOW = Temporal.Instant.from('2026-11-22T03:00:00Z')
const BEFORE = '2025-10-18T03:00:00Z'
const EDITION: Edition = { kind: 'quiet', document: { preview: 'Quiet.', nodes: [] }, claims: [], facts: [], cited: [] }

function sentOn(localDate: string, over: Partial<Delivery> = {}, slot = 0): Delivery {
  const occurrence = { subscriptionId: 'sub1', version: 1, localDate, slot, dueAt: `${localDate}T01:30:00Z` }
  return aDelivery({ id: `d-${localDate}-${slot}-${over.part ?? 1}`, occurrence, state: 'sent', messageId: '1.1', ...over })
}

async function holding(...deliveries: readonly Delivery[]): Promise<SqliteStores> {
  const stores = openSqliteStores({ dataDir: ':memory:' })
  for (const delivery of deliveries) {
    await stores.deliveries.plan(delivery)
    await stores.deliveries.freeze(delivery.occurrence, EDITION)
  }
  return stores
}

const idsIn = async ({ deliveries }: SqliteStores) => (await deliveries.ofSubscription('sub1', 99)).map(({ id }) => id)

describe('pruning of deliveries', () => {
  it('forgets what is old with its edition and what was seen of it, and nothing that is not old', async () => {
    const [old, recent] = [sentOn('2025-03-01'), sentOn('2026-03-01')]
    const stores = await holding(old, sentOn('2025-03-01', { part: 2 }), recent)
    for (const { id } of [old, recent]) await stores.aftercare.sighted(id, '1.1', old.occurrence.dueAt)
    const notice = { channel: CHANNEL, person: 'U1', words: 'It was paused.' }
    await stores.aftercare.notify({ ...notice, id: 'n1', at: '2025-03-01T00:00:00Z' })
    await stores.aftercare.notify({ ...notice, id: 'n2', at: '2026-03-01T00:00:00Z' })
    expect(await stores.deliveries.prune(BEFORE, NOW)).toBe(1)
    expect(await idsIn(stores)).toEqual([recent.id])
    expect([await stores.deliveries.edition(old.occurrence), await stores.deliveries.edition(recent.occurrence)]).toEqual([null, EDITION])
    expect([(await stores.aftercare.sightings(old.id)).length, (await stores.aftercare.sightings(recent.id)).length]).toEqual([0, 1])
    expect((await stores.aftercare.untold()).map(({ id }) => id)).toEqual(['n2'])
    expect(await stores.deliveries.prune(BEFORE, NOW)).toBe(0)
  })

  it('never plans again what it forgot, also under a clock that was set back', async () => {
    const stores = await holding(sentOn('2025-03-01'), sentOn('2025-03-02'), sentOn('2026-03-01'))
    await stores.deliveries.prune(BEFORE, NOW)
    expect(await stores.deliveries.plan({ ...sentOn('2025-03-02'), state: 'planned' })).toBe(false)
    expect(await stores.deliveries.plan({ ...sentOn('2025-02-27'), state: 'planned' })).toBe(false)
    expect(await stores.deliveries.plan({ ...sentOn('2025-03-03'), state: 'planned' })).toBe(true)
    const asked = { ...sentOn('2025-03-02', {}, 10_000), id: 'asked', state: 'planned' as const }
    expect(await stores.deliveries.plan(asked)).toBe(true)
  })

  it('never plans again anything that was on record, whatever days these were and however often it forgets', async () => {
    const day = fc.integer({ min: 0, max: 700 })
    const dayOf = (n: number) => Temporal.PlainDate.from('2025-01-01').add({ days: n }).toString()
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(day, { minLength: 1, maxLength: 30 }),
        fc.array(day, { maxLength: 4 }),
        fc.boolean(),
        async (days, cuts, stands) => {
          const all = days.map((n) => sentOn(dayOf(n)))
          const stores = await holding(...all)
          if (stands) await stores.subscriptions.save(aSubscription())
          for (const cut of cuts) await stores.deliveries.prune(`${dayOf(cut)}T00:00:00Z`, Temporal.Instant.from(`${dayOf(cut)}T00:00:00Z`))
          const newest = all
            .map(({ id }) => id)
            .sort()
            .at(-1)
          if (stands) expect(await idsIn(stores)).toContain(newest)
          for (const one of stands ? all : []) expect(await stores.deliveries.plan({ ...one, id: `again-${one.id}` })).toBe(false)
          await stores.close()
        },
      ),
      { numRuns: 40 },
    )
  })

  it('keeps what is not at its end, is owed something, or is linked to by a correction to come', async () => {
    const days = ['2025-01-01', '2025-01-02', '2025-01-03', '2025-01-04']
    const [open, owing, told, plain] = days.map((day, at) => sentOn(day, at === 0 ? { state: 'unknown' } : {}))
    const stores = await holding(...[open, owing, told, plain].flatMap((one) => one ?? []))
    await stores.aftercare.owe(owing?.id ?? '', 'sweep', '2025-01-02T02:00:00Z')
    await stores.memory.keepTellings('slack:T1:C1', [{ fact: 'f1', deliveryId: told?.id ?? '', number: 1 }], '2026-01-03T00:00:00Z')
    expect(await stores.deliveries.prune(BEFORE, NOW)).toBe(1)
    expect(await idsIn(stores)).toEqual([told?.id, owing?.id, open?.id])
  })

  it('keeps what a message names that stays, and forgets both when that goes', async () => {
    const [about, by] = [sentOn('2025-01-01'), sentOn('2025-02-01')]
    const stores = await holding(about, by)
    await stores.aftercare.remark({ deliveryId: about.id, by: by.id, how: 'corrected', number: 1 })
    await stores.memory.keepTellings('slack:T1:C1', [{ fact: 'f1', deliveryId: about.id, number: 1 }], '2025-11-01T00:00:00Z')
    expect(await stores.deliveries.prune(BEFORE, NOW)).toBe(0)
    expect(await stores.aftercare.remarks(about.id)).toHaveLength(1)
    await stores.memory.forget('slack:T1:C1')
    expect(await stores.deliveries.prune(BEFORE, NOW)).toBe(2)
    expect(await stores.aftercare.remarks(about.id)).toEqual([])
  })

  it('keeps of a schedule that stands the newest days, by which it knows what it has seen, however old they are', async () => {
    const stores = await holding(sentOn('2024-01-01'), sentOn('2024-02-28'), sentOn('2024-02-29'))
    await stores.subscriptions.save(aSubscription())
    expect(await stores.deliveries.prune(BEFORE, NOW)).toBe(1)
    expect(await idsIn(stores)).toEqual(['d-2024-02-29-0-1', 'd-2024-02-28-0-1'])
    await stores.subscriptions.remove('sub1', CHANNEL)
    expect(await stores.deliveries.prune(BEFORE, NOW)).toBe(2)
  })

  it('sends nothing of the time before, when a desk that slept for years goes on', async () => {
    const world = digestWorld('2024-02-01T00:00:00Z', (now) => fakePlatform({ now }))
    const digests = world.boot()
    const schedule = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'Asia/Yangon' }
    await digests.subscribe({ channel: CHANNEL, topic: 'border', schedule, by: 'U1', now: world.now() })
    await world.publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    for (const day of ['01', '02', '03', '04', '05']) {
      world.moveTo(`2024-02-${day}T01:30:00Z`)
      await world.run(digests, 2)
    }
    const [subscription] = await world.stores.subscriptions.all()
    const records = () => world.stores.deliveries.ofSubscription(subscription?.id ?? '', 9_999)
    const before = await records()
    world.moveTo('2026-11-22T01:31:00Z')
    expect(await world.stores.deliveries.prune(BEFORE, world.now())).toBeGreaterThan(0)
    await world.run(digests, 3)
    const after = await records()
    const sent = after.filter(({ state, id }) => state === 'sent' && !before.some((one) => one.id === id))
    expect(sent.map(({ occurrence }) => occurrence.localDate)).toEqual(['2026-11-22'])
    const first = new Set(after.filter(({ occurrence }) => occurrence.localDate < '2024-02-04').map(({ id }) => id))
    expect([...first].filter((id) => !before.some((one) => one.id === id))).toEqual([])
  })
})
