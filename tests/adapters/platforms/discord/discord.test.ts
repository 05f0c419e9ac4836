import { describe, expect, it, vi } from 'vitest'
import type { Client } from 'discord.js'
import { createRooms, isOurs } from '../../../../src/adapters/platforms/discord/bot.ts'
import { discordInvite } from '../../../../src/adapters/platforms/discord/invite.ts'
import { P } from '../../../fakes/discord/answers.ts'
import { doc, shown, useStand } from './stand.ts'

const stand = useStand()
const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 5 })
const written = () => stand.fake.of('PUT', /commands$/)

describe('the command', () => {
  it('is written once, and again only when it changed', async () => {
    const first = await stand.start()
    expect(written()).toHaveLength(1)
    expect(written()[0]?.path).toBe(`/applications/${stand.fake.bot.id}/commands`)
    expect(stand.fake.commands).toMatchObject([
      { name: 'brief', type: 1, integration_types: [0, 1], contexts: [0, 1, 2] },
      { name: 'Brief me on this', type: 3, integration_types: [0, 1], contexts: [0, 1, 2] },
    ])
    await first.stop(0)
    const second = await stand.start()
    expect(written()).toHaveLength(1)
    await second.stop(0)
    stand.fake.registered.set(
      '',
      stand.fake.commands.map((command) => ({ ...command, name: `${command['name']}-old` })),
    )
    await stand.start()
    expect(written()).toHaveLength(2)
  })
  it('is for the installs that the application offers', async () => {
    stand.fake.installs = [0]
    const first = await stand.start()
    expect(stand.fake.commands[0]).toMatchObject({ integration_types: [0], contexts: [0, 1] })
    await first.stop(0)
    stand.fake.installs = [0, 1]
    await stand.start()
    expect(stand.fake.commands[0]).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] })
  })
  it('is written for one server where one is named', async () => {
    await stand.start({ guildId: stand.fake.guildId })
    expect(written()[0]?.path).toBe(`/applications/${stand.fake.bot.id}/guilds/${stand.fake.guildId}/commands`)
    expect(stand.fake.commands[0]).not.toHaveProperty('contexts')
    expect(written()).toHaveLength(1)
  })
  it('stands in one place alone when it was registered in another before', async () => {
    const first = await stand.start({ guildId: stand.fake.guildId })
    await first.stop(0)
    const second = await stand.start()
    expect([...stand.fake.registered].map(([guildId, commands]) => [guildId, commands.length])).toEqual([
      [stand.fake.guildId, 0],
      ['', 2],
    ])
    await second.stop(0)
    await stand.start({ guildId: stand.fake.guildId })
    expect(stand.fake.registered.get('')).toEqual([])
    expect(stand.fake.commands).toHaveLength(2)
  })
  it('that cannot be written leaves the bot running', async () => {
    stand.fake.faults.push({
      method: 'PUT',
      path: /commands$/,
      when: 'before',
      how: { kind: 'answer', status: 403, body: { code: 50_001, message: 'no' } },
    })
    await stand.start()
    expect(stand.logged.join()).toContain('could not be registered')
    stand.fake.says(`<@${stand.fake.bot.id}> who fled?`)
    await until(() => expect(stand.heard).toHaveLength(1))
  })
})

describe('the connection', () => {
  it('asks for no privileged intent unless told to', async () => {
    const intents = () => stand.fake.gateway.received.filter(({ op }) => op === 2).map(({ d }) => d['intents'])
    await stand.start()
    await stand.start({ messageContent: true })
    const plain = (1 << 0) | (1 << 9) | (1 << 12)
    expect(intents()).toEqual([plain, plain | (1 << 15)])
  })
  it('resumes when Discord asks for it, and hears what was said meanwhile', async () => {
    await stand.start()
    stand.fake.gateway.askReconnect()
    stand.fake.says(`<@${stand.fake.bot.id}> who fled?`)
    await until(() => expect(stand.fake.gateway.received.filter(({ op }) => op === 6)).toHaveLength(1))
    await until(() => expect(stand.threads).toHaveLength(1))
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe('### BORDER'))
    expect(stand.heard).toHaveLength(2)
  })
  it('is made with as many shards as Discord asks for', async () => {
    stand.fake.shards = 2
    await stand.start()
    stand.fake.says(`<@${stand.fake.bot.id}> who fled?`)
    await until(() => expect(stand.heard).toHaveLength(1))
    expect(stand.fake.gateway.received.filter(({ op }) => op === 2).map(({ d }) => d['shard'])).toEqual([
      [0, 2],
      [1, 2],
    ]) // prettier-ignore
  })
  it('is kept in part where several processes share a bot, each hearing of its own servers', async () => {
    stand.fake.shards = 8
    await stand.start({ shards: { first: 0, last: 1, of: 2 } })
    expect(stand.fake.gateway.received.filter(({ op }) => op === 2).map(({ d }) => d['shard'])).toEqual([
      [0, 2],
      [1, 2],
    ]) // prettier-ignore
    const mine = Number((BigInt(stand.fake.guildId) >> 22n) % 3n)
    expect(
      [0, 1, 2].map((at) => isOurs({ token: '', messageContent: false, shards: { first: at, last: at, of: 3 } }, stand.fake.guildId)),
    ).toEqual([0, 1, 2].map((at) => at === mine))
  })
  it('forgets direct conversations beyond a number, and takes them up again', async () => {
    await stand.start()
    const kept = new Map<string, unknown>([['5', {}]])
    const rooms = createRooms({ channels: { cache: kept } } as unknown as Client, 1)
    rooms.enter('5')
    rooms.enter('6')
    expect(kept.size).toBe(0)
    stand.fake.says('who fled?', { channelId: stand.fake.directId })
    await until(() => expect(stand.threads).toEqual([stand.fake.directId]))
  })
  it.each([
    [{ token: 'MTIz.not.it' }, /^discord-token: Discord refuses the token/],
    [{ apiUrl: 'http://127.0.0.1:1/api' }, /^discord-unreachable: Discord cannot be reached/],
  ])('that cannot be made says what to mend', async (config, sentence) => {
    await expect(stand.start(config)).rejects.toThrow(sentence)
  })
  it.each([4_004, 4_011, 4_014])('that Discord ends for good (%i) is an error with its mend, not one that mends itself', async (code) => {
    await stand.start()
    stand.fake.gateway.end(code)
    await until(() => expect(stand.logged.join('\n')).toMatch(/ended a connection for good: .*doctor.* \{"shard":0,"code":\d{4}\}/))
  })
  it('that asks for an intent it was not granted says so', async () => {
    stand.fake.messageContentGranted = false
    await expect(stand.start({ messageContent: true })).rejects.toThrow(/^discord-intents: .*DISCORD_MESSAGE_CONTENT/)
  })
})

