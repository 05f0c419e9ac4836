// What an answer of Discord says about its limits, and about what it refuses (pure).
import { z } from 'zod'
import type { Allowance, Pace, Refusal } from '../../../ports/platform.ts'
import type { Answered } from './transport.ts'

/**
 * Discord: 50 requests a second and bot, answers to people not counted; four fifths are for digests. What one channel takes is in the headers.
 * A later part opens its thread first. 10,000 invalid requests (401, 403, 429) in ten minutes bar the address: long before, all but answers to people rests.
 */
export const PACE: Pace = { perSecond: 40, perMinute: null, channelMs: 1_000, laterPartRequests: 2, mostInvalid: 500 }

const Limited = z.object({ retry_after: z.number().nonnegative().optional(), global: z.boolean().optional() })
const Refused = z.object({ code: z.number(), message: z.string().optional() })
const UNKNOWN_CHANNEL = 10_003
const MISSING_PERMISSIONS = 50_013

/** How long a 429 asks to wait, in milliseconds; null when it does not say. */
export function retryAfterMs({ body, headers }: Answered): number | null {
  const seconds = Limited.safeParse(body).data?.retry_after ?? numberOf(headers['retry-after'])
  return seconds === null || !Number.isFinite(seconds) ? null : Math.ceil(seconds * 1_000)
}

/** Undefined when the answer says nothing that would hold anything back. */
export function allowanceOf(answered: Answered): Allowance | undefined {
  const { status, headers, body } = answered
  const isInvalid = status === 401 || status === 403 || (status === 429 && headers['x-ratelimit-scope'] !== 'shared')
  if (status === 429) {
    const isGlobal = headers['x-ratelimit-global'] === 'true' || Limited.safeParse(body).data?.global === true
    return { reach: isGlobal ? 'all' : 'channel', waitMs: retryAfterMs(answered) ?? 1_000, isLimited: true, isInvalid }
  }
  const isUsedUp = headers['x-ratelimit-remaining'] === '0'
  const resetMs = isUsedUp ? Math.ceil((numberOf(headers['x-ratelimit-reset-after']) ?? 0) * 1_000) : 0
  return isUsedUp || isInvalid ? { reach: 'channel', waitMs: resetMs, isLimited: false, isInvalid } : undefined
}

/** Whom a 4xx refuses; null for one that is not Discord's own, which comes from something in between. */
export function refusalOf({ status, body }: Answered): Readonly<{ reason: string; refusal: Refusal }> | null {
  const refused = Refused.safeParse(body).data
  if (refused === undefined) return null
  const reason = `${refused.message ?? `status ${status}`} (${refused.code})`
  if (status === 401) return { reason, refusal: { of: 'token', why: 'Discord no longer accepts my token' } }
  if (status === 404 && refused.code === UNKNOWN_CHANNEL) return { reason, refusal: { of: 'channel', why: 'the channel is gone' } }
  if (status !== 403) return { reason, refusal: { of: 'message', why: `Discord refuses it (${refused.code})` } }
  const why = refused.code === MISSING_PERMISSIONS ? 'I am not allowed to post in the channel' : 'I may no longer see the channel'
  // A permission may be set anew in a moment: it counts when it is refused twice.
  return { reason, refusal: { of: 'channel', why, isPassing: true } }
}

function numberOf(header: string | string[] | undefined): number | null {
  const value = typeof header === 'string' ? Number(header) : Number.NaN
  return Number.isNaN(value) ? null : value
}
