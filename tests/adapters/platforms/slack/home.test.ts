// The Home tab: published when it changed, and what is pressed in it.
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { homeView } from '../../../../src/adapters/platforms/slack/home.ts'
import type { Button, Document } from '../../../../src/domain/document.ts'
import type { Inbound } from '../../../../src/domain/inbound.ts'
import type { Subscription } from '../../../../src/domain/subscription.ts'
import { renderHome } from '../../../../src/render/render.ts'
import type { Surface } from '../../../../src/ports/platform.ts'
import { refusedView } from '../../../fakes/slack/block-kit.ts'
import { saying, slackHarness, wordsOf } from './harness.ts'

const slack = slackHarness()
const published = () => slack.fake.of('views.publish')
const roots = (channel: string) => slack.fake.workspace.roots(channel).map(wordsOf)

const withButtons = (words: string, ...buttons: readonly Button[]): Document => ({
  preview: words,
  nodes: [
    { kind: 'paragraph', inlines: [{ kind: 'text', text: words }] },
    { kind: 'buttons', buttons },
  ],
})
const subscribed = (topic: string, pausedWhy: string | null, channel: string): Subscription => ({
  ...{ id: 'sub_1', kind: 'digest', version: 1, channel: { platform: 'slack', workspace: 'T1', channel }, topic, pausedWhy },
  ...{ schedule: { days: [1, 3], hour: 8, minute: 0, timeZone: 'Asia/Yangon' }, createdBy: 'U1', createdAt: '2026-11-22T00:00:00Z' },
  ...{ paused: pausedWhy !== null, pausedUntil: null, quietLine: true, mostADay: null },
})
const PAUSE: Button = { action: 'manage', value: 'pause id:s1', label: 'Pause', channel: 'C1' }

/** Answers `home` with that document, and anything else as the handler says. */
const atHome = (home: () => Document, other: (inbound: Inbound, surface: Surface) => unknown = () => undefined) =>
  slack.open(async (inbound, surface) => {
    if (inbound.text === 'home') await surface.whisper(home())
    else await other(inbound, surface)
  })

