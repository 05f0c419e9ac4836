// Groups of an answer as people see and hear them, on every platform.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { discordMessages, sizeOf } from '../../src/adapters/platforms/discord/components.ts'
import { slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import { documentHtml } from '../../src/adapters/platforms/web/html.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { renderAnswer } from '../../src/render/render.ts'
import { claimOf, readAnswer } from '../../src/verify/verify.ts'
import { answer, article, quoting } from './answers.ts'

const SENTENCES = ['Cape Arran lost forty roofs.', 'Nine sailors came home to Cape Arran.', 'Lowmoor shut its mint.', 'The fair sold wool.']
const claims = SENTENCES.map((text, n) => claimOf(quoting(article({ id: `a${n}`, text }), text)))
type Groups = readonly Readonly<{ heading: string | null; claims: readonly number[] }>[]
/** As an answer with these groups is read, so that its headings are judged. */
const grouped = (groups: Groups, change: Partial<Answer> = {}): Answer =>
  readAnswer(JSON.parse(JSON.stringify({ ...answer({ claims, disputes: [], ...change }), groups })))
const documentOf = (value: Answer) => renderAnswer(value, { title: value.question, readerLink: () => null })

const TWO = grouped([
  { heading: 'Cape Arran', claims: [0, 1] },
  { heading: null, claims: [2, 3] },
])

describe('an answer in groups', () => {
  it('has each group under its heading, numbers running on, and says where a heading ends', () => {
    const lines = documentText(documentOf(TWO), { width: 100 }).split('\n')
    expect(lines.filter((line) => line !== '')).toEqual([
      'How long is the river?',
      'As of 8 November 2023',
      'Cape Arran',
      '1. “Cape Arran lost forty roofs.”',
      '   [1] Hill Post · 6 November 2023',
      '2. “Nine sailors came home to Cape Arran.”',
      '   [2] Hill Post · 6 November 2023',
      'Also',
      '3. “Lowmoor shut its mint.”',
      '   [3] Hill Post · 6 November 2023',
      '4. “The fair sold wool.”',
      '   [4] Hill Post · 6 November 2023',
      '3 articles, 2 independent voices, newest 8 November 2023',
    ])
  })

  it('sets groups without headings apart by a line, and opens with none', () => {
    const plain = grouped([
      { heading: null, claims: [0, 1] },
      { heading: null, claims: [2] },
      { heading: 'Fair', claims: [3] },
    ])
    const kinds = documentOf(plain).nodes.map((node) => (node.kind === 'heading' ? `heading ${node.level ?? 2}` : node.kind))
    const shown = ['claim', 'claim', 'divider', 'claim', 'heading 3', 'claim']
    expect(kinds.slice(0, 8)).toEqual(['heading 2', 'note', ...shown])
  })

  it('has the same claims under the same numbers, and the same preview, as in one row', () => {
    const { groups: _, ...row } = TWO
    const claimsIn = (value: Answer) => documentOf(value).nodes.filter(({ kind }) => kind === 'claim')
    expect(claimsIn(TWO)).toEqual(claimsIn(row))
    expect(documentOf(TWO).preview).toBe(documentOf(row).preview)
  })

  it('is a row where the groups do not part its claims', () => {
    for (const places of [
      [[0, 1]],
      [[0, 1], [2]],
      [
        [1, 0],
        [2, 3],
      ],
      [
        [0, 1],
        [1, 2, 3],
      ],
    ]) {
      const broken = { ...answer({ claims }), groups: places.map((held) => ({ heading: null, claims: held })) }
      expect(documentOf(broken)).toEqual(documentOf(answer({ claims })))
    }
  })

  it('is heard as parts of one page in a browser', () => {
    const html = documentHtml(documentOf(TWO))
    expect([...html.matchAll(/<(h\d)>([^<]*)</g)].map(([, level, words]) => [level, words])).toEqual([
      ['h2', TWO.question],
      ['h3', 'Cape Arran'],
      ['h3', 'Also'],
    ])
    expect(html.indexOf('<h3>Also')).toBeGreaterThan(html.indexOf('Nine sailors'))
  })

  it('has smaller headings than its title in Slack and Discord', () => {
    const [{ blocks }] = slackMessages(documentOf(TWO))
    expect(blocks.filter(({ type }) => type === 'header')).toHaveLength(1)
    expect(JSON.stringify(blocks)).toContain('{"type":"text","text":"Cape Arran","style":{"bold":true}}')
    const texts = JSON.stringify(discordMessages(documentOf(TWO)))
    expect(texts).toContain('"**Cape Arran**"')
    expect(texts.match(/### /g)).toHaveLength(1)
  })
})

const LONG = 'Cape Arran and Lowmoor met the storm at sea '
const CITIES = ['Cape Arran', 'Lowmoor', 'Storm', 'Sea']

/** An answer of long claims in groups, each of which holds every heading. */
const many = fc
  .array(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 4 })
  .map((groups) => {
    const texts = groups
      .flat()
      .map((length, n) => `${LONG.replace('storm at sea', 'storm at sea, storm, sea')}${'and wind '.repeat(length)}${n}.`)
    const made = texts.map((text, n) => claimOf(quoting(article({ id: `m${n}`, text }), text)))
    let at = 0
    const held = groups.map((lengths, n) => ({ heading: CITIES[n] ?? null, claims: lengths.map(() => at++) }))
    return grouped(held, { claims: made })
  })

/** Characters that are shown, over all blocks. */
const charactersIn = (blocks: unknown) =>
  [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].reduce((sum, [, text = '']) => sum + text.length, 0)

describe('a long answer in groups', () => {
  it('stays within the limits of Slack: no message ends with a heading, each claim is whole', () => {
    fc.assert(
      fc.property(many, (value) => {
        const messages = slackMessages(documentOf(value))
        for (const { blocks } of messages) {
          expect(blocks.length).toBeLessThanOrEqual(50)
          expect(charactersIn(blocks)).toBeLessThanOrEqual(9500)
          const last = JSON.stringify(blocks.at(-1))
          for (const city of CITIES) expect(last).not.toContain(`"text":"${city}","style"`)
        }
        const shown = messages.map(({ blocks }) => JSON.stringify(blocks)).join('')
        for (const { heading } of value.groups ?? []) if (heading !== null) expect(shown).toContain(`"text":"${heading}","style"`)
        for (const n of value.claims.keys()) expect(shown).toContain(`"text":"${n + 1}. "`)
      }),
      { numRuns: 60 },
    )
  })

  it('stays within the limits of Discord', () => {
    fc.assert(
      fc.property(many, (value) => {
        for (const { components } of discordMessages(documentOf(value))) {
          const size = sizeOf(components)
          expect(size.characters).toBeLessThanOrEqual(4000)
          expect(size.components).toBeLessThanOrEqual(40)
          const last = components[0].components.at(-1)
          expect(last?.type === 10 && /^\*\*[^*]*\*\*$/.test(last.content)).toBe(false)
        }
      }),
      { numRuns: 60 },
    )
  })
})
