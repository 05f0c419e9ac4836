// Answers that only their asker sees: shown with buttons that work there, gone on from, and shared with the channel.
import { workspaceKey } from '../domain/address.ts'
import type { AnswerRecord } from '../domain/answer-record.ts'
import type { Turn } from '../domain/conversation.ts'
import type { Button, Document, Node } from '../domain/document.ts'
import type { Inbound } from '../domain/inbound.ts'
import { commandReply, type Plain } from './command-replies.ts'
import { allQuotes } from './from-evidence.ts'
import type { KeptReplies } from './kept-replies.ts'
import { parseCommand } from './parse-command.ts'
import { recalled } from './remembered.ts'
import { type Asking, notice, type Reply } from './reply.ts'

const BUTTON_VALUE_MAX = 80 // characters a button may carry, see Button
const MOST_BUTTONS = 5
const GONE = 'That answer is no longer kept: ask the question again.'
const STANDS = 'That answer is in the channel already.'

/** The document as its asker alone sees it: its buttons go on from this answer, and one shares it. */
export function privately(document: Document, answerId: string): Document {
  const share: Button = { action: 'manage', value: `share ${answerId}`, label: 'Share with the channel' }
  const own = (button: Button): readonly Button[] => {
    if (button.action === 'manage' || button.action === 'open-thread') return [button]
    const value = button.action === 'follow-up' ? `re ${answerId}` : `re ${answerId} ${button.value}`
    return value.length > BUTTON_VALUE_MAX ? [] : [{ action: 'manage', value, label: button.label }]
  }
  const first = document.nodes.findIndex(({ kind }) => kind === 'buttons')
  const nodes = document.nodes.map((node, at): Node => {
    if (node.kind !== 'buttons') return node
    const buttons = node.buttons.flatMap(own)
    return { kind: 'buttons', buttons: at === first ? [share, ...buttons].slice(0, MOST_BUTTONS) : buttons }
  })
  return { ...document, nodes: first >= 0 ? nodes : [...nodes, { kind: 'buttons', buttons: [share] }] }
}

/** The answer for everybody, once: as it was shown, or where that is no longer at hand, its question answered again. */
export async function shared(answerId: string, inbound: Inbound, kept: KeptReplies, asking: Asking): Promise<Reply> {
  if (kept.wasShared(answerId)) return notice(STANDS)
  const reply = await toShare(answerId, inbound, kept, asking)
  if (reply.private) return reply
  // where it could not be posted it may be shared still; what else follows from showing it followed when its asker saw it
  return { ...reply, shown: async (thread) => (thread === null ? undefined : kept.noteShared(answerId)) }
}

async function toShare(answerId: string, inbound: Inbound, kept: KeptReplies, asking: Asking): Promise<Reply> {
  const { channel } = asking
  const known = kept.of(answerId, channel, inbound.person.id)
  if (known !== null) return { ...known, private: false }
  const record = await ownRecord(answerId, inbound, asking)
  if (record === null) return notice(GONE)
  if (record.how === 'digest') return whatWasNew(record, asking)
  const command = parseCommand(record.question, asking)
  const isAnswer = command.kind === 'question' || command.kind === 'topic' || command.kind === 'timeline' || command.kind === 'disputes'
  const again: Plain = isAnswer ? command : { kind: 'question', text: record.resolved }
  return { ...(await commandReply(record.question, again, asking)), private: false }
}

/** Asked again it would no longer be new: its quotes are cut anew from the articles as they were. */
async function whatWasNew(record: AnswerRecord, asking: Asking): Promise<Reply> {
  const turn = { ...turnOfRecord(record), at: record.at }
  const quotes = await recalled(turn, asking)
  return quotes.length === 0
    ? notice(GONE)
    : { ...allQuotes({ said: record.question, turn, quotes, asking }, `What was new: ${record.question}`), recorded: true }
}

/** The turn that a remark about a private answer goes on from; null when it is not the person's, or is no longer kept. */
export async function turnOfAnswer(answerId: string, inbound: Inbound, kept: KeptReplies, asking: Asking): Promise<Turn | null> {
  const known = kept.of(answerId, asking.channel, inbound.person.id)
  const at = asking.now.toString()
  if (known !== null) return known.turn === null ? null : { ...known.turn, at, record: known.turn.record ?? answerId }
  const record = await ownRecord(answerId, inbound, asking)
  if (record === null) return null
  return { at, ...turnOfRecord(record) }
}

function turnOfRecord({ id, question, resolved, topic, claims }: AnswerRecord): Omit<Turn, 'at'> {
  const cited = claims.flatMap(({ passages: [first] }) => first ?? [])
  return { question, resolved, topic, cited, names: [], record: id }
}

async function ownRecord(answerId: string, { person }: Inbound, { deps, channel }: Asking): Promise<AnswerRecord | null> {
  if (deps.recording === undefined) return null
  const record = await deps.recording.answers.get(answerId, workspaceKey(channel))
  return record !== null && record.person === deps.recording.personKey(channel, person.id) ? record : null
}
