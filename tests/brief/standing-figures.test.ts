// Every standing figure of one count is seen, and what was corrected is seen as corrected: groups of articles judged as a reader would.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { createBrief } from '../../src/brief/brief.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import { renderAnswer } from '../../src/render/render.ts'
import { openSearch } from '../../src/search/search.ts'
import { memoryStores } from '../fakes/memory-stores.ts'
import { articleOf } from '../index/article-of.ts'

type Told = Readonly<{ id: string; publisher: string; publishedAt: string; headline?: string; text: string }>
type Group = Readonly<{
  id: string
  expects: 'differing' | 'corrected' | 'apart'
  question: string
  values: readonly string[]
  quotes: readonly string[]
  articles: readonly Told[]
}>

const NOW = Temporal.Instant.from('2026-11-20T12:00:00Z')
const groupsIn = (file: string) =>
  readFileSync(join(import.meta.dirname, '../wording', file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line): Group => JSON.parse(line))

async function answerOn(articles: readonly Told[], question: string): Promise<Answer> {
  const stores = memoryStores()
  const index = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
  const search = await openSearch({ ...stores, lexicon: emptyLexicon })
  for (const told of articles) {
    const article = articleOf({ ...told, label: told.publisher })
    await stores.articles.put(article)
    await search.add(article, (await index.add(article)).annotated)
  }
  const brief = createBrief({ search, index, model: null, elapsed: () => 0 })
  return brief.ask({ question, scope: [OPERATOR], now: NOW })
}

const shownOf = (answer: Answer) => renderAnswer(answer, { title: 'Answer', readerLink: () => null })

const moved = ({ changes = [] }: Answer) => changes.flatMap(({ from, to }) => [from, to])

/** What is wrong with an answer, or null. */
function faultOf(answer: Answer, { expects, values, quotes }: Group): string | null {
  const shown = JSON.stringify(shownOf(answer).nodes)
  const differs = answer.disputes.length > 0 || answer.changes !== undefined
  if (answer.claims.length === 0) return 'no answer'
  if (expects === 'apart') return differs ? 'joined' : null
  const missing = [...values, ...quotes].filter((words) => !shown.toLowerCase().includes(words.toLowerCase()))
  if (missing.length > 0) return `not shown: ${missing.join(', ')}`
  if (!differs) return 'not told that they differ'
  const told = [...answer.disputes.flatMap(({ positions }) => positions.map(({ value }) => value)), ...moved(answer)]
  const silent = values.filter((value) => !told.some((words) => words.toLowerCase().includes(value.toLowerCase())))
  if (silent.length > 0) return `not told apart: ${silent.join(', ')}`
  const [first] = answer.claims
  return expects === 'corrected' && !quotes.some((quote) => first?.text.includes(quote)) ? `leads: ${first?.text}` : null
}

describe('groups of articles with one count or several', () => {
  /** `most`: how many may be told otherwise than an editor would. */
  it.each([
    { file: 'standing-figures.jsonl', most: 0 },
    { file: 'standing-figures-2.jsonl', most: 2 },
  ])('are told as an editor would tell them: $file', async ({ file, most }) => {
    const groups = groupsIn(file)
    const faults: string[] = []
    for (const group of groups) {
      const answer = await answerOn(group.articles, group.question)
      const fault = faultOf(answer, group)
      if (fault !== null) faults.push(`${group.id} ${fault}`)
      if (process.env['SHOW']) console.log(group.id, documentText(shownOf(answer), { width: 200 }))
    }
    if (process.env['SHOW']) console.log(`${groups.length - faults.length} of ${groups.length}\n${faults.join('\n')}`)
    expect(faults.length).toBeLessThanOrEqual(most)
  })
})
