// The generated news: the same for a seed, and of the shape that the figures are quoted for.
import { describe, expect, it } from 'vitest'
import { corpusOf, type Generated } from '../../../scripts/bench/corpus.ts'
import { spreadOf } from '../../../scripts/bench/measure.ts'
import { KINDS, questionsFor } from '../../../scripts/bench/questions.ts'
import { WORDS } from '../../../scripts/bench/vocabulary.ts'

const SIZE = 2_000
const corpus = corpusOf(7, SIZE)
const articles = Array.from({ length: SIZE }, (_, number) => corpus.article(number))
const textOf = ({ raw }: Generated) => raw.text ?? ''
const median = (numbers: readonly number[]) => spreadOf(numbers).p50
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? []

describe('a generated corpus', () => {
  it('is the same for the same seed, in whatever order its articles are made', () => {
    const again = corpusOf(7, SIZE)
    for (const number of [1_999, 3, 512, 3, 0]) expect(again.article(number)).toEqual(articles[number])
  })

  it('is another one for another seed', () => {
    const other = corpusOf(8, SIZE)
    expect(textOf(other.article(0))).not.toEqual(textOf(articles[0] as Generated))
    expect(other.vocabulary.places).not.toEqual(corpus.vocabulary.places)
  })

  it('has articles of some 2,500 characters and 20 sentences, short and long ones among them', () => {
    const lengths = articles.map((article) => textOf(article).length)
    expect(median(lengths)).toBeGreaterThan(2_300)
    expect(median(lengths)).toBeLessThan(2_700)
    expect(median(articles.map(({ sentences }) => sentences.length))).toBe(20)
    expect(Math.min(...lengths)).toBeLessThan(1_000)
    expect(Math.max(...lengths)).toBeGreaterThan(6_000)
  })

  it('draws on more than 150,000 different words, by Zipf', () => {
    expect(WORDS).toBeGreaterThanOrEqual(150_000)
    const counts = new Map<string, number>()
    for (const article of articles) for (const word of wordsOf(textOf(article))) counts.set(word, (counts.get(word) ?? 0) + 1)
    const made = [...counts]
      .filter(([word]) => word.length > 5)
      .map(([, count]) => count)
      .sort((a, b) => b - a)
    const once = made.filter((count) => count === 1).length
    // In any large text about half of the different words occur once, and a few make up most of it.
    expect(once / made.length).toBeGreaterThan(0.35)
    expect(made[10] ?? 0).toBeGreaterThan(20 * (made[1_000] ?? 0))
  })

  it('restates one article in seven under another headline and lead, and keeps most of the words', () => {
    const rewrites = articles.filter(({ rewrites }) => rewrites !== null)
    expect(rewrites.length / SIZE).toBeGreaterThan(0.12)
    expect(rewrites.length / SIZE).toBeLessThan(0.18)
    for (const rewrite of rewrites.slice(0, 100)) {
      const original = articles[rewrite.rewrites ?? 0] as Generated
      expect(original.rewrites).toBeNull()
      expect(rewrite.raw.headline).not.toBe(original.raw.headline)
      const before = new Set(wordsOf(textOf(original)))
      const words = wordsOf(textOf(rewrite))
      expect(words.filter((word) => before.has(word)).length / words.length).toBeGreaterThan(0.75)
    }
  })

  it('gives one rewrite in twenty another figure', () => {
    const rewrites = articles.filter(({ rewrites }) => rewrites !== null)
    const changed = rewrites.filter(({ changedFigure }) => changedFigure).length
    expect(changed / rewrites.length).toBeGreaterThan(0.02)
    expect(changed / rewrites.length).toBeLessThan(0.09)
  })

  it('spreads its days over three years', () => {
    const days = articles.map(({ raw }) => raw.publishedAt ?? '')
    expect(days.toSorted()[0]).toBe('2023-07-01')
    expect(days.toSorted().at(-1)).toBe('2026-06-29')
    expect(new Set(days).size).toBeGreaterThan(900)
  })

  it('names people, places and groups, and tells figures with units, attributions and hedges', () => {
    const all = articles.slice(0, 200).map(textOf).join('\n')
    for (const pattern of [
      /killed \d+ people and wounded \d+ others in [A-Z]\w+/,
      /Over \d+,000 people have been displaced/,
      /\$\d\.\d billion/,
      /\d,\d{3} km/,
      /\d+ percent/,
      /According to the United Nations/,
      /could not be independently verified/,
      /denied that/,
      /the [A-Z]\w+ Liberation Army/,
      /said [A-Z]\w+ [A-Z]\w+, a spokesman for/,
    ]) {
      expect(all).toMatch(pattern)
    }
  })
})

describe('generated questions', () => {
  it('are the same for the same corpus, and others for another draw', () => {
    expect(questionsFor(corpusOf(7, SIZE), 5)).toEqual(questionsFor(corpus, 5))
    expect(questionsFor(corpus, 5, 1)).not.toEqual(questionsFor(corpus, 5))
  })

  it('come in four kinds in turn, as many of each', () => {
    const questions = questionsFor(corpus, 100)
    expect(questions).toHaveLength(400)
    for (const kind of KINDS) expect(questions.filter((question) => question.kind === kind)).toHaveLength(100)
  })

  it('ask with rare words that few articles hold, and with common words that many hold', () => {
    const texts = articles.map((article) => new Set(wordsOf(textOf(article))))
    const holding = (word: string) => texts.filter((words) => words.has(word)).length
    const questions = questionsFor(corpus, 10)
    const typical = (kind: string) =>
      median(questions.filter((question) => question.kind === kind).flatMap((question) => wordsOf(question.text).map(holding)))
    expect(typical('rare')).toBeLessThan(SIZE / 100)
    expect(typical('rare')).toBeGreaterThan(0)
    expect(typical('common')).toBeGreaterThan(SIZE / 20)
  })
})
