// What the bot says in answer to somebody: posts, changes, removes, whispers. Waits out rate limits, within bounds.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type WebClient, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'
import type { PostOutcome } from '../../../ports/platform.ts'
import { noteMessage, type SlackMessage } from './blocks.ts'
import type { PostMessage } from './chat-post.ts'
import { wordsOnly } from './spoken.ts'
import { type PostLimits, postOnce } from './transport.ts'

export type Place = Readonly<{ channel: string; thread: string | null }>

export type Voice = Readonly<{
  /** Posts a message; after a doubtful attempt it tries once more under the same client_msg_id, as an answer doubled is better than one lost. */
  say: (place: Place, message: SlackMessage) => Promise<PostOutcome>
  /** Changes a message in place; false when that did not work. */
  change: (channel: string, ts: string, message: SlackMessage) => Promise<boolean>
  remove: (channel: string, ts: string) => Promise<boolean>
  /** Shows a message to one person only; false when that did not work. */
  whisper: (place: Place, person: string, message: SlackMessage) => Promise<boolean>
  /** Sends to a response URL, which serves five times within half an hour; false when that did not work. */
  respond: (responseUrl: string, body: Readonly<Record<string, unknown>>) => Promise<boolean>
  /** One sentence to one person, by whichever way works. */
  tell: (place: Place, person: string, responseUrl: string | null, sentence: string) => Promise<boolean>
  /** Opens a modal; false when the trigger is too old (three seconds), true also when it has opened one before. */
  openView: (triggerId: string, view: Parameters<WebClient['views']['open']>[0]['view']) => Promise<boolean>
}>

export type VoiceOptions = Readonly<{
  client: WebClient
  postMessage: PostMessage
  closing: AbortSignal
  /** false once the app was removed: a response URL needs no token, and would go on */
  stands?: () => boolean
  limits?: PostLimits
}>

const ATTEMPTS = 4
const LONGEST_WAIT = 30_000 // milliseconds; nobody waits longer for an answer

export function createVoice(options: VoiceOptions): Voice {
  const { client } = options
  const pause = (ms: number) => wait(Math.min(ms, LONGEST_WAIT), undefined, { signal: options.closing }).catch(() => {})
  const patient = (call: () => Promise<unknown>) => untilAllowed(call, pause)
  const whisper: Voice['whisper'] = (place, user, { text, blocks }) =>
    patient(() => client.chat.postEphemeral({ ...addressed(place), user, text, blocks: [...blocks] }))
  const respond: Voice['respond'] = (url, body) => respondOnce(url, body, options)

  return {
    whisper,
    respond,
    say: (place, message) => sayPatiently(options, pause, { ...addressed(place), ...message, client_msg_id: randomUUID() }),
    change: (channel, ts, { text, blocks }) => patient(() => client.chat.update({ channel, ts, text, blocks: [...blocks] })),
    remove: (channel, ts) => patient(() => client.chat.delete({ channel, ts })),
    tell: async (place, person, responseUrl, sentence) => {
      const note = noteMessage(sentence)
      const body = { text: note.text, blocks: note.blocks, response_type: 'ephemeral', replace_original: false }
      return (responseUrl !== null && (await respond(responseUrl, body))) || whisper(place, person, note)
    },
    openView: (triggerId, view) => patient(() => client.views.open({ trigger_id: triggerId, view }).catch(unlessOpen)),
  }
}

/** Tries again only when nothing left this machine: the URL serves five times. */
async function respondOnce(url: string, fields: Readonly<Record<string, unknown>>, options: VoiceOptions): Promise<boolean> {
  const { limits, stands: mayLeave } = options
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  const send = () => postOnce({ url, headers, body: JSON.stringify(fields), mayLeave, ...(limits === undefined ? {} : { limits }) })
  const first = await send()
  const attempt = first.kind === 'not-sent' ? await send() : first
  if (attempt.kind !== 'reply') return false
  // the address was not used up by what it refused
  if (attempt.status === 400 && fields['blocks'] !== undefined) return respondOnce(url, wordsOnly(fields), options)
  return attempt.status === 200
}

function addressed(place: Place): { channel: string; thread_ts?: string } {
  return place.thread === null ? { channel: place.channel } : { channel: place.channel, thread_ts: place.thread }
}

async function sayPatiently(options: VoiceOptions, pause: Pause, fields: Readonly<Record<string, unknown>>): Promise<PostOutcome> {
  let doubtful = 0
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await options.postMessage(fields)
    if (outcome.kind === 'unknown') doubtful += 1
    const again = outcome.kind === 'not-sent' || (outcome.kind === 'unknown' && doubtful < 2)
    if (!again || attempt >= ATTEMPTS || options.closing.aborted) return outcome
    const asked = outcome.kind === 'not-sent' ? outcome.retryAfterMs : null
    await pause(asked ?? 250 * 2 ** attempt)
  }
}

/** A press that is delivered again finds the modal open. */
function unlessOpen(error: unknown): void {
  if (!(error instanceof WebAPIPlatformError && error.data.error === 'exchanged_trigger_id')) throw error
}

type Pause = (ms: number) => Promise<unknown>

/** Calls, and calls again when Slack says how long to wait; false on any other failure. */
async function untilAllowed(call: () => Promise<unknown>, pause: Pause): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      await call()
      return true
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) return false
      await pause(error.retryAfter * 1000)
    }
  }
  return false
}
