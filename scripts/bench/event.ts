// What a generated article is about: a beat with its words, and an event in it with its people, places, groups and figures (pure).
import { logUniform, type Random, randomOf, zipf } from './random.ts'
import type { Vocabulary, WordClass } from './vocabulary.ts'

const BEATS = 200
const BEAT_WORDS = 120
const EVENT_WORDS = 24

export type Event = Readonly<{
  places: readonly string[]
  people: readonly string[]
  groups: readonly string[]
  killed: number
  displaced: number
  words: (wordClass: WordClass, random: Random) => string
}>

export type Events = (number: number) => Event

/** Events by number; the last few hundred are kept at hand. */
export function eventsOf(seed: number, vocabulary: Vocabulary): Events {
  const place = zipf(vocabulary.places.length)
  const group = zipf(vocabulary.groups.length)
  const kept = new Map<number, Event>()
  const at = (list: readonly string[], index: number) => list[index] ?? ''
  return (number) => {
    const known = kept.get(number)
    if (known) return known
    const random = randomOf(seed, 2, number)
    const own = wordsOf(vocabulary, random, EVENT_WORDS, 1_000)
    const beat = wordsOf(vocabulary, randomOf(seed, 3, random.below(BEATS)), BEAT_WORDS, 60)
    const event: Event = {
      places: Array.from({ length: 3 }, () => at(vocabulary.places, place(random))),
      people: Array.from({ length: 4 }, () => `${random.pick(vocabulary.givenNames)} ${random.pick(vocabulary.surnames)}`),
      groups: Array.from({ length: 2 }, () => at(vocabulary.groups, group(random))),
      killed: 2 + logUniform(random, 1, 200),
      displaced: 1_000 * logUniform(random, 1, 200),
      words: (wordClass, from) => {
        const share = from.next()
        if (share < 0.15) return from.pick(own.get(wordClass) ?? [''])
        return share < 0.45 ? from.pick(beat.get(wordClass) ?? ['']) : vocabulary.draw(wordClass, from)
      },
    }
    if (kept.size >= 256) kept.delete(kept.keys().next().value ?? 0)
    kept.set(number, event)
    return event
  }
}

function wordsOf(vocabulary: Vocabulary, random: Random, count: number, fromRank: number): Map<WordClass, string[]> {
  const classes: readonly WordClass[] = ['noun', 'verb', 'adjective', 'adverb']
  return new Map(
    classes.map((wordClass) => {
      const words = vocabulary.of(wordClass)
      const from = Math.min(fromRank, words.length >> 1)
      return [wordClass, Array.from({ length: Math.ceil(count / 4) }, () => words[logUniform(random, from, words.length)] ?? '')]
    }),
  )
}
