import { describe, expect, it } from 'vitest'
import { commandText, isPrivate } from '../../../../src/adapters/platforms/discord/command-text.ts'
import { commandsFor } from '../../../../src/adapters/platforms/discord/commands.ts'
import { sameCommands } from '../../../../src/adapters/platforms/discord/registration.ts'
import { SUBCOMMANDS } from '../../../../src/adapters/platforms/discord/subcommands.ts'
import { CHOICES, DESCRIPTIONS, NAMES } from '../../../../src/adapters/platforms/discord/translations.ts'
import { asArray, type Json, record } from '../../../fakes/discord/json.ts'
import { validate, validateMessage } from '../../../fakes/discord/validate.ts'

const write = (commands: readonly unknown[]) => validate('PUT', '/applications/1/commands', commands)
const BORDER = { name: 'border', title: 'China–Myanmar border' }
const everywhere = commandsFor([0, 1], BORDER)

/** A command, and everything nested in it. */
const nested = (item: Json): readonly Json[] => [item, ...asArray(item['options']).map(record).flatMap(nested)]

describe('the commands', () => {
  it('are some that Discord accepts, everywhere and in one server', () => {
    expect(write(everywhere)).toEqual([])
    expect(write(commandsFor(null, BORDER))).toEqual([])
    expect(asArray(everywhere[0]?.['options']).length).toBeLessThanOrEqual(25)
  })
  it('open with the main topic under its own name, where that can be one', () => {
    const first = (name: string, title = 'A beat') => record(asArray(commandsFor(null, { name, title })[0]?.['options'])[0])['name']
    expect(first('border')).toBe('border')
    expect(first('边境')).toBe('边境')
    for (const name of ['two words', 'help', 'x'.repeat(33), '', '@everyone']) expect(first(name)).toBe('topic')
    expect(write(commandsFor(null, { name: 'border', title: '🏳️‍🌈'.repeat(80) }))).toEqual([])
    expect(write(commandsFor(null, null))).toEqual([])
  })
  it('are said in Chinese wherever they are said in English', () => {
    const said = SUBCOMMANDS.flatMap((one) => nested(record(one)))
    expect(said.filter(({ name }) => !(String(name) in NAMES)).map(({ name }) => name)).toEqual([])
    expect(said.filter(({ description }) => !(String(description) in DESCRIPTIONS)).map(({ description }) => description)).toEqual([])
    const chosen = said.flatMap((one) => asArray(one['choices']).map((choice) => String(record(choice)['name'])))
    expect(chosen.filter((name) => !/^\d+$/.test(name) && !(name in CHOICES))).toEqual([])
    const brief = everywhere[0] ?? {}
    expect(brief['name_localizations']).toEqual({ 'zh-CN': '简报', 'zh-TW': '簡報' })
    const translated = nested(brief).filter((item) => item['name_localizations'] !== undefined)
    expect(translated.length).toBe(nested(brief).length - 1) // all but the main topic, whose name is the operator's
  })
  it('hold no translation that nothing uses', () => {
    const said = [...SUBCOMMANDS.flatMap((one) => nested(record(one))), ...nested(everywhere[0] ?? {})]
    const names = new Set(said.map(({ name }) => name))
    const descriptions = new Set(said.map(({ description }) => description))
    expect(Object.keys(NAMES).filter((name) => !names.has(name))).toEqual([])
    expect(Object.keys(DESCRIPTIONS).filter((text) => !descriptions.has(text))).toEqual([])
  })
})

describe('what Discord holds', () => {
  const held = everywhere.map((command) => ({ id: '1', version: '2', nsfw: false, default_member_permissions: null, ...command }))
  const changed = (from: string, to: string) => {
    const text = JSON.stringify(held)
    expect(text).toContain(from)
    return sameCommands(JSON.parse(text.replace(from, to)), everywhere)
  }

  it('is what we would write in any order, with fields of its own and without defaults', () => {
    expect(sameCommands(held, everywhere)).toBe(true)
    expect(sameCommands(held.toReversed(), everywhere)).toBe(true)
    expect(sameCommands([...held, { type: 4, name: 'launch' }], everywhere)).toBe(true)
    expect(sameCommands(JSON.parse(JSON.stringify(held).replace('"contexts":[0,1,2]', '"contexts":[2,0,1]')), everywhere)).toBe(true)
    const inGuild = held.map((command) => ({ ...command, guild_id: '5', contexts: null, integration_types: [0] }))
    expect(sameCommands(inGuild, commandsFor(null, BORDER))).toBe(true)
  })
  it('is something else as soon as a word, a translation, an option or a place changed', () => {
    expect(sameCommands([], everywhere)).toBe(false)
    expect(sameCommands([...held, ...held], everywhere)).toBe(false)
    expect(changed('Which topic', 'What topic')).toBe(false)
    expect(changed('哪个主题', '什么主题')).toBe(false)
    expect(changed('"required":true', '"required":false')).toBe(false)
    expect(changed('"contexts":[0,1,2]', '"contexts":[0,1]')).toBe(false)
    expect(changed('"autocomplete":true', '"autocomplete":false')).toBe(false)
  })
})

