// Typed inlines → Slack rich text elements, and cutting them to size (pure).
import type { types } from '@slack/bolt'
import type { Inline } from '../../../domain/document.ts'
import { cleanText, cutPoint } from './slack-text.ts'

export type RichElement = types.RichTextText | types.RichTextLink | Named
/** Shown under the name it has for whoever looks, which nobody else can know; notifies nobody. */
type Named = types.RichTextChannelMention & Readonly<{ text?: undefined }>
/** One paragraph or bullet of a rich text block. */
export type Part = Readonly<{ shape: 'section' | 'bullet'; elements: readonly RichElement[] }>

const MAX_ELEMENT_TEXT = 3000 // Slack documents no limit; a section's text has this one
const MAX_URL = 3000 // Slack: button url; none is documented for rich text
const ELEMENT_COST = 4 // so that many tiny elements count too

/** Rich text elements of the inlines; empty ones go, long ones are cut into several. A link that is not plain http(s) becomes its words. */
export function richElements(inlines: readonly Inline[]): readonly RichElement[] {
  return inlines.flatMap((inline): readonly RichElement[] => {
    const channel = inline.kind === 'text' ? channelNamed(inline.channel) : null
    if (channel !== null) return [{ type: 'channel', channel_id: channel }]
    const url = inline.kind === 'link' ? safeUrl(inline.url) : null
    const text = cleanText(inline.text) || (url ?? '')
    return slices(text, MAX_ELEMENT_TEXT).map(
      (slice): RichElement => (url === null ? textElement(slice, inline) : { type: 'link', url, text: slice }),
    )
  })
}

/** The id as Slack takes it; a direct conversation has no name. */
function channelNamed(id: string | undefined): string | null {
  return id !== undefined && /^[CG][A-Z0-9]{1,20}$/.test(id) ? id : null
}

/** The address as Slack may show it; null unless it is http(s), without a user name in front of the host, and of a length Slack takes. */
export function safeUrl(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  const plain = (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
  return plain && url.href.length <= MAX_URL ? url.href : null
}

export function partsCost(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + elementsCost(part.elements), 0)
}

function elementsCost(elements: readonly RichElement[]): number {
  return elements.reduce((sum, element) => sum + elementCost(element), 0)
}

function elementCost(element: RichElement): number {
  return ELEMENT_COST + (element.text ?? '').length + (element.type === 'link' ? element.url.length : 0)
}

/** The parts in groups of at most `max`; one group when they fit. Parts stay whole where they can, else are cut at a sentence. */
export function groupParts(parts: readonly Part[], max: number): readonly (readonly Part[])[] {
  if (partsCost(parts) <= max) return [parts]
  const groups: Part[][] = []
  let room = 0
  for (const part of parts.flatMap((whole) => cutPart(whole, max))) {
    const cost = elementsCost(part.elements)
    if (cost > room) {
      groups.push([])
      room = max
    }
    groups.at(-1)?.push(part)
    room -= cost
  }
  return groups
}

/** A part as several, each at most `max`. */
function cutPart(part: Part, max: number): readonly Part[] {
  const pieces: RichElement[][] = [[]]
  let room = max
  const open = () => {
    pieces.push([])
    room = max
  }
  const place = (element: RichElement) => {
    pieces.at(-1)?.push(element)
    room -= elementCost(element)
  }
  for (const element of part.elements) {
    let rest = element
    while (elementCost(rest) > room) {
      const at = rest.type === 'text' ? sentenceCut(rest.text, room - ELEMENT_COST) : 0
      if (rest.type === 'text' && at > 0) {
        place({ ...rest, text: rest.text.slice(0, at) })
        rest = { ...rest, text: rest.text.slice(at) }
      }
      open()
    }
    place(rest)
  }
  return pieces.filter((elements) => elements.length > 0).map((elements) => ({ ...part, elements }))
}

/** Where to cut a text that has `room` left; 0 when starting afresh loses nothing. */
function sentenceCut(text: string, room: number): number {
  return room < 200 ? 0 : cutPoint(text, room)
}

function textElement(text: string, inline: Inline): types.RichTextText {
  const style = inline.kind === 'text' ? inline.style : undefined
  if (style === undefined) return { type: 'text', text }
  return { type: 'text', text, style: style === 'strong' ? { bold: true } : { italic: true } }
}

/** The text in slices of at most `max` units; none when it is empty. */
export function slices(text: string, max: number): readonly string[] {
  const found: string[] = []
  for (let rest = text; rest !== ''; ) {
    const at = cutPoint(rest, max)
    found.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return found
}
