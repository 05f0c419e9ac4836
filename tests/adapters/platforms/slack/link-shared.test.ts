// Links that people post where the bot is: heard once each, and nothing is ever said of them to anybody but who posted one.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { PERSON_TS } from '../../../fakes/slack/payloads.ts'
import type { Fields } from '../../../fakes/slack/workspace.ts'
import { saying, slackHarness, wordsOf } from './harness.ts'

const slack = slackHarness()
const shared = (more: Fields = {}): Fields => ({
  ...{ type: 'link_shared', user: 'U1', channel: 'C1', message_ts: PERSON_TS, is_bot_user_member: true, source: 'conversations_history' },
  links: [
    { domain: 'news.example', url: 'https://news.example/a?b=1&amp;c=2' },
    { domain: 'news.example', url: 'https://news.example/b' },
  ],
  ...more,
})
const whispers = () => slack.fake.of('chat.postEphemeral')

describe('a link that somebody posts', () => {
  it('is heard with the message it stands in, and what is said of it is theirs alone, there', async () => {
    const { inbound } = await slack.open((_, surface) => surface.whisper(saying('Add it?')))
    await slack.fake.event(shared({ thread_ts: '1600000000.000050' }))
    await slack.fake.until(() => whispers().length === 1, 'the offer')
    expect(inbound).toMatchObject([
      { kind: 'command', text: 'https://news.example/a?b=1&c=2', overheard: `slack:T0FAKE:message:C1:${PERSON_TS}`, person: { id: 'U1' } },
    ])
    expect(whispers()[0]).toMatchObject({ user: 'U1', channel: 'C1', thread_ts: '1600000000.000050' })
    expect(wordsOf(whispers()[0])).toBe('Add it?')
    expect(slack.fake.workspace.messages.size).toBe(0)
  })

  it('and in the same message speaks to the bot is known as that message', async () => {
    const { inbound } = await slack.open(() => undefined)
    await slack.fake.event(shared())
    const said = { type: 'app_mention', channel: 'C1', user: 'U1', text: '<@U0BOT> <https://news.example/a>', ts: PERSON_TS }
    await slack.fake.event(said)
    await slack.fake.until(() => inbound.length === 2, 'both')
    expect(inbound[0]).toMatchObject({ overheard: inbound[1]?.id })
    expect(inbound[0]?.id).not.toBe(inbound[1]?.id)
  })

  it.each<[string, Fields]>([
    ['while it is being written', { channel: 'COMPOSER', message_ts: 'd1e2f3', is_bot_user_member: true }],
    ['where the bot is not', { is_bot_user_member: false }],
    ['as the bot itself', { user: 'U0BOT' }],
    ['without any', { links: [] }],
    ['in a form never seen', { links: 'https://news.example/a' }],
  ])('%s is none of its business', async (_, more) => {
    const { inbound } = await slack.open(() => undefined)
    await slack.fake.event(shared(more))
    await wait(30)
    expect(inbound).toEqual([])
  })

  it('where guests may be is none of its business: Slack does not say whose it is', async () => {
    const { inbound } = await slack.open(() => undefined)
    await slack.fake.event(shared(), { is_ext_shared_channel: true })
    await wait(30)
    expect(inbound).toEqual([])
  })

  it.each([
    ['alone', {}],
    ['in a thread', { thread_ts: '1600000000.000050' }],
  ])('%s leaves nothing said to others where its poster is not reached', async (_, more) => {
    const { inbound, lines } = await slack.open((_, surface) => surface.whisper(saying('Add it?')))
    slack.fake.workspace.joined.delete('C1')
    await slack.fake.event(shared(more))
    await slack.fake.until(() => inbound.length === 1 && lines.some(({ level }) => level === 'error'), 'the failure')
    await wait(30)
    expect(slack.fake.workspace.messages.size).toBe(0)
    expect(slack.fake.takeRejected()).toEqual(['not_in_channel'])
  })
})
