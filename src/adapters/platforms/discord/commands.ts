// The one `/brief` command: its subcommands as Discord stores them, and the command text each of them stands for (pure).

type Topics = readonly Readonly<{ name: string; title: string }>[]
type StringOption = Readonly<{
  type: 3
  name: string
  description: string
  required?: true
  autocomplete?: true
  max_length?: number
  choices?: readonly Readonly<{ name: string; value: string }>[]
}>
type Subcommand = Readonly<{ type: 1; name: string; description: string; options?: readonly StringOption[] }>

const MAX_CHOICES = 25 // Discord: suggestions shown at once
const MAX_CHOICE = 100 // Discord: characters of a suggestion
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const DAYS = ['daily', 'weekdays', ...WEEKDAYS.map((day) => `weekly ${day}`)]
const PRIVATE = new Set(['help', 'subscriptions', 'unsubscribe'])
// Whole, for a question may begin with the same word.
const PRIVATE_WHOLE = /^(?:why(?: \d+)?|status)$/i
// The runtime lists some zones by the names they had before; both are valid, people type today's.
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
}
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').map((zone) => RENAMED[zone] ?? zone)]

const topic = (description: string): StringOption => ({
  type: 3,
  name: 'topic',
  description,
  required: true,
  autocomplete: true,
  max_length: 200,
})
const since: StringOption = { type: 3, name: 'since', description: 'Only what is newer: a date, Monday, 3 days', max_length: 40 }

const SUBCOMMANDS: readonly Subcommand[] = [
  { type: 1, name: 'topic', description: 'The briefing on a topic, with quotes and links', options: [topic('Which topic'), since] },
  {
    type: 1,
    name: 'ask',
    description: 'Any question, answered with quotes from the sources',
    options: [{ type: 3, name: 'question', description: 'In your own words', required: true, max_length: 500 }],
  },
  { type: 1, name: 'timeline', description: 'Dated events on a topic, in order', options: [topic('Which topic')] },
  { type: 1, name: 'disputes', description: 'What the sources do not agree on' },
  { type: 1, name: 'sources', description: 'What has been read, and up to when' },
  {
    type: 1,
    name: 'subscribe',
    description: 'A digest of only what is new, in this channel',
    options: [
      topic('A topic, or a question in your own words'),
      { type: 3, name: 'time', description: 'Such as 08:00', required: true, max_length: 10 },
      { type: 3, name: 'zone', description: 'Time zone, such as Asia/Yangon', required: true, autocomplete: true, max_length: 60 },
      {
        type: 3,
        name: 'days',
        description: 'Every day unless you say otherwise',
        choices: DAYS.map((days) => ({ name: days, value: days })),
      },
    ],
  },
  { type: 1, name: 'subscriptions', description: 'What this channel gets' },
  { type: 1, name: 'unsubscribe', description: 'End a digest in this channel', options: [topic('Its topic')] },
  {
    type: 1,
    name: 'why',
    description: 'How the last answer came about: passages, rules, model',
    options: [{ type: 3, name: 'claim', description: 'The number of one claim; all of them when left out', max_length: 3 }],
  },
  { type: 1, name: 'status', description: 'Articles, sources, the model and its budget, the next digest here' },
  { type: 1, name: 'help', description: 'What you can ask' },
]

/** The command as it is registered; integration types and contexts exist only for commands registered everywhere. */
export function briefCommand(scope: 'everywhere' | 'guild'): Readonly<Record<string, unknown>> {
  const command = { type: 1, name: 'brief', description: 'News, answered with verbatim, linked quotes', options: SUBCOMMANDS }
  // 0 and 1: installed to a server, to a person; 0, 1 and 2: used in a server, in the bot's messages, in other private ones.
  return scope === 'guild' ? command : { ...command, integration_types: [0, 1], contexts: [0, 1, 2] }
}

/** What follows `/brief` for a subcommand and its options, the same words that one would type elsewhere. */
export function commandText(subcommand: string, options: Readonly<Record<string, string>>, topics: Topics): string {
  const of = (name: string) => (options[name] ?? '').trim()
  const named = topicText(of('topic'), topics)
  switch (subcommand) {
    case 'topic':
      return of('since') === '' ? of('topic') : `${of('topic')} since ${of('since')}`
    case 'ask':
      return of('question')
    case 'subscribe':
      return `subscribe ${named} ${of('days') || 'daily'} ${of('time')} ${of('zone')}`
    case 'unsubscribe':
      return `unsubscribe ${named}`
    case 'why':
      return `why ${of('claim')}`.trim()
    default:
      return `${subcommand} ${of('topic')}`.trim()
  }
}

// A question that is subscribed to stands in quotation marks, so that its end is known.
function topicText(topic: string, topics: Topics): string {
  const isName = topics.some(({ name }) => name === topic) || !/\s/.test(topic)
  return isName ? topic : `"${topic.replaceAll('"', '')}"`
}

/** Whether the reply to a command concerns only the person who gave it; Discord wants to know before the answer is there. */
export function isPrivate(text: string): boolean {
  return PRIVATE_WHOLE.test(text.trim()) || PRIVATE.has(text.trim().split(/\s+/)[0]?.toLowerCase() ?? '')
}

/** Suggestions while someone types an option. */
export function suggestions(option: string, typed: string, topics: Topics): readonly Readonly<{ name: string; value: string }>[] {
  const wanted = typed.trim().toLowerCase()
  const all =
    option === 'zone'
      ? ZONES.map((zone) => ({ name: zone, value: zone }))
      : topics.map(({ name, title }) => ({ name: title === name ? name : `${name}: ${title}`, value: name }))
  return all
    .filter(({ name }) => name.toLowerCase().replaceAll('_', ' ').includes(wanted.replaceAll('_', ' ')))
    .filter(({ value }) => value.length <= MAX_CHOICE)
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ name: name.slice(0, MAX_CHOICE).toWellFormed(), value }))
}

const COMPARED = new Set(
  'type name description options required autocomplete max_length choices value integration_types contexts'.split(' '),
)

/** Whether what Discord holds is what we would write, whatever it adds of its own. */
export function sameCommands(held: unknown, wanted: unknown): boolean {
  return JSON.stringify(essence(held)) === JSON.stringify(essence(wanted))
}

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(
    ([key, v]) => COMPARED.has(key) && v !== null && v !== false && !(Array.isArray(v) && v.length === 0),
  )
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, essence(v)]))
}
