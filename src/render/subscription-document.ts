// Subscriptions in words: the confirmation with its next times, and the list of a channel (pure).
import type { Button, Document, Inline, Node } from '../domain/document.ts'
import type { Schedule, Subscription } from '../domain/subscription.ts'
import type { Topic } from '../domain/topic.ts'
import { commandAfter } from './notices.ts'
import { clipped, countOf, dateInWords, listInWords, oneLine } from './words.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const TOPIC_MAX = 100
const TYPED_MAX = 40 // a topic longer than this is not typed again

/** `daily at 08:00 (Asia/Yangon)`, `on Monday at 08:00 (Asia/Yangon)`. */
export function scheduleInWords(schedule: Schedule): string {
  if ('cron' in schedule) return `by the cron line “${schedule.cron}” (${schedule.timeZone})`
  const { days, hour, minute, timeZone } = schedule
  return `${daysInWords(days)} at ${clock(hour, minute)} (${timeZone})`
}

function daysInWords(days: readonly number[]): string {
  const wanted = [...new Set(days)].sort((a, b) => a - b)
  if (wanted.length === 7) return 'daily'
  if (wanted.join() === '1,2,3,4,5') return 'on weekdays'
  return `on ${listInWords(wanted.map((day) => DAYS[day - 1] ?? ''))}`
}

