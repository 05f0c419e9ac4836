// Whether a passage tells of another country than the one asked about, by the lexicon's places (pure).
import type { Lexicon, Place } from '../domain/lexicon.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'

export type PlacesAsked = Readonly<{ contradictedBy: (passage: Pick<AnnotatedPassage, 'names'>) => boolean }>

/** Reads the lexicon once; then, for the keys a question names, tells passages that are set elsewhere. */
export function placesOf(lexicon: Lexicon): (named: readonly string[]) => PlacesAsked {
  const places = new Map(lexicon.places.map((place) => [place.key, place]))
  return (named) => {
    const asked = named.flatMap((key) => countryOf(places.get(key)) ?? [])
    const only = asked.length === 1 ? asked[0] : undefined
    return {
      contradictedBy: ({ names }) => {
        if (only === undefined) return false
        // A town or province tells where something happened; a country's own name may stand for its government or its people.
        const within = names.flatMap((name) => places.get(name.key)?.country ?? [])
        return within.length > 0 && !within.includes(only)
      },
    }
  }
}

function countryOf(place: Place | undefined): string | null {
  return place === undefined ? null : place.kind === 'country' ? place.key : place.country
}
