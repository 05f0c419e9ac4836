// Slack's events → the handler: acknowledged at once, each handled once, none left in silence.
import type { App } from '@slack/bolt'
import { BorderBriefError, hintOf } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { HandleInbound } from '../../../ports/platform.ts'
import { endSession, stoppedAt } from './agent.ts'
import { askedInHome, heardHome, homeAgain, pressedAtHome } from './home.ts'
import { heardJoin, heardOpening } from './joined.ts'
import { heardLink } from './link-shared.ts'
import { ASK_VIEW, askModal, FOLLOW_UP_VIEW, FORM_VIEW, followUpModal } from './modals.ts'
import type { Heard } from './heard.ts'
import { heardCommand, heardForm, heardMessage, heardSubmission, pressedButton } from './payloads.ts'
import { BRIEF_ON_THIS } from './manifest.ts'
import { type Replying, replyTo } from './replies.ts'
import { LOOKING } from './reply.ts'
import { isOutsider, type Seat, type SeatOf, teamOf } from './seat.ts'
import { heardShortcut } from './shortcut.ts'
import type { Place } from './voice.ts'

export type DeskOptions = Readonly<{ handle: HandleInbound; seatOf: SeatOf; log: Log; progressAfterMs: number }>

/** Takes what was heard to the handler and knows what is still in hand. */
export type Desk = Readonly<{
  take: (heard: Heard | null, seat: Seat) => Promise<void>
  /** Stops what is being answered in a thread of a workspace, where that can be stopped. */
  stop: (team: string, place: Place) => void
  /** How many are in hand. */
  inHand: () => number
  /** Resolves when nothing is in hand any more. */
  idle: () => Promise<unknown>
}>

type Stoppable = Place & Readonly<{ team: string; reply: Replying }>

const MAX_REMEMBERED = 5_000 // ids; Slack repeats an event within minutes, and what outlives a restart is the inbound log's business

export function createDesk(options: DeskOptions): Desk {
  const seen = new Set<string>()
  const inHand = new Set<Promise<void>>()
  const stoppable = new Set<Stoppable>()
  return {
    take: (heard, seat) => {
      if (heard === null || seen.has(heard.inbound.id)) return Promise.resolve()
      seen.add(heard.inbound.id)
      if (seen.size > MAX_REMEMBERED) for (const oldest of seen.values()) if (seen.delete(oldest)) break
      const reply = replyTo(heard, seat, options)
      const one = { team: heard.inbound.channel.workspace, ...heard.target, reply }
      if (reply.stop !== undefined) stoppable.add(one)
      const work = answer(options, heard, seat, reply).finally(() => {
        inHand.delete(work)
        stoppable.delete(one)
      })
      inHand.add(work)
      return work
    },
    stop: (team, place) => {
      for (const one of stoppable) if (one.team === team && one.channel === place.channel && one.thread === place.thread) one.reply.stop?.()
    },
    inHand: () => inHand.size,
    idle: () => Promise.allSettled(inHand),
  }
}

/** One inbound to its end. Never rejects: what failed was told to the person and to the log. */
async function answer(options: DeskOptions, { inbound }: Heard, seat: Seat, reply: Replying): Promise<void> {
  const { log } = options
  try {
    await options.handle(await seat.people.introduce(inbound), reply.surface)
    await reply.settle()
  } catch (error) {
    log.error('inbound not answered', { id: inbound.id, kind: inbound.kind, cause: nameOf(error) })
    await reply.fail(hintOf(error))
  }
}