const clock = (hour: number, minute: number) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`

/** `Monday 6 November 2023, 08:00`: the zone is said once beside them. */
export function momentInWords(at: Temporal.ZonedDateTime): string {
  return `${DAYS[at.dayOfWeek - 1]} ${dateInWords(at.toPlainDate().toString())}, ${clock(at.hour, at.minute)}`
}

/** As momentInWords; the beginning of a day is that day. */
export function untilInWords(at: Temporal.ZonedDateTime): string {
  const isDay = at.epochMilliseconds === at.startOfDay().epochMilliseconds
  return isDay ? momentInWords(at).replace(/, [^,]*$/, '') : momentInWords(at)
}

export type SubscribedInput = Readonly<{
  subscription: Subscription
  title: string
  next: readonly Temporal.ZonedDateTime[]
  /** it stood before and was changed */
  changed: boolean
}>

export function subscribedDocument({ subscription, title, next, changed }: SubscribedInput): Document {
  const { schedule, quietLine } = subscription
  const begins = changed ? 'Changed: this channel now gets' : 'Subscribed: this channel gets'
  const quiet = quietLine ? '' : ' A day without news posts nothing.'
  const text = `${begins} “${clipped(title, TOPIC_MAX)}” ${scheduleInWords(schedule)}, only what is new.${quiet}`
  const times = next.map((at): readonly Inline[] => [{ kind: 'text', text: momentInWords(at) }])
  return {
    preview: text,
    nodes: [
      paragraph(text),
      ...(times.length === 0 ? [] : [paragraph(`Next, in ${schedule.timeZone} time:`), { kind: 'list', items: times } as const]),
      { kind: 'note', inlines: commandAfter('To end it: ', `/brief unsubscribe ${typed(subscription.topic)}`) },
      { kind: 'buttons', buttons: [run('Preview', 'preview', subscription), run('Change', 'change', subscription)] },
    ],
  }
}

export type WatchingInput = Readonly<{ subscription: Subscription; title: string }>

export function watchingDocument({ subscription, title }: WatchingInput): Document {
  const text = `Watching “${clipped(title, TOPIC_MAX)}”: this channel is told when a new voice answers, or a figure or dispute changes, ${mostInWords(subscription)}.`
  const end = commandAfter('To end it: ', `/brief unwatch ${typed(subscription.topic)}`)
  return { preview: text, nodes: [paragraph(text), { kind: 'note', inlines: end }] }
}

export type ResumedInput = WatchingInput & Readonly<{ next: Temporal.ZonedDateTime | null }>

export function resumedDocument({ subscription, title, next }: ResumedInput): Document {
  const way = subscription.kind === 'watch' ? mostInWords(subscription) : scheduleInWords(subscription.schedule)
  const then = next === null ? '' : ` The next one comes on ${momentInWords(next)}.`
  const text = `Resumed: this channel gets “${clipped(title, TOPIC_MAX)}” again, ${way}.${then}`
  return { preview: text, nodes: [paragraph(text)] }
}

const mostInWords = ({ mostADay, schedule }: Subscription) => `at most ${countOf(mostADay ?? 0, 'message')} a day (${schedule.timeZone})`

/** How to name it again in a command. */
const typed = (topic: string) => (topic.length <= TYPED_MAX && !/\s/.test(topic) ? topic : `"${clipped(topic, TOPIC_MAX)}"`)

export type SubscriptionsInput = Readonly<{
  subscriptions: readonly Subscription[]
  topics: readonly Topic[]
  /** the next time of a digest, null for one that has none */
  next: (subscription: Subscription) => Temporal.ZonedDateTime | null
  /** a form can be opened where it is shown */
  forms: boolean
}>

export function subscriptionsDocument({ subscriptions, topics, next, forms }: SubscriptionsInput): Document {
  if (subscriptions.length === 0) {
    const words = 'This channel has no subscription. To add one: '
    const command = '/brief subscribe border daily 08:00 Asia/Yangon'
    const told: Node = { kind: 'paragraph', inlines: commandAfter(words, command) }
    const add: Button = { action: 'manage', value: 'subscribe', label: 'Fill in a form' }
    return { preview: words + command, nodes: [told, ...(forms ? [{ kind: 'buttons', buttons: [add] } as const] : [])] }
  }
  // By its number a subscription is named in a command, where its topic is long.
  const number = (at: number): readonly Inline[] => (subscriptions.length === 1 ? [] : [{ kind: 'text', text: `${at + 1}. ` }])
  const rows = subscriptions.flatMap((one, at): readonly Node[] => [
    { kind: 'list', items: [[...number(at), ...rowOf(one, topics, next(one))]] },
    { kind: 'buttons', buttons: buttonsOf(one) },
  ])
  return {
    preview: `This channel gets: ${listInWords(subscriptions.map(({ topic }) => clipped(topic, TOPIC_MAX)))}.`,
    nodes: [{ kind: 'heading', text: 'Subscriptions of this channel' }, ...rows],
  }
}

export function rowOf(one: Subscription, topics: readonly Topic[], next: Temporal.ZonedDateTime | null): readonly Inline[] {
  const title = topics.find(({ name }) => name === one.topic)?.title ?? one.topic
  const name = title === one.topic ? '' : ` (${clipped(one.topic, TYPED_MAX)})`
  const way = one.kind === 'watch' ? `watched, ${mostInWords(one)}` : scheduleInWords(one.schedule)
  const quiet = one.kind === 'watch' || one.quietLine ? '' : '; a day without news posts nothing'
  const state = one.paused ? pausedInWords(one) : next === null ? '' : `; next on ${momentInWords(next)}`
  return [
    { kind: 'text', text: clipped(title, TOPIC_MAX), style: 'strong' },
    { kind: 'text', text: `${name} — ${way}${quiet}${state}` },
  ]
}

/** `; paused, because the channel is archived`, `; paused until Monday 23 November 2026`. */
export function pausedInWords({ pausedWhy, pausedUntil, schedule }: Subscription): string {
  const until =
    pausedUntil == null ? '' : ` until ${untilInWords(Temporal.Instant.from(pausedUntil).toZonedDateTimeISO(schedule.timeZone))}`
  return pausedWhy === null ? `; paused${until}` : `; paused, because ${clipped(oneLine(pausedWhy).replace(/\.$/, ''), 160)}`
}

export function buttonsOf(one: Subscription): readonly Button[] {
  const digest = one.kind === 'digest'
  return [
    one.paused ? run('Resume', 'resume', one) : run('Pause', 'pause', one),
    ...(digest && !one.paused ? [run('Send now', 'send', one, ' now')] : []),
    ...(digest ? [run('Change', 'change', one)] : []),
    run('Remove', 'unsubscribe', one),
  ]
}

const run = (label: string, verb: string, { id }: Subscription, behind = ''): Button => ({
  ...{ action: 'manage', value: `${verb} id:${id}${behind}`, label },
})
const paragraph = (text: string): Node => ({ kind: 'paragraph', inlines: [{ kind: 'text', text }] })
