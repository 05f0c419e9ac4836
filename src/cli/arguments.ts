// What was written on the command line: options, and what a command reads off them.
import { parseArgs } from 'node:util'
import { fixedClock, systemClock } from '../base/clock.ts'
import { UsageError } from './usage.ts'
import type { Config } from '../config.ts'
import { OPERATOR } from '../domain/article.ts'
import type { Product } from '../main.ts'
import type { Scope } from '../ports/article-store.ts'

const OPTIONS = {
  data: { type: 'string' },
  workspace: { type: 'string' },
  json: { type: 'boolean', default: false },
  now: { type: 'string' },
  batch: { type: 'string' },
  evidence: { type: 'string' },
  since: { type: 'string' },
  channel: { type: 'string' },
  commit: { type: 'boolean', default: false },
  url: { type: 'string' },
  install: { type: 'string' },
  history: { type: 'boolean', default: false },
  agent: { type: 'boolean', default: false },
  export: { type: 'boolean', default: false },
  welcome: { type: 'boolean', default: false },
  links: { type: 'string' },
  person: { type: 'string' },
  opml: { type: 'string' },
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']

/** One call of a command. `product` opens it at most once; what opened it closes it. */
export type Call = Readonly<{ words: readonly string[]; values: Values; config: Config; product: () => Promise<Product> }>

/** Throws UsageError for what no option is. */
export function readArguments(argv: readonly string[]): Readonly<{ values: Values; positionals: readonly string[] }> {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message.split('. ')[0] : 'Unreadable options'}: run border-brief --help for the list.`,
    )
  }
}

export const scopeOf = (call: Call): Scope => (call.values.workspace === undefined ? [OPERATOR] : [OPERATOR, call.values.workspace])

export function nowOf(call: Call): Temporal.Instant {
  if (call.values.now === undefined) return systemClock.now()
  try {
    return fixedClock(call.values.now).now()
  } catch {
    throw new UsageError(`--now ${call.values.now} is no time: write it like 2026-11-22T08:00:00Z.`)
  }
}

export function evidenceOf(call: Call): number | undefined {
  if (call.values.evidence === undefined) return undefined
  const count = Number(call.values.evidence)
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new UsageError('--evidence takes a whole number from 1 to 1000.')
  return count
}

export function sinceOf(call: Call, product: Product): { since?: string } {
  if (call.values.since === undefined) return {}
  const since = product.brief.readSince(call.values.since, nowOf(call))
  if (since === null) throw new UsageError(`--since ${call.values.since} is no date: write 2026-11-20, Monday or "3 days".`)
  return { since }
}

/** The words as one; `usage` is said when there are none. */
export function one(words: readonly string[], usage: string): string {
  const word = words.join(' ').trim()
  if (word === '') throw new UsageError(`Write: ${usage}.`)
  return word
}
