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

export type Lexicon = Readonly<{ places: readonly Place[]; names: readonly Name[] }>

export const emptyLexicon: Lexicon = { places: [], names: [] }
