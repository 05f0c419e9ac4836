// What a remark links to: offered to be read, as an article or with the whole of its site, to whoever may add sources here.
import { randomUUID } from 'node:crypto'
import { type Channel, channelKey } from '../domain/address.ts'
import type { Button } from '../domain/document.ts'
import type { Inbound } from '../domain/inbound.ts'
import { renderOffer } from '../render/render.ts'
import { hindranceToChange } from './chosen.ts'
import { type Asking, aside, type Reply } from './reply.ts'
import type { Understood } from './understand.ts'

const KEPT = 500 // links at once; the oldest goes first
const REMEMBERED = 5_000 // offers, likewise
const LONGEST = 2_000
const BUTTON_MAX = 80 // characters a button's value may have, see Button
const ADDRESS = /https?:\/\/[^\s<>"“”‘’|]+/giu
const LINKED = /^add linked (l_[0-9a-f]{12})$/u

/** Links too long for a button, under a name of their own. */
export type Links = Readonly<{
  /** The remark as it reads with the link in it; null when that is no longer kept, or was offered elsewhere. */
  resolved: (inbound: Inbound) => Inbound | null
  named: (url: string, channel: Channel) => string
  /** That an offer is made for what was said; false when it was made before. */
  offering: (inbound: Inbound, url: URL, now: Temporal.Instant) => boolean
  /** Whether one was made for the message that this is, or that this was overheard in. */
  offered: (inbound: Inbound) => boolean
}>

export function createLinks(): Links {
  const kept = new Map<string, Readonly<{ place: string; url: string }>>()
  const made = new Set<string>()
  return {
    resolved: (inbound) => {
      const name = LINKED.exec(inbound.text)?.[1]
      if (name === undefined) return inbound
      const link = kept.get(name)
      return link?.place === channelKey(inbound.channel) ? { ...inbound, text: `add article ${link.url}` } : null
    },
    named: (url, channel) => {
      const name = `l_${randomUUID().replaceAll('-', '').slice(0, 12)}`
      kept.set(name, { place: channelKey(channel), url })
      dropOldest(kept, KEPT)
      return name
    },
    offering: (inbound, url, now) => {
      const those = occasions(inbound, url, now)
      if (those.some((occasion) => made.has(occasion))) return false
      for (const occasion of those) made.add(occasion)
      dropOldest(made, REMEMBERED)
      return true
    },
    offered: (inbound) => made.has(messageOf(inbound)),
  }
}

/** One message is one occasion, however often we hear of it; and who did not ask is not told of one site twice on a day. */
function occasions(inbound: Inbound, { host }: URL, now: Temporal.Instant): readonly string[] {
  const told = JSON.stringify([channelKey(inbound.channel), inbound.person.id, host, now.toString().slice(0, 10)])
  return isOverheard(inbound) ? [messageOf(inbound), told] : [messageOf(inbound)]
}

const messageOf = (inbound: Inbound) => (inbound.kind === 'command' ? inbound.overheard : undefined) ?? inbound.id

function dropOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return
    kept.delete(key)
  }
}

/** Talk among people that Slack tells of for its link: answered with an offer, or not at all. */
export const isOverheard = (inbound: Inbound): boolean => inbound.kind === 'command' && inbound.overheard !== undefined

export const LINK_GONE = 'That link is no longer kept: write “add” and the address.'

/** Null where there is nothing to offer: no link, a command about sources, nobody who may add one, one that is read or was offered already. */
export async function offerOf(inbound: Inbound, understood: Understood, links: Links, asking: Asking): Promise<Reply | null> {
  const { deps, channel, scope } = asking
  const url = linkIn(inbound)
  if (url === null || deps.sources === undefined || !asking.forms || isAboutSources(understood)) return null
  if (hindranceToChange(inbound, asking) !== null) return null
  const { host, origin, href } = url
  const known = await deps.sources.list(scope)
  // Who did not ask is not offered what its site brings by itself.
  if (known.some(({ source }) => source.url === href || (isOverheard(inbound) && URL.parse(source.url ?? '')?.host === host))) return null
  if (!links.offering(inbound, url, asking.now)) return null
  const whole = `add article ${href}`
  const article = whole.length <= BUTTON_MAX ? whole : `add linked ${links.named(href, channel)}`
  const buttons: readonly Button[] = [
    { action: 'manage', value: article, label: 'Add this article' },
    { action: 'manage', value: `add source ${origin}`, label: `Add ${host}` },
  ]
  return aside(
    renderOffer(
      host,
      buttons.filter(({ value }) => value.length <= BUTTON_MAX),
    ),
  )
}

/** What is nothing but a link asks for no answer. */
export function isBareLink(inbound: Inbound): boolean {
  const links = [...(inbound.links ?? []), ...(inbound.text.match(ADDRESS) ?? [])]
  if (links.length === 0) return false
  const named = links.flatMap((link) => [link, link.replace(/^https?:\/\//iu, '')])
  const rest = named.reduce((text, link) => text.replaceAll(link, ' '), inbound.text).replace(/^\s*(?:privately:\s*)?(?:ask\b)?/iu, '')
  return !/[\p{L}\p{N}]/u.test(rest)
}

/** The reply with the offer at its end. */
export function withOffer(reply: Reply, { document: { nodes } }: Reply): Reply {
  return { ...reply, document: { ...reply.document, nodes: [...reply.document.nodes, ...nodes] } }
}

/** The first address somebody wrote to us; what is pressed or filled in is about something else, and talk among people is theirs. */
function linkIn(inbound: Inbound): URL | null {
  if (inbound.pressed === true || (inbound.kind === 'message' ? !inbound.addressed : inbound.fields !== undefined)) return null
  const [first] = inbound.links ?? inbound.text.match(ADDRESS) ?? []
  const url = URL.parse((first ?? '').replace(/[.,;:!?)\]]+$/u, ''))
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.href.length > LONGEST) return null
  return url
}

const SOURCES: ReadonlySet<string> = new Set(['add-source', 'remove-source', 'keep-source', 'mend', 'share', 'feedback', 'forget-me'])
const isAboutSources = (understood: Understood) => understood.kind === 'command' && SOURCES.has(understood.command.kind)
