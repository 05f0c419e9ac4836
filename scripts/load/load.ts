// `npm run load [-- --platform slack|discord|discord-http] [--per-second N] [--seconds N] [--articles N]`: the shipped `serve` over a large index, asked all the while; prints how it kept up.
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { corpusOf, DEFAULT_SEED } from '../bench/corpus.ts'
import { ingestPhase } from '../bench/ingest-phase.ts'
import { questionsFor } from '../bench/questions.ts'
import { quantile } from '../chaos/row.ts'
import { layGround, mustRun } from '../chaos/serving.ts'
import type { CrowdReport } from './crowd.ts'
import { forkPeople } from './people.ts'

const SEEDS = join(import.meta.dirname, '../../seeds')
const WORKSPACES = 60
const CHANNELS = 20 // in each
const GOALS = { ackP99: 250, answerP95: 1_000 }
/** One in four: what people write beside questions. */
const BESIDE = ['help', 'border', 'status', 'trade', 'How long is the border?', 'topics', 'How many people fled?', 'disputes']

const { values } = parseArgs({
  options: {
    platform: { type: 'string', multiple: true, default: ['slack', 'discord'] },
    'per-second': { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    articles: { type: 'string', default: '10000' },
  },
})
const [perSecond, seconds, articles] = [Number(values['per-second']), Number(values.seconds), Number(values.articles)]
const TRIED = ['slack', 'discord', 'discord-http'] as const
const platforms = TRIED.filter((name) => values.platform.includes(name))

/** A data folder with so many made-up articles, made once and kept for the next time. */
async function corpusFolder(): Promise<string> {
  const folder = join(tmpdir(), `border-brief-load-${articles}`)
  if (existsSync(join(folder, 'whole'))) return folder
  console.error(`making an index of ${articles} articles in ${folder} …`)
  mkdirSync(folder, { recursive: true })
  await ingestPhase({ seed: DEFAULT_SEED, articles, dataDir: folder })
  mkdirSync(join(folder, 'whole'))
  return folder
}

/** Three questions to the articles, then something beside. */
function wordsAsked(): readonly string[] {
  const questions = questionsFor(corpusOf(DEFAULT_SEED, articles), 200).map(({ text }) => text)
  return questions.flatMap((question, at) => (at % 3 === 2 ? [question, BESIDE[Math.floor(at / 3) % BESIDE.length] ?? ''] : question))
}

async function tryPlatform(tried: (typeof TRIED)[number], from: string): Promise<readonly string[]> {
  const [platform, overHttp] = [tried === 'slack' ? 'slack' : 'discord', tried === 'discord-http'] as const
  const people = forkPeople()
  const ground = layGround({ SEEDS_DIR: SEEDS })
  try {
    cpSync(from, ground.dataDir, { recursive: true, filter: (path) => !path.endsWith('whole') })
    const emulated = await people.start({
      slack: { teams: platform === 'slack' ? WORKSPACES : 0, channels: CHANNELS },
      discord: { guilds: platform === 'discord' ? WORKSPACES : 0, channels: CHANNELS, overHttp },
      ...{ troubles: null, limits: false, scale: 1, dedupes: false, history: true, metadata: true },
    })
    const served = ground.serve({ ...emulated.env, LOG_LEVEL: 'error' })
    await served.connected(1)
    mustRun(served)
    const words = wordsAsked()
    await people.ask({ platform, perSecond: 10, seconds: 5, words }) // what is read for the first time is not what is tried
    const before = served.cpuMs()
    const report = await people.ask({ platform, perSecond, seconds, words })
    const cpuMs = served.cpuMs() - before
    mustRun(served)
    served.signal('SIGKILL')
    await served.ended
    return tell(tried, report, cpuMs)
  } finally {
    await people.stop()
    ground.remove()
  }
}

function tell(platform: string, { told, mostLateMs, stillMs, ownCpuMs, rejected }: CrowdReport, cpuMs: number): readonly string[] {
  const acks = told.flatMap(({ ackMs }) => ackMs ?? [])
  const answers = told.flatMap(({ answerMs }) => answerMs ?? [])
  const [lost, doubled] = [told.length - answers.length, told.filter((one) => one.answers > 1).length]
  const [ackP99, answerP95] = [quantile(acks, 0.99), quantile(answers, 0.95)]
  const ms = (all: readonly number[], share: number) => quantile(all, share).toFixed(0)
  console.log(
    `${platform}: ${told.length} commands at ${perSecond}/s in ${WORKSPACES * CHANNELS} channels of ${WORKSPACES} workspaces, ${articles} articles; load of the machine ${(loadavg()[0] ?? 0).toFixed(1)}`,
  )
  console.log(`  acknowledged p50 ${ms(acks, 0.5)}, p99 ${ms(acks, 0.99)}, at most ${ms(acks, 1)} ms; ${told.length - acks.length} not`)
  console.log(`  answered p50 ${ms(answers, 0.5)}, p95 ${ms(answers, 0.95)}, p99 ${ms(answers, 0.99)}, at most ${ms(answers, 1)} ms`)
  console.log(
    `  lost ${lost}, doubled ${doubled}, refused by the platform ${rejected.length}; ${(cpuMs / told.length).toFixed(1)} ms of a processor each; commands left at most ${mostLateMs.toFixed(0)} ms late, the platforms took ${((100 * ownCpuMs) / (seconds * 1_000)).toFixed(0)} % of a processor`,
  )
  for (const line of rejected.slice(0, 5)) console.log(`    ${line.slice(0, 200)}`)
  return [
    ...(acks.length < told.length ? [`${told.length - acks.length} not acknowledged`] : []),
    ...(ackP99 > GOALS.ackP99 ? [`acknowledged p99 ${ackP99.toFixed(0)} ms, not ${GOALS.ackP99}`] : []),
    ...(answerP95 > GOALS.answerP95 ? [`answered p95 ${answerP95.toFixed(0)} ms, not ${GOALS.answerP95}`] : []),
    ...(stillMs > 0 ? [`the machine stood still for ${(stillMs / 1_000).toFixed(0)} s, so the times say little`] : []),
    ...(lost > 0 ? [`${lost} lost`] : []),
    ...(doubled > 0 ? [`${doubled} doubled`] : []),
    ...(rejected.length > 0 ? [`${rejected.length} refused by the platform`] : []),
  ]
}

const folder = await corpusFolder()
for (const platform of platforms) {
  const broken = await tryPlatform(platform, folder)
  for (const fault of broken) console.log(`  ! ${platform}: ${fault}`)
  if (broken.length > 0) process.exitCode = 1
}
