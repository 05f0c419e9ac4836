// What a person reads of a platform's payloads: the words in order, without markup, and the addresses behind links.
import type { DiscordMessage } from '../../src/adapters/platforms/discord/components.ts'
import type { SlackMessage } from '../../src/adapters/platforms/slack/blocks.ts'
import { readDiscord } from '../adapters/platforms/discord/discord-markdown.ts'
import { leavesOf } from '../fakes/slack/block-kit.ts'

/** `text`: what stands there; `links`: where it leads, in order; `buttons`: what they say. */
export type Shown = Readonly<{ text: string; links: readonly string[]; buttons: readonly string[] }>

const ACTIONS = new Set(['actions', 'context_actions'])

/** Elements of a rich text section make one line. */
function slackLines(block: unknown): readonly string[] {
  if (typeof block !== 'object' || block === null || !('type' in block)) return []
  if (block.type === 'rich_text_section')
    return [
      leavesOf(block)
        .map(({ text }) => text)
        .join(''),
    ]
  if ('elements' in block && Array.isArray(block.elements) && String(block.type).startsWith('rich_text'))
    return block.elements.flatMap(slackLines)
  return leavesOf(block).map(({ text }) => text)
}

function addresses(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(addresses)
  if (typeof value !== 'object' || value === null) return []
  const here = 'type' in value && value.type === 'link' && 'url' in value ? [String(value.url)] : []
  return [...here, ...Object.values(value).flatMap(addresses)]
}

export function shownInSlack(messages: readonly Pick<SlackMessage, 'blocks'>[]): Shown {
  const blocks = messages.flatMap((message) => message.blocks)
  const told = blocks.filter(({ type }) => !ACTIONS.has(type))
  return {
    text: told.flatMap(slackLines).join('\n'),
    links: told.flatMap(addresses),
    buttons: leavesOf(blocks.filter(({ type }) => ACTIONS.has(type))).map(({ text }) => text),
  }
}

export function shownInDiscord(messages: readonly DiscordMessage[]): Shown {
  const parts = messages.flatMap(({ components: [container] }) => container.components)
  const read = displaysOf(parts).map(readDiscord)
  return {
    text: read.map(({ text }) => text.trimEnd()).join('\n'),
    links: read.flatMap(({ links }) => links.map(({ url }) => url)),
    buttons: parts.flatMap(labelsOf),
  }
}

/** The text displays of a message, those beside a button too. */
export function displaysOf(parts: readonly unknown[]): readonly string[] {
  return parts.flatMap((part) => {
    if (typeof part !== 'object' || part === null || !('type' in part)) return []
    if (part.type === 10 && 'content' in part) return [String(part.content)]
    return part.type === 9 && 'components' in part && Array.isArray(part.components) ? displaysOf(part.components) : []
  })
}

/** What can be pressed or picked, in order. */
function labelsOf(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return []
  const own = 'label' in part ? [String(part.label)] : []
  const beneath = [
    'components' in part ? part.components : [],
    'accessory' in part ? [part.accessory] : [],
    'options' in part ? part.options : [],
  ]
  return [...own, ...beneath.flatMap((parts) => (Array.isArray(parts) ? parts.flatMap(labelsOf) : []))]
}

/** The words alone, however they are set: bullets, numbers and line ends apart. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/^\s*(?:-|•|\d+\.)\s+/gmu, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
