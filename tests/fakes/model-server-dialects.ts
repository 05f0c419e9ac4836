// What four servers take, how they refuse, and how their replies look.
// Documented: OpenAI's "Unsupported parameter: 'max_tokens'", strict schemas and the word json (API errors, structured outputs guide) · Ollama's fields
// and error types (openai/openai.go at 0098875: unknown fields are dropped, so max_completion_tokens would not limit) · vLLM's request, null content and
// nested errors (entrypoints/openai/chat_completion/protocol.py at 002032e) · llama.cpp's 503 while loading and number codes (tools/server/README.md), and
// the build that took no json_schema (issue 11847). From experience, not documented: the rest of the wording.
import { z } from 'zod'
import type { Changes } from './model-server.ts'

export type Dialect = 'openai' | 'ollama' | 'vllm' | 'llama.cpp'
export const DIALECTS: readonly Dialect[] = ['openai', 'ollama', 'vllm', 'llama.cpp']
export type Api = 'chat' | 'responses'
export const SERVED = 'm' // the one model there is

const SchemaFormat = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  strict: z.literal(true),
  schema: z.record(z.string(), z.unknown()),
})
const Chat = z.strictObject({
  model: z.string().min(1),
  messages: z.array(z.strictObject({ role: z.enum(['system', 'user']), content: z.string() })).min(1),
  n: z.literal(1),
  temperature: z.number().optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  response_format: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('json_schema'), json_schema: SchemaFormat }),
      z.strictObject({ type: z.literal('json_object') }),
    ])
    .optional(),
})
const Responses = z.strictObject({
  model: z.string().min(1),
  instructions: z.string(),
  input: z.string(),
  store: z.literal(false),
  temperature: z.number().optional(),
  max_output_tokens: z.int().positive(),
  text: z
    .strictObject({
      format: z.discriminatedUnion('type', [
        SchemaFormat.extend({ type: z.literal('json_schema') }),
        z.strictObject({ type: z.literal('json_object') }),
      ]),
    })
    .optional(),
})

export type ModelCall = z.infer<typeof Chat>

/** The call, a request to responses put in the same terms; a sentence when no client of ours may send this. */
export function readCall(url: string, body: unknown): Readonly<{ api: Api; call: ModelCall }> | string {
  if (url === '/v1/chat/completions') {
    const parsed = Chat.safeParse(body)
    if (!parsed.success) return parsed.error.message
    const { max_tokens, max_completion_tokens } = parsed.data
    return (max_tokens === undefined) === (max_completion_tokens === undefined) ? 'not one limit' : { api: 'chat', call: parsed.data }
  }
  if (url !== '/v1/responses') return `no such address ${url}`
  const parsed = Responses.safeParse(body)
  if (!parsed.success) return parsed.error.message
  const { model, instructions, input, temperature, max_output_tokens, text } = parsed.data
  const messages: ModelCall['messages'] = [
    { role: 'system', content: instructions },
    { role: 'user', content: input },
  ]
  const common = {
    model,
    messages,
    n: 1 as const,
    max_completion_tokens: max_output_tokens,
    ...(temperature === undefined ? {} : { temperature }),
  }
  if (text === undefined) return { api: 'responses', call: common }
  if (text.format.type === 'json_object') return { api: 'responses', call: { ...common, response_format: text.format } }
  const { type, ...json_schema } = text.format
  return { api: 'responses', call: { ...common, response_format: { type, json_schema } } }
}

export type Refusal = Readonly<{ why: string; status: number; body: unknown }>

/** What the server refuses of a well-formed call; null when it takes it. */
export function refusalOf(dialect: Dialect, api: Api, call: ModelCall, key: string | undefined): Refusal | null {
  const refuse = (status: number, why: string, over: Readonly<Record<string, unknown>> = {}) => ({
    why,
    status,
    body: errorBody(dialect, status, why, over),
  })
  if (dialect === 'openai') return refusalOfOpenAi(api, call, key, refuse)
  if (call.model !== SERVED) return refuse(404, `model '${call.model}' not found`)
  if (dialect === 'ollama' && api === 'chat' && call.max_tokens === undefined) return refuse(400, 'no limit that this server knows')
  const schema = call.response_format?.type === 'json_schema'
  return dialect === 'llama.cpp' && schema ? refuse(400, 'Either "json_schema" or "grammar" can be specified, but not both') : null
}

type Refuse = (status: number, why: string, over?: Readonly<Record<string, unknown>>) => Refusal

