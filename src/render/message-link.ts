// Links to messages of ours, made from the parts a platform gives and never from words; and the words that stand under a message that was mended (pure).
import type { MessageAddress } from '../domain/address.ts'
import type { Document, Inline, Node } from '../domain/document.ts'
import type { Mend } from '../domain/subscription.ts'
import { dateInWords, listInWords } from './words.ts'

const DISCORD = 'https://discord.com'
const SLACK_ID = /^[A-Z0-9]+$/
const SLACK_STAMP = /^\d+\.\d+$/
const DISCORD_ID = /^\d+$/

/** The web address of a message; null when a part of it is not what the platform calls its own. */
export function messageUrl(address: MessageAddress): string | null {
  return address.platform === 'slack' ? slackUrl(address) : discordUrl(address)
}

function slackUrl({ site, channel, message, thread }: Extract<MessageAddress, { platform: 'slack' }>): string | null {
  const base = URL.parse(site)
  if (base?.protocol !== 'https:' || base.username !== '' || base.password !== '') return null
  if (!SLACK_ID.test(channel) || !SLACK_STAMP.test(message) || (thread !== null && !SLACK_STAMP.test(thread))) return null
  const within = thread === null ? '' : `?thread_ts=${thread}&cid=${channel}`
  return `${base.origin}/archives/${channel}/p${message.replace('.', '')}${within}`
}

function discordUrl({ server, channel, message }: Extract<MessageAddress, { platform: 'discord' }>): string | null {
  if (![server ?? '0', channel, message].every((id) => DISCORD_ID.test(id))) return null
  return `${DISCORD}/channels/${server ?? '@me'}/${channel}/${message}`
}

/** The facts told before that a document refers back to. */
export function referredTo({ nodes }: Document): readonly string[] {
  return [...new Set(nodes.flatMap(factsIn))]
}

/** The facts told before that a node refers back to. */
export function factsIn(node: Node): readonly string[] {
  return inlinesOf(node).flatMap((inline) => inline.refersTo ?? [])
}

function inlinesOf(node: Node): readonly Inline[] {
  if (node.kind === 'claim') return [...node.inlines, ...node.sources.flat()]
  if (node.kind === 'list') return node.items.flat()
  return node.kind === 'paragraph' || node.kind === 'note' ? node.inlines : []
}

/** The document with a link at each such word of which the message is known; the very same where none is. */
export function withMessageLinks(document: Document, addresses: ReadonlyMap<string, MessageAddress>): Document {
  if (!referredTo(document).some((fact) => addresses.has(fact))) return document
  const linked = (inline: Inline): Inline => {
    const address = inline.refersTo !== undefined ? addresses.get(inline.refersTo) : undefined
    const url = address === undefined ? null : messageUrl(address)
    return url === null
      ? inline
      : { kind: 'link', text: inline.text, url, ...(inline.refersTo === undefined ? {} : { refersTo: inline.refersTo }) }
  }
  const nodes = document.nodes.map((node): Node => {
    if (node.kind === 'claim') return { ...node, inlines: node.inlines.map(linked), sources: node.sources.map((one) => one.map(linked)) }
    return node.kind === 'paragraph' ? { ...node, inlines: node.inlines.map(linked) } : node
  })
  return { ...document, nodes }
}

const DONE = { corrected: 'Corrected', withdrawn: 'Withdrawn by its source' } as const
const SEE = { corrected: 'the correction', withdrawn: 'the retraction' } as const

export type RemarkInput = Readonly<{
  how: Mend['how']
  /** ISO date */
  date: string
  /** what of the message it is about, as it numbers them */
  numbers: readonly number[]
  /** the message that says more */
  address: MessageAddress | null
}>

/** `Corrected on 4 March 2026 (no. 2): see the correction`. */
export function remarkInlines({ how, date, numbers, address }: RemarkInput): readonly Inline[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b).map(String)
  const which = sorted.length === 0 ? '' : ` (${sorted.length === 1 ? 'no.' : 'nos.'} ${listInWords(sorted)})`
  const text = `${DONE[how]} on ${dateInWords(date)}${which}`
  const url = address === null ? null : messageUrl(address)
  if (url === null) return [{ kind: 'text', text: `${text}.` }]
  return [
    { kind: 'text', text: `${text}: see ` },
    { kind: 'link', text: SEE[how], url },
  ]
}
