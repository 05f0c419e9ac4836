// Asking, over a search that returns what a test wants and articles in memory.
import { describe, expect, it } from 'vitest'
import { type AskRequest, createBrief } from '../../src/brief/brief.ts'
import type { ModelChooser } from '../../src/brief/choose.ts'
import type { Change } from '../../src/domain/answer.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Dispute } from '../../src/domain/dispute.ts'
import type { Hit, SearchRequest } from '../../src/search/search.ts'
import { claimOf } from '../../src/verify/verify.ts'
import { memoryStores } from '../fakes/memory-stores.ts'
import { article, COPY, DELTA, HILL, quoting } from '../render/answers.ts'
import { hitOf } from './hits.ts'

const NOW = Temporal.Instant.from('2023-11-08T12:00:00Z')
const WIRE = article({ id: 'wire', publisher: 'Delta News', agency: 'Coast Wire', text: 'Three ferries were lost.' })

function hitIn(from: typeof HILL, words: string, score = 1): Hit {
  const start = from.text.indexOf(words)
  return { article: from, passage: hitOf(words, { articleId: from.id, start, end: start + words.length }).passage, score }
}

const LENGTH = hitIn(HILL, 'The river runs for 2,000km.')
const OTHER = hitIn(DELTA, 'The river is 2,129 kilometers long.', 0.9)

async function world(
  hits: readonly Hit[],
  disputes: readonly Dispute[] = [],
  asksForNow = false,
  changes: readonly Change[] = [],
  model: ModelChooser | null = null,
) {
  const { articles } = memoryStores()
  for (const one of [HILL, COPY, DELTA, WIRE]) await articles.put(one)
  const searched: SearchRequest[] = []
  const find = async (request: SearchRequest) => {
    searched.push(request)
    const found = hits.filter(({ article: { id } }) => request.only?.(id, null) ?? true)
    const answers = found.length > 0
    return { hits: found, confidence: answers ? 0.9 : 0, answers, terms: ['river'], answerType: 'number' as const, asksForNow }
  }
  const voices = async (ids: readonly string[]) => ids.map((id) => [id])
  const index = { voices, storyOf: () => null, disputesAmong: async () => disputes, changesAmong: async () => changes }
  const brief = createBrief({ search: { find } as never, index: index as never, articles, model, elapsed: () => 0 })
  const ask = (question: string, more: Partial<AskRequest> = {}) => brief.ask({ question, scope: [OPERATOR], now: NOW, ...more })
  return { ask, searched }
}

const POSITIONS = [
  { value: '2,000km', voices: 1, claims: [COPY, HILL].map((from) => claimOf(quoting(from, 'The river runs for 2,000km.'))) },
  { value: '2,129 kilometers', voices: 1, claims: [claimOf(quoting(DELTA, 'The river is 2,129 kilometers long.'))] },
]
const DISPUTE: Dispute = { about: 'length of the river', positions: POSITIONS }

