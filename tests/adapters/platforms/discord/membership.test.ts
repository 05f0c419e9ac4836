// Being added to a server and removed from it: a greeting where one can be written, and nothing kept afterwards.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Removals } from '../../../../src/ports/platform.ts'
import { P } from '../../../fakes/discord/answers.ts'
import { doc, shown, useStand } from './stand.ts'

const stand = useStand()
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
let said: string[]
let removals: Removals

beforeEach(() => {
  said = []
  removals = {
    removed: async (id) => void said.push(`removed ${id}`),
    settled: async (id) => void said.push(`settled ${id}`),
    returned: (id) => void said.push(`returned ${id}`),
  }
  stand.reply = async (inbound, surface) => {
    if (inbound.kind === 'command' && inbound.added !== undefined) await surface.announce(doc('Hello'))
    else await surface.finish(doc(inbound.text))
  }
})
afterEach(() => expect(stand.logged.filter((line) => line.includes('could not'))).toEqual([]))

describe('a server that the bot is added to', () => {
  it('is greeted in the first channel where the bot may write, once what was kept of it is gone', async () => {
    await stand.start({}, {}, removals)
    const { guildId, channelIds } = stand.fake.addGuild(3)
    const [first = '', second = ''] = channelIds
    stand.fake.deny(first, P.sendMessages)
    stand.fake.arrives(guildId)
    await until(() => expect(stand.fake.messagesIn(second).map(shown)).toEqual(['### Hello']))
    expect(stand.heard).toMatchObject([
      { kind: 'command', text: 'welcome', added: 'workspace', channel: { workspace: guildId, channel: second }, mayManage: true },
    ])
    expect(said).toEqual([`settled ${guildId}`, `returned ${guildId}`])
  })
  it('is greeted at the start when it was added shortly before', async () => {
    const { guildId, channelIds } = stand.fake.addGuild(1)
    stand.fake.joined.set(guildId, '2026-11-20T09:00:00.000Z')
    await stand.start({}, {}, removals)
    await until(() => expect(stand.fake.messagesIn(channelIds[0] ?? '').map(shown)).toEqual(['### Hello']))
    expect(stand.heard).toMatchObject([{ added: 'workspace', channel: { workspace: guildId } }])
  })
  it('is left in peace where the bot may write nowhere, and when it was there before', async () => {
    await stand.start({}, {}, removals)
    const { guildId, channelIds } = stand.fake.addGuild(1)
    stand.fake.deny(channelIds[0] ?? '', P.viewChannel)
    stand.fake.arrives(guildId)
    await until(() => expect(stand.logged.join()).toContain('no channel to greet'))
    expect(stand.heard).toEqual([]) // nor was the server greeted that the bot was in when it connected
  })
})

describe('a server that the bot is removed from', () => {
  it('is given up with all that is kept of it, and greeted again when it comes back', async () => {
    await stand.start({}, {}, removals)
    const { guildId, channelIds } = stand.fake.joins(1)
    await until(() => expect(stand.fake.messagesIn(channelIds[0] ?? '')).toHaveLength(1))
    stand.fake.leaves(guildId)
    await until(() => expect(said).toContain(`removed ${guildId}`))
    stand.fake.guildIds.push(guildId)
    stand.fake.arrives(guildId)
    await until(() => expect(stand.heard).toHaveLength(2))
    expect(said).toEqual([`settled ${guildId}`, `returned ${guildId}`, `removed ${guildId}`, `settled ${guildId}`, `returned ${guildId}`])
  })
  it('is told apart from one that is out of reach for a while', async () => {
    await stand.start({}, {}, removals)
    stand.fake.gateway.dispatch('GUILD_DELETE', { id: stand.fake.guildId, unavailable: true })
    const asked = stand.fake.brief('ask', { question: 'still there?' }, { direct: true })
    await until(() => expect(shown(asked.original)).toBe('### still there?'))
    stand.fake.arrives(stand.fake.guildId)
    const again = stand.fake.brief('ask', { question: 'and now?' })
    await until(() => expect(shown(again.original)).toBe('### and now?'))
    expect(said).toEqual([])
    expect(stand.heard.map(({ text }) => text)).toEqual(['still there?', 'and now?'])
  })
  it('is found at the next start when nobody was there to hear of it, by Discord’s own word alone', async () => {
    const { guildId: left } = stand.fake.addGuild(1)
    const { guildId: unheard } = stand.fake.addGuild(1)
    for (const id of [left, unheard]) stand.fake.leaves(id)
    stand.fake.faults.push({
      method: 'GET',
      path: new RegExp(`^/guilds/${unheard}$`),
      when: 'before',
      how: { kind: 'answer', status: 404, body: { message: '404: Not Found', code: 0 } },
    })
    await stand.start({}, { kept: async () => [left, unheard, stand.fake.guildId, `dm:${stand.fake.user.id}`] }, removals)
    await until(() => expect(stand.fake.of('GET', /^\/guilds\/\d+$/)).toHaveLength(2))
    await until(() => expect(said).toEqual([`removed ${left}`]))
  })
})
