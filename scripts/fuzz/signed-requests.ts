// Requests that are not a platform's, made of ones that are: changed in a byte, signed at another time, spelt otherwise, or sent a second time (pure).
import type { Random } from '../bench/random.ts'

export type Request = Readonly<{ method: string; path: string; headers: readonly (readonly [string, string])[]; body: Buffer }>
/** `used`: a copy of a request that was taken before, whatever was done to what its signature does not cover. */
export type Mutant = Readonly<{ kind: string; request: Request }>

/** How a platform signs. */
export type Scheme = Readonly<{
  stamp: string
  signature: string
  path: string
  /** as the header has it, over a body at a time; by the platform, or by somebody else */
  sign: (body: Buffer, stamp: string) => string
  signOtherwise: (body: Buffer, stamp: string, random: Random) => string
  /** the same signature to a reader who is not strict, or none */
  spellings: readonly ((value: string) => string)[]
  /** the same fields to whoever reads them, in other bytes */
  rewritings: readonly ((body: string) => string)[]
  /** what may stand behind or before a body without changing what it says */
  behind: readonly string[]
  before: readonly string[]
  otherPaths: readonly string[]
  retryHeaders: readonly (readonly [string, string])[]
}>

export function genuine(scheme: Scheme, body: string, type: string, at: number): Request {
  const bytes = Buffer.from(body)
  const headers = [
    ['content-type', type],
    [scheme.stamp, String(at)],
    [scheme.signature, scheme.sign(bytes, String(at))],
  ] as const
  return { method: 'POST', path: scheme.path, headers, body: bytes }
}

export type Of = Readonly<{ fresh: Request; other: Request; scheme: Scheme; nowS: number; random: Random }>

const headerOf = ({ headers }: Request, name: string) => headers.find(([known]) => known === name)?.[1] ?? ''
const withHeader = (request: Request, name: string, value: string): Request => ({
  ...request,
  headers: request.headers.map((pair) => (pair[0] === name ? [name, value] : pair)),
})
const signatureOf = ({ fresh, scheme }: Of) => headerOf(fresh, scheme.signature)
const stampOf = ({ fresh, scheme }: Of) => headerOf(fresh, scheme.stamp)
const withSignature = ({ fresh, scheme }: Of, value: string) => withHeader(fresh, scheme.signature, value)
const withStamp = ({ fresh, scheme }: Of, value: string) => withHeader(fresh, scheme.stamp, value)
const signedAt = (of: Of, stamp: string) => withHeader(withStamp(of, stamp), of.scheme.signature, of.scheme.sign(of.fresh.body, stamp))
const without = (request: Request, name: string): Request => ({ ...request, headers: request.headers.filter(([known]) => known !== name) })
const joined = (...parts: readonly (Buffer | string)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)))

const PRINTABLE = Array.from({ length: 94 }, (_, code) => String.fromCharCode(33 + code))
const DAY = 86_400

