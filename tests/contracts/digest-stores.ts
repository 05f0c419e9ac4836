// What any SubscriptionStore, ChannelMemory and DeliveryLog must do; run by each store's own test.
import { describe, expect, it } from 'vitest'
import type { Channel } from '../../src/domain/address.ts'
import type { Delivery, Edition, Occurrence, Subscription } from '../../src/domain/subscription.ts'
import type { DeliveryLog } from '../../src/ports/delivery-log.ts'
import { type ChannelMemory, MEMORY_FACTS, type SubscriptionStore } from '../../src/ports/subscription-store.ts'

const CHANNEL: Channel = { platform: 'slack', workspace: 'T1', channel: 'C1' }
const OTHER: Channel = { platform: 'discord', workspace: 'T1', channel: 'C1' }

export function aSubscription(over: Partial<Subscription> = {}): Subscription {
  return {
    id: 'sub1',
    version: 1,
    channel: CHANNEL,
    topic: 'border',
    schedule: { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'Asia/Yangon' },
    createdBy: 'U1',
    createdAt: '2024-02-03T00:00:00Z',
    paused: false,
    kind: 'digest',
    pausedWhy: null,
    quietLine: true,
    mostADay: null,
    ...over,
  }
}

export function subscriptionStoreContract(open: () => Promise<SubscriptionStore>): void {
  describe('a subscription store', () => {
    it('gives back what was saved, by channel and all together', async () => {
      const store = await open()
      const second = aSubscription({ id: 'sub2', channel: OTHER, paused: true, createdAt: '2024-02-04T00:00:00Z' })
      await store.save(aSubscription())
      await store.save(second)
      expect(await store.ofChannel(CHANNEL)).toEqual([aSubscription()])
      expect(await store.ofChannel(OTHER)).toEqual([second])
      expect(await store.all()).toEqual([aSubscription(), second])
    })

    it('replaces an older version and refuses to go back', async () => {
      const store = await open()
      await store.save(aSubscription())
      await store.save(aSubscription({ version: 2, topic: 'trade' }))
      await expect(store.save(aSubscription({ version: 2, topic: 'scams' }))).rejects.toMatchObject({ code: 'subscription-changed' })
      await expect(store.save(aSubscription({ version: 3, channel: OTHER }))).rejects.toMatchObject({ code: 'subscription-changed' })
      expect(await store.all()).toEqual([aSubscription({ version: 2, topic: 'trade' })])
    })

    it('keeps until when one is paused, and that it no longer is', async () => {
      const store = await open()
      await store.save(aSubscription({ paused: true, pausedUntil: '2024-02-12T17:30:00Z' }))
      expect(await store.all()).toEqual([aSubscription({ paused: true, pausedUntil: '2024-02-12T17:30:00Z' })])
      await store.save(aSubscription({ version: 2, pausedUntil: null }))
      expect(await store.ofChannel(CHANNEL)).toEqual([aSubscription({ version: 2 })])
    })

    it('removes only for the channel that has it', async () => {
      const store = await open()
      await store.save(aSubscription())
      expect(await store.remove('sub1', OTHER)).toBe(false)
      expect(await store.remove('sub1', CHANNEL)).toBe(true)
      expect(await store.remove('sub1', CHANNEL)).toBe(false)
      expect(await store.all()).toEqual([])
    })
  })
}

