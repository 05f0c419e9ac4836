// Corrections through the real adapters, on a fake Slack and a fake Discord that refuse what the platforms refuse.
import { describe, expect, it } from 'vitest'
import type { Channel } from '../../src/domain/address.ts'
import type { Platform } from '../../src/ports/platform.ts'
import { shown, useStand } from '../adapters/platforms/discord/stand.ts'
import { slackHarness } from '../adapters/platforms/slack/harness.ts'
import { ALL_SCOPES } from '../fakes/slack/workspace.ts'
import { digestWorld, Killed, type OneLiner, oneLiner, type World } from './digest-world.ts'

const slack = slackHarness()
const discord = useStand()

type Message = Readonly<{ id: string; place: string; words: string }>
type House = Readonly<{
  platform: Platform
  channel: Channel
  /** all that stands in the channel and its threads, oldest first */
  messages: () => readonly Message[]
  discard: (id: string) => void
  clear: () => void
  /** messages bear the time of the world */
  tellTime: (now: World['now']) => void
  urlOf: (message: Message) => string
}>

function slackHouse(direct: boolean): House {
  slack.fake.workspace.scopes = ALL_SCOPES
  const channel = { platform: 'slack', workspace: slack.fake.workspace.team, channel: direct ? 'D1' : 'C1' } as const
  return {
    platform: slack.make().platform,
    channel,
    messages: () =>
      [...slack.fake.workspace.messages.values()].map((one) => ({
        ...{ id: one.ts, place: String(one.thread_ts ?? one.channel), words: JSON.stringify(one.blocks) },
      })),
    clear: () => slack.fake.workspace.messages.clear(),
    tellTime: (now) => {
      slack.fake.workspace.clock = () => now().epochMilliseconds
    },
    discard: (id) => void slack.fake.workspace.messages.delete(`${channel.channel}:${id}`),
    urlOf: ({ id, place }) => {
      const within = place === channel.channel ? '' : `?thread_ts=${place}&cid=${channel.channel}`
      return `https://fake.slack.com/archives/${channel.channel}/p${id.replace('.', '')}${within}`
    },
  }
}

function discordHouse(direct: boolean): House {
  const { fake } = discord
  const channel = direct
    ? ({ platform: 'discord', workspace: `dm:${fake.user.id}`, channel: fake.directId } as const)
    : ({ platform: 'discord', workspace: fake.guildId, channel: fake.channelId } as const)
  return {
    platform: discord.make(),
    channel,
    messages: () => [...fake.messages.values()].map((one) => ({ id: one.id, place: one.channel_id, words: shown(one) })),
    clear: () => fake.messages.clear(),
    tellTime: () => {},
    discard: (id) => void fake.messages.delete(id),
    urlOf: ({ id, place }) => `https://discord.com/channels/${direct ? '@me' : fake.guildId}/${place}/${id}`,
  }
}

const HOUSES = { Slack: slackHouse, Discord: discordHouse }
const SCHEDULE = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'UTC' }
const BRIDGE = 'The bridge at Muse reopened to lorries after two weeks.'
const count = (n: string, version: number) => {
  const text = `The UN said ${n} people were displaced.`
  const [low, start] = [Number(n.replace(',', '')), text.indexOf(n)]
  const rest = { unit: null, currency: null, counted: 'people', qualifier: 'exact', hedge: null, asOf: null, scope: [] } as const
  const figure = { low, high: low, words: n, measure: 'displaced', speaker: 'UN', ...rest, start, end: start + n.length }
  return oneLiner(text, { id: 'count', version, publishedAt: '2026-11-20' }, { figures: [figure] })
}
/** A report of about 1,500 characters that shares no word with another. */
const long = (n: number) => {
  const letters = (i: number) => String.fromCharCode(97 + (i % 26), 97 + (Math.floor(i / 26) % 26))
  const words = Array.from({ length: 180 }, (_, i) => `${letters(n)}${letters(i)}${letters(i * 7)}ka`)
  return oneLiner(`Officials in ${letters(n)}port named ${words.join(' ')}.`, { id: `long${n}`, publishedAt: '2026-11-20' })
}

async function day(on: string, world: World, change: () => Promise<unknown>, minutes = 4): Promise<void> {
  world.moveTo(`${on}T07:00:00Z`)
  await change()
  world.moveTo(`${on}T08:00:00Z`)
  await world.run(world.boot(), minutes)
}

async function told(house: House, ...more: readonly OneLiner[]): Promise<World> {
  const world = digestWorld('2026-11-19T12:00:00Z', () => house.platform)
  house.tellTime(world.now)
  await world.boot().subscribe({ channel: house.channel, topic: 'border', schedule: SCHEDULE, by: 'U1', now: world.now() })
  await day('2026-11-20', world, () => world.publish(oneLiner('The market at Tarkwa opened on Monday.')))
  await day('2026-11-21', world, () => world.publish(...more, oneLiner(BRIDGE, { id: 'bridge', label: 'River News' }), count('2,300', 1)))
  return world
}
const only = (house: House, words: string): Message => {
  const [found, ...others] = house.messages().filter((one) => one.words.includes(words))
  expect(others).toEqual([])
  if (found === undefined) throw new Error(`nothing stands that says ${words}`)
  return found
}

