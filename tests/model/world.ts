// The whole way from articles to answers and to a chat, in memory, with a language model that a test makes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPrompt } from '../../src/adapters/sources/prompt-folder.ts'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { openSqliteStores, type SqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import { createBrief, type Brief } from '../../src/brief/brief.ts'
import { createChooser, type ModelMode } from '../../src/brief/choose.ts'
import { OPERATOR, type RawArticle } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { openSummarizedIndex, type SummarizedIndex } from '../../src/index/summarized-index.ts'
import { createIngest } from '../../src/ingest/ingest.ts'
import type { ModelReply, ModelRequest } from '../../src/ports/language-model.ts'
import { openSearch, type Search } from '../../src/search/search.ts'

export const PROMPTS = join(import.meta.dirname, '../../prompts')
export const PROMPTS_OF = { select: readPrompt(PROMPTS, 'choose-passages'), compress: readPrompt(PROMPTS, 'shorten-passages') }
export const CLOCK = fixedClock('2026-03-10T08:00:00Z')

/** Files of a folder that is taken in, by name. */
export type Files = Readonly<Record<string, string>>

export type World = Readonly<{
  brief: Brief
  index: SummarizedIndex
  search: Search
  stores: SqliteStores
  takeIn: (files: Files, workspace?: string) => Promise<void>
  close: () => Promise<void>
}>

export type WorldOptions = Readonly<{
  /** null: no model is configured */
  ask: ((request: ModelRequest) => ModelReply | Promise<ModelReply>) | null
  mode?: ModelMode
}>

/** Opens everything over a data file in memory. Ids of passages are s_id0, s_id1, … over the life of the world. */
export async function openWorld({ ask, mode = 'select' }: WorldOptions): Promise<World> {
  const stores = openSqliteStores({ dataDir: ':memory:' })
  const index = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
  const search = await openSearch({ ...stores, lexicon: emptyLexicon })
  const ingest = createIngest({ ...stores, index, search, clock: CLOCK, log: silentLog })
  await ingest.open()
  let n = 0
  const model = { available: ask !== null, ask: async (request: ModelRequest) => (ask === null ? NOBODY : ask(request)) }
  const chooser = createChooser({ model, prompts: PROMPTS_OF, mode, randomId: () => `id${n++}`, deadlineMs: 1000 })
  const brief = createBrief({ search, index, articles: stores.articles, model: chooser, elapsed: () => 0 })
  const takeIn = async (files: Files, workspace = OPERATOR) => {
    const folder = mkdtempSync(join(tmpdir(), 'model-world-'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    await ingest.takeIn(folderSource(folder), workspace)
    rmSync(folder, { recursive: true, force: true })
  }
  return { brief, index, search, stores, takeIn, close: stores.close }
}

const NOBODY: ModelReply = { kind: 'failed', reason: 'none' }

/** Articles as lines of one file. */
export const linesOf = (articles: readonly RawArticle[]): string => articles.map((article) => `${JSON.stringify(article)}\n`).join('')

/** The passages of a request, in order: the id that stands before each and what is said of it. */
export function passagesIn({ user }: Pick<ModelRequest, 'user'>): readonly Readonly<{ id: string; text: string }>[] {
  return [...user.matchAll(/^(s_\w+) (\{.*\})$/gmu)].map((match) => {
    const said: unknown = JSON.parse(match[2] ?? '{}')
    const text = said !== null && typeof said === 'object' && 'text' in said ? String(said.text) : ''
    return { id: match[1] ?? '', text }
  })
}

/** The headings of a request, in order. */
export function headingsIn({ user }: Pick<ModelRequest, 'user'>): readonly Readonly<{ id: string; words: string }>[] {
  return [...user.matchAll(/^(h_\w+) \{"words":(".*")\}$/gmu)].map(([, id = '', words = '""']) => ({
    id,
    words: String(JSON.parse(words)),
  }))
}
