// The subcommands of `/brief` in English, in the order Discord shows them (pure).

export type Choice = Readonly<{ name: string; value: string }>
export type Option = Readonly<{
  /** 3: words, 5: yes or no */
  type: 3 | 5
  name: string
  description: string
  required?: true
  autocomplete?: true
  max_length?: number
  choices?: readonly Choice[]
}>
export type Subcommand = Readonly<{ type: 1; name: string; description: string; options?: readonly Option[] }>
export type Group = Readonly<{ type: 2; name: string; description: string; options: readonly Subcommand[] }>

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const DAYS = ['daily', 'weekdays', ...WEEKDAYS.map((day) => `weekly ${day}`)]
const CHANNEL_TOPIC = 'A topic, or a question in your own words'

const choices = (...values: readonly string[]): readonly Choice[] => values.map((value) => ({ name: value, value }))
const words = (name: string, description: string, max_length: number): Option => ({ type: 3, name, description, max_length })
const suggested = (option: Option): Option => ({ ...option, autocomplete: true })
const needed = (option: Option): Option => ({ ...option, required: true })
const chosen = (name: string, description: string, ...values: readonly string[]): Option => ({
  ...{ type: 3, name, description, choices: choices(...values) },
})
const command = (name: string, description: string, ...options: readonly Option[]): Subcommand => ({
  ...{ type: 1, name, description },
  ...(options.length === 0 ? {} : { options }),
})

const topic = (description: string) => suggested(words('topic', description, 200))
const which = (description: string) => suggested(words('which', description, 200))
const address = (description: string) => needed(words('address', description, 1_000))
const since = (description: string) => suggested(words('since', description, 60))
const alone: Option = { type: 5, name: 'private', description: 'Only you see the answer' }
const zone = (description: string) => suggested(words('zone', description, 60))
const quiet = chosen('quiet', 'Whether a day without news posts one line', 'on', 'off')
const days = (description: string) => chosen('days', description, ...DAYS)
const time = words('time', 'Such as 08:00', 20)
const cron = words('cron', 'Instead of days and time: a cron line, such as 0 8 * * 1-5', 60)
const zoneOfDigest = zone('Time zone, such as Asia/Yangon; the server’s when left out')
const name = (description: string) => needed(words('name', description, 40))

const TOPICS: Group = {
  ...{ type: 2, name: 'topics', description: 'What can be briefed on, and beats of your own' },
  options: [
    command('list', 'The topics there are'),
    command('add', 'A beat of your own; without options it opens a form', words('name', 'One short word', 40), about(), aliases()),
    command('edit', 'Change a beat of your own', suggested(name('Which topic')), about(), aliases()),
    command('remove', 'End a beat of your own', suggested(name('Which topic'))),
  ],
}

function about(): Option {
  return words('about', 'What it is about, in words or as a question', 300)
}

function aliases(): Option {
  return words('aliases', 'Other names for it, with commas between', 200)
}

/** What has buttons elsewhere, for those who would rather type: a command takes no more than 25 words of its own. */
const MORE: Group = {
  ...{ type: 2, name: 'more', description: 'Preview, change or send a digest, end a source, say what is wrong' },
  options: [
    command('preview', 'What the next digest would say, for you alone', which('Which subscription or topic')),
    command(
      'change',
      'Change a digest; with nothing else it opens a form',
      needed(which('Which subscription')),
      time,
      days('On other days'),
      zoneOfDigest,
      cron,
      quiet,
    ),
    command('send', 'Send a digest now, beside those that are due', which('Which subscription')),
    command('remove-source', 'Do not read one of this server’s sources any more', suggested(address('Its web address, or its name'))),
    command('keep-source', 'Read a source that was set aside as usual again', suggested(address('Its web address, or its name'))),
    command('feedback', 'Say what is wrong with the last answer; without words it opens a form', words('words', 'In your own words', 500)),
  ],
}

const ANSWERS: readonly Subcommand[] = [
  command('topic', 'The briefing on a topic, with quotes and links', needed(topic('Which topic')), since('Only what is newer'), alone),
  command('ask', 'Any question, answered with quotes from the sources', needed(words('question', 'In your own words', 500)), alone),
  command('new', 'What is new since you last asked for it here', topic('Which topic'), alone),
  command(
    'since',
    'Only what is newer than a date',
    needed(suggested(words('when', 'A date, Monday, 3 days', 60))),
    topic('Which topic'),
    alone,
  ),
  command('timeline', 'Dated events, in order', topic('Which topic'), alone),
  command('disputes', 'What the sources do not agree on', topic('Which topic'), alone),
  command('sources', 'What is read, and how each source is doing'),
  command('add', 'Read a feed, a site’s feed or a page from now on', address('Its web address')),
  command(
    'why',
    'How the last answer came about: passages, rules, model',
    words('claim', 'The number of one claim; all of them when left out', 3),
  ),
  command('digest', 'What this channel’s digest would say now', topic('Which topic'), alone),
  command(
    'export',
    'A briefing as a file to keep; the last answer when no topic is named',
    topic(CHANNEL_TOPIC),
    chosen('form', 'What kind of file', 'markdown', 'html'),
  ),
]

const CHANNEL: readonly (Subcommand | Group)[] = [
  command(
    'subscribe',
    'A digest of only what is new, in this channel; without options it opens a form',
    topic(CHANNEL_TOPIC),
    time,
    days('Every day unless you say otherwise'),
    zoneOfDigest,
    cron,
    quiet,
  ),
  command(
    'watch',
    'A message when a new voice answers, or a figure or dispute changes',
    needed(topic(CHANNEL_TOPIC)),
    chosen('most', 'Messages a day at most; 3 when left out', '1', '2', '3', '5', '10', '24'),
  ),
  command('subscriptions', 'What this channel gets, with buttons to change it'),
  command(
    'pause',
    'Nothing of it comes until it is resumed',
    which('Which subscription'),
    suggested(words('until', 'When it comes again: a date, Monday 09:00, 2 weeks; when resumed if left out', 60)),
  ),
  command('resume', 'Let it come again', which('Which subscription')),
  command('unsubscribe', 'End a digest in this channel', needed(which('Which subscription'))),
  command('unwatch', 'End a watch in this channel', needed(which('Which watch'))),
  MORE,
]

const DESK: readonly (Subcommand | Group)[] = [
  TOPICS,
  command('status', 'Articles, sources, the model and its budget, the next digest here'),
  command(
    'settings',
    'Time zone of the server, who may subscribe, who sees answers, what a day without news posts',
    zone('The server’s time zone, such as Asia/Yangon'),
    chosen('who', 'Who may change what a channel gets', 'members', 'admins'),
    chosen('answers', 'Who sees an answer when a command does not say', 'public', 'private'),
    quiet,
  ),
  command('help', 'What you can ask'),
  command('forget-me', 'Erase your questions, feedback and name'),
]

export const SUBCOMMANDS: readonly (Subcommand | Group)[] = [...ANSWERS, ...CHANNEL, ...DESK]

/** `/brief border`: the briefing on the topic that the desk is about, without an option to fill in. */
export const mainBriefing = (name: string, title: string): Subcommand =>
  command(name, `The briefing on ${title}`, since('Only what is newer'), alone)
