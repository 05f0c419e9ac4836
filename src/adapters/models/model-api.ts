// What the two APIs of a model server have in common.
import type OpenAI from 'openai'
import type { ModelRequest } from '../../ports/language-model.ts'
import type { Manner } from './manner.ts'

/** Most tokens of a reply, those of its reasoning among them. */
export const MAX_REPLY_TOKENS = 1024

export type Counted = Readonly<{ in: number; out: number }>

/** `usage`: as the server counted, null where it did not. */
export type Said = Readonly<{ usage: Counted | null }> &
  (Readonly<{ kind: 'said'; text: string }> | Readonly<{ kind: 'unusable'; reason: string }>)

export type ModelApi = {
  /** The server's response, whatever its status; throws as the client library does. */
  readonly send: (client: OpenAI, model: string, request: ModelRequest, manner: Manner, signal: AbortSignal) => Promise<Response>
  /** The words of a whole reply; `unusable` when there are none that may be used. */
  readonly read: (body: unknown) => Said
}

const ENDINGS = new Set(['length', 'content_filter', 'tool_calls', 'function_call'])

/** `finish-<reason>` for the reasons that are documented; no word of the server's own goes on. */
export function finishOf(reason: string | null | undefined): string {
  if (reason === null || reason === undefined) return 'finish-unsaid'
  return ENDINGS.has(reason) ? `finish-${reason}` : 'finish-other'
}
