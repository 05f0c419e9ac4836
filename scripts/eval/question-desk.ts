// The product over a set of paragraphs, one paragraph an article, in memory, asked through the same code as `ask`.
import { type Article, OPERATOR } from '../../src/domain/article.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import type { AnnotatedArticle } from '../../src/domain/passage.ts'
import { createBrief } from '../../src/brief/brief.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import { openSearch, type Search } from '../../src/search/search.ts'
import { silentLog } from '../../src/base/log.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import { memoryStores, memoryVectors } from '../../tests/fakes/memory-stores.ts'
import { vectorsMade } from '../../tests/fakes/vectors-made.ts'
import { articleFrom } from './indexed.ts'
import type { Paragraph } from './read-questions.ts'

const SCOPE = [OPERATOR]
const NOW = Temporal.Instant.from('2024-01-01T00:00:00Z')

export type QuestionDesk = Readonly<{
  search: Search
  ask: (question: string) => Promise<Answer>
  /** what the index made of each paragraph */
  annotated: ReadonlyMap<string, AnnotatedArticle>
  /** takes paragraphs out of search, word weights included, for as long as `work` runs */
  without: <T>(ids: readonly string[], work: () => Promise<T>) => Promise<T>
}>

export const EVIDENCE = 10

/** With an embedder, its vectors are made before it returns. */
export async function openQuestionDesk(paragraphs: readonly Paragraph[], embedder: Embedder | null = null): Promise<QuestionDesk> {
  const stores = memoryStores()
  const index = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
  const likeness = embedder ? { embedder, vectors: memoryVectors(stores.records), log: silentLog } : undefined
  const search = await openSearch({ ...stores, lexicon: emptyLexicon, likeness })
  const articles = new Map<string, Article>()
  const annotated = new Map<string, AnnotatedArticle>()
  for (const { doc_id: id, title, text } of paragraphs) {
    const article = articleFrom({ id, text, headline: title })
    await stores.articles.put(article)
    const record = await index.add(article)
    await search.add(article, record.annotated)
    articles.set(id, article)
    annotated.set(id, record.annotated)
  }
  if (likeness) await vectorsMade(search, { ...stores, vectors: likeness.vectors }, likeness.embedder.model)
  const brief = createBrief({ search, index, model: null, elapsed: () => performance.now() })
  const put = async (id: string) => {
    const [article, passages] = [articles.get(id), annotated.get(id)]
    if (article && passages) await search.add(article, passages)
  }
  return {
    search,
    annotated,
    ask: (question) => brief.ask({ question, scope: SCOPE, now: NOW, evidence: EVIDENCE }),
    without: async (ids, work) => {
      for (const id of ids) await search.remove(id)
      const result = await work()
      for (const id of ids) await put(id)
      return result
    },
  }
}

export async function confidenceIn({ search }: QuestionDesk, question: string): Promise<number> {
  const { confidence } = await search.find({ question, scope: SCOPE, now: NOW, limit: 1 })
  return confidence
}
