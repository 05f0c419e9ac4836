// Keeps every open delivery moving: whose turn it is, whether the platform may be asked now, and when to look again.
import { messageOf } from '../base/error.ts'
import type { PlatformName } from '../domain/address.ts'
import type { Subscription } from '../domain/subscription.ts'
import type { Transact } from '../ports/article-store.ts'
import type { OpenDelivery } from '../ports/delivery-log.ts'
import type { HearStanding } from '../ports/platform.ts'
import { createChores } from './chores.ts'
import type { DigestDeps, DigestSettings } from './digest.ts'
import { createLanes, type Lane } from './lanes.ts'
import { ENDED, type Step } from './next-step.ts'
import { createPaceKeeper, type PaceKeeper, type RequestKind } from './pace.ts'
import { recordStanding } from './record.ts'
import { createPager, createSharedEditions, type MakeEdition, type Paginate } from './shared-edition.ts'
import { createSteps, type OnItsWay, type Steps } from './steps.ts'
import { createTogether } from './together.ts'

/** Requests of one platform under way at once. */
const MOST_UNDER_WAY = 256
/** Most of them are the same edition, so that keeping them together is what takes time. */
const MOST_RENDERED_AT_ONCE = 32
/** The later a digest is rendered, the fresher it is; but all of a morning must be ready at their time. */
const RENDER_LEAD_MS = { each: 1_000, least: 20_000, most: 600_000 } as const
const MOST_LATELY = 5_000
/** Turns taken before others get one of the event loop. */
const BATCH = 50

export type Deliverer = {
  /** A platform says that a message stands; kept when it resolves. */
  readonly hear: HearStanding
  /** Reads what is open and moves it; resolves when nothing can be done for now. `known`: the subscriptions, where they were just read. */
  readonly deliverOpen: (known?: readonly Subscription[]) => Promise<void>
  /** The same without reading again. */
  readonly goOn: () => Promise<void>
  /** When something is to be done next, in epoch milliseconds; infinite when nothing is. */
  readonly nextWake: () => number
  /** No further step of any delivery is begun; resolves when those under way have ended. */
  readonly stop: () => Promise<void>
}

/** What the parts of the deliverer share. `heard` is told of every request what came of it. */
export type Delivering = Readonly<{
  deps: DigestDeps
  settings: DigestSettings
  subscription: (id: string) => Subscription | undefined
  /** reads the subscriptions again: some were paused or changed */
  readSubscriptions: () => Promise<void>
  /** how one stands now; undefined: it is gone */
  noteSubscription: (id: string, now: Subscription | undefined) => void
  isStopped: () => boolean
  /** milliseconds of a clock that never runs back */
  elapsed: () => number
  /** how long before its time a delivery is rendered: longer the more there are */
  renderLeadMs: () => number
  pace: PaceKeeper
  /** keeps what one delivery wants kept, at one time with others */
  together: Transact
  makeEdition: MakeEdition
  paginate: Paginate
}>

