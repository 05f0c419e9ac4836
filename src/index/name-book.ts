// The lexicon made searchable: every spelling of a place, person or group, and which namesake a text means (pure).
import { type PhraseMatcher, phraseMatcher } from '../base/phrase-matcher.ts'
import type { Lexicon, Name, Place } from '../domain/lexicon.ts'
import { COUNTRY_OF, LONG_NAMES } from './demonyms.ts'
import { fold, type Word, wordsOf } from './words.ts'

export type Known = Readonly<{ key: string; kind: 'person' | 'group' | 'place'; spelling: string; entry: Name | Place | null }>

export type NameBook = Readonly<{
  matcher: PhraseMatcher<Known>
  /** key → ISO country or country key of a place; null when the lexicon does not say */
  countryOf: (key: string) => string | null
  /** Whether the lexicon has an entry under this key. */
  knows: (key: string) => boolean
  /** the canonical key of a country's name or adjective ("chinese"), null when it is none */
  country: (folded: string) => string | null
}>

/** Builds the book once; look-ups walk it by word. */
export function nameBook(lexicon: Lexicon): NameBook {
  const known: [readonly string[], Known][] = []
  const add = (spelling: string, key: string, kind: Known['kind'], entry: Known['entry']): void => {
    known.push([wordsOf(spelling).map((word) => word.folded), { key, kind, spelling, entry }])
  }
  const countries = new Map<string, string>()
  for (const place of lexicon.places) {
    for (const spelling of [place.name, ...place.aliases]) add(spelling, place.key, 'place', place)
    if (place.kind === 'country') for (const spelling of [place.name, place.key, ...place.aliases]) countries.set(fold(spelling), place.key)
  }
  for (const name of lexicon.names) for (const spelling of [name.name, ...name.aliases]) add(spelling, name.key, name.kind, name)
  const keyOf = (country: string): string => countries.get(country) ?? country
  const taken = new Set(known.map(([words]) => words.join(' ')))
  for (const [folded, country] of [...COUNTRY_OF, ...LONG_NAMES]) {
    const words = folded.split(' ')
    const spelling = words.map((word) => (word.length <= 3 ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1))).join(' ')
    const kind = country === 'united nations' || country === 'european union' ? 'group' : 'place'
    if (!taken.has(folded)) known.push([words, { key: keyOf(country), kind, spelling, entry: null }])
  }
  const keys = new Set([...lexicon.places, ...lexicon.names].map(({ key }) => key))
  const placeCountry = new Map(lexicon.places.map((place) => [place.key, place.country]))
  return {
    matcher: phraseMatcher(known),
    knows: (key) => keys.has(key),
    countryOf: (key) => placeCountry.get(key) ?? null,
    country: (folded) => countryNamed(folded, countries),
  }
}

function countryNamed(folded: string, countries: ReadonlyMap<string, string>): string | null {
  const direct = countries.get(folded)
  if (direct !== undefined) return direct
  const country = COUNTRY_OF.get(folded) ?? LONG_NAMES.get(folded)
  return country === undefined ? null : (countries.get(country) ?? country)
}

/** Capitals as in the book: "AA" is not "aa", "Union" not "union". Scripts without case always fit. */
export function fitsCase(spelling: string, words: readonly Word[]): boolean {
  const written = words.map((word) => word.text).join(' ')
  if (spelling.length <= 5 && /^\p{Lu}+$/u.test(spelling))
    return (
      written === spelling ||
      written.replaceAll('.', '') === spelling ||
      written.startsWith(`${spelling}'`) ||
      written.startsWith(`${spelling}’`)
    )
  return !/^\p{Lu}/u.test(spelling) || /^\p{Lu}/u.test(written)
}

/** Which of several namesakes: the one whose office stands near, else whose time covers the article's, else the one bound to no time. */
export function namesake(candidates: readonly Known[], near: string, published: string | null): Known | null {
  if (candidates.length <= 1) return candidates[0] ?? null
  const score = (known: Known): number => {
    const entry = known.entry
    if (entry === null || !('office' in entry)) return 0
    const office = entry.office !== null && near.includes(fold(entry.office)) ? 4 : 0
    const bound = entry.from !== null || entry.to !== null
    if (published === null || !bound) return office + (bound ? 0 : 1)
    const inTime = (entry.from ?? '') <= published && published.slice(0, entry.to?.length ?? 10) <= (entry.to ?? '9999')
    return office + (inTime ? 2 : -2)
  }
  return [...candidates].sort((a, b) => score(b) - score(a))[0] ?? null
}
