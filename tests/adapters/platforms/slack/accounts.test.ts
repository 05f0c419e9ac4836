// What the doctor hears of many workspaces: each by its name, with the mend; nothing while all is well.
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSlackPlatform } from '../../../../src/adapters/platforms/slack/slack.ts'
import { systemClock } from '../../../../src/base/clock.ts'
import { FakeSlack } from '../../../fakes/slack/fake-slack.ts'
import { logInto } from './harness.ts'
import { type Installing, openInstalling } from './installing.ts'

let fake: FakeSlack
let one: Installing

beforeEach(async () => {
  fake = await new FakeSlack().start()
  one = await openInstalling(fake)
})
afterEach(async () => {
  await one.stop()
  await fake.stop()
})

it('hears that nobody installed it yet, and where that is done', async () => {
  expect(await one.platform.check()).toEqual([
    'No Slack workspace has installed the app yet: open https://bot.example/slack/install in a browser.',
  ])
})

it('hears nothing while every workspace grants what is needed', async () => {
  for (const team of ['T1', 'T2']) await one.install(team)
  expect(await one.platform.check()).toEqual([])
})

it('hears which workspace takes the token no longer, and which lacks a scope', async () => {
  for (const team of ['T1', 'T2', 'T3']) await one.install(team)
  fake.oauth.uninstall('T1')
  one.workspace('T2').scopes = one.workspace('T2').scopes.filter((scope) => scope !== 'app_mentions:read')
  expect(await one.platform.check()).toEqual([
    'Slack refuses the token of the workspace T1: have the app installed there again; nothing of it is lost.',
    expect.stringMatching(/^In the Slack workspace T2: The Slack app lacks the scope app_mentions:read/),
  ])
})

it('hears of tokens that were sealed with a key that is gone', async () => {
  await one.install('T1')
  const config = { ...one.config, port: 0, install: { ...Object(one.config.install), tokenKeys: [randomBytes(32)] } }
  const { installations } = one.stores
  const other = createSlackPlatform({ config, installations, clock: systemClock, log: logInto([]) })
  const asked = fake.calls.length
  expect(await other.check()).toEqual([expect.stringContaining('SLACK_TOKEN_KEY_OLD')])
  expect(fake.calls.length).toBe(asked)
})

it('is not begun without a way to keep tokens, or without any token', () => {
  const make = (config: object, installations = one.stores.installations) =>
    createSlackPlatform({ config: { ...one.config, ...config }, installations, clock: systemClock, log: logInto([]) })
  expect(() => make({ install: null })).toThrow(/SLACK_BOT_TOKEN, or SLACK_CLIENT_ID/)
  expect(() => make({ signingSecret: null })).toThrow(/SLACK_APP_TOKEN/)
})
