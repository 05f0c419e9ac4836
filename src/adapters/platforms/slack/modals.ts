// The modals: a follow-up question, and a form to fill in (pure).
import type { types } from '@slack/bolt'
import type { Field, Form } from '../../../domain/form.ts'
import type { AskPlace } from './home.ts'
import type { FormOrigin, Origin } from './payloads.ts'
import { cleanText, shorten } from './slack-text.ts'

export const FOLLOW_UP_VIEW = 'bb:follow-up'
export const ASK_VIEW = 'bb:ask'
export const FORM_VIEW = 'bb:form'

const MAX_OPTION = 75 // Slack: characters of a choice
const MAX_HINT = 2000 // Slack: characters of a hint

const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false })

/** A follow-up to an answer; where its own answer goes travels with it. */
export function followUpModal(origin: Origin): types.ModalView {
  return questionModal(FOLLOW_UP_VIEW, origin, {
    title: 'Ask a follow-up',
    hint: 'For example: and in Ruili? Who said that? Is that confirmed?',
  })
}

/** A question outside any thread, answered in the direct channel. */
export function askModal(place: AskPlace): types.ModalView {
  const hint = 'The answer comes as a direct message. For example: how long is the border? What changed since Monday?'
  return questionModal(ASK_VIEW, place, { title: 'Ask a question', hint })
}

function questionModal(callback: string, metadata: unknown, { title, hint }: Readonly<{ title: string; hint: string }>): types.ModalView {
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: JSON.stringify(metadata),
    title: plain(title),
    submit: plain('Ask'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'question',
        label: plain('Your question'),
        hint: plain(hint),
        element: { type: 'plain_text_input', action_id: 'text', multiline: false, max_length: 500, focus_on_load: true },
      },
    ],
  }
}

/** One input a field; the command it fills in travels with it. */
export function formModal(form: Form, origin: FormOrigin): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORM_VIEW,
    private_metadata: JSON.stringify(origin),
    title: plain(form.title),
    submit: plain(form.submit),
    close: plain('Cancel'),
    blocks: form.fields.map(inputOf),
  }
}

function inputOf(field: Field): types.InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    optional: field.optional,
    label: plain(field.label),
    ...(cleanText(field.hint).trim() === '' ? {} : { hint: plain(shorten(cleanText(field.hint), MAX_HINT)) }),
    element: field.choices === undefined ? textInput(field) : select(field, field.choices),
  }
}

function textInput({ value, maxLength }: Field): types.PlainTextInput {
  const initial = shorten(cleanText(value), maxLength)
  const known = initial === '' ? {} : { initial_value: initial }
  return { type: 'plain_text_input', action_id: 'value', multiline: false, max_length: maxLength, ...known }
}

function select({ value }: Field, choices: NonNullable<Field['choices']>): types.StaticSelect {
  const options = choices.map((choice) => ({ text: plain(shorten(choice.label, MAX_OPTION)), value: choice.value }))
  const chosen = options.find((option) => option.value === value)
  return { type: 'static_select', action_id: 'value', options, ...(chosen === undefined ? {} : { initial_option: chosen }) }
}
