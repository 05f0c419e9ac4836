// Which sources are asked now: those that are due, few at once, and of one host one at a time.
import { messageOf } from '../base/error.ts'
import type { Polling } from '../ports/source-store.ts'
import { claimedUntil } from './next-poll.ts'
import { type PollDeps, pollOne } from './poll-one.ts'

export type Poller = Readonly<{
  /** Begins what is due, as far as there is room; the rest follows as room comes. Resolves when nothing that was due is left. */
  tick: () => Promise<void>
  /** Calls off what is under way. */
  stop: () => Promise<void>
}>

const AT_ONCE = 32
const LOOKED_AT = 1_000 // due sources among which hosts without a request are looked for

export function createPoller(deps: PollDeps, done: () => Promise<void>, atOnce = AT_ONCE): Poller {
  const busy = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  let looking: Promise<void> = Promise.resolve()

  async function one(polling: Polling, host: string): Promise<void> {
    try {
      const nowMs = deps.clock.now().epochMilliseconds
      const until = claimedUntil(polling.source.id, polling.state, nowMs)
      if (!(await deps.sources.claim(polling, until))) return
      await pollOne(polling, deps, stopping.signal)
      await done()
    } catch (error) {
      deps.log.error('poll failed', { sourceId: polling.source.id, cause: messageOf(error) })
    } finally {
      busy.delete(host)
    }
  }

  async function begin(): Promise<void> {
    if (stopping.signal.aborted || busy.size >= atOnce) return
    for (const polling of await deps.sources.due(deps.clock.now().epochMilliseconds, LOOKED_AT)) {
      if (busy.size >= atOnce || stopping.signal.aborted) return
      const host = URL.parse(polling.source.url)?.host ?? ''
      if (!busy.has(host)) busy.set(host, one(polling, host))
    }
  }

  // Looking is done by one at a time: two would begin the same source.
  const look = () => {
    looking = looking.then(begin)
    return looking
  }

  return {
    tick: async () => {
      for (await look(); busy.size > 0 && !stopping.signal.aborted; await look()) await Promise.race(busy.values())
    },
    stop: async () => {
      stopping.abort()
      await Promise.allSettled([looking, ...busy.values()])
    },
  }
}
