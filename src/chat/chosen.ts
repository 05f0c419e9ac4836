// Which subscription of the channel is meant, and who may change it.
import type { Inbound } from '../domain/inbound.ts'
import type { Subscription } from '../domain/subscription.ts'
import type { Topic } from '../domain/topic.ts'
import { type Asking, notice, type Reply } from './reply.ts'

const NAMED = 8 // subscriptions named in one sentence
const TITLE_MAX = 60

export type Chosen = Readonly<{ kind: 'one'; subscription: Subscription; title: string }> | Readonly<{ kind: 'none'; reply: Reply }>

export type Wanted = Readonly<{ which: string | null; verb: string; of?: Subscription['kind'] | undefined }>

/** By id, by topic in any case, or by its number in the list; without any, the only one there is. */
export async function chosen({ which, verb, of }: Wanted, { deps, channel, topics }: Asking): Promise<Chosen> {
  const listed = await deps.digests.list(channel)
  const all = listed.filter(({ kind }) => of === undefined || kind === of)
  const noun = of ?? 'subscription'
  const none = (text: string): Chosen => ({ kind: 'none', reply: notice(text) })
  if (all.length === 0) return none(`This channel has no ${noun}.`)
  const found = which === null ? (all.length === 1 ? all[0] : undefined) : (matching(all, which) ?? numbered(listed, which, of))
  if (found !== undefined) return { kind: 'one', subscription: found, title: titleOf(found.topic, topics) }
  const names = [...new Set(all.slice(0, NAMED).map(({ topic }) => `“${short(topic)}”`))]
  const more = all.length > NAMED ? [`${all.length - NAMED} more`] : []
  const gets = `${names.join(', ')}${more.length === 0 ? '' : ` and ${more[0]}`}`
  const easy = all.find(({ topic }) => !/\s/.test(topic)) ?? all[0]
  if (which === null) return none(`Which one? Write “${verb} ${short(easy?.topic ?? '')}”, for example; this channel gets: ${gets}.`)
  const meant = /^sub_\w+$/.test(which) ? 'that any more' : `“${short(which)}”`
  return none(`This channel does not get ${meant}. It gets: ${gets}.`)
}

function matching(all: readonly Subscription[], which: string): Subscription | undefined {
  const folded = which.toLowerCase()
  const named = all.filter(({ id, topic }) => id === which || topic.toLowerCase() === folded)
  return named.find(({ id }) => id === which) ?? named.find(({ kind }) => kind === 'digest') ?? named[0]
}

/** `2` or `#2`, as the list counts them. */
function numbered(listed: readonly Subscription[], which: string, of: Subscription['kind'] | undefined): Subscription | undefined {
  const one = /^#?\d{1,2}$/.test(which) ? listed[Number(which.replace('#', '')) - 1] : undefined
  return of === undefined || one?.kind === of ? one : undefined
}

const short = (text: string) => ([...text].length <= TITLE_MAX ? text : `${[...text].slice(0, TITLE_MAX).join('')}…`)

export function titleOf(name: string, topics: readonly Topic[]): string {
  return topics.find((topic) => topic.name === name)?.title ?? name
}

const WHO: Readonly<Record<string, string>> = {
  slack: 'workspace admins and owners',
  discord: 'people who may manage the server',
}

/** Null when the person may change what the channel gets; else one sentence with the mend. */
export function hindranceToChange({ mayManage, channel, direct, outsider }: Inbound, { settled, deps }: Asking): string | null {
  if (outsider === true) return OUTSIDER
  const who = settled.subscribers ?? deps.subscribers ?? 'members'
  if (who === 'members' || mayManage === true || direct === true) return null
  if (mayManage === null) return UNKNOWN_ADMINS
  return `Here only ${WHO[channel.platform] ?? 'admins'} may change what a channel gets: ask one of them, or have one say “settings who members”.`
}

/** The same for what holds in the whole workspace. */
export function hindranceToSettle({ mayManage, channel, outsider }: Inbound): string | null {
  if (outsider === true) return OUTSIDER
  if (mayManage === true) return null
  if (mayManage === null) return UNKNOWN_ADMINS
  return `Only ${WHO[channel.platform] ?? 'admins'} may change settings: ask one of them to write this.`
}

const OUTSIDER = 'Only people of the organisation that I was added by may change anything here: ask one of them to write this.'
const UNKNOWN_ADMINS =
  'Slack does not tell me who is an admin here: ask whoever installed me to grant the scope users:read, then write this again.'
