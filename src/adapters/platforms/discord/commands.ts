// The one `/brief` command: how it is registered, what its suggestions are, and the text each subcommand stands for (pure).
import { ZONES } from '../../../base/time-zones.ts'
import { SUBCOMMANDS } from './subcommands.ts'

type Topics = readonly Readonly<{ name: string; title: string }>[]

const MAX_CHOICES = 25 // Discord: suggestions shown at once
const MAX_CHOICE = 100 // Discord: characters of a suggestion
const PRIVATE = new Set(['help', 'subscriptions', 'settings', 'preview', 'send'])
// Whole, for a question may begin with the same word.
const PRIVATE_WHOLE = /^(?:why(?: \d+)?|status)$/i

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
      return subscribeText(named, of)
    case 'watch':
      return joined('watch', named, of('most') === '' ? '' : `most ${of('most')} a day`)
    case 'change':
      return joined('change', named, ...scheduleOf(of), quietText(of('quiet')))
    case 'send':
      return `send ${named} now`
    case 'settings':
      return joined('settings', ...['zone', 'who', 'quiet'].map((name) => (of(name) === '' ? '' : `${name} ${of(name)}`)))
    case 'unsubscribe':
    case 'unwatch':
    case 'pause':
    case 'resume':
    case 'preview':
      return joined(subcommand, named)
    case 'add':
      return `add ${of('address')}`
    case 'remove':
      return `remove source ${of('address')}`
    case 'why':
      return `why ${of('claim')}`.trim()
    default:
      return `${subcommand} ${of('topic')}`.trim()
  }
}

type OptionOf = (name: string) => string

const joined = (...words: readonly string[]) => words.filter((word) => word !== '').join(' ')
const scheduleOf = (of: OptionOf) => [
  of('cron') === '' ? of('days') : '',
  of('time'),
  of('cron') === '' ? '' : `cron "${of('cron')}"`,
  of('zone'),
]
const quietText = (quiet: string) => (quiet === '' ? '' : `quiet ${quiet}`)

/** Without any option it opens the form; without days it comes daily. */
function subscribeText(named: string, of: OptionOf): string {
  const [days = '', ...others] = scheduleOf(of)
  const isBare = joined(named, days, ...others) === ''
  return isBare ? 'subscribe' : joined('subscribe', named, days || (of('cron') === '' ? 'daily' : ''), ...others, quietText(of('quiet')))
}

// A question that is subscribed to stands in quotation marks, so that its end is known.
function topicText(topic: string, topics: Topics): string {
  if (topic === '') return ''
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
