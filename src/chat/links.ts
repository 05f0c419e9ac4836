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
const LONGEST = 2_000
const BUTTON_MAX = 80 // characters a button's value may have, see Button
const ADDRESS = /https?:\/\/[^\s<>"“”‘’|]+/giu
const LINKED = /^add linked (l_[0-9a-f]{12})$/u

/** Links too long for a button, under a name of their own. */
export type Links = Readonly<{
  /** The remark as it reads with the link in it; null when that is no longer kept, or was offered elsewhere. */
  resolved: (inbound: Inbound) => Inbound | null
  named: (url: string, channel: Channel) => string
}>

export function createLinks(): Links {
  const kept = new Map<string, Readonly<{ place: string; url: string }>>()
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
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
      return name
    },
  }
}

export const LINK_GONE = 'That link is no longer kept: write “add” and the address.'

/** Null where there is nothing to offer: no link, a command about sources, nobody who may add one, or one that is read already. */
export async function offerOf(inbound: Inbound, understood: Understood, links: Links, asking: Asking): Promise<Reply | null> {
  const { deps, channel, scope } = asking
  const url = linkIn(inbound)
  if (url === null || deps.sources === undefined || !asking.forms || isAboutSources(understood)) return null
  if (hindranceToChange(inbound, asking) !== null) return null
  if ((await deps.sources.list(scope)).some(({ source }) => source.url === url)) return null
  const { host, origin } = new URL(url)
  const whole = `add article ${url}`
  const article = whole.length <= BUTTON_MAX ? whole : `add linked ${links.named(url, channel)}`
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
function linkIn(inbound: Inbound): string | null {
  if (inbound.pressed === true || (inbound.kind === 'message' ? !inbound.addressed : inbound.fields !== undefined)) return null
  const [first] = inbound.links ?? inbound.text.match(ADDRESS) ?? []
  const url = URL.parse((first ?? '').replace(/[.,;:!?)\]]+$/u, ''))
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.href.length > LONGEST) return null
  return url.href
}

const SOURCES: ReadonlySet<string> = new Set(['add-source', 'remove-source', 'keep-source', 'mend', 'share', 'feedback', 'forget-me'])
const isAboutSources = (understood: Understood) => understood.kind === 'command' && SOURCES.has(understood.command.kind)
