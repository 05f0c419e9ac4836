// Slack's token endpoint: a code, or a refresh token, for tokens. One attempt each, and a plain word on what became of it.
import { z } from 'zod'
import { readJson } from './chat-post.ts'
import { type PostLimits, postOnce } from './transport.ts'

export type BotTokens = Readonly<{
  access: string
  /** null where the app's tokens do not rotate */
  refresh: string | null
  /** epoch milliseconds; null: never */
  expiresAtMs: number | null
}>

export type Granted = Readonly<{
  kind: 'granted'
  tokens: BotTokens
  team: string | null
  teamName: string
  scopes: readonly string[]
  /** the id of whoever allowed it; null where Slack does not say */
  installer: string | null
  /** for a whole organization instead of one workspace */
  isOrganization: boolean
}>

export type TokenAnswer =
  | Granted
  /** Slack will say the same of it next time */
  | Readonly<{ kind: 'refused'; reason: string }>
  /** nobody knows whether it took effect */
  | Readonly<{ kind: 'unknown'; reason: string }>

export type OAuth = Readonly<{
  /** Tokens for the code that a browser brought. */
  exchange: (code: string, redirectUri: string) => Promise<TokenAnswer>
  refresh: (refreshToken: string) => Promise<TokenAnswer>
}>

export type OAuthOptions = Readonly<{ apiUrl: string; clientId: string; clientSecret: string; nowMs: () => number; limits?: PostLimits }>

const LIMITS: PostLimits = { connectMs: 5_000, totalMs: 30_000 } // an answer that is lost costs the refresh token: better to wait for it
const PASSING = /^(internal_error|fatal_error|request_timeout|service_unavailable|ratelimited|rate_limited|accesslimited)$/

const Reply = z.object({
  ok: z.literal(true),
  access_token: z.string().startsWith('xox'),
  token_type: z.literal('bot'),
  scope: z.string().default(''),
  refresh_token: z.string().optional(),
  expires_in: z.number().int().positive().optional(),
  team: z.object({ id: z.string().min(1), name: z.string().default('') }).nullish(),
  authed_user: z
    .object({ id: z.string().regex(/^[UW][A-Z0-9]+$/) })
    .nullish()
    .catch(null),
  is_enterprise_install: z.boolean().default(false),
})
const Refusal = z.object({ ok: z.literal(false), error: z.string() })

export function createOAuth(options: OAuthOptions): OAuth {
  const { apiUrl, clientId, clientSecret, nowMs, limits = LIMITS } = options
  const credentials = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')
  const headers = { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' }
  const ask = async (fields: Readonly<Record<string, string>>): Promise<TokenAnswer> => {
    const asked = nowMs()
    const attempt = await postOnce({ url: `${apiUrl}oauth.v2.access`, headers, body: new URLSearchParams(fields).toString(), limits })
    if (attempt.kind !== 'reply') return { kind: 'unknown', reason: attempt.reason }
    if (attempt.status !== 200) return { kind: 'unknown', reason: `http ${attempt.status}` }
    return answerOf(readJson(attempt.body), asked)
  }
  return {
    exchange: (code, redirect_uri) => ask({ code, redirect_uri }),
    refresh: (refresh_token) => ask({ grant_type: 'refresh_token', refresh_token }),
  }
}

/** What an answer amounts to (pure); `asked`: epoch milliseconds before it was asked for, from which its life is counted. */
function answerOf(body: unknown, asked: number): TokenAnswer {
  const refusal = Refusal.safeParse(body)
  if (refusal.success) {
    const reason = /^[a-z_]{1,60}$/.test(refusal.data.error) ? refusal.data.error : 'unreadable error'
    return { kind: PASSING.test(reason) ? 'unknown' : 'refused', reason }
  }
  const reply = Reply.safeParse(body)
  if (!reply.success) return { kind: 'unknown', reason: 'unreadable answer' }
  const {
    access_token: access,
    refresh_token: refresh = null,
    expires_in: seconds,
    team,
    scope,
    authed_user: by,
    is_enterprise_install,
  } = reply.data
  return {
    kind: 'granted',
    tokens: { access, refresh, expiresAtMs: seconds === undefined ? null : asked + seconds * 1_000 },
    team: team?.id ?? null,
    teamName: team?.name ?? '',
    scopes: scope.split(',').filter((one) => one !== ''),
    installer: by?.id ?? null,
    isOrganization: is_enterprise_install,
  }
}
