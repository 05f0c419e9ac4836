// What each source brought before, in SQLite. A past that another version wrote in another form is none: it is learnt anew.
import { z } from 'zod'
import type { SourcePast } from '../../../domain/source-past.ts'
import type { PastStore } from '../../../ports/past-store.ts'
import { jsonOf } from './rows.ts'
import type { Database } from './transact.ts'

const counts = z.record(z.string(), z.number())
const Languages = z.record(z.string(), z.object({ items: z.number(), words: counts }))
const Past: z.ZodType<SourcePast> = z.object({
  items: z.number(),
  languages: Languages,
  familiar: z.array(z.number()),
  pending: z.record(z.string(), z.object({ languages: Languages, familiar: z.array(z.number()) })),
  sketches: z.array(z.array(z.number())),
  usual: z.object({ spam: z.number(), other: z.number(), aDay: z.number() }),
  hosts: counts,
  hours: counts,
  looks: z.array(z.object({ atMs: z.number(), isSpam: z.boolean(), isOther: z.boolean(), host: z.string() })),
})
const PUT =
  'INSERT INTO source_pasts (source_id, past) VALUES (:sourceId, :past) ON CONFLICT (source_id) DO UPDATE SET past = excluded.past'

export function createPastStore(database: Database): PastStore {
  return {
    get: (sourceId) =>
      database.read((sql) => {
        const row = sql.get('SELECT past FROM source_pasts WHERE source_id = :sourceId', { sourceId })
        return row === null ? null : (Past.safeParse(jsonOf(row, 'past')).data ?? null)
      }),
    put: (sourceId, past) =>
      database.write((sql) => {
        sql.run(PUT, { sourceId, past: JSON.stringify(past) })
      }),
    drop: (sourceId) =>
      database.write((sql) => {
        sql.run('DELETE FROM source_pasts WHERE source_id = :sourceId', { sourceId })
      }),
  }
}
