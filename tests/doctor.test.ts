import { describe, expect, it } from 'vitest'
import { openSqliteStores } from '../src/adapters/stores/sqlite/sqlite-stores.ts'
import { offlineModel } from '../src/adapters/models/offline.ts'
import { readConfig } from '../src/config.ts'
import { examine } from '../src/doctor.ts'
import { NEVER_POLLED, type SourceState } from '../src/domain/source.ts'
import { fakePlatform } from './fakes/fake-platform.ts'
import type { ChannelCheck, Platform } from '../src/ports/platform.ts'
import { aDelivery, aSubscription } from './contracts/digest-stores.ts'

const NOW = Temporal.Instant.from('2026-11-22T08:00:00Z')

describe('the doctor', () => {
  it('names what a platform made us pause, with the mend, and how often digests stood double or in doubt', async () => {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    await stores.subscriptions.save(aSubscription({ paused: true, pausedWhy: 'the channel is archived' }))
    await stores.subscriptions.save(aSubscription({ id: 'sub2', topic: 'trade', paused: true })) // by a person
    await stores.deliveries.plan(aDelivery({ state: 'sent', twins: 2 }))
    const findings = await examine({ config: readConfig({}), platforms: new Map(), stores, model: offlineModel, problems: [], now: NOW })
    expect(findings).toContainEqual({
      ok: false,
      sentence: 'The digest of “border” in slack:T1:C1 is paused, because the channel is archived: mend that and resume it there.',
    })
    expect(findings.some(({ sentence }) => sentence.includes('“trade”'))).toBe(false)
    expect(findings).toContainEqual({ ok: true, sentence: 'Of the digests, 2 stood double for a while, and 0 ended in doubt.' })
    await stores.close()
  })

  it('says what is not heard where Discord comes over HTTP, and nothing of it elsewhere', async () => {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    const about = async (settings: Readonly<Record<string, string>>) => {
      const config = readConfig({ DISCORD_TOKEN: 'x', ...settings })
      const findings = await examine({ config, platforms: new Map(), stores, model: offlineModel, problems: [], now: NOW })
      return findings.filter(({ sentence }) => /over HTTP/.test(sentence))
    }
    expect(await about({})).toEqual([])
    expect(await about({ DISCORD_PUBLIC_KEY: 'ab'.repeat(32) })).toEqual([
      { ok: true, sentence: expect.stringMatching(/mentions, replies/) },
    ])
    await stores.close()
  })

  it('names the sources that fail or have fallen silent, with the mend', async () => {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    const add = (id: string, state: Partial<SourceState>) => {
      const url = `https://${id}.example/feed`
      const source = { id, workspace: 'slack:T1', url, kind: 'feed', label: id, addedAt: NOW.toString() } as const
      return stores.sources.add(source, { ...NEVER_POLLED, ...state })
    }
    await add('bad', { failures: 3, trouble: 'bad.example has nothing at this address (404).' })
    await add('quiet', { lastNewAtMs: NOW.subtract({ hours: 24 * 15 }).epochMilliseconds })
    await add('well', { failures: 1, trouble: 'weather', lastNewAtMs: NOW.epochMilliseconds })
    const findings = await examine({ config: readConfig({}), platforms: new Map(), stores, model: offlineModel, problems: [], now: NOW })
    const about = findings.map(({ sentence }) => sentence).filter((sentence) => /source/i.test(sentence))
    expect(about).toEqual([
      'Sources that are read again and again: 3, failing: 1, fallen silent: 1.',
      'The source “bad” (https://bad.example/feed, slack:T1) fails: bad.example has nothing at this address (404). Mend its address, or remove it.',
      'The source “quiet” (https://quiet.example/feed, slack:T1) has brought nothing new for two weeks: look at it.',
    ])
    await stores.close()
  })

  it('has each platform asked about the channels that something is sent to, each once and never more than forty', async () => {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    const to = (channel: string, change = {}) =>
      stores.subscriptions.save(
        aSubscription({ id: `s${channel}${JSON.stringify(change)}`, channel: { platform: 'slack', workspace: 'T1', channel }, ...change }),
      )
    await to('C0', { paused: true })
    for (let n = 1; n <= 50; n += 1) await to(`C${n}`)
    await to('C1', { topic: 'trade' })
    const asked: string[] = []
    const platform = (told: ChannelCheck): Platform => ({
      ...fakePlatform({ now: () => NOW }),
      check: async () => [],
      checkChannels: async (channels) => {
        asked.push(...channels.map(({ channel }) => channel))
        return told
      },
    })
    const say = async (told: ChannelCheck) => {
      const platforms = new Map([['slack', platform(told)] as const])
      const findings = await examine({ config: readConfig({}), platforms, stores, model: offlineModel, problems: [], now: NOW })
      return findings.filter(({ sentence }) => /channel/i.test(sentence))
    }
    expect(await say({ problems: [], unsaid: 0, why: '' })).toEqual([
      { ok: true, sentence: 'The bot may post in the 40 channels of Slack that something is sent to (10 more were not looked at).' },
    ])
    expect([asked.length, new Set(asked).size, asked.includes('C0')]).toEqual([40, 40, false])
    expect(await say({ problems: ['The bot is not in the channel C7: invite it.'], unsaid: 0, why: '' })).toEqual([
      { ok: false, sentence: 'The bot is not in the channel C7: invite it.' },
    ])
    expect(await say({ problems: [], unsaid: 3, why: 'nobody says' })).toEqual([
      {
        ok: true,
        sentence:
          'Of the 40 channels of Slack that something is sent to (10 more were not looked at), 3 could not be looked at: nobody says.',
      },
    ])
    await stores.close()
  })
})
