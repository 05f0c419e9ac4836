// Reads what a model replied: ids of what it was offered, each once, in groups where it may make any, with words of its own where it may propose any (pure).
import { z } from 'zod'
import type { ModelMode } from './choose.ts'

/** One choice: the place of a passage in what was offered, and the words proposed for it; null for its own. `group`: the place of its group, if it has one. */
export type Picked = Readonly<{ at: number; text: string | null; group?: number | undefined }>

/** `headings`: of each group the place of its heading in what was offered, null for none; empty where the reply made no groups. */
export type Chosen = Readonly<{ picks: readonly Picked[]; headings: readonly (number | null)[] }>

const MAX_TEXT = 2000 // characters; verify/ takes far fewer
const MAX_ID = 64 // characters; ours are far shorter
const MOST_GROUPS = 4

const Id = z.string().max(MAX_ID)
const Shortened = z.strictObject({ id: Id, text: z.string().max(MAX_TEXT).nullish() })
const ITEMS: Readonly<Record<ModelMode, z.ZodType<Item>>> = {
  select: Id.transform((id) => ({ id, text: null })),
  compress: Shortened.transform(({ id, text }) => ({ id, text: text?.trim() ? text : null })),
}
type Item = Readonly<{ id: string; text: string | null }>
type Group = Readonly<{ heading?: string | null | undefined; chosen: readonly Item[] }>

const { select, compress } = ITEMS
const REPLIES = { select: replyOf(select), compress: replyOf(compress) } as const

/** In groups; or one row, which is how a model that makes none may put it. */
function replyOf(item: z.ZodType<Item>): z.ZodType<readonly Group[]> {
  const chosen = z.array(item)
  const row = z.strictObject({ chosen }).transform((one): readonly Group[] => [one])
  const group = z.strictObject({ heading: Id.nullish(), chosen })
  return z.union([row, z.strictObject({ groups: z.array(group).max(MOST_GROUPS) }).transform(({ groups }): readonly Group[] => groups)])
}

/** The JSON schema of a row of ids, in the strict form that servers take: every property required. */
export function rowSchema(most: number): Readonly<Record<string, unknown>> {
  return object({ chosen: { type: 'array', items: WORDS, maxItems: most } })
}

/** The same of groups. */
export function groupsSchema(mode: ModelMode, most: number): Readonly<Record<string, unknown>> {
  const item = mode === 'select' ? WORDS : object({ id: WORDS, text: WORDS })
  const group = object({ heading: WORDS, chosen: { type: 'array', items: item, maxItems: most } })
  return object({ groups: { type: 'array', items: group, maxItems: Math.min(MOST_GROUPS, most) } })
}

const WORDS = { type: 'string' } as const

function object(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

type Expected = Readonly<{ ids: readonly string[]; headings: readonly string[]; mode: ModelMode; most: number }>

/** What was chosen, best first; or a static word for why the reply is of no use. Used only if every id in it was offered, each once, and there is at least one passage. */
export function readReply(json: unknown, { ids, headings, mode, most }: Expected): Chosen | string {
  const parsed = REPLIES[mode].safeParse(json)
  if (!parsed.success) return 'wrong-form'
  const groups = parsed.data.filter(({ chosen }) => chosen.length > 0)
  const named = groups.map(({ heading }) => (heading ? headings.indexOf(heading) : null))
  const grouped = groups.length > 1
  const picks = groups.flatMap(({ chosen }, group) =>
    chosen.map(({ id, text }) => ({ at: ids.indexOf(id), text, ...(grouped ? { group } : {}) })),
  )
  if (picks.length > most) return 'wrong-form'
  if (picks.length === 0) return 'chose-nothing'
  const known = eachOnce(picks.map(({ at }) => at)) && eachOnce(named.filter((at) => at !== null))
  return known ? { picks, headings: grouped ? named : [] } : 'unknown-ids'
}

/** Of a row of ids alone: the places of what was picked, best first; or why it is of no use. */
export function readRow(json: unknown, { ids, most }: Pick<Expected, 'ids' | 'most'>): readonly number[] | string {
  if (!z.object({ chosen: z.unknown() }).safeParse(json).success) return 'wrong-form'
  const read = readReply(json, { ids, headings: [], mode: 'select', most })
  return typeof read === 'string' ? read : read.picks.map(({ at }) => at)
}

const eachOnce = (places: readonly number[]) => !places.includes(-1) && new Set(places).size === places.length
