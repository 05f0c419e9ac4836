// How Discord signs its requests, and what reads much the same without being so (pure).
import { generateKeyPairSync, sign } from 'node:crypto'
import type { Scheme } from './signed-requests.ts'

/** 2^252 + 27742317777372353535851937790883648493, the order of the curve's base point. */
const ORDER = (1n << 252n) + 27_742_317_777_372_353_535_851_937_790_883_648_493n

/** `hand`: Discord's own. */
export function discordScheme(hand: (bytes: Buffer) => string): Scheme {
  const other = generateKeyPairSync('ed25519').privateKey
  return {
    ...{ stamp: 'x-signature-timestamp', signature: 'x-signature-ed25519', path: '/discord/interactions' },
    sign: (body, stamp) => hand(Buffer.concat([Buffer.from(stamp), body])),
    signOtherwise: (body, stamp) => sign(null, Buffer.concat([Buffer.from(stamp), body]), other).toString('hex'),
    spellings: SPELLINGS,
    rewritings: [
      (body) => JSON.stringify(JSON.parse(body), null, 1),
      (body) => body.replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
      (body) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body)).reverse())),
      (body) => `${body.slice(0, -1)},"type":2}`,
    ],
    behind: ['\n', ' ', '\t', '\0', '{}'],
    before: ['\uFEFF', ' ', '\n'],
    otherPaths: [
      ...['/discord/interactions/', '//discord/interactions', '/discord/Interactions', '/discord/interactions?x'],
      ...['/discord/interaction%73', '/', '/slack/events', '/discord/x/../interactions'],
    ],
    retryHeaders: [['x-retry', '1']],
  }
}

const SPELLINGS: readonly ((value: string) => string)[] = [
  (value) => value.toUpperCase(),
  (value) => `0x${value}`,
  (value) => `${value}00`,
  (value) => value.slice(0, -2),
  (value) => `${value},${value}`,
  (value) => Buffer.from(value, 'hex').toString('base64'),
  grown,
  () => '0'.repeat(128),
  () => `01${'0'.repeat(126)}`,
  () => 'x',
]

/** The same point with its number grown by the curve's order: valid to whoever does not look at how large it is. */
function grown(value: string): string {
  const number = Buffer.from(value.slice(64), 'hex').reverse()
  const larger = (BigInt(`0x${number.toString('hex')}`) + ORDER).toString(16).padStart(64, '0')
  return value.slice(0, 64) + Buffer.from(larger, 'hex').reverse().toString('hex')
}
