// Subscriptions of a channel: one for each topic, replaced as a whole when it is made again.
import { BorderBriefError } from '../base/error.ts'
import { derivedId } from '../base/hash.ts'
import { type Channel, channelKey } from '../domain/address.ts'
import type { Schedule, Subscription } from '../domain/subscription.ts'
import type { DigestDeps, SubscribeRequest } from './digest.ts'
import { isDueEver, nextDue } from './schedule.ts'

const NEXT_SHOWN = 3

type SubscribeDeps = Pick<DigestDeps, 'subscriptions' | 'topicNamed' | 'transact'>
type Subscribed = Readonly<{ subscription: Subscription; next: readonly Temporal.ZonedDateTime[] }>

/** Throws BorderBriefError `bad-schedule` with the mend when it has no day, no such time, or a zone nobody knows. */
export async function subscribe(request: SubscribeRequest, { subscriptions, topicNamed, transact }: SubscribeDeps): Promise<Subscribed> {
  const { channel, by, now } = request
  const schedule = checked(request.schedule)
  const topic = topicNamed(request.topic).name
  const subscription = await transact(async () => {
    const before = (await subscriptions.ofChannel(channel)).find((one) => one.topic === topic)
    const createdAt = now.toString()
    const made: Subscription = {
      // Made anew after a removal it is another one, so that no occurrence of the old is taken for its own.
      id: before?.id ?? derivedId('sub', channelKey(channel), topic, createdAt),
      version: (before?.version ?? 0) + 1,
      channel,
      topic,
      schedule,
      createdBy: by,
      createdAt,
      paused: false,
      kind: 'digest',
      pausedWhy: null,
      quietLine: before?.quietLine ?? true,
      mostADay: null,
    }
    await subscriptions.save(made)
    return made
  })
  return { subscription, next: nextDue(schedule, now, NEXT_SHOWN) }
}

export async function upcomingDigests(
  channel: Channel,
  now: Temporal.Instant,
  { subscriptions }: Pick<DigestDeps, 'subscriptions'>,
): Promise<readonly Readonly<{ topic: string; at: Temporal.ZonedDateTime }>[]> {
  const standing = (await subscriptions.ofChannel(channel)).filter(({ paused }) => !paused)
  const next = standing.flatMap(({ topic, schedule }) => nextDue(schedule, now, 1).map((at) => ({ topic, at })))
  return next.sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds)
}

export function listSubscriptions(
  channel: Channel,
  { subscriptions }: Pick<DigestDeps, 'subscriptions'>,
): Promise<readonly Subscription[]> {
  return subscriptions.ofChannel(channel)
}

export async function unsubscribe(
  channel: Channel,
  topic: string,
  { subscriptions, topicNamed, transact }: SubscribeDeps,
): Promise<boolean> {
  return transact(async () => {
    const all = await subscriptions.ofChannel(channel)
    const name = topicNamed(topic).name
    const found = all.find((one) => one.topic === topic) ?? all.find((one) => one.topic === name)
    return found ? subscriptions.remove(found.id, channel) : false
  })
}

function checked(schedule: Schedule): Schedule {
  if ('cron' in schedule) {
    const cron = { cron: schedule.cron.trim().replace(/\s+/g, ' '), timeZone: zoneNamed(schedule.timeZone) }
    if (isDueEver(cron)) return cron
    throw new BorderBriefError(
      'bad-schedule',
      'That cron line is never due; write five fields, such as “0 8 * * 1-5” for weekdays at 08:00.',
    )
  }
  const days = [...new Set(schedule.days)].sort((a, b) => a - b)
  const inRange = (n: number, low: number, high: number) => Number.isInteger(n) && n >= low && n <= high
  if (days.length === 0 || !days.every((day) => inRange(day, 1, 7))) {
    throw new BorderBriefError('bad-schedule', 'A subscription needs its days: daily, weekdays, or a weekday such as "weekly Mon".')
  }
  if (!inRange(schedule.hour, 0, 23) || !inRange(schedule.minute, 0, 59)) {
    throw new BorderBriefError('bad-schedule', 'The time must lie between 00:00 and 23:59, such as 08:00.')
  }
  return { days, hour: schedule.hour, minute: schedule.minute, timeZone: zoneNamed(schedule.timeZone) }
}

function zoneNamed(name: string): string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
  } catch (cause) {
    throw new BorderBriefError('bad-schedule', 'That time zone is not known; write it like Asia/Yangon or Europe/Paris.', { cause })
  }
}
