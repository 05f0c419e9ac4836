import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Component, type DiscordMessage, discordMessages, sizeOf } from '../../../../src/adapters/platforms/discord/components.ts'
import { safeUrl } from '../../../../src/adapters/platforms/discord/markdown.ts'
import type { Document, Inline, Node } from '../../../../src/domain/document.ts'
import { validateMessage } from '../../../fakes/discord/validate.ts'
import { readDiscord } from './discord-markdown.ts'

const plain = (text: string): Inline => ({ kind: 'text', text })
const claim = (text: string, number: number | null = 1): Node => ({
  kind: 'claim',
  number,
  inlines: [plain(text)],
  sources: [[plain('AP')]],
})
const document = (...nodes: readonly Node[]): Document => ({ preview: 'Border', nodes })
const blocks = (message: DiscordMessage): readonly Component[] => message.components[0].components
const texts = (message: DiscordMessage) =>
  blocks(message).flatMap((block) => {
    if (block.type === 9) return block.components.map(({ content }) => content)
    return block.type === 10 ? [block.content] : []
  })

const RUNS = 100

// ── hostile documents ───────────────────────────────────────────────────────────────────────────────────────────────

const NASTY = [
  '@everyone',
  '<@1>',
  '<@&2>',
  '<#3>',
  '<t:1700000000:R>',
  '</brief:1>',
  '<a:x:1>',
  ':smile:',
  '[x](https://evil.example)',
  '[x](<javascript:alert(1)>)',
  '```js\nx\n```',
  '`code`',
  '**',
  '*',
  '***',
  '__',
  '_a_',
  '~~s~~',
  '||spoiler||',
  '> quote',
  '>>> all',
  '# head',
  '-# small',
  '- item',
  '+ item',
  '1. one',
  '2)',
  '\\',
  '\\\\',
  '\\*',
  'https://evil.example/x',
  'discord.gg/abc',
  '[',
  ']',
  '](',
  '[a]',
  '[a[b]',
  '(',
  ')',
  '\u202Eabc\u202C',
  'مرحبا',
  '缅甸。',
  'မြန်မာ',
  '👩‍👩‍👧',
  '\uD800',
  '\u0000',
  '\n',
  '\r\n',
  '\n\n',
  ' ',
  '\t',
  'a',
  'word ',
  'A sentence ends. ',
  '3',
  '.',
  '¯\\_(ツ)_/¯',
] // prettier-ignore
const text = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 })
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...NASTY), fc.integer({ min: 1, max: 20_000 }))
      .map(([s, n]) => s.repeat(Math.ceil(n / s.length)).slice(0, 20_000)),
  },
)
const url = fc.oneof(
  fc.constantFrom(
    'https://a.example/x#:~:text=one,two',
    'http://a.example/(a)>)b',
    'javascript:alert(1)',
    'https://user:pw@a.example/',
    'nonsense',
    'data:text/html,x',
  ),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  text.map((s) => `https://a.example/${s}`),
)
const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({ kind: fc.constant('text' as const), text, style: fc.constantFrom('strong' as const, 'emphasis' as const) }),
  fc.record({ kind: fc.constant('link' as const), text, url }),
)
const inlines = fc.array(inline, { maxLength: 5 })
const button = fc.record({
  action: fc.constantFrom('ask' as const, 'follow-up' as const, 'open-thread' as const, 'run' as const),
  value: fc.string({ unit: 'binary', maxLength: 80 }),
  label: text,
})
const node: fc.Arbitrary<Node> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text }),
  fc.record({ kind: fc.constant('paragraph' as const), inlines }),
  fc.record({ kind: fc.constant('claim' as const), number: fc.option(fc.nat(99)), inlines, sources: fc.array(inlines, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(inlines, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('note' as const), inlines }),
  fc.constant({ kind: 'divider' as const }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 12 }) }),
)
const anyDocument: fc.Arbitrary<Document> = fc.record({
  preview: text,
  nodes: fc.oneof(fc.array(node, { maxLength: 8 }), fc.array(node, { maxLength: 60 })),
})

