// Two processes share out the servers of Discord over one data folder: each server is answered by one of them, each digest is sent once.
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Ground, layGround, type Served } from '../../scripts/chaos/serving.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import { FakeDiscord } from '../fakes/discord/fake-discord.ts'
import type { Interaction } from '../fakes/discord/shapes.ts'
import { plain } from '../served-discord.ts'

const MINUTE_MS = 60_000
const soon = (hold: () => void) => vi.waitFor(hold, { timeout: 60_000, interval: 50 })

let fake: FakeDiscord
let ground: Ground
let running: Served[]
beforeEach(async () => {
  fake = await new FakeDiscord().start()
  fake.isLive = true
  fake.shards = 2
  ground = layGround({ SEEDS_DIR: join(import.meta.dirname, '../../seeds'), DISCORD_TOKEN: fake.token, DISCORD_API_URL: fake.apiUrl })
  running = []
})
afterEach(async () => {
  for (const served of running) served.signal('SIGKILL')
  await Promise.all(running.map(({ ended }) => ended))
  await fake.stop()
  ground.remove()
  expect(fake.rejected).toEqual([])
})

/** A process that keeps a part of the connections. */
function share(part: string): Served {
  const served = ground.serve({ DISCORD_SHARDS: part })
  running.push(served)
  return served
}

/** The connection that Discord tells of a server by. */
const shardOf = (guildId: string) => Number((BigInt(guildId) >> 22n) % 2n)

/** A channel in each of so many servers, half of them told of by each connection. */
function channels(each: number): readonly string[] {
  const found: string[][] = [[], []]
  while (found.some((some) => some.length < each)) {
    const { guildId, channelIds } = fake.addGuild(1)
    fake.joined.set(guildId, '2024-01-01T00:00:00.000Z') // long ago: nobody is greeted
    if ((found[shardOf(guildId)]?.length ?? 0) < each) found[shardOf(guildId)]?.push(...channelIds)
  }
  return found.flat()
}

/** Owed since some minutes ago, as after a start. */
function owed(channel: string): Subscription {
  const due = new Date(Date.now() - 3 * MINUTE_MS)
  const workspace = fake.channels.get(channel)?.guild_id ?? ''
  return {
    ...{ id: `sub_${channel}`, kind: 'digest', version: 1, topic: 'border', createdBy: '1', paused: false, pausedWhy: null },
    channel: { platform: 'discord', workspace, channel },
    schedule: { cron: `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`, timeZone: 'UTC' },
    ...{ createdAt: new Date(Date.now() - 10 * MINUTE_MS).toISOString(), quietLine: true, mostADay: null },
  }
}

const ours = (channelId: string) => fake.messagesIn(channelId).filter(({ author }) => author.bot)
const digests = (channelId: string) => ours(channelId).filter(({ nonce }) => nonce !== undefined)

describe.skipIf(process.platform === 'win32')('two processes with half of the connections each', () => {
  it('answer each server once, direct messages too, and send each digest once, also when one is started again', async () => {
    const all = channels(3)
    await ground.withStores(async ({ subscriptions }) => {
      for (const channel of all) await subscriptions.save(owed(channel))
    })
    const [first, second] = [share('0/2'), share('1/2')]
    await Promise.all([first.connected(1), second.connected(1)])
    expect([first, second].map((one) => one.isRunning() || one.said())).toEqual([true, true])
    expect(fake.gateway.received.filter(({ op }) => op === 2).map(({ d }) => d['shard'])).toEqual(
      expect.arrayContaining([
        [0, 2],
        [1, 2],
      ]),
    )
    const asked: Interaction[] = all.map((channelId) => fake.brief('ask', { question: 'How long is the border?' }, { channelId }))
    const direct = fake.brief('ask', { question: 'How long is the border?' }, { direct: true })
    await soon(() => {
      for (const { original } of [...asked, direct]) expect(plain(original)).toMatch(/2,\d\d\d/)
      for (const channel of all) expect(digests(channel)).toHaveLength(1)
    })
    second.signal('SIGKILL')
    await second.ended
    await share('1-1/2').connected(1)
    const later = all.map((channelId) => fake.brief('help', {}, { channelId }))
    await soon(() => {
      for (const { original } of later) expect(plain(original)).toMatch(/What you can ask/)
    })
    for (const channel of all) expect(ours(channel)).toHaveLength(2) // the digest and the answer; help is seen by who asked
    const acknowledged = fake.of('POST', /^\/interactions\/\d+\/[^/]+\/callback$/)
    expect(acknowledged).toHaveLength(asked.length + 1 + later.length)
  }, 180_000)
})
