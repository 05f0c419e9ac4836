// Subscriptions of the rows with processes: one digest a minute in each channel, for a span of minutes (pure).
import type { Subscription } from '../../src/domain/subscription.ts'
import type { Place } from './emulation.ts'

const MINUTE_MS = 60_000
/** Zones without clock changes whose hours begin at different minutes. */
const ZONES = [
  ['UTC', 0],
  ['Asia/Kolkata', 330],
  ['Asia/Kathmandu', 345],
] as const

export type Span = Readonly<{ cron: string; timeZone: string; start: number; end: number; minutes: number }>

/** A span of whole minutes after a time, all in one hour of some zone, so that a cron line can name it. */
export function spanFrom(after: number, minutes: number): Span {
  const start = Math.ceil(after / MINUTE_MS) * MINUTE_MS
  for (const [timeZone, ahead] of ZONES) {
    const minuteOfDay = (start / MINUTE_MS + ahead) % 1_440
    const [hour, minute] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60]
    if (minute + minutes > 60) continue
    const cron = `${minute}-${minute + minutes - 1} ${hour} * * *`
    return { cron, timeZone, start, end: start + minutes * MINUTE_MS, minutes }
  }
  throw new RangeError('no zone has so many minutes left in its hour')
}

export const subscriptionIdOf = ({ platform, channel }: Place): string => `${platform}-${channel}`

export function subscriptionEachMinute(place: Place, { cron, timeZone, start }: Span): Subscription {
  return {
    ...{ id: subscriptionIdOf(place), kind: 'digest', version: 1, topic: 'border', createdBy: 'U1', paused: false, pausedWhy: null },
    channel: place,
    schedule: { cron, timeZone },
    ...{ createdAt: new Date(start - MINUTE_MS).toISOString(), quietLine: true, mostADay: null },
  }
}
