// What is said of subscriptions: made, watched, changed, paused, ended, sent, previewed → a command (pure).
import { withoutEndMarks } from '../base/end-marks.ts'
import type { Topic } from '../domain/topic.ts'
import { completed, readSchedule, type ScheduleRead } from './parse-schedule.ts'
import { readWatch, type WatchRead } from './parse-watch.ts'
import { settingsIn } from './parse-settings.ts'
import type { Meant, SubscriptionCommand } from './subscription-command.ts'
import { type CommandContext, topicCalled } from './topic-words.ts'
import { findZone } from './time-zone.ts'
import { untilIn } from './until-words.ts'
import { isSubject, ONE, subjectNamed, subjectOf, unquoted, whichIn } from './which-subscription.ts'

type Read = SubscriptionCommand | null

const mend = (text: string): SubscriptionCommand => ({ kind: 'mend', text })

/** Null for what is none of these. `text` is what was said, `plain` the same in small letters without its end marks. */
export function subscriptionCommand(text: string, plain: string, context: CommandContext): Read {
  const [first = ''] = text.split(/\s+/u, 1)
  const rest = text.slice(first.length).trim()
  return byVerb(first.toLowerCase(), rest, context) ?? settingsIn(text) ?? inSentences(text, plain, context)
}

function byVerb(verb: string, rest: string, context: CommandContext): Read {
  switch (verb) {
    case 'subscribe':
      return rest === '' ? { kind: 'form', which: null } : subscribing(rest.replace(/^(?:me |us )?to\s+/i, ''), context)
    case 'watch':
      return watching(rest.replace(/^(?:for|over|out for)\s+/i, ''), context)
    case 'unsubscribe':
    case 'remove':
      return unsubscribing(rest.replace(/^from\s+/i, ''), context.topics)
    case 'unwatch':
      return unsubscribing(rest, context.topics, 'watch')
    case 'mute':
    case 'snooze':
      return isWhatRests(rest, context.topics) ? pausing(rest, context.topics) : null
    case 'pause':
      return pausing(rest, context.topics)
    case 'resume':
    case 'unpause':
      return resuming(rest, context.topics)
    case 'change':
    case 'edit':
    case 'reschedule':
    case 'move':
      return changing(verb, rest, context.topics)
    case 'preview':
      return { kind: 'preview', which: whichIn(rest, context.topics) }
    case 'new':
      return newOf(rest.replace(/^for (?:me|us)$/i, '').replace(/^(?:on|in|about|for)\s+/i, ''), context.topics)
    default:
      return null
  }
}

/** `border until Monday`, `until Monday`: words that may as well begin a question say this only of what can be subscribed to. */
function isWhatRests(said: string, topics: readonly Topic[]): boolean {
  const subject = said.replace(/\s*\b(?:until|till|til|for)\b.*$/iu, '')
  return said !== '' && (subject === '' || isSubject(subject, topics))
}

// ── sentences ───────────────────────────────────────────────────────────────────────────────────────────────────────

const PLEASE = /^(?:please\s+|(?:can|could|will|would)\s+you\s+(?:please\s+)?)/iu
const SEND = /^(?:send|give|post|bring|deliver|show)\s+(?:(?:me|us|here|this channel)\s+)?(.+)$/iu
const NOW = /^(.*?)\s*\b(?:right now|right away|immediately|at once|now)$/iu
const STOP = /^(?:stop|cancel|end|delete|drop)\s+(?:(?:sending|posting|giving)\s+(?:(?:me|us)\s+)?)?(.+)$/iu
const STOP_WATCHING = /^stop\s+watching\s+(.+)$/iu
const WILL_GET =
  /^what (?:will|would|do|shall|am|are) (?:i|we|this channel) (?:going to )?(?:get|see|be sent|receive)(?: (?:in|from|with|by) (?:the |my |our )?(?:next )?(.+?))?(?: (?:tomorrow|today|next|on \w+day|at \d.*))?$/iu
