// Hostile messages as both platforms would get them: what is wrong with any of them (pure, from a seed).
import { discordMessages, type DiscordMessage } from '../../src/adapters/platforms/discord/components.ts'
import { modalOf } from '../../src/adapters/platforms/discord/forms.ts'
import { safeUrl as discordUrl } from '../../src/adapters/platforms/discord/markdown.ts'
import { typedHere } from '../../src/adapters/platforms/discord/typed.ts'
import { type SlackMessage, slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import { formModal } from '../../src/adapters/platforms/slack/modals.ts'
import { safeUrl as slackUrl } from '../../src/adapters/platforms/slack/rich-text.ts'
import type { Document, Inline, Node } from '../../src/domain/document.ts'
import type { Form } from '../../src/domain/form.ts'
import { readDiscord } from '../../tests/adapters/platforms/discord/discord-markdown.ts'
import { validate, validateMessage } from '../../tests/fakes/discord/validate.ts'
import { leavesOf, refusedBlocks, refusedView } from '../../tests/fakes/slack/block-kit.ts'
import { displaysOf } from '../../tests/goldens/shown.ts'
import { type Random, randomOf } from '../bench/random.ts'
import { MAKERS } from './hostile-documents.ts'
import { hostileLabel, hostileText } from './hostile-texts.ts'

export type Fault = Readonly<{ kind: string; seed: number; what: string }>
export type Run = Readonly<{ documents: number; messages: number; faults: readonly Fault[] }>

/** What may be made of a document's own nodes; anything else came out of somebody's words. */
const OWN = new Set(['heading', 'subtext', 'list', 'strong', 'emphasis', 'link'])
const SAFE_LINK = /^https?:\/\/[^\s<>()[\]\\`*|"']+$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters reach neither platform
const solid = (text: string) => text.toWellFormed().replace(/[\u0000-\u001F\u007F-\u009F]|\s/g, '')

/** What a reader must find, spaces left out: the words of the nodes in order, and the numbers of claims. */
function said({ nodes }: Document, leaf: (inline: Inline) => string, numbersAll: boolean): string {
  const all = (inlines: readonly Inline[]) => inlines.map(leaf).join('')
  // Discord's pages have no line for a number beside which nothing stands.
  const numberOf = (number: number | null, words: string) => (number === null || (words === '' && !numbersAll) ? '' : `${number}.`)
  const of = (node: Node): string => {
    switch (node.kind) {
      case 'heading':
        return solid(node.text)
      case 'paragraph':
      case 'note':
        return all(node.inlines)
      case 'list':
        return node.items.map(all).join('')
      case 'claim':
        return numberOf(node.number, all(node.inlines)) + all(node.inlines) + node.sources.map(all).join('')
      default:
        return ''
    }
  }
  return nodes.map(of).join('')
}

function inSlack(inline: Inline): string {
  if (inline.kind === 'text') return solid(inline.text)
  return solid(inline.text) || solid(slackUrl(inline.url) ?? '')
}

function inDiscord(inline: Inline): string {
  const label = solid(typedHere(inline).text)
  if (inline.kind === 'text') return label
  if (label === '') return URL.parse(inline.url)?.hostname || 'link'
  const isBare = /[[\]]/.test(label) || inline.text.replace(/\s+/g, ' ').trim().length > 200
  return isBare && discordUrl(inline.url) !== null ? `${label}(open)` : label
}

/** `messages`: what the document became. */
export function faultsInSlack(document: Document, messages: readonly SlackMessage[] = slackMessages(document)): readonly string[] {
  const shown = solid(
    messages
      .flatMap(({ blocks }) =>
        blocks
          .filter(({ type }) => type !== 'actions' && type !== 'context_actions')
          .flatMap((block) => leavesOf(block).map(({ text }) => text)),
      )
      .join(''),
  )
  const expected = said(document, inSlack, true)
  return [
    ...messages.flatMap(({ blocks }) => refusedBlocks(blocks)?.messages.map((why) => `Slack refuses: ${why}`) ?? []),
    ...messages.flatMap(({ blocks }) => (leavesOf(blocks).some(({ type }) => type === 'mrkdwn') ? ['Slack would read markup'] : [])),
    ...messages.flatMap(({ text }) =>
      /[<>]|&(?!(?:amp|lt|gt);)/.test(text) || text.length > 40_000 ? ['the preview can be read as markup'] : [],
    ),
    ...(expected !== '' && shown !== expected ? ['Slack shows other words'] : []),
  ]
}

const texts = ({ components: [container] }: DiscordMessage) => displaysOf(container.components).map(readDiscord)

export function faultsInDiscord(document: Document, messages: readonly DiscordMessage[] = discordMessages(document)): readonly string[] {
  const read = messages.flatMap(texts)
  const expected = said(document, inDiscord, false)
  const constructs = new Set(read.flatMap(({ constructs: found }) => found).filter((name) => !OWN.has(name)))
  return [
    ...messages.flatMap(validateMessage).map(({ path, message }) => `Discord refuses: ${path} ${message}`),
    ...messages.flatMap(({ allowed_mentions: { parse } }) => (parse.length === 0 ? [] : ['it may ping'])),
    ...[...constructs].map((name) => `Discord would read ${name}`),
    ...read.flatMap(({ links }) => links.flatMap(({ url }) => (SAFE_LINK.test(url) ? [] : ['a link leads elsewhere']))),
    ...(expected !== '' && solid(read.map(({ text }) => text).join('')) !== expected ? ['Discord shows other words'] : []),
  ]
}

function faultsOfForm(random: Random): readonly string[] {
  const field = (name: string) => ({
    ...{
      name,
      label: 'What about',
      hint: hostileText(random, 100),
      value: hostileText(random, 200),
      optional: random.chance(0.5),
      maxLength: 200,
    },
  })
  const choices = [1, 2, 3].map((n) => ({ value: `v${n}`, label: hostileLabel(random, 60) }))
  const form: Form = {
    ...{ command: `change id:${'x'.repeat(20)}`, title: 'Change a digest', submit: 'Send' },
    fields: [field('a'), { ...field('b'), choices, value: 'v1' }],
  }
  const refused = refusedView(formModal(form, { team: 'T1', channel: 'C1', responseUrl: null, command: form.command }))
  const issues = validate('POST', '/interactions/1/x/callback', { type: 9, data: modalOf(form) })
  return [
    ...(refused?.messages ?? []).map((why) => `Slack refuses a form: ${why}`),
    ...issues.map(({ path, message }) => `Discord refuses a form: ${path} ${message}`),
  ]
}

/** Renders `count` messages from this seed; stops when `enough` are wrong. */
export function renderHostile({ count, seed, enough = 20 }: Readonly<{ count: number; seed: number; enough?: number }>): Run {
  const kinds = Object.keys(MAKERS)
  const faults: Fault[] = []
  let [documents, messages] = [0, 0]
  for (; documents < count && faults.length < enough; documents += 1) {
    const random = randomOf(seed, documents)
    const kind = kinds[documents % (kinds.length + 1)] ?? 'form'
    const document = MAKERS[kind]?.(random)
    const found = document === undefined ? faultsOfForm(random) : [...faultsInSlack(document), ...faultsInDiscord(document)]
    if (document !== undefined) messages += slackMessages(document).length + discordMessages(document).length
    faults.push(...found.map((what) => ({ kind, seed: documents, what })))
  }
  return { documents, messages, faults }
}
