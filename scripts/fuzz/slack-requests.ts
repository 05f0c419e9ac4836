// Requests that are not Slack's, made of ones that are: changed in a byte, signed at another time, spelt otherwise, or sent a second time (pure).
import { createHmac } from 'node:crypto'
import type { Random } from '../bench/random.ts'

export type Request = Readonly<{ method: string; path: string; headers: readonly (readonly [string, string])[]; body: Buffer }>
/** `used`: a copy of a request that was taken before, whatever was done to what its signature does not cover. */
export type Mutant = Readonly<{ kind: string; request: Request }>

const STAMP = 'x-slack-request-timestamp'
const SIGNATURE = 'x-slack-signature'
const PATH = '/slack/events'

export function genuine(secret: string, body: string, type: string, at: number): Request {
  const bytes = Buffer.from(body)
  const headers = [
    ['content-type', type],
    [STAMP, String(at)],
    [SIGNATURE, signed(secret, bytes, String(at))],
  ] as const // prettier-ignore
  return { method: 'POST', path: PATH, headers, body: bytes }
}

function signed(secret: string, body: Buffer, stamp: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex')}`
}

type Of = Readonly<{ fresh: Request; other: Request; secret: string; nowS: number; random: Random }>

const headerOf = ({ headers }: Request, name: string) => headers.find(([known]) => known === name)?.[1] ?? ''
const withHeader = (request: Request, name: string, value: string): Request => ({
  ...request,
  headers: request.headers.map((pair) => (pair[0] === name ? [name, value] : pair)),
})
const signedAt = ({ fresh, secret }: Of, stamp: string) =>
  withHeader(withHeader(fresh, STAMP, stamp), SIGNATURE, signed(secret, fresh.body, stamp))

const PRINTABLE = Array.from({ length: 94 }, (_, code) => String.fromCharCode(33 + code))
const DAY = 86_400

/** Of a request that was never sent: anything of it that its signature covers, or the signature itself, is another. */
const OF_FRESH: Readonly<Record<string, (of: Of) => Request>> = {
  'a byte of the body changed': ({ fresh, random }) => ({ ...fresh, body: changed(fresh.body, random) }),
  'the body cut short': ({ fresh, random }) => ({ ...fresh, body: fresh.body.subarray(0, random.below(fresh.body.length)) }),
  'something behind the body': ({ fresh, random }) => ({
    ...fresh,
    body: Buffer.concat([fresh.body, Buffer.from(random.pick(['\n', ' ', '&', '\0', '&text=x']))]),
  }),
  'something before the body': ({ fresh, random }) => ({
    ...fresh,
    body: Buffer.concat([Buffer.from(random.pick(['\uFEFF', ' ', '&', '\n'])), fresh.body]),
  }),
  'the body written otherwise': ({ fresh, random }) => ({ ...fresh, body: otherwise(fresh.body, random) }),
  'the body of another': ({ fresh, other }) => ({ ...fresh, body: other.body }),
  'the signature of another': ({ fresh, other }) => withHeader(fresh, SIGNATURE, headerOf(other, SIGNATURE)),
  'a character of the signature changed': ({ fresh, random }) =>
    withHeader(fresh, SIGNATURE, changedText(headerOf(fresh, SIGNATURE), random)),
  'the signature written otherwise': ({ fresh, random }) =>
    withHeader(fresh, SIGNATURE, random.pick(SPELLINGS)(headerOf(fresh, SIGNATURE))),
  'the signature under another secret': ({ fresh, random }) =>
    withHeader(fresh, SIGNATURE, signed(`wrong ${random.next()}`, fresh.body, headerOf(fresh, STAMP))),
  'the signature twice': (of) => twice(of, SIGNATURE),
  'the time twice': (of) => twice(of, STAMP),
  'no signature': ({ fresh }) => ({ ...fresh, headers: fresh.headers.filter(([name]) => name !== SIGNATURE) }),
  'no time': ({ fresh }) => ({ ...fresh, headers: fresh.headers.filter(([name]) => name !== STAMP) }),
  'another time': ({ fresh, random }) =>
    withHeader(fresh, STAMP, String(Number(headerOf(fresh, STAMP)) + random.pick([-1, 1]) * (1 + random.below(300)))),
  'the time written otherwise': ({ fresh, random }) => withHeader(fresh, STAMP, random.pick(STAMPS)(headerOf(fresh, STAMP))),
  'signed long ago': (of) => signedAt(of, String(of.nowS - 302 - of.random.below(30 * DAY))),
  'signed in the future': (of) => signedAt(of, String(of.nowS + 310 + of.random.below(30 * DAY))),
  'signed with a time written otherwise': (of) => signedAt(of, of.random.pick(STAMPS)(String(of.nowS))),
  'another method': ({ fresh, random }) => ({ ...fresh, method: random.pick(['PUT', 'PATCH', 'DELETE', 'OPTIONS']) }),
  'another path': ({ fresh, random }) => ({
    ...fresh,
    path: random.pick([
      '/slack/events/',
      '//slack/events',
      '/slack/Events',
      '/slack/events?x',
      '/slack/event%73',
      '/',
      '/slack/install/../events',
    ]),
  }),
}

/** Of a request that was taken: it is not taken again, whatever is done around what the signature covers. */
const OF_USED: Readonly<Record<string, (of: Of) => Request>> = {
  'sent again': ({ fresh }) => fresh,
  'sent again as a retry': ({ fresh }) => ({
    ...fresh,
    headers: [...fresh.headers, ['x-slack-retry-num', '1'], ['x-slack-retry-reason', 'http_timeout']],
  }),
  'sent again as of another type': ({ fresh, random }) =>
    withHeader(
      fresh,
      'content-type',
      random.pick(['text/plain', 'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data']),
    ),
  'sent again with more headers': ({ fresh, random }) => ({
    ...fresh,
    headers: [
      ...fresh.headers,
      [random.pick(['x-forwarded-for', 'content-encoding', 'x-forwarded-proto', 'accept']), random.pick(['gzip', '1.2.3.4', 'br', '*/*'])],
    ],
  }),
  'sent again with its names in capitals': ({ fresh }) => ({
    ...fresh,
    headers: fresh.headers.map(([name, value]) => [name.toUpperCase(), value] as const),
  }),
}

const SPELLINGS: readonly ((value: string) => string)[] = [
  (value) => value.toUpperCase(),
  (value) => value.replace('v0', 'v1'),
  (value) => value.slice(3),
  (value) => `${value}=x`,
  (value) => `${value}00`,
  (value) => value.slice(0, -2),
  (value) => `${value},${value}`,
  (value) => `v0=${value}`,
  () => 'v0=',
  () => 'x',
]
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

/** The same fields to whoever reads them, in other bytes. */
function otherwise(body: Buffer, random: Random): Buffer {
  const text = body.toString('utf8')
  const way = random.pick([
    (value: string) => value.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    (value: string) => value.replace(/%([0-9A-F]{2})/, (_, hex: string) => `%${hex.toLowerCase()}`),
    (value: string) => (value.startsWith('{') ? JSON.stringify(JSON.parse(value), null, 1) : value.split('&').reverse().join('&')),
    (value: string) => `${value}${value.startsWith('{') ? ' ' : '&text=y'}`,
  ])
  const made = way(text)
  return Buffer.from(made === text ? `${text} ` : made)
}

function twice({ fresh, other, random }: Of, name: string): Request {
  const second = [name, headerOf(random.chance(0.5) ? fresh : other, name)] as const
  return { ...fresh, headers: random.chance(0.5) ? [...fresh.headers, second] : [second, ...fresh.headers] }
}
