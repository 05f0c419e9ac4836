// What an answer to a poll means for the source, before its body is read (pure).
import type { Fetched } from '../../ports/outside-fetch.ts'
import type { Polled } from '../../ports/source-reader.ts'
import { wishOf } from './feed-wish.ts'

export type Ok = Extract<Fetched, { kind: 'ok' }>
export type Answer = Exclude<Fetched, { kind: 'refused' | 'failed' }>
export type Said = ReturnType<typeof saidBy>

/** `body`: where it may hold a wish of its own. */
export function saidBy(fetched: Answer, body: Uint8Array | null, url: string) {
  const { etag, lastModified, cacheControl } = fetched.headers
  const forGood = fetched.redirects.length > 0 && fetched.redirects.every(({ status }) => status === 301 || status === 308)
  return {
    validators: { etag, lastModified },
    wishMs: wishOf(cacheControl, body),
    movedTo: forGood && fetched.finalUrl !== url ? fetched.finalUrl : null,
  }
}

/** Of the source alone, and for now. `reason`: a sentence for a person. */
export function failed(reason: string): Extract<Polled, { kind: 'failed' }> {
  return { kind: 'failed', reason, retryAfterMs: null, gone: false, vanished: false, ofHost: false }
}

/** What it means that nothing came: whether that concerns the whole host, and whether the source is gone for good. */
export function unanswered(fetched: Exclude<Fetched, Answer>): Extract<Polled, { kind: 'failed' }> {
  if (fetched.kind === 'refused') return failed(fetched.reason)
  const { reason, status, retryAfterMs, gone, tooSoon } = fetched
  const ofHost = status === null || status === 429 || status >= 500
  return { kind: 'failed', reason, retryAfterMs, gone, vanished: status === 404 || gone, ofHost, ...(tooSoon ? { tooSoon } : {}) }
}
