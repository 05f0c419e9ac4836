// Throws requests that are not the platform's at its real HTTP door on loopback, with genuine ones in between to see that it is open.
import { request as requestHttp } from 'node:http'
import { type Random, randomOf } from '../bench/random.ts'
import { mutantOf, type Request, type Scheme } from './signed-requests.ts'

export type DoorReport = Readonly<{
  sent: number
  /** by what was done to them */
  kinds: ReadonlyMap<string, number>
  genuine: number
  /** genuine ones that were not taken, and others that were */
  faults: readonly string[]
}>

/** A platform that listens, and the platform's own hand. */
export type Door = Readonly<{
  port: number
  scheme: Scheme
  /** how many requests have come through so far */
  handled: () => number
  /** one that the platform could send and has not, different each time */
  fresh: (random: Random, nowS: number) => Request
  /** Sends a genuine one, and resolves once it is handled; a sentence where it is not. */
  take: (random: Random, nowS: number) => Promise<Request | string>
  close: () => Promise<void>
}>

export type DoorRun = Readonly<{ requests: number; seed: number; now: () => number }>

const AT_ONCE = 24
const GENUINE_EVERY = 250

/** Sends, and closes the door. */
export async function runDoor(door: Door, { requests, seed, now }: DoorRun): Promise<DoorReport> {
  const { scheme } = door
  const random = randomOf(seed)
  const faults: string[] = []
  const kinds = new Map<string, number>()
  const nowS = () => Math.floor(now() / 1_000)
  let used: Request[] = []
  const takeGenuine = async () => {
    const taken = await door.take(random, nowS())
    if (typeof taken === 'string') faults.push(taken)
    else used = [...used.slice(-20), taken]
  }
  const sendOne = async () => {
    const both = { other: door.fresh(random, nowS()), scheme, nowS: nowS(), random }
    const { kind, request } = mutantOf({ ...both, fresh: door.fresh(random, nowS()) }, { ...both, fresh: random.pick(used) })
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    const status = await send(door.port, request)
    if (status < 400) faults.push(`${kind}: answered ${status}`)
  }
  let sent = 0
  let genuine = 0
  while (sent < requests) {
    await takeGenuine()
    genuine += 1
    const before = door.handled()
    const some = Math.min(GENUINE_EVERY, requests - sent)
    for (let begun = 0; begun < some; begun += AT_ONCE) await Promise.all(Array.from({ length: Math.min(AT_ONCE, some - begun) }, sendOne))
    sent += some
    if (door.handled() !== before) faults.push(`${door.handled() - before} of ${some} others were handled`)
  }
  await door.close()
  return { sent, kinds, genuine, faults }
}

/** Prints what was tried and found; the process fails when anything got in. */
export function printDoor(platform: string, { sent, kinds, genuine, faults }: DoorReport, seconds: number): void {
  for (const [kind, count] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${String(count).padStart(7)}  ${kind}`)
  for (const fault of faults.slice(0, 50)) console.log(fault)
  console.log(
    `${sent} requests that are not ${platform}'s in ${seconds.toFixed(0)} s, ${genuine} genuine ones in between: ${faults.length} faults`,
  )
  process.exitCode = faults.length > 0 ? 1 : 0
}

/** The status; 499 where the door hung up without one. */
export function send(port: number, { method, path, headers, body }: Request): Promise<number> {
  return new Promise((resolve) => {
    const all = [...headers.flat(), 'host', 'bot.example', 'content-length', String(body.length)]
    const call = requestHttp({ host: '127.0.0.1', port, method, path, agent: false, headers: all })
    call.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    call.on('error', () => resolve(499))
    call.end(body)
  })
}
