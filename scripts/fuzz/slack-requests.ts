// How Slack signs its requests, and what reads much the same without being so (pure).
import { createHmac } from 'node:crypto'
import type { Scheme } from './signed-requests.ts'

export function slackScheme(secret: string): Scheme {
  return {
    ...{ stamp: 'x-slack-request-timestamp', signature: 'x-slack-signature', path: '/slack/events' },
    sign: (body, stamp) => signed(secret, body, stamp),
    signOtherwise: (body, stamp, random) => signed(`wrong ${random.next()}`, body, stamp),
    spellings: SPELLINGS,
    rewritings: [
      (body) => body.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
      (body) => body.replace(/%([0-9A-F]{2})/, (_, hex: string) => `%${hex.toLowerCase()}`),
      (body) => (body.startsWith('{') ? JSON.stringify(JSON.parse(body), null, 1) : body.split('&').reverse().join('&')),
      (body) => `${body}${body.startsWith('{') ? ' ' : '&text=y'}`,
    ],
    behind: ['\n', ' ', '&', '\0', '&text=x'],
    before: ['\uFEFF', ' ', '&', '\n'],
    otherPaths: [
      '/slack/events/',
      '//slack/events',
      '/slack/Events',
      '/slack/events?x',
      '/slack/event%73',
      '/',
      '/slack/install/../events',
    ],
    retryHeaders: [
      ['x-slack-retry-num', '1'],
      ['x-slack-retry-reason', 'http_timeout'],
    ],
  }
}

function signed(secret: string, body: Buffer, stamp: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex')}`
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
