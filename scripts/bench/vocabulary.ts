// The words of the generated news: a few hundred real ones on top, then pronounceable made-up ones, by Zipf rank; and names (pure).
import { randomOf, type Random, zipf } from './random.ts'

export const WORDS = 180_000

export type WordClass = 'noun' | 'verb' | 'adjective' | 'adverb'

const REAL: Readonly<Record<WordClass, readonly string[]>> = {
  noun: `government official army border region village road soldier attack leader minister company bank power party election court law market price
trade port bridge river city town school hospital aid camp refugee family worker police ceasefire talk agreement plan report project money group force
weapon crisis security program election member team state province district statement meeting week year day month area base checkpoint convoy
pipeline factory mine railway ship plane fire flood storm earthquake rescue protest strike vote bill budget tax export import investor customer`.split(
    /\s+/,
  ),
  verb: `report attack close open order reach launch support demand delay approve reject seize control visit block cross join resign detain
release criticise welcome start finish return move continue remain`.split(/\s+/),
  adjective:
    `local national foreign military economic political senior regional armed ethnic northern southern eastern western new recent public
private key major heavy main joint official armed central`.split(/\s+/),
  adverb: 'recently quickly openly largely repeatedly briefly quietly nearly officially later'.split(/\s+/),
}
// Out of every ten ranks.
const CLASSES: readonly WordClass[] = ['noun', 'verb', 'noun', 'adjective', 'noun', 'noun', 'verb', 'adjective', 'noun', 'adverb']

const ONSETS = 'b br c ch cl d dr f fl g gr h j k kr l m n p pl pr r s sh sk sl st t th tr v w y z'.split(' ')
const MIDDLES = 'a e i o u ai ea ou'.split(' ')
const ENDS = ['', '', '', '', '', 'n', 'r', 'l', 'm', 'k', 's', 'nt']

function syllable(random: Random): string {
  return random.pick(ONSETS) + random.pick(MIDDLES) + random.pick(ENDS)
}

export type Vocabulary = Readonly<{
  /** Words of a class, the most frequent first. */
  of: (wordClass: WordClass) => readonly string[]
  /** Draws one as often as Zipf says. */
  draw: (wordClass: WordClass, random: Random) => string
  places: readonly string[]
  surnames: readonly string[]
  givenNames: readonly string[]
  groups: readonly string[]
  publishers: readonly string[]
}>

export function vocabularyOf(seed: number): Vocabulary {
  const random = randomOf(seed, 1)
  const taken = new Set(Object.values(REAL).flat())
  const fresh = (syllables: number, ending = '') => {
    for (;;) {
      let word = ''
      for (let i = 0; i < syllables; i += 1) word += syllable(random)
      word += ending
      if (word.length < 4 || taken.has(word)) continue
      taken.add(word)
      return word
    }
  }
  const lists = wordLists(fresh)
  const draws = new Map([...lists].map(([wordClass, words]) => [wordClass, zipf(words.length)]))
  const of = (wordClass: WordClass) => lists.get(wordClass) ?? []
  const named = (count: number) => Array.from({ length: count }, () => capital(fresh(2)))
  const places = named(3_000)
  return {
    of,
    draw: (wordClass, from) => of(wordClass)[draws.get(wordClass)?.(from) ?? 0] ?? '',
    places,
    surnames: named(1_500),
    givenNames: named(600),
    groups: Array.from(
      { length: 600 },
      (_, i) => `${random.pick(places)} ${['Liberation Army', 'Front', 'Union', 'Council', 'Alliance'][i % 5]}`,
    ),
    publishers: Array.from({ length: 200 }, () => `${random.pick(places)} ${random.pick(['Times', 'Post', 'Daily', 'Herald', 'News'])}`),
  }
}

function wordLists(fresh: (syllables: number, ending?: string) => string): Map<WordClass, string[]> {
  const lists = new Map<WordClass, string[]>(CLASSES.map((wordClass) => [wordClass, [...REAL[wordClass]]]))
  const real = [...lists.values()].reduce((sum, words) => sum + words.length, 0)
  for (let rank = real; rank < WORDS; rank += 1) {
    const wordClass = CLASSES[rank % CLASSES.length] as WordClass
    // Rarer words are longer, as in any language.
    const syllables = rank < 20_000 ? 2 : 3
    lists.get(wordClass)?.push(fresh(syllables, wordClass === 'adverb' ? 'ly' : ''))
  }
  return lists
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

export function plural(noun: string): string {
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

export function past(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`
}