/** Of a request that was never sent: anything of it that its signature covers, or the signature itself, is another. */
const OF_FRESH: Readonly<Record<string, (of: Of) => Request>> = {
  'a byte of the body changed': ({ fresh, random }) => ({ ...fresh, body: changed(fresh.body, random) }),
  'the body cut short': ({ fresh, random }) => ({ ...fresh, body: fresh.body.subarray(0, random.below(fresh.body.length)) }),
  'something behind the body': ({ fresh, scheme, random }) => ({ ...fresh, body: joined(fresh.body, random.pick(scheme.behind)) }),
  'something before the body': ({ fresh, scheme, random }) => ({ ...fresh, body: joined(random.pick(scheme.before), fresh.body) }),
  'the body written otherwise': ({ fresh, scheme, random }) => ({ ...fresh, body: otherwise(fresh.body, random.pick(scheme.rewritings)) }),
  'the body of another': ({ fresh, other }) => ({ ...fresh, body: other.body }),
  'the signature of another': (of) => withSignature(of, headerOf(of.other, of.scheme.signature)),
  'a character of the signature changed': (of) => withSignature(of, changedText(signatureOf(of), of.random)),
  'the signature written otherwise': (of) => withSignature(of, of.random.pick(of.scheme.spellings)(signatureOf(of))),
  'the signature by somebody else': (of) => withSignature(of, of.scheme.signOtherwise(of.fresh.body, stampOf(of), of.random)),
  'the signature twice': (of) => twice(of, of.scheme.signature),
  'the time twice': (of) => twice(of, of.scheme.stamp),
  'no signature': ({ fresh, scheme }) => without(fresh, scheme.signature),
  'no time': ({ fresh, scheme }) => without(fresh, scheme.stamp),
  'another time': (of) => withStamp(of, String(Number(stampOf(of)) + of.random.pick([-1, 1]) * (1 + of.random.below(300)))),
  'the time written otherwise': (of) => withStamp(of, of.random.pick(STAMPS)(stampOf(of))),
  'signed long ago': (of) => signedAt(of, String(of.nowS - 302 - of.random.below(30 * DAY))),
  'signed in the future': (of) => signedAt(of, String(of.nowS + 310 + of.random.below(30 * DAY))),
  'signed with a time written otherwise': (of) => signedAt(of, of.random.pick(STAMPS)(String(of.nowS))),
  'another method': ({ fresh, random }) => ({ ...fresh, method: random.pick(['PUT', 'PATCH', 'DELETE', 'OPTIONS']) }),
  'another path': ({ fresh, scheme, random }) => ({ ...fresh, path: random.pick(scheme.otherPaths) }),
}

/** Of a request that was taken: it is not taken again, whatever is done around what the signature covers. */
const OF_USED: Readonly<Record<string, (of: Of) => Request>> = {
  'sent again': ({ fresh }) => fresh,
  'sent again as a retry': ({ fresh, scheme }) => ({ ...fresh, headers: [...fresh.headers, ...scheme.retryHeaders] }),
  'sent again as of another type': ({ fresh, random }) => withHeader(fresh, 'content-type', random.pick(TYPES)),
  'sent again with more headers': ({ fresh, random }) => ({
    ...fresh,
    headers: [...fresh.headers, [random.pick(MORE), random.pick(VALUES)]],
  }),
  'sent again with its names in capitals': ({ fresh }) => ({
    ...fresh,
    headers: fresh.headers.map(([name, value]) => [name.toUpperCase(), value] as const),
  }),
}

const TYPES = ['text/plain', 'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data']
const MORE = ['x-forwarded-for', 'content-encoding', 'x-forwarded-proto', 'accept']
const VALUES = ['gzip', '1.2.3.4', 'br', '*/*']
const STAMPS: readonly ((value: string) => string)[] = [
  (value) => `${value}.0`,
  (value) => `+${value}`,
  (value) => `0${value}`,
  (value) => `${value}e0`,
  (value) => `0x${Number(value).toString(16)}`,
  (value) => `${value}000`,
  (value) => `${value},${value}`,
  (value) => `${value.slice(0, -1)}_${value.slice(-1)}`,
  () => 'NaN',
  () => 'Infinity',
  () => '-0',
]

export function mutantOf(fresh: Of, used: Of): Mutant {
  const { random } = fresh
  const isReplay = random.chance(0.25)
  const [kind, make] = random.pick(Object.entries(isReplay ? OF_USED : OF_FRESH))
  return { kind, request: make(isReplay ? used : fresh) }
}

function changed(body: Buffer, random: Random): Buffer {
  const copy = Buffer.from(body)
  const at = random.below(copy.length)
  copy[at] = ((copy[at] ?? 0) + 1 + random.below(255)) % 256
  return copy
}

function changedText(text: string, random: Random): string {
  const at = random.below(text.length)
  const put = random.pick(PRINTABLE.filter((character) => character !== text[at]))
  return text.slice(0, at) + put + text.slice(at + 1)
}

function otherwise(body: Buffer, way: (body: string) => string): Buffer {
  const text = body.toString('utf8')
  const made = way(text)
  return Buffer.from(made === text ? `${text} ` : made)
}

function twice({ fresh, other, random }: Of, name: string): Request {
  const second = [name, headerOf(random.chance(0.5) ? fresh : other, name)] as const
  return { ...fresh, headers: random.chance(0.5) ? [...fresh.headers, second] : [second, ...fresh.headers] }
}
