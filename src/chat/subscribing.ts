// Subscribes a channel, and changes what it gets. It stands only once the channel has seen its confirmation.
import { BorderBriefError } from '../base/error.ts'
import { workspaceKey } from '../domain/address.ts'
import type { Document } from '../domain/document.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { Schedule, Subscription } from '../domain/subscription.ts'
import type { SubscribeRequest } from '../digest/digest.ts'
import type { Surface } from '../ports/platform.ts'
import { renderSubscribed, renderWatching } from '../render/render.ts'
import { chosen, hindranceToChange } from './chosen.ts'
import { type Asking, notice, type Reply } from './reply.ts'
import type { SubscriptionChange, SubscriptionCommand } from './subscription-command.ts'
import { EVERY_DAY } from './time-words.ts'

type Subscribe = Extract<SubscriptionCommand, { kind: 'subscribe' }>
type Watch = Extract<SubscriptionCommand, { kind: 'watch' }>
type Change = Extract<SubscriptionCommand, { kind: 'change' }>

/** Null when the confirmation was posted in the channel and nothing is left to say, here and below. */
export async function subscribe(command: Subscribe, inbound: Inbound, surface: Surface, asking: Asking): Promise<Reply | null> {
  const hindrance = hindranceToChange(inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  const { topic, title, schedule } = command
  const before = await standing(topic, 'digest', asking)
  const quietLine = command.quietLine ?? before?.quietLine ?? asking.settled.quietLine ?? true
  const request = { ...requestOf(inbound, asking), topic, schedule, quietLine }
  const reply = await announced(
    { request, before, render: (made) => renderSubscribed({ ...made, title, changed: false }) },
    surface,
    asking,
  )
  if (reply === null && command.zoneWritten) await rememberZone(schedule.timeZone, inbound, asking)
  return reply
}

export async function watch(command: Watch, inbound: Inbound, surface: Surface, asking: Asking): Promise<Reply | null> {
  const hindrance = hindranceToChange(inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  const { topic, title } = command
  const before = await standing(topic, 'watch', asking)
  const timeZone = command.timeZone ?? before?.schedule.timeZone ?? 'UTC'
  const schedule: Schedule = { days: EVERY_DAY, hour: 0, minute: 0, timeZone }
  const request = { ...requestOf(inbound, asking), topic, schedule, kind: 'watch' as const, mostADay: command.mostADay }
  return announced({ request, before, render: ({ subscription }) => renderWatching({ subscription, title }) }, surface, asking)
}

export async function change(command: Change, inbound: Inbound, surface: Surface, asking: Asking): Promise<Reply | null> {
  const hindrance = hindranceToChange(inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  const found = await chosen({ which: command.which, verb: 'change' }, asking)
  if (found.kind === 'none') return found.reply
  const { subscription: before, title } = found
  const changed = changedBy(command.change, before)
  if (typeof changed === 'string') return notice(changed)
  const request = { ...requestOf(inbound, asking), topic: before.topic, kind: before.kind, ...changed }
  const render = (made: Made) =>
    before.kind === 'watch' ? renderWatching({ ...made, title }) : renderSubscribed({ ...made, title, changed: true })
  return announced({ request, before, render }, surface, asking)
}

// ── what is the same for all ────────────────────────────────────────────────────────────────────────────────────────

type Made = Readonly<{ subscription: Subscription; next: readonly Temporal.ZonedDateTime[] }>
type Making = Readonly<{ request: SubscribeRequest; before: Subscription | undefined; render: (made: Made) => Document }>

const requestOf = ({ person }: Inbound, { channel, now }: Asking) => ({ channel, by: person.id, now })

async function standing(topic: string, kind: Subscription['kind'], { deps, channel }: Asking): Promise<Subscription | undefined> {
  return (await deps.digests.list(channel)).find((one) => one.topic === topic && one.kind === kind)
}

/** What can be mended by the person, and is no fault of ours. */
const MENDABLE: ReadonlySet<string> = new Set(['bad-schedule', 'too-many-subscriptions', 'subscription-changed'])

async function announced({ request, before, render }: Making, surface: Surface, { deps: { digests }, now }: Asking): Promise<Reply | null> {
  const made = await digests.subscribe(request).catch((error: unknown) => {
    if (error instanceof BorderBriefError && MENDABLE.has(error.code)) return error.hint
    throw error
  })
  if (typeof made === 'string') return notice(made)
  const undo = () => (before === undefined ? digests.unsubscribe(request.channel, made.subscription.id) : digests.restore(before, now))
  try {
    const shown = await surface.announce(render(made))
    if (shown.kind === 'posted') return null
    await undo()
    return notice(shown.hint)
  } catch (error) {
    await undo()
    throw error
  }
}

/** The first zone somebody writes is the workspace's, so that it is asked for once; an admin changes it by “settings zone”. */
async function rememberZone(timeZone: string, { person, channel }: Inbound, { deps, settled }: Asking): Promise<void> {
  if (settled.timeZone !== null || person.timeZone !== null) return
  await deps.workspaceSettings.change(workspaceKey(channel), { timeZone })
}

type Changed = Pick<SubscribeRequest, 'schedule' | 'quietLine' | 'mostADay'>

/** The whole of what it is to be, or one sentence with the mend. */
function changedBy(change: SubscriptionChange, before: Subscription): Changed | string {
  const { schedule } = before
  const { quietLine, mostADay, timeZone = schedule.timeZone } = change
  const timed = change.days !== undefined || change.clock !== undefined || change.cron !== undefined
  if (before.kind === 'watch') {
    if (timed || quietLine !== undefined)
      return 'A watch has no time of day, it comes when something changes; write “most 3 a day”, for example.'
    return { schedule: { ...schedule, timeZone }, mostADay }
  }
  if (mostADay !== undefined) return 'A digest comes by its schedule; only a watch has a most a day.'
  if (change.cron !== undefined) return { schedule: { cron: change.cron, timeZone }, quietLine }
  if (!('cron' in schedule)) {
    const { days = schedule.days, clock = schedule } = change
    return { schedule: { days, hour: clock.hour, minute: clock.minute, timeZone }, quietLine }
  }
  if (!timed) return { schedule: { cron: schedule.cron, timeZone }, quietLine }
  if (change.clock === undefined)
    return `It follows the cron line “${schedule.cron}”: write the days with a time, such as “weekdays 08:00”.`
  return { schedule: { days: change.days ?? EVERY_DAY, ...change.clock, timeZone }, quietLine }
}
