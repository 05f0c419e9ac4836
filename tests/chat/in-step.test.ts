// The subcommands that Discord registers, the help, and what chat understands stay in step.
import { describe, expect, it } from 'vitest'
import { commandText } from '../../src/adapters/platforms/discord/command-text.ts'
import { type Option, SUBCOMMANDS } from '../../src/adapters/platforms/discord/subcommands.ts'
import { type Command, parseCommand } from '../../src/chat/parse-command.ts'
import type { Document } from '../../src/domain/document.ts'
import { renderHelp } from '../../src/render/render.ts'
import { BORDER } from './desk.ts'

const topics = [BORDER]
const GIVEN: Readonly<Record<string, string>> = {
  ...{ topic: 'border', question: 'who fled?', since: 'Monday', time: '08:00', zone: 'Asia/Yangon', days: 'weekdays', cron: '0 8 * * 1-5' },
  ...{ quiet: 'off', most: '3', who: 'admins', claim: '2', address: 'https://news.example/feed', which: 'border', when: 'Monday' },
  ...{ name: 'rice', about: 'rice prices', aliases: 'paddy, 大米', form: 'html', words: 'a figure is wrong', answers: 'private' },
}
/** What a subcommand is understood as, where that is not its own name. */
const AS: Readonly<Record<string, Command['kind']>> = {
  ask: 'question',
  since: 'topic',
  unwatch: 'unsubscribe',
  'more send': 'send-now',
  'more change': 'change',
  add: 'add-source',
  'more remove-source': 'remove-source',
  'more preview': 'preview',
  'more feedback': 'feedback',
  'more keep-source': 'keep-source',
  'topics list': 'topics',
  'topics add': 'add-topic',
  'topics edit': 'edit-topic',
  'topics remove': 'remove-topic',
  'forget-me': 'forget-me',
}

/** With nothing but what it needs it is a form. */
const FORMS: Readonly<Record<string, Command['kind']>> = {
  ...{ subscribe: 'form', 'more change': 'form', 'topics add': 'topic-form', 'topics edit': 'topic-form' },
}

const understood = (path: string, options: readonly string[]) => {
  const given = Object.fromEntries(options.map((name) => [name, GIVEN[name] ?? '']))
  return parseCommand(commandText(path, given), { topics, timeZone: 'Asia/Yangon' }).kind
}

type Leaf = Readonly<{ path: string; options: readonly Option[] }>
const LEAVES = SUBCOMMANDS.flatMap((one): readonly Leaf[] =>
  one.type === 1
    ? [{ path: one.name, options: one.options ?? [] }]
    : one.options.map(({ name, options = [] }) => ({ path: `${one.name} ${name}`, options })),
)

describe.each(LEAVES)('/brief $path', ({ path, options }) => {
  const required = options.filter((option) => option.required).map((option) => option.name)
  const others = options.map((option) => option.name).filter((option) => !required.includes(option))

  it('is understood with what it needs, and with each thing it may have', () => {
    const least = FORMS[path] ?? AS[path] ?? path
    expect(understood(path, required)).toBe(least)
    for (const other of others) {
      const alone =
        path === 'subscribe'
          ? ['topic', 'time', other].filter((option) => other !== 'cron' || option !== 'time')
          : path === 'topics add'
            ? ['name', other]
            : [...required, other]
      expect(understood(path, [...new Set(alone)])).toBe(AS[path] ?? path)
    }
  })
})

describe('help', () => {
  const commandsIn = ({ nodes }: Document) =>
    nodes.flatMap((node) => (node.kind === 'list' ? node.items.map(([command]) => command?.text.replace('/brief ', '') ?? '') : []))

  it('shows nothing that is not understood as it says', () => {
    const kinds = commandsIn(renderHelp(['border'])).map((text) => parseCommand(text, { topics, timeZone: null }).kind)
    expect(kinds).not.toContain('mend')
    expect(kinds).not.toContain('suggest')
    expect(kinds.filter((kind) => kind === 'question')).toHaveLength(1)
  })
})
