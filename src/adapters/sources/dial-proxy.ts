// The same connection by way of the operator's proxy, which is asked for the judged address, so that it has nothing left to look up.
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type DialOptions, judgedAddresses, opened, secured } from './dial.ts'
import type { Target } from './guarded-fetch-rules.ts'
import { inWords, Refusal, Trouble } from './guarded-fetch-trouble.ts'

/** `looksUp`: names are left to the proxy, for networks where only it can look them up; it then has to guard its own network. */
export type ProxyRoute = Readonly<{ url: string; looksUp: boolean }>

/** Connects to the host through the proxy (CONNECT, also for http://). Throws Refusal or Trouble; neither holds the proxy's password. */
export async function dialByProxy(proxy: ProxyRoute, target: Target, options: DialOptions, signal: AbortSignal): Promise<Socket> {
  const url = new URL(proxy.url)
  const [address] = proxy.looksUp ? [target.host] : await judgedAddresses(target, options, signal)
  if (address === undefined) throw new Trouble(`The host ${target.host} has no address.`)
  const host = address.includes(':') ? `[${address}]` : address
  try {
    const link = await toProxy(url, options, signal)
    const tunnel = await tunnelled(link, url, `${host}:${target.port}`, options.connectMs, signal)
    return target.secure ? await secured(tunnel, target, options, signal) : tunnel
  } catch (error) {
    if (error instanceof Refusal || error instanceof Trouble || signal.aborted) throw error
    throw new Trouble(`${target.host} could not be reached through the proxy: ${inWords(error)}.`)
  }
}

function toProxy(url: URL, { connectMs, ca }: DialOptions, signal: AbortSignal): Promise<Socket> {
  const secure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  const trust = ca === undefined ? {} : { ca: [...ca] }
  if (!secure) return opened(connectTcp({ host, port }), 'connect', connectMs, signal)
  return opened(connectTls({ ...trust, host, port, servername: host, rejectUnauthorized: true }), 'secureConnect', connectMs, signal)
}

/** Asks the proxy for a tunnel; the connection is destroyed when it gives none. */
async function tunnelled(link: Socket, proxy: URL, authority: string, ms: number, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(Object.assign(new Error('slow'), { code: 'ETIMEDOUT' })), ms)
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop)
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const headers = login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }
  const asked = request({ method: 'CONNECT', path: authority, headers: { ...headers, host: authority }, createConnection: () => link })
  asked.on('error', reject)
  asked.on('response', () => reject(new Trouble('The proxy does not take CONNECT.')))
  asked.on('connect', (reply, _socket, rest) => {
    if (reply.statusCode !== 200) reject(new Trouble(`The proxy refuses the connection (${reply.statusCode}).`))
    // Nobody speaks before we do: bytes that came along are not the host's.
    else if (rest.length > 0) reject(new Trouble('The proxy answers with more than the connection.'))
    else resolve()
  })
  asked.end()
  try {
    await promise
    return link
  } catch (error) {
    link.destroy()
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    promise.catch(() => undefined)
  }
}
