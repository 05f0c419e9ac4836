// What hosts wish of how often they are asked, and copies of their robots.txt, in SQLite: a restart forgets neither.
import { z } from 'zod'
import type { HostNotes, RobotsCopies } from '../../../ports/outside-fetch.ts'
import { integerOf, parsedOf } from './rows.ts'
import type { Database } from './transact.ts'

const DAY_MS = 86_400_000
/** A larger copy is asked for again after a restart. */
const LARGEST_COPY = 256 * 1024

const PUT_NOTE = `INSERT INTO hosts (host, held_until, asked_at) VALUES (:host, :heldUntil, :askedAt)
  ON CONFLICT (host) DO UPDATE SET held_until = excluded.held_until, asked_at = excluded.asked_at`
const PUT_COPY = `INSERT INTO robots_copies (origin, fetched_at, copy) VALUES (:origin, :fetchedAt, :copy)
  ON CONFLICT (origin) DO UPDATE SET fetched_at = excluded.fetched_at, copy = excluded.copy`

const Copy = z.object({
  fetchedAtMs: z.number(),
  kind: z.enum(['rules', 'open', 'closed']),
  rules: z.array(z.object({ allow: z.boolean(), path: z.string() })),
  sitemaps: z.array(z.string()),
  delayMs: z.number(),
})

export function createHostNotes(database: Database): HostNotes {
  return {
    get: (host) =>
      database.read((sql) => {
        const row = sql.get('SELECT held_until, asked_at FROM hosts WHERE host = :host', { host })
        return row === null ? null : { heldUntilMs: integerOf(row, 'held_until'), askedAtMs: integerOf(row, 'asked_at') }
      }),
    put: (host, { heldUntilMs, askedAtMs }) =>
      database.write((sql) => {
        const heldUntil = Math.ceil(heldUntilMs)
        sql.run(PUT_NOTE, { host, heldUntil, askedAt: askedAtMs })
        // What no host could wish any more.
        const past = Math.max(askedAtMs, heldUntil) - 400 * DAY_MS
        sql.run('DELETE FROM hosts WHERE held_until < :past AND asked_at < :past', { past })
      }),
  }
}

export function createRobotsCopies(database: Database): RobotsCopies {
  return {
    get: (origin) =>
      database.read((sql) => {
        const row = sql.get('SELECT copy FROM robots_copies WHERE origin = :origin', { origin })
        return row === null ? null : parsedOf(row, 'copy', Copy)
      }),
    put: (origin, given) =>
      database.write((sql) => {
        const copy = JSON.stringify(given)
        const isLarge = copy.length > LARGEST_COPY
        // Of no use after a day.
        sql.run('DELETE FROM robots_copies WHERE fetched_at < :past OR (:isLarge AND origin = :origin)', {
          ...{ past: given.fetchedAtMs - DAY_MS, isLarge: Number(isLarge), origin },
        })
        if (!isLarge) sql.run(PUT_COPY, { origin, fetchedAt: given.fetchedAtMs, copy })
      }),
  }
}
