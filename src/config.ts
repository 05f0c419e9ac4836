// The only reader of the environment: .env and process.env → one frozen Config.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { BorderBriefError } from './base/error.ts'
import {
  daysBySource,
  daysKept,
  flag,
  HOST_NAME,
  limit,
  listOf,
  NETWORK,
  optional,
  paths,
  port,
  token,
  webAddress,
  whole,
} from './base/setting-forms.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
const MILLIONTHS = 1_000_000
const PRICES = /^\s*(?:[^\s;=]+=\d+(?:\.\d+)?\/\d+(?:\.\d+)?\s*(?:;\s*|$))+$/

/** Every setting there is; the keys are those of .env.example and of the README's table (a test holds the three together). */
export const Environment = z.object({
  DATA_DIR: z.string().default('data'),
  SEEDS_DIR: z.string().default('seeds'),
  LOG_LEVEL: z
    .enum(LEVELS, `must be one of ${LEVELS.join(', ')}`)
    .nullable()
    .default(null),
  WEB_PORT: port(8484),
  PUBLIC_URL: webAddress,
  PUBLIC_PORT: port(8485),
  STALE_AFTER_DAYS: whole(1, 3650, 14),
  DIGEST_WHEN_IN_DOUBT: z.enum(['resend', 'hold'], 'must be resend or hold').default('resend'),
  BRIEF_TIME_SCALE: z.coerce.number('must be a number from 0.001 to 1').min(0.001).max(1).default(1),
  SUBSCRIBERS: z.enum(['members', 'admins'], 'must be members or admins').default('members'),
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-'),
  SLACK_SIGNING_SECRET: optional,
  SLACK_PORT: port(3000),
  SLACK_HOST: z.string().default('127.0.0.1'),
  SLACK_API_URL: webAddress,
  SLACK_HISTORY: flag,
  DISCORD_TOKEN: optional,
  DISCORD_GUILD_ID: optional.refine(
    (value) => value === null || /^\d{5,25}$/.test(value),
    'must be the number Discord shows as the server id',
  ),
  DISCORD_MESSAGE_CONTENT: flag,
  DISCORD_API_URL: webAddress,
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: webAddress.refine((value) => !value?.includes('@'), 'must hold no user name or password'),
  OPENAI_MODEL: optional,
  EMBEDDING_MODEL: optional,
  MODEL_PRICES: z
    .string()
    .regex(PRICES, 'must be like gpt-4.1-mini=0.40/1.60; other=1/2: what a million tokens cost, sent/received')
    .nullable()
    .default(null),
  MODEL_CURRENCY: z.string().max(12, 'must be at most 12 characters').default('USD'),
  BUDGET_TOKENS_PER_DAY: limit(1_000_000),
  BUDGET_MONEY_PER_DAY: limit(null, MILLIONTHS),
  BUDGET_ALL_TOKENS_PER_DAY: limit(5_000_000),
  BUDGET_ALL_MONEY_PER_DAY: limit(null, MILLIONTHS),
  BUDGET_REQUESTS_PER_MINUTE: limit(20),
  ANSWERS_KEPT_DAYS: whole(1, 3650, 90),
  CONVERSATIONS_KEPT_DAYS: whole(1, 3650, 90),
  KEEP_ARTICLES_DAYS: daysKept,
  KEEP_ARTICLES_DAYS_BY_SOURCE: daysBySource,
  WATCH_FOLDERS: paths,
  OPENAI_API: z.enum(['chat', 'responses'], 'must be chat or responses').default('chat'),
  OPENAI_DEADLINE_MS: whole(100, 6_000, 6_000),
  FETCH_CONTACT: optional.refine((value) => value === null || /^[\x21-\x7e]{3,200}$/.test(value), 'must be a web or mail address'),
  FETCH_ALLOW: listOf(HOST_NAME, 'must be host names with commas between them, like news.example.org, example.net'),
  FETCH_INSIDE: listOf(
    new RegExp(`${HOST_NAME.source}|${NETWORK.source}`),
    'must be host names and networks with commas between them, like wiki.example.org, 10.1.0.0/16',
  ),
  FETCH_PORTS: listOf(/^[1-9]\d{0,4}$/, 'must be numbers of ports with commas between them, like 8080, 8443'),
  PROXY_URL: webAddress,
  PROXY_LOOKS_UP: flag,
  MODEL_MODE: z.enum(['select', 'compress'], 'must be select or compress').default('select'),
})

