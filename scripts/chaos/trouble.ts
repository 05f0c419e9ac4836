// What goes wrong between the bot and the emulated platforms, drawn from a seed (pure).
import type { Fault as DiscordFault } from '../../tests/fakes/discord/faults.ts'
import type { Fault as SlackFault } from '../../tests/fakes/slack/workspace.ts'
import { type Random, randomOf } from '../bench/random.ts'

export type TroubleOptions = Readonly<{
  seed: number
  /** of the posts, and of everything else the bot asks */
  ofPosts: number
  ofOthers: number
  /** the product's times are multiplied by this; a late commit comes within three minutes of unscaled time */
  scale: number
  /** what goes wrong with posts; absent: everything */
  kinds?: readonly TroubleKind[]
  /** only the first attempt of a message goes wrong */
  once?: boolean
}>

export const TROUBLES = ['reset before', 'reset after', '5xx after', 'late', 'lost response', '429'] as const
export type TroubleKind = (typeof TROUBLES)[number]
type DiscordTrouble = Omit<DiscordFault, 'method' | 'path'>

/** A message committed later than this after its request is the worst that is tried; it lies beyond both looks for it. */
const LATEST_MS = 180_000
/** What cannot be committed late goes wrong in the other ways. */
const OF_QUESTIONS: readonly TroubleKind[] = ['reset before', '5xx after', '429', 'lost response']

export type Troubles = Readonly<{
  /** `mark`: what the message is known by, the same for each attempt */
  slack: (method: string, mark: string) => SlackFault | undefined
  discord: (request: Readonly<{ method: string; path: string }>, mark: string) => DiscordTrouble | undefined
  /** how many of each were injected into posts */
  counts: Record<TroubleKind, number>
}>

export function createTroubles({ seed, ofPosts, ofOthers, scale, kinds = TROUBLES, once = false }: TroubleOptions): Troubles {
  const random = randomOf(seed, 17)
  const counts = Object.fromEntries(TROUBLES.map((kind) => [kind, 0])) as Record<TroubleKind, number>
  const attempted = new Set<string>()
  const kindFor = (isPost: boolean, mark: string): TroubleKind | undefined => {
    const isAgain = attempted.has(mark)
    if (isPost) attempted.add(mark)
    if (!random.chance(isPost ? ofPosts : ofOthers) || (isPost && once && isAgain)) return undefined
    const kind = random.pick(isPost ? kinds : OF_QUESTIONS)
    if (isPost) counts[kind] += 1
    return kind
  }
  const late = () => Math.ceil(random.next() * LATEST_MS * scale)
  return {
    slack: (method, mark) => {
      const isPost = method === 'chat.postMessage'
      if (!isPost && !/^(chat|conversations)\./.test(method)) return undefined
      const kind = kindFor(isPost, mark)
      return kind === undefined ? undefined : slackFault(kind, late, random)
    },
    discord: ({ method, path }, mark) => {
      if (!/^\/channels\/\d+\/messages/.test(path) && !path.endsWith('/threads/active')) return undefined
      const kind = kindFor(method === 'POST', mark)
      return kind === undefined ? undefined : discordFault(kind, late, random)
    },
    counts,
  }
}

function slackFault(kind: TroubleKind, late: () => number, random: Random): SlackFault {
  if (kind === 'reset before') return { commit: false, ending: 'reset' }
  if (kind === 'reset after') return { commit: true, ending: 'reset' }
  if (kind === '5xx after') return { commit: true, ending: random.chance(0.5) ? '503' : 'internal_error' }
  if (kind === 'late') return { commit: false, lateMs: late(), ending: random.chance(0.5) ? 'reset' : 'hang' }
  if (kind === 'lost response') return { commit: true, ending: random.chance(0.5) ? 'hang' : 'garbage' }
  return { commit: false, ending: '429', retryAfter: 1 }
}

function discordFault(kind: TroubleKind, late: () => number, random: Random): DiscordTrouble {
  const cut = { kind: 'reset' } as const
  const hang = { kind: 'hang' } as const
  if (kind === 'reset before') return { when: 'before', how: cut }
  if (kind === 'reset after') return { when: 'after', how: cut }
  if (kind === '5xx after') return { when: 'after', how: { kind: 'answer', status: 503, body: 'upstream connect error' } }
  if (kind === 'late') return { when: late(), how: random.chance(0.5) ? cut : hang }
  if (kind === 'lost response') return { when: 'after', how: random.chance(0.5) ? hang : { kind: 'answer', status: 200, body: '<html>' } }
  const limited = { message: 'You are being rate limited.', retry_after: 0.5, global: false }
  return { when: 'before', how: { kind: 'answer', status: 429, body: limited, headers: { 'retry-after': '1' } } }
}