export function channelMemoryContract(open: () => Promise<ChannelMemory>): void {
  describe('a channel memory', () => {
    const fact = (key: string, value: string, day: number) => ({ key, value, articleId: 'a1', toldAt: `2024-02-0${day}T00:00:00Z` })

    it('keeps what each fact was told with last, oldest telling first, and each channel apart', async () => {
      const memory = await open()
      await memory.remember('slack:T1:C1', [fact('displaced', '23000', 1), fact('length', '2000', 1)])
      await memory.remember('slack:T1:C1', [fact('displaced', '50000', 2)])
      expect(await memory.told('slack:T1:C1')).toEqual([fact('length', '2000', 1), fact('displaced', '50000', 2)])
      expect(await memory.told('slack:T1:C2')).toEqual([])
    })

    it('keeps in which delivery and under which number a fact was told first, until it is forgotten', async () => {
      const memory = await open()
      const telling = (fact: string, deliveryId: string, number = 1) => ({ fact, deliveryId, number })
      await memory.keepTellings('c', [telling('f1', 'd1', 2), telling('f2', 'd1', 3)], '2023-01-05T00:00:00Z')
      await memory.keepTellings('c', [telling('f1', 'd2'), telling('f3', 'd2')], '2023-01-06T00:00:00Z')
      await memory.keepTellings('other', [telling('f1', 'd9')], '2024-01-06T00:00:00Z')
      expect(await memory.tellings('c', ['f3', 'f1', 'f4'])).toEqual([telling('f1', 'd1', 2), telling('f3', 'd2')])
      expect(await memory.tellings('c', [])).toEqual([])
      await memory.keepTellings('c', [telling('f5', 'd3')], '2024-02-20T00:00:00Z')
      await memory.forgetOld('2024-02-20T00:00:00Z')
      expect(await memory.tellings('c', ['f1', 'f2', 'f3', 'f5'])).toEqual([telling('f5', 'd3')])
      await memory.forget('c')
      expect([await memory.tellings('c', ['f5']), await memory.tellings('other', ['f1'])]).toEqual([[], [telling('f1', 'd9')]])
    })

    it('forgets all of one key and nothing else', async () => {
      const memory = await open()
      const [channel, watch] = ['slack:T1:C1', 'slack:T1:C1/watch/w1']
      for (const key of [channel, watch]) await memory.remember(key, [fact('displaced', '23000', 1)])
      await memory.forget(watch)
      expect([await memory.told(watch), await memory.told(channel)]).toEqual([[], [fact('displaced', '23000', 1)]])
    })

    it('forgets what single people were told, of one or of all, and nothing else', async () => {
      const memory = await open()
      const [ann, bob] = ['a'.repeat(32), '0b'.repeat(16)]
      const keys = [
        'slack:T1:C1',
        'slack:T1:C1#watch',
        `slack:T1:C1#${ann}`,
        `slack:T1:C2#${ann}`,
        `slack:T1:C1#${bob}`,
        `slack:T12:C1#${ann}`,
      ]
      for (const key of keys) await memory.remember(key, [fact('displaced', '23000', 1)])
      const left = async () => {
        const told = await Promise.all(keys.map((key) => memory.told(key)))
        return keys.filter((_, at) => (told[at]?.length ?? 0) > 0)
      }
      expect(await memory.forgetPeople('slack:T1', ann)).toBe(2)
      expect(await left()).toEqual(['slack:T1:C1', 'slack:T1:C1#watch', `slack:T1:C1#${bob}`, `slack:T12:C1#${ann}`])
      expect(await memory.forgetPeople('slack:T1', null)).toBe(1)
      expect(await left()).toEqual(['slack:T1:C1', 'slack:T1:C1#watch', `slack:T12:C1#${ann}`])
    })

    it('forgets what was told more than a year and a month before', async () => {
      const memory = await open()
      await memory.remember('c', [
        { ...fact('old', 'x', 1), toldAt: '2022-12-20T00:00:00Z' },
        { ...fact('year', 'x', 1), toldAt: '2023-01-05T00:00:00Z' },
      ])
      await memory.remember('c', [fact('length', '2000', 1)])
      await memory.remember('resting', [{ ...fact('old', 'x', 1), toldAt: '2022-12-20T00:00:00Z' }])
      expect(await memory.forgetOld('2024-02-01T00:00:00Z')).toBe(1)
      expect((await memory.told('c')).map(({ key }) => key)).toEqual(['year', 'length'])
      expect(await memory.told('resting')).toHaveLength(1)
    })

    it('keeps of one channel the facts told last, so many as a memory holds', async () => {
      const memory = await open()
      const at = (second: number) => new Date(Date.UTC(2024, 1, 1) + second * 1_000).toISOString()
      const facts = Array.from({ length: MEMORY_FACTS + 5 }, (_, n) => ({ ...fact(`f${n}`, 'x', 1), toldAt: at(n) }))
      await memory.remember('c', facts)
      await memory.remember('d', facts.slice(0, MEMORY_FACTS))
      expect(await memory.forgetOld('2024-02-01T00:00:00Z')).toBeGreaterThan(0)
      const left = await memory.told('c')
      expect([left.length <= MEMORY_FACTS + 1, left.at(-1)?.key]).toEqual([true, `f${MEMORY_FACTS + 4}`])
      expect(await memory.told('d')).toHaveLength(MEMORY_FACTS)
    })

    it('lets no earlier telling replace a later one, in whatever order they are heard of', async () => {
      const memory = await open()
      await memory.remember('c', [fact('displaced', '50000', 2)])
      await memory.remember('c', [fact('displaced', '23000', 1), fact('length', '2000', 1)])
      expect(await memory.told('c')).toEqual([fact('length', '2000', 1), fact('displaced', '50000', 2)])
    })
  })
}

