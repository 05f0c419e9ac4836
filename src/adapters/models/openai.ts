// A language model behind the OpenAI API or a server that speaks it (Ollama, vLLM, LM Studio, llama.cpp): by chat completions, or by responses.
import OpenAI from 'openai'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { LanguageModel, ModelReply, ModelRequest, ModelUsage } from '../../ports/language-model.ts'
import { cappedFetch } from './capped-fetch.ts'
import { chatCompletions } from './chat-completions.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { checkModel } from './check-model.ts'
import { firstJson } from './first-json.ts'
import { firstManner, plainer } from './manner.ts'
import type { Said } from './model-api.ts'
import { type Call, type CallOutcome, callOnce } from './one-call.ts'
import { responses } from './responses.ts'
import { usageOf, usageUnknown } from './usage.ts'

const MOST_BYTES = 256 * 1024 // of a reply's body
const RETRYABLE = new Set([429, 503])
const NOT_UNDERSTOOD = new Set([400, 422])
const KEY_REFUSED = new Set([401, 403])
/** Nobody says whether the model worked until then. */
const GAVE_UP = new Set([408, 504])

export type OpenAiSettings = Readonly<{ apiKey: string; baseUrl: string | null; model: string; api: 'chat' | 'responses' }>

/**
 * The model named in the settings. Its requests carry no tools and ask for no randomness; replies are read whole, never streamed, up to 256 KiB.
 * Never throws: see LanguageModel. One more attempt at most, where the server asks to wait less than what is left of the deadline. How the server
 * wants to be asked is found out by the first requests and remembered; a refused key, or a server that takes no form, is not asked again.
 * `reason` of a failure: open-circuit, key-refused, not-understood, timeout, unreachable, redirect, too-large, too-long, http-<status>, a-page,
 * wrong-form, refusal, finish-<reason>, empty, not-json.
 */
export function createOpenAiModel(settings: OpenAiSettings, { clock, log }: Readonly<{ clock: Clock; log: Log }>): LanguageModel {
  const { apiKey, baseUrl, model } = settings
  const fetch = cappedFetch(MOST_BYTES)
  const client = new OpenAI({ apiKey, baseURL: baseUrl, organization: null, project: null, maxRetries: 0, logLevel: 'off', fetch })
  const api = settings.api === 'responses' ? responses : chatCompletions
  const breaker = createCircuitBreaker(clock)
  const known = { manner: firstManner(baseUrl), proven: false }
  let disabled: string | null = null
  let lastReason: string | null = null

  async function ask(request: ModelRequest): Promise<ModelReply> {
    if (disabled !== null) return failed(disabled)
    if (!breaker.mayAsk()) return failed('open-circuit')
    const reply = await within(request, (signal, leftMs) => converse({ client, api, model, request, signal }, leftMs, known))
    note(reply)
    return reply
  }

  function note(reply: ModelReply): void {
    const reason = reply.kind === 'failed' ? reply.reason : null
    if (reason === null) breaker.succeeded()
    else if (reason === 'key-refused' || reason === 'not-understood') disable(reason)
    // The server is well: it is this request that is too long for its model.
    else if (reason !== 'too-long') breaker.failed()
    if (reason !== null && reason !== lastReason && disabled === null) log.warn('model not used', { reason })
    if (reason === null && lastReason !== null) log.info('model is used again')
    lastReason = reason
  }

  function disable(reason: string): void {
    if (disabled === null) log.error('model is not asked again until a restart: run doctor for the mend', { reason })
    disabled = reason
  }

  return { available: true, ask, check: (through = ask) => checkModel(through, settings, () => known.manner.form) }
}

const failed = (reason: string, usage?: ModelUsage): ModelReply => ({ kind: 'failed', reason, ...(usage === undefined ? {} : { usage }) })

/** Whatever the work does, the reply is there at the deadline. */
async function within(
  request: ModelRequest,
  work: (signal: AbortSignal, leftMs: () => number) => Promise<ModelReply>,
): Promise<ModelReply> {
  const until = performance.now() + request.deadlineMs
  const ending = new AbortController()
  const late = Promise.withResolvers<ModelReply>()
  const timer = setTimeout(() => {
    late.resolve(failed('timeout', usageUnknown(request)))
    ending.abort()
  }, request.deadlineMs)
  try {
    return await Promise.race([work(ending.signal, () => until - performance.now()), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

type Known = { manner: Call['manner']; proven: boolean }

/** Asks, in ever plainer manners where the server does not understand, until it replies or there is nothing left to try. */
async function converse(call: Omit<Call, 'manner'>, leftMs: () => number, known: Known): Promise<ModelReply> {
  let { manner } = known
  let retried = false
  for (;;) {
    const outcome = await callOnce({ ...call, manner })
    if (outcome.kind === 'replied') {
      if (outcome.said.kind === 'said') Object.assign(known, { manner, proven: true })
      return replyOf(outcome.said, call)
    }
    if (outcome.kind === 'refused' && NOT_UNDERSTOOD.has(outcome.status) && !outcome.tooLong) {
      const next = plainer(manner, outcome.refused)
      if (next === null) return failed(known.proven ? `http-${outcome.status}` : 'not-understood')
      manner = next
    } else if (retried || !mayRetry(outcome, leftMs())) {
      return failureOf(outcome, call.request)
    } else {
      retried = true
      await sleep(outcome.waitMs, undefined, { signal: call.signal }).catch(() => undefined)
    }
  }
}

function mayRetry(
  outcome: CallOutcome,
  leftMs: number,
): outcome is Extract<CallOutcome, { kind: 'refused' }> & { readonly waitMs: number } {
  return outcome.kind === 'refused' && RETRYABLE.has(outcome.status) && outcome.waitMs !== null && outcome.waitMs < leftMs
}

function replyOf(said: Said, { request, model }: Pick<Call, 'request' | 'model'>): ModelReply {
  if (said.kind === 'unusable') return failed(said.reason, usageOf(request, '', said.usage))
  const usage = usageOf(request, said.text, said.usage)
  const json = firstJson(said.text)
  return json === undefined ? failed('not-json', usage) : { kind: 'reply', json, model, tokens: usage.in + usage.out, usage }
}

function failureOf(outcome: Exclude<CallOutcome, { kind: 'replied' }>, request: ModelRequest): ModelReply {
  if (outcome.kind === 'broken') return failed(outcome.reason, outcome.reached ? usageUnknown(request) : undefined)
  const { status, tooLong } = outcome
  if (KEY_REFUSED.has(status)) return failed('key-refused')
  if (tooLong) return failed('too-long')
  if (status >= 300 && status < 400) return failed('redirect')
  return failed(`http-${status}`, GAVE_UP.has(status) ? usageUnknown(request) : undefined)
}
