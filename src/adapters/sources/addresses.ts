// Which internet addresses lie outside of every private, local or special network, however they are spelled (pure).
import { BlockList, isIP } from 'node:net'

/**
 * IPv4 that no public host has: IANA's special-purpose registry (https://www.iana.org/assignments/iana-ipv4-special-registry), multicast, and one
 * public address that a cloud keeps for its own machines.
 */
const SPECIAL_4 = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carriers' own; metadata of Alibaba Cloud
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // Azure: what runs its machines
  ['169.254.0.0', 16], // link-local; metadata of most clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments; metadata of Oracle Cloud
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4, given up
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
] as const

/** The only IPv6 that is handed out to public hosts; whatever else there is (local, mapped, translated, to come) is outside of it. */
const GLOBAL_6 = ['2000::', 3] as const

/** IPv6 inside of it that no public host has (https://www.iana.org/assignments/iana-ipv6-special-registry). */
const SPECIAL_6 = [
  ['2001::', 23], // protocol assignments, Teredo among them
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, given up: leads to any IPv4
  ['3fff::', 20], // documentation
] as const

/** Networks written `10.1.0.0/16`, or single addresses. */
export type Networks = Readonly<{ has: (address: string) => boolean }>

const special = new BlockList()
for (const [network, bits] of SPECIAL_4) special.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of SPECIAL_6) special.addSubnet(network, bits, 'ipv6')
const global6 = new BlockList()
global6.addSubnet(...GLOBAL_6, 'ipv6')

/**
 * One spelling per address: IPv6 in its shortest form, IPv4 inside of IPv6 (`::ffff:0:0/96`, and the translator's well-known `64:ff9b::/96`) as
 * the IPv4 it leads to. Null for what is no address, and for one with a zone (`fe80::1%eth0`).
 */
export function plainAddress(address: string): string | null {
  if (address.includes('%')) return null
  const family = isIP(address)
  if (family !== 6) return family === 4 ? address : null
  const short = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const groups = groupsOf(short)
  const head = groups.slice(0, 6).join(':')
  if (head !== '0:0:0:0:0:ffff' && head !== '64:ff9b:0:0:0:0') return short
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.')
}

/** The eight groups of an IPv6 in its shortest form, without leading zeros. */
function groupsOf(short: string): readonly string[] {
  const [head, tail] = short.split('::')
  const [before, after] = [head, tail].map((part) => (part === undefined || part === '' ? [] : part.split(':')))
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0)
  return [...(before ?? []), ...Array<string>(tail === undefined ? 0 : missing).fill('0'), ...(after ?? [])]
}

/** Whether a public host can have the address; what is no address is not public. */
export function isPublicAddress(address: string): boolean {
  const plain = plainAddress(address)
  if (plain === null) return false
  if (isIP(plain) === 4) return !special.check(plain, 'ipv4')
  return global6.check(plain, 'ipv6') && !special.check(plain, 'ipv6')
}

/** Reads networks and single addresses; null when one of them is neither. */
export function networksOf(written: readonly string[]): Networks | null {
  const list = new BlockList()
  for (const one of written) {
    const [network = '', bits, more] = one.split('/')
    const family = network.includes('%') ? 0 : isIP(network)
    const most = family === 4 ? 32 : 128
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
    if (family === 0 || more !== undefined || !(prefix <= most)) return null
    list.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6')
  }
  return {
    has: (address) => {
      const plain = plainAddress(address)
      return plain !== null && list.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6')
    },
  }
}