describe('ask', () => {
  it('says of no days that nothing was taken in, unless nothing was', async () => {
    const { ask } = await world([])
    for (const days of [{}, { since: '2030-01-01' }, { before: '2001-01-01' }]) expect((await ask('Who?', days)).coverage.empty).toBe(false)
    expect((await ask('Who?', { scope: ['slack:T2'] })).coverage).toMatchObject({ articles: 0, empty: true })
    expect((await ask('Who?', { scope: ['slack:T2'], before: '2001-01-01' })).coverage.empty).toBe(true)
  })

  it('asks no model where only the passages are wanted', async () => {
    const asked: string[] = []
    const model: ModelChooser = async ({ question }) => {
      asked.push(question)
      return { kind: 'off' }
    }
    const { ask } = await world([LENGTH], [], false, [], model)
    expect((await ask('How long is the river?', { unchosen: true })).claims).toHaveLength(1)
    expect(asked).toEqual([])
    await ask('How long is the river?')
    expect(asked).toEqual(['How long is the river?'])
  })

  it('says what was searched when nothing answers: how many articles, up to when', async () => {
    const answer = await (await world([])).ask('How long is the river?')
    expect(answer).toMatchObject({ kind: 'no-evidence', claims: [], searched: { from: null, to: '2023-11-08' } })
    expect(answer.coverage).toMatchObject({ articles: 4, voices: 0, newest: '2023-11-08' })
  })

  it('counts the articles of what is disputed with those of what is told', async () => {
    const alone = await (await world([LENGTH])).ask('How long is the river?')
    expect(alone.coverage).toMatchObject({ articles: 1, voices: 1 })
    const disputed = await (await world([LENGTH], [DISPUTE])).ask('How long is the river?')
    expect(disputed.disputes).toHaveLength(1)
    expect(disputed.coverage).toMatchObject({ articles: 3, voices: 3, newest: '2023-11-08' })
  })

  it('counts only articles of the days asked for', async () => {
    const answer = await (await world([])).ask('How long is the river?', { since: '2023-11-07' })
    expect(answer).toMatchObject({ searched: { from: '2023-11-07', to: '2023-11-08' }, coverage: { articles: 2 } })
  })

  it('tells the newest date there is when nothing is as new as was asked', async () => {
    const answer = await (await world([])).ask('How long is the river?', {
      since: '2023-11-08',
      now: Temporal.Instant.from('2023-11-07T23:00:00Z'),
    })
    expect(answer).toMatchObject({ searched: { from: '2023-11-08', to: null, ahead: 1 }, coverage: { articles: 0, newest: '2023-11-07' } })
    expect(answer.coverage.empty).toBe(false)
  })

  it('leaves out what is dated after the day of now, and says how much that is', async () => {
    const { ask, searched } = await world([LENGTH], [DISPUTE])
    const answer = await ask('How long is the river?', { now: Temporal.Instant.from('2023-11-07T12:00:00Z') })
    const day = (iso: string) => Date.parse(iso) / 86_400_000
    expect(searched[0]?.only?.('delta', day('2023-11-08'))).toBe(false)
    expect(searched[0]?.only?.('copy', day('2023-11-07'))).toBe(true)
    expect(searched[0]?.only?.('undated', null)).toBe(true)
    expect(answer.searched.ahead).toBe(1)
    expect(answer.disputes).toEqual([])
  })

  it('takes the stale path for a question about now when every passage that answers is older than 14 days', async () => {
    const { ask } = await world([LENGTH], [], true)
    expect((await ask('How long is the river now?')).kind).toBe('answer')
    expect((await ask('How long is the river now?', { now: Temporal.Instant.from('2023-11-20T00:00:00Z') })).kind).toBe('stale-evidence')
  })

  it('asks the articles of a source that the question names, and keeps the question as it was asked', async () => {
    const { ask, searched } = await world([LENGTH, hitIn(WIRE, 'Three ferries were lost.')])
    const answer = await ask('What does Coast Wire report about the river?')
    expect(answer.question).toBe('What does Coast Wire report about the river?')
    expect(answer.claims.map(({ text }) => text)).toEqual(['Three ferries were lost.'])
    expect(searched[0]?.question).toBe('What about the river?')
  })

  it('asks all articles when the source that is named does not answer, or is none', async () => {
    const { ask } = await world([LENGTH])
    expect((await ask('How long is the river, according to Coast Wire?')).claims).toHaveLength(1)
    expect((await ask('How long is the river, according to the mayor?')).claims).toHaveLength(1)
  })

  it('reads days in the question', async () => {
    const { ask, searched } = await world([LENGTH])
    await ask('How long is the river since Monday?')
    expect(searched[0]).toMatchObject({ question: 'How long is the river?', since: '2023-11-06' })
  })

  it('shows a dispute on what is asked, with what the reader has just read first', async () => {
    const { ask } = await world([LENGTH, OTHER], [DISPUTE])
    const [dispute] = (await ask('How long is the river?')).disputes
    expect(dispute?.positions[0]?.claims[0]?.citations[0].articleId).toBe('hill')
    expect((await ask('How many ferries were lost?')).disputes).toEqual([])
  })

  it('leads with the report that gives the figure anew, and tells what it was', async () => {
    const [was, now] = [LENGTH, OTHER].map(({ article: from, passage }) => claimOf(quoting(from, passage.text)))
    if (was === undefined || now === undefined) throw new Error('two claims')
    const change = { was, now, from: '2,000km', to: '2,129 kilometers' }
    const moved = await (await world([LENGTH, OTHER], [], false, [change])).ask('How long is the river?')
    expect(moved.claims[0]?.text).toBe(now.text)
    expect(moved.changes).toEqual([change])
    expect(await (await world([LENGTH, OTHER])).ask('How long is the river?')).not.toHaveProperty('changes')
  })

  it('does not show what others say against a source that was asked alone', async () => {
    const { ask } = await world([LENGTH, OTHER], [DISPUTE])
    expect((await ask('How long is the river?', { only: (id) => id === 'hill' })).disputes).toEqual([])
  })
})
