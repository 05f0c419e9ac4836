// What the doctor hears of channels of Discord that something is sent to: which permission is missing where, by the rules Discord adds them up by.
import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../../src/domain/address.ts'
import { P } from '../../../fakes/discord/answers.ts'
import { rolesOf } from '../../../fakes/discord/guilds.ts'
import { type Overwrite, textChannel, thread } from '../../../fakes/discord/shapes.ts'
import { useStand } from './stand.ts'

const stand = useStand()
let serial = 0
const at = (channel: string, workspace = stand.fake.guildId): Channel => ({ platform: 'discord', workspace, channel })
const ask = async (...channels: readonly Channel[]) => {
  const platform = stand.make()
  const told = await platform.checkChannels?.(channels)
  await platform.stop(0)
  return told
}
/** A channel with what it allows and denies; the id of everybody's role is that of the server. */
function room(overwrites: readonly Readonly<{ id?: string; allow?: bigint; deny?: bigint }>[] = [], type = 0): string {
  serial += 1
  const id = stand.fake.id()
  const made = textChannel(id, stand.fake.guildId, `room-${serial}`, type)
  const written = overwrites.map(
    ({ id: of = stand.fake.guildId, allow = 0n, deny = 0n }): Overwrite => ({ id: of, type: 0, allow: String(allow), deny: String(deny) }),
  )
  stand.fake.channels.set(id, { ...made, permission_overwrites: written })
  return id
}

describe('channels of Discord that something is sent to', () => {
  it('give no cause where the bot may do all it needs, in text channels, threads of them, posts of forums and direct messages', async () => {
    const text = room()
    const forum = room([{ deny: P.sendMessages }], 15)
    const [inText, inForum] = [stand.fake.id(), stand.fake.id()]
    for (const [id, parent] of [
      [inText, text],
      [inForum, forum],
    ] as const) {
      // prettier-ignore
      const holder = stand.fake.channels.get(parent)
      if (holder !== undefined) stand.fake.channels.set(id, thread(id, holder, 'more', '1'))
    }
    expect(await ask(at(text), at(inText), at(inForum), at('5', 'dm:77'))).toMatchObject({ problems: [], unsaid: 0 })
  })

  it('name the permission and the place of it in Discord where one is missing', async () => {
    const id = room([{ deny: P.sendMessages | P.readMessageHistory }])
    expect((await ask(at(id)))?.problems).toEqual([
      `The bot is missing “Send Messages” and “Read Message History” in #room-${serial} of the server “Border watch”, to which something is sent: allow it there under Edit Channel → Permissions.`,
    ])
  })

  it('add up as Discord does: roles outweigh everybody, what is allowed outweighs what is denied, the bot itself outweighs its roles', async () => {
    rolesOf(stand.fake).set('901', 0n)
    rolesOf(stand.fake).set('902', 0n)
    const everybodyNot = { deny: P.sendMessages }
    expect((await ask(at(room([everybodyNot, { id: '901', allow: P.sendMessages }]))))?.problems).toEqual([])
    expect(
      (
        await ask(
          at(
            room([
              { id: '901', deny: P.sendMessages },
              { id: '902', allow: P.sendMessages },
            ]),
          ),
        )
      )?.problems,
    ).toEqual([])
    expect((await ask(at(room([{ id: '901', deny: P.sendMessages }]))))?.problems).toHaveLength(1)
    expect((await ask(at(room([{ id: '999', deny: P.sendMessages }]))))?.problems).toEqual([]) // a role that it does not have
    const own = stand.fake.bot.id
    expect(
      (
        await ask(
          at(
            room([
              { id: '902', allow: P.sendMessages },
              { id: own, deny: P.sendMessages },
            ]),
          ),
        )
      )?.problems,
    ).toHaveLength(1)
    rolesOf(stand.fake).set('903', 1n << 3n) // an administrator may everything
    expect((await ask(at(room([everybodyNot, { id: own, deny: P.sendMessages }]))))?.problems).toEqual([])
    rolesOf(stand.fake).clear()
  })

  it('are told apart when they are gone and when the bot may not see them', async () => {
    const hidden = room([{ deny: P.viewChannel }])
    expect((await ask(at('4711'), at(hidden)))?.problems).toEqual([
      expect.stringMatching(/^The Discord channel 4711 of the server \d+ is gone, .* subscribe another channel\.$/),
      expect.stringMatching(/^The bot may not see the Discord channel \d+ .*“View Channel” under Edit Channel → Permissions\.$/),
    ])
  })

  it('are counted where Discord does not say, at the price of one request when it refuses the token', async () => {
    const before = stand.fake.requests.length
    const told = await stand.make({ token: 'MTIz.not.it' }).checkChannels?.([at('1'), at('2')])
    expect(told).toMatchObject({ problems: [], unsaid: 2 })
    expect(stand.fake.requests.length - before).toBeLessThanOrEqual(1)
  })

  it('cost one request each and three for all of a server', async () => {
    const rooms = Array.from({ length: 10 }, () => at(room()))
    const before = stand.fake.requests.length
    await ask(...rooms)
    expect(stand.fake.requests.length - before).toBe(13)
  })
})
