// A command of ours as it is typed in Discord: its subcommand, and the options by their names (pure).
import type { Inline } from '../../../domain/document.ts'

type Options = readonly (readonly [name: string, value: string])[]
type Typed = Readonly<{ path: string; options?: Options }>

const WORDS_MAX = 2 // a topic of more words is a question
const DAYS = /^(?:daily|weekdays|weekly (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))\b/
const TIME = /^\d{1,2}:\d{2}$/

/** Words of ours that are a command, in Discord's own form; all others as they are. */
export function typedHere(inline: Inline): Inline {
  return inline.kind === 'text' && inline.typed === true ? { ...inline, text: typedInDiscord(inline.text) } : inline
}

/** `/brief watch border most 3 a day` → `/brief watch topic:border most:3`. */
export function typedInDiscord(command: string): string {
  // Whatever follows, it follows a subcommand there.
  if (command === '/brief') return '/brief ask'
  const said = command.replace(/^\/brief\s*/, '').trim()
  const { path, options = [] } = typedOf(said)
  return ['/brief', path, ...options.map(([name, value]) => `${name}:${value}`)].join(' ').trim()
}

function typedOf(said: string): Typed {
  const [, verb = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(said) ?? []
  switch (verb) {
    case 'subscribe':
      return { path: verb, options: rest === '' ? [] : subscribing(rest) }
    case 'watch':
      return { path: verb, options: watching(rest) }
    case 'timeline':
    case 'disputes':
      return { path: verb, options: named('topic', rest) }
    case 'pause':
    case 'resume':
    case 'unsubscribe':
    case 'unwatch':
      return { path: verb, options: named('which', unquoted(rest)) }
    case 'settings':
      return { path: verb, options: rest === '' ? [] : [[rest.split(' ')[0] ?? '', rest.split(' ').slice(1).join(' ')]] }
    case 'feedback':
      return { path: 'more feedback', options: named('words', rest) }
    case 'topics':
      return { path: 'topics list' }
  }
  const isName = said.split(' ').length < WORDS_MAX && !said.endsWith('?')
  return isName ? { path: said } : { path: 'ask', options: [['question', said]] }
}

const named = (name: string, value: string): Options => (value === '' ? [] : [[name, value]])
const unquoted = (words: string) => /^"(.*)"$/.exec(words)?.[1] ?? words

/** What is in quotation marks, else the first word, and what stands behind it. */
function subjectOf(rest: string): readonly [subject: string, behind: string] {
  const [, quoted, word = '', behind = ''] = /^(?:"([^"]*)"|(\S+))\s*(.*)$/.exec(rest) ?? []
  return [quoted ?? word, behind]
}

function subscribing(rest: string): Options {
  const [topic, behind] = subjectOf(rest)
  const days = DAYS.exec(behind)?.[0] ?? ''
  const [time = '', zone = ''] = behind.slice(days.length).trim().split(' ')
  return [['topic', topic], ...named('days', days), ...named(TIME.test(time) ? 'time' : 'zone', time), ...named('zone', zone)]
}

function watching(rest: string): Options {
  const [topic, behind] = subjectOf(rest)
  return [['topic', topic], ...named('most', /^most (\d+) a day$/.exec(behind)?.[1] ?? '')]
}
