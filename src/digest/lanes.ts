// Whose turn it is: one lane for each channel, workspaces in turn, within one the oldest due first (pure; time is handed in).
import { channelKey, type PlatformName, workspaceKey } from '../domain/address.ts'
import type { OpenDelivery } from '../ports/delivery-log.ts'
import { createHeap, type Heap } from './heap.ts'

/** The open deliveries of one channel, in the order they go out; the first is the one something is done about. */
export type Lane = {
  readonly key: string
  readonly platform: PlatformName
  readonly workspace: string
  deliveries: readonly OpenDelivery[]
}

export type Lanes = {
  /** Takes over what is open now, each channel in order of due time. A lane in hand keeps its first. */
  readonly load: (open: readonly OpenDelivery[]) => void
  /** The next lane in which something may be done; it is in hand until it is put back. */
  readonly next: (platform: PlatformName) => Lane | null
  /** Gives a lane back: with nothing to do before `wakeAt`, in epoch milliseconds. */
  readonly putBack: (lane: Lane, wakeAt: number) => void
  /** Gives a lane back whose workspace may do nothing before. */
  readonly park: (lane: Lane, until: number) => void
  /** Platforms of which something may be done now. */
  readonly ready: (now: number) => readonly PlatformName[]
  /** When the next lane wakes that waits for its time; infinite when none does. */
  readonly nextWake: () => number
}

type Asleep = Readonly<{ at: number; wake: () => void }>
type Workspace = { readonly key: string; readonly ready: Heap<Readonly<{ lane: Lane; due: string }>>; parked: boolean; waits: boolean }
/** Workspaces with something to do, in turn. Every request counts the same, so that taking turns is all that fairness needs. */
type Ring = { turns: Workspace[] }

export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>()
  const inHand = new Set<Lane>()
  const workspaces = new Map<string, Workspace>()
  const rings = new Map<PlatformName, Ring>()
  let asleep = createHeap<Asleep>((a, b) => a.at < b.at)

  const ringOf = (platform: PlatformName): Ring => {
    const known = rings.get(platform) ?? { turns: [] }
    rings.set(platform, known)
    return known
  }
  const workspaceOf = (key: string): Workspace => {
    const known = workspaces.get(key) ?? { key, ready: createHeap((a, b) => a.due < b.due), parked: false, waits: false }
    workspaces.set(key, known)
    return known
  }
  const takeTurn = (workspace: Workspace, platform: PlatformName) => {
    if (workspace.parked || workspace.waits || workspace.ready.size() === 0) return
    workspace.waits = true
    ringOf(platform).turns.push(workspace)
  }
  const beReady = (lane: Lane) => {
    const first = lane.deliveries[0]
    if (lanes.get(lane.key) !== lane || first === undefined) return
    const workspace = workspaceOf(lane.workspace)
    workspace.ready.push({ lane, due: first.occurrence.dueAt })
    takeTurn(workspace, lane.platform)
  }
  const wakeUntil = (now: number) => {
    for (let first = asleep.peek(); first !== undefined && first.at <= now; first = asleep.peek()) {
      asleep.pop()
      first.wake()
    }
  }
  const putBack = (lane: Lane, wakeAt: number) => {
    inHand.delete(lane)
    if (lane.deliveries.length === 0) {
      lanes.delete(lane.key)
      return
    }
    if (wakeAt !== Number.POSITIVE_INFINITY) asleep.push({ at: wakeAt, wake: () => beReady(lane) })
  }

  return {
    load: (open) => {
      const busy = new Map([...inHand].map((lane) => [lane.key, lane]))
      lanes.clear()
      workspaces.clear()
      rings.clear()
      asleep = createHeap((a, b) => a.at < b.at)
      for (const [key, deliveries] of Map.groupBy(open, ({ channel }) => channelKey(channel))) {
        const held = busy.get(key)
        const lane = held ?? newLane(key, deliveries)
        lanes.set(key, lane)
        if (held === undefined) beReady(lane)
        else held.deliveries = [...held.deliveries.slice(0, 1), ...deliveries.filter(({ id }) => id !== held.deliveries[0]?.id)]
      }
      for (const [key, lane] of busy) if (!lanes.has(key)) lanes.set(key, lane)
    },
    next: (platform) => {
      const { turns } = ringOf(platform)
      const workspace = turns.shift()
      if (workspace === undefined) return null
      workspace.waits = false
      const lane = workspace.ready.pop()?.lane ?? null
      takeTurn(workspace, platform)
      if (lane !== null) inHand.add(lane)
      return lane
    },
    putBack,
    park: (lane, until) => {
      inHand.delete(lane)
      beReady(lane)
      const workspace = workspaceOf(lane.workspace)
      workspace.parked = true
      if (workspace.waits) ringOf(lane.platform).turns = ringOf(lane.platform).turns.filter((one) => one !== workspace)
      workspace.waits = false
      const wake = () => {
        workspace.parked = false
        takeTurn(workspace, lane.platform)
      }
      asleep.push({ at: until, wake })
    },
    ready: (now) => {
      wakeUntil(now)
      return [...rings].flatMap(([platform, { turns }]) => (turns.length > 0 ? platform : []))
    },
    nextWake: () => asleep.peek()?.at ?? Number.POSITIVE_INFINITY,
  }
}

function newLane(key: string, deliveries: readonly OpenDelivery[]): Lane {
  const channel = (deliveries[0] as OpenDelivery).channel // a group is never empty
  return { key, platform: channel.platform, workspace: workspaceKey(channel), deliveries }
}
