// What Slack has for agents: suggested prompts, a status, and messages that are streamed; each refusing what Slack refuses.
import { z } from 'zod'
import { refusedBlocks } from './block-kit.ts'
import type { Answer } from './web-api.ts'
import type { Fields, StoredMessage, Workspace } from './workspace.ts'

const Prompts = z
  .array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) }))
  .min(1)
  .max(4)
const Source = z.strictObject({ type: z.literal('url'), url: z.url({ protocol: /^https?$/ }), text: z.string().min(1) })
const Chunk = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown_text'), text: z.string().min(1).max(12_000) }),
  z.strictObject({
    type: z.literal('task_update'),
    id: z.string().min(1),
    title: z.string().min(1),
    status: z.enum(['pending', 'in_progress', 'complete', 'error']),
    details: z.string().optional(),
    output: z.string().optional(),
    sources: z.array(Source).min(1).optional(),
  }),
  z.strictObject({ type: z.literal('blocks'), blocks: z.array(z.unknown()).max(50) }),
])
const SESSIONS = ['active', 'processing', 'suspended', 'closed']
const MODES = ['timeline', 'plan', undefined]

/** Null for a method of other things. */
export function answerAgentCall(workspace: Workspace, method: string, args: Fields): Answer | null {
  if (method.startsWith('assistant.') && !workspace.scopes.includes('assistant:write'))
    return { ok: false, error: 'missing_scope', needed: 'assistant:write' }
  switch (method) {
    case 'assistant.threads.setSuggestedPrompts':
      if (!isDirect(args['channel_id'])) return { ok: false, error: 'channel_not_found' }
      return Prompts.safeParse(args['prompts']).success ? { ok: true } : { ok: false, error: 'invalid_arguments' }
    case 'assistant.threads.setStatus':
      return setStatus(workspace, args)
    case 'agents.sessions.setStatus':
      return setSession(workspace, args)
    case 'chat.startStream':
      return startStream(workspace, args)
    case 'chat.appendStream':
      return wrongChunks(args, true) ?? streaming(workspace, args) ?? { ok: true }
    case 'chat.stopStream':
      return stopStream(workspace, args)
    default:
      return null
  }
}

const isDirect = (channel: unknown) => typeof channel === 'string' && channel.startsWith('D')

function setStatus(workspace: Workspace, args: Fields): Answer {
  if (!isDirect(args['channel_id'])) return { ok: false, error: 'channel_not_found' }
  if (typeof args['thread_ts'] !== 'string' || args['thread_ts'] === '' || typeof args['status'] !== 'string')
    return { ok: false, error: 'invalid_arguments' }
  workspace.statuses.push(args['status'])
  return { ok: true }
}

function setSession(workspace: Workspace, args: Fields): Answer {
  if (!workspace.scopes.includes('assistant:write')) return { ok: false, error: 'not_authorized' }
  if (!isDirect(args['channel_id']) || typeof args['thread_ts'] !== 'string') return { ok: false, error: 'channel_not_found' }
  if (!SESSIONS.some((status) => status === args['status'])) return { ok: false, error: 'invalid_arguments' }
  workspace.sessions.set(args['thread_ts'], String(args['status']))
  return { ok: true }
}

function startStream(workspace: Workspace, args: Fields): Answer {
  const closed = workspace.closedTo(args.channel)
  if (closed !== null) return { ok: false, error: closed }
  if (typeof args.thread_ts !== 'string' || args.thread_ts === '') return { ok: false, error: 'invalid_thread_ts' }
  if (!isDirect(args.channel) && (args['recipient_user_id'] === undefined || args['recipient_team_id'] === undefined))
    return { ok: false, error: 'missing_recipient_user_id' }
  const wrong = wrongChunks(args, true)
  if (wrong !== null) return wrong
  if (!MODES.some((mode) => mode === args['task_display_mode'])) return { ok: false, error: 'invalid_arguments' }
  const [channel, ts] = [String(args.channel), workspace.nextTs()]
  const message: StoredMessage = {
    type: 'message',
    channel,
    ts,
    thread_ts: args.thread_ts,
    user: workspace.botUser,
    bot_id: workspace.botId,
  }
  workspace.messages.set(`${channel}:${ts}`, message)
  workspace.streams.add(`${channel}:${ts}`)
  return { ok: true, channel, ts }
}

function stopStream(workspace: Workspace, args: Fields): Answer {
  const wrong = wrongChunks(args, false) ?? streaming(workspace, args)
  if (wrong !== null) return wrong
  const refused = args.blocks === undefined ? null : refusedBlocks(args.blocks)
  if (refused !== null) return { ok: false, error: refused.error, response_metadata: { messages: refused.messages } }
  const key = `${args.channel}:${args.ts}`
  workspace.streams.delete(key)
  const message = workspace.messages.get(key)
  if (message !== undefined) workspace.messages.set(key, { ...message, blocks: args.blocks, text: '' })
  return { ok: true, channel: args.channel, ts: args.ts }
}

function streaming(workspace: Workspace, args: Fields): Answer | null {
  return workspace.streams.has(`${args.channel}:${args.ts}`) ? null : { ok: false, error: 'message_not_in_streaming_state' }
}

function wrongChunks(args: Fields, needed: boolean): Answer | null {
  const chunks = args['chunks']
  if (chunks === undefined) return needed ? { ok: false, error: 'no_text' } : null
  return z.array(Chunk).min(1).safeParse(chunks).success ? null : { ok: false, error: 'invalid_chunks' }
}
