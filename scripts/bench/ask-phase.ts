// Opens the product on a data folder that is there, in a process of its own, and asks: how soon, how fast, how long the loop is held.
import { OPERATOR } from '../../src/domain/article.ts'
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
  peakMiB: number
  /** how many questions got an answer */
  answered: number
}>

export type AskCall = Readonly<{ dataDir: string; warmUp: readonly Question[]; questions: readonly Question[] }>

// Two days after the last generated article.
const NOW = Temporal.Instant.from('2026-07-01T00:00:00Z')

export async function askPhase({ dataDir, warmUp, questions }: AskCall): Promise<AskFigures> {
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
  await product.close()
  return { restart, longestStallOpening, times, longestStall: longest, peakMiB: peakMemory(), answered }
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
