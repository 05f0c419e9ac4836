// The only reader of the environment: .env and process.env → one frozen Config. Each area's settings have a file of their own in config/.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { BorderBriefError } from './base/error.ts'
import { chatSettings, type LimitsChoice, limitsOf } from './config/chatting.ts'
import { type DigestChoice, digestSettings, digestsOf } from './config/digest.ts'
import { type DiscordChoice, discordOf, discordSettings } from './config/discord.ts'
import { type FetchChoice, fetchingOf, fetchSettings } from './config/fetching.ts'
import { type ArticlesKeptChoice, articlesKeptOf, type KeptChoice, keepingSettings, keptOf } from './config/keeping.ts'
import { type BudgetChoice, budgetOf, type EmbeddingChoice, embeddingOf, type ModelChoice, modelOf, modelSettings } from './config/model.ts'
import { type HealthChoice, healthOf, type LogChoice, operatingSettings, type WebChoice, webOf } from './config/operating.ts'
import { type Misspelt, misspeltAmong } from './config/misspelt.ts'
import { type SlackChoice, slackOf, slackSettings } from './config/slack.ts'
import { type Waiting, waitingAmong } from './config/waiting.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Every setting there is; the keys are those of .env.example and of docs/settings.md (a test holds the three together). */
export const Environment = z.object({
  ...operatingSettings.shape,
  ...digestSettings.shape,
  ...chatSettings.shape,
  ...slackSettings.shape,
  ...discordSettings.shape,
  ...modelSettings.shape,
  ...keepingSettings.shape,
  ...fetchSettings.shape,
})

export type Config = Readonly<{
  /** absolute folders */
  dataDir: string
  seedsDir: string
  logLevel: LogChoice
  web: WebChoice
  health: HealthChoice
  staleAfterDays: number
  digests: DigestChoice
  /** who may change what a channel gets, where its workspace has not settled that */
  subscribers: 'members' | 'admins'
  limits: LimitsChoice
  slack: SlackChoice
  discord: DiscordChoice
  model: ModelChoice
  embedding: EmbeddingChoice
  budget: BudgetChoice
  kept: KeptChoice
  keeping: ArticlesKeptChoice
  /** absolute folders whose files are taken in as they come */
  watchFolders: readonly string[]
  fetching: FetchChoice
  /** settings that were made and have no effect */
  waiting: readonly Waiting[]
}>

/** The version of this copy, from package.json. */
export const VERSION = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))).version

type Variables = Readonly<Record<string, string | undefined>>

export const ENV_FILE = join(ROOT, '.env')

/** The settings of a file; none where it is not there. Throws BorderBriefError `config` when it cannot be read as text. */
export function settingsIn(file: string): Variables {
  if (!existsSync(file)) return {}
  const wrong = (hint: string, cause?: unknown) => new BorderBriefError('config', hint, { cause })
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw wrong(
      `This user may not read ${file}: make the file theirs (chown), or put the settings into the environment and the file away.`,
      cause,
    )
  }
  if (text.includes('\0')) throw wrong(`${file} is not plain text: save it anew as UTF-8.`)
  // Some editors begin a file with a mark that would become part of the first name.
  return parseEnv(text.replace(/^\uFEFF/, ''))
}

/** Names in a settings file that are no settings though they begin like some. */
export function misspelt(file: string): readonly Misspelt[] {
  return misspeltAmong(Object.keys(settingsIn(file)), Object.keys(Environment.shape))
}

/** Reads `.env` in the project's folder into the environment, which wins where both speak. */
export function loadEnvironment(): Variables {
  for (const [name, value] of Object.entries(settingsIn(ENV_FILE))) process.env[name] ??= value
  return process.env
}

/**
 * Reads the configuration. `dataDir` (from `--data`) wins over DATA_DIR.
 * Throws BorderBriefError `config` whose hint names the variable and the mend, never its value.
 */
export function readConfig(variables: Variables, dataDir?: string): Config {
  // An empty setting, as `.env.example` has them, is one that was not made.
  const made = Object.entries(variables).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : []))
  const parsed = Environment.safeParse(Object.fromEntries(made))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new BorderBriefError(
      'config',
      `The setting ${issue?.path.join('.') ?? '?'} is wrong (${issue?.message ?? 'unreadable'}): mend it in .env; .env.example shows its form.`,
    )
  }
  const env = parsed.data
  const [model, embedding] = [modelOf(env), embeddingOf(env)]
  return Object.freeze({
    dataDir: dataDir === undefined ? resolve(ROOT, env.DATA_DIR) : resolve(dataDir),
    seedsDir: resolve(ROOT, env.SEEDS_DIR),
    logLevel: env.LOG_LEVEL,
    web: webOf(env),
    health: healthOf(env),
    staleAfterDays: env.STALE_AFTER_DAYS,
    digests: digestsOf(env),
    subscribers: env.SUBSCRIBERS,
    limits: limitsOf(env),
    slack: slackOf(env),
    discord: discordOf(env),
    model,
    embedding,
    budget: budgetOf(env, [model, embedding]),
    kept: keptOf(env),
    keeping: articlesKeptOf(env),
    watchFolders: env.WATCH_FOLDERS.map((path) => resolve(ROOT, path)),
    fetching: fetchingOf(env),
    waiting: waitingAmong(made.map(([name]) => name ?? '')),
  })
}
