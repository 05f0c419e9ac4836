// A fact: one assertion in a form that can be set against another (pure).
import { hash32 } from './words.ts'

/** `former`: a figure that a correction takes back. The order is stored: append only. */
export const FACT_KINDS = ['figure', 'open', 'date', 'accusation', 'denial', 'claim', 'counter', 'former'] as const
export type FactKind = (typeof FACT_KINDS)[number]

/** How its value behaves: `standing` does not change from day to day, `growing` counts up during an event, `toll` is of the dead and hurt. The order is stored: append only. */
export const FACT_NATURES = ['plain', 'standing', 'growing', 'toll'] as const
export type FactNature = (typeof FACT_NATURES)[number]

/** One assertion. Names and words are kept as hashes. `start..end` are offsets of the words of its value. */
export type Fact = Readonly<{
  kind: FactKind
  nature: FactNature
  /** hash of what must be equal for two facts to be on the same thing: `killed|people`, `length|border`, `visit|nong rong` */
  subject: number
  passage: number
  start: number
  end: number
  /** bounds of the value: numbers, or days since 1970 (see `dayNumber`) */
  low: number
  high: number
  /** nationality of the people it is about; 0 when not said */
  who: number
  /** places below the size of a country; countries when there are none */
  where: readonly number[]
  /** 0 when the article says it itself */
  speaker: number
  /** a few content words of the sentence, to tell one event of a kind from another */
  about: readonly number[]
}>

const IN_OFFICE =
  /^(?:(?:local|provincial|regional|district|municipal|city|town|state|national|federal|central|senior|interior|home|health|transport|civil|government|provincial|deputy) ){0,2}(?:police|officials?|authorit(?:y|ies)|rescuers|(?:rescue|emergency|fire) (?:workers?|services?|teams?|crews?|department|brigade|officials?)|firefighters|civil (?:defen[cs]e|protection)|ministry|government|governor|mayor|council|state (?:media|television|tv|radio))$/

/** Who says something, as a number that is odd for those in civil office who are named by it alone ("police", "the interior ministry"); 0 for nobody. */
export function speakerHash(key: string | null): number {
  if (key === null) return 0
  const hash = hash32(key)
  return IN_OFFICE.test(key) ? (hash | 1) >>> 0 : (hash & ~1) >>> 0
}

export const isInOffice = (speaker: number): boolean => speaker % 2 === 1

/** Marks among the words of a fact: the count is told as one that has grown, or as one put right downwards. */
export const ROSE = hash32('~rose')
export const FELL = hash32('~fell')

export function hashOrNone(key: string | null): number {
  return key === null ? 0 : hash32(key)
}
