// Documents that cannot rot: settings, commands and links are the code's own.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HELP } from '../src/cli/help.ts'
import { Environment } from '../src/config.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const settings = Object.keys(Environment.shape).sort()
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: ROOT })]

describe('settings', () => {
  it('stand in .env.example, each once, with no value', () => {
    const lines = read('.env.example')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    expect(lines.map((line) => line.replace(/=$/, '')).sort()).toEqual(settings)
  })

  it('are explained in docs/settings.md, and the README names none that does not exist', () => {
    const explained = [...read('docs/settings.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])
    expect(explained.sort()).toEqual(settings)
    for (const [name] of read('README.md').matchAll(/\b(?:SLACK|DISCORD|OPENAI|WEB|PUBLIC|DATA|SEEDS|LOG)_[A-Z_]+\b/g))
      expect(settings).toContain(name)
  })
})

describe('commands', () => {
  const commands = [...HELP.matchAll(/^ {2}([a-z-]+(?: \| [a-z-]+)*)/gm)].flatMap((match) => (match[1] ?? '').split(' | '))

  it.each(documents)('that %s shows exist', (document) => {
    const shown = [...read(document).matchAll(/(?:border-brief(?:\.mjs)?|npm run brief --|src\/cli\.ts) ([a-z][a-z-]*)\b/g)].map(
      (match) => match[1],
    )
    const scripts = [...read(document).matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1])
    expect(shown.filter((name) => !commands.includes(name ?? ''))).toEqual([])
    const known: unknown = JSON.parse(read('package.json')).scripts
    for (const script of scripts) expect(known).toHaveProperty([script ?? ''])
  })
})

describe.each(documents)('%s', (document) => {
  it('links only to files that exist', () => {
    const targets = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '')
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)))).toEqual([])
  })
})

describe('sizes', () => {
  it.each([
    ['README.md', 150],
    ['docs/architecture.md', 120],
  ])('%s is at most %i lines', (document, lines) => {
    expect(read(document).trimEnd().split('\n').length).toBeLessThanOrEqual(lines)
  })

  it('CHANGELOG.md has what is unreleased on top', () => {
    expect(read('CHANGELOG.md')).toMatch(/^# Changelog\n\n## Unreleased\n/)
  })
})
