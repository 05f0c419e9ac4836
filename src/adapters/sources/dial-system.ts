// How names are looked up and addresses dialled on this machine; a test hands in others.
import { promises as dns, Resolver } from 'node:dns'
import { connect, isIP, type Socket } from 'node:net'

/** Every address a name has, of both families. `inside`: the operator named the host, so this machine's own ways of knowing names count too. */
export type Resolve = (host: string, inside: boolean) => Promise<readonly string[]>

/** Begins to connect to an address, which is never a name. */
export type Connect = (to: Readonly<{ address: string; port: number }>) => Socket

/** `servers`: others than the system's. */
export type NameOptions = Readonly<{ servers?: readonly string[]; timeout?: number; tries?: number }>

const NAMES = { timeout: 2_000, tries: 2 }
const NO_SUCH = new Set(['ENODATA', 'ENOTFOUND'])

/**
 * Asks the name servers, without the system's resolver: that one blocks one of four threads for as long as a name server is silent, so that a few
 * dead names would hold up files and every other host; and it knows names of the local network that nobody outside has a say in.
 */
export function systemResolve({ servers, ...patience }: NameOptions = {}): Resolve {
  const resolver = new Resolver({ ...NAMES, ...patience })
  if (servers !== undefined) resolver.setServers(servers)
  const ask = (host: string, family: 4 | 6) =>
    new Promise<readonly string[]>((resolve, reject) => {
      const done = (error: NodeJS.ErrnoException | null, addresses: readonly string[]) => (error ? reject(error) : resolve(addresses))
      if (family === 4) resolver.resolve4(host, done)
      else resolver.resolve6(host, done)
    })
  return async (host, inside) => {
    if (inside) return (await dns.lookup(host, { all: true })).map(({ address }) => address)
    const [four, six] = await Promise.allSettled([ask(host, 4), ask(host, 6)])
    const found = [four, six].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    if (found.length > 0) return found
    // Of two failures the one that may pass says more than "it has none".
    const errors = [four, six].flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
    throw errors.find((error) => !(error instanceof Error && 'code' in error && NO_SUCH.has(String(error.code)))) ?? errors[0]
  }
}

/** Dials an address and nothing else: were it a name, it would fail instead of being looked up a second time. */
export const systemConnect: Connect = ({ address, port }) => {
  const family = isIP(address)
  return connect({
    host: address,
    port,
    family: family === 0 ? 4 : family,
    autoSelectFamily: false,
    lookup: (_name, _options, done) => done(Object.assign(new Error('no name is looked up here'), { code: 'ENOTFOUND' }), ''),
  })
}
