// npm run bench:tokens -- [--articles N] [--questions N]: what a model is sent for an answer, against sending it the articles whole.
import { parseArgs } from 'node:util'
import { estimateTokens } from '../../src/base/model-tokens.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { ModelRequest } from '../../src/ports/language-model.ts'
import { CLOCK, linesOf, openWorld, passagesIn, PROMPTS_OF } from '../../tests/model/world.ts'
import { corpusOf, DEFAULT_SEED } from './corpus.ts'
import { questionsFor } from './questions.ts'

const { values } = parseArgs({ options: { articles: { type: 'string', default: '100' }, questions: { type: 'string', default: '100' } } })
const corpus = corpusOf(DEFAULT_SEED, Number(values.articles))
const articles = Array.from({ length: corpus.size }, (_, n) => corpus.article(n).raw)
const questions = questionsFor(corpus, Math.ceil(Number(values.questions) / 4))

const requests: ModelRequest[] = []
const asking = await openWorld({
  ask: (request) => {
    requests.push(request)
    return { kind: 'failed', reason: 'measured' }
  },
})
const silent = await openWorld({ ask: null })
for (const world of [asking, silent]) await world.takeIn({ 'articles.jsonl': linesOf(articles) })

const costOf = ({ system, user }: Pick<ModelRequest, 'system' | 'user'>) => estimateTokens(system) + estimateTokens(user)
/** The same prompt over the whole texts. */
function wholeOf(question: string, texts: readonly (string | undefined)[]): number {
  const passages = texts.map((text, n) => `s_${n} ${JSON.stringify({ source: 'A', date: '2024-01-01', text })}`).join('\n')
  return costOf(PROMPTS_OF.select.fill({ question: JSON.stringify(question), passages, headings: '', limit: '5' }))
}

const sum = { asked: 0, sent: 0, all: 0, cited: 0, claims: 0, offered: 0 }
for (const { text: question } of questions) {
  const request = { question, scope: [OPERATOR], now: CLOCK.now() }
  const before = requests.length
  const answer: Answer = await silent.brief.ask(request)
  await asking.brief.ask(request)
  const [sent] = requests.slice(before)
  if (sent === undefined) continue
  const texts = new Set(passagesIn(sent).map(({ text }) => text))
  const used = new Set(answer.claims.flatMap(({ citations }) => citations.map(({ articleId }) => articleId)))
  sum.asked += 1
  sum.sent += costOf(sent)
  sum.all += wholeOf(
    question,
    articles.map(({ text }) => text),
  )
  sum.cited += wholeOf(
    question,
    articles.filter(({ id }) => used.has(id ?? '')).map(({ text }) => text),
  )
  sum.claims += answer.claims.length
  sum.offered += answer.claims.filter(({ text }) => texts.has(text)).length
}
const mean = (total: number) => Math.round(total / Math.max(1, sum.asked))
const share = (total: number) => `1/${(total / Math.max(1, sum.sent)).toFixed(1)}`
console.log(`${corpus.size} generated articles, ${sum.asked} questions that a model is asked about, seed ${corpus.seed}`)
console.log(`sent for an answer            ${mean(sum.sent)} tokens (estimated)`)
console.log(`every article whole           ${mean(sum.all)} tokens: ${share(sum.all)} of it is sent`)
console.log(`only the articles cited whole ${mean(sum.cited)} tokens: ${share(sum.cited)}`)
console.log(`claims of the answer that were offered: ${sum.offered} of ${sum.claims}`)
await asking.close()
await silent.close()