export type Config = Readonly<{
  /** absolute folders */
  dataDir: string
  seedsDir: string
  /** null: information when standard error is a file or a pipe, warnings only when a person is looking at it */
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent' | null
  web: Readonly<{ port: number; publicUrl: string | null; publicPort: number }>
  staleAfterDays: number
  digests: Readonly<{
    /** what is done when a platform cannot say whether it posted */
    onAmbiguous: 'resend' | 'hold'
    /** below 1 only in trials: every wait of the delivery protocol is so much shorter */
    timeScale: number
  }>
  /** who may change what a channel gets, where its workspace has not settled that */
  subscribers: 'members' | 'admins'
  slack: Readonly<{
    botToken: string
    appToken: string | null
    signingSecret: string | null
    port: number
    host: string
    apiUrl: string | null
    historyGranted: boolean
  }> | null
  discord: Readonly<{ token: string; guildId: string | null; messageContent: boolean; apiUrl: string | null }> | null
  /** `deadlineMs`: most milliseconds an answer waits for the model */
  model: Readonly<{
    apiKey: string
    baseUrl: string | null
    model: string
    api: 'chat' | 'responses'
    deadlineMs: number
    mode: 'select' | 'compress'
  }> | null
  /** for search by likeness, at the same server */
  embedding: Readonly<{ apiKey: string; baseUrl: string | null; model: string }> | null
  budget: Readonly<{
    /** null: no limit; money in millionths of the currency */
    limits: Readonly<{
      workspaceTokens: number | null
      workspaceMoney: number | null
      allTokens: number | null
      allMoney: number | null
      personRequests: number | null
    }>
    /** by model: what a million tokens cost */
    prices: ReadonlyMap<string, Readonly<{ in: number; out: number }>>
    currency: string
  }>
  kept: Readonly<{ answersDays: number; conversationsDays: number }>
  /** how long articles are kept, in days; null: for ever */
  keeping: Readonly<{ days: number | null; bySource: ReadonlyMap<string, number | null> }>
  /** absolute folders whose files are taken in as they come */
  watchFolders: readonly string[]
  /** feeds and pages; what the operator lets them reach, never what they ask for */
  fetching: Readonly<{
    contact: string | null
    /** the only hosts fetched from, with their subdomains; none: any public one */
    onlyHosts: readonly string[]
    /** hosts and networks that are not public, and fetched from all the same */
    inside: readonly string[]
    /** besides 80 and 443 */
    ports: readonly number[]
    /** `looksUp`: names are left to the proxy */
    proxy: Readonly<{ url: string; looksUp: boolean }> | null
  }>
}>

type Env = z.infer<typeof Environment>

/** A limit of money needs to know what the model costs. */
function budgetOf(env: Env, models: readonly (Readonly<{ model: string }> | null)[]): Config['budget'] {
  const pairs = (env.MODEL_PRICES ?? '').split(';').flatMap((pair) => {
    const [, name, sent, received] = /^\s*(\S+)=([\d.]+)\/([\d.]+)\s*$/.exec(pair) ?? []
    return name === undefined ? [] : [[name, { in: Number(sent), out: Number(received) }] as const]
  })
  const prices = new Map(pairs)
  const limits = {
    workspaceTokens: env.BUDGET_TOKENS_PER_DAY,
    workspaceMoney: env.BUDGET_MONEY_PER_DAY,
    allTokens: env.BUDGET_ALL_TOKENS_PER_DAY,
    allMoney: env.BUDGET_ALL_MONEY_PER_DAY,
    personRequests: env.BUDGET_REQUESTS_PER_MINUTE,
  }
  const inMoney = limits.workspaceMoney !== null || limits.allMoney !== null
  const unpriced = models.find((one) => one !== null && !prices.has(one.model))
  if (inMoney && unpriced) {
    throw new BorderBriefError(
      'config',
      `A budget in money needs the price of ${unpriced.model}: add it to MODEL_PRICES in .env, like ${unpriced.model}=0.40/1.60.`,
    )
  }
  return { limits, prices, currency: env.MODEL_CURRENCY }
}

