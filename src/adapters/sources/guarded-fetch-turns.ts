// At most one request in flight per host: the others wait for their turn, in the order they came.

export type Turns = Readonly<{
  /** Resolves when it is our turn, with what ends it (to be called once); null when too many wait already. Rejects with the signal's reason. */
  take: (host: string, signal?: AbortSignal) => Promise<(() => void) | null>
}>

type Waiting = () => void

export function turnsPerHost(mostWaiting = 200): Turns {
  const lines = new Map<string, Waiting[]>()
  const end = (host: string) => {
    const next = lines.get(host)?.shift()
    if (next === undefined) lines.delete(host)
    else next()
  }
  const wait = (host: string, line: Waiting[], signal: AbortSignal | undefined) =>
    new Promise<() => void>((resolve, reject) => {
      const stop = () => {
        line.splice(line.indexOf(called), 1)
        reject(signal?.reason)
      }
      const called = () => {
        signal?.removeEventListener('abort', stop)
        resolve(() => end(host))
      }
      signal?.addEventListener('abort', stop, { once: true })
      line.push(called)
    })
  return {
    take: async (host, signal) => {
      signal?.throwIfAborted()
      const line = lines.get(host)
      if (line === undefined) {
        lines.set(host, [])
        return () => end(host)
      }
      return line.length < mostWaiting ? wait(host, line, signal) : null
    },
  }
}
