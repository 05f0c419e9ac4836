// What a person thinks of an answer: noted for whoever runs the desk, with a reason where one is given.
import { channelKey, workspaceKey } from '../domain/address.ts'
import type { Conversation } from '../domain/conversation.ts'
import { FEEDBACK_REASONS, type Feedback, type FeedbackReason } from '../domain/feedback.ts'
import type { Form } from '../domain/form.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { PersonalCommand } from './parse-personal.ts'
import { type Asking, notice, type Reply } from './reply.ts'
import type { Said } from './subscription-replies.ts'

type Given = Extract<PersonalCommand, { kind: 'feedback' }>

const WORDS_MAX = 1_000
const REASONS: Readonly<Record<FeedbackReason, string>> = {
  'wrong-figure': 'A figure is wrong',
  'wrong-source': 'A source does not say that',
  'missed-news': 'News is missing',
  'not-new': 'It is old, or was told before',
  'not-asked': 'It is not what I asked',
  other: 'Something else',
}
const NOTHING = 'Nothing was answered here yet that this could be about: ask a question first.'
const NOT_KEPT = 'Feedback is not kept here: tell whoever runs this desk.'

/** Null when the form is open. What was pressed counts also when the form is closed again. */
export async function giveFeedback(
  given: Given,
  { inbound, surface }: Said,
  conversation: Conversation | null,
  asking: Asking,
): Promise<Reply | null> {
  if (asking.deps.feedback === undefined) return notice(NOT_KEPT)
  const answerId = await answerMeant(given.answerId, inbound, conversation, asking)
  if (answerId === null) return notice(NOTHING)
  const fields = inbound.kind === 'command' ? inbound.fields : undefined
  if (given.asks !== true || fields !== undefined)
    await asking.deps.feedback.save(feedbackOf(fields === undefined ? given : filledIn(given, fields), answerId, inbound, asking))
  if (given.verdict === 'good') return notice('Thank you, noted.')
  if (fields !== undefined || given.words !== null) return notice('Thank you, noted: whoever runs this desk will see it.')
  const command = `feedback bad ${answerId}`
  if (await surface.form?.(formOf(command))) return null
  const more = asking.forms ? [{ action: 'manage', value: command, label: 'Say why' } as const] : []
  const noted = given.asks === true ? 'What do you think of the last answer? Write' : 'Noted. To say why, write'
  return notice(`${noted} “feedback” and what is wrong with it, or “feedback good”.`, more)
}

async function answerMeant(
  answerId: string | null,
  { person }: Inbound,
  conversation: Conversation | null,
  { deps, channel }: Asking,
): Promise<string | null> {
  if (deps.recording === undefined) return null
  const { recorder, answers, personKey } = deps.recording
  await recorder.settled() // the answer may have been sent this moment
  const inThread = conversation?.turns.findLast(({ record }) => record !== undefined)?.record
  const id = answerId ?? inThread
  const record =
    id === undefined
      ? await answers.lastIn(channelKey(channel), personKey(channel, person.id))
      : await answers.get(id, workspaceKey(channel))
  return record?.id ?? null
}

function feedbackOf({ verdict, reason, words }: Given, answerId: string, { person }: Inbound, { deps, channel, now }: Asking): Feedback {
  return {
    ...{ answerId, at: now.toString(), workspace: workspaceKey(channel), channel: channelKey(channel) },
    ...{ person: deps.recording?.personKey(channel, person.id) ?? '', verdict, reason, words },
  }
}

function filledIn(given: Given, fields: Readonly<Record<string, string>>): Given {
  const words = (fields['words'] ?? '').trim().slice(0, WORDS_MAX)
  return { ...given, reason: FEEDBACK_REASONS.find((reason) => reason === fields['reason']) ?? 'other', words: words === '' ? null : words }
}

function formOf(command: string): Form {
  const choices = FEEDBACK_REASONS.map((value) => ({ value, label: REASONS[value] }))
  return {
    ...{ command, title: 'What is not right?', submit: 'Send' },
    fields: [
      { name: 'reason', label: 'What is not right?', hint: '', value: 'wrong-figure', optional: false, maxLength: 20, choices },
      {
        ...{ name: 'words', label: 'In your own words', hint: 'Only whoever runs this desk sees it', value: '' },
        ...{ optional: true, maxLength: WORDS_MAX },
      },
    ],
  }
}
