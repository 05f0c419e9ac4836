// What is suggested while somebody types an option: topics, sources, subscriptions, dates and time zones (pure).
import { ZONES } from '../../../base/time-zones.ts'
import { type Channel, workspaceKey } from '../../../domain/address.ts'

export type Suggestion = Readonly<{ name: string; value: string }>

/** The topics that a workspace sees, by its key; the operator's when none is given. `workspace`: whose it is. */
export type Topics = (workspace?: string) => readonly Readonly<{ name: string; title: string; workspace?: string }>[]

/** What else can be named in a channel, in the order it should be offered. */
export type Nameable = Readonly<{
  /** the workspace's own sources */
  sources: (channel: Channel) => Promise<readonly Readonly<{ label: string; url: string }>[]>
  subscriptions: (channel: Channel) => Promise<readonly NamedSubscription[]>
}>

export const NOTHING_ELSE: Nameable = { sources: async () => [], subscriptions: async () => [] }

type Everything = Nameable & Readonly<{ topics: Topics }>

export type NamedSubscription = Readonly<{ id: string; title: string; kind: 'digest' | 'watch'; paused: boolean }>

export type Typing = Readonly<{ path: string; option: string; typed: string; channel: Channel; now: Temporal.Instant }>

const MAX_CHOICES = 25 // Discord: suggestions shown at once
const MAX_CHOICE = 100 // Discord: characters of a suggestion
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
/** Options in which any words are good: what was typed is offered too. */
const FREE: ReadonlySet<string> = new Set([
  'topic topic',
  'timeline topic',
  'disputes topic',
  'subscribe topic',
  'watch topic',
  'export topic',
  'topic since',
  'since when',
  'pause until',
])

/** At most 25, those that begin with what was typed first. */
export async function suggestions(nameable: Everything, typing: Typing): Promise<readonly Suggestion[]> {
  const { path, option, typed } = typing
  const all = await offered(nameable, typing)
  const wanted = folded(typed)
  const rank = ({ name }: Suggestion) => (folded(name).startsWith(wanted) ? 0 : folded(name).includes(wanted) ? 1 : 2)
  const fitting = all.filter((one) => rank(one) < 2 && one.value.length <= MAX_CHOICE).sort((a, b) => rank(a) - rank(b))
  const own = typed.trim()
  const isNew =
    own !== '' && (FREE.has(`${path} ${option}`) || option === 'since') && !fitting.some(({ value }) => folded(value) === wanted)
  const free = isNew && own.length <= MAX_CHOICE ? [{ name: own, value: own }] : []
  return [...fitting.slice(0, MAX_CHOICES - free.length), ...free].map(({ name, value }) => ({
    name: name.slice(0, MAX_CHOICE).toWellFormed(),
    value,
  }))
}

const folded = (text: string) => text.trim().toLowerCase().replaceAll('_', ' ')

async function offered(nameable: Everything, { path, option, typed, channel, now }: Typing): Promise<readonly Suggestion[]> {
  switch (option) {
    case 'zone':
      return ZONES.map((zone) => ({ name: zone, value: zone }))
    case 'since':
    case 'when':
      return dates(typed, now)
    case 'until':
      return daysAhead(typed, now)
    case 'address':
      return (await nameable.sources(channel)).map(sourceSuggestion)
    case 'name':
      return nameable
        .topics(workspaceKey(channel))
        .filter(({ workspace }) => workspace === workspaceKey(channel))
        .map(topicSuggestion)
    case 'which':
      return which(nameable, path, channel)
    default:
      return nameable.topics(workspaceKey(channel)).map(topicSuggestion)
  }
}

const topicSuggestion = ({ name, title }: Readonly<{ name: string; title: string }>) => ({
  name: title === name ? name : `${name}: ${title}`,
  value: name,
})

const sourceSuggestion = ({ label, url }: Readonly<{ label: string; url: string }>) => ({
  name: label === url ? url : `${label}: ${url}`,
  value: url.length <= MAX_CHOICE ? url : label,
})

async function which(nameable: Everything, path: string, channel: Channel): Promise<readonly Suggestion[]> {
  const fits = ({ kind, paused }: NamedSubscription) => {
    if (path === 'pause') return !paused
    if (path === 'resume') return paused
    if (path === 'unwatch') return kind === 'watch'
    return path === 'unsubscribe' || kind === 'digest'
  }
  const standing = (await nameable.subscriptions(channel)).filter(fits).map(subscriptionSuggestion)
  return path === 'more preview' ? [...standing, ...nameable.topics(workspaceKey(channel)).map(topicSuggestion)] : standing
}

function subscriptionSuggestion({ id, title, kind, paused }: NamedSubscription): Suggestion {
  const state = [kind === 'watch' ? 'watch' : '', paused ? 'paused' : ''].filter((word) => word !== '').join(', ')
  const room = MAX_CHOICE - state.length - 3
  const short = title.length <= room ? title : `${title.slice(0, room - 1).toWellFormed()}…`
  return { name: state === '' ? short : `${short} (${state})`, value: `id:${id}` }
}

// ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Yesterday, the days of the last week by name, a fortnight and a month ago; also so many days, weeks or months before today. */
function dates(typed: string, now: Temporal.Instant): readonly Suggestion[] {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const span = spanIn(typed)
  if (span !== null) return [dateSuggestion(`${span.words} ago`, today.subtract(span.length))]
  const week = [2, 3, 4, 5, 6, 7].map((days) => today.subtract({ days }))
  return [
    dateSuggestion('Yesterday', today.subtract({ days: 1 })),
    ...week.map((day) => dateSuggestion('', day)),
    dateSuggestion('2 weeks ago', today.subtract({ weeks: 2 })),
    dateSuggestion('A month ago', today.subtract({ months: 1 })),
  ]
}

/** Tomorrow, the days of the next week by name, two weeks and a month from now; also so many days, weeks or months ahead. */
function daysAhead(typed: string, now: Temporal.Instant): readonly Suggestion[] {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const span = spanIn(typed)
  if (span !== null) return [dateSuggestion(`In ${span.words}`, today.add(span.length))]
  const week = [2, 3, 4, 5, 6, 7].map((days) => today.add({ days }))
  return [
    dateSuggestion('Tomorrow', today.add({ days: 1 })),
    ...week.map((day) => dateSuggestion('', day)),
    dateSuggestion('In 2 weeks', today.add({ weeks: 2 })),
    dateSuggestion('In a month', today.add({ months: 1 })),
  ]
}

/** `3 d` → three days. */
function spanIn(typed: string): Readonly<{ words: string; length: Temporal.DurationLike }> | null {
  const [, count = '', letter = ''] = /^\s*(\d{1,3})\s*(d|w|m)/i.exec(typed) ?? []
  const unit = UNITS[letter.toLowerCase()]
  const n = Number(count)
  return unit === undefined || n === 0 ? null : { words: `${n} ${n === 1 ? unit.slice(0, -1) : unit}`, length: { [unit]: n } }
}

const UNITS: Readonly<Record<string, 'days' | 'weeks' | 'months'>> = { d: 'days', w: 'weeks', m: 'months' }

function dateSuggestion(words: string, day: Temporal.PlainDate): Suggestion {
  const written = `${DAYS[day.dayOfWeek - 1] ?? ''} ${day.day} ${MONTHS[day.month - 1] ?? ''} ${day.year}`
  return { name: words === '' ? written : `${words}: ${written}`, value: day.toString() }
}
