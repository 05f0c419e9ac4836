// Finds a delivery among the messages of a channel and of its threads, by the id its button carries.
import { z } from 'zod'
import type { Channel } from '../../../domain/address.ts'
import type { Allowance, FindOutcome } from '../../../ports/platform.ts'
import { allowanceOf } from './allowance.ts'
import type { Transport } from './transport.ts'

const BEFORE_MS = 5_000 // clocks differ: a message is looked for from a little before its first attempt
const PAGE = 100 // Discord: messages in one answer
const MAX_PAGES = 20
const DISCORD_EPOCH_MS = 1_420_070_400_000n

/** Tells whether the bot may read a channel's history; null when it is not known. */
export type MayReadHistory = (channelId: string) => boolean | null

const Snowflake = z.string().regex(/^\d+$/)
const Messages = z.array(z.object({ id: Snowflake, author: z.object({ id: z.string() }), components: z.unknown() }))
const Threads = z.object({
  threads: z.array(z.object({ id: Snowflake, parent_id: z.string().nullish(), last_message_id: Snowflake.nullish() })),
})

export type Lookup = Readonly<{ transport: Transport; mayReadHistory: MayReadHistory; selfId: string | null }>
export type Wanted = Readonly<{ channel: Channel; mark: string; sinceIso: string }>

/** Looks in the channel and in its threads that were written to since; all that are found, the earliest first. Never throws. */
export async function findDelivery(lookup: Lookup, wanted: Wanted): Promise<FindOutcome> {
  let allowance: Allowance | undefined
  const send: Transport['send'] = async (...request) => {
    const attempt = await lookup.transport.send(...request)
    allowance ??= attempt.kind === 'answered' ? allowanceOf(attempt) : undefined
    return attempt
  }
  const found = await find({ ...lookup, transport: { ...lookup.transport, send } }, wanted)
  // What one that was answered says of the limits is told by the next post as well.
  return found.kind === 'cannot-tell' && allowance !== undefined ? { ...found, allowance } : found
}

async function find(lookup: Lookup, { channel, mark, sinceIso }: Wanted): Promise<FindOutcome> {
  if (!/^\d+$/.test(channel.channel)) return { kind: 'cannot-tell', reason: 'not a channel of Discord' }
  const after = snowflakeBefore(sinceIso)
  if (after === null) return { kind: 'cannot-tell', reason: 'the time of the first attempt cannot be read' }
  const found: string[] = []
  const inChannel = await findIn(lookup, channel.channel, mark, after)
  if (inChannel.kind === 'cannot-tell') return inChannel
  if (inChannel.kind === 'found') found.push(inChannel.messageId, ...(inChannel.others ?? []))
  if (channel.workspace.startsWith('dm:')) return foundOf(found)
  const threads = await threadsOf(lookup, channel, after)
  if (threads === null && found.length === 0) return { kind: 'cannot-tell', reason: 'Discord did not list the threads', isForNow: true }
  let isPartial = threads === null
  for (const thread of threads ?? []) {
    const there = await findIn(lookup, thread, mark, after)
    if (there.kind === 'cannot-tell' && found.length === 0) return there
    if (there.kind === 'cannot-tell' && there.isForNow) isPartial = true
    if (there.kind === 'found') found.push(there.messageId, ...(there.others ?? []))
  }
  return foundOf(found, isPartial)
}

function foundOf(ids: readonly string[], isPartial = false): FindOutcome {
  const [messageId, ...others] = [...new Set(ids)].map(BigInt).sort(ascending).map(String)
  if (messageId === undefined) return { kind: 'absent' }
  return { kind: 'found', messageId, ...(others.length > 0 ? { others } : {}), ...(isPartial ? { isPartial } : {}) }
}

const ascending = (a: bigint, b: bigint) => (a < b ? -1 : 1)

async function findIn(lookup: Lookup, channelId: string, mark: string, since: bigint): Promise<FindOutcome> {
  let after = since
  const found: string[] = []
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const messages = await messagesOf(lookup.transport, channelId, `after=${after}&limit=${PAGE}`)
    if (messages === null) return { kind: 'cannot-tell', reason: 'Discord did not list the messages', isForNow: true }
    const isHit = ({ author, components }: (typeof messages)[number]) =>
      (lookup.selfId ?? author.id) === author.id && carries(components, mark)
    found.push(...messages.filter(isHit).map(({ id }) => id))
    if (messages.length === 0 && page === 0) return absentWhenReadable(lookup, channelId)
    const last = messages
      .map(({ id }) => BigInt(id))
      .sort(ascending)
      .at(-1)
    if (messages.length < PAGE || last === undefined || last <= after) return foundOf(found)
    after = last
  }
  return found.length > 0 ? foundOf(found) : { kind: 'cannot-tell', reason: 'too many messages since the first attempt' }
}

// Without Read Message History, Discord answers with an empty list, not with an error.
async function absentWhenReadable({ transport, mayReadHistory }: Lookup, channelId: string): Promise<FindOutcome> {
  const known = mayReadHistory(channelId)
  const isReadable = known ?? ((await messagesOf(transport, channelId, 'limit=1')) ?? []).length > 0
  if (isReadable) return { kind: 'absent' }
  return { kind: 'cannot-tell', reason: 'the bot may not read this channel’s history: allow “Read Message History” for its role' }
}

async function messagesOf(transport: Transport, channelId: string, query: string): Promise<z.infer<typeof Messages> | null> {
  const attempt = await transport.send('GET', `/channels/${channelId}/messages?${query}`)
  return attempt.kind === 'answered' && attempt.status === 200 ? (Messages.safeParse(attempt.body).data ?? null) : null
}

/** The threads of a channel that were written to since; later parts of a digest stand in one. */
async function threadsOf({ transport }: Lookup, channel: Channel, since: bigint): Promise<readonly string[] | null> {
  // Whoever opened it: a person can open the thread of a digest before its second part is there.
  const attempt = await transport.send('GET', `/guilds/${channel.workspace}/threads/active`)
  const listed = attempt.kind === 'answered' && attempt.status === 200 ? Threads.safeParse(attempt.body).data : undefined
  if (listed === undefined) return null
  return listed.threads
    .filter((thread) => thread.parent_id === channel.channel)
    .filter((thread) => thread.last_message_id == null || BigInt(thread.last_message_id) >= since)
    .map((thread) => thread.id)
}

/** Whether any component, at any depth, has this custom_id. */
function carries(components: unknown, mark: string): boolean {
  if (Array.isArray(components)) return components.some((component) => carries(component, mark))
  if (typeof components !== 'object' || components === null) return false
  const { custom_id: id, components: nested } = components as Readonly<Record<string, unknown>>
  return id === mark || carries(nested, mark)
}

function snowflakeBefore(iso: string): bigint | null {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? null : (BigInt(Math.max(at - BEFORE_MS, Number(DISCORD_EPOCH_MS))) - DISCORD_EPOCH_MS) << 22n
}
