// What an embedding model may help and hurt: paraphrased questions, and the questions of a data set, with stand-ins for a model that is good, chance, or against us.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { against, constant, misleading, random, randomQuestions, standIn } from '../../tests/fakes/embedders.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import { ANSWER_FROM } from '../../src/search/search.ts'
import { corpusOf, DEFAULT_SEED } from '../bench/corpus.ts'
import { confidenceIn, openQuestionDesk } from './question-desk.ts'
import { auroc, scoreAnswers } from './questions.ts'
import { type QuestionSet, readQuestions } from './read-questions.ts'

const Row = z.union([
  z.object({ article: z.object({ id: z.string(), headline: z.string(), text: z.string() }) }),
  z.object({ question: z.string(), articleId: z.string(), says: z.string(), about: z.string() }),
  z.object({ what: z.string() }),
])

/** Generated articles that the made-up ones stand among. */
const AMONG = 80

/** The paraphrased questions in the form of a data set, as they are or with a name of the article said first. */
function paraphrased(named: boolean): QuestionSet {
  const lines = readFileSync(join(import.meta.dirname, '../../tests/wording/paraphrased.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const rows = lines.map((line) => Row.parse(JSON.parse(line)))
  const paragraphs = rows.flatMap((row) =>
    'article' in row ? [{ type: 'doc' as const, doc_id: row.article.id, title: row.article.headline, text: row.article.text }] : [],
  )
  const { article } = corpusOf(DEFAULT_SEED, AMONG)
  for (let number = 0; number < AMONG; number += 1) {
    const { raw, sentences } = article(number)
    paragraphs.push({ type: 'doc', doc_id: `among-${number}`, title: raw.headline ?? '', text: sentences.join(' ') })
  }
  const questions = rows.flatMap((row) => {
    if (!('question' in row)) return []
    const from = paragraphs.find(({ doc_id }) => doc_id === row.articleId)?.text.indexOf(row.says) ?? -1
    const spans: [number, number][] = [[from, from + row.says.length]]
    return [
      {
        type: 'q' as const,
        id: row.question,
        question: named ? `About ${row.about}: ${row.question}` : row.question,
        doc_id: row.articleId,
        answerable: true,
        spans,
      },
    ]
  })
  return { paragraphs, questions }
}

async function score(name: string, set: QuestionSet, embedder: Embedder | null): Promise<void> {
  const desk = await openQuestionDesk(set.paragraphs, embedder)
  const { hit1, hit5, claim1, p50, p95 } = await scoreAnswers(desk, set)
  const sure = async (answerable: boolean) => {
    const found: number[] = []
    for (const one of set.questions) if (one.answerable === answerable) found.push(await confidenceIn(desk, one.question))
    return found
  }
  const [answered, not] = [await sure(true), await sure(false)]
  const answers = (some: readonly number[]) => some.filter((confidence) => confidence >= ANSWER_FROM).length
  const told =
    not.length === 0 ? '' : ` AUROC ${auroc(answered, not).toFixed(4)}, answered though unanswerable ${answers(not)} of ${not.length}`
  console.log(
    `${name}, ${embedder?.model ?? 'words alone'}: hit@1 ${hit1.toFixed(2)} hit@5 ${hit5.toFixed(2)} claims[0] ${claim1.toFixed(2)} answered ${answers(answered)} of ${answered.length};${told} p50 ${p50} p95 ${p95} ms`,
  )
}

const { values } = parseArgs({ options: { data: { type: 'string' }, every: { type: 'string', default: '1' }, only: { type: 'string' } } })
const embedders = [null, standIn, constant, random, randomQuestions, against, misleading()].filter(
  (one) => !values.only || values.only.split(',').includes(one?.model ?? 'words'),
)
for (const embedder of embedders) await score('no word in common', paraphrased(false), embedder)
for (const embedder of embedders) await score('a name in common', paraphrased(true), embedder)
if (values.data !== undefined) {
  const { paragraphs, questions } = readQuestions(join(values.data, 'qa_squad2dev.jsonl'))
  const some = questions.filter((_, i) => i % Number(values.every) === 0)
  for (const embedder of embedders) await score('data set', { paragraphs, questions: some }, embedder)
}
