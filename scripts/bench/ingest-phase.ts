// Takes a generated corpus in, in a process of its own, and tells how fast, how evenly and in how much memory.
import { OPERATOR } from '../../src/domain/article.ts'
import type { ArticleSource, SourceItem } from '../../src/ports/article-source.ts'
import { type Corpus, corpusOf } from './corpus.ts'
import { peakMemory, turn, watchLoop } from './measure.ts'
import { openProduct } from './product.ts'

export type IngestFigures = Readonly<{
  articles: number
  perSecond: number
  /** articles per second of processor time, all threads: what another load on the machine does not change */
  perProcessorSecond: number
  /** articles per second in each tenth */
  tenths: readonly number[]
  peakMiB: number
  longestStall: number
  p99Stall: number
}>

export type IngestCall = Readonly<{ seed: number; articles: number; dataDir: string }>

const MADE_AT_ONCE = 16 // articles: a few milliseconds in a turn of their own

/** The time it takes to make up an article is counted apart and taken off. */
export async function ingestPhase({ seed, articles, dataDir }: IngestCall): Promise<IngestFigures> {
  const stopwatch = { making: 0, makingProcessor: 0, marks: [] as number[] }
  const product = await openProduct(dataDir)
  const source = sourceOf(corpusOf(seed, articles), stopwatch)
  const loop = watchLoop()
  const before = processorMs()
  const report = await product.ingest.takeIn(source, OPERATOR)
  const processor = processorMs() - before - stopwatch.makingProcessor
  stopwatch.marks.push(performance.now() - stopwatch.making)
  const { longest, p99 } = loop.stop()
  await product.close()
  if (report.added !== articles) throw new Error(`${report.added} of ${articles} articles were added`)
  const { marks } = stopwatch
  return {
    articles,
    perSecond: (1000 * articles) / ((marks.at(-1) ?? 0) - (marks[0] ?? 0)),
    perProcessorSecond: (1000 * articles) / processor,
    tenths: marks.slice(1).map((mark, i) => (100 * articles) / (mark - (marks[i] ?? 0))),
    peakMiB: peakMemory(),
    longestStall: longest,
    p99Stall: p99,
  }
}

/** `marks`: the time, less what making took, at the start of each tenth. */
function sourceOf(corpus: Corpus, stopwatch: { making: number; makingProcessor: number; marks: number[] }): ArticleSource {
  const make = (from: number) => {
    const [started, processor] = [performance.now(), processorMs()]
    const upTo = Math.min(corpus.size, from + MADE_AT_ONCE)
    const made = Array.from({ length: upTo - from }, (_, i) => corpus.article(from + i).raw)
    stopwatch.making += performance.now() - started
    stopwatch.makingProcessor += processorMs() - processor
    return made
  }
  async function* read(): AsyncIterable<SourceItem> {
    for (let from = 0; from < corpus.size; from += MADE_AT_ONCE) {
      if (from >= (stopwatch.marks.length * corpus.size) / 10) stopwatch.marks.push(performance.now() - stopwatch.making)
      const made = make(from)
      await turn()
      for (const raw of made) yield { kind: 'article', from: raw.id ?? '', raw }
    }
  }
  return { id: 'generated', read }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
