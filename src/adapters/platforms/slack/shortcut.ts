// “Brief me on this” on a message: its words are the question, and the answer is for whoever asked (pure).
import { z } from 'zod'
import type { Heard } from './heard.ts'
import type { SlackIdentity } from './identity.ts'
import { BRIEF_ON_THIS } from './manifest.ts'
import { cleanText, cutPoint, linksIn, plainWords } from './slack-text.ts'

const MAX_WORDS = 900 // characters of a message that are looked for, cut after a sentence
const MAX_PARTS = 5 // attachments read of a message that has no words of its own

const Attachment = z.object({ title: z.string().optional(), text: z.string().optional(), fallback: z.string().optional() })

const Shortcut = z.object({
  callback_id: z.literal(BRIEF_ON_THIS),
  trigger_id: z.string().min(1),
  response_url: z.string(),
  team: z.object({ id: z.string().min(1) }),
  user: z.object({ id: z.string().min(1) }),
  channel: z.object({ id: z.string().min(1) }),
  message: z.object({
    ts: z.string().min(1),
    thread_ts: z.string().optional(),
    text: z.string().default(''),
    attachments: z.array(Attachment).default([]),
  }),
})

/** The shortcut, chosen on somebody's message: any message, of a person or of another app. */
export function heardShortcut(body: unknown, { botUser }: SlackIdentity): Heard | null {
  const shortcut = Shortcut.safeParse(body)
  if (!shortcut.success) return null
  const { trigger_id: trigger, response_url: responseUrl, team, user, channel, message } = shortcut.data
  const words = wordsOf(message, botUser)
  const links = linksIn(message.text)
  return {
    inbound: {
      kind: 'command',
      id: `slack:${team.id}:shortcut:${trigger}`,
      channel: { platform: 'slack', workspace: team.id, channel: channel.id },
      person: { id: user.id, timeZone: null },
      // whatever it says, it is a question and no command of whoever presses
      text: `privately: ask ${words}`.trim(),
      mayManage: null,
      ...(links.length === 0 ? {} : { links }),
    },
    target: {
      ...{ channel: channel.id, thread: null, person: user.id, responseUrl, onlyResponseUrl: true, addressed: true, noted: false },
      // shared, it belongs under the message
      about: message.thread_ts ?? message.ts,
    },
    trigger: null,
  }
}

/** What a message says; what hangs on it where it has no words of its own. */
function wordsOf({ text, attachments }: z.infer<typeof Shortcut>['message'], botUser: string): string {
  const own = plainWords(cleanText(text), botUser)
  const hung = attachments.slice(0, MAX_PARTS).map((one) => [one.title, one.text ?? one.fallback].filter(Boolean).join('. '))
  const words = own === '' ? plainWords(cleanText(hung.join(' ')), botUser) : own
  return words.slice(0, cutPoint(words, MAX_WORDS)).trim()
}