/** What a reader must find, spaces left out: the leaves in order, and the furniture this renderer adds. */
function expectedText(doc: Document): string {
  const leaf = (i: Inline): string => {
    const label = squeeze(i.text)
    if (i.kind === 'text') return label
    if (label === '') return URL.parse(i.url)?.hostname || 'link'
    const bare = /[[\]]/.test(label) || i.text.replace(/\s+/g, ' ').trim().length > 200
    return bare && safeUrl(i.url) !== null ? `${label}(open)` : label
  }
  const all = (list: readonly Inline[]) => list.map(leaf).join('')
  return doc.nodes
    .map((n) => {
      if (n.kind === 'heading') return squeeze(n.text)
      if (n.kind === 'paragraph' || n.kind === 'note') return all(n.inlines)
      if (n.kind === 'list') return n.items.map(all).join('')
      if (n.kind !== 'claim') return ''
      return (n.number !== null && all(n.inlines) !== '' ? `${n.number}.` : '') + all(n.inlines) + n.sources.map(all).join('')
    })
    .join('') // prettier-ignore
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters never reach Discord
const squeeze = (s: string) => s.replace(/[\u0000-\u001F\u007F]|\s/g, '').toWellFormed()

describe('any document as Discord messages', () => {
  it('is accepted by Discord, shows exactly its text, and can neither ping, format nor link', () => {
    fc.assert(
      fc.property(anyDocument, (doc) => {
        const messages = discordMessages(doc)
        expect(messages.flatMap(validateMessage)).toEqual([])
        for (const message of messages) {
          const size = sizeOf(message.components)
          expect(size.characters).toBeLessThanOrEqual(3_800)
          expect(size.components).toBeLessThanOrEqual(40)
          expect(JSON.parse(JSON.stringify(message))).toEqual(message)
        }
        const shown = messages.flatMap(texts).map(readDiscord)
        const expected = expectedText(doc)
        if (expected !== '') expect(shown.map((s) => squeeze(s.text)).join('')).toBe(expected)
        const allowed = new Set(['heading', 'subtext', 'list', 'strong', 'emphasis', 'link'])
        expect(shown.flatMap((s) => s.constructs).filter((name) => !allowed.has(name))).toEqual([])
        for (const link of shown.flatMap((s) => s.links)) expect(link.url).toMatch(/^https?:\/\/[^\s<>()[\]\\`*|"']+$/)
      }),
      { numRuns: RUNS },
    )
  })
  it('opens only links and styles that the document has', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (leaves) => {
        const shown = discordMessages(document({ kind: 'paragraph', inlines: leaves.map(plain) }))
          .flatMap(texts)
          .map(readDiscord)
        expect(shown.flatMap((s) => s.constructs)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })
})

describe('the reader of the tests', () => {
  it.each(NASTY.filter((s) => /^(@everyone|<|:smile|\[x\]\(|`|__|_a|~~|\|\||>|# h|-#|- |1\.|https)/.test(s) && s !== '__'))(
    'sees a construct in %j when nothing is escaped',
    (s) => {
      expect(readDiscord(`${s} x__`).constructs).not.toEqual([])
    },
  )
})

describe('pages', () => {
  it('keep a claim whole, however little room is left', () => {
    const nodes = Array.from({ length: 30 }, (_, i) => claim(`Claim ${i} ${'says something. '.repeat(40)}`, i + 1))
    const messages = discordMessages(document(...nodes))
    expect(messages.length).toBeGreaterThan(3)
    const all = messages.flatMap(texts)
    expect(all).toHaveLength(30)
    for (const [i, content] of all.entries()) expect(content).toMatch(new RegExp(`^\\*\\*${i + 1}\\.\\*\\* Claim ${i} [\\s\\S]*-# AP$`))
  })
  it('cut a claim that is longer than a message between sentences', () => {
    const long = Array.from({ length: 200 }, (_, i) => `Sentence number ${i} has its own words and an end.`).join(' ')
    const all = discordMessages(document(claim(long))).flatMap(texts)
    expect(all.length).toBeGreaterThan(2)
    for (const content of all.slice(0, -1)) expect(content.endsWith('an end.')).toBe(true)
  })
  it('take a heading along with what it heads', () => {
    const messages = discordMessages(
      document(claim('x'.repeat(1_700)), claim('y'.repeat(1_700)), { kind: 'heading', text: 'Disputed' }, claim('z'.repeat(500))),
    )
    expect(messages).toHaveLength(2)
    expect(messages.map((m) => texts(m).some((t) => t.includes('Disputed')))).toEqual([false, true])
  })
  it('neither begin nor end with a line', () => {
    const divider: Node = { kind: 'divider' }
    const [only, ...rest] = discordMessages(document(divider, claim('a'), divider, claim('b'), divider))
    expect(rest).toEqual([])
    expect(only === undefined ? [] : blocks(only).map((b) => b.type)).toEqual([10, 14, 10])
  })
  it('show the preview when there is nothing else', () => {
    expect(discordMessages({ preview: 'Nothing new.', nodes: [{ kind: 'divider' }] }).flatMap(texts)).toEqual(['Nothing new.'])
    expect(discordMessages({ preview: '', nodes: [] }).flatMap(validateMessage)).toEqual([])
  })
})

describe('an answer', () => {
  it('reads as one', () => {
    const doc = document(
      { kind: 'heading', text: 'How long is the border?' },
      {
        kind: 'claim',
        number: 1,
        inlines: [plain('“A 2,129-km border…” '), { kind: 'text', text: 'disputed', style: 'strong' }],
        sources: [
          [
            { kind: 'link', text: 'AP (Beijing), 6 Nov 2023', url: 'https://ap.example/a_(b)#:~:text=2%2C129-km' },
            plain(' · says so itself'),
          ],
        ],
      },
      { kind: 'note', inlines: [plain('5 articles, 3 voices')] },
      { kind: 'buttons', buttons: [{ action: 'follow-up', value: '', label: 'Ask a follow-up' }] },
    )
    expect(discordMessages(doc)).toEqual([
      {
        flags: 32768,
        allowed_mentions: { parse: [], replied_user: false },
        components: [
          {
            type: 17,
            accent_color: 0x2f6f4f,
            components: [
              { type: 10, content: '### How long is the border?' },
              {
                type: 10,
                content:
                  '**1.** “A 2,129\\-km border…” **disputed**\n-# [AP \\(Beijing\\), 6 Nov 2023](<https://ap.example/a_%28b%29#:~:text=2%2C129-km>) · says so itself',
              },
              { type: 10, content: '-# 5 articles, 3 voices' },
              { type: 1, components: [{ type: 2, style: 1, label: 'Ask a follow-up', custom_id: 'bb:follow-up:' }] },
            ],
          },
        ],
      },
    ])
  })
})