/** As its reasoning models are: they know neither max_tokens nor a temperature. */
function refusalOfOpenAi(api: Api, call: ModelCall, key: string | undefined, refuse: Refuse): Refusal | null {
  if (!/^Bearer sk-\S+$/.test(key ?? '')) return refuse(401, 'Incorrect API key provided', { code: 'invalid_api_key' })
  if (call.model !== SERVED) return refuse(404, `The model \`${call.model}\` does not exist`, { code: 'model_not_found' })
  if (call.max_tokens !== undefined) {
    const message = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    return refuse(400, message, { param: 'max_tokens', code: 'unsupported_parameter' })
  }
  if (call.temperature !== undefined && call.temperature !== 1) {
    const message = "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported."
    return refuse(400, message, { param: 'temperature', code: 'unsupported_value' })
  }
  const format = call.response_format
  const where = api === 'chat' ? 'response_format' : 'text.format'
  if (format?.type === 'json_schema' && !isStrict(format.json_schema.schema))
    return refuse(400, `Invalid schema for response_format '${format.json_schema.name}'`, { param: where })
  if (format?.type === 'json_object' && !call.messages.some(({ content }) => /json/i.test(content)))
    return refuse(400, "'messages' must contain the word 'json' in some form", { param: 'messages' })
  return null
}

/** Strict schemas name every property of every object as required and allow no other. */
function isStrict(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true
  if (Array.isArray(schema)) return schema.every(isStrict)
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>
  const object = z.record(z.string(), z.unknown()).safeParse(properties)
  const complete =
    object.success &&
    JSON.stringify(Object.keys(object.data).sort()) === JSON.stringify([...((required as string[] | undefined) ?? [])].sort())
  if (type === 'object' && (additionalProperties !== false || !complete)) return false
  return Object.values(schema).every(isStrict)
}

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  503: 'unavailable_error',
}

/** An error as the dialect words it. */
export function errorBody(dialect: Dialect, status: number, message: string, over: Readonly<Record<string, unknown>> = {}): unknown {
  if (dialect === 'openai')
    return { error: { message, type: status >= 500 ? 'server_error' : 'invalid_request_error', param: null, code: null, ...over } }
  if (dialect === 'llama.cpp')
    return { error: { code: status, message, type: TYPES[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error') } }
  if (dialect === 'vllm')
    return status === 401 ? { error: 'Unauthorized' } : { error: { message, type: 'BadRequestError', param: null, code: status } }
  return {
    error: {
      message,
      type: status === 400 ? 'invalid_request_error' : status === 404 ? 'not_found_error' : 'api_error',
      param: null,
      code: null,
    },
  }
}

const EXTRAS: Readonly<Record<Dialect, Readonly<Record<'body' | 'message' | 'choice', Readonly<Record<string, unknown>>>>>> = {
  openai: {
    body: { service_tier: 'default', system_fingerprint: null },
    message: { refusal: null, annotations: [] },
    choice: { logprobs: null },
  },
  ollama: { body: { system_fingerprint: 'fp_ollama' }, message: {}, choice: {} },
  vllm: {
    body: { prompt_logprobs: null, kv_transfer_params: null },
    message: { refusal: null, function_call: null, reasoning: null },
    choice: { logprobs: null, stop_reason: null, token_ids: null },
  },
  'llama.cpp': { body: { timings: { prompt_n: 30, predicted_n: 12 } }, message: { reasoning_content: '' }, choice: {} },
}

/** A whole reply as the dialect words it. */
export function replyBody(dialect: Dialect, api: Api, content: unknown, { finish = 'stop', message = {}, body = {} }: Changes): unknown {
  if (api === 'responses') return responseBody(content, finish, message, body)
  const extras = EXTRAS[dialect]
  const said = { role: 'assistant', content, ...extras.message, ...message }
  const usage = { prompt_tokens: 30, completion_tokens: 12, total_tokens: 42 }
  const choices = [{ index: 0, message: said, finish_reason: finish, ...extras.choice }]
  return { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: SERVED, choices, usage, ...extras.body, ...body }
}

function responseBody(
  content: unknown,
  finish: unknown,
  message: Changes['message'] = {},
  { usage, choices, ...body }: Readonly<Record<string, unknown>>,
): unknown {
  const said = {
    type: 'message',
    id: 'msg_1',
    status: 'completed',
    role: 'assistant',
    content: [{ type: 'output_text', text: content, annotations: [] }],
  }
  const refused = 'refusal' in message && message['refusal'] !== null
  const calls =
    'tool_calls' in message ? [{ type: 'function_call', id: 'fc_1', call_id: 'c', name: 'f', arguments: '{}', status: 'completed' }] : []
  const output = refused
    ? [{ ...said, content: [{ type: 'refusal', refusal: message['refusal'] }] }]
    : [{ type: 'reasoning', id: 'rs_1', summary: [] }, said, ...calls]
  const cut = finish !== 'stop'
  const reason = finish === 'length' ? 'max_output_tokens' : finish
  return {
    ...{ id: 'resp_1', object: 'response', created_at: 1, model: SERVED, error: null, store: false },
    ...{ status: cut ? 'incomplete' : 'completed', incomplete_details: cut ? { reason } : null },
    output: choices === undefined ? output : choices,
    usage: { input_tokens: 30, output_tokens: 12, total_tokens: 42 },
    ...(usage === undefined ? {} : { usage: renamed(usage) }),
    ...body,
  }
}

function renamed(usage: unknown): unknown {
  if (typeof usage !== 'object' || usage === null) return usage
  return Object.fromEntries(
    Object.entries(usage).map(([key, value]) => [key.replace('prompt_', 'input_').replace('completion_', 'output_'), value]),
  )
}
