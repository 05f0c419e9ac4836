// What `doctor` says: whether configuration, tokens, store and model are well, each in one sentence that holds the mend when it is not.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hintOf } from './base/error.ts'
import type { Config } from './config.ts'
import { type Machine, machineFindings } from './doctor/machine.ts'
import { channelKey, type PlatformName } from './domain/address.ts'
import { OPERATOR } from './domain/article.ts'
import { isFailing, isSilent } from './domain/source.ts'
import type { Aftercare } from './ports/aftercare.ts'
import type { ArticleStore } from './ports/article-store.ts'
import type { RetentionStore } from './ports/retention-store.ts'
import type { LanguageModel } from './ports/language-model.ts'
import type { Platform } from './ports/platform.ts'
import type { SourceStore } from './ports/source-store.ts'
import type { SubscriptionStore } from './ports/subscription-store.ts'

/** What `doctor` found: one sentence, with the mend when it is not well. */
export type Finding = Readonly<{ ok: boolean; sentence: string }>

export type Examined = Readonly<{
  config: Config
  platforms: ReadonlyMap<PlatformName, Platform>
  stores: Readonly<{
    articles: Pick<ArticleStore, 'count'>
    subscriptions: Pick<SubscriptionStore, 'all'>
    aftercare: Pick<Aftercare, 'counts'>
    retention?: Pick<RetentionStore, 'counts'>
    sources: Pick<SourceStore, 'list'>
    check: () => Promise<readonly string[]>
  }>
  model: LanguageModel
  /** absent in tests of the rest */
  machine?: Machine | undefined
  now: Temporal.Instant
  /** what was wrong with the seeds */
  problems: readonly string[]
}>

const TITLED = { slack: 'Slack', discord: 'Discord' } as const
const wrong = (sentences: readonly string[]): readonly Finding[] => sentences.map((sentence) => ({ ok: false, sentence }))
const well = (sentence: string): Finding => ({ ok: true, sentence })

/** Asks each platform and the model once; both only when they are configured. Never prints a token. */
export async function examine(examined: Examined): Promise<readonly Finding[]> {
  const { stores, problems } = examined
  const count = await stores.articles.count([OPERATOR])
  const findings = [
    ...wrong(problems),
    ...wrong(missingFolders(examined.config)),
    ...wrong(await stores.check()),
    well(`The data file holds ${count} articles.`),
  ]
  if (count === 0) findings.push(noArticles(examined.config))
  findings.push(...(await keepingFindings(examined)))
  return [
    ...findings,
    ...(await platformFindings(examined)),
    ...(await channelFindings(examined)),
    ...(await digestFindings(stores)),
    ...(await sourceFindings(examined)),
    ...(examined.machine === undefined ? [] : await machineFindings(examined.machine)),
    await modelFinding(examined),
  ]
}

/** Before the first start there are none; that is no fault while there is something to start with. */
function noArticles({ seedsDir }: Config): Finding {
  if (existsSync(join(seedsDir, 'articles'))) return well('There are no articles yet: npm start takes in those of seeds/articles.')
  return { ok: false, sentence: 'There are no articles yet: run npm start, or border-brief ingest PATH.' }
}

function missingFolders({ seedsDir, watchFolders }: Config): readonly string[] {
  const missing = watchFolders.filter((path) => !existsSync(path))
  return [
    ...(existsSync(seedsDir) ? [] : [`The seeds folder ${seedsDir} is not there: mend SEEDS_DIR in .env, or take it out.`]),
    ...missing.map((path) => `The watched folder ${path} is not there: make it, or mend WATCH_FOLDERS in .env.`),
  ]
}

/** How long articles are kept, and what was forgotten so far; nothing while everything is kept. */
async function keepingFindings({ config: { keeping }, stores }: Examined): Promise<readonly Finding[]> {
  const { articles, quoted } = (await stores.retention?.counts()) ?? { articles: 0, quoted: 0 }
  if (keeping.days === null && keeping.bySource.size === 0 && articles === 0) return []
  const kept = keeping.days === null ? 'Articles are kept for ever' : `Articles are kept for ${keeping.days} days`
  const others = keeping.bySource.size === 0 ? '' : `, those of ${keeping.bySource.size} sources for a time of their own`
  const left = quoted === 0 ? '' : `, with quotes left of ${quoted} versions for the threads and answers that show them`
  return [well(`${kept}${others}; forgotten so far: ${articles}${left}.`)]
}

