// Posting a digest's part so that it can be recognised, and finding it again.
import { createHash } from 'node:crypto'
import { WebAPIPlatformError } from '@slack/web-api'
import { z } from 'zod'
import type { Channel, MessageAddress } from '../../../domain/address.ts'
import type { Inline } from '../../../domain/document.ts'
import type { FindOutcome, HearStanding, Place, Post, PostOutcome } from '../../../ports/platform.ts'
import { noteMessage, slackMessages } from './blocks.ts'
import { readJson } from './chat-post.ts'
import type { SlackIdentity } from './identity.ts'
import { DIGEST_EVENT } from './manifest.ts'
import { teamOf as teamNamedIn } from './seat.ts'
import type { Team, Teams } from './teams.ts'

const NAMESPACE = Buffer.from('6f1d2a0c5b7e4c3f9a8d0e1f2a3b4c5d', 'hex') // drawn once; makes our UUIDs ours
const MARGIN_S = 5 // clocks of this machine and of Slack may differ
const MAX_PAGES = 10 // of 100 messages
const MAX_BLOCKS = 50 // Slack: blocks in one message

const Payload = z.object({ text: z.string(), blocks: z.array(z.record(z.string(), z.unknown())) })

const Posted = z.object({
  event: z.object({
    bot_id: z.string().optional(),
    user_id: z.string().optional(),
    channel_id: z.string(),
    message_ts: z.string(),
    metadata: z.object({ event_type: z.literal(DIGEST_EVENT), event_payload: z.object({ d: z.string() }) }),
  }),
})

const Found = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  blocks: z.array(z.object({ block_id: z.string().optional() })).optional(),
  metadata: z.object({ event_payload: z.object({ d: z.unknown() }).partial() }).optional(),
})

export type Delivery = Readonly<{
  post: (post: Post) => Promise<PostOutcome>
  find: (channel: Channel, deliveryId: string, sinceIso: string, parent: string | null) => Promise<FindOutcome>
  remove: (place: Place) => Promise<PostOutcome>
  amend: (place: Place, deliveryId: string, payload: string, sentences: readonly (readonly Inline[])[]) => Promise<PostOutcome>
  locate: (place: Place) => Promise<MessageAddress | null>
  tell: (team: string, person: string, sentence: string) => Promise<PostOutcome>
  /** Hands on what a `message_metadata_posted` event proves: the cheapest proof that a digest stands. Anything else it passes over. */
  heard: (body: unknown, hear: HearStanding) => Promise<void>
}>

export type DeliveryOptions = Readonly<{ teams: Teams; historyGranted: boolean }>

export function createDelivery(options: DeliveryOptions): Delivery {
  const { teams } = options
  const teamOf = ({ workspace }: Channel) => teams.of(workspace)
  return {
    post: async (post) => {
      const fields = postFields(post)
      if (fields === null)
        return { kind: 'refused', reason: 'unreadable payload', refusal: { of: 'message', why: 'what was stored of it cannot be read' } }
      return teamOf(post.channel).postMessage(fields, post.mayLeave)
    },
    find: async (channel, deliveryId, sinceIso, parent) => {
      try {
        const wanted = { channel: channel.channel, deliveryId, sinceIso, parent }
        return await lookUp(teamOf(channel), wanted, options.historyGranted)
      } catch (error) {
        return cannotTell(error)
      }
    },
    remove: ({ channel, messageId: ts }) => once(ts, () => teamOf(channel).client.chat.delete({ channel: channel.channel, ts })),
    amend: async ({ channel, messageId: ts }, deliveryId, payload, sentences) => {
      const fields = postFields({ channel, deliveryId, payload, parent: null })
      if (fields === null) return { kind: 'refused', reason: 'unreadable payload' }
      const { text, metadata } = fields
      const blocks = [...fields.blocks, ...notesOf(sentences)]
      if (blocks.length > MAX_BLOCKS) return { kind: 'refused', reason: 'no room', refusal: { of: 'message', why: 'it has no room' } }
      return teamOf(channel).updateMessage({ channel: channel.channel, ts, text, blocks, metadata })
    },
    locate: async ({ channel, messageId: message, parent: thread }) => {
      const { team, site } = await teamOf(channel)
        .identity()
        .catch(() => ({ team: null, site: null }))
      if (site === null || team !== channel.workspace) return null
      return { platform: 'slack', site, channel: channel.channel, message, thread }
    },
    tell: (team, person, sentence) => teams.of(team).postMessage({ ...noteMessage(sentence), channel: person }),
    heard: async (body, hear) => {
      const posted = Posted.safeParse(body)
      if (!posted.success) return
      const team = teamNamedIn(body)
      if (team === null || !teams.of(team).stands()) return
      const { botId, botUser } = await teams.of(team).identity()
      const { event } = posted.data
      if (event.bot_id !== botId && event.user_id !== botUser) return // anyone may post metadata that looks like ours
      await hear({ deliveryId: event.metadata.event_payload.d, channel: event.channel_id, messageId: event.message_ts })
    },
  }
}

