// Whom and what an article is about: the places, groups and people it keeps naming, by which stories are found to share a subject (pure).
import type { NameMention } from '../domain/passage.ts'
import type { Sentence } from './annotate.ts'
import type { NameBook } from './name-book.ts'
import { BACKGROUND } from './word-background.ts'
import { hash32, stem } from './words.ts'

const MOST_SUBJECTS = 6 // of one article
const MOST_COUNTRIES = 3
const OPENING = 3 // sentences, whose names the article is likelier about
const IN_OPENING = 2 // what standing there counts beside each time it is named …
const LEAST = 3 // … and what both make for a subject
/** Words of general text, by their stems: a name made of nothing else ("Southern", "People", "New York") is too many stories'. */
const GENERAL: ReadonlySet<string> = new Set(BACKGROUND.trim().split(/\s+/))
const SHORTEST = 3 // letters of a name of one word that is in no lexicon
/** What stands in capitals beside the hour and the day of a report. */
const OF_THE_REPORT = /^(?:am|pm|gmt|utc|bst|cet|cest|ist|[ecmp][sd]?t|edition|updated|posted|published|photo|video|web|calif)$|^i'/

type Tally = { key: string; named: number; opens: boolean; kind: NameMention['kind'] }

/** Hashes of the subjects of an article, most named first: a country only together with another, because so much is about each of them. */
export function subjectsOf(sentences: readonly Sentence[], book: NameBook): number[] {
  const named = [...talliesOf(sentences).values()].filter((tally) => weightOf(tally) >= LEAST)
  named.sort((a, b) => weightOf(b) - weightOf(a) || (a.key < b.key ? -1 : 1))
  const isCountry = ({ key }: Tally) => book.country(key) !== null
  const own = named.filter((tally) => !isCountry(tally) && !isAmbiguous(tally, book)).map(({ key }) => subjectHash(key))
  const countries = named
    .filter(isCountry)
    .slice(0, MOST_COUNTRIES)
    .map(({ key }) => key)
  const pairs = countries.flatMap((one, at) => countries.slice(at + 1).map((other) => pairHash(one, other)))
  return [...own.slice(0, MOST_SUBJECTS), ...pairs]
}

export function subjectHash(key: string): number {
  return hash32(bare(key))
}

/** Of two countries, whichever is named first. */
export function pairHash(one: string, other: string): number {
  return hash32([one, other].sort().join('|'))
}

function talliesOf(sentences: readonly Sentence[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>()
  sentences.forEach(({ names, attributed }, at) => {
    for (const { key: written, kind } of names) {
      // Who speaks is whom the article hears, not what it is about.
      if (written === attributed.speakerKey) continue
      const key = bare(written)
      const known = tallies.get(key)
      if (known === undefined) tallies.set(key, { key, kind, named: 1, opens: at < OPENING })
      else known.named += 1
    }
  })
  return tallies
}

const bare = (key: string): string => (key.startsWith('the ') ? key.slice(4) : key)

const weightOf = ({ named, opens }: Tally): number => named + (opens ? IN_OPENING : 0)

/** A surname alone is many people's; so is a name of general words. What the lexicon knows is neither. */
function isAmbiguous({ key, kind }: Tally, book: NameBook): boolean {
  if (book.knows(key)) return false
  const words = key.split(' ')
  if (words.length === 1 && (kind === 'person' || key.length < SHORTEST)) return true
  return words.every((word) => GENERAL.has(stem(word)) || OF_THE_REPORT.test(word))
}
