import { describe, expect, it } from 'vitest'
import { deskOf, judgedCases } from './judged-desk.ts'

/** How many of each set are answered first as they were judged to be: what was reached, so that no change loses it unseen. */
const SETS = [
  { file: 'typos.json', what: 'several slips of the pen at once', least: 22 },
  { file: 'recency.json', what: 'what is so now, and what was', least: 18 },
  { file: 'voices.json', what: 'what several voices say, and what one says', least: 8 },
  { file: 'languages.json', what: 'other languages', least: 17 },
]

describe.each(SETS)('judged questions with $what', ({ file, least }) => {
  const cases = judgedCases(file)

  it(`are answered as they should be, ${least} at least`, async () => {
    const wrong: string[] = []
    for (const one of cases) {
      const ask = await deskOf(one.articles)
      const answer = await ask(one.question, one.now)
      const quote = answer.claims[0]?.citations[0].quote ?? ''
      const has = (words: readonly string[]) => words.some((part) => quote.includes(part))
      const isRight = one.none ? answer.kind === 'no-evidence' : has(one.best) && !has(one.notBest)
      if (!isRight) wrong.push(`${one.name}: ${quote === '' ? answer.kind : quote}`)
    }
    expect(cases.length - wrong.length, wrong.join('\n')).toBeGreaterThanOrEqual(least)
  })
})
