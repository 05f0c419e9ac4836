// The command line: argv → one capability. `--json` prints one JSON value a line on standard output and nothing else there.
import { discordInvite } from './adapters/platforms/discord/invite.ts'
import { systemClock } from './base/clock.ts'
import { hintOf } from './base/error.ts'
import { ask, brief, digest, render, verify } from './cli/answering.ts'
import { manifestText } from './cli/apps.ts'
import { type Call, nowOf, one, readArguments, scopeOf, sinceOf } from './cli/arguments.ts'
import { feedback } from './cli/feedback.ts'
import { HELP } from './cli/help.ts'
import { outOf, writeLine } from './cli/output.ts'
import { article, articles, disputes, ingest, stories, timeline, topics } from './cli/reading.ts'
import { backup, exportWorkspace, forget, restore } from './cli/operating.ts'
import { eraseRecords, exportAnswers } from './cli/records.ts'
import { sourcesCommand } from './cli/sources.ts'
import { UsageError } from './cli/usage.ts'
import { loadEnvironment, readConfig, VERSION } from './config.ts'
import { OPERATOR } from './domain/article.ts'
import { openProduct, type Product } from './main.ts'
import { serve } from './serving.ts'

/** A number is what the process leaves with; nothing is 0. */
const COMMANDS: Readonly<Record<string, (call: Call) => Promise<unknown>>> = {
  ...{ ingest, ask, brief, stories, topics, disputes, timeline, article, articles, digest, verify, render },
  export: exported,
  ...{ forget, backup, restore, feedback },
  erase: async (call) => {
    const { workspace, person = null } = call.values
    if (workspace === undefined) throw new UsageError('Say whose: erase --workspace KEY, and --person ID for one person in it.')
    await eraseRecords(await call.product(), workspace, person, outOf(call))
  },
  sources: async (call) => {
    const { words, values } = call
    const asked = { words, opml: values.opml, workspace: values.workspace ?? OPERATOR, scope: scopeOf(call), now: nowOf(call) }
    await sourcesCommand(await call.product(), asked, outOf(call))
  },
  doctor: async (call) => {
    const product = await call.product()
    const findings = await product.doctor()
    for (const finding of findings) {
      if (call.values.json) writeLine(finding)
      else process.stdout.write(`${finding.ok ? 'ok  ' : 'MEND'} ${finding.sentence}\n`)
    }
    return findings.every(({ ok }) => ok) ? 0 : 1
  },
  serve: async ({ config }) => serve(config, systemClock),
  'slack-manifest': async ({ values }) => void process.stdout.write(manifestText(values)),
  'discord-invite': async ({ words }) => {
    const usage = 'discord-invite APP_ID, the application id (a number) on the General Information page'
    const applicationId = one(words, usage)
    if (!/^\d{5,25}$/.test(applicationId)) throw new UsageError(`Write: ${usage}.`)
    process.stdout.write(`${discordInvite(applicationId)}\n`)
  },
}

async function exported(call: Call): Promise<void> {
  const { workspace } = call.values
  if (call.words.length === 0 && workspace !== undefined) return exportWorkspace(call, workspace)
  const usage = 'export answers, or export --workspace KEY'
  if (one(call.words, usage) !== 'answers') throw new UsageError(`Answers can be exported, or all of a workspace: ${usage}.`)
  const product = await call.product()
  await exportAnswers(product, { ...sinceOf(call, product), workspace: call.values.workspace }, outOf(call))
}

/** Runs one command; returns the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function run(argv: readonly string[]): Promise<number> {
  let open: Promise<Product> | undefined
  try {
    const { values, positionals } = readArguments(argv)
    const [name, ...words] = positionals
    if (values.version) return say(`${VERSION}\n`)
    if (values.help || name === undefined) return say(HELP)
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (!command) throw new UsageError(`There is no command ${name}: run border-brief --help for the list.`)
    const config = readConfig(loadEnvironment(), values.data)
    const product = () => (open ??= openProduct(config, systemClock))
    const code = await command({ words, values, config, product })
    return typeof code === 'number' ? code : 0
  } catch (error) {
    process.stderr.write(`${error instanceof UsageError ? error.message : hintOf(error)}\n`)
    return error instanceof UsageError ? 2 : 1
  } finally {
    await (await open?.catch(() => undefined))?.close()
  }
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

// A reader that goes away (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
