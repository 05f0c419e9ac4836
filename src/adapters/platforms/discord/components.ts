// A Document as Discord messages: Components V2, paged inside Discord's limits (pure).
import type { Document, Inline, Node } from '../../../domain/document.ts'
import { type ActionRow, customId, MAX_BUTTONS, type MenuRow, type PushButton, pushButtons, rowsOf } from './controls.ts'
import { cleanText, inlineMarkdown, oneLine, splitInlines } from './markdown.ts'
import { typedHere } from './typed.ts'

const MAX_CHARACTERS = 3_800 // Discord: 4,000 over all text displays of a message
const MAX_COMPONENTS = 38 // Discord: 40, nested ones included; two are kept for the button that marks a delivery
const ACCENT = 0x2f6f4f

/** MessageFlags.IsComponentsV2 and MessageFlags.Ephemeral; numbers, so that rendering does not load the Discord library. */
export const COMPONENTS_V2 = 1 << 15
export const EPHEMERAL = 1 << 6

export type TextDisplay = Readonly<{ type: 10; content: string }>
export type Separator = Readonly<{ type: 14 }>
/** Words with a button beside them. */
export type Section = Readonly<{ type: 9; components: readonly [TextDisplay]; accessory: PushButton }>
export type Component = TextDisplay | Separator | Section | ActionRow | MenuRow
export type Container = Readonly<{ type: 17; accent_color: number; components: readonly Component[] }>

/** One message exactly as it is sent; nothing in it can ping. */
export type DiscordMessage = Readonly<{
  flags: number
  components: readonly [Container]
  allowed_mentions: Readonly<{ parse: readonly never[]; replied_user: false }>
}>

/** The messages a document becomes, in order; never empty. */
export function discordMessages(document: Document): readonly DiscordMessage[] {
  const blocks = withSections(document.nodes.flatMap(blocksOf))
  const shown = blocks.some((block) => block.type !== 14) ? blocks : blocksOf(paragraph(document.preview))
  return paged(shown.length > 0 ? shown : [NOTHING]).map(message)
}

/** One short message of plain text. */
export function sentenceMessage(sentence: string): DiscordMessage {
  return discordMessages({ preview: sentence, nodes: [] })[0] ?? message([NOTHING])
}

/** Points to a thread; the one construct here that is not text of a document. */
export function threadNotice(threadId: string): DiscordMessage {
  return message([{ type: 10, content: `It goes on in <#${threadId}>` }])
}

/** With a button beside the one for follow-ups that opens a thread; where there is no such button, or no room, as it is. */
export function withThreadButton(page: DiscordMessage): DiscordMessage {
  const [container] = page.components
  const at = container.components.findIndex((one) => hasFollowUp(one))
  const row = container.components[at]
  if (row === undefined || !hasFollowUp(row) || row.components.length >= MAX_BUTTONS) return page
  const open: PushButton = { type: 2, style: 2, label: 'Open a thread', custom_id: customId('open-thread', '') }
  const changed = container.components.map((one, i) => (i === at ? { ...row, components: [...row.components, open] } : one))
  return { ...page, components: [{ ...container, components: changed }] }
}

/** Whether it is the row with the button for follow-ups, which is where a delivery carries its mark. */
export function hasFollowUp(block: Component): block is ActionRow {
  return block.type === 1 && block.components.some(({ type, custom_id: id }) => type === 2 && id.startsWith(customId('follow-up', '')))
}

/** Characters over all text displays, and components with nested ones, as Discord counts them. */
export function sizeOf(components: readonly (Component | Container)[]): Readonly<{ characters: number; components: number }> {
  let characters = 0
  let count = 0
  for (const component of components) {
    count += component.type === 9 ? 2 : 1
    if (component.type === 10) characters += component.content.length
    if (component.type === 1) count += component.components.length
    if (component.type !== 17 && component.type !== 9) continue
    const inner = sizeOf(component.components)
    characters += inner.characters
    count += inner.components
  }
  return { characters, components: count }
}

const NOTHING: TextDisplay = { type: 10, content: 'Nothing to show\\.' }

function paragraph(text: string): Node {
  return { kind: 'paragraph', inlines: [{ kind: 'text', text: oneLine(text) }] }
}

function message(components: readonly Component[]): DiscordMessage {
  return {
    flags: COMPONENTS_V2,
    components: [{ type: 17, accent_color: ACCENT, components }],
    allowed_mentions: { parse: [], replied_user: false },
  }
}

function text(markdown: string): TextDisplay | null {
  return markdown.trim() === '' ? null : { type: 10, content: markdown }
}

// ── nodes → blocks ──────────────────────────────────────────────────────────────────────────────────────────────────

function blocksOf(node: Node): readonly Component[] {
  if (node.kind === 'divider') return [{ type: 14 }]
  if (node.kind === 'buttons') return rowsOf(pushButtons(node.buttons))
  return packed(linesOf(node)).flatMap((markdown) => text(markdown) ?? [])
}