/** The version of this copy, from package.json. */
export const VERSION = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))).version

type Variables = Readonly<Record<string, string | undefined>>

/** Reads `.env` in the project's folder into the environment, which wins where both speak. */
export function loadEnvironment(): Variables {
  const file = join(ROOT, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
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
    web: { port: env.WEB_PORT, publicUrl: env.PUBLIC_URL, publicPort: env.PUBLIC_PORT },
    staleAfterDays: env.STALE_AFTER_DAYS,
    digests: { onAmbiguous: env.DIGEST_WHEN_IN_DOUBT, timeScale: env.BRIEF_TIME_SCALE },
    subscribers: env.SUBSCRIBERS,
    slack: slackOf(env),
    discord: discordOf(env),
    model,
    embedding,
    budget: budgetOf(env, [model, embedding]),
    kept: { answersDays: env.ANSWERS_KEPT_DAYS, conversationsDays: env.CONVERSATIONS_KEPT_DAYS },
    keeping: { days: env.KEEP_ARTICLES_DAYS, bySource: new Map(env.KEEP_ARTICLES_DAYS_BY_SOURCE) },
    watchFolders: env.WATCH_FOLDERS.map((path) => resolve(ROOT, path)),
    fetching: fetchingOf(env),
  })
}

function slackOf(env: Env): Config['slack'] {
  if (env.SLACK_BOT_TOKEN === null) return null
  if (env.SLACK_APP_TOKEN === null && env.SLACK_SIGNING_SECRET === null) {
    throw new BorderBriefError(
      'config',
      'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside SLACK_BOT_TOKEN: set one of them in .env.',
    )
  }
  return {
    botToken: env.SLACK_BOT_TOKEN,
    appToken: env.SLACK_APP_TOKEN,
    signingSecret: env.SLACK_SIGNING_SECRET,
    port: env.SLACK_PORT,
    host: env.SLACK_HOST,
    apiUrl: env.SLACK_API_URL,
    historyGranted: env.SLACK_HISTORY,
  }
}

function discordOf(env: Env): Config['discord'] {
  if (env.DISCORD_TOKEN === null) return null
  return {
    token: env.DISCORD_TOKEN,
    guildId: env.DISCORD_GUILD_ID,
    messageContent: env.DISCORD_MESSAGE_CONTENT,
    apiUrl: env.DISCORD_API_URL,
  }
}

function fetchingOf(env: Env): Config['fetching'] {
  return {
    contact: env.FETCH_CONTACT,
    onlyHosts: env.FETCH_ALLOW,
    inside: env.FETCH_INSIDE,
    ports: env.FETCH_PORTS.map(Number),
    proxy: env.PROXY_URL === null ? null : { url: env.PROXY_URL, looksUp: env.PROXY_LOOKS_UP },
  }
}

// A local server needs no key, so an address alone is enough; the model then has to be named.
function modelOf(env: Env): Config['model'] {
  if (env.OPENAI_API_KEY === null && env.OPENAI_BASE_URL === null) return null
  if (env.OPENAI_BASE_URL !== null && env.OPENAI_MODEL === null) {
    throw new BorderBriefError('config', 'OPENAI_BASE_URL needs OPENAI_MODEL beside it: name the model your server runs in .env.')
  }
  return {
    apiKey: env.OPENAI_API_KEY ?? 'none',
    baseUrl: env.OPENAI_BASE_URL,
    model: env.OPENAI_MODEL ?? 'gpt-4.1-mini',
    api: env.OPENAI_API,
    deadlineMs: env.OPENAI_DEADLINE_MS,
    mode: env.MODEL_MODE,
  }
}

function embeddingOf(env: Env): Config['embedding'] {
  if (env.EMBEDDING_MODEL === null) return null
  if (env.OPENAI_API_KEY === null && env.OPENAI_BASE_URL === null) {
    throw new BorderBriefError('config', 'EMBEDDING_MODEL needs OPENAI_API_KEY or OPENAI_BASE_URL beside it: set one of them in .env.')
  }
  return { apiKey: env.OPENAI_API_KEY ?? 'none', baseUrl: env.OPENAI_BASE_URL, model: env.EMBEDDING_MODEL }
}
