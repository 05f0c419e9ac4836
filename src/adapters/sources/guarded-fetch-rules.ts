// What may be fetched at all: scheme, port, credentials, host name and literal address, judged before anything leaves (pure).
import { isIP } from 'node:net'
import { BorderBriefError } from '../../base/error.ts'
import { isPublicAddress, type Networks, networksOf, plainAddress } from './addresses.ts'
import { Refusal } from './guarded-fetch-trouble.ts'

/** What the operator allows and forbids; nothing in here comes from outside. */
export type FetchRules = Readonly<{
  /** ports besides 80 and 443 */
  ports: readonly number[]
  /** the only hosts fetched from, each with its subdomains; empty: any public host */
  onlyHosts: readonly string[]
  /** networks of the operator's own that may be fetched from though they are not public */
  inside: Networks
  /** names that may lead anywhere, though they look local */
  insideHosts: readonly string[]
}>

export const PUBLIC_ONLY: FetchRules = { ports: [], onlyHosts: [], inside: { has: () => false }, insideHosts: [] }

/** One hop to make: the address as it is asked for, and where to. */
export type Target = Readonly<{
  url: URL
  secure: boolean
  /** the name in lower case, or the literal address without brackets; no dot at the end */
  host: string
  port: number
  literal: boolean
  /** the operator named this host: its name and addresses are not judged */
  inside: boolean
}>

/** The rules from the operator's settings. Throws BorderBriefError `config` when a network cannot be read. */
export function fetchRulesOf(
  settings: Readonly<{ onlyHosts: readonly string[]; inside: readonly string[]; ports: readonly number[] }>,
): FetchRules {
  const isNetwork = (part: string) => isIP(part.replace(/\/.*$/, '')) !== 0
  const inside = networksOf(settings.inside.filter(isNetwork))
  if (inside === null) {
    throw new BorderBriefError('config', 'FETCH_INSIDE holds a network that is none: write it like 10.1.0.0/16 or fd00:1::/32 in .env.')
  }
  return { ...settings, inside, insideHosts: settings.inside.filter((part) => !isNetwork(part)) }
}

const LONGEST = 2048 // characters of an address; no publisher's are longer
/** Names that never lead to a public host: RFC 6761, 6762, 7686, 8375, 9476, ICANN's `internal`, and what home and office networks use. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|arpa|test|invalid|onion|alt)$/
const NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/

/** Reads an address by the one parser there is (WHATWG), and by nothing else. Throws Refusal with a sentence that repeats nothing of it but the host. */
export function targetOf(address: string, rules: FetchRules): Target {
  if (address.length > LONGEST) throw new Refusal('The address is longer than 2,048 characters.', 'address')
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null) throw new Refusal('That is no web address.', 'address')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Refusal('Only addresses that start with http:// or https:// are fetched.', 'scheme')
  if (url.username !== '' || url.password !== '')
    throw new Refusal('Addresses with a user name or password in them are not fetched.', 'credentials')
  url.hash = ''
  const secure = url.protocol === 'https:'
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  if (![80, 443, ...rules.ports].includes(port)) throw new Refusal(`Port ${port} is not fetched from.`, 'port')
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const target = { url, secure, host, port, literal: isIP(host) !== 0, inside: rules.insideHosts.includes(host) }
  judgeHost(target, rules)
  return target
}

function judgeHost({ host, literal, inside }: Target, rules: FetchRules): void {
  if (rules.onlyHosts.length > 0 && !rules.onlyHosts.some((allowed) => host === allowed || host.endsWith(`.${allowed}`))) {
    throw new Refusal(`The host ${host.slice(0, 80)} is not on the list of hosts that are fetched from (FETCH_ALLOW).`, 'list')
  }
  if (inside) return
  if (literal) {
    if (!mayDial(host, rules)) throw new Refusal(`The address ${host} is not a public one.`, 'not-public')
  } else if (LOCAL_NAME.test(host) || !NAME.test(host))
    throw new Refusal(`The host name ${host.slice(0, 80)} is not a public one.`, 'not-public')
}

/** Whether the rules let an address be dialled. */
export function mayDial(address: string, rules: FetchRules): boolean {
  return plainAddress(address) !== null && (isPublicAddress(address) || rules.inside.has(address))
}
