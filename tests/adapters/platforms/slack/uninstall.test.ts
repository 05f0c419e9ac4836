// The app is removed: told by two events, in any order, again and again, and sometimes late; silent there at once, and only there.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src/base/clock.ts'
import { FakeSlack } from '../../../fakes/slack/fake-slack.ts'
import { PERSON_TS } from '../../../fakes/slack/payloads.ts'
import type { Fields } from '../../../fakes/slack/workspace.ts'
import { slackHarness } from './harness.ts'
import { type Installing, openInstalling } from './installing.ts'

let fake: FakeSlack
let one: Installing
let teams = 0
const nextTeam = () => {
  teams += 1
  return `T${teams}`
}
const nowS = () => Math.floor(systemClock.now().epochMilliseconds / 1_000)

const UNINSTALLED: Fields = { type: 'app_uninstalled' }
const revoked = (tokens: Fields): Fields => ({ type: 'tokens_revoked', tokens })
const OF_THE_END: readonly Fields[] = [UNINSTALLED, revoked({ bot: ['U0BOT'], oauth: [] }), revoked({ bot: ['U0BOT'], oauth: ['U1'] })]
const OF_A_PERSON = revoked({ oauth: ['U1'], bot: [] })
const ends = (event: Fields) => event !== OF_A_PERSON

const channelOf = (workspace: string) => ({ platform: 'slack', workspace, channel: 'C1' }) as const
const payload = () =>
  one.platform.paginate({ preview: 'x', nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'x' }] }] })[0] ?? ''
const post = async (team: string) =>
  (await one.platform.post({ channel: channelOf(team), deliveryId: `d${team}`, payload: payload(), parent: null })).kind
const stands = async (team: string) => (await one.stores.installations.get({ platform: 'slack', workspace: team })) !== null
const passedOver = (team: string) =>
  one.lines.filter(({ message, fields }) => message === 'slack removal passed over' && fields['workspace'] === team)

beforeEach(async () => {
  fake = await new FakeSlack().start()
  one = await openInstalling(fake)
})
afterEach(async () => {
  await one.stop()
  await fake.stop()
  expect(JSON.stringify(one.lines)).not.toContain('canary')
})

