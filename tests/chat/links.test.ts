// A link in what somebody says: offered to be read, to whoever may add sources here.
import { describe, expect, it } from 'vitest'
import type { ChatDependencies } from '../../src/chat/chat.ts'
import type { Button } from '../../src/domain/document.ts'
import { desk } from './desk.ts'

type Sources = NonNullable<ChatDependencies['sources']>

const open = (more: Partial<ChatDependencies> = {}) => {
  const added: unknown[] = []
  const sources: Sources = {
    list: async () => [],
    remove: async () => null,
    keep: async () => null,
    add: async (wanted) => {
      added.push(wanted)
      return { kind: 'refused', reason: 'Nobody answers there.' }
    },
  }
  return { added, ...desk({ deps: { sources, ...more } }) }
}
const buttonsIn = (shown: ReturnType<typeof desk>['shown'][number] | undefined): readonly Button[] =>
  (shown?.document.nodes ?? []).flatMap((node) => (node.kind === 'buttons' ? node.buttons : []))
const LONG = `https://news.example/2023/11/06/${'a-long-headline-'.repeat(8)}`

describe('a link', () => {
  it('alone asks for no answer: it is offered as an article, and with its site', async () => {
    const { say, asked } = open()
    const [offer] = await say('https://news.example/a')
    expect(offer?.text).toContain('That links to news.example')
    expect(buttonsIn(offer).map(({ value }) => value)).toEqual(['add article https://news.example/a', 'add source https://news.example'])
    expect(asked).toEqual([])
  })

  it('behind other words, or beside a question, is offered under the answer', async () => {
    const { say, asked } = open()
    const [answer] = await say('is the paper right about the border?', { links: ['https://paper.example/x'] })
    expect(asked).toHaveLength(1)
    expect(buttonsIn(answer).map(({ label }) => label)).toContain('Add paper.example')
    const [other] = await say('is https://paper.example/y. right?')
    expect(buttonsIn(other).map(({ value }) => value)).toContain('add article https://paper.example/y')
  })

  it('too long for a button is added all the same, where it was offered and nowhere else', async () => {
    const { say, added } = open()
    const [offer] = await say(LONG, { as: 'command' })
    const [{ value } = { value: '' }] = buttonsIn(offer)
    expect(value).toMatch(/^add linked l_[0-9a-f]{12}$/)
    const elsewhere = { platform: 'slack', workspace: 'T2', channel: 'C1' } as const
    const [gone] = await say(value, { as: 'command', pressed: true, channel: elsewhere })
    expect(gone?.text).toContain('no longer kept')
    expect(added).toEqual([])
    await say(value, { as: 'command', pressed: true })
    expect(added).toMatchObject([{ url: LONG, as: 'page' }])
  })

  it.each([
    ['a command about sources', 'add https://news.example/feed', {}],
    ['talk among people', 'look: https://news.example/a', { addressed: false }],
    ['a press of a button', 'ask https://news.example/a?', { pressed: true }],
    ['no address of the web', 'is ftp://news.example/a right?', {}],
    ['with a name and a word in it', 'is https://user:word@news.example/a right?', {}],
    ['of a guest', 'is https://news.example/a right?', { outsider: true }],
  ])('is not offered: %s', async (_, text, more) => {
    const { say } = open()
    const shown = await say(text, more)
    expect(shown.flatMap(buttonsIn).filter(({ value }) => value.startsWith('add '))).toEqual([])
  })

  it('is not offered where nobody but admins may add sources, and the platform does not say who is one', async () => {
    const { say } = open({ subscribers: 'admins' })
    expect((await say('is https://news.example/a right?', { mayManage: null })).flatMap(buttonsIn)).not.toContainEqual(
      expect.objectContaining({ label: 'Add this article' }),
    )
    expect((await say('is https://news.example/a right?', { mayManage: true })).flatMap(buttonsIn)).toContainEqual(
      expect.objectContaining({ label: 'Add this article' }),
    )
  })
})