describe('a subcommand', () => {
  it.each([
    ['border', {}, 'border'],
    ['border', { private: 'true' }, 'privately border'],
    ['ask', { question: 'who fled?', private: 'false' }, 'publicly who fled?'],
    ['border', { since: '2026-11-15' }, 'border since 2026-11-15'],
    ['topic', { topic: 'trade', since: 'Monday' }, 'trade since Monday'],
    ['since', { when: '3 days' }, 'since 3 days'],
    ['since', { when: 'Monday', topic: 'border' }, 'border since Monday'],
    ['timeline', {}, 'timeline'],
    ['disputes', { topic: 'border' }, 'disputes border'],
    ['subscribe', {}, 'subscribe'],
    ['subscribe', { topic: 'border', time: '08:00' }, 'subscribe border daily 08:00'],
    [
      'subscribe',
      { topic: 'who fled?', days: 'weekly Mon', time: '8am', zone: 'UTC', quiet: 'off' },
      'subscribe "who fled?" weekly Mon 8am UTC quiet off',
    ],
    ['subscribe', { topic: 'border', cron: '0 8 * * 1-5' }, 'subscribe border cron "0 8 * * 1-5"'],
    ['more change', { which: 'id:sub_1' }, 'change id:sub_1'],
    ['more change', { which: 'border', time: '09:00', quiet: 'on' }, 'change border 09:00 quiet on'],
    ['watch', { topic: 'who controls Laukkai?', most: '5' }, 'watch "who controls Laukkai?" most 5 a day'],
    ['more send', { which: 'border' }, 'send border now'],
    ['more send', {}, 'send now'],
    ['pause', {}, 'pause'],
    ['pause', { which: 'border', until: 'Monday 09:00' }, 'pause border until Monday 09:00'],
    ['pause', { until: '2026-12-01' }, 'pause until 2026-12-01'],
    ['pause', { which: 'who fled?', until: '2 weeks' }, 'pause "who fled?" for 2 weeks'],
    ['pause', { which: 'id:sub_1', until: 'until next week' }, 'pause id:sub_1 until next week'],
    ['pause', { until: 'end of the month' }, 'pause until end of the month'],
    ['pause', { until: 'a couple of days' }, 'pause for a couple of days'],
    ['unwatch', { which: 'who controls "Laukkai"?' }, 'unwatch "who controls Laukkai?"'],
    ['more preview', { which: 'border' }, 'preview border'],
    ['settings', {}, 'settings'],
    ['settings', { zone: 'Asia/Yangon', who: 'admins', quiet: 'off' }, 'settings zone Asia/Yangon who admins quiet off'],
    ['new', {}, 'new'],
    ['digest', { topic: 'border' }, 'digest border'],
    ['add', { address: ' https://news.example/feed ' }, 'add https://news.example/feed'],
    ['more remove-source', { address: 'https://news.example/feed' }, 'remove source https://news.example/feed'],
    ['more keep-source', { address: 'https://news.example/feed' }, 'keep source https://news.example/feed'],
  ])('stands for words: %s %j', (path, options, text) => {
    expect(commandText(path, options)).toBe(text)
  })
  it('concerns only the asker for help, lists, settings and previews', () => {
    for (const text of ['help', 'Subscriptions', 'settings zone UTC', 'preview border', 'why', 'why 2', 'status', 'send now', 'topics'])
      expect(isPrivate(text)).toBe(true)
    for (const text of [
      'border',
      'unsubscribe border',
      'subscribe border daily 08:00 UTC',
      'how do I get help?',
      'why did they flee?',
      'status of the talks',
      'sender of the letter',
    ])
      expect(isPrivate(text)).toBe(false)
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
