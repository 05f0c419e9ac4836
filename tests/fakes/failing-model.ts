// The whole product with a model server that fails in one way: what a question gets then, and how long after the failure.
import { openProduct, type Product, payloadsFor } from '../../src/main.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { readConfig } from '../../src/config.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { renderAnswer } from '../../src/render/render.ts'
import { type Dialect, startModelServer } from './model-server.ts'
import { type Api, SERVED } from './model-server-dialects.ts'
import type { FailureMode } from './model-server-failures.ts'

export const clock = fixedClock('2026-11-22T06:00:00Z')
export const KEY = 'sk-canary-4f1d'
const QUESTION = 'How long is the border?'
const PLATFORMS = ['text', 'slack', 'discord'] as const

/** What a reader sees of an answer, on each platform. */
export const shown = (answer: Answer): readonly string[] =>
  PLATFORMS.map((platform) =>
    JSON.stringify(payloadsFor(platform, renderAnswer({ ...answer, tookMs: 0 }, { title: 'x', readerLink: () => null }))),
  )

export type Setting = Readonly<{ dataDir: string; dialect: Dialect; api: Api; deadlineMs?: number }>
export type Outcome = Readonly<{
  answer: Answer
  shown: readonly string[]
  /** milliseconds from the last failure to the answer, and from the question to the answer; for the bench only */
  afterFailureMs: number
  inAllMs: number
  /** whether the server was still holding the request when the answer came */
  held: boolean
  requests: number
  rejected: readonly string[]
  keys: readonly (string | undefined)[]
}>

/** Asks one question of a product whose model fails in that way; null: the model is not configured. */
export async function askFailing(mode: FailureMode, { dataDir, dialect, api, deadlineMs }: Setting): Promise<Outcome> {
  let failedAt = 0
  let open = 0
  const server = await startModelServer(
    () => ({
      act: (exchange) => {
        open += 1
        exchange.response.on('close', () => {
          open -= 1
        })
        mode.act(exchange)
        failedAt = performance.now()
      },
    }),
    dialect,
  )
  const limit = deadlineMs === undefined ? {} : { OPENAI_DEADLINE_MS: String(deadlineMs) }
  const settings = {
    LOG_LEVEL: 'silent',
    OPENAI_BASE_URL: server.url,
    OPENAI_MODEL: SERVED,
    OPENAI_API_KEY: KEY,
    OPENAI_API: api,
    ...limit,
  }
  const product = await openProduct(readConfig(settings, dataDir), clock)
  try {
    const started = performance.now()
    const answer = await ask(product)
    const ended = performance.now()
    return {
      ...{ answer, shown: shown(answer), afterFailureMs: ended - failedAt, inAllMs: ended - started, held: open > 0 },
      ...{ requests: server.calls.length, rejected: server.rejected, keys: server.keys },
    }
  } finally {
    await product.close()
    await server.close()
  }
}

/** The answer of a product without a model. */
export async function askWithout(dataDir: string, prepare: (product: Product) => Promise<unknown>): Promise<Answer> {
  const product = await openProduct(readConfig({ LOG_LEVEL: 'silent' }, dataDir), clock)
  await prepare(product)
  const answer = await ask(product)
  await product.close()
  return answer
}

const ask = (product: Product) => product.brief.ask({ question: QUESTION, scope: [OPERATOR], now: clock.now() })

/** Why the outcome is not the answer without a model; null when it is. */
export function complaint({ answer, shown: seen, rejected }: Outcome, without: Answer): string | null {
  if (rejected.length > 0) return `sent what no client may send: ${rejected[0]}`
  if (answer.model !== 'rejected') return `the model was ${answer.model}`
  if (JSON.stringify(answer.claims) !== JSON.stringify(without.claims)) return 'other claims'
  if (JSON.stringify(answer.disputes) !== JSON.stringify(without.disputes)) return 'other disputes'
  const expected = shown(without)
  const differs = seen.findIndex((text, at) => text.replaceAll(NOTE, '') !== expected[at])
  if (differs >= 0) return `other text on ${PLATFORMS[differs]}`
  return seen.every((text) => text.search(NOTE) >= 0) ? null : 'the reader is not told'
}
/** The three words a reader is told, in blocks and in what is read aloud. */
const NOTE = /\. Model not used\./g
