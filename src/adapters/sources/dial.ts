// A connection to a host, or none: every address it has is judged, one of the judged is dialled, and what was reached is judged again.
import { isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { plainAddress } from './addresses.ts'
import type { Connect, Resolve } from './dial-system.ts'
import { type FetchRules, mayDial, type Target } from './guarded-fetch-rules.ts'
import { inWords, Refusal, Trouble } from './guarded-fetch-trouble.ts'

export type DialOptions = Readonly<{
  rules: FetchRules
  resolve: Resolve
  connect: Connect
  /** one address is tried for so long, and then the next; so is everything together for its own time */
  connectMs: number
  /** certificates trusted beside the system's, in PEM; for tests and for companies with an authority of their own */
  ca?: readonly string[] | undefined
}>

const MOST_ADDRESSES = 32 // a host with more is no publisher's
const MOST_TRIES = 3

/** The addresses to try, IPv4 first: many networks have no way out by IPv6. Throws Refusal when any address of the host is not allowed. */
export async function judgedAddresses(target: Target, { rules, resolve }: DialOptions, signal: AbortSignal): Promise<readonly string[]> {
  if (target.literal) return [plainAddress(target.host) ?? target.host]
  const found = await unlessStopped(resolve(target.host, target.inside), signal).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new Trouble(`The host ${target.host} was not found: ${inWords(error)}.`)
  })
  if (found.length === 0) throw new Trouble(`The host ${target.host} has no address.`)
  const plain = found.map((address) => plainAddress(address))
  const bad = plain.findIndex((address) => address === null || !(target.inside || mayDial(address, rules)))
  if (bad >= 0 || found.length > MOST_ADDRESSES)
    throw new Refusal(`The host ${target.host} does not lead to public addresses only.`, 'not-public')
  return [...new Set(plain.filter((address) => address !== null))].sort((a, b) => isIP(a) - isIP(b))
}

/** What a name server is asked cannot be called off, only no longer be waited for. */
async function unlessStopped<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>()
  const stop = () => stopped.reject(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  try {
    return await Promise.race([promise, stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Connects to the host itself; for https, the certificate is checked against the host's name. Throws Refusal or Trouble; leaves no socket open then. */
export async function dial(target: Target, options: DialOptions, signal: AbortSignal): Promise<Socket> {
  const addresses = await judgedAddresses(target, options, signal)
  let last: unknown = null
  for (const address of addresses.slice(0, MOST_TRIES)) {
    signal.throwIfAborted()
    try {
      const socket = await reach(address, target.port, options, signal)
      return target.secure ? await secured(socket, target, options, signal) : socket
    } catch (error) {
      if (error instanceof Refusal || signal.aborted) throw error
      last = error
    }
  }
  throw new Trouble(`${target.host} could not be reached: ${inWords(last)}.`)
}

async function reach(address: string, port: number, options: DialOptions, signal: AbortSignal): Promise<Socket> {
  const socket = await opened(options.connect({ address, port }), 'connect', options.connectMs, signal)
  // The socket says where it really went; nobody else is believed.
  if (plainAddress(socket.remoteAddress ?? '') !== address) {
    socket.destroy()
    throw new Refusal('The connection led to another address than the one that was dialled.', 'not-public')
  }
  return socket
}

/** Speaks TLS over a connection that stands. The environment cannot switch the check of certificates off. */
export function secured(
  socket: Socket,
  { host, literal }: Pick<Target, 'host' | 'literal'>,
  { connectMs, ca }: Pick<DialOptions, 'connectMs' | 'ca'>,
  signal: AbortSignal,
): Promise<Socket> {
  const trust = ca === undefined ? {} : { ca: [...ca] }
  const tls = connectTls({
    ...trust,
    socket,
    host,
    servername: literal ? '' : host,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
  })
  return opened(tls, 'secureConnect', connectMs, signal)
}

/** Waits until a connection stands; destroys it when it fails, takes too long or is called off. */
export async function opened(socket: Socket, event: 'connect' | 'secureConnect', ms: number, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(Object.assign(new Error('slow'), { code: 'ETIMEDOUT' })), ms)
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop)
  socket.once(event, resolve)
  // Kept for as long as the socket lives: an error without a listener would end the process.
  socket.on('error', reject)
  socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
  try {
    if (signal.aborted) throw signal.reason
    await promise
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    promise.catch(() => undefined)
  }
}
