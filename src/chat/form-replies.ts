// The form of a subscription: opened as it stands or as it was left, and read field by field.
import type { Field, Form } from '../domain/form.ts'
import type { Subscription } from '../domain/subscription.ts'
import { cronIn } from './cron-words.ts'
import { chosen, hindranceToChange } from './chosen.ts'
import type { Fields } from './drafts.ts'
import { type Asking, notice, type Reply } from './reply.ts'
import type { SubscriptionChange, SubscriptionCommand } from './subscription-command.ts'
import type { Said } from './subscription-replies.ts'
import { clockOf, daysOf, EVERY_DAY, type TimeOfDay } from './time-words.ts'
import { findZone } from './time-zone.ts'
import { unquoted, subjectNamed } from './which-subscription.ts'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const TOPIC_MAX = 200
const ADD = 'Write it in one line, for example: subscribe border daily 08:00 Asia/Yangon.'

type Read = Extract<SubscriptionCommand, { kind: 'subscribe' | 'change' | 'mend' }>

/** Null when the form is open. */
export async function openForm(which: string | null, { inbound, surface, drafts }: Said, asking: Asking): Promise<Reply | null> {
  const hindrance = hindranceToChange(inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  const found = which === null ? null : await chosen({ which, verb: 'change' }, asking)
  if (found?.kind === 'none') return found.reply
  const before = found?.subscription ?? null
  if (before?.kind === 'watch') return notice('Write what to change of a watch: “change border most 5 a day”, for example.')
  const command = before === null ? 'subscribe' : `change id:${before.id}`
  if (surface.form === undefined) return formless(command, asking)
  const draft = drafts.take(asking.channel, inbound.person.id, command)
  const form = formOf(command, before, asking)
  const fields = form.fields.map((field) => withDraft(field, draft?.[field.name]))
  if (await surface.form({ ...form, fields })) return null
  return formless(command, asking)
}

/** A form opens only right behind a press or a command. */
function formless(command: string, { forms }: Asking): Reply {
  const text = command === 'subscribe' ? ADD : 'Write what to change: “change border to 09:00”, for example.'
  return notice(text, forms ? [{ action: 'manage', value: command, label: 'Fill in a form' }] : [])
}

function withDraft(field: Field, value: string | undefined): Field {
  const fits = value !== undefined && (field.choices?.some((choice) => choice.value === value) ?? true)
  return fits ? { ...field, value } : field
}

function formOf(command: string, before: Subscription | null, asking: Asking): Form {
  const zone = before?.schedule.timeZone ?? asking.timeZone ?? ''
  const quiet = before?.quietLine ?? asking.settled.quietLine ?? true
  const text = (name: string, label: string, hint: string, value: string, maxLength: number): Field => ({
    ...{ name, label, hint, value, maxLength, optional: false },
  })
  const names = asking.topics.slice(0, 4).map(({ name }) => name)
  const about = `A topic (${names.join(', ')}), or a question in your own words`
  return {
    command,
    title: before === null ? 'Subscribe' : 'Change a digest',
    submit: before === null ? 'Subscribe' : 'Change',
    fields: [
      ...(before === null ? [text('topic', 'What about', about.slice(0, 100), names[0] ?? '', TOPIC_MAX)] : []),
      { ...text('days', 'Days', 'On which days it comes', daysValue(before), 20), choices: dayChoices(before) },
      text('time', 'Time', '08:00 or 8am; or a cron line such as 0 8 * * 1-5, then the days are its own', timeValue(before), 60),
      text('zone', 'Time zone', 'Such as Asia/Yangon or Europe/London', zone, 60),
      { ...text('quiet', 'A day without news', 'What is posted then', quiet ? 'on' : 'off', 3), choices: QUIET },
    ],
  }
}

const QUIET = [
  { value: 'on', label: 'one line says so' },
  { value: 'off', label: 'nothing is posted' },
] as const

function dayChoices(before: Subscription | null): NonNullable<Field['choices']> {
  const own = daysValue(before)
  const usual = [
    { value: 'daily', label: 'every day' },
    { value: 'weekdays', label: 'weekdays' },
    ...DAYS.map((day) => ({ value: day, label: `weekly, ${day}` })),
  ]
  return usual.some(({ value }) => value === own) ? usual : [{ value: own, label: own.replaceAll(',', ', ') }, ...usual]
}

function daysValue(before: Subscription | null): string {
  if (before === null || 'cron' in before.schedule) return 'daily'
  const { days } = before.schedule
  if (days.length === EVERY_DAY.length) return 'daily'
  if (days.join() === '1,2,3,4,5') return 'weekdays'
  return days.map((day) => DAYS[day - 1] ?? '').join(',')
}

function timeValue(before: Subscription | null): string {
  if (before === null) return '08:00'
  const { schedule } = before
  return 'cron' in schedule ? schedule.cron : `${String(schedule.hour).padStart(2, '0')}:${String(schedule.minute).padStart(2, '0')}`
}

/** Each field by itself: what stands in one can mean nothing in another. */
export function readForm(which: string | null, fields: Fields, asking: Asking): Read {
  const time = readTime((fields['time'] ?? '').trim())
  if (typeof time === 'string') return { kind: 'mend', text: time }
  const zone = readZone((fields['zone'] ?? '').trim(), asking)
  if (zone.kind === 'mend') return zone
  const days = daysOf((fields['days'] ?? 'daily').toLowerCase()) ?? EVERY_DAY
  const quietLine = fields['quiet'] !== 'off'
  const when = 'cron' in time ? { cron: time.cron } : { days, clock: time }
  const change: SubscriptionChange = { ...when, timeZone: zone.timeZone, quietLine }
  if (which !== null) return { kind: 'change', which, change }
  const said = (fields['topic'] ?? '').trim()
  const about = unquoted(said)
  if (about === '') return { kind: 'mend', text: 'What should the digest be about? Fill in a topic, or a question in your own words.' }
  const subject = subjectNamed({ about, quoted: about !== said }, asking.topics)
  const schedule = 'cron' in time ? { cron: time.cron, timeZone: zone.timeZone } : { days, ...time, timeZone: zone.timeZone }
  const made = { kind: 'subscribe', schedule, quietLine, zoneWritten: true } as const
  if (subject.kind === 'subject') return { ...subject, ...made }
  return subject.word === undefined ? subject : { ...subject, meant: { ...made, topic: subject.word, title: subject.word } }
}

function readTime(said: string): TimeOfDay | Readonly<{ cron: string }> | string {
  const cron = cronIn(/^cron\b/i.test(said) || said.split(/\s+/).length !== 5 ? said : `cron "${said}"`)
  if (cron !== null) return cron.kind === 'mend' ? cron.text : { cron: cron.line }
  const [word = '', next = '', ...more] = said.toLowerCase().split(/\s+/)
  const clock = more.length > 0 || (next !== '' && !/^[ap]\.?m\.?$/.test(next)) ? 'wrong' : clockOf(word, next, true)
  if (clock !== null && clock !== 'wrong') return clock
  return said === '' ? 'At what time? Fill in 08:00 or 8am, for example.' : `“${said.slice(0, 40)}” is no time of day: write 08:00 or 8am.`
}

function readZone(said: string, { timeZone }: Asking): ReturnType<typeof findZone> {
  if (said !== '') return findZone(said)
  if (timeZone !== null) return { kind: 'zone', timeZone }
  return { kind: 'mend', text: 'In which time zone? Fill it in like Asia/Yangon; it is remembered here, so you are asked once.' }
}
