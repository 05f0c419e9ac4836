// Asks a model to pick among candidates by id, for whatever is not an answer's passages: it can name one of them and write nothing.
import type { Template } from '../base/template.ts'
import type { LanguageModel } from '../ports/language-model.ts'
import { verifyVerbatim } from '../verify/verify.ts'
import { readRow, rowSchema } from './model-reply.ts'

export type PickDeps = Readonly<{
  model: LanguageModel
  prompt: Template
  /** a short random word, new for every candidate of every request */
  randomId: () => string
  deadlineMs: number
}>

/** `variable` is what the candidates fill in the prompt, each a line with an id and its JSON; `values` fill the others, as JSON too. */
export type PickRequest = Readonly<{
  variable: string
  candidates: readonly Readonly<Record<string, unknown>>[]
  values?: Readonly<Record<string, string>>
  /** most picks */
  most: number
}>

const MAX_VALUE = 500 // characters

/** Places of the candidates picked, each once; none when the model is off, fails, or says anything but ids that it was given. */
export async function picked({ variable, candidates, values = {}, most }: PickRequest, deps: PickDeps): Promise<readonly number[]> {
  if (!deps.model.available || candidates.length === 0) return []
  const ids = new Set<string>()
  while (ids.size < candidates.length) ids.add(`s_${deps.randomId()}`)
  const lines = [...ids].map((id, at) => `${id} ${JSON.stringify(candidates[at])}`)
  const quoted = Object.entries(values).map(([name, text]) => [name, JSON.stringify(text.slice(0, MAX_VALUE).toWellFormed())])
  const { prompt, deadlineMs } = deps
  const reply = await deps.model.ask({
    ...prompt.fill({ ...Object.fromEntries(quoted), [variable]: lines.join('\n') }),
    schema: { name: 'chosen_candidates', json: rowSchema(most) },
    prompt: `${prompt.name}@${prompt.hash}`,
    deadlineMs,
  })
  if (reply.kind === 'failed') return []
  const read = readRow(reply.json, { ids: [...ids], most })
  return typeof read === 'string' ? [] : read
}

/** What may be offered: nothing that hides characters, holds live markup or gives orders to a machine. */
export const isFitToOffer = (text: string): boolean => verifyVerbatim(text).verdict === 'accept'
