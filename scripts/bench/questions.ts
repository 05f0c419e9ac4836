// Questions to a generated corpus, the same for the same seed: rare words, rare and common ones, common ones, and chatty sentences (pure).
import type { Corpus } from './corpus.ts'
import { type Random, randomOf } from './random.ts'

export type QuestionKind = 'rare' | 'mixed' | 'common' | 'chatty'
export type Question = Readonly<{ kind: QuestionKind; text: string }>

export const KINDS: readonly QuestionKind[] = ['rare', 'mixed', 'common', 'chatty']
const COMMON_RANKS = 25 // in one article of twelve and more, the first in half of them
const RARE_RANK = 8_000

/** `each` questions of every kind, the kinds taking turns. `draw` tells apart several sets of one seed. */
export function questionsFor(corpus: Corpus, each: number, draw = 0): Question[] {
  const words = wordBands(corpus)
  return Array.from({ length: each * KINDS.length }, (_, i) => {
    const kind = KINDS[i % KINDS.length] as QuestionKind
    const random = randomOf(corpus.seed, 7, draw, i)
    return { kind, text: textOf(kind, corpus, random, words) }
  })
}

type Bands = Readonly<{ common: readonly string[]; isRare: (word: string) => boolean }>

function wordBands({ vocabulary }: Corpus): Bands {
  const classes = ['noun', 'adjective'] as const
  const common = classes.flatMap((wordClass) => vocabulary.of(wordClass).slice(0, COMMON_RANKS))
  const frequent = new Set(classes.concat().flatMap((wordClass) => vocabulary.of(wordClass).slice(0, RARE_RANK)))
  const known = new Set([...vocabulary.of('noun'), ...vocabulary.of('adjective')])
  return { common, isRare: (word) => known.has(word) && !frequent.has(word) }
}

/** Rare words come from an article of the corpus, so that there is something to find. */
function textOf(kind: QuestionKind, corpus: Corpus, random: Random, { common, isRare }: Bands): string {
  const { raw } = corpus.article(random.below(corpus.size))
  const text = raw.text ?? ''
  const inArticle = [...new Set(text.match(/\b[a-z]{4,}\b/g) ?? [])].filter(isRare)
  const rare = () => (inArticle.length > 0 ? random.pick(inArticle) : random.pick(corpus.vocabulary.of('noun').slice(RARE_RANK)))
  if (kind === 'rare') return Array.from({ length: 2 + random.below(2) }, rare).join(' ')
  if (kind === 'common') return Array.from({ length: 3 + random.below(2) }, () => random.pick(common)).join(' ')
  if (kind === 'mixed') return [rare(), random.pick(common), rare(), random.pick(common)].join(' ')
  return chatty(text, corpus, random, { common: () => random.pick(common), rare })
}

function chatty(text: string, { vocabulary }: Corpus, random: Random, words: Readonly<Record<'common' | 'rare', () => string>>): string {
  const place = text.match(/\b(?:in|near|to) ([A-Z][a-z]+)\b/)?.[1] ?? random.pick(vocabulary.places)
  const { common, rare } = words
  return random.pick([
    `What did the ${common()} say about the ${rare()} in ${place} when the ${common()} was over, and why?`,
    `How many people were killed in ${place} after the ${common()} and the ${common()} of the ${rare()}?`,
    `Can you please tell me who has been in charge of the ${common()} ${common()} near ${place} since the ${common()}?`,
    `Is it true that the ${common()} will not be able to reach the ${rare()} before there is a new ${common()}?`,
    `When was the ${common()} between the ${common()} and ${place} first reported by the ${common()}?`,
  ])
}
