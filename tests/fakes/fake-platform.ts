// A platform in memory that posts, loses answers, commits late, refuses and forgets, as told; time is the test's own.
import type { Channel, PlatformName } from '../../src/domain/address.ts'
import type { Document } from '../../src/domain/document.ts'
import type { FindOutcome, Platform, Post, PostOutcome, Refusal } from '../../src/ports/platform.ts'

/** What becomes of one post: `lost-answer` stands although nobody hears of it, `late` stands after so many milliseconds. */
export type Behaviour =
  | 'posts'
  | 'lost-answer'
  | 'lost-request'
  | Readonly<{ late: number }>
  | Readonly<{ notSent: number | null }>
  | Readonly<{ refused: string; refusal?: Refusal }>

export type Standing = Readonly<{ messageId: string; post: Post; from: number; at: number }>

export type FakePlatform = Platform & {
  post: Platform['post']
  /** every message that stands or will stand, in the order of posting */
  readonly standing: Standing[]
  /** the next posts' fates; afterwards all post */
  readonly fates: Behaviour[]
  /** the same for one channel, used up first */
  readonly fatesIn: Map<string, Behaviour[]>
  /** times at which a post arrived, in epoch milliseconds */
  readonly arrivals: number[]
  /** `failing`: it may be read, but not now */
  history: 'granted' | 'denied' | 'failing'
  /** ids of messages that were removed */
  readonly removed: string[]
  /** sentences put under messages, as `id: sentence` */
  readonly amended: string[]
  /** ids of messages that cannot be edited any more */
  readonly uneditable: Set<string>
  /** what people were told directly, as `person: sentence`; refused while `closed` */
  readonly told: string[]
  closedToPeople: boolean
}

type FakeOptions = Readonly<{
  name?: PlatformName
  now: () => Temporal.Instant
  nonceWindowMs?: number
  /** how a document is cut into payloads */
  paginate?: (document: Document) => readonly string[]
}>

export function fakePlatform({ name = 'slack', now, nonceWindowMs = 0, paginate }: FakeOptions): FakePlatform {
  const standing: Standing[] = []
  const ms = () => now().epochMilliseconds
  const stand = (post: Post, delay: number): string => {
    // Ids grow with the time of the commit, not of the request.
    const messageId = `m${standing.length + 1 + (delay > 150_000 ? 900_000 : 0)}`
    standing.push({ messageId, post, from: ms() + delay, at: ms() })
    return messageId
  }
  const platform: FakePlatform = {
    name,
    nonceWindowMs,
    standing,
    fates: [],
    fatesIn: new Map(),
    arrivals: [],
    history: 'granted',
    removed: [],
    amended: [],
    uneditable: new Set(),
    told: [],
    closedToPeople: false,
    start: async () => {},
    stop: async () => {},
    check: async () => [],
    paginate: paginate ?? ((document) => [JSON.stringify(document)]),
    post: async (post) => {
      platform.arrivals.push(ms())
      const twin = standing.find((one) => one.post.deliveryId === post.deliveryId && ms() - one.at <= nonceWindowMs)
      const fate = platform.fatesIn.get(post.channel.channel)?.shift() ?? platform.fates.shift() ?? 'posts'
      if (nonceWindowMs > 0 && twin && (fate === 'posts' || fate === 'lost-answer')) {
        return fate === 'posts' ? { kind: 'sent', messageId: twin.messageId } : { kind: 'unknown', reason: 'reset' }
      }
      return outcomeOf(fate, post, stand)
    },
    find: async (channel, deliveryId, sinceIso) => {
      if (platform.history === 'denied') return { kind: 'cannot-tell', reason: 'no-permission' }
      if (platform.history === 'failing') return { kind: 'cannot-tell', reason: 'down', isForNow: true }
      return lookedFor(standing, channel, deliveryId, Temporal.Instant.from(sinceIso).epochMilliseconds, ms())
    },
    remove: async ({ messageId }) => {
      const at = standing.findIndex((one) => one.messageId === messageId && one.from <= ms())
      if (at >= 0) standing.splice(at, 1)
      platform.removed.push(messageId)
      return { kind: 'sent', messageId }
    },
    amend: async ({ messageId }, _id, _payload, sentences) => {
      if (platform.uneditable.has(messageId)) return { kind: 'refused', reason: 'too old', refusal: { of: 'message', why: 'x' } }
      const words = sentences.map((inlines) =>
        inlines.map((one) => (one.kind === 'link' ? `[${one.text}](${one.url})` : one.text)).join(''),
      )
      platform.amended.push(`${messageId}: ${words.join(' | ')}`)
      return { kind: 'sent', messageId }
    },
    locate: async ({ channel, messageId }) => ({
      ...{ platform: 'slack', site: 'https://desk.slack.com/', channel: channel.channel, thread: null },
      message: `1700000000.${messageId.slice(1).padStart(6, '0')}`,
    }),
    tell: async (_workspace, person, sentence) => {
      if (platform.closedToPeople) return { kind: 'refused', reason: 'closed' }
      platform.told.push(`${person}: ${sentence}`)
      return { kind: 'sent', messageId: 'dm' }
    },
  }
  return platform
}

function outcomeOf(fate: Behaviour, post: Post, stand: (post: Post, delay: number) => string): PostOutcome {
  if (fate === 'posts') return { kind: 'sent', messageId: stand(post, 0) }
  if (fate === 'lost-request') return { kind: 'unknown', reason: 'reset' }
  if (fate === 'lost-answer' || 'late' in fate) {
    stand(post, fate === 'lost-answer' ? 0 : fate.late)
    return { kind: 'unknown', reason: 'timeout' }
  }
  return 'refused' in fate
    ? { kind: 'refused', reason: fate.refused, ...(fate.refusal ? { refusal: fate.refusal } : {}) }
    : { kind: 'not-sent', reason: '429', retryAfterMs: fate.notSent }
}

function lookedFor(standing: readonly Standing[], channel: Channel, deliveryId: string, since: number, now: number): FindOutcome {
  const stand = standing.filter(
    ({ post, from }) => post.deliveryId === deliveryId && post.channel.channel === channel.channel && from <= now && from >= since,
  )
  const [messageId, ...others] = stand.map((one) => one.messageId).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  return messageId === undefined ? { kind: 'absent' } : { kind: 'found', messageId, others }
}
