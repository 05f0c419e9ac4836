// `npm run bench`: ingest and questions on a generated corpus, against one FTS5 query. Each measurement has a process of its own.
//   npm run bench -- [--articles 5,10000,100000] [--seed N] [--profile DIR] [--keep]
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type AskCall, type AskFigures, askPhase } from './ask-phase.ts'
import { corpusOf, DEFAULT_SEED } from './corpus.ts'
import { type Fts5Call, type Fts5Figures, fts5Phase } from './fts5-phase.ts'
import { type IngestCall, type IngestFigures, ingestPhase } from './ingest-phase.ts'
import { questionsFor } from './questions.ts'
import { type Size, tableOf } from './report.ts'

const QUESTIONS_EACH = 100
const WARM_UP_EACH = 10
const WARM_UP_DRAW = 1

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '5,10000,100000' },
    seed: { type: 'string', default: String(DEFAULT_SEED) },
    /** folder for a processor profile of every phase */
    profile: { type: 'string' },
    /** leaves the data folders where they are and names them */
    keep: { type: 'boolean', default: false },
    /** what a child process is told: phase and file of its call; its figures go to the same file */
    phase: { type: 'string' },
    call: { type: 'string' },
  },
})

type Phase = 'ingest' | 'ask' | 'fts5'

async function runPhase(phase: Phase, file: string): Promise<void> {
  const call: unknown = JSON.parse(readFileSync(file, 'utf8'))
  // The parent of this very file wrote it.
  const figures =
    phase === 'ingest'
      ? await ingestPhase(call as IngestCall)
      : phase === 'ask'
        ? await askPhase(call as AskCall)
        : await fts5Phase(call as Fts5Call)
  writeFileSync(file, JSON.stringify(figures))
}

/** Runs a phase in a child process and returns its figures. */
async function inChild<T>(phase: Phase, call: IngestCall | AskCall | Fts5Call): Promise<T> {
  const file = join(call.dataDir, `${phase}.json`)
  writeFileSync(file, JSON.stringify(call))
  const profile =
    values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`, `--cpu-prof-name=${phase}.cpuprofile`]
  // With the settings of memory that the product runs with.
  const own = [...process.execArgv, ...profile, import.meta.filename]
  const child = spawn(process.execPath, [...own, '--phase', phase, '--call', file], { stdio: 'inherit' })
  const code = await new Promise((resolve) => child.on('exit', resolve))
  if (code !== 0) throw new Error(`the ${phase} phase ended with ${String(code)}`)
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

async function measure(articles: number, seed: number): Promise<Size> {
  const dataDir = mkdtempSync(join(tmpdir(), 'border-brief-bench-'))
  try {
    const corpus = corpusOf(seed, articles)
    const asked = { questions: questionsFor(corpus, QUESTIONS_EACH), warmUp: questionsFor(corpus, WARM_UP_EACH, WARM_UP_DRAW) }
    const told = (words: string) => process.stderr.write(`${articles.toLocaleString('en-US')} articles: ${words}\n`)
    told('ingest')
    const ingest = await inChild<IngestFigures>('ingest', { seed, articles, dataDir })
    told(`ingest at ${ingest.tenths.map((rate) => rate.toFixed(0)).join(' ')} articles a second, tenth by tenth; now ask`)
    const ask = await inChild<AskFigures>('ask', { seed, articles, dataDir, ...asked })
    told('FTS5')
    const fts5 = await inChild<Fts5Figures>('fts5', { seed, articles, dataDir, ...asked })
    return { articles, ingest, ask, fts5 }
  } finally {
    if (values.keep) process.stderr.write(`kept: ${dataDir}\n`)
    else rmSync(dataDir, { recursive: true, force: true })
  }
}

if (values.phase !== undefined) {
  await runPhase(values.phase as Phase, values.call ?? '')
} else {
  const seed = Number(values.seed)
  const sizes: Size[] = []
  for (const articles of values.articles.split(',').map(Number)) sizes.push(await measure(articles, seed))
  process.stdout.write(`seed ${seed}, Node ${process.version}, ${availableParallelism()} cores, ${4 * QUESTIONS_EACH} questions\n`)
  process.stdout.write(`${tableOf(sizes)}\n`)
}
