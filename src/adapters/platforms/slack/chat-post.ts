// chat.postMessage, once, and what became of it.
import { z } from 'zod'
import type { PostOutcome } from '../../../ports/platform.ts'
import { type Attempt, type PostLimits, postOnce } from './transport.ts'

export type PostMessage = (fields: Readonly<Record<string, unknown>>) => Promise<PostOutcome>

export type PostMessageOptions = Readonly<{ apiUrl: string; botToken: string; limits?: PostLimits }>

/** Makes the one function that posts messages: one attempt, never throws. */
export function createPostMessage(options: PostMessageOptions): PostMessage {
  const headers = { authorization: `Bearer ${options.botToken}`, 'content-type': 'application/json; charset=utf-8' }
  const limits = options.limits === undefined ? {} : { limits: options.limits }
  return async (fields) =>
    outcomeOf(await postOnce({ url: `${options.apiUrl}chat.postMessage`, headers, body: JSON.stringify(fields), ...limits }))
}

/** Nothing was posted, and the same request will never be: what Slack's table of errors says for certain. */
const REFUSED: ReadonlySet<string> = new Set([
  ...['channel_not_found', 'not_in_channel', 'is_archived', 'messages_tab_disabled', 'cannot_reply_to_message', 'user_not_in_channel'],
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope', 'no_permission'],
  ...['access_denied', 'ekm_access_denied', 'not_allowed_token_type', 'org_login_required', 'team_access_not_granted', 'team_not_found'],
  ...['restricted_action', 'restricted_action_read_only_channel', 'restricted_action_thread_only_channel'],
  ...['restricted_action_non_threadable_channel', 'restricted_action_thread_locked', 'slack_connect_canvas_sharing_blocked'],
  ...['msg_too_long', 'msg_blocks_too_long', 'no_text', 'invalid_blocks', 'invalid_blocks_format', 'invalid_arguments', 'invalid_arg_name'],
  ...['invalid_json', 'json_not_object', 'invalid_charset', 'invalid_post_type', 'invalid_form_data', 'missing_post_type'],
  ...['metadata_too_large', 'metadata_must_be_sent_from_app', 'invalid_metadata_format', 'invalid_metadata_schema'],
])
/** Nothing was posted, for now. */
const LATER: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded', 'accesslimited'])

const Reply = z.object({ ok: z.boolean(), ts: z.string().optional(), error: z.string().optional() })

/** What one attempt amounts to (pure). Whatever is not certain is `unknown`. */
export function outcomeOf(attempt: Attempt): PostOutcome {
  if (attempt.kind === 'not-sent') return { kind: 'not-sent', reason: attempt.reason, retryAfterMs: null }
  if (attempt.kind === 'unknown') return attempt
  const retryAfterMs = retryAfter(attempt.headers['retry-after'])
  if (attempt.status === 429) return { kind: 'not-sent', reason: 'ratelimited', retryAfterMs }
  if (attempt.status !== 200) return { kind: 'unknown', reason: `http ${attempt.status}` }
  const reply = Reply.safeParse(readJson(attempt.body))
  if (!reply.success) return { kind: 'unknown', reason: 'unreadable reply' }
  const { ok, ts, error = '' } = reply.data
  if (ok) return ts === undefined ? { kind: 'unknown', reason: 'reply without ts' } : { kind: 'sent', messageId: ts }
  if (REFUSED.has(error)) return { kind: 'refused', reason: error }
  if (LATER.has(error)) return { kind: 'not-sent', reason: error, retryAfterMs }
  return { kind: 'unknown', reason: /^[a-z_]{1,60}$/.test(error) ? error : 'unreadable error' }
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
