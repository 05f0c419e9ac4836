// Digests on their way out: one attempt to post a part, marked so that it can be found.
import { z } from 'zod'
import type { MessageAddress } from '../../../domain/address.ts'
import type { Inline } from '../../../domain/document.ts'
import type { Place, Post, PostOutcome } from '../../../ports/platform.ts'
import { allowanceOf, refusalOf, retryAfterMs } from './allowance.ts'
import { type Component, discordMessages, hasFollowUp, sentenceMessage, sizeOf, type TextDisplay } from './components.ts'
import { type ActionRow, customId } from './controls.ts'
import type { Answered, Attempt, Transport } from './transport.ts'

const THREAD_EXISTS = 160_004
const UNKNOWN_MESSAGE = 10_008
const MAX_CHARACTERS = 4_000 // Discord: over all text displays of a message
const FOLLOW_UP = 'Ask a follow-up'

const Payload = z.looseObject({ flags: z.number(), components: z.tuple([z.looseObject({ components: z.array(z.custom<Component>()) })]) })
const Created = z.object({ id: z.string().regex(/^\d+$/) })
const Refusal = z.object({ code: z.number() })

/** One attempt to post one part. Never throws. */
export async function postDelivery(transport: Transport, post: Post): Promise<PostOutcome> {
  const body = bodyOf(post)
  if (!isId(post.channel.channel) || (post.parent !== null && !isId(post.parent))) {
    return { kind: 'refused', reason: 'not a channel of Discord', refusal: { of: 'channel', why: 'it is not a channel of Discord' } }
  }
  if (body === null) {
    const why = 'what was stored of it cannot be read'
    return { kind: 'refused', reason: 'the stored payload is not one of ours', refusal: { of: 'message', why } }
  }
  const send = async (channelId: string, message: unknown) =>
    outcomeOf(await transport.send('POST', `/channels/${channelId}/messages`, message, post.mayLeave))
  if (post.parent === null) return send(post.channel.channel, body)
  const thread = await threadOn(transport, post.channel.channel, post.parent)
  if (thread.kind === 'stands') return send(post.parent, body)
  if (thread.kind === 'later') return { kind: 'not-sent', reason: thread.reason, retryAfterMs: thread.retryAfterMs }
  // A message that was removed may have left its thread; where it left none there is nothing to reply to, which says nothing of the channel.
  if (post.isReply && thread.kind === 'gone') return ofMessage(await send(post.parent, body))
  return send(post.channel.channel, { ...body, message_reference: { message_id: post.parent, fail_if_not_exists: post.isReply === true } })
}

function ofMessage(outcome: PostOutcome): PostOutcome {
  return outcome.kind === 'refused' && outcome.refusal?.of === 'channel'
    ? { ...outcome, refusal: { of: 'message', why: 'the message is gone' } }
    : outcome
}

/** Removes a message of ours; a later part stands in the thread of the first, or beside it where there is none. */
export async function removeDelivery(transport: Transport, { channel, messageId, parent }: Place): Promise<PostOutcome> {
  const places = parent === null ? [channel.channel] : [parent, channel.channel]
  let last: PostOutcome = { kind: 'sent', messageId }
  for (const place of places) {
    const attempt = await transport.send('DELETE', `/channels/${place}/messages/${messageId}`)
    if (attempt.kind === 'answered' && attempt.status === 204) return { kind: 'sent', messageId }
    // Gone already, from here at least.
    if (attempt.kind === 'answered' && attempt.status === 404) continue
    last = outcomeOf(attempt)
  }
  return last
}

type Sentences = readonly (readonly Inline[])[]

/** Puts sentences under the last words of a message of ours; a later part is looked for as in removeDelivery. */
export async function amendDelivery(
  transport: Transport,
  { channel, messageId, parent }: Place,
  marks: Pick<Post, 'deliveryId' | 'payload'>,
  sentences: Sentences,
): Promise<PostOutcome> {
  const body = bodyOf({ ...marks, channel, parent: null })
  const [container] = body?.components ?? []
  if (body === null || container === undefined) return { kind: 'refused', reason: 'the stored payload is not one of ours' }
  const components = withSentences(container.components, sentences)
  if (sizeOf(components).characters > MAX_CHARACTERS)
    return { kind: 'refused', reason: 'no room', refusal: { of: 'message', why: 'it has no room' } }
  const changed = { flags: body.flags, components: [{ ...container, components }], allowed_mentions: body.allowed_mentions }
  let outcome: PostOutcome = { kind: 'unknown', reason: 'not asked' }
  for (const place of parent === null ? [channel.channel] : [parent, channel.channel]) {
    const attempt = await transport.send('PATCH', `/channels/${place}/messages/${messageId}`, changed)
    outcome = outcomeOf(attempt)
    if (attempt.kind !== 'answered' || attempt.status !== 404) break
  }
  return outcome
}

function withSentences(components: readonly Component[], sentences: Sentences): readonly Component[] {
  const nodes = sentences.map((inlines) => ({ kind: 'paragraph' as const, inlines }))
  const shown = discordMessages({ preview: '', nodes }).flatMap(({ components: [one] }) => one.components)
  const words = shown.flatMap((one) => (one.type === 10 ? one.content : [])).join('\n')
  const last = components.findLastIndex(({ type }) => type === 10)
  return components.map((one, i) =>
    i === last ? { ...(one as TextDisplay), content: `${(one as TextDisplay).content}\n\n${words}` } : one,
  )
}

