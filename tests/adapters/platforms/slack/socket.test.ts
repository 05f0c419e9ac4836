// Socket Mode connections: they come, are replaced, come back, and really close.
import { setTimeout as wait } from 'node:timers/promises'
import { App, LogLevel } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { createSocketLinks } from '../../../../src/adapters/platforms/slack/socket-links.ts'
import { logInto, saying, slackHarness } from './harness.ts'

const slack = slackHarness()

describe('Socket Mode', () => {
  it('keeps two connections, so that a command during a refresh is acknowledged at once', async () => {
    await slack.open((_, surface) => surface.finish(saying('Still here.')))
    await slack.fake.until(() => slack.fake.sockets.open === 2, 'two connections')
    await slack.fake.command('over the newer connection')
    slack.fake.sockets.askToLeave()
    // either moment may be too short to be seen: one gone, or its successor there
    await slack.fake.until(() => slack.fake.sockets.open === 1 || slack.fake.sockets.connections === 3, 'one to leave')
    const ack = await slack.fake.command('border')
    expect(ack.ms).toBeLessThan(3_000)
    await slack.fake.until(() => slack.fake.sockets.open === 2 && slack.fake.sockets.connections === 3, 'two connections again')
    expect(slack.fake.sockets.connections).toBe(3)
  })

  it('comes back by itself when Slack drops every connection and is away for a while', async () => {
    const { lines } = await slack.open((_, surface) => surface.finish(saying('Back.')))
    await slack.fake.until(() => slack.fake.sockets.open === 2, 'two connections')
    slack.fake.failNext('apps.connections.open', ...Array(4).fill({ commit: false, ending: 'internal_error' }))
    slack.fake.sockets.askToLeave(true)
    await slack.fake.until(() => slack.fake.sockets.open === 2 && slack.fake.sockets.connections === 4, 'new connections')
    await slack.fake.command('border')
    await slack.fake.until(() => slack.fake.workspace.roots('C1').length === 1, 'the answer')
    expect(lines.filter((line) => line.message === 'slack socket not connected').length).toBeGreaterThanOrEqual(2)
  })

  it('keeps the patient one of its connections while nothing comes, when the other has given up', async () => {
    const { appToken, token } = slack.fake.workspace
    const log = logInto([])
    const clientOptions = () => ({ slackApiUrl: slack.fake.apiUrl })
    const quiet = () => {}
    const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet, setLevel: quiet, getLevel: () => LogLevel.WARN, setName: quiet }
    const links = createSocketLinks({ appToken, clientOptions, logger, log, patienceMs: [60, 60_000] })
    await links.open(new App({ token, receiver: links.receiver, clientOptions: clientOptions(), logger }))
    await slack.fake.until(() => slack.fake.sockets.open === 2, 'two connections')
    slack.fake.sockets.isStill = true
    let least = 2
    await slack.fake.until(() => {
      least = Math.min(least, slack.fake.sockets.open)
      return slack.fake.sockets.connections >= 4
    }, 'the other one to give up twice')
    slack.fake.sockets.isStill = false
    expect(least).toBeGreaterThanOrEqual(1)
    await links.close(1_000)
  })

  it('does not start with a token Slack refuses, and says which one', async () => {
    const wrongBot = slack.make({ botToken: 'xoxb-wrong' }).platform
    await expect(wrongBot.start(async () => {})).rejects.toMatchObject({
      code: 'slack-token',
      hint: expect.stringContaining('SLACK_BOT_TOKEN'),
    })
    const wrongApp = slack.make({ appToken: 'xapp-wrong' }).platform
    await expect(wrongApp.start(async () => {})).rejects.toMatchObject({
      code: 'slack-token',
      hint: expect.stringContaining('SLACK_APP_TOKEN'),
    })
    expect(new Set(slack.fake.takeRejected())).toEqual(new Set(['invalid_auth']))
  })

  it('says that Slack does not answer when nobody does', async () => {
    const { platform } = slack.make({ apiUrl: 'http://127.0.0.1:1/api/' })
    await expect(platform.start(async () => {})).rejects.toMatchObject({ code: 'slack-unreachable', retryable: true })
  })

  it('needs one way in', () => {
    expect(() => slack.make({ appToken: null, signingSecret: null })).toThrowError(
      /SLACK_APP_TOKEN \(Socket Mode\) or SLACK_SIGNING_SECRET/,
    )
  })
})

describe('stopping', () => {
  it('lets what is in hand finish, takes nothing new and leaves no connection', async () => {
    const gate = Promise.withResolvers<void>()
    const { platform, inbound } = await slack.open(async (_, surface) => {
      await gate.promise
      await surface.finish(saying('In time.'))
    })
    await slack.fake.command('border')
    await slack.fake.until(() => inbound.length === 1, 'the command')
    const stopped = platform.stop(2_000)
    await slack.fake.until(() => slack.fake.sockets.open === 0, 'no connection')
    gate.resolve()
    await stopped
    expect(slack.fake.workspace.roots('C1')).toHaveLength(1)
    await wait(20)
    expect(slack.fake.sockets.open).toBe(0)
  })

  it('ends after the grace when a handler hangs, and says so', async () => {
    const { platform, lines, inbound } = await slack.open(() => new Promise(() => {}))
    await slack.fake.command('border')
    await slack.fake.until(() => inbound.length === 1, 'the command')
    const start = performance.now()
    await platform.stop(100)
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(lines).toContainEqual({ level: 'warn', message: 'stopped with inbound in hand', fields: { inHand: 1 } })
  })

  it('works before anything was started', async () => {
    await slack.make().platform.stop(100)
    expect(slack.fake.calls).toEqual([])
  })
})
