// Scores answers: which sentence, which paragraph, and how sure; as `ask --batch --evidence 10` gives them.
import type { QuestionDesk } from './question-desk.ts'
import { confidenceIn } from './question-desk.ts'
import { holdsAnswer, type Question, type QuestionSet } from './read-questions.ts'

/** Percentages; milliseconds. */
export type RankingScore = Readonly<{ hit1: number; hit5: number; mrr10: number; asked: number; p50: number; p95: number }>
export type AnswerScore = RankingScore &
  Readonly<{ claim1: number; byType: ReadonlyMap<string, Readonly<{ asked: number; hit1: number }>> }>

export async function scoreAnswers(desk: QuestionDesk, { questions }: QuestionSet): Promise<AnswerScore> {
  const tally = createTally()
  const byType = new Map<string, { asked: number; hit: number }>()
  let claimed = 0
  for (const question of questions.filter(({ answerable }) => answerable)) {
    const answer = await desk.ask(question.question)
    const evidence = answer.evidence ?? []
    const hit = tally.count(question, evidence, answer.tookMs)
    const first = answer.claims[0]?.citations[0]
    if (first && holdsAnswer(question, first)) claimed += 1
    const word = /^(?:in |on |at |for |to )?(who|what|when|where|why|how|which)\b/i.exec(question.question)?.[1]?.toLowerCase() ?? 'other'
    const of = byType.get(word) ?? { asked: 0, hit: 0 }
    byType.set(word, { asked: of.asked + 1, hit: of.hit + (hit ? 1 : 0) })
  }
  const score = tally.score()
  const types = [...byType].map(([word, { asked, hit }]) => [word, { asked, hit1: (100 * hit) / asked }] as const)
  return { ...score, claim1: (100 * claimed) / score.asked, byType: new Map(types) }
}

type Place = Readonly<{ articleId: string; start: number; end: number }>

export function createTally() {
  const times: number[] = []
  const sums = { hit1: 0, hit5: 0, mrr10: 0 }
  return {
    /** Passages best first; the paragraph's rank is that of its first passage. Says whether the first holds an answer. */
    count: (
      question: Question,
      passages: readonly Place[],
      ms: number,
      paragraphs: readonly string[] = passages.map((one) => one.articleId),
    ) => {
      times.push(ms)
      const rank = passages.findIndex((passage) => holdsAnswer(question, passage))
      if (rank === 0) sums.hit1 += 1
      if (rank >= 0 && rank < 5) sums.hit5 += 1
      const paragraph = paragraphs.slice(0, 10).indexOf(question.doc_id)
      if (paragraph >= 0) sums.mrr10 += 1 / (paragraph + 1)
      return rank === 0
    },
    score: (): RankingScore => {
      const sorted = times.toSorted((a, b) => a - b)
      const share = (sum: number) => (100 * sum) / Math.max(1, times.length)
      const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
      return { hit1: share(sums.hit1), hit5: share(sums.hit5), mrr10: share(sums.mrr10), asked: times.length, p50: at(0.5), p95: at(0.95) }
    },
  }
}

export type AbstentionScore = Readonly<{ titleOut: number; paragraphOut: number; unanswerable: number }>

/** How well confidence tells questions that are answered here from those that are not: area under the ROC curve, three ways. */
export async function scoreAbstention(desk: QuestionDesk, { paragraphs, questions }: QuestionSet): Promise<AbstentionScore> {
  const confidences = async (some: readonly Question[]) => {
    const found: number[] = []
    for (const { question } of some) found.push(await confidenceIn(desk, question))
    return found
  }
  const answerable = questions.filter((question) => question.answerable)
  const answered = await confidences(answerable)
  const unanswerable = await confidences(questions.filter((question) => !question.answerable))
  const titleOut: number[] = []
  const paragraphOut: number[] = []
  for (const title of new Set(paragraphs.map((paragraph) => paragraph.title))) {
    const ids = paragraphs.filter((paragraph) => paragraph.title === title).map((paragraph) => paragraph.doc_id)
    const about = (id: string) => answerable.filter((question) => question.doc_id === id)
    for (const id of ids) paragraphOut.push(...(await desk.without([id], () => confidences(about(id)))))
    titleOut.push(...(await desk.without(ids, () => confidences(ids.flatMap(about)))))
  }
  return { titleOut: auroc(answered, titleOut), paragraphOut: auroc(answered, paragraphOut), unanswerable: auroc(answered, unanswerable) }
}

/** The chance that one of the first is higher than one of the second, ties counting half. */
export function auroc(first: readonly number[], second: readonly number[]): number {
  const all = [...first.map((value) => ({ value, own: true })), ...second.map((value) => ({ value, own: false }))]
  all.sort((a, b) => a.value - b.value)
  let ranks = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1
    for (let i = from; i < to; i += 1) if (all[i]?.own) ranks += (from + 1 + to) / 2
    from = to
  }
  return (ranks - (first.length * (first.length + 1)) / 2) / (first.length * second.length)
}
