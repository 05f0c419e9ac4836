import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { disputesIn, type Located } from '../../src/index/disputes.ts'
import { factsOf } from '../../src/index/facts.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { articleOf } from './article-of.ts'
import { disputeCases, figureCases, locatedIn } from './wording.ts'

const book = nameBook(emptyLexicon)
const PIECES = [
  ...figureCases.map(({ text }) => text),
  'at least ',
  '12',
  ' of the ',
  '3-5 ',
  '$',
  '€1.5 ',
  'million ',
  '(',
  ')',
  'killed ',
  'two ',
  ', 43, ',
  ' people',
  '06: 00 ',
  '\n\n',
  ' — ',
  '“',
  '”',
  '中国 5 人',
  'မြန်မာ',
  '💥',
]
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((parts) => parts.join(' '))

describe('whatever the text', () => {
  it('every figure is a slice of it, with finite bounds in order, and every fact lies inside it', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 200 })), (given) => {
        const reading = readArticle(articleOf({ id: 'a', text: given }), book)
        for (const figure of reading.annotated.passages.flatMap((passage) => passage.figures)) {
          expect(given.slice(figure.start, figure.end)).toBe(figure.words)
          if (figure.low !== null && figure.high !== null) expect(figure.low).toBeLessThanOrEqual(figure.high)
          if (figure.counted !== null) expect(given).toContain(figure.counted)
        }
        for (const fact of factsOf(reading, book, given, '2023-11-06')) {
          expect(fact.start).toBeGreaterThanOrEqual(0)
          expect(fact.end).toBeGreaterThan(fact.start)
          expect(fact.end).toBeLessThanOrEqual(given.length)
          expect(Number.isNaN(fact.low) || Number.isNaN(fact.high)).toBe(false)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('disputes', () => {
  const told: readonly Located[] = disputeCases.slice(0, 12).flatMap(({ a, b }) => locatedIn(a, b))
  const shapeOf = (facts: readonly Located[]): string[] =>
    disputesIn(facts)
      .map(({ positions }) =>
        positions
          .map((position) =>
            position.facts
              .map((fact) => `${fact.articleId}@${fact.start}:${fact.low}`)
              .sort()
              .join(),
          )
          .sort()
          .join(' | '),
      )
      .sort()

  it('do not hang on the order of the facts', () => {
    let found = 0
    for (const { a, b } of disputeCases.slice(0, 40)) {
      const facts = [
        ...locatedIn(a, b),
        ...locatedIn(b, a).map((fact) => ({ ...fact, articleId: `${fact.articleId}-again`, voice: `${fact.voice}-again` })),
      ]
      const once = shapeOf(facts)
      found += once.length
      fc.assert(
        fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
          expect(shapeOf(shuffled)).toEqual(once)
        }),
        { numRuns: 10 },
      )
    }
    expect(found).toBeGreaterThan(10)
  })

  it('are none within one voice that quotes nobody', () => {
    const own = told.map((fact) => ({ ...fact, voice: 'one', speaker: 0 })).filter((fact) => fact.kind === 'figure')
    expect(disputesIn(own)).toEqual([])
  })
})
