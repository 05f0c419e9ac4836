// Documents as Slack messages: limits, escaping, paging.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsOnly } from '../../../../src/adapters/platforms/slack/spoken.ts'
import { slackMessages } from '../../../../src/adapters/platforms/slack/blocks.ts'
import type { Button, Document, Inline, Node } from '../../../../src/domain/document.ts'
import { leavesOf, refusedBlocks } from '../../../fakes/slack/block-kit.ts'

const HOSTILE = [
  '<!channel>',
  '<@U1>',
  '&lt;!here&gt;',
  '<https://evil.example|harmless>',
  '```',
  '`*_~',
  '@here @channel',
  '\u202emirror\u202c',
  'متن فارسی',
  '老街',
  'ကိုးကန့်',
  '👩‍👩‍👧‍👦',
  '\ud800',
  '\u0000\u0007',
  'a\r\nb',
  ':siren:',
  '> quote',
  '&amp;amp;',
  '\u200b',
] // prettier-ignore

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...HOSTILE),
  fc.lorem({ maxCount: 40, mode: 'sentences' }),
  fc
    .tuple(fc.constantFrom(...HOSTILE, 'word ', 'A sentence. '), fc.integer({ min: 1, max: 4000 }))
    .map(([text, times]) => text.repeat(times).slice(0, 20_000)),
)
const address = fc.oneof(
  fc.webUrl(),
  fc.constantFrom(
    'javascript:alert(1)',
    'https://u:p@evil.example/',
    'not an address',
    `https://example.org/${'x'.repeat(4000)}`,
    'ftp://example.org',
    'https://example.org/a|b<c>#:~:text=%20a',
  ),
)
const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.record({ kind: fc.constant('text' as const), text: words, style: fc.constantFrom('strong' as const, 'emphasis' as const) }),
  fc.record({ kind: fc.constant('link' as const), text: words, url: address }),
)
const inlines = fc.array(inline, { maxLength: 5 })
const button: fc.Arbitrary<Button> = fc.record({
  action: fc.constantFrom('ask' as const, 'follow-up' as const, 'open-thread' as const, 'run' as const),
  value: fc.string({ unit: 'binary', maxLength: 80 }),
  label: words,
})
const node: fc.Arbitrary<Node> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: words }),
  fc.record({ kind: fc.constant('paragraph' as const), inlines }),
  fc.record({
    kind: fc.constant('claim' as const),
    number: fc.option(fc.integer({ min: 1, max: 99 })),
    inlines,
    sources: fc.array(inlines, { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(inlines, { maxLength: 30 }) }),
  fc.record({ kind: fc.constant('note' as const), inlines }),
  fc.constant({ kind: 'divider' as const }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 40 }) }),
)
const document: fc.Arbitrary<Document> = fc.record({ preview: words, nodes: fc.array(node, { maxLength: 25 }) })

const text = (value: string): Inline => ({ kind: 'text', text: value })
const claim = (number: number, length: number): Node => ({
  kind: 'claim',
  number,
  inlines: [text(`${`Claim ${number} says so. `.repeat(Math.ceil(length / 17)).slice(0, length - 1)}.`)],
  sources: [[text('Somewhere, 6 Nov 2023')]],
})
const solid = (value: string) => value.replace(/\s/g, '')

describe('thumbs', () => {
  const pair: Extract<Node, { kind: 'buttons' }> = {
    kind: 'buttons',
    buttons: [
      { action: 'manage', value: 'feedback good r_1', label: '👍 Helpful', thumb: 'up' },
      { action: 'manage', value: 'feedback bad r_1', label: '👎 Not right', thumb: 'down' },
    ],
  }

  it('are asked for in Slack’s own way, in words that need no picture', () => {
    const [block] = slackMessages({ preview: 'x', nodes: [pair] })[0].blocks
    expect(refusedBlocks([block])).toBeNull()
    expect(block).toEqual({
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'bb:manage:0',
          positive_button: { text: { type: 'plain_text', text: 'Helpful', emoji: false }, value: 'feedback good r_1' },
          negative_button: { text: { type: 'plain_text', text: 'Not right', emoji: false }, value: 'feedback bad r_1' },
        },
      ],
    })
  })

  it('are plain buttons where one of them is missing', () => {
    const [block] = slackMessages({ preview: 'x', nodes: [{ kind: 'buttons', buttons: pair.buttons.slice(0, 1) }] })[0].blocks
    expect(block).toMatchObject({ type: 'actions', elements: [{ value: 'feedback good r_1' }] })
  })
})

