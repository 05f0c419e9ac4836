// Direct messages as an agent's: suggested prompts, a status while it reads, and an answer that is streamed with its sources.
import { setTimeout as wait } from 'node:timers/promises'
import type { types } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Document, Inline } from '../../../domain/document.ts'
import type { SlackMessage } from './blocks.ts'
import type { Heard } from './heard.ts'
import { plainProgress, type Progress } from './progress.ts'
import { safeUrl } from './rich-text.ts'
import type { Seat } from './seat.ts'
import { cleanText, shorten } from './slack-text.ts'
import type { Place } from './voice.ts'

const MAX_PROMPTS = 4 // Slack: suggested prompts at once
const MAX_TITLE = 60 // characters of a prompt's title or of a source's name; Slack documents no limit
const MAX_SOURCES = 10 // beside an answer; all of them stand in it
const TASK = 'reading'
const STATUS_WITHIN = 1_000 // milliseconds an answer waits for the status before it

/** Whether direct messages are an agent's: only where Slack said that it was granted. */
export function isAgent({ identity }: Seat): boolean {
  return identity.scopes?.includes('assistant:write') ?? false
}

/** Whether an answer is shown the way of agents: a direct message, in the thread that every one of them opens. */
export function asAgent({ inbound, target }: Heard, seat: Seat): boolean {
  return inbound.kind === 'message' && inbound.direct === true && target.thread !== null && !target.onlyResponseUrl && isAgent(seat)
}

/** The most prompts that fit of what a document offers to ask (pure). */
export function promptsOf(document: Document): readonly Readonly<{ title: string; message: string }>[] {
  const buttons = document.nodes.flatMap((node) => (node.kind === 'buttons' ? node.buttons : []))
  return buttons
    .filter(({ action, value, label }) => action === 'ask' && value.trim() !== '' && cleanText(label).trim() !== '')
    .slice(0, MAX_PROMPTS)
    .map(({ label, value }) => ({ title: shorten(cleanText(label), MAX_TITLE), message: value }))
}

/** Offers prompts in a direct channel; false when Slack takes none. */
export async function suggest({ client }: Pick<Seat, 'client'>, channel: string, document: Document): Promise<boolean> {
  const [first, ...others] = promptsOf(document)
  if (first === undefined) return false
  return done(() => client.assistant.threads.setSuggestedPrompts({ channel_id: channel, prompts: [first, ...others] }))
}

const Stopped = z.object({
  event: z.object({ type: z.literal('agent_session_stopped'), channel: z.string().min(1), thread_ts: z.string().min(1) }),
})

/** Where somebody pressed Slack's button that stops an agent; null for anything else. */
export function stoppedAt(body: unknown): Place | null {
  const stopped = Stopped.safeParse(body)
  return stopped.success ? { channel: stopped.data.event.channel, thread: stopped.data.event.thread_ts } : null
}

/** Nothing is worked on there any more. */
export const endSession = ({ client }: Pick<Seat, 'client'>, place: Place): Promise<boolean> => setSession(client, place, 'active')

/** Slack shows a button that stops an agent while its session is `processing`, which is the agent's to say. */
function setSession(client: WebClient, { channel, thread }: Place, status: 'processing' | 'active'): Promise<boolean> {
  return done(() => client.agents.sessions.setStatus({ channel_id: channel, thread_ts: thread ?? '', status }))
}

/** Progress as a status at once, then as a stream that ends in the answer; by a message of its own wherever Slack takes no stream. */
export function agentProgress(seat: Seat, place: Place): Progress {
  const { client, voice } = seat
  const { channel, thread } = place
  const plain = plainProgress(voice, channel)
  let streaming = false
  const status = (words: string) =>
    done(() => client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread ?? '', status: words }))
  const stop = (ts: string, chunks: readonly types.AnyChunk[], message?: SlackMessage) => {
    streaming = false
    return done(() =>
      client.chat.stopStream({ channel, ts, chunks: [...chunks], ...(message === undefined ? {} : { blocks: [...message.blocks] }) }),
    )
  }
  return {
    // a status that arrives after the answer would stand beside it for minutes
    heard: () => {
      const told = Promise.all([status('is looking …'), setSession(client, place, 'processing')])
      return Promise.race([told, wait(STATUS_WITHIN, undefined, { ref: false })])
    },
    begin: async (where, note) => {
      const ts = await begun(client, place, task('in_progress', note))
      streaming = ts !== null
      return ts ?? plain.begin(where, note)
    },
    change: (ts, note) =>
      streaming ? done(() => client.chat.appendStream({ channel, ts, chunks: [task('in_progress', note)] })) : plain.change(ts, note),
    turnInto: async (ts, message, document) => {
      if (!streaming) return plain.turnInto(ts, message, document)
      const read = { ...task('complete', 'Read the articles'), ...sourcesOf(document) }
      // a stream that Slack has ended meanwhile is a message like any other
      return (await stop(ts, [read], message)) || plain.turnInto(ts, message, document)
    },
    remove: async (ts) => {
      if (streaming) await stop(ts, [task('complete', 'Done')])
      await plain.remove(ts)
    },
    // what is posted takes the status away; where nothing is, nothing is left of it either
    ended: () => void status(''),
  }
}

const Begun = z.object({ ts: z.string() })

async function begun(client: WebClient, { channel, thread }: Place, chunk: types.AnyChunk): Promise<string | null> {
  try {
    const read = Begun.safeParse(
      await client.chat.startStream({ channel, thread_ts: thread ?? '', chunks: [chunk], task_display_mode: 'timeline' }),
    )
    return read.success ? read.data.ts : null
  } catch {
    return null
  }
}

function task(status: 'in_progress' | 'complete', title: string) {
  return { type: 'task_update' as const, id: TASK, title: shorten(cleanText(title), MAX_TITLE), status }
}

/** The links of the answer's sources, each once, under the names they have there. */
function sourcesOf(document: Document | null): Readonly<{ sources?: types.URLSourceElement[] }> {
  const links = (document?.nodes ?? []).flatMap((node): readonly Inline[] => (node.kind === 'claim' ? node.sources.flat() : []))
  const named = new Map<string, string>()
  for (const inline of links) {
    const url = inline.kind === 'link' ? safeUrl(inline.url) : null
    // one article may be quoted at several places
    const article = url?.replace(/#:~:text=.*$/su, '') ?? null
    if (article !== null && !named.has(article)) named.set(article, shorten(cleanText(inline.text).trim() || article, MAX_TITLE))
  }
  const sources = [...named].slice(0, MAX_SOURCES).map(([url, text]) => ({ type: 'url' as const, url, text }))
  return sources.length === 0 ? {} : { sources }
}

async function done(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call()
    return true
  } catch {
    return false
  }
}
