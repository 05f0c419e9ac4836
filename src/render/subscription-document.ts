// Subscriptions in words: the confirmation with its next times, and the list of a channel (pure).
import type { Document, Inline } from '../domain/document.ts'
import type { Schedule, Subscription } from '../domain/subscription.ts'
import { clipped, dateInWords, listInWords } from './words.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const TOPIC_MAX = 100

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

export type SubscribedInput = Readonly<{ subscription: Subscription; title: string; next: readonly Temporal.ZonedDateTime[] }>

export function subscribedDocument({ subscription, title, next }: SubscribedInput): Document {
  const text = `Subscribed: this channel gets “${clipped(title, TOPIC_MAX)}” ${scheduleInWords(subscription.schedule)}, only what is new.`
  const times = next.map((at): readonly Inline[] => [{ kind: 'text', text: momentInWords(at) }])
  return {
    preview: text,
    nodes: [
      { kind: 'paragraph', inlines: [{ kind: 'text', text }] },
      ...(times.length === 0
        ? []
        : [
            { kind: 'paragraph', inlines: [{ kind: 'text', text: `Next, in ${subscription.schedule.timeZone} time:` }] } as const,
            { kind: 'list', items: times } as const,
          ]),
      { kind: 'note', inlines: [{ kind: 'text', text: `To end it: /brief unsubscribe ${clipped(subscription.topic, TOPIC_MAX)}` }] },
    ],
  }
}

export function subscriptionsDocument(subscriptions: readonly Subscription[]): Document {
  if (subscriptions.length === 0) {
    const text = 'This channel has no subscription. To add one: /brief subscribe border daily 08:00 Asia/Yangon'
    return { preview: text, nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] }
  }
  const items = subscriptions.map(({ topic, schedule, paused }): readonly Inline[] => [
    { kind: 'text', text: clipped(topic, TOPIC_MAX), style: 'strong' },
    { kind: 'text', text: ` — ${scheduleInWords(schedule)}${paused ? ', paused' : ''}` },
  ])
  return {
    preview: `This channel gets: ${listInWords(subscriptions.map(({ topic }) => clipped(topic, TOPIC_MAX)))}.`,
    nodes: [
      { kind: 'heading', text: 'Subscriptions of this channel' },
      { kind: 'list', items },
    ],
  }
}
