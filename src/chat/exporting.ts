// A briefing as something to keep: made anew, written out, and handed to the platform.
import { channelKey } from '../domain/address.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { Export } from '../domain/export.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { Surface } from '../ports/platform.ts'
import { documentTitle, renderHtml, renderMarkdown } from '../render/render.ts'
import { commandReply } from './command-replies.ts'
import type { ExportCommand } from './parse-export.ts'
import { parseCommand } from './parse-command.ts'
import { type Asking, notice, type Reply } from './reply.ts'

export type Exporting = Readonly<{
  inbound: Inbound
  conversation: Conversation | null
  surface: Surface
  /** who is to see it, where that was said or is settled */
  manner: 'private' | 'public' | null
}>

const NOWHERE = 'No file can be sent here: copy the answer as it stands.'
const NOTHING = 'Nothing was answered here yet that could be exported: ask first, or write “export border”.'
const IN_THE_OPEN = 'A file is seen by everybody in the channel: write “publicly export”, or ask me for it in a direct message.'
const NAME_MAX = 50

/** Null when it was handed over. */
export async function exported(command: ExportCommand, said: Exporting, asking: Asking): Promise<Reply | null> {
  const { inbound, surface, manner } = said
  if (surface.export === undefined) return notice(NOWHERE)
  if (manner === 'private' && inbound.direct !== true) return notice(IN_THE_OPEN)
  const question = command.about ?? (await lastQuestion(said, asking))
  if (question === null) return notice(NOTHING)
  const reply = await answered(question, asking)
  if (reply.claims.length === 0) return reply
  const outcome = await surface.export(exportOf(reply, command, asking))
  return outcome.kind === 'posted' ? null : notice(outcome.hint)
}

/** As it was asked in the thread, or by the asker in this channel. */
async function lastQuestion({ inbound, conversation }: Exporting, { deps, channel }: Asking): Promise<string | null> {
  const turn = conversation?.turns.findLast(({ cited }) => cited.length > 0)
  if (turn !== undefined) return turn.topic ?? turn.resolved
  if (deps.recording === undefined || conversation !== null) return null
  const { recorder, answers, personKey } = deps.recording
  await recorder.settled() // it may have been sent this moment
  const record = await answers.lastIn(channelKey(channel), personKey(channel, inbound.person.id))
  return record === null ? null : (record.topic ?? record.resolved)
}

/** What is asked for by a topic's name or in words, whatever else the words could mean. */
async function answered(question: string, asking: Asking): Promise<Reply> {
  const command = parseCommand(question, asking)
  return commandReply(question, command.kind === 'topic' ? command : { kind: 'question', text: question }, asking)
}

function exportOf({ document }: Reply, { form }: ExportCommand, { now }: Asking): Export {
  const title = documentTitle(document)
  const at = now.toZonedDateTimeISO('UTC')
  const footer = `Exported on ${at.toPlainDate().toString()} at ${at.toPlainTime().toString({ smallestUnit: 'minute' })} UTC. Every quote is cut from a stored article, word for word.`
  const name = `${fileName(title)}-${at.toPlainDate().toString()}.${form === 'html' ? 'html' : 'md'}`
  return { form, name, title, text: form === 'html' ? renderHtml(document, { title, footer }) : renderMarkdown(document, footer) }
}

function fileName(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return words.slice(0, NAME_MAX).replace(/-+$/, '') || 'briefing'
}
