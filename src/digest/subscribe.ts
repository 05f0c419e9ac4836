// Makes a subscription of a channel: one digest and one watch for each topic, replaced as a whole when it is made again.
import { BorderBriefError } from '../base/error.ts'
import { derivedId } from '../base/hash.ts'
import { channelKey, workspaceKey } from '../domain/address.ts'
import type { Schedule, Subscription } from '../domain/subscription.ts'
import { cronFields } from './cron-fields.ts'
import type { DigestDeps, SubscribeRequest } from './digest.ts'
import { isDueEver, nextDue } from './schedule.ts'

const NEXT_SHOWN = 3
const MOST_IN_CHANNEL = 20 // digests and watches: more than a channel of people reads
const MOST_WATCHED = 24 // messages a day
const USUAL_WATCHED = 3
const CRON_FORM = 'five fields for minute, hour, day of the month, month and weekday, such as “0 8 * * 1-5” for weekdays at 08:00'

type SubscribeDeps = Pick<DigestDeps, 'subscriptions' | 'topicNamed' | 'transact'>
type Subscribed = Readonly<{ subscription: Subscription; next: readonly Temporal.ZonedDateTime[] }>

/**
 * Throws BorderBriefError with the mend: `bad-schedule` when it has no day, no such time, a zone nobody knows or comes more than once an hour;
 * `too-many-subscriptions` when the channel has all it may have.
 */
export async function subscribe(request: SubscribeRequest, deps: SubscribeDeps): Promise<Subscribed> {
  const { subscriptions, transact } = deps
  const schedule = checked(request.schedule)
  const topic = deps.topicNamed(request.topic, workspaceKey(request.channel)).name
  const kind = request.kind ?? 'digest'
  const subscription = await transact(async () => {
    const all = await subscriptions.ofChannel(request.channel)
    const before = all.find((one) => one.topic === topic && one.kind === kind)
    if (before === undefined && all.length >= MOST_IN_CHANNEL) throw tooMany()
    const made = madeOf({ ...request, schedule, topic, kind }, before)
    await subscriptions.save(made)
    return made
  })
  return { subscription, next: kind === 'watch' ? [] : nextDue(schedule, request.now, NEXT_SHOWN) }
}

function madeOf(request: SubscribeRequest & { kind: Subscription['kind'] }, before: Subscription | undefined): Subscription {
  const { channel, topic, kind, schedule, by, now } = request
  const createdAt = now.toString()
  return {
    // Made anew after a removal it is another one, so that no occurrence of the old is taken for its own.
    id: before?.id ?? derivedId('sub', channelKey(channel), ...(kind === 'digest' ? [] : [kind]), topic, createdAt),
    ...{ version: (before?.version ?? 0) + 1, kind, channel, topic, schedule },
    ...{ createdBy: by, createdAt, paused: false, pausedWhy: null },
    quietLine: request.quietLine ?? before?.quietLine ?? true,
    mostADay: kind === 'watch' ? checkedMost(request.mostADay ?? before?.mostADay ?? USUAL_WATCHED) : null,
  }
}

/** Puts a subscription back as it stood before a change that could not be shown; nothing from before is owed. */
export async function restore(before: Subscription, now: Temporal.Instant, { subscriptions, transact }: SubscribeDeps): Promise<void> {
  await transact(async () => {
    const current = (await subscriptions.ofChannel(before.channel)).find(({ id }) => id === before.id)
    await subscriptions.save({ ...before, version: (current?.version ?? before.version) + 1, createdAt: now.toString() })
  })
}

function tooMany(): BorderBriefError {
  return new BorderBriefError(
    'too-many-subscriptions',
    `This channel has ${MOST_IN_CHANNEL} subscriptions, which is the most: end one first (“subscriptions” lists them), or use another channel.`,
  )
}

function checkedMost(most: number): number {
  if (Number.isInteger(most) && most >= 1 && most <= MOST_WATCHED) return most
  throw badSchedule(`A watch sends from 1 to ${MOST_WATCHED} messages a day: write “most 3 a day”, for example.`)
}

function checked(schedule: Schedule): Schedule {
  if ('cron' in schedule) return checkedCron(schedule.cron, zoneNamed(schedule.timeZone))
  const days = [...new Set(schedule.days)].sort((a, b) => a - b)
  const inRange = (n: number, low: number, high: number) => Number.isInteger(n) && n >= low && n <= high
  if (days.length === 0 || !days.every((day) => inRange(day, 1, 7))) {
    throw badSchedule('A subscription needs its days: daily, weekdays, or a weekday such as “weekly Mon”.')
  }
  if (!inRange(schedule.hour, 0, 23) || !inRange(schedule.minute, 0, 59)) {
    throw badSchedule('The time must lie between 00:00 and 23:59, such as 08:00.')
  }
  return { days, hour: schedule.hour, minute: schedule.minute, timeZone: zoneNamed(schedule.timeZone) }
}

/** One minute of the hour is what keeps digests an hour apart, in a doubled hour too. */
function checkedCron(line: string, timeZone: string): Schedule {
  const cron = line.trim().replace(/\s+/g, ' ')
  const fields = cronFields(cron)
  if (fields === null) throw badSchedule(`“${cron}” is no cron line: write ${CRON_FORM}.`)
  if (fields.minutes.length !== 1) {
    throw badSchedule(`A digest comes at most once an hour, and “${cron}” comes more often: give one minute, such as “0 * * * *”.`)
  }
  const schedule = { cron, timeZone }
  if (!isDueEver(schedule)) throw badSchedule(`“${cron}” names a date that no year has: write ${CRON_FORM}.`)
  return schedule
}

function zoneNamed(name: string): string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
  } catch (cause) {
    throw badSchedule('That time zone is not known; write it like Asia/Yangon or Europe/Paris.', cause)
  }
}

function badSchedule(hint: string, cause?: unknown): BorderBriefError {
  return new BorderBriefError('bad-schedule', hint, { cause })
}
