// Who the bot is, said once where it is added, however often that is told and whatever is restarted in between.
import { describe, expect, it } from 'vitest'
import type { Surface } from '../../src/ports/platform.ts'
import { useKeptDesks } from './kept-desk.ts'

const stand = useKeptDesks()
const added = (id: string, where: 'channel' | 'workspace' = 'channel', channel = 'C1') =>
  ({ as: 'command', id, added: where, channel: { platform: 'slack', workspace: 'T1', channel } }) as object

describe('being added', () => {
  it('is answered with one message: what it does, what to write, who may subscribe', async () => {
    const { say } = await stand()
    const shown = await say('welcome', added('a'))
    expect(shown.map(({ how }) => how)).toEqual(['announce'])
    for (const part of ['verbatim quotes', '/brief border', 'Everybody in a channel may subscribe it'])
      expect(shown[0]?.text).toContain(part)
    const admins = await stand({ deps: { subscribers: 'admins' } })
    expect((await admins.say('welcome', added('a')))[0]?.text).toContain('Only workspace admins and owners may subscribe a channel')
  })

  it('is answered once in a channel, also when it is told again after a restart', async () => {
    const before = await stand()
    await before.say('welcome', added('a'))
    expect(await before.say('welcome', added('b'))).toEqual([])
    const after = await stand({ stores: before.stores })
    expect(await after.say('welcome', added('c'))).toEqual([])
    expect(await after.say('welcome', added('d', 'channel', 'C2'))).toHaveLength(1)
  })

  it('is answered once in a workspace where that is what it was added to', async () => {
    const { say } = await stand()
    expect(await say('welcome', added('a', 'workspace'))).toHaveLength(1)
    expect(await say('welcome', added('b', 'workspace', 'C2'))).toEqual([])
  })

  it('is answered another time where the first could not be posted', async () => {
    const outcomes: Awaited<ReturnType<Surface['announce']>>[] = [{ kind: 'refused', hint: 'Not a member.' }]
    const { say } = await stand({ announce: async () => outcomes.shift() ?? { kind: 'posted', messageId: 'm' } })
    expect(await say('welcome', added('a'))).toEqual([])
    expect(await say('welcome', added('b'))).toHaveLength(1)
  })

  it('is not what somebody who asks who it is sets off', async () => {
    const { say } = await stand()
    expect((await say('who are you?', { as: 'command' }))[0]?.how).toBe('whisper')
    expect(await say('welcome', added('a'))).toHaveLength(1)
  })

  it('is answered once to a person alone, whichever of the two told of it, and anew when they had themselves forgotten', async () => {
    const { say } = await stand()
    const direct = { ...added('a', 'workspace', 'U1'), direct: true }
    expect(await say('welcome', direct)).toHaveLength(1)
    expect(await say('welcome', { ...added('b', 'channel', 'D1'), direct: true })).toEqual([])
    expect(await say('welcome', { ...added('c', 'channel', 'D2'), direct: true, person: { id: 'U2', timeZone: null } })).toHaveLength(1)
    await say('forget me yes', { as: 'command' })
    expect(await say('welcome', { ...added('d', 'channel', 'D1'), direct: true })).toHaveLength(1)
    expect(await say('welcome', { ...added('e', 'channel', 'D2'), direct: true, person: { id: 'U2', timeZone: null } })).toEqual([])
  })
})
