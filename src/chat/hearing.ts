// What was said, before it is understood: who is to see the answer, and which private answer it goes on from.
import type { Conversation } from '../domain/conversation.ts'
import type { Form } from '../domain/form.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { Surface } from '../ports/platform.ts'
import type { KeptReplies } from './kept-replies.ts'
import { goingOn, mannerOf } from './parse-personal.ts'
import { type Asking, notice, type Reply } from './reply.ts'
import { turnOfAnswer } from './sharing.ts'

export type Heard =
  | Readonly<{ kind: 'heard'; inbound: Inbound; conversation: Conversation | null; manner: 'private' | 'public' | null }>
  /** all that there is to say to it; null when a form is open */
  | Readonly<{ kind: 'said'; reply: Reply | null }>

const IN_THREADS = 'What is said in a thread is seen by all who are in it: write “/brief privately” and your question to be answered alone.'
const GONE = 'That answer is no longer kept: ask your question with /brief.'
const QUESTION_MAX = 500

export async function hear(inbound: Inbound, surface: Surface, kept: KeptReplies, asking: Asking): Promise<Heard> {
  const { manner, text } = mannerOf(inbound.text)
  if (inbound.kind === 'message') {
    if (manner === 'private' && inbound.addressed && inbound.direct !== true) return { kind: 'said', reply: notice(IN_THREADS) }
    return { kind: 'heard', inbound: inbound.addressed ? { ...inbound, text } : inbound, conversation: null, manner: null }
  }
  const on = goingOn(text)
  if (on === null) return { kind: 'heard', inbound: { ...inbound, text }, conversation: null, manner: manner ?? settledManner(asking) }
  const turn = await turnOfAnswer(on.answerId, inbound, kept, asking)
  if (turn === null) return { kind: 'said', reply: notice(GONE) }
  const words = on.words ?? inbound.fields?.['question'] ?? null
  if (words === null) return { kind: 'said', reply: (await surface.form?.(formOf(on.answerId))) ? null : notice(GONE) }
  const thread = { ...inbound.channel, thread: on.answerId }
  const { id, channel, person, direct, pressed, mayManage } = inbound
  const remark = {
    kind: 'message',
    id,
    channel,
    person,
    direct,
    pressed,
    mayManage,
    text: words,
    thread: thread.thread,
    addressed: true,
  } as const
  return { kind: 'heard', inbound: remark, conversation: { thread, turns: [turn] }, manner: 'private' }
}

const settledManner = ({ settled }: Asking) => (settled.answers === 'private' ? 'private' : null)

function formOf(answerId: string): Form {
  const hint = 'For example: and in Ruili? Who said that? Is that confirmed?'
  const question = { name: 'question', label: 'Your question', hint, value: '', optional: false, maxLength: QUESTION_MAX }
  return { command: `re ${answerId}`, title: 'Ask a follow-up', submit: 'Ask', fields: [question] }
}