describe('buttons of one label', () => {
  const row = (name: string): readonly Node[] => [
    { kind: 'list', items: [[text(`${name} `), text('— daily at 08:00 (UTC); next on Monday')]] },
    { kind: 'buttons', buttons: ['Pause', 'Remove'].map((label) => ({ action: 'manage', value: `${label} ${name}`, label })) },
  ]
  const spokenIn = (nodes: readonly Node[]) =>
    slackMessages({ preview: 'x', nodes })[0].blocks.flatMap((block) =>
      block.type === 'actions'
        ? block.elements.map((element) => ('accessibility_label' in element ? element.accessibility_label : null))
        : [],
    )

  it('say to who only hears them what each is about', () => {
    expect(spokenIn([...row('Border'), ...row('Trade')])).toEqual(['Pause: Border', 'Remove: Border', 'Pause: Trade', 'Remove: Trade'])
  })

  it('say nothing more where there is but one, and no more than Slack takes', () => {
    expect(spokenIn(row('Border'))).toEqual([null, null])
    const long = spokenIn([...row('word '.repeat(40)), ...row('🦔'.repeat(60))])
    for (const label of long) expect(label).toMatch(/^(?:Pause|Remove): /)
    expect(long.map((label) => (label ?? '').length).filter((length) => length > 75)).toEqual([])
  })
})

