// Opens the product on a data folder that is there, in a process of its own, and asks: how soon, how fast, how long the loop is held.
import { OPERATOR, type RawArticle } from '../../src/domain/article.ts'
import type { ArticleSource, SourceItem } from '../../src/ports/article-source.ts'
import { corpusOf } from './corpus.ts'
import { peakMemory, type Spread, spreadOf, turn, watchLoop } from './measure.ts'
import { openProduct } from './product.ts'
import { KINDS, type Question, type QuestionKind } from './questions.ts'

export type Times = Readonly<Record<QuestionKind | 'all', Spread>>
export type AskFigures = Readonly<{
  /** milliseconds from the start of the process to the first answer */
  restart: number
  longestStallOpening: number
  times: Times
  longestStall: number
  /** asked one after another while further articles are taken in */
  beside: Readonly<{ times: Spread; longestStall: number; p99Stall: number }>
  peakMiB: number
  /** how many questions got an answer */
  answered: number
}>

export type AskCall = Readonly<{
  dataDir: string
  /** of the corpus that the data folder holds */
  seed: number
  articles: number
  warmUp: readonly Question[]
  questions: readonly Question[]
}>

const COMING = 500 // further articles

// Two days after the last generated article.
const NOW = Temporal.Instant.from('2026-07-01T00:00:00Z')

export async function askPhase({ dataDir, seed, articles, warmUp, questions }: AskCall): Promise<AskFigures> {
  const opening = watchLoop()
  await turn()
  const product = await openProduct(dataDir)
  const ask = (question: string) => product.brief.ask({ question, scope: [OPERATOR], now: NOW })
  for (const { text } of warmUp.slice(0, 1)) await ask(text)
  const restart = performance.now()
  await turn()
  const { longest: longestStallOpening } = opening.stop()
  for (const { text } of warmUp) await ask(text)
  await turn()
  const loop = watchLoop()
  let answered = 0
  const times = await timesOf(questions, async (text) => {
    if ((await ask(text)).kind !== 'no-evidence') answered += 1
  })
  const { longest } = loop.stop()
  const corpus = corpusOf(seed, articles + COMING)
  const coming = Array.from({ length: COMING }, (_, i) => corpus.article(articles + i).raw)
  const beside = await askBeside(product.ingest.takeIn(sourceOf(coming), OPERATOR), questions, ask)
  await product.close()
  return { restart, longestStallOpening, times, longestStall: longest, beside, peakMiB: peakMemory(), answered }
}

function sourceOf(coming: readonly RawArticle[]): ArticleSource {
  async function* read(): AsyncIterable<SourceItem> {
    for (const raw of coming) yield { kind: 'article', from: raw.id ?? '', raw }
  }
  return { id: 'coming', read }
}

/** Asks until all is taken in. */
async function askBeside(taking: Promise<unknown>, questions: readonly Question[], ask: (text: string) => Promise<unknown>) {
  const times: number[] = []
  const loop = watchLoop()
  const state = { taken: false }
  const ended = taking.finally(() => {
    state.taken = true
  })
  for (let at = 0; !state.taken; at = (at + 1) % questions.length) {
    const started = performance.now()
    await ask(questions[at]?.text ?? '')
    times.push(performance.now() - started)
    await turn()
  }
  await ended
  const { longest, p99 } = loop.stop()
  return { times: spreadOf(times), longestStall: longest, p99Stall: p99 }
}

/** Asks one after another, each in a turn of the event loop of its own. */
export async function timesOf(questions: readonly Question[], ask: (text: string) => Promise<void>): Promise<Times> {
  const timed: { kind: QuestionKind; took: number }[] = []
  for (const { kind, text } of questions) {
    const started = performance.now()
    await ask(text)
    timed.push({ kind, took: performance.now() - started })
    await turn()
  }
  const of = (kind: QuestionKind) => spreadOf(timed.filter((one) => one.kind === kind).map(({ took }) => took))
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<QuestionKind, Spread>
  return { ...kinds, all: spreadOf(timed.map(({ took }) => took)) }
}
