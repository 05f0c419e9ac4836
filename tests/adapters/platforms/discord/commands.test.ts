import { describe, expect, it } from 'vitest'
import { briefCommand, commandText, isPrivate, sameCommands, suggestions } from '../../../../src/adapters/platforms/discord/commands.ts'
import { validate, validateMessage } from '../../../fakes/discord/validate.ts'

const write = (commands: readonly unknown[]) => validate('PUT', '/applications/1/commands', commands)

describe('the command', () => {
  it('is one that Discord accepts, everywhere and in one server', () => {
    expect(write([briefCommand('everywhere')])).toEqual([])
    expect(write([briefCommand('guild')])).toEqual([])
  })
  it('is the same after Discord has added its own fields and dropped defaults, and another when a word changed', () => {
    const wanted = [briefCommand('everywhere')]
    const held = wanted.map((command) => ({ id: '1', version: '2', nsfw: false, default_member_permissions: null, ...command }))
    expect(sameCommands(held, wanted)).toBe(true)
    expect(sameCommands([], wanted)).toBe(false)
    expect(sameCommands([...held, ...held], wanted)).toBe(false)
    expect(sameCommands(JSON.parse(JSON.stringify(held).replace('Which topic', 'What topic')), wanted)).toBe(false)
  })
  it('stays well inside what Discord lets all subcommands hold together', () => {
    const textsOf = (value: unknown): number => {
      if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textsOf(one), 0)
      if (typeof value !== 'object' || value === null) return 0
      const own = ['name', 'description', 'value'].map((key) => (key in value ? String(Reflect.get(value, key)).length : 0))
      return (
        own.reduce((sum, n) => sum + n, 0) +
        textsOf('options' in value ? value.options : []) +
        textsOf('choices' in value ? value.choices : [])
      )
    }
    const command = briefCommand('everywhere')
    expect(textsOf(command)).toBeLessThan(7_000) // Discord: 8,000
    expect(Array.isArray(command['options']) && command['options'].length).toBeLessThanOrEqual(25)
  })
  it.each([
    ['subscribe', {}, 'subscribe'],
    ['subscribe', { topic: 'border', time: '08:00' }, 'subscribe border daily 08:00'],
    [
      'subscribe',
      { topic: 'who fled?', days: 'weekly Mon', time: '8am', zone: 'UTC', quiet: 'off' },
      'subscribe "who fled?" weekly Mon 8am UTC quiet off',
    ],
    ['subscribe', { topic: 'border', cron: '0 8 * * 1-5' }, 'subscribe border cron "0 8 * * 1-5"'],
    ['change', { topic: 'border' }, 'change border'],
    ['change', { topic: 'border', time: '09:00', quiet: 'on' }, 'change border 09:00 quiet on'],
    ['watch', { topic: 'who controls Laukkai?', most: '5' }, 'watch "who controls Laukkai?" most 5 a day'],
    ['send', { topic: 'border' }, 'send border now'],
    ['pause', {}, 'pause'],
    ['preview', { topic: 'border' }, 'preview border'],
    ['settings', {}, 'settings'],
    ['settings', { zone: 'Asia/Yangon', who: 'admins', quiet: 'off' }, 'settings zone Asia/Yangon who admins quiet off'],
    ['new', {}, 'new'],
    ['digest', { topic: 'border' }, 'digest border'],
  ])('stands for words: %s %j', (subcommand, options, text) => {
    expect(commandText(subcommand, options, [{ name: 'border', title: 'The border' }])).toBe(text)
  })
  it('concerns only the asker for help, lists, settings and previews', () => {
    for (const text of ['help', 'Subscriptions', 'settings zone UTC', 'preview border', 'why', 'why 2', 'status'])
      expect(isPrivate(text)).toBe(true)
    for (const text of [
      'border',
      'unsubscribe border',
      'subscribe border daily 08:00 UTC',
      'how do I get help?',
      'why did they flee?',
      'status of the talks',
    ])
      expect(isPrivate(text)).toBe(false)
  })
  it('suggests at most 25 things, each short enough', () => {
    const topics = Array.from({ length: 60 }, (_, i) => ({ name: `t${i}`, title: 'x'.repeat(300) }))
    const offered = suggestions('topic', '', [...topics, { name: 'n'.repeat(120), title: 'too long to be a value' }])
    expect(offered).toHaveLength(25)
    expect(offered.every(({ name, value }) => name.length <= 100 && value.length <= 100)).toBe(true)
    expect(suggestions('zone', 'ho chi', [])).toEqual([{ name: 'Asia/Ho_Chi_Minh', value: 'Asia/Ho_Chi_Minh' }])
  })
})

describe('what the fake refuses', () => {
  const mentions = { allowed_mentions: { parse: [], replied_user: false } }
  const text = (content: string) => ({ type: 10, content })
  const button = { type: 2, style: 1, label: 'x', custom_id: 'same' }
  it.each([
    ['a message without allowed_mentions', { content: 'x' }],
    ['one that pings everyone', { content: 'x', allowed_mentions: { parse: ['everyone'] } }],
    ['one that pings who it replies to', { content: 'x', allowed_mentions: { parse: [], replied_user: true } }],
    ['text beside components', { ...mentions, flags: 32768, content: 'x', components: [text('x')] }],
    ['too much text', { ...mentions, flags: 32768, components: [text('x'.repeat(2_001)), text('x'.repeat(2_000))] }],
    ['too many components', { ...mentions, flags: 32768, components: [{ type: 17, components: Array(40).fill(text('x')) }] }],
    ['two components of one id', { ...mentions, flags: 32768, components: [{ type: 1, components: [button, button] }] }],
    ['an empty text', { ...mentions, flags: 32768, components: [text(' ')] }],
    ['components without their flag', { ...mentions, components: [text('x')] }],
    ['long content', { ...mentions, content: 'x'.repeat(2_001) }],
    ['a long nonce', { ...mentions, content: 'x', nonce: 'x'.repeat(26) }],
    ['a long button', { ...mentions, flags: 32768, components: [{ type: 1, components: [{ ...button, label: 'x'.repeat(81) }] }] }],
  ])('includes %s', (_, body) => {
    expect(validateMessage(body)).not.toEqual([])
  })
  it('includes commands with bad names, and privileges in a deferral', () => {
    expect(validateMessage({ ...mentions, content: 'x' })).toEqual([])
    const command = { type: 1, name: 'brief', description: 'x' }
    expect(write([command])).toEqual([])
    for (const bad of [
      { name: 'Brief' },
      { name: 'two words' },
      { name: 'x'.repeat(33) },
      { description: '' },
      { description: 'x'.repeat(101) },
    ]) {
      expect(write([{ ...command, ...bad }])).not.toEqual([])
    }
    expect(validate('POST', '/interactions/1/t/callback', { type: 5, data: { flags: 64 } })).toEqual([])
    expect(validate('POST', '/interactions/1/t/callback', { type: 5, data: { flags: 32768 } })).not.toEqual([])
  })
})