describe('the end of an installation', () => {
  it('is heard whatever tells of it, in whatever order and however often', { timeout: 60_000 }, async () => {
    const neighbour = nextTeam()
    await one.install(neighbour)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...OF_THE_END, OF_A_PERSON), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.nat(40),
        async (events, atOnce, laterS) => {
          const team = nextTeam()
          await one.install(team)
          if (events.some(ends)) fake.oauth.uninstall(team)
          const more = { event_time: nowS() + laterS }
          if (atOnce) await Promise.all(events.map((event) => one.tell(team, event, more)))
          else for (const event of events) await one.tell(team, event, more)
          if (!events.some(ends)) {
            expect([await stands(team), await post(team)]).toEqual([true, 'sent'])
            return
          }
          await fake.until(() => one.removed.includes(team), 'the removal')
          while (await stands(team)) await new Promise(setImmediate)
          expect(await post(team)).toBe('refused')
          expect(passedOver(team)).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
    expect([await stands(neighbour), await post(neighbour), one.removed.includes(neighbour)]).toEqual([true, 'sent', false])
    fake.takeRejected()
  })

  it('told late, after it was installed again, changes nothing', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...OF_THE_END), { minLength: 1, maxLength: 4 }), fc.nat(3_600), async (events, agoS) => {
        const team = nextTeam()
        await one.install(team)
        fake.oauth.uninstall(team)
        await one.install(team)
        for (const event of events) await one.tell(team, event, { event_time: nowS() - agoS })
        await fake.until(() => passedOver(team).length === events.length, 'each to be passed over')
        expect([await stands(team), await post(team), one.removed.includes(team)]).toEqual([true, 'sent', false])
      }),
      { numRuns: 25 },
    )
  })

  it('that meets an installation under way waits for it, and then is of the one before', async () => {
    const [team, asked, go] = [nextTeam(), Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const removed: string[] = []
    await one.stop()
    one = await openInstalling(fake, {
      removals: {
        removed: async (workspace) => void removed.push(workspace),
        settled: async () => {
          if ((await stands(team)) && removed.length === 0) asked.resolve()
          if (await stands(team)) await go.promise
        },
      },
    })
    await one.install(team)
    const again = one.install(team)
    await asked.promise
    const told = one.tell(team, UNINSTALLED, { event_time: nowS() })
    go.resolve()
    expect([(await again).status, (await told).status]).toEqual([200, 200])
    await fake.until(() => passedOver(team).length === 1, 'it to be passed over')
    expect([removed, await stands(team), await post(team)]).toEqual([[], true, 'sent'])
  })

  it('is silence from the moment it is heard: what is being written is not shown, nor by an address that needs no token', async () => {
    const [team, began, end] = [nextTeam(), Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await one.stop()
    one = await openInstalling(fake, {
      handle: async (_, surface) => {
        began.resolve()
        await end.promise
        await surface.finish({ preview: 'x', nodes: [] }).catch(() => {})
        await surface.whisper({ preview: 'x', nodes: [] }).catch(() => {})
      },
    })
    await one.install(team)
    const event = { type: 'app_mention', channel: 'C1', user: 'U1', text: `<@U0BOT${team}> border`, ts: PERSON_TS }
    await one.tell(team, event)
    await began.promise
    fake.oauth.uninstall(team)
    await one.tell(team, UNINSTALLED, { event_time: nowS() + 30 })
    const before = [fake.calls.length, fake.responded.length]
    end.resolve()
    expect(await post(team)).toBe('refused')
    await one.tell(team, { ...event, ts: '1600000000.000200' })
    await one.platform.stop(1_000)
    expect([fake.calls.length, fake.responded.length]).toEqual(before)
    expect(one.inbound).toHaveLength(1)
  })

  it('is not acknowledged before it is kept, so that Slack tells it again', async () => {
    const team = nextTeam()
    let isBroken = true
    await one.stop()
    const removed: string[] = []
    one = await openInstalling(fake, {
      removals: {
        removed: async (workspace) => {
          if (isBroken) throw new Error('disk full')
          removed.push(workspace)
        },
      },
    })
    await one.install(team)
    const told = one
      .tell(team, UNINSTALLED, { event_time: nowS() + 30 })
      .then(({ status }) => status)
      .catch(() => 'cut off')
    expect(await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 300, 'not yet'))])).toBe('not yet')
    isBroken = false
    expect((await one.tell(team, UNINSTALLED, { event_time: nowS() + 31 })).status).toBe(200)
    expect([removed, await stands(team)]).toEqual([[team], false])
  })
})

describe('the one workspace of a bot token', () => {
  const slack = slackHarness()

  it('is given up when Slack says so and takes the token no longer, and not when only the token was revoked', async () => {
    const removed: string[] = []
    const { platform } = slack.make()
    await platform.start(
      async () => {},
      async () => {},
      { removed: async (team) => void removed.push(team), settled: async () => {}, returned: () => {} },
    )
    await slack.fake.event(UNINSTALLED)
    await slack.fake.until(() => slack.fake.of('auth.test').length === 2, 'the question')
    await slack.fake.event(revoked({ bot: ['U0BOT'] }))
    expect(removed).toEqual([])
    slack.fake.workspace.tokenError = 'account_inactive'
    await slack.fake.event(revoked({ bot: ['U0BOT'] }))
    expect(removed).toEqual([])
    await slack.fake.event(UNINSTALLED)
    await slack.fake.until(() => removed.length === 1, 'the removal')
    expect([removed, slack.fake.takeRejected()]).toEqual([['T0FAKE'], ['account_inactive']])
  })
})
