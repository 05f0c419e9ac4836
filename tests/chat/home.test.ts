// What a person finds in the bot's own place: theirs alone, with buttons that reach the channels they are about.
import { describe, expect, it } from 'vitest'
import type { Button } from '../../src/domain/document.ts'
import { desk } from './desk.ts'

const DIRECT = { platform: 'slack', workspace: 'T1', channel: 'D1' } as const
const buttonsIn = (shown: ReturnType<typeof desk>['shown'][number] | undefined): readonly Button[] =>
  (shown?.document.nodes ?? []).flatMap((node) => (node.kind === 'buttons' ? node.buttons : []))

describe('home', () => {
  it('offers a question, the topics and help, and says how to subscribe where nothing is subscribed to', async () => {
    const { say } = desk()
    const [home] = await say('home', { as: 'command', channel: DIRECT, direct: true })
    expect(home).toMatchObject({ how: 'whisper' })
    expect(home?.text).toContain('You have not subscribed a channel to anything yet')
    expect(home?.text).toContain('off; answers are complete without one')
    const actions = buttonsIn(home).map(({ action, value }) => `${action} ${value}`)
    expect(actions).toEqual(expect.arrayContaining(['follow-up ask', 'ask help', 'ask border']))
  })

  it('lists what the person subscribed channels to, each button with the channel it is about', async () => {
    const { say } = desk()
    await say('subscribe border daily 08:00 Asia/Yangon', { as: 'command' })
    const [mine] = await say('home', { as: 'command', channel: DIRECT, direct: true })
    expect(mine?.text).toMatch(/daily at 08:00 \(Asia\/Yangon\); next on Tuesday 21 November 2023, 08:00; in another channel/)
    expect(buttonsIn(mine)).toContainEqual({ action: 'manage', value: 'pause id:border', label: 'Pause', channel: 'C1' })
    const [there] = await say('home', { as: 'command' })
    expect(there?.text).toContain('in this conversation')
    expect(buttonsIn(there)).toContainEqual({ action: 'manage', value: 'pause id:border', label: 'Pause' })
  })

  it('has no button that would not reach its channel', async () => {
    const { say } = desk()
    const [channel, direct] = [
      { platform: 'discord', workspace: 'S1', channel: 'C1' },
      { platform: 'discord', workspace: 'S1', channel: 'D1' },
    ] as const
    await say('subscribe border daily 08:00 Asia/Yangon', { as: 'command', channel })
    const [home] = await say('home', { as: 'command', channel: direct })
    expect(home?.text).toContain('in another channel')
    expect(buttonsIn(home).filter(({ action }) => action === 'manage')).toEqual([])
  })

  it('shows nobody what others subscribed to, and nothing of another workspace', async () => {
    const { say } = desk()
    await say('subscribe border daily 08:00 Asia/Yangon', { as: 'command' })
    const [other] = await say('home', { as: 'command', channel: DIRECT, person: { id: 'U2', timeZone: null }, direct: true })
    expect(other?.text).toContain('You have not subscribed')
    const [elsewhere] = await say('home', { as: 'command', channel: { ...DIRECT, workspace: 'T2' }, direct: true })
    expect(elsewhere?.text).toContain('You have not subscribed')
  })
})
