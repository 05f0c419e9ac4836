// Fits the weights of src/search/weights.ts on a set of questions and prints them: `fit.ts SET`. Folds are by title, so that nothing is scored on its own subject.
import type { Article } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import type { AnnotatedArticle } from '../../src/domain/passage.ts'
import { aliasesOf } from '../../src/search/aliases.ts'
import { confidenceSigns } from '../../src/search/confidence.ts'
import { findPassages } from '../../src/search/find.ts'
import { placesOf } from '../../src/search/places.ts'
import { readQuestion } from '../../src/search/question.ts'
import { Shard } from '../../src/search/shard.ts'
import { CONFIDENCE, type ConfidenceFeature, SENTENCE, type SentenceFeature } from '../../src/search/weights.ts'
import { articleFrom } from './indexed.ts'
import { dot, type Group, leastListwise, leastLogistic, type Sample } from './least-loss.ts'
import { openQuestionDesk } from './question-desk.ts'
import { auroc } from './questions.ts'
import { holdsAnswer, type Question, type QuestionSet, readQuestions } from './read-questions.ts'

/** Chosen by hand: the set has no headings and no places, and few questions that want a unit or a count. */
const CHOSEN: readonly SentenceFeature[] = ['heading', 'elsewhere', 'unit', 'counts']
const FITTED = (Object.keys(SENTENCE) as SentenceFeature[]).filter((name) => !CHOSEN.includes(name))
const SIGNS = Object.keys(CONFIDENCE) as ConfidenceFeature[]
const FOLDS = 6
/** Questions without an answer count less: a set's adversaries are not what people ask. */
const WEIGHT = { answerable: 1, paragraphOut: 1, titleOut: 0.8, unanswerable: 0.3 } as const

type Run = (question: Question) => Promise<Readonly<{ sentences: Group; signs: readonly number[]; hits: readonly boolean[] }>>

const set = readQuestions(process.argv[2] ?? '')
const titles = [...new Set(set.paragraphs.map((paragraph) => paragraph.title))]
const foldOf = new Map(set.paragraphs.map(({ doc_id: id, title }) => [id, titles.indexOf(title) % FOLDS]))
const { shard, run } = await prepare(set)
await fitSentences()
await fitConfidence()

async function prepare({ paragraphs }: QuestionSet): Promise<{ shard: Shard; run: Run; put: (id: string) => void }> {
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
  const run: Run = async (asked) => {
    const question = readQuestion(asked.question, aliases)
    const { ranked, plan } = await findPassages({
      question,
      shards: [shard],
      window: { from: null, before: null },
      places,
      limit: 40,
      open: async (_, places) =>
        new Map(
          [...places.keys()].flatMap(({ articleId }) => {
            const one = read.get(articleId)
            return one ? [[articleId, { article: one.article, passages: new Map(one.annotated.passages.entries()) }] as const] : []
          }),
        ),
    })
    const signs = confidenceSigns(ranked, plan, question)
    return {
      sentences: ranked.map(({ features, passage }) => ({
        values: FITTED.map((name) => features[name]),
        good: holdsAnswer(asked, passage),
      })),
      signs: SIGNS.map((name) => (name === 'bias' ? 1 : (signs?.[name] ?? 0))),
      hits: ranked.map(({ passage }) => holdsAnswer(asked, passage)),
    }
  }
  return { shard, run, put }
}

async function fitSentences(): Promise<void> {
  const groups: { group: Group; fold: number }[] = []
  for (const question of set.questions.filter(({ answerable }) => answerable)) {
    groups.push({ group: (await run(question)).sentences, fold: foldOf.get(question.doc_id) ?? 0 })
  }
  let hits = 0
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const weights = leastListwise(groups.filter((one) => one.fold !== fold).map((one) => one.group))
    for (const { group } of groups.filter((one) => one.fold === fold)) {
      const best = group.reduce<Sample | null>(
        (top, one) => (top === null || dot(weights, one.values) > dot(weights, top.values) ? one : top),
        null,
      )
      if (best?.good) hits += 1
    }
  }
  const weights = leastListwise(groups.map((one) => one.group))
  process.stdout.write(`sentences: hit@1 ${((100 * hits) / groups.length).toFixed(2)} over ${FOLDS} folds by title\n`)
  for (const [at, name] of FITTED.entries()) process.stdout.write(`  ${name}: ${(weights[at] ?? 0).toFixed(2)},\n`)
}

type Condition = keyof typeof WEIGHT

async function fitConfidence(): Promise<void> {
  const samples: { sample: Sample; fold: number; condition: Condition }[] = []
  const take = async (questions: readonly Question[], condition: Condition) => {
    for (const question of questions) {
      const values = (await run(question)).signs
      samples.push({
        sample: { values, good: condition === 'answerable', weight: WEIGHT[condition] },
        fold: foldOf.get(question.doc_id) ?? 0,
        condition,
      })
    }
  }
  const answerable = set.questions.filter((question) => question.answerable)
  await take(answerable, 'answerable')
  await take(
    set.questions.filter((question) => !question.answerable),
    'unanswerable',
  )
  await leaveOut(answerable, take)
  const scored: { score: number; condition: Condition }[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const weights = leastLogistic(samples.filter((one) => one.fold !== fold).map((one) => one.sample))
    for (const { sample, condition } of samples.filter((one) => one.fold === fold))
      scored.push({ score: dot(weights, sample.values), condition })
  }
  const of = (condition: Condition) => scored.filter((one) => one.condition === condition).map((one) => one.score)
  for (const condition of ['titleOut', 'paragraphOut', 'unanswerable'] as const) {
    process.stdout.write(`confidence: AUROC ${condition} ${auroc(of('answerable'), of(condition)).toFixed(4)}\n`)
  }
  const weights = leastLogistic(samples.map((one) => one.sample))
  for (const [at, name] of SIGNS.entries()) process.stdout.write(`  ${name}: ${(weights[at] ?? 0).toFixed(2)},\n`)
}

async function leaveOut(answerable: readonly Question[], take: (questions: readonly Question[], condition: Condition) => Promise<void>) {
  const { annotated } = await openQuestionDesk(set.paragraphs)
  const back = (id: string) => {
    const paragraph = set.paragraphs.find(({ doc_id }) => doc_id === id)
    const passages = annotated.get(id)
    if (paragraph && passages) shard.add(articleFrom({ id, text: paragraph.text, headline: paragraph.title }), passages)
  }
  const about = (id: string) => answerable.filter((question) => question.doc_id === id)
  for (const title of titles) {
    const ids = set.paragraphs.filter((paragraph) => paragraph.title === title).map((paragraph) => paragraph.doc_id)
    for (const id of ids) {
      shard.remove(id)
      await take(about(id), 'paragraphOut')
      back(id)
    }
    for (const id of ids) shard.remove(id)
    await take(ids.flatMap(about), 'titleOut')
    for (const id of ids) back(id)
  }
}