/** `rested` is called whenever nothing more can be done for now. */
export function createDeliverer(given: DigestDeps, settings: DigestSettings, rested: () => void): Deliverer {
  const owe: DigestDeps['aftercare']['owe'] = async (id, kind, dueAt) => {
    await given.aftercare.owe(id, kind, dueAt)
    chores.noteOwed(dueAt)
  }
  const deps: DigestDeps = { ...given, aftercare: { ...given.aftercare, owe } }
  let subscriptions = new Map<string, Subscription>()
  let stopped = false
  let toRender = 0
  const elapsed = deps.elapsed ?? (() => deps.clock.now().epochMilliseconds)
  const delivering: Delivering = {
    deps,
    settings,
    subscription: (id) => subscriptions.get(id),
    readSubscriptions: async () => {
      subscriptions = new Map((await deps.subscriptions.all()).map((one) => [one.id, one]))
    },
    noteSubscription: (id, now) => {
      if (now === undefined) subscriptions.delete(id)
      else subscriptions.set(id, now)
    },
    isStopped: () => stopped,
    elapsed,
    renderLeadMs: () => Math.min(RENDER_LEAD_MS.most, Math.max(RENDER_LEAD_MS.least, toRender * RENDER_LEAD_MS.each)),
    pace: createPaceKeeper(),
    together: createTogether(deps.transact, elapsed),
    makeEdition: createSharedEditions(deps),
    paginate: createPager(deps.recording?.recorder.newId() ?? ''),
  }
  const lately = new Map<string, string>() // delivery → the message of which it is on record that it stands
  const noteSent = ({ id, state, messageId }: OpenDelivery) => {
    if (state === 'sent' && messageId !== null) lately.set(id, messageId)
    if (lately.size > MOST_LATELY) lately.clear()
  }
  const chores = createChores(delivering)
  const dispatch = createDispatch(delivering, createSteps(delivering), { rested, noteSent })
  const doChores = async () => {
    await chores.run()
    rested() // to wake for the next one
  }
  const deliverOpen = async (known?: readonly Subscription[]) => {
    if (known === undefined) await delivering.readSubscriptions()
    else subscriptions = new Map(known.map((one) => [one.id, one]))
    const open = await deps.deliveries.open()
    toRender = open.filter(({ state }) => state === 'planned' || state === 'claimed').length
    dispatch.load(open)
    await dispatch.run()
    await doChores()
  }
  return {
    deliverOpen,
    goOn: async () => {
      await dispatch.run()
      if (chores.nextWake() <= deps.clock.now().epochMilliseconds) await doChores()
    },
    hear: async ({ deliveryId, channel, messageId }) => {
      // On a busy morning each message is heard of right after its answer was kept.
      if (lately.get(deliveryId) === messageId) return
      const known = await deps.deliveries.progress(deliveryId)
      if (known?.channel.channel !== channel) return
      if (!(await recordStanding(deliveryId, messageId, delivering))) return
      // What is under way finds out by itself: on a busy morning, all that is open would be read again for each message.
      if (known.state === 'attempting') return
      void deliverOpen().catch((error: unknown) => deps.log.error('delivery stopped', { cause: messageOf(error) }))
    },
    nextWake: () => Math.min(dispatch.nextWake(), chores.nextWake()),
    stop: async () => {
      stopped = true
      await dispatch.idle()
    },
  }
}

type Dispatch = Readonly<{
  load: (open: readonly OpenDelivery[]) => void
  /** Does what can be done now; resolves when all of it has ended. */
  run: () => Promise<void>
  idle: () => Promise<void>
  nextWake: () => number
}>

type Told = Readonly<{ rested: () => void; noteSent: (delivery: OpenDelivery) => void }>

