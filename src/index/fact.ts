// A fact: one assertion in a form that can be set against another (pure).
import { hash32 } from './words.ts'

/** The order is stored: append only. */
export const FACT_KINDS = ['figure', 'open', 'date', 'accusation', 'denial', 'claim', 'counter'] as const
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

/** Marks among the words of a fact: the count is told as one that has grown, or as one put right downwards. */
export const ROSE = hash32('~rose')
export const FELL = hash32('~fell')

export function hashOrNone(key: string | null): number {
  return key === null ? 0 : hash32(key)
}
