// Pauses, resumes, ends, sends at once and previews what a channel gets.
import { channelKey } from '../domain/address.ts'
import type { Inbound } from '../domain/inbound.ts'
import { momentWords, renderNotice, renderPreview, renderResumed, untilWords } from '../render/render.ts'
import { chosen, hindranceToChange, titleOf } from './chosen.ts'
import { type Asking, aside, notice, type Reply } from './reply.ts'
import type { SubscriptionCommand } from './subscription-command.ts'
import { readUntil, type Until } from './until-words.ts'
import { subjectNamed } from './which-subscription.ts'

const GONE = 'This channel does not get that any more.'

/** Said to everybody in the channel, whom it concerns. */
const openly = (reply: Reply): Reply => ({ ...reply, private: false })

export async function pause(
  { which, until: words }: Extract<SubscriptionCommand, { kind: 'pause' }>,
  inbound: Inbound,
  asking: Asking,
): Promise<Reply> {
  const hindrance = hindranceToChange(inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  const found = await chosen({ which, verb: 'pause' }, asking)
  if (found.kind === 'none') return found.reply
  const { subscription, title } = found
  const { deps, channel, now } = asking
  const { id, paused, schedule } = subscription
  const until = words === undefined ? null : untilOf(words, now.toZonedDateTimeISO(schedule.timeZone))
  if (typeof until === 'string') return notice(until)
  if (paused && until === null) return notice(`“${title}” is paused already; “resume” lets it go on.`, [resumeButton(id)])
  await deps.digests.pause(channel, id, until === null ? true : { until: until.toInstant() }, now)
  const text =
    until === null
      ? `Paused: this channel does not get “${title}” until somebody resumes it.`
      : `Paused until ${untilWords(until)} (${until.timeZoneId}): then this channel gets “${title}” again by itself.`
  return openly(aside(renderNotice(text, [resumeButton(id)])))
}

const LONGEST_PAUSE = { days: 366 }

/** The moment, or one sentence with the mend. */
function untilOf(words: Until, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | string {
  const until = readUntil(words, now)
  const said = words.words.trim().slice(0, 40)
  if (until === null) return `Until when? I cannot read “${said}”: write “until Monday”, “until 1 December” or “for a week”, for example.`
  if (Temporal.ZonedDateTime.compare(until, now) <= 0)
    return `“${said}” is past: write “until Monday”, “until 1 December” or “for a week”, for example.`
  if (Temporal.ZonedDateTime.compare(until, now.add(LONGEST_PAUSE)) > 0)
    return 'That is more than a year ahead: pause it without a date, and “resume” lets it go on.'
  return until
}

export async function resume(which: string | null, inbound: Inbound, asking: Asking): Promise<Reply> {
  const hindrance = hindranceToChange(inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  const found = await chosen({ which, verb: 'resume' }, asking)
  if (found.kind === 'none') return found.reply
  const { subscription, title } = found
  const { deps, channel, now } = asking
  if (!subscription.paused) return notice(`“${title}” is not paused.`)
  await deps.digests.pause(channel, subscription.id, false, now)
  const [next] = (await deps.digests.upcoming(channel, now)).filter(({ topic }) => topic === subscription.topic)
  return openly(aside(renderResumed({ subscription, title, next: subscription.kind === 'digest' ? (next?.at ?? null) : null })))
}

const resumeButton = (id: string) => ({ action: 'manage', value: `resume id:${id}`, label: 'Resume' }) as const

export async function unsubscribe(
  { topic, of }: Extract<SubscriptionCommand, { kind: 'unsubscribe' }>,
  inbound: Inbound,
  asking: Asking,
): Promise<Reply> {
  const hindrance = hindranceToChange(inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  const found = await chosen({ which: topic, verb: 'unsubscribe', of }, asking)
  if (found.kind === 'none') return found.reply
  const { subscription } = found
  await asking.deps.digests.unsubscribe(asking.channel, subscription.id)
  const ended = subscription.kind === 'watch' ? 'is no longer watched here' : ''
  const text = ended === '' ? `Done: this channel no longer gets “${subscription.topic}”.` : `Done: “${subscription.topic}” ${ended}.`
  return openly(notice(text))
}

export async function sendNow(which: string | null, inbound: Inbound, asking: Asking): Promise<Reply> {
  const hindrance = hindranceToChange(inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  const { deps, channel, now } = asking
  const found = await chosen({ which, verb: 'send', of: 'digest' }, asking)
  if (found.kind === 'none') return found.reply
  const { subscription, title } = found
  const outcome = await deps.digests.sendNow(channel, subscription.id, now)
  switch (outcome) {
    case 'planned':
      return notice(`On its way: this channel gets “${title}” now, and the next one at its usual time.`)
    case 'paused':
      return notice(`“${title}” is paused: resume it, then ask again.`, [resumeButton(subscription.id)])
    case 'enough':
      return notice(`“${title}” was sent on request as often as it may be in a day; write “preview” to see what it would say.`)
    case 'not-subscribed':
      return notice(GONE)
  }
}

/** What a subscription would say now; without one, what a digest of the main topic would. */
export async function previewNext(which: string | null, asking: Asking): Promise<Reply> {
  const { deps, channel, scope, now, topics, timeZone } = asking
  const upcoming = await deps.digests.upcoming(channel, now)
  const standing = await deps.digests.list(channel)
  const meant = which === null ? undefined : standing.find(({ id, topic }) => id === which || topic.toLowerCase() === which.toLowerCase())
  const named = which === null || meant !== undefined ? null : subjectNamed({ about: which, quoted: false }, topics)
  const found = named?.kind === 'mend' && named.word !== undefined ? await deps.brief.topics?.found(named.word, scope) : null
  if (named?.kind === 'mend' && !found) return notice(/^sub_\w+$/.test(which ?? '') ? GONE : named.text)
  const subject = named?.kind === 'subject' ? named.topic : found?.topic.title
  const topic = meant?.topic ?? subject ?? upcoming[0]?.topic ?? standing[0]?.topic ?? topics[0]?.name
  if (topic === undefined) return notice('There is nothing to preview: write “preview border”, for example.')
  const next = upcoming.find((one) => one.topic === topic)?.at ?? null
  const request = { topic, channelKey: channelKey(channel), scope, now, timeZone: timeZone ?? undefined, commit: false }
  const { document } = await deps.digests.preview(request)
  const when =
    next === null ? 'This channel has no digest of it to come.' : `The next one comes on ${momentWords(next)} (${next.timeZoneId}).`
  return aside(renderPreview(document, `Preview of “${titleOf(topic, topics)}”: nothing was posted, and nothing counts as told. ${when}`))
}
