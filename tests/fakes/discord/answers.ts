// Words shared by the routes: permissions, answers and refusals.
import type { FakeDiscord, Request } from './fake-discord.ts'

export const P = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
  manageGuild: 1n << 5n,
}

/** What a bot that was added by our link may do. */
export const GRANTED =
  P.viewChannel | P.sendMessages | P.attachFiles | P.readMessageHistory | P.createPublicThreads | P.sendMessagesInThreads

export type Reply = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>]
export type Route = (fake: FakeDiscord, request: Request, ids: readonly string[]) => Reply
export type Routes = readonly (readonly [method: string, path: RegExp, route: Route])[]

export const error = (status: number, code: number, message: string): Reply => [status, { code, message }]
export const UNKNOWN_MESSAGE = error(404, 10_008, 'Unknown Message')