describe.each(['Slack', 'Discord'] as const)('on %s', (name) => {
  it.each(['a channel', 'a direct message'])('a correction in %s links to the earlier message, which links to it', async (where) => {
    const house = HOUSES[name](where !== 'a channel')
    const world = await told(house)
    const earlier = only(house, '2,300')
    await day('2026-11-22', world, () => world.publish(count('2,900', 2)))
    const correction = only(house, '2,900')
    expect(correction.words).toContain(house.urlOf(earlier))
    const marked = only(house, 'Corrected on 22 November 2026')
    expect(marked.id).toBe(earlier.id)
    expect(marked.words).toContain(house.urlOf(correction))
    expect(marked.words).toContain('bridge at Muse')
    expect(house.messages()).toHaveLength(3)
  })

  it('a retraction links to the earlier message, which says that it was withdrawn', async () => {
    const house = HOUSES[name](false)
    const world = await told(house)
    await day('2026-11-22', world, () => world.stores.articles.withdraw('bridge', ['operator'], world.now().toString()))
    const earlier = only(house, 'Withdrawn by its source on 22 November 2026')
    expect(earlier.words).toContain('2,300')
    expect(only(house, 'Retracted by').words).toContain(house.urlOf(earlier))
    expect(earlier.words).toContain(house.urlOf(only(house, 'Retracted by')))
  })

  it('marks the part that told it, where the digest had several', async () => {
    const house = HOUSES[name](false)
    const world = await told(house, ...[1, 2, 3, 4, 5, 6, 7].map(long))
    const all = house
      .messages()
      .filter(({ words }) => words.includes('2,300') || words.includes('bridge at Muse') || words.includes('Officials'))
    expect(all.length).toBeGreaterThan(1)
    const earlier = only(house, '2,300')
    const last = all.at(-1)
    await day('2026-11-22', world, () => world.publish(count('2,900', 2)))
    expect(only(house, 'Corrected on').id).toBe(earlier.id)
    expect(only(house, 'Correction, people displaced').words).toContain(house.urlOf(earlier))
    expect(last?.place).not.toBe(house.channel.channel)
    await day('2026-11-23', world, () => world.stores.articles.withdraw('long7', ['operator'], world.now().toString()))
    const withdrawn = only(house, 'Withdrawn by')
    expect(withdrawn.words).toContain('haport')
    expect(withdrawn.place).not.toBe(house.channel.channel)
    expect(only(house, 'Retracted by').words).toContain(house.urlOf(withdrawn))
  })

  it('a correction stands by itself where the earlier message was removed, and nothing is posted beside it', async () => {
    const house = HOUSES[name](false)
    const world = await told(house)
    house.discard(only(house, '2,300').id)
    await day('2026-11-22', world, () => world.publish(count('2,900', 2)), 8)
    expect(house.messages()).toHaveLength(2)
    expect((await world.stores.subscriptions.all())[0]).toMatchObject({ paused: false })
    if (name === 'Slack') expect(slack.fake.takeRejected()).toEqual(['message_not_found', 'thread_not_found'])
  })
})

describe.each(['Slack', 'Discord'] as const)('a process killed around a correction on %s', (name) => {
  it.each(['edited', 'replied to'] as const)(
    'leaves the earlier message %s once, wherever it is killed',
    { timeout: 60_000 },
    async (how) => {
      const open = HOUSES[name](false)
      const refused = { kind: 'refused', reason: 'too old', refusal: { of: 'message', why: 'x' } } as const
      const house = how === 'edited' ? open : { ...open, platform: { ...open.platform, amend: async () => refused } }
      const effectsUntil = async (killAt: number) => {
        house.clear()
        const world = await told(house)
        world.moveTo('2026-11-22T07:59:00Z')
        await world.publish(count('2,900', 2))
        const mortal = world.boot(killAt)
        await world.run(mortal, 6).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error
        })
        await mortal.stop().catch(() => {})
        await world.run(world.boot(), 12)
        return mortal.effects()
      }
      const effects = await effectsUntil(Number.POSITIVE_INFINITY)
      for (let killAt = 1; killAt <= effects; killAt++) {
        await effectsUntil(killAt)
        const marked = only(house, 'Corrected on 22 November 2026')
        expect(marked.words.split('Corrected on')).toHaveLength(2)
        expect(marked.words, `killed at ${killAt}`).toContain(house.urlOf(only(house, 'Correction, people displaced')))
        expect(house.messages()).toHaveLength(how === 'edited' ? 3 : 4)
        expect(marked.words.includes('2,300')).toBe(how === 'edited')
      }
    },
  )
})

describe('on Discord, where a thread outlives its first message', () => {
  it('a retraction is said in the thread of a first part that was removed', async () => {
    const house = discordHouse(false)
    const world = await told(house, ...[1, 2, 3, 4, 5, 6, 7].map(long))
    const first = only(house, 'baport')
    expect(first.place).toBe(house.channel.channel)
    house.discard(first.id)
    await day('2026-11-22', world, () => world.stores.articles.withdraw('long1', ['operator'], world.now().toString()), 8)
    const reply = only(house, 'Withdrawn by')
    expect(reply.place).toBe(first.id)
    expect(reply.words).toContain(house.urlOf(only(house, 'Retracted by')))
  })
})
