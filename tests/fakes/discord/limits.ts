// How often Discord lets a bot ask: fifty times a second in all, and five posts in five seconds in a channel.
import type { Reply } from './answers.ts'

const GLOBAL = { requests: 50, windowMs: 1_000 } as const
const IN_CHANNEL = { requests: 5, windowMs: 5_000 } as const

export class DiscordLimits {
  readonly #all: number[] = []
  readonly #inChannel = new Map<string, number[]>()

  /** Null when the request is taken, and counted. */
  refused(method: string, path: string): Reply | null {
    // Answers to interactions count towards nothing but their own webhook.
    if (/^\/(interactions|webhooks)\//.test(path)) return null
    const now = performance.now()
    const global = waitFor(this.#all, GLOBAL, now)
    if (global > 0) return tooMany(global, 'global')
    const channel = method === 'POST' ? /^\/channels\/(\d+)\/messages$/.exec(path)?.[1] : undefined
    if (channel !== undefined) {
      const times = this.#inChannel.get(channel) ?? []
      this.#inChannel.set(channel, times)
      const own = waitFor(times, IN_CHANNEL, now)
      if (own > 0) return tooMany(own, 'user')
      times.push(now)
    }
    this.#all.push(now)
    return null
  }
}

/** Milliseconds until the window has room; what lies behind it is forgotten. */
function waitFor(times: number[], { requests, windowMs }: Readonly<{ requests: number; windowMs: number }>, now: number): number {
  while (times[0] !== undefined && times[0] <= now - windowMs) times.shift()
  const oldest = times[0]
  return oldest === undefined || times.length < requests ? 0 : oldest + windowMs - now
}

function tooMany(waitMs: number, scope: 'global' | 'user'): Reply {
  const seconds = Math.ceil(waitMs) / 1_000
  const headers = {
    'retry-after': String(Math.ceil(seconds)),
    'x-ratelimit-scope': scope,
    'x-ratelimit-global': String(scope === 'global'),
  }
  return [429, { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' }, headers]
}
