// The subcommands of `/brief` as Discord stores them (pure).

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

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const DAYS = ['daily', 'weekdays', ...WEEKDAYS.map((day) => `weekly ${day}`)]

const choices = (...values: readonly string[]) => values.map((value) => ({ name: value, value }))
const text = (name: string, description: string, max_length: number): StringOption => ({ type: 3, name, description, max_length })
const anyTopic = (description: string): StringOption => ({ ...text('topic', description, 200), autocomplete: true })
const topic = (description: string): StringOption => ({ ...anyTopic(description), required: true })
const since = text('since', 'Only what is newer: a date, Monday, 3 days', 40)
const zone: StringOption = { ...text('zone', 'Time zone, such as Asia/Yangon; the server’s when left out', 60), autocomplete: true }
const quiet: StringOption = {
  type: 3,
  name: 'quiet',
  description: 'Whether a day without news posts one line',
  choices: choices('on', 'off'),
}
const days = (description: string): StringOption => ({ type: 3, name: 'days', description, choices: choices(...DAYS) })
const cron = text('cron', 'Instead of days and time: a cron line, such as 0 8 * * 1-5', 60)

export const SUBCOMMANDS: readonly Subcommand[] = [
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
    name: 'add',
    description: 'Read a feed, a site’s feed or a page from now on',
    options: [{ type: 3, name: 'address', description: 'Its web address', required: true, max_length: 1000 }],
  },
  {
    type: 1,
    name: 'remove',
    description: 'Do not read one of this server’s sources any more',
    options: [{ type: 3, name: 'address', description: 'Its web address, or its name', required: true, max_length: 1000 }],
  },
  { type: 1, name: 'new', description: 'What is new since you last asked for it here', options: [anyTopic('Which topic')] },
  { type: 1, name: 'digest', description: 'What this channel’s digest would say now', options: [anyTopic('Which topic')] },
  {
    type: 1,
    name: 'subscribe',
    description: 'A digest of only what is new, in this channel; without options it opens a form',
    options: [
      anyTopic('A topic, or a question in your own words'),
      text('time', 'Such as 08:00', 20),
      days('Every day unless you say otherwise'),
      zone,
      cron,
      quiet,
    ],
  },
  {
    type: 1,
    name: 'watch',
    description: 'A message when a new voice answers, or a figure or dispute changes',
    options: [
      topic('A topic, or a question in your own words'),
      { type: 3, name: 'most', description: 'Messages a day at most; 3 when left out', choices: choices('1', '2', '3', '5', '10', '24') },
    ],
  },
  { type: 1, name: 'subscriptions', description: 'What this channel gets, with buttons to change it' },
  {
    type: 1,
    name: 'change',
    description: 'Change a digest; with only its topic it opens a form',
    options: [topic('Its topic'), text('time', 'Such as 09:00', 20), days('On other days'), zone, cron, quiet],
  },
  { type: 1, name: 'pause', description: 'Nothing of it comes until it is resumed', options: [anyTopic('Its topic')] },
  { type: 1, name: 'resume', description: 'Let it come again', options: [anyTopic('Its topic')] },
  { type: 1, name: 'send', description: 'Send one now, beside those that are due', options: [anyTopic('Its topic')] },
  { type: 1, name: 'preview', description: 'What the next digest would say, for you alone', options: [anyTopic('Its topic')] },
  { type: 1, name: 'unsubscribe', description: 'End a digest in this channel', options: [topic('Its topic')] },
  { type: 1, name: 'unwatch', description: 'End a watch in this channel', options: [topic('Its topic')] },
  {
    type: 1,
    name: 'settings',
    description: 'Time zone of the server, who may subscribe, what a day without news posts',
    options: [
      { ...zone, description: 'The server’s time zone, such as Asia/Yangon' },
      { type: 3, name: 'who', description: 'Who may change what a channel gets', choices: choices('members', 'admins') },
      quiet,
    ],
  },
  {
    type: 1,
    name: 'why',
    description: 'How the last answer came about: passages, rules, model',
    options: [{ type: 3, name: 'claim', description: 'The number of one claim; all of them when left out', max_length: 3 }],
  },
  { type: 1, name: 'status', description: 'Articles, sources, the model and its budget, the next digest here' },
  { type: 1, name: 'help', description: 'What you can ask' },
]
