// Menus in the place of many buttons, and single buttons beside their words.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { discordMessages } from '../../../../src/adapters/platforms/discord/components.ts'
import { rowsOf, pushButtons } from '../../../../src/adapters/platforms/discord/controls.ts'
import type { Button, Document, Node } from '../../../../src/domain/document.ts'
import { asArray, record } from '../../../fakes/discord/json.ts'
import { validateMessage } from '../../../fakes/discord/validate.ts'
import { doc, shown, useStand } from './stand.ts'

const button = (value: string, label = value): Button => ({ action: 'run', value, label })
const buttons = (...all: readonly Button[]): Node => ({ kind: 'buttons', buttons: all })
const text = (words: string): Node => ({ kind: 'paragraph', inlines: [{ kind: 'text', text: words }] })
const componentsOf = (document: Document) => discordMessages(document)[0]?.components[0].components ?? []

describe('buttons', () => {
  it('stand in a row as far as one takes them, and make a menu from the sixth on', () => {
    const many = (n: number) => rowsOf(pushButtons(Array.from({ length: n }, (_, i) => button(`topic ${i}`))))
    expect(many(0)).toEqual([])
    expect(many(5)[0]?.components).toHaveLength(5)
    const menus = many(30).map(({ components: [menu] }) => menu)
    expect(menus.map((menu) => (menu?.type === 3 ? menu.options.length : 0))).toEqual([25, 5])
    expect(menus[0]).toMatchObject({ type: 3, options: [{ label: 'topic 0', value: 'bb:run:topic 0' }, ...Array(24).fill({})] })
  })
  it('are left out where they are about another channel, as a press is heard where it is made', () => {
    expect(pushButtons([button('pause', 'Pause'), { ...button('resume', 'Resume'), channel: '5' }])).toHaveLength(1)
  })
  it('stand beside the words they follow when there is but one, except the one that marks a delivery', () => {
    const [section, ...rest] = componentsOf({ preview: '', nodes: [text('Say why?'), buttons(button('feedback', 'Say why'))] })
    expect(section).toMatchObject({ type: 9, components: [{ type: 10, content: 'Say why?' }], accessory: { type: 2, label: 'Say why' } })
    expect(rest).toEqual([])
    const two = componentsOf({ preview: '', nodes: [text('x'), buttons(button('a'), button('b'))] })
    expect(two.map(({ type }) => type)).toEqual([10, 1])
    const followUp: Button = { action: 'follow-up', value: '', label: 'Ask' }
    expect(componentsOf({ preview: '', nodes: [text('x'), buttons(followUp)] }).map(({ type }) => type)).toEqual([10, 1])
  })
  it('are taken by Discord however many there are and whatever they say', () => {
    const one = fc.record({
      action: fc.constantFrom('run', 'ask', 'manage', 'follow-up'),
      value: fc.string({ maxLength: 90, unit: 'grapheme' }),
      label: fc.string({ maxLength: 120, unit: 'grapheme' }),
    })
    const node = fc.oneof(
      fc.array(one, { maxLength: 60 }).map((all) => buttons(...(all as readonly Button[]))),
      fc.string({ minLength: 1, maxLength: 3_000, unit: 'grapheme' }).map(text),
    )
    fc.assert(
      fc.property(fc.array(node, { maxLength: 12 }), (nodes) => {
        for (const message of discordMessages({ preview: 'x', nodes })) expect(validateMessage(message)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('a channel named in words', () => {
  it('is shown as Discord shows channels, where its id can be one', () => {
    const named = (channel: string) =>
      shownIn({ preview: '', nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'news', channel }] }] })
    expect(named('1573608908390400005')).toBe('<#1573608908390400005>')
    expect(named('C12> @everyone')).toBe('news')
  })
})

const shownIn = (document: Document) => String(record(componentsOf(document)[0])['content'])

describe('a menu', () => {
  const stand = useStand()
  const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
  const MANY = buttons(...Array.from({ length: 8 }, (_, i) => button(`timeline t${i}`)), {
    action: 'ask',
    value: 'who fled?',
    label: 'Who fled?',
  })

  it('does what the button would have done', async () => {
    stand.reply = async ({ text: said }, surface) => void (await surface.finish(doc(said, ...(said === 'border' ? [MANY] : []))))
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe('### border'))
    const message = asked.original
    if (message === undefined) throw new Error('no answer')
    const [row] = asArray(record(message.components[0])['components'])
      .map(record)
      .filter(({ type }) => type === 1)
    const menu = record(asArray(row?.['components'])[0])
    const chosen = stand.fake.chooses(message, String(menu['custom_id']), 'bb:run:timeline t3')
    await until(() => expect(shown(chosen.original)).toBe('### timeline t3'))
    expect(stand.heard.at(-1)).toMatchObject({ kind: 'message', text: 'timeline t3', thread: message.id, pressed: true })
    stand.fake.chooses(message, String(menu['custom_id']), 'bb:ask:who fled?')
    await until(() => expect(stand.heard.at(-1)).toMatchObject({ kind: 'message', text: 'who fled?', thread: message.id }))
  })
  it('that is none of ours is left alone', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe('### BORDER'))
    if (asked.original === undefined) throw new Error('no answer')
    const other = stand.fake.chooses(asked.original, 'somebody:else', 'bb:run:timeline')
    const last = stand.fake.brief('ask', { question: 'settled' })
    await until(() => expect(shown(last.original)).toBe('### SETTLED'))
    expect(other.ack).toBeUndefined()
    expect(stand.heard.map(({ text: said }) => said)).toEqual(['border', 'settled'])
  })
})
