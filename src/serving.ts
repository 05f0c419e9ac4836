// What `npm start` runs: takes in the seeds, starts everything that listens and everything that comes round, and stops it again.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createCron } from './adapters/cron.ts'
import { endOnFault } from './adapters/last-words.ts'
import { createLog } from './adapters/log.ts'
import { createConsole } from './adapters/platforms/console/console.ts'
import { createPublicReader } from './adapters/platforms/web/public-reader.ts'
import { createWebDesk } from './adapters/platforms/web/web-desk.ts'
import { firstSignal } from './adapters/signals.ts'
import { folderSource } from './adapters/sources/seed-folder.ts'
import type { Clock } from './base/clock.ts'
import { hintOf, messageOf } from './base/error.ts'
import type { Config } from './config.ts'
import { OPERATOR } from './domain/article.ts'
import { open, type Product, payloadsFor, publicLinks } from './main.ts'
import type { Operating } from './main/operating.ts'
import type { Platform } from './ports/platform.ts'
import { renderAnswer } from './render/render.ts'
import { keepStarting, TITLES, welcome } from './main/starting.ts'

const GRACE_MS = 8_000 // from a signal to the end must stay under 10 s
const UNSTARTED_MS = 500

export type Serving = Readonly<{
  product: Product
  /** where the web desk listens; null when its port was taken */
  desk: string | null
  /** resolves when the terminal's input has ended */
  ended: Promise<void>
  stop: () => Promise<void>
}>

/** Where the briefing is printed, and questions come from when a person sits there. */
export type Terminal = Readonly<{
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream & { columns?: number }
}>

/** Starts everything that listens. A platform that cannot start is said so and tried again; the others go on. */
export async function start(config: Config, clock: Clock, terminal: Terminal): Promise<Serving> {
  const operating = await operatingOf(config, clock)
  const { product, platforms, log, search, vitals } = await open(config, clock, operating?.counted)
  const say = (text: string) => terminal.output.write(`${text}\n`)
  await takeInSeeds(product, config, say)
  const desk = createWebDesk({
    ...{ port: config.web.port, articles: product.articles, scope: [OPERATOR, 'web:desk'], log },
    suggestions: product.topics.map(({ name }) => name),
  })
  await printBriefing(product, clock, say)

  const stopping = new AbortController()
  const keep = (start: () => Promise<unknown>, title?: string) => keepStarting({ title, start, say, signal: stopping.signal })
  if (operating !== null) await keep(() => operating.start({ vitals, log }))
  const vectorsMade = search.makeVectors(stopping.signal)
  const links = publicLinks(config, clock)
  const reader = links === null ? null : createPublicReader({ port: config.web.publicPort, links, articles: product.articles, log })
  const handle = operating?.timed(product.chat.handle) ?? product.chat.handle
  await keep(() => desk.start(handle))
  if (reader !== null) await keep(reader.start)
  const interactive = terminal.input.isTTY === true
  say(welcome(desk.address(), platforms, interactive))
  await product.removals.resume()
  const connect = async (platform: Platform) => {
    const returned = () => product.digests.connected(platform.name)
    operating?.platform(platform.name, false)
    await platform.start(handle, product.digests.hear, { ...product.removals.of(platform.name), returned })
    returned()
    operating?.platform(platform.name, true)
  }
  const starting = [...platforms.values()].map((platform) => keep(() => connect(platform), TITLES[platform.name]))

  let telling: Promise<unknown> = Promise.resolve()
  const tick = async () => {
    operating?.ticked()
    // A morning's posts may take minutes, and the next minute must still find what is due.
    void product.digests.tick(clock.now()).catch((error: unknown) => log.error('digests failed', { cause: messageOf(error) }))
    void product.sources.tick().catch((error: unknown) => log.error('polling failed', { cause: messageOf(error) }))
    void product.watching.look()
    telling = product.chat.tellUnanswered(platforms)
    void product.endings.look().catch((error: unknown) => log.error('endings not seen', { cause: messageOf(error) }))
    void product.accounting.nightly(clock.now()) // the first night may have thousands of articles to forget
  }
  const cron = createCron({ tick, log })
  void tick().catch((error: unknown) => log.error('first tick failed', { cause: messageOf(error) }))
  const ended = Promise.withResolvers<void>()
  const repl = createConsole({ ...terminal, terminal: interactive, columns: () => terminal.output.columns, onEnd: ended.resolve })
  if (interactive) await repl.start(handle)

  const stop = async () => {
    operating?.draining()
    stopping.abort()
    const listeners = [repl, desk, ...platforms.values()].map((platform) => platform.stop(GRACE_MS))
    const stops = [reader?.stop(), cron.stop(), product.digests.stop(), product.sources.stop(), product.watching.stop()]
    const ending = Promise.allSettled([...listeners, ...stops, telling, vectorsMade, ...starting])
    await Promise.race([ending, setTimeout(GRACE_MS + 1_000, undefined, { ref: false })])
    await operating?.stop()
    await product.close()
  }
  return { product, desk: desk.address(), ended: ended.promise, stop }
}

/** Nothing of it is loaded where nobody asked for it. */
async function operatingOf(config: Config, clock: Clock): Promise<Operating | null> {
  if (config.health.port === 0) return null
  const { createOperating } = await import('./main/operating.ts')
  return createOperating({ config, clock, elapsed: () => performance.now() })
}

async function takeInSeeds(product: Product, config: Config, say: (text: string) => void): Promise<void> {
  const folder = join(config.seedsDir, 'articles')
  if (!existsSync(folder)) return say('The seeds folder has no folder articles: make one, or set SEEDS_DIR to the folder that has it.')
  const { added, updated, rejected } = await product.ingest.takeIn(folderSource(folder), OPERATOR)
  if (added + updated > 0) say(`Took in ${added + updated} articles from seeds/articles.`)
  for (const { source, reason } of rejected) say(`Left out ${source}: ${reason}.`)
}

async function printBriefing(product: Product, clock: Clock, say: (text: string) => void): Promise<void> {
  const [topic] = product.topics
  if (topic === undefined) return
  const answer = await product.brief.briefTopic({ topic, scope: [OPERATOR], now: clock.now() })
  say(`\n${payloadsFor('text', renderAnswer(answer, { title: topic.title, readerLink: product.readerLink, isTopic: true })).join('\n')}\n`)
}

/** What `npm start` runs, until a signal or the end of the terminal's input. A second signal, a moment later, ends it at once. */
export async function serve(config: Config, clock: Clock): Promise<void> {
  endOnFault(createLog(config.logLevel ?? 'info'))
  const signalled = firstSignal()
  // What is stored is stored whole, so a signal that comes while everything is still starting need not wait for it.
  const impatient = signalled.then(() => setTimeout(UNSTARTED_MS, null))
  const starting = start(config, clock, { input: process.stdin, output: process.stdout }).catch(giveUp)
  const serving = await Promise.race([starting, impatient])
  if (serving !== null) {
    await Promise.race([signalled, serving.ended])
    await serving.stop()
  }
  process.exit(0)
}

// What listens already would keep the process running without anyone to answer.
function giveUp(error: unknown): never {
  process.stderr.write(`${hintOf(error)}\n`)
  process.exit(1)
}
