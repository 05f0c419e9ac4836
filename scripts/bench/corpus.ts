// Generated news, the same for the same seed: each article can be made on its own, so a stream of any length needs constant memory (pure).
import { isStopWord } from '../../src/base/stop-words.ts'
import type { RawArticle } from '../../src/domain/article.ts'
import { type Events, eventsOf } from './event.ts'
import { type Random, randomOf } from './random.ts'
import { headlineIn, leadIn, sentenceIn, type Setting } from './sentences.ts'
import { type Vocabulary, vocabularyOf } from './vocabulary.ts'

export const DEFAULT_SEED = 20_260_727
const REWRITES = 0.15
const CHANGED_FIGURE = 0.05 // of the rewrites
const WORD_CHANGES = 0.1 // of a rewrite's content words
const MEDIAN_SENTENCES = 20
const PER_EVENT = 8 // articles
const FIRST_DAY = Temporal.PlainDate.from('2023-07-01')
const DAYS = 3 * 365
const REWRITTEN_WITHIN = 400 // articles: copies come within days

export type Generated = Readonly<{
  raw: RawArticle
  /** paragraphs of sentences */
  sentences: readonly string[]
  /** number of the article this one restates */
  rewrites: number | null
  changedFigure: boolean
}>

export type Corpus = Readonly<{
  seed: number
  size: number
  vocabulary: Vocabulary
  /** Article number n, from 0. */
  article: (number: number) => Generated
}>

type Making = Readonly<{ seed: number; size: number; vocabulary: Vocabulary; events: Events }>

export function corpusOf(seed: number, size: number): Corpus {
  const vocabulary = vocabularyOf(seed)
  const making: Making = { seed, size, vocabulary, events: eventsOf(seed, vocabulary) }
  return { seed, size, vocabulary, article: (number) => articleAt(number, making) }
}

function articleAt(number: number, making: Making): Generated {
  const random = randomOf(making.seed, 5, number)
  const original = originalOf(number, making.seed)
  if (original !== null) return rewritten(number, original, random, making)
  const setting = settingOf(number, random, making)
  const count = Math.max(5, Math.min(120, Math.round(MEDIAN_SENTENCES * Math.exp(0.4 * random.normal()))))
  const sentences = [leadIn(setting), ...Array.from({ length: count - 1 }, () => sentenceIn(setting))]
  const raw = rawOf(number, headlineIn(setting), sentences, setting)
  return { raw, sentences, rewrites: null, changedFigure: false }
}

/** The earlier article that this one restates; null for four in five and more, which are originals. */
function originalOf(number: number, seed: number): number | null {
  const random = randomOf(seed, 6, number)
  if (number === 0 || !random.chance(REWRITES)) return null
  for (;;) {
    const earlier = number - 1 - random.below(Math.min(number, REWRITTEN_WITHIN))
    if (originalOf(earlier, seed) === null) return earlier
  }
}

/** Articles come in the order of their days; what is written about an event is spread over its next hundred articles or so. */
function settingOf(number: number, random: Random, { size, vocabulary, events }: Making): Setting {
  const day = Math.floor((number / Math.max(1, size)) * DAYS)
  const event = events(Math.max(0, Math.floor(number / PER_EVENT) - Math.floor(-Math.log(1 - random.next()) * 12)))
  return { vocabulary, event, random, published: FIRST_DAY.add({ days: day }) }
}

function rawOf(number: number, headline: string, sentences: readonly string[], { vocabulary, random, published }: Setting): RawArticle {
  const publisher = random.pick(vocabulary.publishers)
  return {
    id: `generated-${number}`,
    url: `https://${publisher.toLowerCase().replace(' ', '-')}.example/${published.toString()}/${number}`,
    publisher,
    headline,
    publishedAt: published.toString(),
    text: paragraphs(sentences),
  }
}

/** One to three sentences a paragraph, by their own length so that a rewrite keeps most of them. */
function paragraphs(sentences: readonly string[]): string {
  let text = ''
  for (const [i, sentence] of sentences.entries()) {
    const before = i === 0 ? '' : sentence.length % 3 === 0 ? ' ' : '\n\n'
    text += before + sentence
  }
  return text
}

/** The same copy retold: a new lead and headline, a few other words, neighbours swapped, an end cut off; now and then another figure. */
function rewritten(number: number, original: number, random: Random, making: Making): Generated {
  const source = articleAt(original, making)
  const setting: Setting = {
    ...settingOf(number, random, making),
    event: settingOf(original, randomOf(making.seed, 5, original), making).event,
  }
  const sentences = source.sentences.slice(1).map((sentence) => reworded(sentence, setting))
  for (let i = 0; i + 1 < sentences.length; i += 1) {
    if (!random.chance(0.1)) continue
    const [first = '', second = ''] = sentences.slice(i, i + 2)
    sentences.splice(i, 2, second, first)
  }
  if (sentences.length > 8 && random.chance(0.3)) sentences.length -= 1 + random.below(2)
  sentences.unshift(leadIn(setting))
  const changedFigure = random.chance(CHANGED_FIGURE) && changeFigure(sentences, random)
  return { raw: rawOf(number, headlineIn(setting), sentences, setting), sentences, rewrites: original, changedFigure }
}

function reworded(sentence: string, { vocabulary, random }: Setting): string {
  return sentence.replace(/(?<= )[a-z]{4,}(?= )/g, (word) => {
    if (isStopWord(word) || CUES.has(word) || !random.chance(WORD_CHANGES)) return word
    return word.endsWith('ed') ? word : vocabulary.draw(word.endsWith('ly') ? 'adverb' : 'noun', random)
  })
}

// Words that carry who says what how firmly, and what is counted.
const CUES = new Set('said told according denied reportedly unclear whether people killed wounded displaced near since'.split(' '))

/** Puts another count where the first one stands; false when there is none. */
function changeFigure(sentences: string[], random: Random): boolean {
  for (const [i, sentence] of sentences.entries()) {
    const changed = sentence.replace(
      /\b(killed|least) (\d+)\b/,
      (_, cue: string, figure: string) => `${cue} ${Number(figure) + 1 + random.below(40)}`,
    )
    if (changed === sentence) continue
    sentences[i] = changed
    return true
  }
  return false
}