describe('the Home tab', () => {
  it('shows what the handler has for the person, and is published again only when that changed', async () => {
    let words = 'Nothing yet.'
    const { inbound } = await atHome(() => saying(words))
    await slack.fake.openHome()
    await slack.fake.until(() => published().length === 1, 'the first view')
    expect(published()[0]).toMatchObject({ user_id: 'U1', view: { type: 'home' } })
    expect(inbound[0]).toMatchObject({
      kind: 'command',
      text: 'home',
      channel: { platform: 'slack', workspace: 'T0FAKE', channel: 'D1' },
      person: { id: 'U1' },
      direct: true,
    })
    await slack.fake.openHome()
    await slack.fake.until(() => inbound.length === 2, 'the second look')
    await wait(30)
    expect(published()).toHaveLength(1)
    words = 'Something now.'
    await slack.fake.openHome()
    await slack.fake.until(() => published().length === 2, 'the changed view')
    expect(slack.fake.workspace.messages.size).toBe(0)
  })

  it('is left alone when another tab is opened', async () => {
    const { inbound } = await atHome(() => saying('x'))
    await slack.fake.openHome('U1', { tab: 'about' })
    await wait(30)
    expect(inbound).toEqual([])
  })

  it('costs nobody anything where it is switched off', async () => {
    slack.fake.workspace.homeEnabled = false
    const { lines } = await atHome(() => saying('x'))
    await slack.fake.openHome()
    await slack.fake.until(() => lines.some(({ message }) => message === 'home tab not published'), 'the log line')
    expect(slack.fake.takeRejected()).toEqual(['not_enabled'])
  })

  it('takes a question by a modal and answers it as a direct message, with its progress', async () => {
    const gate = Promise.withResolvers<void>()
    const ask: Button = { action: 'follow-up', value: 'ask', label: 'Ask a question' }
    const { inbound } = await atHome(
      () => withButtons('Ask.', ask),
      async (_, surface) => {
        await surface.progress('Reading 5 articles…')
        await gate.promise
        await surface.finish(saying('2,129 kilometres.'))
      },
    )
    await slack.fake.openHome()
    await slack.fake.until(() => published().length === 1, 'the view')
    await slack.fake.pressAtHome({ action_id: 'bb:follow-up:0', value: 'ask' })
    await slack.fake.submit(' how long is the border? ')
    await slack.fake.until(() => roots('D1').join() === 'Reading 5 articles…', 'the progress')
    gate.resolve()
    await slack.fake.until(() => roots('D1').join() === '2,129 kilometres.', 'the answer in its place')
    expect(inbound[1]).toMatchObject({ kind: 'command', text: 'how long is the border?', channel: { channel: 'D1' }, direct: true })
  })

  it('has a box to type a question in, which is empty again once it was asked', async () => {
    const ask: Button = { action: 'follow-up', value: 'ask', label: 'Ask a question' }
    const { inbound } = await atHome(
      () => withButtons('Ask.', ask),
      async (_, surface) => void (await surface.finish(saying('2,129 kilometres.'))),
    )
    const box = () => [Object(published().at(-1)?.view).blocks].flat().find(({ type }) => type === 'input')
    await slack.fake.openHome()
    await slack.fake.until(() => published().length === 1, 'the view')
    expect(box()).toMatchObject({ label: { text: 'Ask a question' }, dispatch_action: true, element: { action_id: 'bb:ask' } })
    const { block_id: first } = box()
    await slack.fake.pressAtHome({ type: 'plain_text_input', block_id: first, action_id: 'bb:ask', value: ' is a &lt; b? ' })
    await slack.fake.until(() => roots('D1').join() === '2,129 kilometres.', 'the answer')
    await slack.fake.until(() => published().length === 2, 'the empty box')
    expect(box().block_id).not.toBe(first)
    expect(inbound[1]).toMatchObject({ kind: 'command', text: 'is a &lt; b?', channel: { channel: 'D1' }, direct: true })
    expect(inbound[1]?.pressed).toBeUndefined()
    await slack.fake.openHome()
    await slack.fake.pressAtHome({ type: 'plain_text_input', block_id: 'ask:1', action_id: 'bb:ask', value: null })
    await slack.fake.until(() => slack.fake.of('views.open').length === 1, 'a modal for what is still to be asked')
    expect(published()).toHaveLength(2)
  })

  it('says what a button changes in the channel it is about, and shows the change', async () => {
    let paused = false
    const { inbound } = await atHome(
      () => withButtons(paused ? 'Paused.' : 'Daily.', PAUSE),
      async (_, surface) => {
        paused = true
        await surface.finish(saying('Paused: this channel does not get it.'))
      },
    )
    await slack.fake.openHome()
    await slack.fake.until(() => published().length === 1, 'the view')
    await slack.fake.pressAtHome({ action_id: 'bb:manage:0@C1', value: 'pause id:s1' })
    await slack.fake.until(() => published().length === 2, 'the changed view')
    expect(roots('C1')).toEqual(['Paused: this channel does not get it.'])
    expect(roots('D1')).toEqual([])
    expect(inbound[1]).toMatchObject({ kind: 'command', text: 'pause id:s1', channel: { channel: 'C1' } })
    expect(inbound[1]?.direct).toBeUndefined()
  })

  it('tells the person alone what is for them, and what the channel does not take', async () => {
    slack.fake.workspace.channels.add('C2')
    await atHome(
      () => withButtons('x', PAUSE),
      async ({ channel }, surface) =>
        channel.channel === 'C1' ? surface.whisper(saying('Only admins may.')) : surface.finish(saying('Paused.')),
    )
    await slack.fake.openHome()
    await slack.fake.until(() => published().length === 1, 'the view')
    await slack.fake.pressAtHome({ action_id: 'bb:manage:0@C1', value: 'pause id:s1' })
    await slack.fake.until(() => roots('D1').length === 1, 'the whisper')
    await slack.fake.pressAtHome({ action_id: 'bb:manage:1@C2', value: 'pause id:s2' })
    await slack.fake.until(() => roots('D1').length === 2, 'the news of it')
    expect(roots('D1')).toEqual(['Only admins may.', 'Paused.'])
    expect(roots('C1')).toEqual([])
    expect(slack.fake.takeRejected()).toEqual(['not_in_channel'])
  })

  it('opens forms about a channel, whose outcome is said there and shown in the tab', async () => {
    const { inbound } = await atHome(
      () => withButtons(`${inbound.length}`, { ...PAUSE, value: 'change id:s1', label: 'Change' }),
      async (one, surface) => {
        if (one.kind === 'command' && one.fields === undefined) {
          const fields = [{ name: 'time', label: 'Time', hint: '', value: '08:00', optional: false, maxLength: 20 }]
          expect(await surface.form?.({ command: 'change id:s1', title: 'Change', submit: 'Change', fields })).toBe(true)
        } else expect(await surface.announce(saying('Changed.'))).toMatchObject({ kind: 'posted' })
      },
    )
    await slack.fake.openHome()
    await slack.fake.until(() => published().length === 1, 'the view')
    await slack.fake.pressAtHome({ action_id: 'bb:manage:0@C1', value: 'change id:s1' })
    await slack.fake.submit({ time: '09:00' })
    await slack.fake.until(() => roots('C1').join() === 'Changed.', 'the outcome')
    expect(inbound.find((one) => one.kind === 'command' && one.fields)).toMatchObject({
      channel: { channel: 'C1' },
      fields: { time: '09:00' },
    })
    await slack.fake.until(() => published().length === 3, 'the view of after')
  })

  it('tells a fault to the person, not to the channel', async () => {
    await atHome(
      () => withButtons('x', PAUSE),
      () => Promise.reject(new Error('no')),
    )
    await slack.fake.openHome()
    await slack.fake.until(() => published().length === 1, 'the view')
    await slack.fake.pressAtHome({ action_id: 'bb:manage:0@C1', value: 'pause id:s1' })
    await slack.fake.until(() => roots('D1').length === 1, 'the sentence')
    expect(roots('C1')).toEqual([])
  })

  it('takes nothing from a view that is not its own', async () => {
    const { inbound } = await atHome(() => saying('x'))
    slack.fake.workspace.homes.set('U1', { id: 'V1', callback_id: 'other', private_metadata: '{"channel":"C1","hash":"x"}' })
    await slack.fake.pressAtHome({ action_id: 'bb:manage:0@C1', value: 'pause id:s1' })
    await wait(30)
    expect(inbound).toEqual([])
  })

  it('is taken by Slack whatever topics, subscriptions and models are called', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
      fc.constantFrom('<!channel>', '@here', ' ', '\u0000', '👩‍👩‍👧‍👦'.repeat(40), '<https://evil.example|x>'),
    )
    const subscription = fc.record({ topic: words, why: fc.option(words), channel: fc.constantFrom('C1', 'D1', 'G7', 'not an id') })
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), fc.array(subscription, { maxLength: 30 }), words, (names, standing, model) => {
        const document = renderHome({
          topics: names.map((name) => ({ name, title: `${name} `, query: name, aliases: [], workspace: 'operator' })),
          standing: standing.map(({ topic, why, channel }) => ({ subscription: subscribed(topic, why, channel), next: null })),
          here: 'D1',
          reaching: true,
          use: { model: { name: model, last: null }, budget: null },
        })
        expect(refusedView(homeView(document, 'D1').view, 'home')).toBeNull()
      }),
      { numRuns: 150 },
    )
  })

  it('stays inside a view’s limits however much there is, with channels by their own names', () => {
    const rows = Array.from({ length: 90 }, (_, index) => withButtons(`Row ${index} ${'long '.repeat(200)}`, PAUSE).nodes).flat()
    const named: Document = {
      preview: 'x',
      nodes: [
        {
          kind: 'paragraph',
          inlines: [
            { kind: 'text', text: 'in ' },
            { kind: 'text', text: 'another channel', channel: 'C1' },
          ],
        }, // prettier-ignore
        ...rows,
      ],
    }
    const { view } = homeView(named, 'D1')
    expect(refusedView(view, 'home')).toBeNull()
    expect(JSON.stringify(view.blocks[0])).toContain('{"type":"channel","channel_id":"C1"}')
  })
})
