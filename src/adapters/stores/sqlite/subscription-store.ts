// Who wants which topic when, in SQLite.
import { z } from 'zod'
import { BorderBriefError } from '../../../base/error.ts'
import type { PlatformName } from '../../../domain/address.ts'
import type { Subscription } from '../../../domain/subscription.ts'
import type { SubscriptionStore } from '../../../ports/subscription-store.ts'
import { integerOf, integerOrNullOf, parsedOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const COLUMNS =
  'id, version, kind, platform, workspace, channel, topic, schedule, created_by, created_at, paused, paused_why, paused_until, quiet_line, most_a_day'
const SELECT = `SELECT ${COLUMNS} FROM subscriptions`
const PAGE = 1_000
const PAGE_OF_ALL = `${SELECT.replace('SELECT', 'SELECT rowid,')} WHERE rowid > :after ORDER BY rowid LIMIT ${PAGE}`
const OF_CHANNEL = 'platform = :platform AND workspace = :workspace AND channel = :channel'
const SAVE = `INSERT INTO subscriptions (${COLUMNS})
  VALUES (:id, :version, :kind, :platform, :workspace, :channel, :topic, :schedule, :createdBy, :createdAt, :paused, :pausedWhy, :pausedUntil, :quietLine, :mostADay)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, topic = excluded.topic, schedule = excluded.schedule,
    created_by = excluded.created_by, created_at = excluded.created_at, paused = excluded.paused, paused_why = excluded.paused_why,
    paused_until = excluded.paused_until,
    quiet_line = excluded.quiet_line, most_a_day = excluded.most_a_day
  WHERE excluded.version > version AND excluded.platform = platform AND excluded.workspace = workspace AND excluded.channel = channel`

const Schedule = z.union([
  z.object({ days: z.array(z.number()), hour: z.number(), minute: z.number(), timeZone: z.string() }),
  z.object({ cron: z.string(), timeZone: z.string() }),
])
type Schedule = z.infer<typeof Schedule>
const Kind = z.enum(['digest', 'watch'])
/** Thousands of subscriptions have few schedules, and are read at every post. */
const MOST_SCHEDULES = 1_000
const schedules = new Map<string, Schedule>()

export function createSubscriptionStore(database: Database): SubscriptionStore {
  return {
    save: (subscription) =>
      database.write((sql) => {
        if (sql.run(SAVE, rowOf(subscription)) === 1) return
        throw new BorderBriefError('subscription-changed', 'Somebody changed this subscription at the same moment; please try again.', {
          retryable: true,
        })
      }),
    remove: (id, { platform, workspace, channel }) =>
      database.write(
        (sql) => sql.run(`DELETE FROM subscriptions WHERE id = :id AND ${OF_CHANNEL}`, { id, platform, workspace, channel }) === 1,
      ),
    ofChannel: ({ platform, workspace, channel }) =>
      database.read((sql) => {
        const rows = sql.all(`${SELECT} WHERE ${OF_CHANNEL} ORDER BY created_at, id`, { platform, workspace, channel })
        return rows.map(subscriptionOf)
      }),
    all: async () => {
      const all: Subscription[] = []
      for (let after: number | null = 0; after !== null; ) {
        const from: number = after
        const rows = await database.read((sql) => sql.all(PAGE_OF_ALL, { after: from }))
        all.push(...rows.map(subscriptionOf))
        const last = rows.at(-1)
        after = rows.length === PAGE && last !== undefined ? integerOf(last, 'rowid') : null
        // There may be thousands: others get a turn in between.
        if (after !== null) await new Promise(setImmediate)
      }
      return all.sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id))
    },
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function rowOf(subscription: Subscription) {
  const { channel, schedule, paused, pausedUntil = null, quietLine, ...rest } = subscription
  return {
    ...rest,
    platform: channel.platform,
    workspace: channel.workspace,
    channel: channel.channel,
    schedule: JSON.stringify(Schedule.parse(schedule)),
    paused: paused ? 1 : 0,
    pausedUntil,
    quietLine: quietLine ? 1 : 0,
  }
}

function subscriptionOf(row: Row): Subscription {
  const pausedUntil = textOrNullOf(row, 'paused_until')
  return {
    id: textOf(row, 'id'),
    version: integerOf(row, 'version'),
    kind: Kind.parse(textOf(row, 'kind')),
    channel: { platform: textOf(row, 'platform') as PlatformName, workspace: textOf(row, 'workspace'), channel: textOf(row, 'channel') },
    topic: textOf(row, 'topic'),
    schedule: scheduleOf(row),
    createdBy: textOf(row, 'created_by'),
    createdAt: textOf(row, 'created_at'),
    paused: integerOf(row, 'paused') === 1,
    pausedWhy: textOrNullOf(row, 'paused_why'),
    ...(pausedUntil === null ? {} : { pausedUntil }),
    quietLine: integerOf(row, 'quiet_line') === 1,
    mostADay: integerOrNullOf(row, 'most_a_day'),
  }
}

function scheduleOf(row: Row): Schedule {
  const text = textOf(row, 'schedule')
  const known = schedules.get(text)
  if (known !== undefined) return known
  const schedule = parsedOf(row, 'schedule', Schedule)
  if (schedules.size >= MOST_SCHEDULES) schedules.clear()
  schedules.set(text, schedule)
  return schedule
}
