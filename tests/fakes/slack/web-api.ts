// The Web API methods the bot calls, each refusing what Slack refuses.
import { answerAgentCall } from './agent-api.ts'
import { refusedBlocks, refusedView } from './block-kit.ts'
import type { Fields, StoredMessage, Workspace } from './workspace.ts'

export type Answer = Readonly<{ ok: boolean; error?: string } & Fields>

const MAX_TEXT = 40_000

/** One call by a known token. `triggers` are those still good for opening a modal, and those that opened one. */
export function answerCall(workspace: Workspace, method: string, args: Fields, triggers: Set<string>): Answer {
  switch (method) {
    case 'auth.test':
      return identity(workspace)
    case 'chat.postMessage':
      return post(workspace, args)
    case 'chat.postEphemeral':
      return refusedText(args) ?? refused(workspace.closedTo(args.channel)) ?? { ok: true, message_ts: workspace.nextTs() }
    case 'chat.update':
      return update(workspace, args)
    case 'chat.delete':
      return remove(workspace, args)
    case 'users.info':
      return userInfo(workspace, String(args.user))
    case 'views.open':
      return openView(args, triggers)
    case 'views.publish':
      return publishHome(workspace, args)
    case 'conversations.info':
      return channelInfo(workspace, String(args.channel))
    case 'conversations.history':
    case 'conversations.replies':
      return history(workspace, method, args)
    default:
      return answerAgentCall(workspace, method, args) ?? { ok: false, error: 'unknown_method' }
  }
}

function identity(workspace: Workspace): Answer {
  const { team, botUser, botId } = workspace
  return { ok: true, url: 'https://fake.slack.com/', team: 'Fake', user: 'border-brief', team_id: team, user_id: botUser, bot_id: botId }
}

function post(workspace: Workspace, args: Fields): Answer {
  const wrong = refusedText(args) ?? refused(workspace.closedTo(args.channel))
  if (wrong !== null) return wrong
  const sentTo = String(args.channel)
  const [channel, thread] = [workspace.direct.get(sentTo) ?? sentTo, args.thread_ts]
  if (thread !== undefined && !workspace.messages.has(`${channel}:${thread}`) && !isForeign(thread))
    return { ok: false, error: 'thread_not_found' }
  const twin = workspace.dedupes ? workspace.twinOf(args.client_msg_id) : undefined
  if (twin !== undefined) return posted(twin)
  const ts = workspace.nextTs()
  const message: StoredMessage = { ...args, type: 'message', channel, ts, user: workspace.botUser, bot_id: workspace.botId }
  workspace.messages.set(`${channel}:${ts}`, message)
  return posted(message)
}

/** Threads that people opened: the workspace keeps only what the bot wrote. */
function isForeign(thread: unknown): boolean {
  return typeof thread === 'string' && /^16\d{8}\.\d{6}$/.test(thread)
}

function posted(message: StoredMessage): Answer {
  return { ok: true, channel: message.channel, ts: message.ts, message }
}

function update(workspace: Workspace, args: Fields): Answer {
  const key = `${args.channel}:${args.ts}`
  const message = workspace.messages.get(key)
  if (message === undefined) return { ok: false, error: 'message_not_found' }
  const wrong = refusedText(args)
  if (wrong !== null) return wrong
  workspace.messages.set(key, { ...message, text: args.text, blocks: args.blocks, edited: { user: workspace.botUser } })
  return { ok: true, channel: args.channel, ts: args.ts, text: args.text }
}

function remove(workspace: Workspace, args: Fields): Answer {
  const message = workspace.messages.get(`${args.channel}:${args.ts}`)
  const gone = workspace.messages.delete(`${args.channel}:${args.ts}`)
  if (message !== undefined) workspace.removed.push(message)
  return gone ? { ok: true, channel: args.channel, ts: args.ts } : { ok: false, error: 'message_not_found' }
}