const OCCURRENCE: Occurrence = { subscriptionId: 'sub1', version: 1, localDate: '2024-02-03', slot: 0, dueAt: '2024-02-03T01:30:00Z' }

export function aDelivery(over: Partial<Delivery> = {}): Delivery {
  return {
    id: 'd1',
    occurrence: OCCURRENCE,
    channel: CHANNEL,
    part: 1,
    parts: 1,
    state: 'planned',
    attempts: 0,
    payload: null,
    firstAttemptAt: null,
    attemptedAt: null,
    notBefore: null,
    leaseUntil: null,
    doubts: 0,
    twins: 0,
    absences: 0,
    blindResends: 0,
    messageId: null,
    reason: null,
    ...over,
  }
}

export function deliveryLogContract(open: () => Promise<DeliveryLog>): void {
  describe('a delivery log', () => {
    it('plans an occurrence once, whatever id and instant the second plan brings', async () => {
      const log = await open()
      expect(await log.plan(aDelivery())).toBe(true)
      expect(await log.plan(aDelivery({ id: 'd2', occurrence: { ...OCCURRENCE, dueAt: '2024-02-03T02:30:00Z' } }))).toBe(false)
      expect(await log.plan(aDelivery({ id: 'd3', part: 2 }))).toBe(true)
      expect(await log.plan(aDelivery({ id: 'd4', occurrence: { ...OCCURRENCE, version: 2 } }))).toBe(true)
      expect(await log.ofSubscription('sub1', 9)).toContainEqual(aDelivery())
    })

    it('moves a delivery on only from a state it stands in, and one of two rivals wins', async () => {
      const log = await open()
      await log.plan(aDelivery())
      expect(await log.move('d1', ['rendered'], 'attempting')).toBe(false)
      const rivals = [1, 2].map((attempts) => log.move('d1', ['planned'], 'attempting', { attempts }))
      expect((await Promise.all(rivals)).filter((won) => won)).toHaveLength(1)
      expect(await log.move('nobody', ['planned'], 'sent')).toBe(false)
    })

    it('changes the fields named and no others', async () => {
      const log = await open()
      await log.plan(aDelivery())
      const change = {
        parts: 3,
        attempts: 1,
        payload: '{"a":1}',
        firstAttemptAt: '2024-02-03T01:30:01Z',
        notBefore: '2024-02-03T01:32:00Z',
        absences: 1,
        blindResends: 2,
        doubts: 3,
        twins: 1,
        leaseUntil: '2024-02-03T01:31:00Z',
      }
      await log.move('d1', ['planned'], 'unknown', change)
      expect(await log.get('d1')).toEqual(aDelivery({ state: 'unknown', ...change }))
      await log.move('d1', ['unknown'], 'sent', { messageId: '17.1', notBefore: null })
      expect(await log.ofSubscription('sub1', 1)).toEqual([aDelivery({ state: 'sent', ...change, messageId: '17.1', notBefore: null })])
    })

    it('lists what is open, oldest due first, parts in order, by instant and not by spelling', async () => {
      const log = await open()
      const due = (id: string, dueAt: string, localDate: string, part = 1) =>
        aDelivery({ id, part, occurrence: { ...OCCURRENCE, dueAt, localDate } })
      await log.plan(due('late', '2024-02-04T01:30:00Z', '2024-02-04'))
      await log.plan(due('early2', '2024-02-03T08:00:00+06:30', '2024-02-03', 2))
      await log.plan(due('early1', '2024-02-03T01:30:00Z', '2024-02-03', 1))
      for (const [id, state] of [
        ['x1', 'sent'],
        ['x2', 'dead'],
        ['x3', 'skipped'],
      ] as const) {
        await log.plan({ ...due(id, '2024-02-01T00:00:00Z', id), state })
      }
      expect((await log.open()).map((delivery) => delivery.id)).toEqual(['early1', 'early2', 'late'])
      expect((await log.ofSubscription('sub1', 2)).map((delivery) => delivery.id)).toEqual(['late', 'early1'])
    })

    it('keeps the first edition that was frozen for an occurrence', async () => {
      const log = await open()
      const edition = (preview: string): Edition => ({ kind: 'quiet', document: { preview, nodes: [] }, claims: [], facts: [], cited: [] })
      expect(await log.edition(OCCURRENCE)).toBeNull()
      await log.freeze(OCCURRENCE, edition('first'))
      await log.freeze(OCCURRENCE, edition('second'))
      expect(await log.edition({ ...OCCURRENCE, dueAt: '2024-02-03T05:00:00Z' })).toEqual(edition('first'))
      expect(await log.edition({ ...OCCURRENCE, slot: 1 })).toBeNull()
    })
  })
}