/** A later part stands in the first one's thread, or beside it where none could be opened: only Discord knows, and where it does not say, neither do we. */
export async function locateDelivery(transport: Transport, { channel, messageId, parent }: Place): Promise<MessageAddress | null> {
  const server = channel.workspace.startsWith('dm:') ? null : channel.workspace
  const at = (place: string): MessageAddress => ({ platform: 'discord', server, channel: place, message: messageId })
  if (parent === null || server === null) return at(channel.channel)
  const attempt = await transport.send('GET', `/channels/${parent}/messages/${messageId}`)
  if (attempt.kind !== 'answered') return null
  if (attempt.status === 200) return at(parent)
  return attempt.status === 404 ? at(channel.channel) : null
}

/** One direct message to a person, in one attempt. */
export async function tellPerson(transport: Transport, person: string, sentence: string): Promise<PostOutcome> {
  if (!isId(person)) return { kind: 'refused', reason: 'not a person of Discord' }
  const attempt = await transport.send('POST', '/users/@me/channels', { recipient_id: person })
  const opened = outcomeOf(attempt)
  if (opened.kind !== 'sent') return opened.kind === 'unknown' ? { kind: 'not-sent', reason: opened.reason, retryAfterMs: null } : opened
  return outcomeOf(await transport.send('POST', `/channels/${opened.messageId}/messages`, sentenceMessage(sentence)))
}

type Thread =
  | Readonly<{ kind: 'stands' }>
  | Readonly<{ kind: 'none' }>
  /** the message it would hang on is gone */
  | Readonly<{ kind: 'gone' }>
  | Readonly<{ kind: 'later'; reason: string; retryAfterMs: number | null }>

// Opening a thread posts nothing and can be repeated, so whatever is unclear about it is only a reason to try later.
async function threadOn(transport: Transport, channelId: string, messageId: string): Promise<Thread> {
  const attempt = await transport.send('POST', `/channels/${channelId}/messages/${messageId}/threads`, { name: 'More of this digest' })
  const outcome = outcomeOf(attempt)
  if (outcome.kind === 'sent') return { kind: 'stands' }
  const code = attempt.kind === 'answered' ? Refusal.safeParse(attempt.body).data?.code : undefined
  if (code === THREAD_EXISTS) return { kind: 'stands' }
  if (code === UNKNOWN_MESSAGE) return { kind: 'gone' }
  if (outcome.kind === 'refused' && attempt.kind === 'answered' && attempt.status !== 401) return { kind: 'none' }
  return { kind: 'later', reason: outcome.reason, retryAfterMs: outcome.kind === 'not-sent' ? outcome.retryAfterMs : null }
}

function isId(id: string): boolean {
  return /^\d+$/.test(id)
}

/** The stored payload with the marks by which the message is single and can be found again. */
function bodyOf({ payload, deliveryId }: Post) {
  const parsed = Payload.safeParse(parseJson(payload))
  if (!parsed.success) return null
  const [container] = parsed.data.components
  return {
    flags: parsed.data.flags,
    components: [{ ...container, components: marked(container.components, deliveryId) }],
    nonce: deliveryId,
    enforce_nonce: true,
    allowed_mentions: { parse: [], replied_user: false },
  }
}

/** The follow-up button carries the delivery's id; it is added where there is none. */
function marked(components: readonly Component[], deliveryId: string): readonly Component[] {
  const mark = markOf(deliveryId)
  const isFollowUp = (id: string) => id.startsWith(customId('follow-up', ''))
  const row = components.find(hasFollowUp)
  if (row === undefined) return [...components, { type: 1, components: [{ type: 2, style: 2, label: FOLLOW_UP, custom_id: mark }] }]
  const at = row.components.findIndex((button) => isFollowUp(button.custom_id))
  const changed: ActionRow = { ...row, components: row.components.map((button, i) => (i === at ? { ...button, custom_id: mark } : button)) }
  return components.map((component) => (component === row ? changed : component))
}

/** What the button of a delivered part carries as its custom_id; Discord gives it back with the message. */
export function markOf(deliveryId: string): string {
  return `bb:${deliveryId}`
}

/** What one attempt came to: only what is certain is called sent or not sent. */
export function outcomeOf(attempt: Attempt): PostOutcome {
  if (attempt.kind === 'not-sent') return { kind: 'not-sent', reason: attempt.reason, retryAfterMs: null }
  if (attempt.kind === 'lost') return { kind: 'unknown', reason: attempt.reason }
  const allowance = allowanceOf(attempt)
  return { ...meantBy(attempt), ...(allowance === undefined ? {} : { allowance }) }
}

function meantBy(answered: Answered): PostOutcome {
  const { status, body } = answered
  if (status >= 200 && status < 300) {
    const created = Created.safeParse(body)
    return created.success ? { kind: 'sent', messageId: created.data.id } : { kind: 'unknown', reason: 'the answer could not be read' }
  }
  if (status === 429) return { kind: 'not-sent', reason: 'rate limited', retryAfterMs: retryAfterMs(answered) }
  if (status < 400 || status >= 500 || status === 408) return { kind: 'unknown', reason: `status ${status}` }
  const refused = refusalOf(answered)
  return refused === null ? { kind: 'not-sent', reason: `status ${status}`, retryAfterMs: null } : { kind: 'refused', ...refused }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
