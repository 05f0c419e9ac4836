import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { corpusOf, DEFAULT_SEED } from '../../scripts/bench/corpus.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Embedder, EmbedRequest } from '../../src/ports/embedder.ts'
import type { SearchResult } from '../../src/search/search.ts'
import { against, constant, embedderOf, random, randomQuestions, standIn, standInVector } from '../fakes/embedders.ts'
import { archive, NOW } from './an-archive.ts'

const Row = z.object({ article: z.object({ id: z.string(), headline: z.string(), text: z.string() }) })
const Asked = z.object({ question: z.string(), articleId: z.string(), says: z.string(), about: z.string() })
const rows = readFileSync(join(import.meta.dirname, '../wording/paraphrased.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): unknown => JSON.parse(line))
const { article } = corpusOf(DEFAULT_SEED, 80)
const among = Array.from({ length: 80 }, (_, n) => ({
  id: `among-${n}`,
  headline: article(n).raw.headline ?? '',
  text: article(n).sentences.join(' '),
}))
const given = [...rows.flatMap((row) => Row.safeParse(row).data?.article ?? []), ...among]
const asked = rows.flatMap((row) => Asked.safeParse(row).data ?? [])
const ASKED = asked.flatMap(({ question, about }) => [question, `About ${about}: ${question}`])

const opened = new Map<Embedder | null, ReturnType<typeof archive>>()
/** One archive an embedder for all tests, its vectors made. */
function archiveWith(embedder: Embedder | null): ReturnType<typeof archive> {
  const known = opened.get(embedder)
  if (known) return known
  const opening = archive(given, undefined, embedder ?? undefined)
  opened.set(embedder, opening)
  return opening
}

async function told(embedder: Embedder | null, questions: readonly string[] = ASKED): Promise<SearchResult[]> {
  const { find } = await archiveWith(embedder)
  const results: SearchResult[] = []
  for (const question of questions) results.push(await find(question))
  return results
}

function right(results: readonly SearchResult[]): number {
  return results.filter(({ hits }, i) => hits[0]?.passage.text.includes(asked[i]?.says ?? '\0')).length
}

describe('likeness', { timeout: 60_000 }, () => {
  it('finds passages that answer in other words', async () => {
    const questions = asked.map(({ question }) => question)
    const named = asked.map(({ question, about }) => `About ${about}: ${question}`)
    expect(right(await told(null, questions))).toBeLessThanOrEqual(1)
    expect(right(await told(standIn, questions))).toBeGreaterThanOrEqual(15)
    expect(right(await told(standIn, named))).toBeGreaterThanOrEqual(right(await told(null, named)) + 6)
  })

  const broken = (vectorOf: (text: string) => Float32Array) =>
    embedderOf('broken', (text) => (text.endsWith('?') ? vectorOf(text) : standInVector(text)))
  const failing: Embedder = {
    model: 'failing',
    embed: async (request) =>
      request.use === 'question' ? { kind: 'failed', reason: 'http-500', refused: false } : standIn.embed(request),
  }
  it.each<[string, Embedder]>([
    ['are all the same', constant],
    ['are chance', random],
    ['of questions hold no numbers', broken((text) => standInVector(text).fill(Number.NaN))],
    ['of questions are endless', broken((text) => standInVector(text).fill(Number.POSITIVE_INFINITY))],
    ['of questions are nothing', broken((text) => standInVector(text).fill(0))],
    ['of questions have another length', broken((text) => standInVector(text).slice(1))],
    ['of questions are empty', broken(() => new Float32Array())],
    ['of questions are not to be had', failing],
  ])('changes nothing when vectors %s', async (_, embedder) => {
    expect(await told(embedder)).toEqual(await told(null))
  })

  it('changes nothing when the question’s vector comes too late, and is waited for 1.5 seconds at most', async () => {
    const late: Embedder = { ...standIn, embed: (request) => (request.use === 'question' ? new Promise(() => {}) : standIn.embed(request)) }
    const [question = ''] = ASKED
    const [expected] = await told(null, [question])
    await archiveWith(late)
    const started = performance.now()
    expect(await told(late, [question])).toEqual([expected])
    expect(performance.now() - started).toBeLessThan(2_500)
  })

  it.each([standIn, against, randomQuestions])('never answers what words leave unanswered, nor the other way: %#', async (embedder) => {
    const [before, after] = [await told(null), await told(embedder)]
    expect(after.map(({ answers }) => answers)).toEqual(before.map(({ answers }) => answers))
    const unanswered = (results: readonly SearchResult[]) => results.filter(({ answers }) => !answers).map(({ confidence }) => confidence)
    expect(unanswered(after)).toEqual(unanswered(before))
  })

  it('answers by words of the passage alone, whatever vectors say of any passage', async () => {
    const numbers = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
    const before = await told(null)
    await fc.assert(
      fc.asyncProperty(fc.array(numbers, { minLength: 3, maxLength: 12 }), async (directions) => {
        const hostile = embedderOf('hostile', (text) =>
          Float32Array.from([...(directions[text.length % directions.length] ?? []), ...standInVector(text)]),
        )
        const { find } = await archive(given.slice(0, 40), undefined, hostile)
        const { find: plainly } = await archive(given.slice(0, 40))
        for (const question of ASKED.slice(0, 6)) {
          const [plain, moved] = [await plainly(question), await find(question)]
          expect(moved.answers).toBe(plain.answers)
        }
      }),
      { numRuns: 5 },
    )
    expect(before).toHaveLength(80)
  })

  it('shows no passage of another workspace, nor weighs with it, nor asks at its cost', async () => {
    const requests: EmbedRequest[] = []
    const embed: Embedder['embed'] = (request) => {
      requests.push(request)
      return standIn.embed(request)
    }
    const secret = { id: 'secret', text: 'The owner was warned of deep cracks and splits by its own inspectors.', workspace: 'slack:T2' }
    const { find, search, madeAll } = await archive([...given, secret], undefined, { ...standIn, embed })
    const [question = ''] = ASKED
    const ids = (result: SearchResult) => result.hits.map(({ article: { id, workspace } }) => `${workspace} ${id}`)
    const [ours] = await told(standIn, [question])
    const found = await find(question)
    expect(found).toEqual(ours)
    expect(ids(found).join()).not.toContain('T2')
    const again = 'What made the owner aware of the fissures?'
    const theirs = await search.find({ question: again, scope: [OPERATOR, 'slack:T2'], now: NOW, limit: 10 })
    expect(ids(theirs)).toContain('slack:T2 secret')
    await madeAll()
    expect(requests.filter(({ workspace }) => workspace === 'slack:T2').map(({ texts }) => texts)).toEqual([[secret.text], [again]])
    expect(requests.filter(({ workspace }) => workspace === OPERATOR).flatMap(({ texts }) => texts)).not.toContain(secret.text)
  })

  it('finds a passage no more once its article is gone, and the new words of one that changed', async () => {
    const { find, search, stores, add, madeAll } = await archive(given, undefined, standIn)
    const [{ question = '', says = '', articleId = '' } = {}] = asked
    const first = async () => (await find(question)).hits[0]?.passage.text ?? ''
    expect(await first()).toContain(says)
    await add({ id: articleId, version: 2, text: `Nothing more is known. ${'The operator was made aware of deep fissures in June.'}` })
    await madeAll()
    expect(await first()).toContain('in June')
    await stores.records.remove(articleId)
    await search.remove(articleId)
    expect((await find(question)).hits.map(({ article: { id } }) => id)).not.toContain(articleId)
  })

  it('asks once for a question that is asked again, and again for one that failed', async () => {
    const questions: string[] = []
    const embed: Embedder['embed'] = async (request) => {
      if (request.use === 'passages') return standIn.embed(request)
      questions.push(...request.texts)
      return questions.length === 1 ? { kind: 'failed', reason: 'timeout', refused: false } : standIn.embed(request)
    }
    const { find } = await archive(given.slice(0, 3), undefined, { ...standIn, embed })
    for (const question of ['Who fled?', 'Who fled?', 'Who fled?', 'Who won?']) await find(question)
    expect(questions).toEqual(['Who fled?', 'Who fled?', 'Who won?'])
  })

  it('keeps to the dates and articles asked for', async () => {
    const { find } = await archiveWith(standIn)
    const [{ question = '', articleId = '' } = {}] = asked
    const only = (id: string) => id !== articleId
    expect((await find(question, { only })).hits.map(({ article: { id } }) => id)).not.toContain(articleId)
    expect((await find(question, { since: '2024-02-25' })).hits).toEqual([])
  })

  it('lets others take turns while it looks at many passages', async () => {
    const turnsWith = async (dimensions: number) => {
      const wide = embedderOf(`wide ${dimensions}`, (text) => {
        const vector = standInVector(text)
        return Float32Array.from({ length: dimensions }, (_, i) => vector[i % vector.length] ?? 0)
      })
      const { find } = await archive(given, undefined, wide)
      let turns = 0
      let looking = true
      const count = () => {
        turns += 1
        if (looking) setImmediate(count)
      }
      setImmediate(count)
      await find('What made the operator aware of the fissures beforehand?')
      looking = false
      return turns
    }
    // Some 1,850 passages: 15 million products, 1 million between two turns.
    expect(await turnsWith(8192)).toBeGreaterThanOrEqual((await turnsWith(256)) + 10)
  })
})
