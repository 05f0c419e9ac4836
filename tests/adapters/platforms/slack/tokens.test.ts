// Tokens that rotate: renewed ahead of their end, by one at a time, and never lost for want of an answer.
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOAuth } from '../../../../src/adapters/platforms/slack/oauth.ts'
import { createTokenSeal } from '../../../../src/adapters/platforms/slack/token-seal.ts'
import { Tokens } from '../../../../src/adapters/platforms/slack/tokens.ts'
import { openSqliteStores, type SqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { type Clock, parseInstant } from '../../../../src/base/clock.ts'
import { FakeSlack } from '../../../fakes/slack/fake-slack.ts'
import { type Line, logInto } from './harness.ts'
import { REDIRECT } from './installing.ts'

const HOUR = 3_600_000
const KEY = randomBytes(32)
let fake: FakeSlack
let stores: SqliteStores
let nowMs: number
let lines: Line[]
const clock: Clock = { now: () => Temporal.Instant.fromEpochMilliseconds(nowMs) }
const later = (ms: number) => {
  nowMs += ms
}

function make(keys: readonly Uint8Array[] = [KEY]): Tokens {
  const { clientId, clientSecret } = fake.oauth
  const oauth = createOAuth({ apiUrl: fake.apiUrl, clientId, clientSecret, nowMs: () => nowMs, limits: { connectMs: 200, totalMs: 300 } })
  return new Tokens({ store: stores.installations, seal: createTokenSeal(keys), oauth, clock, log: logInto(lines) })
}

/** As an installation leaves it. */
async function installed(team = 'T1', tokens = make()): Promise<Tokens> {
  const { clientId, clientSecret } = fake.oauth
  const asked = `https://slack.example/?${new URLSearchParams({ client_id: clientId, redirect_uri: REDIRECT, scope: 'commands' })}`
  const code = new URL(fake.oauth.allow(asked, { team })).searchParams.get('code') ?? ''
  const granted = await createOAuth({ apiUrl: fake.apiUrl, clientId, clientSecret, nowMs: () => nowMs }).exchange(code, REDIRECT)
  if (granted.kind !== 'granted') throw new Error(granted.reason)
  const identity = { team, site: null, botUser: 'U0', botId: 'B0', name: 'bot', scopes: granted.scopes }
  await tokens.keep(identity, granted.tokens)
  return tokens
}
const renewals = () => fake.of('oauth.v2.access').filter((args) => args['grant_type'] === 'refresh_token').length
const serves = (token: string | null) =>
  typeof fake.oauth.holderOf(token ?? '') === 'object' && token !== null && fake.oauth.holderOf(token) !== null

beforeEach(async () => {
  fake = await new FakeSlack().start()
  fake.oauth.redirectUris.add(REDIRECT)
  fake.oauth.rotates = true
  fake.oauth.nowMs = () => nowMs
  stores = openSqliteStores({ dataDir: ':memory:' })
  nowMs = parseInstant('2026-03-05T06:00:00Z').epochMilliseconds
  lines = []
})
afterEach(async () => {
  await fake.stop()
  await stores.close()
  expect(fake.rejected).toEqual([])
  expect(JSON.stringify(lines)).not.toContain('canary')
})

describe('the token of a workspace', () => {
  it('is none where the app is not installed', async () => {
    const tokens = make()
    expect([await tokens.token('T1'), tokens.stands('T1'), await tokens.identity('T1')]).toEqual([null, false, null])
  })

  it('is renewed two hours ahead of its end while the one before serves on, and that once', async () => {
    const tokens = await installed()
    const first = await tokens.token('T1')
    later(9 * HOUR)
    expect(await tokens.token('T1')).toBe(first)
    await wait(50) // a renewal that was begun would have come by now
    expect(renewals()).toBe(0)
    later(1.5 * HOUR)
    const during = await Promise.all(Array.from({ length: 20 }, () => tokens.token('T1')))
    expect(new Set(during)).toEqual(new Set([first]))
    await fake.until(() => renewals() === 1 && lines.some(({ message }) => message === 'slack token renewed'), 'the renewal')
    const next = await tokens.token('T1')
    expect([next === first, serves(next), renewals()]).toEqual([false, true, 1])
  })

  it('is waited for when it has ended, by all who ask at once and by other processes on the same data', async () => {
    const [one, other] = [await installed(), make()]
    await other.open()
    later(15 * HOUR)
    const all = await Promise.all([
      ...Array.from({ length: 10 }, () => one.token('T1')),
      ...Array.from({ length: 10 }, () => other.token('T1')),
    ])
    expect([new Set(all).size, serves(all[0] ?? null), renewals()]).toEqual([1, true, 1])
  })

  it('is renewed for who only gets digests, by looking now and then', async () => {
    const tokens = await installed()
    for (let hours = 0; hours < 48; hours += 1) {
      later(HOUR)
      await tokens.renewDue()
    }
    expect(renewals()).toBe(4)
    const token = await tokens.token('T1')
    expect(serves(token)).toBe(true)
  })

  it('survives an answer that never came, where Slack takes the refresh token again', async () => {
    const tokens = await installed()
    fake.oauth.servesOnce = false
    later(10.5 * HOUR)
    for (const ending of ['reset', 'hang', '503', 'garbage'] as const) {
      fake.failNext('oauth.v2.access', { commit: true, ending })
      await tokens.renewDue()
      expect(serves(await tokens.token('T1'))).toBe(true)
      later(61_000)
    }
    await tokens.renewDue()
    later(5 * HOUR)
    expect(serves(await tokens.token('T1'))).toBe(true)
    expect([...tokens.problems().values()]).toEqual([])
  })

  it('serves to its end where Slack does not, and says what is to be done', async () => {
    const tokens = await installed()
    later(10.5 * HOUR)
    fake.failNext('oauth.v2.access', { commit: true, ending: 'reset' })
    await tokens.renewDue()
    later(HOUR)
    await tokens.renewDue()
    expect(fake.takeRejected()).toEqual(['invalid_refresh_token'])
    expect(serves(await tokens.token('T1'))).toBe(true)
    expect([...tokens.problems().values()]).toEqual([expect.stringContaining('installed there again')])
    later(HOUR)
    await expect(tokens.token('T1')).rejects.toMatchObject({ code: 'slack-token-ended', retryable: true })
    fake.takeRejected()
    await installed('T1', tokens)
    expect(serves(await tokens.token('T1'))).toBe(true)
    expect([...tokens.problems().values()]).toEqual([])
  })

  it('is not asked for again and again while Slack refuses to renew it', async () => {
    const tokens = await installed()
    fake.oauth.uninstall('T1')
    later(13 * HOUR)
    for (let times = 0; times < 30; times += 1) await tokens.token('T1').catch(() => {})
    expect(renewals()).toBe(1)
    fake.takeRejected()
  })

  it('is none from the moment that the app is removed, even for who asked before', async () => {
    const tokens = await installed()
    const asking = tokens.token('T1')
    tokens.hush('T1')
    expect([await asking, await tokens.token('T1'), tokens.stands('T1')]).toEqual([null, null, false])
    await tokens.drop('T1')
    expect(await stores.installations.list('slack')).toEqual([])
    await installed('T1', tokens)
    expect([tokens.stands('T1'), serves(await tokens.token('T1'))]).toEqual([true, true])
  })

  it('is sealed anew under a new key, after which the old one is not needed', async () => {
    await installed()
    const key = randomBytes(32)
    const rotated = make([key, KEY])
    await rotated.open()
    const only = make([key])
    await only.open()
    expect(serves(await only.token('T1'))).toBe(true)
    const lost = make([KEY])
    await lost.open()
    await expect(lost.token('T1')).rejects.toMatchObject({ code: 'slack-token-closed' })
    expect([...lost.problems().values()]).toEqual([expect.stringContaining('SLACK_TOKEN_KEY_OLD')])
  })

  it('does not open where its row was put in the place of another workspace’s', async () => {
    const tokens = await installed('T1')
    await installed('T2', tokens)
    const [one] = await stores.installations.list('slack')
    await stores.installations.reseal({ platform: 'slack', workspace: 'T2' }, 1, one?.sealed ?? '')
    await expect(tokens.token('T2')).rejects.toMatchObject({ code: 'slack-token-closed' })
  })

  it('is no longer known when another process removed the app', async () => {
    const [one, other] = [await installed(), make()]
    await other.open()
    await one.drop('T1')
    await other.renewDue()
    expect([other.stands('T1'), await other.token('T1')]).toEqual([false, null])
  })
})
