import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueDigests } from '../../src/digest/due.ts'
import { newPart } from '../../src/digest/plan.ts'
import { type Delivery, FIRST_ASKED_SLOT, type Subscription } from '../../src/domain/subscription.ts'
import { aSubscription } from '../contracts/digest-stores.ts'

const at = (iso: string) => Temporal.Instant.from(iso)
const daily = (over: Partial<Subscription> = {}) =>
  aSubscription({
    schedule: { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'UTC' },
    createdAt: '2026-11-01T09:00:00Z',
    ...over,
  })
const fates = (subscriptions: readonly Subscription[], deliveries: readonly Delivery[], now: string) =>
  dueDigests(subscriptions, deliveries, at(now)).map(({ occurrence, fate }) => `${occurrence.localDate} ${fate}`)

function recorded(subscription: Subscription, deliveries: readonly Delivery[], now: Temporal.Instant): Delivery[] {
  return dueDigests([subscription], deliveries, now).map(({ occurrence }) => newPart(occurrence, subscription.channel, 1, 1))
}

describe('due digests', () => {
  it('owe nothing from before the subscription was made', () => {
    expect(fates([daily()], [], '2026-11-01T23:00:00Z')).toEqual([])
    expect(fates([daily()], [], '2026-11-02T07:59:59Z')).toEqual([])
    expect(fates([daily()], [], '2026-11-02T08:00:00Z')).toEqual(['2026-11-02 send'])
  })

  it('send the latest one missed within the grace and record those it stands for', () => {
    expect(fates([daily()], [], '2026-11-04T13:59:00Z')).toEqual(['2026-11-02 superseded', '2026-11-03 superseded', '2026-11-04 send'])
  })

  it('send nothing once the grace is over, and record every one', () => {
    expect(fates([daily()], [], '2026-11-03T14:00:01Z')).toEqual(['2026-11-02 expired', '2026-11-03 expired'])
  })

  it('come several times a day by cron, each once, and only the latest missed one is sent', () => {
    const cron = daily({ schedule: { cron: '0 8,12,18 * * *', timeZone: 'UTC' } })
    expect(fates([cron], [], '2026-11-01T12:00:00Z')).toEqual(['2026-11-01 send'])
    expect(fates([cron], recorded(cron, [], at('2026-11-01T12:00:00Z')), '2026-11-01T12:01:00Z')).toEqual([])
    expect(fates([cron], recorded(cron, [], at('2026-11-01T12:00:00Z')), '2026-11-02T08:00:00Z')).toEqual([
      '2026-11-01 superseded',
      '2026-11-02 send',
    ])
  })

  it('owe a watch nothing, and count what was asked for at once as no occurrence of the schedule', () => {
    expect(fates([daily({ kind: 'watch' })], [], '2026-11-04T09:00:00Z')).toEqual([])
    const [asked] = recorded(daily(), [], at('2026-11-02T08:00:00Z'))
    const atOnce = asked === undefined ? [] : [{ ...asked, occurrence: { ...asked.occurrence, slot: FIRST_ASKED_SLOT } }]
    expect(fates([daily()], atOnce, '2026-11-02T08:00:00Z')).toEqual(['2026-11-02 send'])
  })

  it('owe a paused subscription nothing, and an edited one only what its new version is due for', () => {
    expect(fates([daily({ paused: true })], [], '2026-11-04T09:00:00Z')).toEqual([])
    const sent = recorded(daily(), [], at('2026-11-02T08:00:00Z'))
    const edited = daily({
      version: 2,
      createdAt: '2026-11-02T08:30:00Z',
      schedule: { days: [1, 2, 3, 4, 5, 6, 7], hour: 9, minute: 0, timeZone: 'UTC' },
    })
    expect(fates([edited], sent, '2026-11-02T08:59:00Z')).toEqual([])
    expect(fates([edited], sent, '2026-11-02T09:00:00Z')).toEqual(['2026-11-02 send'])
  })

  it('are due once for each local date under any clock jumps of up to three hours and outages of days', () => {
    const zones = Intl.supportedValuesOf('timeZone')
    const step = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: -180, max: 180 }), fc.integer({ min: 1440, max: 6000 }))
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 1439 }),
        fc.array(step, { minLength: 20, maxLength: 120 }),
        (zone, minute, steps) => {
          const schedule = { days: [1, 2, 3, 4, 5, 6, 7], hour: Math.floor(minute / 60), minute: minute % 60, timeZone: zone }
          const subscription = daily({ schedule, createdAt: '2026-03-20T00:00:00Z' })
          let now = at('2026-03-20T00:00:00Z')
          let latest = now
          const log: Delivery[] = []
          for (const minutes of steps) {
            now = now.add({ minutes })
            if (Temporal.Instant.compare(now, latest) > 0) latest = now
            const due = dueDigests([subscription], log, now)
            expect(due.filter(({ fate }) => fate === 'send').length).toBeLessThanOrEqual(1)
            log.push(...recorded(subscription, log, now))
          }
          const dates = log.map(({ occurrence }) => occurrence.localDate)
          expect(new Set(dates).size).toBe(dates.length)
          const all = dueDigests([subscription], [], latest).map(({ occurrence }) => occurrence.localDate)
          // What a clock running back hid is found once it has come forward again.
          const caughtUp = [...dates, ...recorded(subscription, log, latest).map(({ occurrence }) => occurrence.localDate)]
          expect(all.filter((date) => !caughtUp.includes(date))).toEqual([])
        },
      ),
      { numRuns: 120 },
    )
  })
})
