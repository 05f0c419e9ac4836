// The modal that asks for a follow-up question (pure).
import type { types } from '@slack/bolt'
import type { Origin } from './payloads.ts'

export const FOLLOW_UP_VIEW = 'bb:follow-up'

/** One text input; where the answer goes travels with it. */
export function followUpModal(origin: Origin): types.ModalView {
  const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false })
  return {
    type: 'modal',
    callback_id: FOLLOW_UP_VIEW,
    private_metadata: JSON.stringify(origin),
    title: plain('Ask a follow-up'),
    submit: plain('Ask'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'question',
        label: plain('Your question'),
        hint: plain('For example: and in Ruili? Who said that? Is that confirmed?'),
        element: { type: 'plain_text_input', action_id: 'text', multiline: false, max_length: 500, focus_on_load: true },
      },
    ],
  }
}
