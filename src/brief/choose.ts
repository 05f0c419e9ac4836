// Asks a model to choose, order and group passages by id, and with `compress` to shorten them; anything else than ids it was given is a refusal.
import type { Template } from '../base/template.ts'
import type { LanguageModel, ModelReply, ModelRequest } from '../ports/language-model.ts'
import { verifyVerbatim } from '../verify/verify.ts'
import { groupsSchema, type Picked, readReply } from './model-reply.ts'

/** `select`: ids only. `compress`: words of its own for each, which verify/ judges before anybody sees them. */
export type ModelMode = 'select' | 'compress'

/** A passage offered to the model. Its source leaves as a letter: what a publisher is called is somebody's text too. */
export type Offered = Readonly<{ text: string; source: string; publishedAt: string | null }>

export type ChooseRequest = Readonly<{
  question: string
  offered: readonly Offered[]
  /** words of the passages that a group of them may be called by; none when absent */
  headings?: readonly string[] | undefined
  /** most passages to choose */
  most: number
  /** milliseconds the asker can wait; the chooser's own when absent */
  deadlineMs?: number | undefined
}>

/** What a request to a model was and took; for the record. */
export type Asked = Readonly<{ prompt: string; name: string | null; tokensIn: number; tokensOut: number }>

export type Choice =
  /** picks of what was offered, best first, each once; `headings`: of each group the place of its heading in what was offered, or null */
  | Readonly<{ kind: 'chosen'; picks: readonly Picked[]; headings?: readonly (number | null)[]; asked: Asked }>
  | Readonly<{ kind: 'off' }>
  /** not used; `reason` is a static word for the log; `asked` null when no request was made */
  | Readonly<{ kind: 'rejected'; reason: string; asked: Asked | null }>

export type ModelChooser = (request: ChooseRequest) => Promise<Choice>

const MAX_QUESTION = 500 // characters of a question that go into a prompt

export type ChooserDeps = Readonly<{
  model: LanguageModel
  /** one prompt a mode */
  prompts: Readonly<Record<ModelMode, Template>>
  mode: ModelMode
  /** a short random word, new for every passage and heading of every request, so that no article can name one */
  randomId: () => string
  deadlineMs: number
}>

/** A chooser over one model. Never throws; a model that is late, lies or fails gives `rejected`. */
export function createChooser(deps: ChooserDeps): ModelChooser {
  return async (request) => {
    if (!deps.model.available) return { kind: 'off' }
    const question = questionAsData(request.question)
    if (request.offered.length === 0 || question === '') return { kind: 'rejected', reason: 'nothing-to-ask', asked: null }
    const { offered, headings = [], most } = request
    const ids = { ids: uniqueIds('s', offered.length, deps.randomId), headings: uniqueIds('h', headings.length, deps.randomId) }
    const reply = await deps.model.ask(modelRequest({ ...request, question }, ids, deps))
    const asked = { prompt: promptId(deps), ...spent(reply) }
    if (reply.kind === 'failed') return { kind: 'rejected', reason: reply.reason, asked }
    const read = readReply(reply.json, { ...ids, mode: deps.mode, most })
    return typeof read === 'string' ? { kind: 'rejected', reason: read, asked } : { kind: 'chosen', ...read, asked }
  }
}

const promptId = ({ prompts, mode }: ChooserDeps) => `${prompts[mode].name}@${prompts[mode].hash}`

function spent(reply: ModelReply): Omit<Asked, 'prompt'> {
  const name = reply.kind === 'failed' ? null : reply.model
  return { name, tokensIn: reply.usage?.in ?? 0, tokensOut: reply.usage?.out ?? 0 }
}

type Ids = Readonly<{ ids: readonly string[]; headings: readonly string[] }>

function modelRequest(request: ChooseRequest, { ids, headings }: Ids, deps: ChooserDeps): ModelRequest {
  const { question, offered, most, deadlineMs } = request
  const letters = lettersOf(offered)
  const filled = deps.prompts[deps.mode].fill({
    question: JSON.stringify(question),
    passages: offered.map((passage, n) => passageLine(ids[n] ?? '', letters[n] ?? '', passage)).join('\n'),
    headings: (request.headings ?? []).map((words, n) => `${headings[n] ?? ''} ${JSON.stringify({ words })}`).join('\n'),
    limit: String(most),
  })
  const schema = { name: 'chosen_passages', json: groupsSchema(deps.mode, most) }
  return { ...filled, schema, prompt: promptId(deps), deadlineMs: deadlineMs ?? deps.deadlineMs }
}

/** The question without sentences that order a machine about or hide something; JSON quoting does the rest. Empty when nothing is left. */
export function questionAsData(question: string): string {
  const sentences = question.split(/(?<=[.?!])\s+|[\r\n]+/u).filter((sentence) => verifyVerbatim(sentence).verdict === 'accept')
  return sentences.join(' ').slice(0, MAX_QUESTION).toWellFormed()
}

// JSON quoting keeps an article's line breaks and quotation marks from looking like the prompt's own.
function passageLine(id: string, source: string, { publishedAt, text }: Offered): string {
  return `${id} ${JSON.stringify({ source, date: publishedAt?.slice(0, 10) ?? null, text })}`
}

/** A, B, C, … in order of appearance: the model needs to know who is the same, and nobody's name. */
function lettersOf(offered: readonly Offered[]): readonly string[] {
  const sources = [...new Set(offered.map(({ source }) => source))]
  return offered.map(({ source }) => letter(sources.indexOf(source)))
}

const letter = (at: number): string => (at < 26 ? String.fromCharCode(65 + at) : `${letter(Math.floor(at / 26) - 1)}${letter(at % 26)}`)

function uniqueIds(mark: 's' | 'h', count: number, randomId: () => string): readonly string[] {
  const ids = new Set<string>()
  while (ids.size < count) ids.add(`${mark}_${randomId()}`)
  return [...ids]
}
