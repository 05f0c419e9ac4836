// The Responses API: the request, and what a reply says. Nothing is stored at the server, and no request leans on an earlier one.
import type OpenAI from 'openai'
import { z } from 'zod'
import type { ModelRequest } from '../../ports/language-model.ts'
import type { Manner } from './manner.ts'
import { finishOf, MAX_REPLY_TOKENS, type ModelApi, type Said } from './model-api.ts'

const Part = z.object({ type: z.string(), text: z.string().optional() })
const Output = z.object({ type: z.string(), content: z.array(Part).nullish() })
const Reply = z.object({
  status: z.string(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(Output).min(1),
  usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }).nullish().catch(null),
})

export const responses: ModelApi = {
  send: (client, model, request, manner, signal) => {
    const limits = { max_output_tokens: MAX_REPLY_TOKENS, ...(manner.temperature ? { temperature: 0 } : {}) }
    const said = { instructions: request.system, input: request.user }
    return client.responses.create({ model, ...said, store: false, ...limits, ...formatOf(manner, request) }, { signal }).asResponse()
  },
  read,
}

function formatOf({ form }: Manner, { schema }: ModelRequest): Pick<OpenAI.Responses.ResponseCreateParamsNonStreaming, 'text'> {
  if (form === 'text') return {}
  if (form === 'json_object') return { text: { format: { type: 'json_object' } } }
  return { text: { format: { type: 'json_schema', name: schema.name, strict: true, schema: { ...schema.json } } } }
}

function read(body: unknown): Said {
  const parsed = Reply.safeParse(body)
  if (!parsed.success) return { kind: 'unusable', reason: 'wrong-form', usage: null }
  const { status, incomplete_details, output, usage } = parsed.data
  const counted = usage ? { in: usage.input_tokens, out: usage.output_tokens } : null
  const unusable = (reason: string): Said => ({ kind: 'unusable', reason, usage: counted })
  const messages = output.filter(({ type }) => type === 'message')
  const parts = messages.flatMap(({ content }) => content ?? [])
  if (parts.some(({ type }) => type === 'refusal')) return unusable('refusal')
  if (status !== 'completed') {
    const reason = incomplete_details?.reason
    return unusable(finishOf(reason === 'max_output_tokens' ? 'length' : reason))
  }
  if (output.some(({ type }) => type !== 'message' && type !== 'reasoning')) return unusable('finish-tool_calls')
  if (messages.length > 1 || parts.some(({ type }) => type !== 'output_text')) return unusable('wrong-form')
  const text = parts.map((part) => part.text ?? '').join('')
  return text.trim() === '' ? unusable('empty') : { kind: 'said', text, usage: counted }
}
