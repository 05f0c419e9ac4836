// Preloaded into a process (`--import`): no socket leaves it but to servers of its own on loopback; whatever else is tried fails and is written to the file
// that SOCKET_GUARD names. So are look-ups of names and datagrams.
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const FILE = process.env['SOCKET_GUARD'] ?? ''
const own = new Set<string>()
const tell = (what: string) => appendFileSync(FILE, `${what}\n`)
const refused = (what: string) => {
  tell(what)
  return Object.assign(new Error('refused by the guard'), { code: 'ECONNREFUSED' })
}

const { listen } = net.Server.prototype
net.Server.prototype.listen = function (this: net.Server, ...given: unknown[]) {
  this.once('listening', () => {
    const address = this.address()
    if (address !== null) own.add(typeof address === 'string' ? address : String(address.port))
  })
  return Reflect.apply(listen, this, given)
} as typeof listen

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given
  const wanted =
    typeof first === 'object' && first !== null ? first : { port: first, host: typeof second === 'string' ? second : undefined }
  const { port, host = '127.0.0.1', path } = wanted as { port?: unknown; host?: string; path?: string }
  const loopback = path === undefined ? /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host) : true
  if (loopback && own.has(String(path ?? port))) return Reflect.apply(connect, this, given)
  const error = refused(`connect ${path ?? `${host}:${port}`}`)
  process.nextTick(() => this.destroy(error))
  return this
} as typeof connect

// Listening looks up the address it is given, though that is none to look up.
const needsNone = (host: string) => host === 'localhost' || net.isIP(host) !== 0
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveTxt'] as const) {
  const [called, promised] = [dns[name], dns.promises[name]]
  const calls = (host: string, ...rest: unknown[]) => {
    if (needsNone(host)) return Reflect.apply(called, dns, [host, ...rest])
    const error = refused(`look up ${host}`)
    const done = rest.at(-1)
    if (typeof done === 'function') process.nextTick(() => done(error))
  }
  const promises = (host: string, ...rest: unknown[]) =>
    needsNone(host) ? Reflect.apply(promised, dns.promises, [host, ...rest]) : Promise.reject(refused(`look up ${host}`))
  Object.assign(dns, { [name]: calls })
  Object.assign(dns.promises, { [name]: promises })
}

const noDatagrams = (...given: unknown[]) => {
  throw refused(`datagram ${given.map(String).join(' ').slice(0, 80)}`)
}
Object.assign(dgram.Socket.prototype, { send: noDatagrams, connect: noDatagrams })
syncBuiltinESMExports()
