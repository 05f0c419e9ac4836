// Asks a model to choose and order passages by id; what it returns is checked, and anything else than ids it was given is a refusal.
import { z } from 'zod'
import type { Template } from '../base/template.ts'
import type { LanguageModel } from '../ports/language-model.ts'

/** A passage offered to the model: its words only. No ids, names of people asking, or other workspaces' text leave with it. */
export type Offered = Readonly<{ text: string; label: string; publishedAt: string | null }>

export type Choice =
  /** indexes into what was offered, best first, each once */
  | Readonly<{ kind: 'chosen'; order: readonly number[] }>
  | Readonly<{ kind: 'off' }>
  /** asked and not used; `reason` is a static word for the log */
  | Readonly<{ kind: 'rejected'; reason: string }>

export type ModelChooser = (question: string, offered: readonly Offered[]) => Promise<Choice>

const MAX_CHOSEN = 8
const MAX_QUESTION = 500 // characters of a question that go into a prompt

const Reply = z.strictObject({ chosen: z.array(z.string()).max(MAX_CHOSEN) })
const REPLY_SCHEMA = {
  type: 'object',
  properties: { chosen: { type: 'array', items: { type: 'string' }, maxItems: MAX_CHOSEN } },
  required: ['chosen'],
  additionalProperties: false,
}

export type ChooserDeps = Readonly<{
  model: LanguageModel
  prompt: Template
  /** a short random word, new for every passage of every request, so that no article can name one */
  randomId: () => string
  deadlineMs: number
}>

/** A chooser over one model. Never throws; a model that is late, lies or fails gives `rejected`. */
export function createChooser(deps: ChooserDeps): ModelChooser {
  return async (question, offered) => {
    if (!deps.model.available) return { kind: 'off' }
    if (offered.length === 0) return { kind: 'rejected', reason: 'nothing-offered' }
    const ids = uniqueIds(offered.length, deps.randomId)
    const prompt = deps.prompt.fill({
      question: question.slice(0, MAX_QUESTION),
      passages: offered.map((passage, n) => passageLine(ids[n] ?? '', passage)).join('\n'),
      limit: String(MAX_CHOSEN),
    })
    const reply = await deps.model.ask({ ...prompt, schema: { name: 'chosen_passages', json: REPLY_SCHEMA }, deadlineMs: deps.deadlineMs })
    return reply.kind === 'failed' ? { kind: 'rejected', reason: reply.reason } : readChoice(reply.json, ids)
  }
}

/** A reply is used only if every id in it was offered, each once, and there is at least one. */
function readChoice(json: unknown, ids: readonly string[]): Choice {
  const parsed = Reply.safeParse(json)
  if (!parsed.success) return { kind: 'rejected', reason: 'wrong-form' }
  const order = parsed.data.chosen.map((id) => ids.indexOf(id))
  if (order.length === 0) return { kind: 'rejected', reason: 'chose-nothing' }
  if (order.includes(-1) || new Set(order).size !== order.length) return { kind: 'rejected', reason: 'unknown-ids' }
  return { kind: 'chosen', order }
}

// JSON quoting keeps an article's line breaks and quotation marks from looking like the prompt's own.
function passageLine(id: string, passage: Offered): string {
  return `${id} ${JSON.stringify({ source: passage.label, date: passage.publishedAt, text: passage.text })}`
}

function uniqueIds(count: number, randomId: () => string): readonly string[] {
  const ids = new Set<string>()
  while (ids.size < count) ids.add(`s_${randomId()}`)
  return [...ids]
}
