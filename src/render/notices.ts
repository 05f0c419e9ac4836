// One-sentence notices, suggestions and the help text (pure).
import type { Button, Document, Inline, Node } from '../domain/document.ts'
import { clipped, oneLine } from './words.ts'

const BUTTON_VALUE_MAX = 80 // characters a button may carry, see Button
const TOPICS_MAX = 20

/** One or two sentences for a person: something to mend, something done, something gone wrong. */
export function noticeDocument(text: string, buttons: readonly Button[] = []): Document {
  const line = oneLine(text)
  const fitting = buttons.filter((button) => button.value.length <= BUTTON_VALUE_MAX)
  return {
    preview: line,
    nodes: [
      { kind: 'paragraph', inlines: [{ kind: 'text', text: line }] },
      ...(fitting.length === 0 ? [] : [{ kind: 'buttons', buttons: fitting } as const]),
    ],
  }
}

/** Small print of one sentence. */
export const noteNode = (text: string): Node => ({ kind: 'note', inlines: [{ kind: 'text', text: oneLine(text) }] })

const COMMANDS: readonly (readonly [command: string, what: string])[] = [
  ['/brief border', 'the briefing on a topic; “border since Monday” for only what is newer'],
  ['/brief who fled?', 'any question, in your own words; “privately who fled?” is answered to you alone, with a button to share it'],
  ['/brief timeline border', 'dated events, in order; “disputes” is what the sources do not agree on'],
  [
    '/brief sources',
    'what is read, and how each is doing; “add https://news.example” reads a feed or a page from now on, “remove” ends it',
  ],
  [
    '/brief new',
    'what is new since you last asked for it here; “preview border” is what the next digest would say, “digest border” shows it',
  ],
  [
    '/brief subscribe border weekdays 08:00 Asia/Yangon',
    'a digest of only what is new; also “daily”, “weekly Mon”, a cron line, a question in quotation marks; alone it opens a form',
  ],
  ['/brief watch border most 3 a day', 'a message when a new voice answers, or a figure or dispute changes'],
  [
    '/brief subscriptions',
    'what this channel gets, with buttons; “change border to 09:00”, “pause border”, “send border now”, “unsubscribe border”',
  ],
  [
    '/brief topics',
    'what can be briefed on; “topics add rice (paddy): rice prices and exports” adds a beat of your own, “edit” and “remove” change it',
  ],
  ['/brief export', 'the last answer as a file to keep; also “export border as html”, or “as canvas” in Slack'],
  ['/brief why', 'how the last answer came about: its passages, the rule that let each through, what a model did; “why 2” for one'],
  [
    '/brief status',
    'articles, sources, the model and its budget, the next digest here; “settings” is the time zone, who may subscribe and who sees an answer',
  ],
  [
    '/brief feedback a figure is wrong',
    'tells whoever runs this desk what you think of the last answer; “forget me” erases your questions, feedback and name',
  ],
]

const FOLLOW_UPS =
  'In the thread of an answer: “quote 2”, “quotes”, “shorter”, “who said that?”, “is that confirmed?”, “when was that?”, “what changed?”, “and in Ruili?”, “what about casualties?”.'

/** A command as it is typed, after words that lead to it. */
export const commandAfter = (words: string, command: string): readonly Inline[] => [
  ...(words === '' ? [] : [{ kind: 'text', text: words } as const]),
  { kind: 'text', text: oneLine(command), typed: true },
]

/** The same help everywhere; `topics` are the names people can type. */
export function helpDocument(topics: readonly string[]): Document {
  const items = COMMANDS.map(([command, what]): readonly Inline[] => [
    { kind: 'text', text: command, style: 'strong', typed: true },
    { kind: 'text', text: ` — ${what}` },
  ])
  const names = topics.slice(0, TOPICS_MAX).map((topic) => clipped(topic, 40))
  const known = names.length === 0 ? '' : `Topics: ${names.join(', ')}. `
  return {
    preview: 'Ask me what the sources say: /brief border, or any question.',
    nodes: [
      { kind: 'heading', text: 'What you can ask' },
      { kind: 'list', items },
      {
        kind: 'paragraph',
        inlines: [...commandAfter(`${known}What stands in quotation marks is written behind `, '/brief'), { kind: 'text', text: ' too.' }],
      },
      { kind: 'paragraph', inlines: [{ kind: 'text', text: FOLLOW_UPS }] },
      {
        kind: 'note',
        inlines: [{ kind: 'text', text: 'Every quote is cut from a stored article, word for word. Where no source says it, I say so.' }],
      },
    ],
  }
}
