// Chat completions: the request, and what a reply says.
import type OpenAI from 'openai'
import { z } from 'zod'
import type { ModelRequest } from '../../ports/language-model.ts'
import type { Manner } from './manner.ts'
import { finishOf, MAX_REPLY_TOKENS, type ModelApi, type Said } from './model-api.ts'

/** Servers that only resemble the API leave out or null what its types promise. */
const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(z.unknown()).nullish(),
          function_call: z.unknown().nullish(),
        }),
      }),
    )
    .length(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish().catch(null),
})

export const chatCompletions: ModelApi = {
  send: (client, model, request, manner, signal) => {
    const messages = [
      { role: 'system' as const, content: request.system },
      { role: 'user' as const, content: request.user },
    ]
    const limits = { [manner.limit]: MAX_REPLY_TOKENS, ...(manner.temperature ? { temperature: 0 } : {}) }
    return client.chat.completions.create({ model, messages, n: 1, ...limits, ...formatOf(manner, request) }, { signal }).asResponse()
  },
  read,
}

function formatOf({ form }: Manner, { schema }: ModelRequest): Pick<OpenAI.ChatCompletionCreateParamsNonStreaming, 'response_format'> {
  if (form === 'text') return {}
  if (form === 'json_object') return { response_format: { type: 'json_object' } }
  return { response_format: { type: 'json_schema', json_schema: { name: schema.name, strict: true, schema: { ...schema.json } } } }
}

function read(body: unknown): Said {
  const parsed = Completion.safeParse(body)
  const choice = parsed.data?.choices[0]
  if (!parsed.success || choice === undefined) return { kind: 'unusable', reason: 'wrong-form', usage: null }
  const { usage } = parsed.data
  const counted = usage ? { in: usage.prompt_tokens, out: usage.completion_tokens } : null
  const unusable = (reason: string): Said => ({ kind: 'unusable', reason, usage: counted })
  const { content, refusal, tool_calls, function_call } = choice.message
  if (refusal) return unusable('refusal')
  if (choice.finish_reason !== 'stop') return unusable(finishOf(choice.finish_reason))
  if ((tool_calls?.length ?? 0) > 0 || function_call) return unusable('finish-tool_calls')
  return content?.trim() ? { kind: 'said', text: content, usage: counted } : unusable('empty')
}
