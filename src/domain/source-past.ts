// What a source brought before, in short: enough to tell whether it is still itself.

/** Entries in a language and, by the hash of each of their words, how many had it. */
export type LanguagePast = Readonly<{ items: number; words: Readonly<Record<string, number>> }>

/** What came on one day: it becomes the source's past when it has stood for some. */
export type DayPast = Readonly<{ languages: Readonly<Record<string, LanguagePast>>; familiar: readonly number[] }>

/** How a judged entry looked. `host`: hash of the host of its address where that was not known, else empty. */
export type Look = Readonly<{ atMs: number; isSpam: boolean; isOther: boolean; host: string }>

export type SourcePast = Readonly<{
  /** entries it was made of */
  items: number
  languages: Readonly<Record<string, LanguagePast>>
  /** how familiar its entries were, the latest of them */
  familiar: readonly number[]
  /** by day number */
  pending: Readonly<Record<string, DayPast>>
  /** of the latest texts, the least hashes of their runs of words */
  sketches: readonly (readonly number[])[]
  /** the share of entries that repeat others or are lists of links, and of those about something else, as is usual here; entries a day */
  usual: Readonly<{ spam: number; other: number; aDay: number }>
  /** by the hash of the host of their address, how many entries */
  hosts: Readonly<Record<string, number>>
  /** entries by hour number, of the last two days */
  hours: Readonly<Record<string, number>>
  looks: readonly Look[]
}>

export const NO_PAST: SourcePast = {
  items: 0,
  languages: {},
  familiar: [],
  pending: {},
  sketches: [],
  usual: { spam: 0, other: 0, aDay: 0 },
  hosts: {},
  hours: {},
  looks: [],
}