describe('Slack messages', () => {
  it('are inside every limit, without mrkdwn, and say all the document says, whatever it holds', () => {
    fc.assert(
      fc.property(document, (any) => {
        const messages = slackMessages(any)
        expect(messages.length).toBeGreaterThan(0)
        for (const message of messages) {
          expect(refusedBlocks(message.blocks)).toBeNull()
          expect(message.blocks.length).toBeGreaterThan(0)
          const { text: alone } = wordsOnly(message)
          expect(String(alone)).not.toMatch(/[<>]/)
          expect(String(alone).length).toBeLessThan(40_000)
          expect(leavesOf(message.blocks).reduce((sum, leaf) => sum + leaf.text.length, 0)).toBeLessThanOrEqual(9500)
          expect(leavesOf(message.blocks).filter((leaf) => leaf.type === 'mrkdwn')).toEqual([])
          expect(message.text).toMatch(/^[^<>]+$/)
          expect(message.text.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&')
          expect(message.text.length).toBeLessThanOrEqual(6000)
          expect([message.unfurl_links, message.unfurl_media]).toEqual([false, false])
          expect(Object.keys(message).sort()).toEqual(['blocks', 'text', 'unfurl_links', 'unfurl_media'])
        }
        const said = any.nodes.flatMap(saidBy).join('')
        if (solid(said) !== '') expect(solid(messages.flatMap((message) => readBlocks(message.blocks)).join(''))).toBe(solid(said))
      }),
      { numRuns: 150 },
    )
  })

  it('keep a claim with its sources in one message', () => {
    const nodes = Array.from({ length: 40 }, (_, index) => claim(index + 1, 700))
    const messages = slackMessages({ preview: 'Forty claims', nodes })
    expect(messages.length).toBeGreaterThan(2)
    const blocks = messages.flatMap((message) => message.blocks)
    expect(blocks).toHaveLength(40)
    for (const block of blocks)
      expect(
        leavesOf(block)
          .map((leaf) => leaf.text)
          .at(-1),
      ).toBe('Somewhere, 6 Nov 2023')
    expect(messages.map((message) => message.text.split('\n', 1)[0]).slice(0, 2)).toEqual([
      'Forty claims',
      `Forty claims (2/${messages.length})`,
    ])
  })

  it('cut a claim that is too long for any message after a sentence', () => {
    const messages = slackMessages({ preview: 'Long', nodes: [claim(1, 20_000)] })
    expect(messages.length).toBe(3)
    for (const message of messages.slice(0, -1)) expect(leavesOf(message.blocks).at(-1)?.text.trimEnd()).toMatch(/\.$/)
  })

  it('hold at most fifty blocks, and twenty-five buttons a block', () => {
    const nodes = Array.from({ length: 120 }, (_, index) => claim(index + 1, 20))
    const buttons: Button[] = Array.from({ length: 60 }, (_, index) => ({ action: 'run', value: `${index}`, label: `Button ${index}` }))
    const messages = slackMessages({ preview: 'Many', nodes: [...nodes, { kind: 'buttons', buttons }] })
    expect(messages.map((message) => message.blocks.length)).toEqual([50, 50, 23])
    for (const message of messages) expect(refusedBlocks(message.blocks)).toBeNull()
  })

  it('never end with the heading of what comes next', () => {
    const nodes: Node[] = [claim(1, 8000), { kind: 'divider' }, { kind: 'heading', text: 'Disputed' }, claim(2, 8000)]
    const messages = slackMessages({ preview: 'Two', nodes })
    expect(messages.map((message) => message.blocks.map((block) => block.type))).toEqual([['rich_text'], ['header', 'rich_text']])
  })

  it('carry links as typed elements, to http and https only', () => {
    const links: Inline[] = [
      { kind: 'link', text: 'BNI, 6 Nov 2023', url: 'https://example.org/a?b=1&c=2#:~:text=border%20trade' },
      { kind: 'link', text: 'trap', url: 'javascript:alert(1)' },
      { kind: 'link', text: 'mask', url: 'https://bank.example@evil.example/' },
    ]
    const [message] = slackMessages({ preview: 'Links', nodes: [{ kind: 'paragraph', inlines: links }] })
    const elements = [
      { type: 'link', url: 'https://example.org/a?b=1&c=2#:~:text=border%20trade', text: 'BNI, 6 Nov 2023' },
      { type: 'text', text: 'trap' },
      { type: 'text', text: 'mask' },
    ]
    expect(message?.blocks).toEqual([{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }])
  })

  it('give every button an id of its own and leave out the one for opening threads', () => {
    const buttons: Button[] = [
      { action: 'run', value: 'disputes', label: 'What is disputed?' },
      { action: 'run', value: 'timeline', label: 'Timeline' },
      { action: 'open-thread', value: '', label: 'Open a thread' },
    ]
    const [message] = slackMessages({ preview: 'Buttons', nodes: [{ kind: 'buttons', buttons }] })
    const [block] = message?.blocks ?? []
    expect(block?.type === 'actions' ? block.elements.map((element) => element.action_id) : null).toEqual(['bb:run:0', 'bb:run:1'])
  })

  it('escape the preview once and say it when there is nothing else', () => {
    const [message] = slackMessages({ preview: 'A & B <!channel>', nodes: [] })
    expect(message?.text).toBe('A &amp; B &lt;!channel&gt;')
    expect(leavesOf(message?.blocks).map((leaf) => leaf.text)).toEqual(['A & B <!channel>'])
  })
})

/** What a reader should find of a node, by the rules of the page and none of its code. */
function saidBy(any: Node): readonly string[] {
  const clean = (value: string) =>
    value
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      .replace(/(?![\t\n])\p{Cc}/gu, '')
  const line = (list: readonly Inline[]) => list.map((part) => clean(part.text) || linkText(part)).join('')
  switch (any.kind) {
    case 'heading':
      return [clean(any.text)]
    case 'paragraph':
    case 'note':
      return [line(any.inlines)]
    case 'claim':
      return [`${any.number === null ? '' : `${any.number}. `}${line(any.inlines)}`, ...any.sources.map(line)]
    case 'list':
      return any.items.map(line)
    case 'divider':
    case 'buttons':
      return []
  }
}

function linkText(part: Inline): string {
  if (part.kind !== 'link' || !URL.canParse(part.url)) return ''
  const url = new URL(part.url)
  return /^https?:$/.test(url.protocol) && url.username === '' && url.href.length <= 3000 ? url.href : ''
}

function readBlocks(blocks: readonly unknown[]): readonly string[] {
  return blocks.flatMap((block) =>
    typeof block === 'object' && block !== null && 'type' in block && block.type === 'actions'
      ? []
      : leavesOf(block).map((leaf) => leaf.text),
  )
}

describe('the text of a message', () => {
  const shown: Document = {
    preview: 'Six people died. [Hill Courier]',
    nodes: [
      { kind: 'heading', text: 'Flood' },
      {
        kind: 'claim',
        number: 1,
        inlines: [{ kind: 'text', text: 'Six people died.' }],
        sources: [
          [
            { kind: 'link', text: 'Hill Courier', url: 'https://hill.example/a' },
            { kind: 'text', text: ', 6 November' },
          ],
        ],
      },
      { kind: 'note', inlines: [{ kind: 'text', text: '3 articles.' }] },
      { kind: 'buttons', buttons: [{ action: 'run', value: 'timeline', label: 'Timeline' }] },
    ],
  }

  it('begins with the line for notifications and goes on with all that is shown: a screen reader reads nothing else', () => {
    expect(slackMessages(shown)[0].text).toBe(
      'Six people died. [Hill Courier]\nFlood\n1. Six people died.\n• Hill Courier, 6 November\n3 articles.',
    )
    expect(slackMessages({ preview: 'Done.', nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'Done.' }] }] })[0].text).toBe(
      'Done.',
    )
  })

  it('stays within what Slack takes for one message, in whole sentences, and pings nobody', () => {
    fc.assert(
      fc.property(document, (any) => {
        for (const { text } of slackMessages(any)) {
          expect(text.length).toBeLessThanOrEqual(4_000)
          expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
        }
      }),
      { numRuns: 100 },
    )
    const long = { kind: 'paragraph' as const, inlines: [{ kind: 'text' as const, text: 'R&D goes on there. '.repeat(400) }] }
    const { text } = slackMessages({ preview: 'In short.', nodes: [long] })[0]
    expect(text.length).toBeGreaterThan(3_000)
    expect(text).toMatch(/goes on there\.$/)
  })
})