describe('stopping', () => {
  it('lets an answer in hand finish, and takes nothing new', async () => {
    const platform = await stand.start()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    stand.reply = async (_, surface) => {
      await held
      await surface.finish(doc('Just in time'))
    }
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(stand.heard).toHaveLength(1))
    const stopped = platform.stop(5_000)
    const late = stand.fake.brief('topic', { topic: 'trade' })
    await until(() => expect(late.ack?.data['content']).toMatch(/restarting/))
    release()
    await stopped
    expect(shown(asked.original)).toBe('### Just in time')
    expect(stand.heard).toHaveLength(1)
    await until(() => expect(stand.fake.gateway.open).toBe(0))
  })
  it('does not wait longer than it was given', async () => {
    const platform = await stand.start()
    stand.reply = () => new Promise(() => {})
    stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(stand.heard).toHaveLength(1))
    await platform.stop(10)
    await until(() => expect(stand.fake.gateway.open).toBe(0))
  })
  it('works before anything was started', async () => {
    await stand.make().stop(0)
  })
})

describe('checking', () => {
  it('finds nothing to mend', async () => {
    expect(await stand.make({ messageContent: true, guildId: stand.fake.guildId }).check()).toEqual([])
  })
  it('names the token, the intent, the server and the network', async () => {
    stand.fake.messageContentGranted = false
    expect(await stand.make({ token: 'MTIz.not.it' }).check()).toEqual([
      expect.stringMatching(/^Discord refuses the token: .*DISCORD_TOKEN/),
    ])
    expect(await stand.make({ messageContent: true, guildId: '12345' }).check()).toEqual([
      expect.stringMatching(/^DISCORD_MESSAGE_CONTENT is on, but the intent is not granted/),
      `The bot is not in the server that DISCORD_GUILD_ID names: add it with ${discordInvite(stand.fake.bot.id)}`,
    ])
    expect(await stand.make({ apiUrl: 'http://127.0.0.1:1/api' }).check()).toEqual([expect.stringMatching(/^Discord cannot be reached/)])
  })
  it('names servers where permissions are missing, and says where the bot is in none', async () => {
    const others = Array.from({ length: 6 }, () => stand.fake.addGuild(0).guildId)
    for (const id of others)
      stand.fake.granted.set(id, P.viewChannel | P.sendMessages | P.attachFiles | P.readMessageHistory | P.createPublicThreads)
    const lacking = await stand.make().check()
    expect(lacking).toHaveLength(5)
    expect(lacking[0]).toBe(
      `In the server “Border watch” the bot lacks “Send Messages in Threads” (and 1 servers more): add it there again with ${discordInvite(stand.fake.bot.id)}`,
    )
    for (const id of [...others, stand.fake.guildId]) stand.fake.leaves(id)
    expect(await stand.make().check()).toEqual([`The bot is in no server yet: add it with ${discordInvite(stand.fake.bot.id)}`])
  })
})

describe('the invite link', () => {
  it('asks for the scopes and permissions that are used', () => {
    expect(discordInvite('123')).toBe(
      'https://discord.com/oauth2/authorize?client_id=123&permissions=309237746688&scope=bot+applications.commands',
    )
  })
})

describe('secrets', () => {
  it('do not reach the log', async () => {
    await stand.start()
    stand.fake.faults.push({
      method: 'PATCH',
      path: /@original$/,
      when: 'before',
      how: { kind: 'answer', status: 400, body: { code: 50_035, message: 'no' } },
    })
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toMatch(/^Something went wrong/))
    expect(stand.logged.join('\n')).not.toMatch(new RegExp(`${asked.token}|${stand.fake.token}`))
  })
})