const IN_NEXT = /^what(?:'s| is| will be) in (?:the next|tomorrow's|the coming|my next|our next)(?: (.+?))? (?:digest|one|edition)$/iu
const SINCE_LAST =
  /^(?:what(?:'s| is| has been| has)? (?:new|changed|happened)\s*)?(?:(?:on|in|about)\s+)?(.*?)\s*(?:for me|since (?:(?:i|we) (?:last )?(?:looked|asked|checked|was here|were here|read)(?: last| here)?|last time|my last (?:visit|look)))$/iu
const LIST =
  /^(?:(?:list|show)(?: me)? )?(?:(?:my|the|our|all|which) )*(?:subscriptions|subs|watches|digests)(?: (?:here|of this channel))?$/u
const KEEP_WATCH =
  /^(?:keep an eye on|watch out for|(?:tell|alert|notify) (?:me|us) (?:when|if) (?:something|anything) (?:new )?(?:changes|happens|moves|comes) (?:on|in|at|about|with)|(?:alert|notify) (?:me|us) (?:when|if|about|of|on))\s+(.+)$/iu
const QUIET = /^quiet(?:\s+(?:line|days?))?(?:\s+for)?\s+(?:(.+)\s+(on|off)|(on|off)\s+for\s+(.+))$/iu

function inSentences(said: string, plain: string, context: CommandContext): Read {
  const text = withoutEndMarks(said.replace(PLEASE, '')).replace(/’/g, "'")
  const { topics } = context
  if (LIST.test(plain)) return { kind: 'subscriptions' }
  const preview = WILL_GET.exec(text) ?? IN_NEXT.exec(text)
  if (preview !== null) return { kind: 'preview', which: whichIn(preview[1] ?? '', topics) }
  const since = SINCE_LAST.exec(text)
  if (since !== null) return newOf(since[1] ?? '', topics)
  const watched = KEEP_WATCH.exec(text)
  if (watched !== null) return watching(watched[1] ?? '', context)
  const quiet = QUIET.exec(text)
  if (quiet !== null) return quietly(quiet, topics)
  const unwatched = STOP_WATCHING.exec(text)
  if (unwatched !== null) return unsubscribing(unwatched[1] ?? '', topics, 'watch')
  const stopped = STOP.exec(text)?.[1]
  if (stopped !== undefined && isSubject(stopped, topics)) return unsubscribing(stopped, topics)
  const sent = SEND.exec(text)?.[1]
  return sent === undefined ? null : sending(sent, context)
}

function quietly([, before, at, firstly, behind]: RegExpExecArray, topics: readonly Topic[]): Read {
  const which = whichIn(before ?? behind ?? '', topics)
  return which === null ? null : { kind: 'change', which, change: { quietLine: (at ?? firstly ?? '').toLowerCase() === 'on' } }
}

/** `the border news every weekday at 8`, `one now`; null without a time, which is a wish for an answer. */
function sending(said: string, context: CommandContext): Read {
  const now = NOW.exec(said)
  const subject = now === null ? said : (now[1] ?? '')
  if (now !== null) {
    if (subject === '' || ONE.test(subject)) return { kind: 'send-now', which: null }
    return isSubject(subject, context.topics) ? { kind: 'send-now', which: whichIn(subject, context.topics) } : null
  }
  const read = readSchedule(said)
  if (read.kind === 'mend') return isSubject(said.split(/\s+/, 3).join(' '), context.topics) ? read : null
  const hasTime = read.clock !== null || read.cron !== null || read.days !== null
  if (!hasTime) return null
  return subscribed({ ...read, about: subjectOf(read.about) }, context)
}

// ── each command ────────────────────────────────────────────────────────────────────────────────────────────────────

function subscribing(said: string, context: CommandContext): SubscriptionCommand {
  const read = readSchedule(said)
  if (read.kind === 'mend') return { ...read, form: 'subscribe' }
  const city = cityBehind(said, read, context.topics)
  if (city !== null) return subscribed({ ...read, ...city }, context)
  const bare = read.quoted || topicCalled(read.about, context.topics) ? read.about : subjectOf(read.about)
  return subscribed({ ...read, about: topicCalled(bare, context.topics) ? bare : read.about }, context)
}

/** `daily 7am yangon`: a city that is all there is behind the time tells the zone, and the subject is the main topic. */
function cityBehind(said: string, { about, quoted, timeZone }: ScheduleRead, topics: readonly Topic[]) {
  const [main] = topics
  const isBehind = !quoted && timeZone === null && about !== '' && said.length > about.length && said.endsWith(about)
  if (!isBehind || main === undefined || topicCalled(about, topics) !== null) return null
  const zone = findZone(about)
  return zone.kind === 'zone' ? { about: main.name, timeZone: zone.timeZone } : null
}

function subscribed(read: ScheduleRead, { topics, timeZone }: CommandContext): SubscriptionCommand {
  const whole = completed(read, timeZone)
  if (whole.kind === 'mend') return { ...whole, form: 'subscribe' }
  const { schedule, quietLine, zoneWritten } = whole
  const subject = subjectNamed(whole, topics)
  const made = { kind: 'subscribe', schedule, quietLine, zoneWritten } as const
  return subject.kind === 'mend' ? orFound(subject, made) : { ...subject, ...made }
}

type Made = Omit<Extract<Meant, { kind: 'subscribe' }>, 'topic' | 'title'> | Omit<Extract<Meant, { kind: 'watch' }>, 'topic' | 'title'>

/** A word that is no configured topic may be what several stories are about; only the articles tell. */
function orFound(unknown: Extract<SubscriptionCommand, { kind: 'mend' }>, made: Made): SubscriptionCommand {
  return unknown.word === undefined ? unknown : { ...unknown, meant: { ...made, topic: unknown.word, title: unknown.word } }
}

function watching(said: string, { topics, timeZone }: CommandContext): SubscriptionCommand {
  const read: WatchRead = readWatch(said)
  if (read.kind === 'mend') return read
  const bare = read.quoted || topicCalled(read.about, topics) ? read.about : subjectOf(read.about)
  const subject = subjectNamed({ ...read, about: topicCalled(bare, topics) ? bare : read.about }, topics)
  const made = { kind: 'watch', mostADay: read.mostADay, timeZone: read.timeZone ?? timeZone } as const
  return subject.kind === 'mend' ? orFound(subject, made) : { ...subject, ...made }
}

function unsubscribing(said: string, topics: readonly Topic[], of?: 'watch'): SubscriptionCommand {
  const which = whichIn(said, topics)
  if (which === null) return mend('From what? Write “unsubscribe border”; “subscriptions” lists what this channel gets.')
  return { kind: 'unsubscribe', topic: which, ...(of === undefined ? {} : { of }) }
}

const FOR_EVER = /\s*\b(?:for (?:ever|good|now)|forever|indefinitely)$/iu
/** `pause 2 weeks`, `pause border 3 days` */
const SPAN_BEHIND =
  /^((?:.*(?<!\b(?:for|until|till|til|next|the))\s+)?)((?:\d{1,3}|an?|one|two|three|four|five|six) (?:hour|day|week|month)s?)$/iu

function pausing(said: string, topics: readonly Topic[]): SubscriptionCommand {
  const { rest, until } = untilIn(said.replace(FOR_EVER, '').replace(SPAN_BEHIND, '$1for $2'))
  return { kind: 'pause', which: whichIn(rest, topics), ...(until === null ? {} : { until }) }
}

function resuming(said: string, topics: readonly Topic[]): SubscriptionCommand {
  if (/\s(?:until|till|for|from|on (?:mon|tue|wed|thu|fri|sat|sun)\w*)\s/iu.test(` ${unquoted(said)} `))
    return mend('I cannot resume by the calendar: write “pause border until Monday”, and it goes on by itself.')
  return { kind: 'resume', which: whichIn(said, topics) }
}

function changing(verb: string, said: string, topics: readonly Topic[]): Read {
  if (said === '')
    return verb === 'move' ? null : mend('Change what? Write “change border to 09:00”; “subscriptions” lists what this channel gets.')
  const most = readWatch(said)
  const read = readSchedule(most.kind === 'read' && most.mostADay !== null ? most.about : said)
  const subject = read.kind === 'read' ? read.about : said.split(/\s+/, 1).join('')
  // “change of government” is a question; “change border …” is none.
  if (!isSubject(subject, topics) && !(verb === 'edit' || verb === 'reschedule')) {
    const timed = read.kind === 'read' && (read.clock !== null || read.days !== null || read.cron !== null)
    if (!timed || /^of\b/i.test(subject)) return null
  }
  if (read.kind === 'mend') return read
  const which = whichIn(subject, topics)
  if (which === null) return mend('Change what? Write “change border to 09:00”; “subscriptions” lists what this channel gets.')
  if (read.weekly && read.days === null) return mend('On which day? Write “weekly Mon”, for example.')
  const { days, clock, cron, timeZone, quietLine } = read
  const mostADay = most.kind === 'read' ? most.mostADay : null
  const change = { days, clock, cron, timeZone, quietLine, mostADay }
  const told = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null))
  return Object.keys(told).length === 0 ? { kind: 'form', which } : { kind: 'change', which, change: told }
}

function newOf(said: string, topics: readonly Topic[]): Read {
  const about = unquoted(said)
  const topic = about === '' ? topics[0] : topicCalled(about, topics)
  return topic ? { kind: 'new', topic: topic.name } : null
}