const OVER_HTTP =
  'Discord comes over HTTP: /brief, buttons, menus and forms are heard; mentions, replies and plain messages are not, nor that the bot was added to a server. DISCORD_PUBLIC_KEY taken out of .env brings the gateway back.'

async function platformFindings({ platforms, config }: Examined): Promise<readonly Finding[]> {
  const findings: Finding[] = config.discord?.http == null ? [] : [well(OVER_HTTP)]
  for (const [name, title, setting] of [
    ['slack', 'Slack', 'SLACK_BOT_TOKEN'],
    ['discord', 'Discord', 'DISCORD_TOKEN'],
  ] as const) {
    const platform = platforms.get(name)
    const problems = platform === undefined ? null : await platform.check().catch((error: unknown) => [hintOf(error)])
    if (problems === null) findings.push(well(`${title} is not configured: set ${setting} in .env to switch it on.`))
    else findings.push(...(problems.length === 0 ? [well(`${title} answers, and what it grants is enough.`)] : wrong(problems)))
  }
  return findings
}

const MOST_CHANNELS = 40 // of each platform: each takes a request or two

/** Whether what is subscribed to can still be posted where it goes. */
async function channelFindings({ platforms, stores: { subscriptions } }: Examined): Promise<readonly Finding[]> {
  const running = (await subscriptions.all()).filter(({ paused }) => !paused).map(({ channel }) => channel)
  const findings: Finding[] = []
  for (const [name, title] of Object.entries(TITLED)) {
    const channels = [...new Map(running.filter(({ platform }) => platform === name).map((one) => [channelKey(one), one])).values()]
    const looked = channels.slice(0, MOST_CHANNELS)
    const told = looked.length === 0 ? undefined : await platforms.get(name as PlatformName)?.checkChannels?.(looked)
    if (told === undefined) continue
    const { problems, unsaid, why } = told
    const more = channels.length > looked.length ? ` (${channels.length - looked.length} more were not looked at)` : ''
    const sent = `${looked.length} channels of ${title} that something is sent to${more}`
    findings.push(...wrong(problems))
    if (unsaid > 0) findings.push(well(`Of the ${sent}, ${unsaid} could not be looked at: ${why}.`))
    else if (problems.length === 0) findings.push(well(`The bot may post in the ${sent}.`))
  }
  return findings
}

/** What was paused because a platform refused it, and how often a digest stood double or in doubt. */
async function digestFindings({ subscriptions, aftercare }: Examined['stores']): Promise<readonly Finding[]> {
  const paused = (await subscriptions.all()).flatMap((one) =>
    one.paused && one.pausedWhy !== null ? [{ ...one, why: one.pausedWhy }] : [],
  )
  const { twins, ambiguous } = await aftercare.counts()
  return [
    ...wrong(
      paused.map(
        ({ topic, channel, why }) =>
          `The digest of “${topic}” in ${channelKey(channel)} is paused, because ${why}: mend that and resume it there.`,
      ),
    ),
    ...(twins + ambiguous === 0 ? [] : [well(`Of the digests, ${twins} stood double for a while, and ${ambiguous} ended in doubt.`)]),
  ]
}

/** Sources of every workspace that fail or have fallen silent; whose they are is said by the workspace's key. */
async function sourceFindings({ stores, now }: Examined): Promise<readonly Finding[]> {
  const all = await stores.sources.list(null)
  if (all.length === 0) return []
  const failing = all.filter(({ state }) => isFailing(state))
  const silent = all.filter(({ state }) => !isFailing(state) && isSilent(state, now.epochMilliseconds))
  return [
    well(`Sources that are read again and again: ${all.length}, failing: ${failing.length}, fallen silent: ${silent.length}.`),
    ...wrong(
      failing.map(({ source, state }) => {
        const called = `The source “${source.label}” (${source.url}, ${source.workspace})`
        if (state.throttled !== undefined) return `${called} is not itself. ${state.trouble ?? ''} Else remove it.`
        return `${called} fails: ${state.trouble ?? 'it is gone.'} Mend its address, or remove it.`
      }),
    ),
    ...wrong(
      silent.map(
        ({ source }) =>
          `The source “${source.label}” (${source.url}, ${source.workspace}) has brought nothing new for two weeks: look at it.`,
      ),
    ),
  ]
}

async function modelFinding({ config, model }: Examined): Promise<Finding> {
  if (config.model === null) return well('No model is configured, and none is needed.')
  return (await model.check?.()) ?? well(`The model ${config.model.model} may choose passages.`)
}
