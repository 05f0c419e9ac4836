// Where it is spoken to: private channels, group and direct messages, channels shared with another organisation; and where it is added.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { PERSON_TS } from '../../../fakes/slack/payloads.ts'
import type { Fields } from '../../../fakes/slack/workspace.ts'
import { saying, slackHarness, wordsOf } from './harness.ts'

const slack = slackHarness()
const mention = (channel: string, more: Fields = {}): Fields => ({
  ...{ type: 'app_mention', channel, user: 'U1', text: '<@U0BOT> how long?', ts: PERSON_TS },
  ...more,
})
const answered = (channel: string) =>
  slack.fake.until(() => slack.fake.workspace.replies(channel, PERSON_TS).length === 1, `the answer in ${channel}`)

describe('being asked', () => {
  it.each([
    ['a private channel', 'CSECRET', 'channel'],
    ['an old private channel', 'GSECRET', 'group'],
    ['a group message', 'GMANY', 'mpim'],
  ])('works in %s the bot is in, as in a public one, and is nobody’s own matter', async (_, channel, type) => {
    slack.fake.workspace.joined.add(channel)
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('2,129 kilometres.')))
    await slack.fake.event(mention(channel, { channel_type: type }))
    await answered(channel)
    expect(inbound[0]).toMatchObject({ channel: { channel }, addressed: true })
    expect(inbound[0]?.direct).toBeUndefined()
  })

  it('in a group message is only by mention or in a thread', async () => {
    slack.fake.workspace.joined.add('GMANY')
    const { inbound } = await slack.open(() => undefined)
    await slack.fake.event({ type: 'message', channel_type: 'mpim', channel: 'GMANY', user: 'U1', text: 'lunch?', ts: PERSON_TS })
    await wait(30)
    expect(inbound).toEqual([])
  })
})

describe('somebody of another organisation', () => {
  const shared = { is_ext_shared_channel: true, authorizations: [{ team_id: 'T0FAKE', user_id: 'U0BOT', is_bot: true }] }

  it('is answered in a shared channel for the workspace the bot was added by, and known as a guest', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('Here.')))
    const theirs = { ...shared, team_id: 'T9OTHER' }
    await slack.fake.event(mention('C1', { user: 'U9', user_team: 'T9OTHER', source_team: 'T9OTHER' }), theirs)
    await answered('C1')
    expect(inbound[0]).toMatchObject({ channel: { workspace: 'T0FAKE' }, outsider: true })
  })

  it('is known by a press too, and nobody of the workspace is taken for one', async () => {
    const { inbound } = await slack.open((_, surface) => surface.whisper(saying('Here.')))
    await slack.fake.event(mention('C1', { user_team: 'T0FAKE', ts: '1600000000.000200' }), shared)
    await slack.fake.press({ action_id: 'bb:manage:0', value: 'pause id:s1' }, { ts: PERSON_TS })
    await slack.fake.press({ action_id: 'bb:manage:0', value: 'pause id:s1' }, { ts: PERSON_TS, user: { id: 'U9', team_id: 'T9OTHER' } })
    await slack.fake.until(() => inbound.length === 3, 'all three')
    expect(inbound.map(({ outsider }) => outsider)).toEqual([undefined, undefined, true])
  })
})

describe('being added', () => {
  const joined = (more: Fields = {}): Fields => ({
    ...{ type: 'member_joined_channel', user: 'U0BOT', channel: 'C1', channel_type: 'C', team: 'T0FAKE', inviter: 'U1' },
    ...more,
  })

  it('to a channel is an occasion to say who it is, there', async () => {
    const { inbound } = await slack.open(async (_, surface) => void (await surface.announce(saying('I quote the news.'))))
    await slack.fake.event(joined())
    await slack.fake.until(() => slack.fake.workspace.roots('C1').length === 1, 'the words')
    expect(inbound).toMatchObject([
      { kind: 'command', text: 'welcome', added: 'channel', channel: { channel: 'C1' }, person: { id: 'U1' } },
    ])
    expect(wordsOf(slack.fake.workspace.roots('C1')[0])).toBe('I quote the news.')
  })

  it('is not what happens to others, who join without a word from it', async () => {
    const { inbound } = await slack.open(() => undefined)
    await slack.fake.event(joined({ user: 'U2' }))
    await wait(30)
    expect(inbound).toEqual([])
  })

  it('leaves nothing said where it cannot write, and where the handler has nothing to say', async () => {
    const { inbound, lines } = await slack.open((one, surface) =>
      one.channel.channel === 'C2' ? surface.announce(saying('Hello.')) : Promise.reject(new Error('no')),
    )
    await slack.fake.event(joined({ channel: 'C2' }))
    await slack.fake.event(joined({ channel: 'C1' }))
    await slack.fake.until(() => inbound.length === 2 && lines.some(({ level }) => level === 'error'), 'both')
    await wait(30)
    expect(slack.fake.workspace.messages.size).toBe(0)
    expect(slack.fake.takeRejected()).toEqual(['not_in_channel'])
  })

  it('by somebody who opens its messages is said in these', async () => {
    const { inbound } = await slack.open(async (_, surface) => void (await surface.announce(saying('I quote the news.'))))
    await slack.fake.openHome('U1', { tab: 'messages' })
    await slack.fake.until(() => slack.fake.workspace.roots('D1').length === 1, 'the words')
    expect(inbound).toMatchObject([{ added: 'channel', channel: { channel: 'D1' }, direct: true }])
  })
})
