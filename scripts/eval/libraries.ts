// What search libraries make of the same questions, each over the same paragraphs and the same sentences.
import { createRequire } from 'node:module'
import { DatabaseSync } from 'node:sqlite'
import MiniSearch from 'minisearch'
import { isStopWord } from '../../src/base/stop-words.ts'
import { wordsOf } from '../../src/base/tokens.ts'
import type { QuestionDesk } from './question-desk.ts'
import { createTally, type RankingScore } from './questions.ts'
import type { QuestionSet } from './read-questions.ts'

/** Finds the best of the texts it was built over: their numbers, best first. */
type Finder = (question: string) => readonly number[]
type Library = Readonly<{ name: string; over: (texts: readonly string[]) => Finder }>

const TOP = 10
const require = createRequire(import.meta.url)

const fts5: Library = {
  name: 'FTS5 porter, OR, no stop words',
  over: (texts) => {
    const database = new DatabaseSync(':memory:')
    database.exec("CREATE VIRTUAL TABLE t USING fts5(text, tokenize = 'porter unicode61')")
    const insert = database.prepare('INSERT INTO t (rowid, text) VALUES (?, ?)')
    for (const [at, text] of texts.entries()) insert.run(at + 1, text)
    const top = database.prepare(`SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT ${TOP}`)
    return (question) => {
      const words = [...new Set(wordsOf(question))].filter((word) => !isStopWord(word))
      return words.length === 0 ? [] : top.all(words.map((word) => `"${word}"`).join(' OR ')).map((row) => Number(row['rowid']) - 1)
    }
  },
}

type WinkEngine = Readonly<{
  defineConfig: (config: unknown) => void
  definePrepTasks: (tasks: readonly unknown[]) => void
  addDoc: (doc: Readonly<{ text: string }>, id: number) => void
  consolidate: () => void
  search: (text: string, limit: number) => readonly (readonly [string, number])[]
}>

const wink: Library = {
  name: 'wink-bm25-text-search',
  over: (texts) => {
    const engine = (require('wink-bm25-text-search') as () => WinkEngine)()
    const nlp = require('wink-nlp-utils') as Readonly<{
      string: Readonly<Record<string, unknown>>
      tokens: Readonly<Record<string, unknown>>
    }>
    engine.defineConfig({ fldWeights: { text: 1 } })
    engine.definePrepTasks([
      nlp.string['lowerCase'],
      nlp.string['tokenize0'],
      nlp.tokens['removeWords'],
      nlp.tokens['stem'],
      nlp.tokens['propagateNegations'],
    ])
    for (const [at, text] of texts.entries()) engine.addDoc({ text }, at)
    engine.consolidate()
    return (question) => engine.search(question, TOP).map(([id]) => Number(id))
  },
}

const minisearch: Library = {
  name: 'minisearch',
  over: (texts) => {
    const engine = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] })
    engine.addAll(texts.map((text, id) => ({ id, text })))
    return (question) =>
      engine
        .search(question)
        .slice(0, TOP)
        .map((found) => Number(found.id))
  },
}

export type LibraryScore = RankingScore & Readonly<{ name: string }>

export function scoreLibraries({ annotated }: QuestionDesk, { paragraphs, questions }: QuestionSet): LibraryScore[] {
  const sentences = [...annotated.values()].flatMap((article) => article.passages)
  const whole = paragraphs.map(({ title, text }) => `${title}\n${text}`)
  return [fts5, wink, minisearch].map(({ name, over }) => {
    const ofSentences = over(sentences.map((sentence) => sentence.text))
    const ofParagraphs = over(whole)
    const tally = createTally()
    for (const question of questions.filter(({ answerable }) => answerable)) {
      const started = performance.now()
      const passages = ofSentences(question.question).flatMap((at) => sentences[at] ?? [])
      const took = performance.now() - started
      const ids = ofParagraphs(question.question).flatMap((at) => paragraphs[at]?.doc_id ?? [])
      tally.count(question, passages, took, ids)
    }
    return { name, ...tally.score() }
  })
}
