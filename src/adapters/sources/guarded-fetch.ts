// The guarded fetch: judge the address, wait for the host's turn, dial, ask, follow redirects by the same rules, read within limits.
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../../base/clock.ts'
import type { Fetched, FetchPurpose, OutsideFetch, OutsideRequest, Redirect } from '../../ports/outside-fetch.ts'
import { BODY_LIMITS, type BodyLimits, readBody } from './body-limits.ts'
import { dial } from './dial.ts'
import { dialByProxy, type ProxyRoute } from './dial-proxy.ts'
import { type Connect, type Resolve, systemConnect, systemResolve } from './dial-system.ts'
import { answered, failedBy } from './guarded-fetch-answer.ts'
import { askOnce, HEAD_LIMITS, type HeadLimits } from './guarded-fetch-hop.ts'
import { type FetchRules, type Target, targetOf } from './guarded-fetch-rules.ts'
import { Refusal, TooSoon, Trouble } from './guarded-fetch-trouble.ts'
import { type Turns, turnsPerHost } from './guarded-fetch-turns.ts'
import type { Manners } from './host-manners.ts'
import { MOST_REDIRECTS, redirectOf } from './redirects.ts'

/** `connectMs`: for one connection; `totalMs`: for all hops together, waiting for turns apart. */
export type FetchLimits = HeadLimits & BodyLimits & Readonly<{ connectMs: number; totalMs: number }>

export const FETCH_LIMITS: FetchLimits = { ...HEAD_LIMITS, ...BODY_LIMITS, connectMs: 5_000, totalMs: 20_000 }

export type GuardOptions = Readonly<{
  rules: FetchRules
  clock: Clock
  /** who we are, with an address where to complain */
  userAgent: string
  proxy?: ProxyRoute | null | undefined
  limits?: Partial<FetchLimits> | undefined
  /** asked of each hop before anything is dialled: a sentence why it may not be fetched, or null */
  forbids?: ((url: URL, purpose: FetchPurpose) => Promise<string | null>) | undefined
  /** keeps to what a host wishes of how often it is asked */
  manners?: Manners | undefined
  /** requests to one host wait for each other across everything that shares this */
  turns?: Turns | undefined
  resolve?: Resolve | undefined
  connect?: Connect | undefined
  ca?: readonly string[] | undefined
  /** hears of what should not happen */
  fault?: ((error: unknown) => void) | undefined
}>

const ACCEPT: Readonly<Record<FetchPurpose, string>> = {
  feed: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
  page: 'text/html, application/xhtml+xml, */*;q=0.5',
  robots: 'text/plain, */*;q=0.5',
}

/** The guarded fetch, with the ways of this machine unless others are handed in. */
export function guardedFetch(options: GuardOptions): OutsideFetch {
  const guard: Guard = {
    ...options,
    limits: { ...FETCH_LIMITS, ...options.limits },
    turns: options.turns ?? turnsPerHost(),
    resolve: options.resolve ?? systemResolve(),
    connect: options.connect ?? systemConnect,
  }
  return async (request) => {
    const redirects: Redirect[] = []
    try {
      return await follow(request, redirects, guard)
    } catch (error) {
      if (error instanceof TooSoon) return { ...failedBy(error.message, null, redirects), retryAfterMs: error.leftMs, tooSoon: true }
      if (error instanceof Refusal) return { kind: 'refused', rule: error.rule, reason: error.message, redirects }
      if (error instanceof Trouble) return failedBy(error.message, error.status, redirects)
      if (request.signal?.aborted === true) return failedBy('It was called off.', null, redirects)
      options.fault?.(error)
      return failedBy('Something went wrong on our side while fetching it.', null, redirects)
    }
  }
}

type Guard = GuardOptions & Readonly<{ limits: FetchLimits; turns: Turns; resolve: Resolve; connect: Connect }>
/** One address on the way from the first to the last. */
type Visit = Readonly<{ target: Target; request: OutsideRequest; redirects: readonly Redirect[]; guard: Guard }>
type Hop = Readonly<{ kind: 'on'; to: string; status: number }> | Readonly<{ kind: 'end'; fetched: Fetched }>

async function follow(request: OutsideRequest, redirects: Redirect[], guard: Guard): Promise<Fetched> {
  const time = { leftMs: guard.limits.totalMs }
  let address = request.url
  for (;;) {
    const target = targetOf(address, guard.rules)
    await guard.manners?.ask(target.url)
    const forbidden = (await guard.forbids?.(target.url, request.purpose)) ?? null
    if (forbidden !== null) throw new Refusal(forbidden, 'robots')
    const hop = await inTurn({ target, request, redirects, guard }, time)
    if (hop.kind === 'end') {
      await guard.manners?.heard(target.url, hop.fetched)
      return hop.fetched
    }
    redirects.push({ url: target.url.href, status: hop.status })
    if (redirects.length > MOST_REDIRECTS) throw new Trouble(`It sends on more than ${MOST_REDIRECTS} times.`, hop.status)
    address = hop.to
  }
}

/** Waits for the host's turn, then has the time that is left; the connection is closed whatever happens. */
async function inTurn(visit: Visit, time: { leftMs: number }): Promise<Hop> {
  const { target, request, guard } = visit
  const done = await guard.turns.take(target.host, request.signal)
  if (done === null) throw new Trouble(`Too many requests wait for ${target.host} already.`)
  await pacedOrDone(visit, done)
  const began = performance.now()
  const control = new AbortController()
  const late = new Trouble(`${target.host} took longer than ${guard.limits.totalMs / 1000} seconds in all.`)
  const timer = setTimeout(() => control.abort(late), Math.max(0, time.leftMs))
  const stop = () => control.abort(request.signal?.reason)
  request.signal?.addEventListener('abort', stop)
  if (request.signal?.aborted === true) stop() // while it waited for its turn
  let socket: Socket | null = null
  try {
    socket = await connected(visit, control.signal)
    return await asked(visit, socket, control.signal)
  } finally {
    clearTimeout(timer)
    request.signal?.removeEventListener('abort', stop)
    socket?.destroy()
    time.leftMs -= performance.now() - began
    done()
  }
}

/** A turn that is not used is given on. */
async function pacedOrDone({ target, request, guard }: Visit, done: () => void): Promise<void> {
  try {
    await guard.manners?.pace(target.url, request.purpose, request.signal)
  } catch (error) {
    done()
    throw error
  }
}

function connected({ target, guard }: Visit, signal: AbortSignal): Promise<Socket> {
  const ways = { ...guard, connectMs: guard.limits.connectMs }
  return guard.proxy ? dialByProxy(guard.proxy, target, ways, signal) : dial(target, ways, signal)
}

async function asked({ target, request, redirects, guard }: Visit, socket: Socket, signal: AbortSignal): Promise<Hop> {
  const validators = request.headers ?? {}
  const head = { target, userAgent: guard.userAgent, accept: ACCEPT[request.purpose], validators }
  const reply = await askOnce(socket, head, guard.limits, signal)
  const status = reply.statusCode ?? 0
  const to = redirectOf(target.url, status, reply.headers.location ?? null)
  if (to !== null) return { kind: 'on', to, status }
  const conditional = Boolean(validators.etag) || Boolean(validators.lastModified)
  const read = (message: IncomingMessage) => readBody(message, guard.limits, signal)
  return { kind: 'end', fetched: await answered({ reply, target, redirects, conditional }, read, guard.clock) }
}
