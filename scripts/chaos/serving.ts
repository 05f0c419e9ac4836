// The shipped `serve` as processes that can be killed, stopped and started again over one data folder.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStores, type SqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'

const CLI = join(import.meta.dirname, '../../src/cli.ts')
const ARGUMENTS = ['--disable-warning=ExperimentalWarning', CLI, 'serve']
const READY = 'follow the README.'
const CONNECTED = /(Slack|Discord) is connected\./g

export type Ground = Readonly<{
  dataDir: string
  /** work on the stores while nothing is served; closed again afterwards */
  withStores: <T>(work: (stores: SqliteStores) => Promise<T>) => Promise<T>
  serve: (env?: Readonly<Record<string, string>>) => Served
  remove: () => void
}>

export type Served = Readonly<{
  pid: number
  /** said so far, on both outputs */
  said: () => string
  /** resolves when it has opened, and when so many platforms are connected */
  ready: Promise<void>
  connected: (platforms: number) => Promise<void>
  isRunning: () => boolean
  /** processor time used so far, in milliseconds; 0 where the system does not tell */
  cpuMs: () => number
  signal: (signal: NodeJS.Signals) => void
  ended: Promise<void>
}>

/** A folder of its own for data, with no articles but those written into `seeds/articles`. */
export function layGround(settings: Readonly<Record<string, string>>): Ground {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'))
  const dataDir = join(folder, 'data')
  const seedsDir = join(folder, 'seeds')
  mkdirSync(join(seedsDir, 'articles'), { recursive: true })
  const base = {
    ...{ PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, SEEDS_DIR: seedsDir, WEB_PORT: '0', LOG_LEVEL: 'warn' },
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  }
  return {
    dataDir,
    withStores: async (work) => {
      const stores = openSqliteStores({ dataDir })
      try {
        return await work(stores)
      } finally {
        await stores.close()
      }
    },
    serve: (env = {}) =>
      served(spawn(process.execPath, ARGUMENTS, { env: { ...base, ...settings, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** None of them outlives this process. */
const living = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

function served(child: ChildProcess): Served {
  living.add(child)
  child.on('exit', () => living.delete(child))
  let said = ''
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const listeners = new Set<() => void>()
  const heard = (part: Buffer) => {
    said += part.toString('utf8')
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', heard)
  child.stderr?.on('data', heard)
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return
        listeners.delete(look)
        resolve()
      }
      listeners.add(look)
      void ended.then(() => resolve())
      look()
    })
  return {
    pid: child.pid ?? 0,
    said: () => said,
    ready: until(() => said.includes(READY) || said.includes('Connecting to')),
    connected: (platforms) => until(() => new Set(said.match(CONNECTED) ?? []).size >= platforms),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    signal: (signal) => void child.kill(signal),
    ended,
  }
}

const LAST_WORDS = 2_000 // characters

/** Whoever asks a process that has ended is not answered, which says nothing of how fast it was. */
export function mustRun({ isRunning, said }: Served): void {
  if (!isRunning()) throw new Error(`serve ended: ${said().trim().slice(-LAST_WORDS)}`)
}

const TICK_MS = 10 // Linux counts processor time in hundredths of a second

function cpuMsOf(pid: number): number {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').slice(11, 13).map(Number) ?? []
    return ((user ?? 0) + (system ?? 0)) * TICK_MS
  } catch {
    return 0
  }
}
