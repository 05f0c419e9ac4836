// A language model behind the OpenAI API or a server that speaks it (Ollama, vLLM, LM Studio, llama.cpp), by chat completions.
import OpenAI, { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { LanguageModel, ModelReply, ModelRequest } from '../../ports/language-model.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { firstJson } from './first-json.ts'

const MAX_REPLY_BYTES = 256 * 1024
const MAX_REPLY_TOKENS = 1024
const RETRYABLE = new Set([429, 503])
const NOT_UNDERSTOOD = new Set([400, 404, 422])
const KEY_REFUSED = new Set([401, 403])

/** How the JSON is asked for, strictest first; a server that does not understand a form is asked in the next one from then on. */
const FORMS = ['json_schema', 'json_object', 'text'] as const
type Form = (typeof FORMS)[number]

/** What one server was found to understand; it starts with the strictest form and is only ever loosened. */
type Dialect = { form: Form; temperature: boolean; limit: 'max_tokens' | 'max_completion_tokens' }

export type OpenAiSettings = Readonly<{ apiKey: string; baseUrl: string | null; model: string }>

/**
 * The model named in the settings. Its requests carry no tools and ask for no randomness; its replies are read whole, never streamed,
 * up to 256 KiB. Never throws: see LanguageModel. `reason` of a failure is one of: open-circuit, key-refused, timeout,
 * http-<status>, unreachable, finish-<reason>, empty, not-json.
 */
export function createOpenAiModel(settings: OpenAiSettings, deps: Readonly<{ clock: Clock; log: Log }>): LanguageModel {
  const client = new OpenAI({
    apiKey: settings.apiKey,
    baseURL: settings.baseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: cappedFetch,
  })
  const breaker = createCircuitBreaker(deps.clock)
  const dialect: Dialect = {
    form: 'json_schema',
    temperature: true,
    limit: settings.baseUrl === null ? 'max_completion_tokens' : 'max_tokens',
  }
  let keyRefused = false

  async function ask(request: ModelRequest): Promise<ModelReply> {
    if (keyRefused) return failed('key-refused')
    if (!breaker.mayAsk()) return failed('open-circuit')
    const deadline = AbortSignal.timeout(request.deadlineMs)
    const until = deps.clock.now().epochMilliseconds + request.deadlineMs
    let retried = false
    for (;;) {
      try {
        const reply = await complete(client, settings.model, request, dialect, deadline)
        if (reply.kind === 'reply') breaker.succeeded()
        else breaker.failed()
        return reply
      } catch (error) {
        const status = error instanceof APIError ? (error.status ?? null) : null
        if (status !== null && NOT_UNDERSTOOD.has(status) && loosen(dialect, error)) continue
        const wait = retryAfterMs(error)
        if (!retried && status !== null && RETRYABLE.has(status) && wait !== null && deps.clock.now().epochMilliseconds + wait < until) {
          retried = true
          await new Promise((resolve) => setTimeout(resolve, wait))
          continue
        }
        if (status !== null && KEY_REFUSED.has(status)) {
          keyRefused = true
          deps.log.error('model server refused the key; answers stay extractive until a restart', { status })
        }
        breaker.failed()
        return failed(reasonOf(error, status))
      }
    }
  }

  return { available: true, ask }
}

const failed = (reason: string): ModelReply => ({ kind: 'failed', reason })

/** Drops what the server said it does not take, else asks in the next plainer form; false when nothing is left to drop. */
function loosen(dialect: Dialect, error: unknown): boolean {
  const parameter = error instanceof APIError ? error.param : null
  if (parameter === 'temperature' && dialect.temperature) {
    dialect.temperature = false
    return true
  }
  if (parameter === 'max_tokens' && dialect.limit === 'max_tokens') {
    dialect.limit = 'max_completion_tokens'
    return true
  }
  const next = FORMS[FORMS.indexOf(dialect.form) + 1]
  if (next === undefined) return false
  dialect.form = next
  return true
}

async function complete(client: OpenAI, model: string, request: ModelRequest, dialect: Dialect, signal: AbortSignal): Promise<ModelReply> {
  const completion = await client.chat.completions.create(
    {
      model,
      messages: [
        { role: 'system', content: request.system },
        { role: 'user', content: request.user },
      ],
      n: 1,
      [dialect.limit]: MAX_REPLY_TOKENS,
      ...(dialect.temperature ? { temperature: 0 } : {}),
      ...responseFormat(dialect.form, request),
    },
    { signal, timeout: request.deadlineMs },
  )
  // Servers that only resemble the API may leave out what its types promise.
  const choice = completion.choices?.[0] as Partial<OpenAI.ChatCompletion.Choice> | undefined
  const content = choice?.message?.content
  if (typeof content !== 'string' || content.trim() === '') return failed('empty')
  if (choice?.finish_reason !== 'stop') return failed(`finish-${choice?.finish_reason ?? 'unsaid'}`)
  const json = firstJson(content)
  if (json === undefined) return failed('not-json')
  return { kind: 'reply', json, model, tokens: completion.usage?.total_tokens ?? 0 }
}

function responseFormat(form: Form, { schema }: ModelRequest): Pick<OpenAI.ChatCompletionCreateParamsNonStreaming, 'response_format'> {
  if (form === 'text') return {}
  if (form === 'json_object') return { response_format: { type: 'json_object' } }
  return { response_format: { type: 'json_schema', json_schema: { name: schema.name, strict: true, schema: { ...schema.json } } } }
}

/** Milliseconds the server asks to wait, null when it does not say. */
function retryAfterMs(error: unknown): number | null {
  const header = error instanceof APIError ? (error.headers?.get('retry-after') ?? null) : null
  const seconds = header === null ? Number.NaN : Number(header)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

function reasonOf(error: unknown, status: number | null): string {
  if (error instanceof APIConnectionTimeoutError) return 'timeout'
  if (error instanceof APIUserAbortError) return 'timeout'
  if (status !== null) return KEY_REFUSED.has(status) ? 'key-refused' : `http-${status}`
  return 'unreachable'
}

/** fetch that follows no redirect (a redirected request would carry the key elsewhere) and reads at most MAX_REPLY_BYTES. */
async function cappedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, redirect: 'error' })
  if (response.body === null) return response
  let read = 0
  const cap = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      read += bytes.byteLength
      if (read > MAX_REPLY_BYTES) controller.error(new Error('reply over the size limit'))
      else controller.enqueue(bytes)
    },
  })
  return new Response(response.body.pipeThrough(cap), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  })
}
