// Vectors of texts from the OpenAI API or a server that speaks it (Ollama, vLLM, LM Studio, llama.cpp).
import OpenAI, { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import { type Embedder, type EmbedReply, type EmbedRequest, MOST_TEXTS } from '../../ports/embedder.ts'
import { cappedFetch, TooLong } from './capped-fetch.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'

const MOST_DIMENSIONS = 4096
const BYTES_A_TEXT = 128 * 1024 // 4096 numbers of some 25 characters, and room for names
const NEVER_TAKEN = new Set([400, 413, 422])
const KEY_REFUSED = new Set([401, 403])

/** A server may leave out the place; the order is then that of the texts. */
const Reply = z.object({
  data: z
    .array(z.object({ index: z.int().min(0).max(MOST_TEXTS).optional(), embedding: z.array(z.number()).min(1).max(MOST_DIMENSIONS) }))
    .max(MOST_TEXTS),
  usage: z
    .object({ total_tokens: z.int().min(0) })
    .optional()
    .catch(undefined),
})

export type EmbeddingSettings = Readonly<{ apiKey: string; baseUrl: string | null; model: string }>

/**
 * The embedding model named in the settings. One attempt a call, never again by itself. `reason` of a failure is one of: open-circuit,
 * key-refused, timeout, http-<status>, unreachable, too-large, unreadable, wrong-count, wrong-order, mixed-lengths.
 */
export function createEmbedder(
  { apiKey, baseUrl, model }: EmbeddingSettings,
  { clock, log }: Readonly<{ clock: Clock; log: Log }>,
): Embedder {
  const breaker = createCircuitBreaker(clock)
  let keyRefused = false

  async function embed({ texts, deadlineMs }: EmbedRequest): Promise<EmbedReply> {
    if (keyRefused) return failed('key-refused')
    if (!breaker.mayAsk()) return failed('open-circuit')
    const client = clientFor({ apiKey, baseUrl, most: BYTES_A_TEXT * texts.length })
    try {
      const asked: OpenAI.EmbeddingCreateParams = { model, input: [...texts], encoding_format: 'float' }
      const reply = readReply(
        await client.embeddings.create(asked, { signal: AbortSignal.timeout(deadlineMs), timeout: deadlineMs }),
        texts.length,
      )
      if (reply.kind === 'vectors') breaker.succeeded()
      else breaker.failed()
      return reply
    } catch (error) {
      const status = error instanceof APIError ? (error.status ?? null) : null
      if (status !== null && KEY_REFUSED.has(status)) {
        keyRefused = true
        log.error('model server refused the key; search goes by words alone until a restart', { status })
      }
      const refused = status !== null && NEVER_TAKEN.has(status)
      // The server is well: it is these texts that it does not take.
      if (!refused) breaker.failed()
      return { ...failed(reasonOf(error, status)), refused }
    }
  }

  return { model, embed }
}

const failed = (reason: string) => ({ kind: 'failed', reason, refused: false }) as const

function readReply(body: unknown, count: number): EmbedReply {
  const parsed = Reply.safeParse(body)
  if (!parsed.success) return failed('unreadable')
  const { data, usage } = parsed.data
  if (data.length !== count) return failed('wrong-count')
  const vectors: Float32Array[] = []
  for (const [i, { index = i, embedding }] of data.entries()) vectors[index] = Float32Array.from(embedding)
  const [first] = vectors
  // A place given twice leaves another one empty, and one too high makes the list longer.
  if (vectors.length !== count || Object.keys(vectors).length !== count || first === undefined) return failed('wrong-order')
  if (vectors.some(({ length }) => length !== first.length)) return failed('mixed-lengths')
  // What does not fit 32 bits became infinite.
  if (vectors.some((vector) => !vector.every(Number.isFinite))) return failed('unreadable')
  return { kind: 'vectors', vectors, tokens: usage?.total_tokens ?? 0 }
}

function reasonOf(error: unknown, status: number | null): string {
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) return 'timeout'
  if (status !== null) return KEY_REFUSED.has(status) ? 'key-refused' : `http-${status}`
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof TooLong) return 'too-large'
    if (at instanceof SyntaxError) return 'unreadable'
  }
  return 'unreachable'
}

function clientFor({ apiKey, baseUrl, most }: Readonly<{ apiKey: string; baseUrl: string | null; most: number }>): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: cappedFetch(most),
  })
}