/** Each on a line of its own, small. */
function notesOf(sentences: readonly (readonly Inline[])[]) {
  const nodes = sentences.map((inlines) => ({ kind: 'note' as const, inlines }))
  return slackMessages({ preview: '', nodes }).flatMap(({ blocks }) => blocks)
}

/** Errors by which the wish is fulfilled already. */
const GONE = ['message_not_found']

/** A removal, which may be repeated without harm: what became of it. */
async function once(ts: string, call: () => Promise<unknown>): Promise<PostOutcome> {
  try {
    await call()
    return { kind: 'sent', messageId: ts }
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) return { kind: 'unknown', reason: 'no answer' }
    const reason = error.data.error
    if (GONE.includes(reason)) return { kind: 'sent', messageId: ts }
    return /^(internal|fatal|request_timeout|service)/.test(reason) ? { kind: 'unknown', reason } : { kind: 'refused', reason }
  }
}

/** Without the scope Slack will never say; anything else may be over in a minute. */
function cannotTell(error: unknown): FindOutcome {
  if (!(error instanceof WebAPIPlatformError)) return { kind: 'cannot-tell', reason: 'no answer', isForNow: true }
  const reason = error.data.error
  const isForNow = !/^(missing_scope|not_allowed_token_type|access_denied|no_permission|method_not_supported)/.test(reason)
  return { kind: 'cannot-tell', reason, isForNow }
}

type Fields = Readonly<{ text: string; blocks: readonly Readonly<Record<string, unknown>>[]; metadata: MessageMetadata }> &
  Readonly<Record<string, unknown>>
type MessageMetadata = Readonly<{ event_type: string; event_payload: { d: string } }>

/** The fields of a delivery's post (pure): the stored payload with three marks by which the message can be recognised; null when the payload is not ours. */
export function postFields(post: Post): Fields | null {
  const payload = Payload.safeParse(readJson(post.payload))
  const [first, ...rest] = payload.success ? payload.data.blocks : []
  if (!payload.success || first === undefined) return null
  return {
    text: payload.data.text,
    blocks: [{ ...first, block_id: `bb1:${post.deliveryId}` }, ...rest],
    unfurl_links: false,
    unfurl_media: false,
    channel: post.channel.channel,
    ...(post.parent === null ? {} : { thread_ts: post.parent }),
    // Slack seems to drop a second message with the same one; nothing here depends on that
    client_msg_id: uuidOf(post.deliveryId),
    metadata: { event_type: DIGEST_EVENT, event_payload: { d: post.deliveryId } },
  }
}

/** A UUID version 5 of the delivery id (RFC 9562): the same for every attempt (pure). */
export function uuidOf(deliveryId: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(deliveryId, 'utf8').digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

type Wanted = Readonly<{ channel: string; deliveryId: string; sinceIso: string; parent: string | null }>

async function lookUp(team: Team, wanted: Wanted, historyGranted: boolean): Promise<FindOutcome> {
  const identity = await team.identity()
  const granted = identity.scopes?.some((scope) => scope.endsWith(':history')) ?? historyGranted
  if (!granted) return { kind: 'cannot-tell', reason: 'no history scope' }
  const { channel, parent: ts } = wanted
  const oldest = (Temporal.Instant.from(wanted.sinceIso).epochMilliseconds / 1000 - MARGIN_S).toFixed(6)
  const found: string[] = []
  let cursor = ''
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const range = { channel, oldest, limit: 100, include_all_metadata: true, ...(cursor === '' ? {} : { cursor }) }
    const answer = await (ts === null ? team.client.conversations.history(range) : team.client.conversations.replies({ ...range, ts }))
    const messages = z.array(Found).safeParse(answer.messages)
    if (!messages.success) return { kind: 'cannot-tell', reason: 'unreadable history', isForNow: true }
    for (const message of messages.data) if (isDelivery(message, wanted.deliveryId, identity)) found.push(message.ts)
    cursor = answer.response_metadata?.next_cursor ?? ''
    if (cursor === '') return foundOf(found) ?? { kind: 'absent' }
  }
  return foundOf(found) ?? { kind: 'cannot-tell', reason: 'too many messages' }
}

/** The earliest of several is the one that stays. */
function foundOf(stamps: readonly string[]): FindOutcome | null {
  const [messageId, ...others] = [...new Set(stamps)].sort()
  return messageId === undefined ? null : { kind: 'found', messageId, ...(others.length > 0 ? { others } : {}) }
}

function isDelivery(message: z.infer<typeof Found>, deliveryId: string, identity: SlackIdentity): boolean {
  if (message.bot_id !== identity.botId && message.user !== identity.botUser) return false
  return (
    message.metadata?.event_payload.d === deliveryId || (message.blocks?.some((block) => block.block_id === `bb1:${deliveryId}`) ?? false)
  )
}
