// What Discord shows of a command is what can be typed there, and stands for the same words.
import { describe, expect, it } from 'vitest'
import { commandText } from '../../../../src/adapters/platforms/discord/command-text.ts'
import { discordMessages } from '../../../../src/adapters/platforms/discord/components.ts'
import { SUBCOMMANDS } from '../../../../src/adapters/platforms/discord/subcommands.ts'
import { typedInDiscord } from '../../../../src/adapters/platforms/discord/typed.ts'
import type { Document, Inline } from '../../../../src/domain/document.ts'
import { renderHelp, renderSettings, renderSubscriptions, renderWelcome } from '../../../../src/render/render.ts'
import { shownInDiscord } from '../../../goldens/shown.ts'

const PATHS = new Map(
  SUBCOMMANDS.flatMap((one) =>
    one.type === 1
      ? [[one.name, one.options ?? []] as const]
      : one.options.map((inner) => [`${one.name} ${inner.name}`, inner.options ?? []] as const),
  ),
)

/** What Discord would hand over: a subcommand that it knows, with options that this one has. */
function read(typed: string) {
  const [, path = '', given = ''] = /^\/brief ((?:(?:more|topics) )?\S+)(.*)$/.exec(typed) ?? []
  const known = path === 'border' ? [] : PATHS.get(path)
  expect(known, typed).toBeDefined()
  const names = (known ?? []).map(({ name }) => name)
  const options = Object.fromEntries(
    given
      .split(new RegExp(` (?=(?:${names.join('|') || '(?!)'}):)`))
      .filter((part) => part.trim() !== '')
      .map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)]),
  )
  expect(
    Object.keys(options).filter((name) => !names.includes(name)),
    typed,
  ).toEqual([])
  return commandText(path, options)
}

const inlinesOf = (document: Document): readonly Inline[] =>
  document.nodes.flatMap((node) => {
    if (node.kind === 'list') return node.items.flat()
    return 'inlines' in node ? node.inlines : []
  })
const commandsIn = (document: Document) =>
  inlinesOf(document).flatMap((inline) =>
    inline.kind === 'text' && inline.typed === true && inline.text !== '/brief' ? [inline.text] : [],
  )
const settled = { timeZone: null, subscribers: null, quietLine: null, answers: null }

describe('a command of ours', () => {
  it.each([
    ['/brief border', '/brief border'],
    ['/brief who fled?', '/brief ask question:who fled?'],
    ['/brief subscribe border weekdays 08:00 Asia/Yangon', '/brief subscribe topic:border days:weekdays time:08:00 zone:Asia/Yangon'],
    ['/brief subscribe "who fled?" weekly Mon 08:00', '/brief subscribe topic:who fled? days:weekly Mon time:08:00'],
    ['/brief watch border most 3 a day', '/brief watch topic:border most:3'],
    ['/brief unsubscribe "who fled?"', '/brief unsubscribe which:who fled?'],
    ['/brief feedback a figure is wrong', '/brief more feedback words:a figure is wrong'],
    ['/brief topics', '/brief topics list'],
    ['/brief settings zone Europe/London', '/brief settings zone:Europe/London'],
    ['/brief resume', '/brief resume'],
    ['/brief', '/brief ask'],
  ])('is shown as it is typed: %s', (command, typed) => {
    expect(typedInDiscord(command)).toBe(typed)
  })

  it.each([
    ['help', renderHelp(['border'])],
    ['the welcome', renderWelcome({ topics: ['border'], subscribers: 'members', platform: 'discord' })],
    ['the settings', renderSettings({ settled, subscribers: 'members', ownZone: null, platform: 'discord', changed: false })],
    ['an empty list', renderSubscriptions({ subscriptions: [], topics: [], next: () => null, forms: true })],
  ])('in %s stands for the words that it is elsewhere', (_, document) => {
    const commands = commandsIn(document)
    expect(commands.length).toBeGreaterThan(0)
    for (const command of commands) expect(`/brief ${read(typedInDiscord(command))}`).toBe(command)
    const text = shownInDiscord(discordMessages(document)).text
    for (const command of commands) expect(text).toContain(typedInDiscord(command))
    // None is left that was not marked: what else is named there is named as Discord has it.
    const others = text.match(/\/brief(?: \w[\w-]*)?/g) ?? []
    for (const other of others) expect([...PATHS.keys(), 'border', 'more', 'topics'].map((path) => `/brief ${path}`)).toContain(other)
  })
})
