// What the product is measured against: one FTS5 query with Porter stems, all words OR-ed, stop words kept, ranked top 10.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Times, timesOf } from './ask-phase.ts'
import { corpusOf } from './corpus.ts'
import type { Question } from './questions.ts'

export type Fts5Call = Readonly<{
  seed: number
  articles: number
  dataDir: string
  warmUp: readonly Question[]
  questions: readonly Question[]
}>
export type Fts5Figures = Readonly<{ times: Times }>

// bm25(t) rather than the keyword `rank`, and one merged segment: the faster way to ask, so that the comparison is not a kind one.
const TOP_10 = 'SELECT rowid, bm25(t) AS score FROM t WHERE t MATCH ? ORDER BY score LIMIT 10'

export async function fts5Phase({ seed, articles, dataDir, warmUp, questions }: Fts5Call): Promise<Fts5Figures> {
  const database = new DatabaseSync(join(dataDir, 'fts5.sqlite'))
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536') // 64 MiB
  database.exec("CREATE VIRTUAL TABLE t USING fts5(headline, text, tokenize = 'porter unicode61')")
  fill(database, seed, articles)
  const top = database.prepare(TOP_10)
  const ask = async (text: string) => {
    top.all(matchOf(text))
  }
  for (const { text } of warmUp) await ask(text)
  const times = await timesOf(questions, ask)
  database.close()
  return { times }
}

function fill(database: DatabaseSync, seed: number, articles: number): void {
  const insert = database.prepare('INSERT INTO t (headline, text) VALUES (?, ?)')
  const corpus = corpusOf(seed, articles)
  database.exec('BEGIN')
  for (let number = 0; number < articles; number += 1) {
    const { raw } = corpus.article(number)
    insert.run(raw.headline ?? '', raw.text ?? '')
  }
  database.exec("COMMIT; INSERT INTO t (t) VALUES ('optimize')")
}

function matchOf(question: string): string {
  return (question.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`).join(' OR ')
}