function userInfo(workspace: Workspace, user: string): Answer {
  if (!workspace.scopes.includes('users:read')) return { ok: false, error: 'missing_scope', needed: 'users:read' }
  const known = workspace.profiles.get(user)
  return known === undefined ? { ok: false, error: 'user_not_found' } : { ok: true, user: { id: user, team_id: workspace.team, ...known } }
}

function openView(args: Fields, triggers: Set<string>): Answer {
  const wrong = refusedView(args.view)
  if (wrong !== null) return { ok: false, error: wrong.error, response_metadata: { messages: wrong.messages } }
  const trigger = String(args.trigger_id)
  if (triggers.has(`used ${trigger}`)) return { ok: false, error: 'exchanged_trigger_id' }
  if (!triggers.delete(trigger)) return { ok: false, error: 'expired_trigger_id' }
  triggers.add(`used ${trigger}`)
  return { ok: true, view: { id: 'V0FAKE' } }
}

/** The Home tab belongs to each person, and is there only where the app's settings have switched it on. */
function publishHome(workspace: Workspace, args: Fields): Answer {
  if (!workspace.homeEnabled) return { ok: false, error: 'not_enabled' }
  const wrong = refusedView(args.view, 'home')
  if (wrong !== null) return { ok: false, error: wrong.error, response_metadata: { messages: wrong.messages } }
  const user = String(args['user_id'])
  if (!workspace.people.has(user)) return { ok: false, error: 'user_not_found' }
  const view = { id: `VH${user}`, ...Object(args.view) }
  workspace.homes.set(user, view)
  return { ok: true, view }
}

function channelInfo(workspace: Workspace, id: string): Answer {
  const needed = id.startsWith('G') ? 'groups:read' : 'channels:read'
  if (!workspace.scopes.includes(needed)) return { ok: false, error: 'missing_scope', needed }
  const closed = workspace.closedTo(id)
  if (closed === 'channel_not_found') return { ok: false, error: closed }
  const is_archived = workspace.archived.has(id)
  return { ok: true, channel: { id, name: `named-${id.toLowerCase()}`, is_archived, is_member: workspace.joined.has(id) && !is_archived } }
}

const HISTORY: Readonly<Record<string, string>> = { C: 'channels:history', G: 'groups:history', D: 'im:history' }

function history(workspace: Workspace, method: string, args: Fields): Answer {
  const channel = String(args.channel)
  const needed = HISTORY[channel.charAt(0)] ?? 'channels:history'
  if (!workspace.scopes.includes(needed)) return { ok: false, error: 'missing_scope', needed, provided: workspace.scopes.join(',') }
  const closed = refused(workspace.closedTo(channel))
  if (closed !== null) return closed
  const thread = String(args.ts)
  const root = workspace.messages.get(`${channel}:${thread}`)
  const inThread = method === 'conversations.replies'
  const all = inThread ? [...(root ? [root] : []), ...workspace.replies(channel, thread)] : workspace.roots(channel).toReversed()
  const found = all.filter((message) => Number(message.ts) >= Number(args.oldest ?? 0))
  const [from, limit] = [Number(args.cursor ?? 0), Number(args.limit ?? 100)]
  const withMetadata = workspace.keepsMetadata && String(args.include_all_metadata) === 'true'
  const messages = found.slice(from, from + limit).map(({ metadata, ...rest }) => (withMetadata && metadata ? { ...rest, metadata } : rest))
  const next = from + limit < found.length ? String(from + limit) : ''
  return { ok: true, messages, has_more: next !== '', response_metadata: { next_cursor: next } }
}

/** What Slack says to text and blocks of any message; null when it takes them. */
export function refusedText(args: Fields): Answer | null {
  const { text, blocks } = args
  if (text === undefined && blocks === undefined) return { ok: false, error: 'no_text' }
  if (typeof text === 'string' && text.length > MAX_TEXT) return { ok: false, error: 'msg_too_long' }
  const wrong = blocks === undefined ? null : refusedBlocks(blocks)
  return wrong === null ? null : { ok: false, error: wrong.error, response_metadata: { messages: wrong.messages } }
}

function refused(error: string | null): Answer | null {
  return error === null ? null : { ok: false, error }
}
