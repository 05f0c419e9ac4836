// chat.postMessage and chat.update, once, and what became of it.
import { z } from 'zod'
import type { Allowance, PostOutcome } from '../../../ports/platform.ts'
import { refusalOf, refusalOfEdit } from './refusals.ts'
import { wordsOnly } from './spoken.ts'
import { type Attempt, type PostLimits, postOnce } from './transport.ts'

export type PostMessage = (fields: Readonly<Record<string, unknown>>, mayLeave?: () => boolean) => Promise<PostOutcome>

export type PostMessageOptions = Readonly<{
  apiUrl: string
  /** the workspace's token of this moment; null: the app was removed there */
  token: () => Promise<string | null>
  /** asked right before the first byte leaves: false once the app was removed */
  stands?: () => boolean
  limits?: PostLimits
  /** hears of every attempt */
  told?: Told
}>

/** `status`: of the answer; null where there was none. `waitMs`: how long Slack asks to be left alone. */
export type Told = (method: string, status: number | null, waitMs: number | null) => void

/** Slack takes nothing of a message whose blocks it does not like. */
const OF_BLOCKS: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'])

/** Makes the one function that posts messages: one attempt, never throws. Where Slack refuses the blocks, and so posted nothing, the words go without them. */
export function createPostMessage(options: PostMessageOptions): PostMessage {
  const post = caller(options, 'chat.postMessage', refusalOf)
  return async (fields, mayLeave) => {
    const outcome = await post(fields, mayLeave)
    const isOfBlocks = outcome.kind === 'refused' && OF_BLOCKS.has(outcome.reason) && fields['blocks'] !== undefined
    return isOfBlocks ? post(wordsOnly(fields), mayLeave) : outcome
  }
}

/** As createPostMessage, for changing a message of ours. */
export function createUpdateMessage(options: PostMessageOptions): PostMessage {
  return caller(options, 'chat.update', refusalOfEdit)
}

function caller(options: PostMessageOptions, method: string, refusedBy: typeof refusalOf): PostMessage {
  const { apiUrl, stands = () => true } = options
  const limits = options.limits === undefined ? {} : { limits: options.limits }
  return async (fields, mayLeave = () => true) => {
    const token = await options.token().catch(() => undefined)
    if (token === undefined) return { kind: 'not-sent', reason: 'no token for now', retryAfterMs: null }
    if (token === null || !stands()) return REMOVED
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' }
    const request = { url: `${apiUrl}${method}`, headers, body: JSON.stringify(fields), mayLeave: () => stands() && mayLeave() }
    const attempt = await postOnce({ ...request, ...limits })
    const reply = attempt.kind === 'reply' ? attempt : null
    options.told?.(method, reply?.status ?? null, retryAfter(reply?.headers['retry-after']))
    return outcomeOf(attempt, refusedBy)
  }
}

const REMOVED: PostOutcome = {
  kind: 'refused',
  reason: 'token_revoked',
  refusal: { of: 'workspace', why: 'the app was removed from the workspace' },
}

/** Nothing was posted, for now. */
const LATER: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded', 'accesslimited'])

const Reply = z.object({ ok: z.boolean(), ts: z.string().optional(), error: z.string().optional() })

/** What one attempt amounts to (pure). Whatever is not certain is `unknown`. */
export function outcomeOf(attempt: Attempt, refusedBy = refusalOf): PostOutcome {
  if (attempt.kind === 'not-sent') return { kind: 'not-sent', reason: attempt.reason, retryAfterMs: null }
  if (attempt.kind === 'unknown') return attempt
  const retryAfterMs = retryAfter(attempt.headers['retry-after'])
  if (attempt.status === 429) return { kind: 'not-sent', reason: 'ratelimited', retryAfterMs, allowance: limited(retryAfterMs) }
  if (attempt.status !== 200) return { kind: 'unknown', reason: `http ${attempt.status}` }
  const reply = Reply.safeParse(readJson(attempt.body))
  if (!reply.success) return { kind: 'unknown', reason: 'unreadable reply' }
  const { ok, ts, error = '' } = reply.data
  if (ok) return ts === undefined ? { kind: 'unknown', reason: 'reply without ts' } : { kind: 'sent', messageId: ts }
  const refusal = refusedBy(error)
  if (refusal !== null) return { kind: 'refused', reason: error, refusal }
  if (LATER.has(error)) return { kind: 'not-sent', reason: error, retryAfterMs, allowance: limited(retryAfterMs) }
  return { kind: 'unknown', reason: /^[a-z_]{1,60}$/.test(error) ? error : 'unreadable error' }
}

/** Slack does not say whether the channel or the workspace had too much: the whole workspace rests. */
function limited(retryAfterMs: number | null): Allowance {
  return { reach: 'workspace', waitMs: retryAfterMs ?? 1_000, isLimited: true, isInvalid: false }
}

function retryAfter(header: string | undefined): number | null {
  const seconds = Number.parseInt(header ?? '', 10)
  return Number.isNaN(seconds) || seconds < 0 ? null : seconds * 1000
}

/** The value of a JSON text; null when it is none. */
export function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
