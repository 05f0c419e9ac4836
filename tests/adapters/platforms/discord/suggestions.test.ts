import { describe, expect, it } from 'vitest'
import { NOTHING_ELSE, suggestions, type Typing } from '../../../../src/adapters/platforms/discord/suggestions.ts'

const channel = { platform: 'discord', workspace: '7', channel: '8' } as const
const TOPICS = [
  { name: 'border', title: 'China–Myanmar border', workspace: 'operator' },
  { name: 'scams', title: 'scams', workspace: 'discord:7' },
]
const topics = (workspace?: string) => (workspace === 'discord:7' ? TOPICS : [])
const everything = {
  topics,
  sources: async () => [
    { label: 'Odell Courier', url: 'https://courier.example/feed' },
    { label: 'Long', url: `https://long.example/${'x'.repeat(100)}` },
  ],
  subscriptions: async () =>
    [
      { id: 'sub_1', title: 'China–Myanmar border', kind: 'digest', paused: false },
      { id: 'sub_2', title: 'who fled?', kind: 'digest', paused: true },
      { id: 'sub_3', title: `who controls ${'Laukkai '.repeat(30)}?`, kind: 'watch', paused: false },
    ] as const,
}
const typing = (path: string, option: string, typed = ''): Typing => ({
  ...{ path, option, typed, channel, now: Temporal.Instant.from('2026-11-21T08:00:00Z') },
})
const offered = async (path: string, option: string, typed = '') =>
  (await suggestions(everything, typing(path, option, typed))).map(({ value }) => value)

describe('suggestions', () => {
  it('are topics where one is to be named, those that begin with what was typed first', async () => {
    expect(await offered('timeline', 'topic')).toEqual(['border', 'scams'])
    expect(await offered('digest', 'topic', 'myan')).toEqual(['border'])
    expect(await offered('digest', 'topic', 's')).toEqual(['scams'])
    expect(await offered('digest', 'topic', 'zzz')).toEqual([])
    expect(await offered('topics edit', 'name')).toEqual(['scams'])
  })
  it('offer what was typed where any words will do', async () => {
    expect(await offered('subscribe', 'topic', 'who fled?')).toEqual(['who fled?'])
    expect(await offered('timeline', 'topic', 'Laiza')).toEqual(['Laiza'])
    expect(await offered('topic', 'topic', 'BORDER')).toEqual(['border'])
    expect(await offered('subscribe', 'topic', 'x'.repeat(101))).toEqual([])
    expect(await offered('since', 'when', 'the coup')).toEqual(['the coup'])
  })
  it('are the channel’s subscriptions that the command can be about', async () => {
    expect(await offered('pause', 'which')).toEqual(['id:sub_1', 'id:sub_3'])
    expect(await offered('resume', 'which')).toEqual(['id:sub_2'])
    expect(await offered('unwatch', 'which')).toEqual(['id:sub_3'])
    expect(await offered('unsubscribe', 'which')).toEqual(['id:sub_1', 'id:sub_2', 'id:sub_3'])
    expect(await offered('more change', 'which', 'FLED')).toEqual(['id:sub_2'])
    expect(await offered('more preview', 'which')).toEqual(['id:sub_1', 'id:sub_2', 'border', 'scams'])
    const [, fled, long] = await suggestions(everything, typing('unsubscribe', 'which'))
    expect(fled?.name).toBe('who fled? (paused)')
    expect(long?.name).toMatch(/^who controls .*… \(watch\)$/)
    expect(long?.name.length).toBeLessThanOrEqual(100)
  })
  it('are the workspace’s own sources, by a name where the address is too long to be one', async () => {
    expect(await offered('more remove-source', 'address')).toEqual(['https://courier.example/feed', 'Long'])
  })
  it('are dates, named by their day', async () => {
    const named = await suggestions(everything, typing('topic', 'since'))
    expect(named[0]).toEqual({ name: 'Yesterday: Friday 20 November 2026', value: '2026-11-20' })
    expect(named.map(({ value }) => value)).toContain('2026-11-16')
    expect(await offered('topic', 'since', 'mon')).toEqual(['2026-11-16', '2026-10-21', 'mon'])
    expect(await offered('since', 'when', '3 d')).toEqual(['2026-11-18', '3 d'])
    expect(await offered('since', 'when', '2 weeks ago')).toEqual(['2026-11-07', '2 weeks ago'])
    expect(await offered('since', 'when', '0 days')).toEqual(['0 days'])
    expect(await offered('since', 'when', '999 months')).toEqual(expect.arrayContaining(['999 months']))
  })
  it('are days to come where something rests until then', async () => {
    const named = await suggestions(everything, typing('pause', 'until'))
    expect(named[0]).toEqual({ name: 'Tomorrow: Sunday 22 November 2026', value: '2026-11-22' })
    expect(named.map(({ value }) => value)).toContain('2026-11-28')
    expect(await offered('pause', 'until', '2 w')).toEqual(['2026-12-05', '2 w'])
    expect(await offered('pause', 'until', 'Monday 09:00')).toEqual(['Monday 09:00'])
  })
  it('are time zones by the names of today', async () => {
    expect(await offered('settings', 'zone', 'ho chi')).toEqual(['Asia/Ho_Chi_Minh'])
  })
  it('are at most 25, each short enough, and whole characters', async () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ name: `t${i}`, title: '😀'.repeat(200) }))
    const all = { ...NOTHING_ELSE, topics: () => [...many, { name: 'n'.repeat(120), title: 'too long to be a value' }] }
    const shown = await suggestions(all, typing('topic', 'topic'))
    expect(shown).toHaveLength(25)
    expect(shown.every(({ name, value }) => name.length <= 100 && value.length <= 100 && name.isWellFormed())).toBe(true)
  })
})
