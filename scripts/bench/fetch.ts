// `node bin/node26.mjs scripts/bench/fetch.ts`: what each bomb costs the process that fetches it, and what hanging hosts cost good ones; prints figures, sets no limits.
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { FETCH_LIMITS, type FetchLimits, guardedFetch } from '../../src/adapters/sources/guarded-fetch.ts'
import { fetchRulesOf } from '../../src/adapters/sources/guarded-fetch-rules.ts'
import { systemClock } from '../../src/base/clock.ts'
import type { OutsideFetch } from '../../src/ports/outside-fetch.ts'
import { BOMBS } from '../../tests/adapters/sources/guard/bombs.ts'

type Ports = Readonly<{ good: number; silent: number; bombs: number }>

const HOSTS = 200
const ROUNDS = 3
const MIB = 1024 * 1024
/** Sizes are the real ones; times are such that what only waits is over within the time a bomb may take. */
const SHORT: Partial<FetchLimits> = { headerMs: 1_000, idleMs: 1_000, totalMs: 1_800 }

const hosts = fork(join(import.meta.dirname, 'fetch-hosts.ts'))
const ports = await new Promise<Ports>((resolve) => hosts.once('message', (sent) => resolve(sent as Ports)))
const rules = fetchRulesOf({ onlyHosts: [], inside: ['127.0.0.0/8'], ports: Object.values(ports) })
const fetchWithin = (limits: Partial<FetchLimits>) => guardedFetch({ rules, clock: systemClock, userAgent: 'border-brief-bench', limits })
const quantile = (values: readonly number[], part: number) => values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))] ?? 0
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const sockets = () => process.getActiveResourcesInfo().filter((resource) => /TCP|TLS|Timeout/.test(resource)).length

/** Milliseconds that this thread has worked: on a busy machine a stall is mostly waiting for a core, this is not. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e3
}

type Cost = Readonly<{ name: string; ms: number; stall: number; busy: number; grown: number; said: string }>

async function costOf(number: number, name: string, outside: OutsideFetch): Promise<Cost> {
  await pause(50)
  const before = process.memoryUsage.rss()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  let [most, busy, last] = [before, 0, threadMs()]
  const watch = setInterval(() => {
    busy = Math.max(busy, threadMs() - last)
    most = Math.max(most, process.memoryUsage.rss())
    last = threadMs()
  }, 1)
  delay.enable()
  const began = performance.now()
  const fetched = await outside({ url: `http://127.0.0.9:${ports.bombs}/${number}`, purpose: 'feed' })
  const ms = performance.now() - began
  await pause(10)
  delay.disable()
  clearInterval(watch)
  const grown = (Math.max(most, process.memoryUsage.rss()) - before) / MIB
  const said = fetched.kind === 'failed' ? fetched.reason : fetched.kind
  return { name, ms, stall: delay.max / 1e6 - 5, busy, grown, said }
}

const inWords = ({ ms, stall, busy, grown }: Omit<Cost, 'name' | 'said'>) =>
  `${ms.toFixed(0)} ms, stall ${stall.toFixed(0)} ms (${busy.toFixed(0)} of work at one go), +${grown.toFixed(1)} MiB`

async function measureBombs(): Promise<void> {
  const outside = fetchWithin(SHORT)
  await outside({ url: `http://127.0.0.9:${ports.good}/`, purpose: 'feed' })
  const costs: Cost[] = []
  for (const [number, { name }] of BOMBS.entries()) costs.push(await costOf(number, name, outside))
  for (const cost of costs) console.log(`${cost.name}: ${inWords(cost)}: ${cost.said}`)
  const most = (of: (cost: Cost) => number) => Math.max(...costs.map(of))
  const all = {
    ms: most(({ ms }) => ms),
    stall: most(({ stall }) => stall),
    busy: most(({ busy }) => busy),
    grown: most(({ grown }) => grown),
  }
  console.log(`${costs.length} bombs, each at most: ${inWords(all)}`)
}

/** Milliseconds that each good host took; the hanging ones are asked first, and left alone once the good ones are through. */
async function askHosts(withHanging: boolean, round: number): Promise<readonly number[]> {
  const outside = fetchWithin({})
  const stop = new AbortController()
  const ask = async (n: number, port: number, third: number) => {
    const began = performance.now()
    const url = `http://127.0.${third + round}.${n + 1}:${port}/`
    const fetched = await outside({ url, purpose: 'feed', signal: stop.signal })
    return { kind: fetched.kind, ms: performance.now() - began }
  }
  const all = Array.from({ length: HOSTS }, (_, n) => n)
  const hanging = withHanging ? all.map((n) => ask(n, ports.silent, 100)) : []
  await pause(300) // the connections to them stand
  const good: { kind: string; ms: number }[] = []
  for (let from = 0; from < HOSTS; from += 20)
    good.push(...(await Promise.all(all.slice(from, from + 20).map((n) => ask(n, ports.good, 1)))))
  stop.abort()
  const hung = await Promise.all(hanging)
  const unlike = [...good.filter(({ kind }) => kind !== 'ok'), ...hung.filter(({ kind }) => kind !== 'failed')]
  if (unlike.length > 0) console.log(`${unlike.length} ended otherwise`)
  return good.map(({ ms }) => ms)
}

async function measureHanging(): Promise<void> {
  await askHosts(false, 50) // warm
  const [before, alone, beside]: [number, number[], number[]] = [sockets(), [], []]
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(...(await askHosts(false, round)))
    beside.push(...(await askHosts(true, round)))
  }
  await pause(100)
  const [p95, p95Beside] = [quantile(alone, 0.95), quantile(beside, 0.95)]
  const worse = (100 * (p95Beside / p95 - 1)).toFixed(1)
  console.log(
    `${HOSTS} good hosts, ${ROUNDS} rounds: p95 ${p95.toFixed(0)} ms alone, ${p95Beside.toFixed(0)} ms beside ${HOSTS} hanging ones (${worse} %)`,
  )
  console.log(`sockets and timers before ${before}, after ${sockets()}; a hanging host is left after ${FETCH_LIMITS.headerMs} ms`)
}

if (!process.argv.includes('--only=hanging')) await measureBombs()
if (!process.argv.includes('--only=bombs')) await measureHanging()
hosts.disconnect()
