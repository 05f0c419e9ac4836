// What a message says in plain text: the line for notifications first, then all of it, for screen readers, which do not read blocks (pure).
import type { types } from '@slack/bolt'
import { z } from 'zod'
import { cutPoint, escapeMrkdwn } from './slack-text.ts'

const MAX_SPOKEN = 3_900 // characters as they are sent; Slack may split texts over 4,000
const MAX_ALL = 39_000 // characters; Slack cuts off what is over 40,000
const MAX_LINE = 2_000 // characters of what stands first, such as a note that is all of a message

/** Escaped, in whole sentences as far as there is room. `preview` stands alone. */
export function spokenText(preview: string, blocks: readonly types.KnownBlock[]): string {
  const line = whole(preview, MAX_LINE)
  const words = blocks
    .flatMap((block) => linesOf(block, wordsOf))
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const rest = words[0] === line ? words.slice(1) : words
  return [escapeMrkdwn(line), ...fitting(rest, MAX_SPOKEN - escapeMrkdwn(line).length)].join('\n')
}

/** As many lines as have room, the last cut after a sentence. */
function fitting(lines: readonly string[], room: number): readonly string[] {
  const taken: string[] = []
  let left = room
  for (const line of lines) {
    const escaped = escapeMrkdwn(line)
    if (escaped.length + 1 > left) {
      // an escaped character takes up to five
      const part = left < 200 ? '' : whole(line, Math.floor((left - 1) / (escaped.length / line.length)))
      return part === '' || escapeMrkdwn(part).length + 1 > left ? taken : [...taken, escapeMrkdwn(part)]
    }
    taken.push(escaped)
    left -= escaped.length + 1
  }
  return taken
}

/** The text, or so much of it as makes whole sentences. */
export function whole(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, cutPoint(text, max)).trim()
}

const Said = z.object({ text: z.string(), blocks: z.array(z.custom<types.KnownBlock>((one) => typeof one === 'object' && one !== null)) })

/** A message that has all its words, with the addresses behind them, in its text, and neither blocks nor anything that is read as marks. */
export function wordsOnly({ blocks, ...fields }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const said = Said.safeParse({ text: fields['text'], blocks })
  if (!said.success) return { ...fields, mrkdwn: false }
  const [first = '', ...rest] = said.data.text.split('\n')
  const told = (say: typeof wordsOf) => {
    const lines = said.data.blocks.flatMap((block) => linesOf(block, say)).map((line) => escapeMrkdwn(line.trim()))
    const words = lines.filter((line, at) => line !== '' && !(at === 0 && line === first))
    return [first, ...(words.length > 0 ? words : rest)].join('\n')
  }
  const text = told(withAddress)
  return { ...fields, text: text.length <= MAX_ALL ? text : told(wordsOf), mrkdwn: false }
}

const withAddress = (element: types.RichTextElement) =>
  element.type === 'link' ? `${element.text ?? ''}: ${element.url}` : wordsOf(element)

function linesOf(block: types.KnownBlock, say: typeof wordsOf): readonly string[] {
  switch (block.type) {
    case 'header':
      return [block.text.text]
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? [element.text] : []))
    case 'rich_text':
      return block.elements.flatMap((element) =>
        element.type === 'rich_text_list' ? element.elements.map((item) => `• ${textOf(item, say)}`) : [textOf(element, say)],
      )
    default:
      return []
  }
}

function textOf({ elements }: Readonly<{ elements: readonly types.RichTextElement[] }>, say: typeof wordsOf): string {
  return elements.map((element) => say(element)).join('')
}

function wordsOf(element: types.RichTextElement): string {
  return 'text' in element && element.text !== undefined ? element.text : ''
}
