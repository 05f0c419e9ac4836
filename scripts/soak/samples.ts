// Memory of a process that serves, told by itself: a module that is loaded into it collects garbage when it is asked to and says what is left.
import { createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

export type Sample = Readonly<{ heapMiB: number; residentMiB: number; files: number }>

export type Sampler = Readonly<{
  /** what `--import` is to load in the other process */
  preload: string
  /** One sample each while, for so long; each after a full collection. */
  samples: (forMs: number, everyMs: number, files: () => number) => Promise<readonly Sample[]>
  close: () => Promise<void>
}>

const MIB = 1024 * 1024

/** Listens on loopback for the process that is to be sampled. */
export async function samplerOf(): Promise<Sampler> {
  let other: Socket | undefined
  let heard = ''
  const server = createServer((socket) => {
    other = socket
    socket.on('data', (part) => {
      heard += part.toString('utf8')
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const ask = async (): Promise<Readonly<{ heapUsed: number; rss: number }> | null> => {
    heard = ''
    other?.write('?')
    for (let tries = 0; tries < 500 && !heard.includes('\n'); tries += 1) await wait(20)
    return heard.includes('\n') ? JSON.parse(heard) : null
  }
  return {
    preload: `data:text/javascript,${encodeURIComponent(told(port))}`,
    samples: async (forMs, everyMs, files) => {
      const taken: Sample[] = []
      for (const until = performance.now() + forMs; performance.now() < until; await wait(everyMs)) {
        const memory = await ask()
        if (memory !== null) taken.push({ heapMiB: memory.heapUsed / MIB, residentMiB: memory.rss / MIB, files: files() })
      }
      return taken
    },
    close: () =>
      new Promise((resolve) => {
        other?.destroy()
        server.close(() => resolve())
      }),
  }
}

/** The other side: twice, because what one collection frees may let go of more. */
const told = (port: number) => `
  import { isMainThread } from 'node:worker_threads'
  import { setFlagsFromString } from 'node:v8'
  import { runInNewContext } from 'node:vm'
  import { connect } from 'node:net'
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc')
  if (isMainThread) connect(${port}, '127.0.0.1', function () {
    this.unref()
    this.on('data', () => { gc(); gc(); const { heapUsed, rss } = process.memoryUsage(); this.write(JSON.stringify({ heapUsed, rss }) + '\\n') })
    this.on('error', () => {})
  })`

/** The medians of each quarter of the time. */
export function quartersOf(samples: readonly Sample[]): readonly Sample[] {
  const size = Math.floor(samples.length / 4)
  if (size === 0) return []
  return [0, 1, 2, 3].map((quarter) => {
    const part = samples.slice(quarter * size, (quarter + 1) * size)
    const median = (of: (sample: Sample) => number) => part.map(of).sort((a, b) => a - b)[part.length >> 1] ?? 0
    return {
      heapMiB: median(({ heapMiB }) => heapMiB),
      residentMiB: median(({ residentMiB }) => residentMiB),
      files: median(({ files }) => files),
    }
  })
}
