// Document → Slack messages: Block Kit from typed nodes, paged inside Slack's limits (pure).
import type { types } from '@slack/bolt'
import type { Button, Document, Inline, Node } from '../../../domain/document.ts'
import { groupParts, type Part, partsCost, richElements, slices } from './rich-text.ts'
import { cleanText, shorten } from './slack-text.ts'
import { spokenLabels } from './spoken-labels.ts'
import { spokenText, whole } from './spoken.ts'

/** What is posted: blocks, the text for notifications and screen readers, and no previews of links. */
export type SlackMessage = Readonly<{ text: string; blocks: readonly types.KnownBlock[]; unfurl_links: false; unfurl_media: false }>

const MAX_TEXT = 9500 // characters a message; Slack refuses from about 11,300 over all blocks, undocumented
const MAX_UNIT = 9000 // leaves a heading room above the longest claim
const MAX_BLOCKS = 50 // Slack: blocks per message
const MAX_HEADER = 150 // Slack: header text
const MAX_NOTE = 2000 // characters per context element, well inside what Slack takes
const MAX_NOTES = 10 // Slack: elements per context
const MAX_BUTTONS = 25 // Slack: elements per actions
const MAX_LABEL = 75 // Slack: button text
const MAX_VALUE = 2000 // Slack: button value
const MAX_PREVIEW = 1000 // a notification shows far less

type Unit =
  | Readonly<{ kind: 'heading'; text: string; level: 2 | 3 }>
  | Readonly<{ kind: 'rich'; parts: readonly Part[] }>
  | Readonly<{ kind: 'note'; texts: readonly string[] }>
  | Readonly<{ kind: 'divider' }>
  | Readonly<{ kind: 'buttons'; buttons: readonly Named[] }>
  | Readonly<{ kind: 'thumbs'; up: Named; down: Named }>

type Named = Button & { readonly id: string; readonly spoken?: string | undefined }

/**
 * The messages a document becomes, in order: the first goes into the channel, the others into its thread. At least one.
 * A claim stays in one message unless it is too long for any; then it is cut after a sentence.
 */
export function slackMessages(document: Document): readonly [SlackMessage, ...SlackMessage[]] {
  const [first, ...others] = pagesOf(unitsOf(document.nodes))
  const preview = whole(cleanText(document.preview).replace(/\s+/gu, ' ').trim(), MAX_PREVIEW) || 'border-brief'
  if (first === undefined) return [message(preview, [{ kind: 'rich', parts: [section([{ kind: 'text', text: preview }])] }])]
  const pageOf = (index: number) => `${preview} (${index}/${others.length + 1})`
  return [message(preview, first), ...others.map((units, index) => message(pageOf(index + 2), units))]
}

/** A one-line message of our own, small: progress, or what went wrong. */
export function noteMessage(note: string): SlackMessage {
  return message(note, [{ kind: 'note', texts: slices(cleanText(note), MAX_NOTE).slice(0, MAX_NOTES) }])
}

/** The same, its buttons marked with the thread they are about. */
export function aboutThread(message: SlackMessage, thread: string | undefined): SlackMessage {
  if (thread === undefined) return message
  const marked = <T extends Readonly<{ action_id?: string | undefined }>>(element: T): T => ({
    ...element,
    action_id: `${element.action_id}^${thread}`,
  })
  const blocks = message.blocks.map((block): types.KnownBlock => {
    if (block.type === 'actions') return { ...block, elements: block.elements.map((element) => marked(element)) }
    return block.type === 'context_actions' ? { ...block, elements: block.elements.map((element) => marked(element)) } : block
  })
  return { ...message, blocks }
}

function message(text: string, units: readonly Unit[]): SlackMessage {
  const blocks = units.map(blockOf)
  return { text: spokenText(text, blocks), blocks, unfurl_links: false, unfurl_media: false }
}

function unitsOf(nodes: readonly Node[]): readonly Unit[] {
  let buttons = 0
  const spoken = spokenLabels(nodes)
  // Slack wants each action_id once a message
  const named = (button: Button): Named => ({
    ...button,
    spoken: spoken.get(button),
    id: `bb:${button.action}:${buttons++}${button.channel ? `@${button.channel}` : ''}`,
  })
  return nodes.flatMap((node) => (node.kind === 'buttons' ? buttonUnits(node.buttons.map(named)) : contentUnits(node)))
}

function contentUnits(node: Exclude<Node, { kind: 'buttons' }>): readonly Unit[] {
  switch (node.kind) {
    case 'heading':
      return headingUnits(cleanText(node.text), node.level ?? 2)
    case 'paragraph':
      return richUnits([section(node.inlines)])
    case 'claim':
      return richUnits([section(numbered(node.number, node.inlines)), ...node.sources.map(bullet)])
    case 'list':
      return richUnits(node.items.map(bullet))
    case 'note':
      return noteUnits(node.inlines)
    case 'divider':
      return [{ kind: 'divider' }]
  }
}

const section = (inlines: readonly Inline[]): Part => ({ shape: 'section', elements: richElements(inlines) })
const bullet = (inlines: readonly Inline[]): Part => ({ shape: 'bullet', elements: richElements(inlines) })

function numbered(number: number | null, inlines: readonly Inline[]): readonly Inline[] {
  return number === null ? inlines : [{ kind: 'text', text: `${number}. `, style: 'strong' }, ...inlines]
}

function headingUnits(text: string, level: 2 | 3): readonly Unit[] {
  if (text.trim() === '') return []
  if (text.length <= MAX_HEADER && !text.includes('\n')) return [{ kind: 'heading', text, level }]
  return richUnits([section([{ kind: 'text', text, style: 'strong' }])])
}