/** Registers every event the manifest asks for. */
export function listen(app: App, desk: Desk, { seatOf, log }: DeskOptions): void {
  const take = async (body: unknown, hear: (body: unknown, seat: Seat) => Heard | null) => {
    const seat = await seatOf(teamOf(body))
    const heard = seat === null ? null : hear(body, seat)
    if (seat === null || heard === null) return
    await desk.take(spokenBy(body, heard), seat)
    // what was changed there is to be seen there
    if (heard.home !== undefined) await desk.take(homeAgain(heard.home, heard.inbound.id), seat)
  }
  const takeAtHome = async (body: unknown): Promise<boolean> => {
    const pressed = pressedAtHome(body)
    if (pressed?.kind === 'heard') await take(body, () => pressed.heard)
    if (pressed?.kind === 'ask') await (await seatOf(teamOf(body)))?.voice.openView(pressed.triggerId, askModal(pressed.place))
    return pressed !== null
  }

  app.command(/^\//, async ({ ack, body }) => {
    // only the asker sees it, and Slack may keep showing it: its words stay true either way
    await ack({ response_type: 'ephemeral', text: LOOKING })
    await take(body, heardCommand)
  })
  app.event('app_mention', async ({ body }) => take(body, (said, { identity }) => heardMessage(said, identity)))
  app.event('app_home_opened', async ({ body }) => take(body, (opened, seat) => heardHome(opened, seat) ?? heardOpening(opened)))
  app.event('message', async ({ body }) => take(body, (said, { identity }) => heardMessage(said, identity)))
  app.event('member_joined_channel', async ({ body }) => take(body, (joined, { identity }) => heardJoin(joined, identity)))
  app.event('link_shared', async ({ body }) => take(body, (shared, { identity }) => heardLink(shared, identity)))
  app.event('agent_session_stopped', async ({ body }) => {
    const [seat, team, place] = [await seatOf(teamOf(body)), teamOf(body), stoppedAt(body)]
    if (seat === null || team === null || place === null) return
    desk.stop(team, place)
    // also where nothing is at work any more, as after a restart
    await endSession(seat, place)
  })
  // what it proves was kept before it was acknowledged
  app.event('message_metadata_posted', async () => {})

  app.action(/^bb:/, async ({ ack, body }) => {
    await ack()
    if (await takeAtHome(body)) return
    const pressed = pressedButton(body)
    if (pressed?.kind === 'heard') return take(body, () => pressed.heard)
    const seat = pressed === null ? null : await seatOf(teamOf(body))
    if (pressed === null || seat === null || (await seat.voice.openView(pressed.triggerId, followUpModal(pressed.origin)))) return
    const place = { channel: pressed.origin.channel, thread: pressed.origin.onlyResponseUrl ? null : pressed.origin.thread }
    await seat.voice.tell(place, pressed.person, pressed.origin.responseUrl, 'That took too long to open; please press the button again.')
  })
  app.shortcut(BRIEF_ON_THIS, async ({ ack, body }) => {
    await ack()
    await take(body, (chosen, { identity }) => heardShortcut(chosen, identity))
  })
  app.view(FOLLOW_UP_VIEW, async ({ ack, body }) => {
    await ack()
    await take(body, heardSubmission)
  })
  app.view(FORM_VIEW, async ({ ack, body }) => {
    await ack()
    await take(body, heardForm)
  })
  app.view(ASK_VIEW, async ({ ack, body }) => {
    await ack()
    await take(body, askedInHome)
  })
  app.error(async (error) => log.error('slack event not handled', { cause: nameOf(error) }))
}

/** With the workspace it is to be answered for, and whether a guest says it. */
function spokenBy(body: unknown, heard: Heard): Heard {
  const { channel } = heard.inbound
  const workspace = (isEvent(body) ? teamOf(body) : null) ?? channel.workspace
  const outsider = isOutsider(body, workspace) ? { outsider: true } : {}
  return { ...heard, inbound: { ...heard.inbound, channel: { ...channel, workspace }, ...outsider } }
}

const isEvent = (body: unknown) => typeof body === 'object' && body !== null && 'event' in body

/** A name for the log, without a message that may hold words of people or tokens. */
export function nameOf(error: unknown): string {
  if (error instanceof BorderBriefError) return typeof error.cause === 'string' ? `${error.code} (${error.cause})` : error.code
  return error instanceof Error ? error.name : typeof error
}
