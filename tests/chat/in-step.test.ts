// The subcommands that Discord registers, the help, and what chat understands stay in step.
import { describe, expect, it } from 'vitest'
import { commandText } from '../../src/adapters/platforms/discord/commands.ts'
import { SUBCOMMANDS } from '../../src/adapters/platforms/discord/subcommands.ts'
import { type Command, parseCommand } from '../../src/chat/parse-command.ts'
import type { Document } from '../../src/domain/document.ts'
import { renderHelp } from '../../src/render/render.ts'
import { BORDER } from './desk.ts'

const topics = [BORDER]
const GIVEN: Readonly<Record<string, string>> = {
  ...{ topic: 'border', question: 'who fled?', since: 'Monday', time: '08:00', zone: 'Asia/Yangon', days: 'weekdays', cron: '0 8 * * 1-5' },
  ...{ quiet: 'off', most: '3', who: 'admins', claim: '2', address: 'https://news.example/feed' },
}
/** What a subcommand is understood as, where that is not its own name. */
const AS: Readonly<Record<string, Command['kind']>> = {
  ask: 'question',
  unwatch: 'unsubscribe',
  send: 'send-now',
  add: 'add-source',
  remove: 'remove-source',
}

const understood = (subcommand: string, options: readonly string[]) => {
  const given = Object.fromEntries(options.map((name) => [name, GIVEN[name] ?? '']))
  return parseCommand(commandText(subcommand, given, topics), { topics, timeZone: 'Asia/Yangon' }).kind
}

describe.each(SUBCOMMANDS)('/brief $name', ({ name, options = [] }) => {
  const required = options.filter((option) => option.required).map((option) => option.name)
  const others = options.map((option) => option.name).filter((option) => !required.includes(option))

  it('is understood with what it needs, and with each thing it may have', () => {
    const least =
      required.length === 0 && name === 'subscribe'
        ? 'form'
        : required.join() === 'topic' && name === 'change'
          ? 'form'
          : (AS[name] ?? name)
    expect(understood(name, required)).toBe(least)
    for (const other of others) {
      const alone =
        name === 'subscribe' ? ['topic', 'time', other].filter((option) => other !== 'cron' || option !== 'time') : [...required, other]
      expect(understood(name, [...new Set(alone)])).toBe(AS[name] ?? name)
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
