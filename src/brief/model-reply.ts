// Reads what a model replied: ids of what it was offered, each once, with words of its own where it may propose any (pure).
import { z } from 'zod'
import type { ModelMode } from './choose.ts'

/** One choice: the place of a passage in what was offered, and the words proposed for it; null for its own. */
export type Picked = Readonly<{ at: number; text: string | null }>

const MAX_TEXT = 2000 // characters; verify/ takes far fewer
const Selected = z.strictObject({ chosen: z.array(z.string()) })
const Shortened = z.strictObject({ chosen: z.array(z.strictObject({ id: z.string(), text: z.string().max(MAX_TEXT).nullish() })) })

/** The JSON schema of a reply, in the strict form that servers take: every property required. */
export function replySchema(mode: ModelMode, most: number): Readonly<Record<string, unknown>> {
  const words = { type: 'string' }
  const item = mode === 'select' ? words : object({ id: words, text: words })
  return object({ chosen: { type: 'array', items: item, maxItems: most } })
}

function object(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

type Expected = Readonly<{ ids: readonly string[]; mode: ModelMode; most: number }>

/** The picks, best first; or a static word for why the reply is of no use. Used only if every id in it was offered, each once, and there is at least one. */
export function readReply(json: unknown, { ids, mode, most }: Expected): readonly Picked[] | string {
  const chosen = mode === 'select' ? selected(json) : shortened(json)
  if (chosen === null || chosen.length > most) return 'wrong-form'
  if (chosen.length === 0) return 'chose-nothing'
  const picks = chosen.map(({ id, text }) => ({ at: ids.indexOf(id), text }))
  const places = new Set(picks.map(({ at }) => at))
  return places.has(-1) || places.size !== picks.length ? 'unknown-ids' : picks
}

type Chosen = Readonly<{ id: string; text: string | null }>

function selected(json: unknown): readonly Chosen[] | null {
  const parsed = Selected.safeParse(json)
  return parsed.success ? parsed.data.chosen.map((id) => ({ id, text: null })) : null
}

function shortened(json: unknown): readonly Chosen[] | null {
  const parsed = Shortened.safeParse(json)
  return parsed.success ? parsed.data.chosen.map(({ id, text }) => ({ id, text: text?.trim() ? text : null })) : null
}
