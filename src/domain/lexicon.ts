// The lexicon: places, people and groups under one key with all their spellings; loaded from seeds/.

export type Place = Readonly<{
  key: string
  name: string
  aliases: readonly string[]
  country: string | null
  lat: number | null
  lon: number | null
  kind: string
}>

/** A person or group. A name bound to an office and a time is not the namesake of another time: `notSameAs` lists those keys. */
export type Name = Readonly<{
  key: string
  name: string
  kind: 'person' | 'group'
  aliases: readonly string[]
  office: string | null
  from: string | null
  to: string | null
  notSameAs: readonly string[]
}>

/**
 * What words of another language mean in English, for reading a question and nothing else. A word that ends in `*` stands for all that begin so.
 * Meanings are alternatives split by `|`, the most usual first; an empty one says nothing.
 */
export type Glossary = Readonly<{
  /** BCP 47 */
  language: string
  /** pairs of characters: each first one is read as the second */
  characters: string
  /** words that ask: `how many people` */
  asking: Readonly<Record<string, string>>
  words: Readonly<Record<string, string>>
  /** words that carry no meaning of their own */
  silent: readonly string[]
}>

export type Lexicon = Readonly<{ places: readonly Place[]; names: readonly Name[]; glossaries?: readonly Glossary[] }>

export const emptyLexicon: Lexicon = { places: [], names: [] }
