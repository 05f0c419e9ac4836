// The requests that answer people: replies, follow-ups, regular messages and threads, through discord.js' queue.
import { DiscordAPIError, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { type DiscordMessage, EPHEMERAL } from './components.ts'
import type { Handed } from './files.ts'

const Created = z.object({ id: z.string() })
const NO_HISTORY = 160_002 // Discord: a reply needs Read Message History
const THREAD_EXISTS = 160_004
const ARCHIVE_AFTER_MINUTES = 1_440
const MAX_NAME = 100 // Discord: characters of a thread's name

export type InteractionHandle = Readonly<{ applicationId: string; token: string }>

/** Puts a page in the place of the deferred reply; the message's id. */
export async function editReply(rest: REST, of: InteractionHandle, page: DiscordMessage): Promise<string> {
  return Created.parse(await rest.patch(Routes.webhookMessage(of.applicationId, of.token), { body: page, auth: false })).id
}

/** Puts a message with its file in the place of the deferred reply. */
export async function editReplyWith(rest: REST, of: InteractionHandle, { page, upload }: Handed): Promise<void> {
  await rest.patch(Routes.webhookMessage(of.applicationId, of.token), { body: page, files: [upload], auth: false })
}

/** The same as a regular message, once however often the library tries. */
export async function sendWith(rest: REST, channelId: string, { page, upload }: Handed, nonce: string): Promise<void> {
  await rest.post(Routes.channelMessages(channelId), { body: { ...page, nonce, enforce_nonce: true }, files: [upload] })
}

export async function deleteReply(rest: REST, of: InteractionHandle): Promise<void> {
  await rest.delete(Routes.webhookMessage(of.applicationId, of.token), { auth: false })
}

export async function followUp(rest: REST, of: InteractionHandle, page: DiscordMessage, ephemeral: boolean): Promise<string> {
  const body = ephemeral ? { ...page, flags: page.flags | EPHEMERAL } : page
  return Created.parse(await rest.post(Routes.webhook(of.applicationId, of.token), { body, auth: false })).id
}

export type Regular = Readonly<{
  channelId: string
  page: DiscordMessage
  /** message it replies to */
  reference: string | null
  /** at most 25 characters; the library tries again after a fault, and this keeps the message single */
  nonce: string
}>

/** Posts a regular message; its id. Without the permission to reply, it is posted by itself. */
export async function sendMessage(rest: REST, { channelId, page, reference, nonce }: Regular): Promise<string> {
  const body = { ...page, nonce, enforce_nonce: true }
  const route = Routes.channelMessages(channelId)
  if (reference === null) return Created.parse(await rest.post(route, { body })).id
  const reply = { ...body, message_reference: { message_id: reference, fail_if_not_exists: false } }
  try {
    return Created.parse(await rest.post(route, { body: reply })).id
  } catch (error) {
    if (!(error instanceof DiscordAPIError && error.code === NO_HISTORY)) throw error
    return Created.parse(await rest.post(route, { body })).id
  }
}

export async function sendDirect(rest: REST, personId: string, page: DiscordMessage, nonce: string): Promise<void> {
  const channel = Created.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: personId } }))
  await sendMessage(rest, { channelId: channel.id, page, reference: null, nonce })
}

/** Opens the thread of a message, whose id is the message's own. */
export async function openThread(rest: REST, channelId: string, messageId: string, name: string): Promise<'opened' | 'stood'> {
  try {
    const body = { name: threadName(name), auto_archive_duration: ARCHIVE_AFTER_MINUTES }
    await rest.post(Routes.threads(channelId, messageId), { body })
    return 'opened'
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === THREAD_EXISTS) return 'stood'
    throw error
  }
}

export async function showTyping(rest: REST, channelId: string): Promise<void> {
  await rest.post(Routes.channelTyping(channelId))
}

function threadName(name: string): string {
  const line = [...name.replace(/\s+/g, ' ').trim().toWellFormed()]
  if (line.length === 0) return 'Follow-ups'
  return line.length <= MAX_NAME / 2 || line.join('').length <= MAX_NAME ? line.join('') : `${line.slice(0, MAX_NAME / 2).join('')}…`
}