function createDispatch(delivering: Delivering, steps: Steps, { rested, noteSent }: Told): Dispatch {
  const { deps, settings } = delivering
  const lanes = createLanes()
  const underWay = new Map<PlatformName, number>()
  const closed = new Map<PlatformName, number>() // until when, in epoch milliseconds
  const rendering: Lane[] = []
  let rendersAtOnce = 0
  let active = 0
  let pumping = false
  const waiting: (() => void)[] = []
  const now = () => deps.clock.now().epochMilliseconds

  const settle = () => {
    if (active > 0 || pumping) return
    for (const resolve of waiting.splice(0)) resolve()
  }
  const idle = () => (active > 0 || pumping ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve())

  /** Carries out one step of a lane's first delivery, and gives the lane back. */
  const carryOut = async (lane: Lane, first: OpenDelivery, step: Step, way?: OnItsWay) => {
    active += 1
    try {
      const { deliveries, restMs } = await steps.take(step, first, way)
      for (const one of deliveries) noteSent(one)
      const rest = lane.deliveries.filter(({ id }) => id !== first.id && !deliveries.some((one) => one.id === id))
      lane.deliveries = [...deliveries.filter(({ state }) => !ENDED.includes(state)), ...rest]
      lanes.putBack(lane, now() + restMs)
    } catch (error) {
      // One subscription's fault must not cost another its digest.
      const cause = messageOf(error)
      deps.log.error('digest stopped by a fault', { deliveryId: first.id, state: first.state, cause })
      lanes.putBack(lane, now() + settings.times.faultPause)
    } finally {
      active -= 1
    }
  }
  const request = async (lane: Lane, first: OpenDelivery, step: Step, way?: OnItsWay) => {
    underWay.set(lane.platform, (underWay.get(lane.platform) ?? 0) + 1)
    await carryOut(lane, first, step, way)
    way?.answered()
    underWay.set(lane.platform, (underWay.get(lane.platform) ?? 1) - 1)
    void pump()
  }
  const renderNext = (): void => {
    if (rendersAtOnce >= MOST_RENDERED_AT_ONCE || delivering.isStopped()) return
    const lane = rendering.shift()
    const first = lane?.deliveries[0]
    if (lane === undefined || first === undefined) return
    rendersAtOnce += 1
    void carryOut(lane, first, { kind: 'render' }).then(() => {
      rendersAtOnce -= 1
      void pump()
    })
    renderNext()
  }

  /** False when the platform takes no more for now. */
  const turn = (lane: Lane): boolean => {
    const first = lane.deliveries[0]
    const step: Step = first === undefined ? { kind: 'wait', until: now() } : steps.next(first)
    if (step.kind === 'wait') lanes.putBack(lane, step.until)
    else if (step.kind === 'render') rendering.push(lane)
    else if (first === undefined) return true
    else if (step.kind === 'end') void request(lane, first, step)
    else return admitted(lane, first, step)
    return true
  }
  const admitted = (lane: Lane, first: OpenDelivery, step: Step): boolean => {
    const kind: RequestKind = step.kind === 'attempt' ? 'post' : 'ask'
    const rules = deps.platforms.get(lane.platform)?.pace
    const requests = kind === 'post' && first.part > 1 ? rules?.laterPartRequests : undefined
    const admission = delivering.pace.admit(first.channel, rules, kind, delivering.elapsed(), requests)
    if (admission.kind === 'go') {
      const { elapsed } = delivering
      void request(lane, first, step, { left: () => admission.left(elapsed()), answered: () => admission.answered(elapsed()) })
      return true
    }
    const until = now() + admission.ms
    deps.log.debug('platform limits', { platform: lane.platform, by: 'pace', waitMs: admission.ms })
    if (admission.reach === 'channel') lanes.putBack(lane, until)
    else lanes.park(lane, until)
    if (admission.reach === 'all') closed.set(lane.platform, until)
    return admission.reach !== 'all'
  }
  const takesMore = (platform: PlatformName) =>
    (underWay.get(platform) ?? 0) < MOST_UNDER_WAY && (closed.get(platform) ?? 0) <= now() && !delivering.isStopped()

  const pump = async (): Promise<void> => {
    if (pumping) return
    pumping = true
    for (let turns = 1; ; turns++) {
      const platform = delivering.isStopped() ? undefined : lanes.ready(now()).find(takesMore)
      const lane = platform === undefined ? null : lanes.next(platform)
      if (lane !== null) turn(lane)
      renderNext()
      if (platform === undefined) break
      if (turns % BATCH === 0) await new Promise(setImmediate)
    }
    pumping = false
    settle()
    rested()
  }
  return {
    load: lanes.load,
    run: async () => {
      await pump()
      await idle()
    },
    idle,
    nextWake: () => {
      // A platform that is full goes on by itself when a request ends.
      const open = lanes.ready(now()).filter((platform) => (underWay.get(platform) ?? 0) < MOST_UNDER_WAY)
      return Math.min(lanes.nextWake(), ...open.map((platform) => closed.get(platform) ?? Number.POSITIVE_INFINITY))
    },
  }
}