function richUnits(parts: readonly Part[]): readonly Unit[] {
  const shown = parts.filter((part) => part.elements.some((element) => (element.text ?? '').trim() !== ''))
  return shown.length === 0 ? [] : groupParts(shown, MAX_UNIT).map((group) => ({ kind: 'rich', parts: group }))
}

/** Small print goes into context blocks as plain text; with a link in it, it needs rich text, where links are typed. */
function noteUnits(inlines: readonly Inline[]): readonly Unit[] {
  if (inlines.some((inline) => inline.kind === 'link')) return richUnits([section(inlines)])
  const texts = slices(cleanText(inlines.map((inline) => inline.text).join('')), MAX_NOTE).filter((text) => text.trim() !== '')
  // a block may hold ten elements, a page only so many characters: four of the longest stay inside both
  return chunks(texts, 4).map((group) => ({ kind: 'note', texts: group }))
}

function buttonUnits(buttons: readonly Named[]): readonly Unit[] {
  // threads hang off every message in Slack: there is nothing to open
  const shown = buttons.filter((button) => button.action !== 'open-thread' && cleanText(button.label).trim() !== '')
  const thumb = (way: 'up' | 'down') => shown.find((button) => button.thumb === way && wordsOf(button) !== '' && button.value !== '')
  const [up, down] = [thumb('up'), thumb('down')]
  if (up === undefined || down === undefined) return chunks(shown, MAX_BUTTONS).map((group) => ({ kind: 'buttons', buttons: group }))
  return [...buttonUnits(shown.filter((button) => button.thumb === undefined)), { kind: 'thumbs', up, down }]
}

/** Slack draws the thumbs itself. */
const wordsOf = ({ label }: Button) =>
  cleanText(label)
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim()

function pagesOf(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const pages: Unit[][] = [[]]
  for (const unit of units) {
    const page = pages.at(-1) ?? []
    if (page.length > 0 && (page.length >= MAX_BLOCKS || pageCost(page) + unitCost(unit) > MAX_TEXT)) pages.push(carriedOver(page))
    pages.at(-1)?.push(unit)
  }
  return pages.map(withoutOuterDividers).filter((page) => page.length > 0)
}

/** Takes the headings and dividers at a page's end off it, for the page of what they announce. */
function carriedOver(page: Unit[]): Unit[] {
  const last = page.findLastIndex((unit) => unit.kind !== 'heading' && unit.kind !== 'divider')
  return last < 0 ? [] : page.splice(last + 1)
}

function withoutOuterDividers(page: readonly Unit[]): readonly Unit[] {
  const content = (unit: Unit) => unit.kind !== 'divider'
  const first = page.findIndex(content)
  return first < 0 ? [] : page.slice(first, page.findLastIndex(content) + 1)
}

function pageCost(page: readonly Unit[]): number {
  return page.reduce((sum, unit) => sum + unitCost(unit), 0)
}

function unitCost(unit: Unit): number {
  switch (unit.kind) {
    case 'heading':
      return unit.text.length
    case 'rich':
      return partsCost(unit.parts)
    case 'note':
      return unit.texts.reduce((sum, text) => sum + text.length, 0)
    case 'divider':
      return 0
    case 'buttons':
      return unit.buttons.length * MAX_LABEL
    case 'thumbs':
      return 2 * MAX_LABEL
  }
}

function blockOf(unit: Unit): types.KnownBlock {
  switch (unit.kind) {
    case 'heading':
      // A header is of one size: what stands over a part must not look like what stands over all of it.
      if (unit.level === 3)
        return { type: 'rich_text', elements: richParts([section([{ kind: 'text', text: unit.text, style: 'strong' }])]) }
      return { type: 'header', text: { type: 'plain_text', text: unit.text, emoji: false } }
    case 'rich':
      return { type: 'rich_text', elements: richParts(unit.parts) }
    case 'note':
      return { type: 'context', elements: unit.texts.map((text) => ({ type: 'plain_text', text, emoji: false })) }
    case 'divider':
      return { type: 'divider' }
    case 'buttons':
      return { type: 'actions', elements: unit.buttons.map(buttonElement) }
    case 'thumbs':
      return { type: 'context_actions', elements: [thumbsElement(unit.up, unit.down)] }
  }
}

function thumbsElement(up: Named, down: Named): types.FeedbackButtons {
  const one = (button: Named) => ({
    text: { type: 'plain_text' as const, text: shorten(wordsOf(button), MAX_LABEL), emoji: false },
    value: shorten(button.value.toWellFormed(), MAX_VALUE),
  })
  return { type: 'feedback_buttons', action_id: up.id, positive_button: one(up), negative_button: one(down) }
}

/** Neighbouring bullets make one list. */
function richParts(parts: readonly Part[]): types.RichTextBlock['elements'] {
  const elements: types.RichTextBlock['elements'] = []
  for (const part of parts) {
    const content: types.RichTextSection = { type: 'rich_text_section', elements: [...part.elements] }
    const last = elements.at(-1)
    if (part.shape === 'section') elements.push(content)
    else if (last?.type === 'rich_text_list') last.elements.push(content)
    else elements.push({ type: 'rich_text_list', style: 'bullet', elements: [content] })
  }
  return elements
}

function buttonElement(button: Named): types.Button {
  const value = shorten(button.value.toWellFormed(), MAX_VALUE)
  const text = { type: 'plain_text' as const, text: shorten(cleanText(button.label), MAX_LABEL), emoji: false }
  const spoken = button.spoken === undefined ? {} : { accessibility_label: button.spoken }
  return { type: 'button', action_id: button.id, text, ...(value === '' ? {} : { value }), ...spoken }
}

function chunks<T>(things: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(things.length / size) }, (_, index) => things.slice(index * size, (index + 1) * size))
}
