// What the doctor hears of channels of Slack that something is sent to: where the bot has to be invited, or that Slack does not say.
import { expect, it } from 'vitest'
import type { Channel } from '../../../../src/domain/address.ts'
import { ALL_SCOPES } from '../../../fakes/slack/workspace.ts'
import { slackHarness } from './harness.ts'

const slack = slackHarness()
const at = (channel: string): Channel => ({ platform: 'slack', workspace: 'T0FAKE', channel })
const ask = (...channels: readonly string[]) => slack.make().platform.checkChannels?.(channels.map(at))
const asked = () => slack.fake.of('conversations.info').length

it('names the channels the bot is not in, those that are archived, and those that it is not shown', async () => {
  const { workspace } = slack.fake
  workspace.scopes = [...ALL_SCOPES, 'channels:read']
  workspace.joined.add('C3')
  workspace.archived.add('C3')
  expect(await ask('C1', 'C2', 'C3', 'C9', 'D1')).toEqual({
    problems: [
      'The bot is not in the Slack channel #named-c2, to which something is sent: type /invite @border-brief there.',
      'The Slack channel #named-c3 is archived, and something is sent to it: unarchive it, or subscribe another channel.',
      'Slack does not show the bot the channel C9, to which something is sent: it is gone, or the bot has to be invited there again.',
    ],
    unsaid: 0,
    why: expect.any(String),
  })
  expect(asked()).toBe(4)
  slack.fake.takeRejected()
})

it('asks nothing where it may not look, and says which scopes that takes', async () => {
  expect(await ask('C1', 'C2')).toEqual({ problems: [], unsaid: 2, why: expect.stringContaining('channels:read and groups:read') })
  expect(asked()).toBe(0)
})

it('counts the private channel that it may not look at for one of which Slack does not say', async () => {
  slack.fake.workspace.scopes = [...ALL_SCOPES, 'channels:read']
  slack.fake.workspace.joined.add('G1')
  expect(await ask('C1', 'G1')).toMatchObject({ problems: [], unsaid: 1 })
  slack.fake.takeRejected()
})

it('says nothing of channels while the token is refused', async () => {
  slack.fake.workspace.tokenError = 'invalid_auth'
  expect(await ask('C1', 'C2')).toMatchObject({ problems: [], unsaid: 2 })
  slack.fake.takeRejected()
})
