// Requests as Slack makes and signs them for apps that listen on HTTP.
import { createHmac } from 'node:crypto'
import type { Fields } from './workspace.ts'

export type PushKind = 'event' | 'command' | 'interactive'
export type Pushed = Readonly<{ status: number; text: string; ms: number }>
export type Signed = Readonly<{ body: string; headers: Readonly<Record<string, string>> }>

/** The headers that make `body` Slack's at second `at`. */
export function signature(secret: string, body: string, at: number): Readonly<Record<string, string>> {
  const hash = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hash}` }
}

/** A request of a kind, ready to be sent. */
export function signedRequest(secret: string, kind: PushKind, payload: Fields, at: number): Signed {
  const body = bodyOf(kind, payload)
  const type = kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded'
  return { body, headers: { 'content-type': type, ...signature(secret, body, at) } }
}

function bodyOf(kind: PushKind, payload: Fields): string {
  if (kind === 'event') return JSON.stringify(payload)
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return new URLSearchParams(Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)])).toString()
}

export async function push(url: string, request: Signed): Promise<Pushed> {
  const start = performance.now()
  const reply = await fetch(url, { method: 'POST', headers: request.headers, body: request.body })
  return { status: reply.status, text: await reply.text(), ms: performance.now() - start }
}
