// The promises, on the real articles through the whole product: the questions people ask first, and every quote a slice of what is stored.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderSource } from '../src/adapters/sources/seed-folder.ts'
import { fixedClock } from '../src/base/clock.ts'
import { readConfig } from '../src/config.ts'
import type { Answer } from '../src/domain/answer.ts'
import { OPERATOR } from '../src/domain/article.ts'
import type { Citation, Claim } from '../src/domain/claim.ts'
import { openProduct, type Product } from '../src/main.ts'
import { realSeeds } from './real-seeds.ts'

const ROOT = join(import.meta.dirname, '..')
const clock = fixedClock('2026-11-22T06:00:00Z')
const request = { scope: [OPERATOR], now: clock.now() }

/** A product over one folder of articles; closed and removed after the tests around it. */
function productOver(folder: string): { product: Product } {
  const held = {} as { product: Product }
  let dataDir = ''
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'promises-'))
    held.product = await openProduct(readConfig({ LOG_LEVEL: 'silent' }, dataDir), clock)
    await held.product.ingest.takeIn(folderSource(folder), OPERATOR)
  })
  afterAll(async () => {
    await held.product.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return held
}

const quotesOf = (claims: readonly Claim[]) => claims.flatMap(({ citations }) => citations.map(({ quote }) => quote)).join('\n')
const first = (answer: Answer) => answer.claims[0]?.text ?? ''

function citationsOf(answer: Answer): readonly Citation[] {
  const claims = [...answer.claims, ...answer.disputes.flatMap(({ positions }) => positions.flatMap((position) => position.claims))]
  return [...claims.flatMap(({ citations }) => citations), ...(answer.closest ? [answer.closest] : []), ...(answer.evidence ?? [])]
}

const QUESTIONS = [
  'Who visited Myanmar for China?',
  'How many people fled?',
  'How long is the border?',
  'Was anyone in China killed?',
  'What is the price of rice in Lagos?',
  'who is Lwin Oo?',
  'Why did China send an envoy?',
  'What did the junta deny?',
  'What is happening now?',
  'wich town was siezed?',
  '',
  '?!',
  '边境',
]

async function answers({ product }: { product: Product }): Promise<readonly Answer[]> {
  const asked = QUESTIONS.map((question) => product.brief.ask({ question, ...request, evidence: 20 }))
  const briefed = product.topics.map((topic) => product.brief.briefTopic({ topic, ...request, evidence: 20 }))
  return Promise.all([...asked, ...briefed])
}

describe.each([
  ['our abstracts', join(ROOT, 'seeds/articles')],
  ['the real articles', realSeeds],
])('every answer over %s', (_, folder) => {
  const on = folder === null ? null : productOver(folder)

  it.skipIf(on === null)('quotes exactly what is stored, and says whose it is', async () => {
    if (on === null) return
    for (const answer of await answers(on)) {
      for (const citation of citationsOf(answer)) {
        const article = await on.product.articles.get(citation.articleId, [OPERATOR], citation.version)
        expect(article?.text.slice(citation.start, citation.end)).toBe(citation.quote)
        expect(citation.label).not.toBe('')
      }
      expect(answer.claims.length > 0).toBe(answer.kind !== 'no-evidence')
      expect(answer.confidence).toBeGreaterThanOrEqual(0)
      expect(answer.confidence).toBeLessThanOrEqual(1)
    }
  })
})

describe('abstracts', () => {
  const on = productOver(join(ROOT, 'seeds/articles'))

  it('answer, and are never counted as a voice', async () => {
    const answer = await on.product.brief.ask({ question: 'How many people fled?', ...request })
    expect(first(answer)).toMatch(/23[, ]?000/)
    expect(answer.coverage).toMatchObject({ voices: 0 })
    expect(answer.coverage.articles).toBeGreaterThan(0)
  })
})

describe.skipIf(realSeeds === null)('the first questions on the real articles', () => {
  const on = productOver(realSeeds ?? ROOT)
  const ask = (question: string) => on.product.brief.ask({ question, ...request })

  it('who visited for China: Nong Rong', async () => {
    expect(first(await ask('Who visited Myanmar for China?'))).toContain('Nong Rong')
  })

  it('how many fled: 23,000, by both articles, said by the UN', async () => {
    const answer = await ask('How many people fled?')
    expect(first(answer)).toContain('23,000')
    const { citations } = answer.claims[0] ?? { citations: [] }
    expect(citations.map(({ speaker }) => speaker ?? '').join()).toMatch(/UN|United Nations/)
    expect(new Set(citations.map(({ articleId }) => articleId)).size).toBe(2)
  })

  it('how long is the border: both lengths, side by side, each with its source', async () => {
    const answer = await ask('How long is the border?')
    expect(first(answer)).toMatch(/2,000km|2,129 kilometers/)
    const [dispute] = answer.disputes
    expect(dispute?.positions.map(({ claims }) => quotesOf(claims)).join()).toMatch(/2,000km[\s\S]*2,129|2,129[\s\S]*2,000km/)
  })

  it('was anyone in China killed: the one reported, and that it is unclear; the camp strike never first', async () => {
    const answer = await ask('Was anyone in China killed?')
    expect(first(answer)).toContain('one Chinese citizen was killed')
    expect(first(answer)).toContain('According to reports')
    const shown = [...answer.claims, ...answer.disputes.flatMap(({ positions }) => positions.flatMap(({ claims }) => claims))]
    expect(quotesOf(shown)).toContain('unclear whether there were any Chinese casualties')
  })

  it('the price of rice in Lagos: no source here says that', async () => {
    const answer = await ask('What is the price of rice in Lagos?')
    expect([answer.kind, answer.claims]).toEqual(['no-evidence', []])
  })

  it('the border briefing has the displaced, the town, the dead and what is disputed', async () => {
    const topic = on.product.topicNamed('border')
    const answer = await on.product.brief.briefTopic({ topic, ...request })
    const text = quotesOf(answer.claims)
    for (const needed of ['23,000', 'Chinshwehaw', 'one Chinese citizen was killed']) expect(text).toContain(needed)
    expect(answer.disputes.length).toBeGreaterThan(0)
    expect(answer.claims.length).toBeLessThanOrEqual(8)
  })
})
