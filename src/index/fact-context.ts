// Where a fact stands and among which words, to tell one event of a kind from another (pure).
import type { NameMention } from '../domain/passage.ts'
import type { Sentence } from './annotate.ts'
import { type Fact, speakerHash } from './fact.ts'
import { countsPeople, measureOfDeed } from './measures.ts'
import type { NameBook } from './name-book.ts'
import { hash32, type Word } from './words.ts'

const MAX_ABOUT = 8 // words, those nearest to the value
const MAX_WHERE = 3
// Words of telling and counting, which say nothing of the event.
const OF_TELLING =
  /^(?:said|says|told|tell|according|official|officials|reported|reports|report|authorities|police|spokes\w+|statement|confirmed|announced|added|claimed|denied|denies|number|total|least|about|around|nearly|almost|more|than|people|including|also|were|have|been|into|from|that|with|after|when|their|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/

type Spot = Readonly<{ start: number; end: number }>

/** Passage, places, speaker and the telling words nearest to `spot`, nearest first. */
export function placesAndWords(
  { sentence, book }: Readonly<{ sentence: Sentence; book: NameBook }>,
  spot: Spot,
): Pick<Fact, 'passage' | 'where' | 'speaker' | 'about'> {
  const small = smallPlaces({ sentence, book })
  const words = sentence.words
    .filter((word) => tells(word) && (word.end <= spot.start || word.start >= spot.end))
    .sort((a, b) => distance(a, spot) - distance(b, spot) || a.start - b.start)
  return {
    passage: sentence.passage,
    where: small.length > 0 ? small : placesIn(sentence, () => true),
    speaker: speakerHash(sentence.attributed.speakerKey),
    about: [...new Set(words.map((word) => word.hash >>> 0))].slice(0, MAX_ABOUT),
  }
}

/** Places below the size of a country, as hashes. */
export function smallPlaces({ sentence, book }: Readonly<{ sentence: Sentence; book: NameBook }>): number[] {
  return placesIn(sentence, (key) => book.country(key) === null)
}

/** A body that speaks is nowhere: "The Lantern Society said 27 people died". A place that speaks may be where. */
function placesIn({ names, attributed }: Sentence, fits: (key: string) => boolean): number[] {
  const isPlace = ({ kind, key }: NameMention) => kind === 'place' || (kind === 'other' && key !== attributed.speakerKey)
  const keys = names.flatMap((name) => (isPlace(name) && fits(name.key) ? [name.key] : []))
  return [...new Set(keys)].slice(0, MAX_WHERE).map((key) => hash32(key))
}

function tells({ folded, stop, digits }: Word): boolean {
  return folded.length > 3 && !stop && !digits && !countsPeople(folded) && measureOfDeed(folded) === null && !OF_TELLING.test(folded)
}

function distance(word: Word, spot: Spot): number {
  return word.end <= spot.start ? spot.start - word.end : word.start - spot.end
}

/** The nationality among the words, 0 for none. */
export function nationalityIn(words: readonly Word[], book: NameBook): number {
  for (const { folded } of words) {
    const country = book.country(folded)
    if (country !== null) return hash32(country)
  }
  return 0
}
