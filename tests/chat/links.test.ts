// A link in what somebody says: offered to be read, to whoever may add sources here.
import { describe, expect, it } from 'vitest'
import type { ChatDependencies } from '../../src/chat/chat.ts'
import type { Button } from '../../src/domain/document.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import { NEVER_POLLED, type Source } from '../../src/domain/source.ts'
import { desk, type Shown } from './desk.ts'

type Sources = NonNullable<ChatDependencies['sources']>
type Message = Extract<Inbound, { kind: 'message' }>

const open = (more: Partial<ChatDependencies> = {}, differently: Partial<Sources> = {}) => {
  const added: unknown[] = []
  const sources: Sources = {
    list: async () => [],
    remove: async () => null,
    keep: async () => null,
    add: async (wanted) => {
      added.push(wanted)
      return { kind: 'refused', reason: 'Nobody answers there.' }
    },
    ...differently,
  }
  return { added, ...desk({ deps: { sources, ...more } }) }
}
const buttonsIn = (shown: Shown | undefined): readonly Button[] =>
  (shown?.document.nodes ?? []).flatMap((node) => (node.kind === 'buttons' ? node.buttons : []))
const KNOWN: Source = {
  ...{ id: 's', workspace: 'slack:T1', url: 'https://news.example/feed', kind: 'feed' },
  ...{ label: 'Hill Post', addedAt: '2026-11-20T08:00:00Z' },
}
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

describe('a link in talk among people', () => {
  const posted = (message: string, more: Partial<Message> = {}) =>
    ({ as: 'command', overheard: message, mayManage: null, ...more }) as const
  const offers = (shown: readonly Shown[]) => shown.flatMap(buttonsIn).map(({ value }) => value)

  it('is offered to its poster alone, and nothing else is said of it', async () => {
    const { say, asked } = open()
    const shown = await say('https://news.example/a', posted('m1'))
    expect(shown.map(({ how }) => how)).toEqual(['whisper'])
    expect(offers(shown)).toEqual(['add article https://news.example/a', 'add source https://news.example'])
    expect(asked).toEqual([])
  })

  it.each([
    ['its site is a source', 'https://news.example/a', {}, { list: async () => [{ source: KNOWN, state: NEVER_POLLED, articles: 3 }] }],
    ['a guest posts it', 'https://news.example/a', { outsider: true }, {}],
    ['it is no address of the web', 'ftp://news.example/a', {}, {}],
    ['it has a name and a word in it', 'https://user:word@news.example/a', {}, {}],
    ['nothing can be read from it', 'how long is the border?', {}, {}],
  ])('is met with silence where %s', async (_, text, more, sources) => {
    const { say, asked } = open({}, sources)
    expect(await say(text, posted('m1', more))).toEqual([])
    expect(asked).toEqual([])
  })

  it('is met with silence where nobody but admins may add sources', async () => {
    const { say } = open({ subscribers: 'admins' })
    expect(await say('https://news.example/a', posted('m1'))).toEqual([])
  })

  it('is met with silence where the sources cannot be asked', async () => {
    const { say } = open({}, { list: () => Promise.reject(new Error('the disk is gone')) })
    expect(await say('https://news.example/a', posted('m1'))).toEqual([])
  })

  it('is offered once a day to one person for one site', async () => {
    const { say } = open()
    expect(await say('https://news.example/a', posted('m1'))).toHaveLength(1)
    expect(await say('https://news.example/b', posted('m2'))).toEqual([])
    expect(await say('https://paper.example/b', posted('m3'))).toHaveLength(1)
    expect(await say('https://news.example/c', posted('m4', { person: { id: 'U2', timeZone: null } }))).toHaveLength(1)
  })

  it('that is said to the bot as well is offered once, whichever is heard first', async () => {
    const { say, asked } = open()
    expect(offers(await say('is https://news.example/a right?', { id: 'm1' }))).toContain('add source https://news.example')
    expect(await say('https://news.example/a', posted('m1'))).toEqual([])
    expect(await say('https://news.example/b', posted('m2'))).toHaveLength(1)
    expect(offers(await say('is https://news.example/b right?', { id: 'm2' }))).not.toContain('add source https://news.example')
    expect(asked).toHaveLength(2)
    expect(await say('https://paper.example/b', posted('m3'))).toHaveLength(1)
    expect(await say('https://paper.example/b', { id: 'm3' })).toEqual([])
    expect(asked).toHaveLength(2)
  })

  it('counts for nothing against what its poster may ask in a minute', async () => {
    const { say, asked } = open({ limits: { personPerMinute: 1, channelPerMinute: 1 } })
    await say('https://news.example/a', posted('m1'))
    await say('https://paper.example/b', posted('m2'))
    await say('how long is the border?')
    expect(asked).toHaveLength(1)
  })
})
