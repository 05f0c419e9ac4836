// One request to a model server and what came of it, as a value: nothing is thrown, no word of the server's is passed on to be shown or logged.
import type OpenAI from 'openai'
import { APIError, APIUserAbortError } from 'openai'
import type { ModelRequest } from '../../ports/language-model.ts'
import { TooLong } from './capped-fetch.ts'
import type { Manner, Refused } from './manner.ts'
import type { ModelApi, Said } from './model-api.ts'
import { strictJson } from './strict-json.ts'

export type CallOutcome =
  | Readonly<{ kind: 'replied'; said: Said }>
  /** an answer of another status than 200; `waitMs`: what the server asks to wait, null when it does not say */
  | Readonly<{ kind: 'refused'; status: number; refused: Refused; tooLong: boolean; waitMs: number | null }>
  /** no whole answer; `reached`: the server may have been at work */
  | Readonly<{ kind: 'broken'; reason: string; reached: boolean }>

export type Call = Readonly<{ client: OpenAI; api: ModelApi; model: string; request: ModelRequest; manner: Manner; signal: AbortSignal }>

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
/** OpenAI and vLLM by the first two, llama.cpp by the last. */
const TOO_LONG = /context_length_exceeded|maximum context length|exceed_context_size/

export async function callOnce({ client, api, model, request, manner, signal }: Call): Promise<CallOutcome> {
  try {
    const response = await api.send(client, model, request, manner, signal)
    const text = await response.text()
    const said = api.read(strictJson(text))
    const page = said.kind === 'unusable' && response.headers.get('content-type')?.startsWith('text/html') === true
    return { kind: 'replied', said: page ? { kind: 'unusable', reason: 'a-page', usage: null } : said }
  } catch (error) {
    if (error instanceof APIError && typeof error.status === 'number') return refusedBy(error, error.status)
    if (error instanceof APIUserAbortError || signal.aborted) return { kind: 'broken', reason: 'timeout', reached: true }
    const causes = causesOf(error)
    if (causes.some((cause) => cause instanceof TooLong)) return { kind: 'broken', reason: 'too-large', reached: true }
    const unsent = causes.some((cause) => cause instanceof Error && 'code' in cause && NEVER_SENT.has(String(cause.code)))
    return { kind: 'broken', reason: 'unreachable', reached: !unsent }
  }
}

function refusedBy(error: APIError, status: number): CallOutcome {
  const words = error.message.slice(0, 2_000)
  const param = typeof error.param === 'string' ? error.param : null
  const tooLong = status === 413 || TOO_LONG.test(`${String(error.code)} ${error.type ?? ''} ${words}`)
  return { kind: 'refused', status, refused: { param, words }, tooLong, waitMs: waitOf(error.headers?.get('retry-after') ?? null) }
}

/** Milliseconds of a Retry-After in seconds; a date is taken for no answer. */
function waitOf(header: string | null): number | null {
  const seconds = header === null || header.trim() === '' ? Number.NaN : Number(header)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

function causesOf(error: unknown): readonly unknown[] {
  const causes: unknown[] = []
  for (let at = error; at instanceof Error && causes.length < 8; at = at.cause) causes.push(at)
  return causes
}
