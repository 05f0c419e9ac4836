// What weights are fitted on: the passages that search ranks for each question of a set, and folds by title, so that nothing is scored on its own subject.
import type { Article } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import type { AnnotatedArticle } from '../../src/domain/passage.ts'
import { aliasesOf } from '../../src/search/aliases.ts'
import { findPassages, type Ranked } from '../../src/search/find.ts'
import { placesOf } from '../../src/search/places.ts'
import type { Plan } from '../../src/search/plan.ts'
import { type Question as Asked, readQuestion } from '../../src/search/question.ts'
import { Shard } from '../../src/search/shard.ts'
import { articleFrom } from './indexed.ts'
import { openQuestionDesk } from './question-desk.ts'
import type { Question, QuestionSet } from './read-questions.ts'

export const FOLDS = 6

export type Fitting = Readonly<{
  run: (asked: Question, limit: number) => Promise<Readonly<{ ranked: readonly Ranked[]; plan: Plan; question: Asked }>>
  put: (id: string) => void
  remove: (id: string) => void
  foldOf: (asked: Question) => number
}>

export async function openFitting({ paragraphs }: QuestionSet): Promise<Fitting> {
  const { annotated } = await openQuestionDesk(paragraphs)
  const read = new Map<string, Readonly<{ article: Article; annotated: AnnotatedArticle }>>()
  const shard = new Shard('operator')
  for (const { doc_id: id, title, text } of paragraphs) {
    const passages = annotated.get(id)
    if (passages) read.set(id, { article: articleFrom({ id, text, headline: title }), annotated: passages })
  }
  const put = (id: string) => {
    const one = read.get(id)
    if (one) shard.add(one.article, one.annotated)
  }
  for (const id of read.keys()) put(id)
  const aliases = aliasesOf(emptyLexicon)
  const places = placesOf(emptyLexicon)([])
  const run: Fitting['run'] = async (asked, limit) => {
    const question = readQuestion(asked.question, aliases)
    const found = await findPassages({
      question,
      shards: [shard],
      window: { from: null, before: null },
      places,
      limit,
      open: async (_, places) =>
        new Map(
          [...places.keys()].flatMap(({ articleId }) => {
            const one = read.get(articleId)
            return one ? [[articleId, { article: one.article, passages: new Map(one.annotated.passages.entries()) }] as const] : []
          }),
        ),
    })
    return { ...found, question }
  }
  const titles = [...new Set(paragraphs.map(({ title }) => title))]
  const folds = new Map(paragraphs.map(({ doc_id: id, title }) => [id, titles.indexOf(title) % FOLDS]))
  return { run, put, remove: (id) => shard.remove(id), foldOf: ({ doc_id: id }) => folds.get(id) ?? 0 }
}