/** A single button stands beside the words before it; one that marks a delivery stays in a row, where it is looked for. */
function withSections(blocks: readonly Component[]): readonly Component[] {
  return blocks.flatMap((block, at): readonly Component[] => {
    const [before, after] = [blocks[at - 1], blocks[at + 1]]
    if (block.type === 10 && after !== undefined) {
      const accessory = loneButton(after)
      return accessory === null ? [block] : [{ type: 9, components: [block], accessory }]
    }
    return before?.type === 10 && loneButton(block) !== null ? [] : [block]
  })
}

function loneButton(block: Component): PushButton | null {
  const [only, ...others] = block.type === 1 ? block.components : []
  return only?.type === 2 && others.length === 0 && !only.custom_id.startsWith(customId('follow-up', '')) ? only : null
}

/** The lines of a node, each at most a message long. */
function linesOf(node: Exclude<Node, { kind: 'divider' } | { kind: 'buttons' }>): readonly string[] {
  switch (node.kind) {
    case 'heading':
      if (node.level === 3) return prefixed('', [{ kind: 'text', text: oneLine(node.text), style: 'strong' }])
      // A heading's closing #s are taken away, escaped or not; bold keeps them.
      return prefixed('### ', [{ kind: 'text', text: oneLine(node.text) }]).map((line) =>
        line.endsWith('#') ? `**${line.slice(4)}**` : line,
      )
    case 'paragraph':
      return prefixed('', node.inlines)
    case 'note':
      return prefixed('-# ', node.inlines.map(onOneLine))
    case 'list':
      return node.items.flatMap((item) => prefixed('- ', item.map(onOneLine), ''))
    case 'claim': {
      const number = node.number === null ? '' : `**${node.number}.** `
      return [...prefixed(number, node.inlines, ''), ...node.sources.flatMap((source) => prefixed('-# ', source.map(onOneLine)))]
    }
  }
}

/** Markdown lines of at most a message each: `first` before the first, `next` before each that carries it on. */
function prefixed(first: string, inlines: readonly Inline[], next = first): readonly string[] {
  const parts = splitInlines(inlines.map(typedHere), MAX_CHARACTERS - Math.max(first.length, next.length)).map((part) =>
    inlineMarkdown(part).trim(),
  )
  return parts.filter((part) => part !== '').map((part, i) => (i === 0 ? first : next) + part)
}

function onOneLine(inline: Inline): Inline {
  return { ...inline, text: cleanText(inline.text).replace(/\s+/g, ' ') }
}

/** Joins lines into as few texts as the limit allows. */
function packed(lines: readonly string[]): readonly string[] {
  const texts: string[] = []
  for (const line of lines) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + 1 + line.length <= MAX_CHARACTERS) texts.splice(-1, 1, `${last}\n${line}`)
    else texts.push(line)
  }
  return texts
}

// ── blocks → pages ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Fills pages in order; a heading or line at a page's end goes on with what it belongs to. */
function paged(blocks: readonly Component[]): readonly (readonly Component[])[] {
  const pages: Component[][] = []
  let page: Component[] = []
  for (const block of blocks) {
    if (page.length > 0 && !fits([...page, block])) {
      const kept = keptWithNext(page, block)
      pages.push(page.slice(0, page.length - kept.length))
      page = [...kept]
    }
    page.push(block)
  }
  return [...pages, page].map((p) => distinctButtons(trimmed(p))).filter((p) => p.length > 0)
}

function fits(components: readonly Component[]): boolean {
  const size = sizeOf([{ type: 17, accent_color: ACCENT, components }])
  return size.characters <= MAX_CHARACTERS && size.components <= MAX_COMPONENTS
}

function keptWithNext(page: readonly Component[], block: Component): readonly Component[] {
  const last = page.at(-1)
  const isHeading = last?.type === 10 && /^(?:### .*|\*\*[^*\n]*\*\*)$/u.test(last.content)
  return last !== undefined && isHeading && page.length > 1 && fits([last, block]) ? [last] : []
}

function trimmed(page: readonly Component[]): readonly Component[] {
  const shown = page.map((block) => block.type !== 14)
  return page.slice(Math.max(0, shown.indexOf(true)), shown.lastIndexOf(true) + 1)
}

// Discord refuses a message in which two components have one custom_id.
function distinctButtons(page: readonly Component[]): readonly Component[] {
  const seen = new Set<string>()
  const isNew = ({ custom_id: id }: Readonly<{ custom_id: string }>) => !seen.has(id) && seen.add(id) !== undefined
  return page.flatMap((block): readonly Component[] => {
    if (block.type === 9) return isNew(block.accessory) ? [block] : block.components
    if (block.type !== 1) return [block]
    const [first] = block.components
    if (first?.type === 3) return isNew(first) ? [block] : []
    const components = (block as ActionRow).components.filter(isNew)
    return components.length > 0 ? [{ type: 1, components }] : []
  })
}
