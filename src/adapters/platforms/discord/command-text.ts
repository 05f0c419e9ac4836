// The words that a subcommand and its options stand for: the same that one would type elsewhere (pure).

type OptionOf = (name: string) => string

// Whole first words, for a question may begin with the same. What is shared is for everybody; how topics are listed is not.
const PRIVATE =
  /^(?:(?:privately|in private|only for me|just for me|help|home|welcome|subscriptions|settings|preview|send|re r_\w+|feedback|forget me)(?=\s|$)|topics$|why(?: \d+)?$|status$)/i
const FOR_ALL = /^(?:publicly|openly|in public|for everybody|share)\s/i

/** `path`: the subcommand, behind its group where it is in one: `more change`. */
export function commandText(path: string, options: Readonly<Record<string, string>>): string {
  const of = (name: string) => (options[name] ?? '').replace(/\s+/g, ' ').trim()
  const text = textOf(path, of)
  return joined(WHO[of('private')] ?? '', text)
}

/** What the option says, where somebody gave it. */
const WHO: Readonly<Record<string, string>> = { true: 'privately', false: 'publicly' }

function textOf(path: string, of: OptionOf): string {
  switch (path) {
    case 'topic':
      return dated(of('topic'), of('since'))
    case 'since':
      return dated(of('topic'), of('when'))
    case 'ask':
      return of('question')
    case 'new':
    case 'timeline':
    case 'disputes':
    case 'digest':
      return joined(path, of('topic'))
    case 'export':
      return of('topic') === '' && of('form') === '' ? 'export' : joined('export', of('topic'), `as ${of('form') || 'markdown'}`)
    case 'why':
      return joined('why', of('claim'))
    case 'add':
      return joined('add', of('address'))
    case 'settings':
      return joined('settings', ...['zone', 'who', 'answers', 'quiet'].map((name) => said(name, of(name))))
    case 'forget-me':
      return 'forget me'
    default:
      return textOfChannel(path, of)
  }
}

/** What a channel gets, and the beats of one's own. */
function textOfChannel(path: string, of: OptionOf): string {
  switch (path) {
    case 'subscribe':
      return subscribeText(quoted(of('topic')), of)
    case 'watch':
      return joined('watch', quoted(of('topic')), of('most') === '' ? '' : `most ${of('most')} a day`)
    case 'pause':
      return joined('pause', quoted(of('which')), untilText(of('until')))
    case 'resume':
    case 'unsubscribe':
    case 'unwatch':
      return joined(path, quoted(of('which')))
    case 'more preview':
      return joined('preview', quoted(of('which')))
    case 'more feedback':
      return joined('feedback', of('words'))
    case 'more change':
      return joined('change', quoted(of('which')), ...scheduleOf(of), said('quiet', of('quiet')))
    case 'more send':
      return joined('send', quoted(of('which')), 'now')
    case 'more remove-source':
      return joined('remove source', of('address'))
    case 'more keep-source':
      return joined('keep source', of('address'))
    case 'topics list':
      return 'topics'
    case 'topics add':
    case 'topics edit':
    case 'topics remove':
      return topicsText(path, of)
    // A topic under its own name, or what stands for itself.
    default:
      return dated(path, of('since'))
  }
}

function topicsText(path: string, of: OptionOf): string {
  const about = of('about') === '' ? '' : `: ${of('about')}`
  const aliases = of('aliases') === '' ? '' : `(${of('aliases')})`
  return joined(path, `${joined(of('name'), aliases)}${about}`)
}

const joined = (...words: readonly string[]) => words.filter((word) => word !== '').join(' ')
const said = (name: string, value: string) => (value === '' ? '' : `${name} ${value}`)
// A span of time has a word of its own; whoever types either word with it is not made to say it twice.
const SPAN = /^(?!next|end|the|new)\S.*\b(?:hour|day|week|fortnight|month|year)s?$/i
const untilText = (value: string) =>
  value === '' || /^(?:until|till|til|for)\s/i.test(value) ? value : joined(SPAN.test(value) ? 'for' : 'until', value)
const dated = (subject: string, since: string) => joined(subject, said('since', since))
// What is more than one word stands in quotation marks, so that its end is known.
const quoted = (subject: string) => (/\s/.test(subject) ? `"${subject.replaceAll('"', '')}"` : subject)
const scheduleOf = (of: OptionOf) => [
  of('cron') === '' ? of('days') : '',
  of('time'),
  of('cron') === '' ? '' : `cron "${of('cron')}"`,
  of('zone'),
]

/** Without any option it opens the form; without days it comes daily. */
function subscribeText(named: string, of: OptionOf): string {
  const [days = '', ...others] = scheduleOf(of)
  const isBare = joined(named, days, ...others) === ''
  const when = days || (of('cron') === '' ? 'daily' : '')
  return isBare ? 'subscribe' : joined('subscribe', named, when, ...others, said('quiet', of('quiet')))
}

/** Whether the reply to a command concerns only the person who gave it; Discord wants to know before the answer is there. */
export const isPrivate = (text: string): boolean => PRIVATE.test(text.trim())

/** Whether it says itself that everybody is to see the answer. */
export const isForAll = (text: string): boolean => FOR_ALL.test(text.trim())

/** The command for an answer that only its asker sees, unless it says itself who does. */
export const toOneself = (text: string): string => (isPrivate(text) || isForAll(text) ? text : `privately ${text}`)
