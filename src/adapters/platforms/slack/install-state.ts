// What ties the end of an installation to its beginning: a random state, good once, for ten minutes, in the browser it was given to.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export type InstallStates = Readonly<{
  /** A new state and the secret that its browser is to bring back with it. */
  begin: () => Readonly<{ state: string; browser: string }>
  /** True once for a state, in time, with the secret of its browser; a state that was tried is gone either way. */
  take: (state: string, browser: string) => boolean
}>

export const STATE_LIFE_S = 600
const BYTES = 32 // 256 bits
const MOST = 20_000 // begun within ten minutes; beyond that the oldest go
const FORM = /^[A-Za-z0-9_-]{43}$/

/** `nowMs`: milliseconds of any steady clock. A restart forgets what was begun: whoever was in the middle begins anew. */
export function createInstallStates(nowMs: () => number): InstallStates {
  const begun = new Map<string, Readonly<{ browser: Buffer; until: number }>>() // by the state's hash, oldest first
  return {
    begin: () => {
      const now = nowMs()
      for (const [hash, { until }] of begun) {
        if (until > now && begun.size < MOST) break
        begun.delete(hash)
      }
      const [state, browser] = [randomBytes(BYTES).toString('base64url'), randomBytes(BYTES).toString('base64url')]
      begun.set(hashOf(state).toString('hex'), { browser: hashOf(browser), until: now + STATE_LIFE_S * 1_000 })
      return { state, browser }
    },
    take: (state, browser) => {
      if (!FORM.test(state)) return false
      const hash = hashOf(state).toString('hex')
      const held = begun.get(hash)
      begun.delete(hash)
      return held !== undefined && held.until > nowMs() && timingSafeEqual(held.browser, hashOf(browser))
    },
  }
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
