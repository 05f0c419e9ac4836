// Makes of what a source brings what it brought before, and says how familiar an entry is (pure).
import type { DayPast, LanguagePast, SourcePast } from '../domain/source-past.ts'
import { resemblance, type Traits } from './source-health-traits.ts'

const COPY_FROM = 0.5
const DAY_MS = 86_400_000
const WORDS_MOST = 2_500
const WORDS_KEPT = 2_000
const LANGUAGES_MOST = 4
const SKETCHES_MOST = 30 // among more, a source of stock phrases would repeat itself the more the longer it is known
const FAMILIAR_MOST = 120
const HOSTS_MOST = 40
const PENDING_DAYS = 3
const WORDS_LEAST = 4
const UNSEEN = 0.3 // of an entry that had the word
const OTHER_WEIGHT = 0.25

export const dayOf = (atMs: number): number => Math.floor(atMs / DAY_MS)

export const isCopy = (traits: Traits, others: readonly (readonly number[])[]): boolean =>
  others.some((other) => resemblance(traits.sketch, other) >= COPY_FROM)

type Familiar = Readonly<{ languages: SourcePast['languages']; itemsLeast: number; isAmong?: boolean }>

/**
 * How likely an entry's words are in what its source brought before: the mean logarithm of the share of entries that had each. Null where
 * too little is known. `isAmong`: the entry is one of those, and does not count.
 */
export function familiarity({ language, words }: Traits, { languages, itemsLeast, isAmong = false }: Familiar): number | null {
  const known = languages[language]
  const items = (known?.items ?? 0) - Number(isAmong)
  if (known === undefined || items < itemsLeast || words.length < WORDS_LEAST) return null
  const shareOf = (word: string) => ((known.words[word] ?? 0) - Number(isAmong) + UNSEEN) / items
  return words.reduce((all, word) => all + Math.log(Math.max(shareOf(word), UNSEEN / items)), 0) / words.length
}

/** The counts of both together: of the languages with most entries, and of those the words that most entries had. */
export function merged(languages: SourcePast['languages'], more: SourcePast['languages']): SourcePast['languages'] {
  const all: Record<string, LanguagePast> = { ...languages }
  for (const [language, { items, words }] of Object.entries(more)) {
    const known = all[language]
    const counts: Record<string, number> = { ...known?.words }
    for (const [word, count] of Object.entries(words)) counts[word] = (counts[word] ?? 0) + count
    all[language] = { items: (known?.items ?? 0) + items, words: bounded(counts, WORDS_MOST, WORDS_KEPT) }
  }
  const least = Object.keys(all).toSorted((a, b) => (all[b]?.items ?? 0) - (all[a]?.items ?? 0))
  for (const language of least.slice(LANGUAGES_MOST)) delete all[language]
  return all
}

/** Of too many, those with the largest counts. */
function bounded(counts: Readonly<Record<string, number>>, most: number, kept: number): Readonly<Record<string, number>> {
  const rows = Object.entries(counts)
  return rows.length <= most ? counts : Object.fromEntries(rows.toSorted((a, b) => b[1] - a[1]).slice(0, kept))
}

/** `isOther`: about something else, which counts for less. */
export type Came = Readonly<{ traits: Traits; isOther: boolean; score: number | null }>

/** By language, how many of these entries had each word. */
export function wordsOfAll(came: readonly Came[]): SourcePast['languages'] {
  const languages: Record<string, { items: number; words: Record<string, number> }> = {}
  for (const { traits, isOther } of came) {
    const of = languages[traits.language] ?? { items: 0, words: {} }
    languages[traits.language] = of
    const weight = isOther ? OTHER_WEIGHT : 1
    of.items += weight
    for (const word of traits.words) of.words[word] = (of.words[word] ?? 0) + weight
  }
  return languages
}

const scoresOf = (came: readonly Came[]) => came.flatMap(({ score }) => (score === null ? [] : Math.round(score * 1000) / 1000))

/** The past with what came now: at once, or pending until it has stood for some days. */
export function grown(past: SourcePast, came: readonly Came[], nowMs: number, atOnce: boolean): SourcePast {
  if (came.length === 0) return past
  const hosts = { ...past.hosts }
  for (const { traits } of came) if (atOnce || hosts[traits.host] !== undefined) hosts[traits.host] = (hosts[traits.host] ?? 0) + 1
  const sketches = came.flatMap(({ traits }) => (traits.sketch.length > 0 ? [traits.sketch] : []))
  const after = {
    ...past,
    items: past.items + came.length,
    sketches: [...past.sketches, ...sketches].slice(-SKETCHES_MOST),
    hosts: bounded(hosts, HOSTS_MOST, HOSTS_MOST),
  }
  const today = String(dayOf(nowMs))
  const before = past.pending[today] ?? { languages: {}, familiar: [] }
  const of = { languages: merged(before.languages, wordsOfAll(came)), familiar: [...before.familiar, ...scoresOf(came)] }
  return atOnce ? learnt(after, of) : { ...after, pending: { ...past.pending, [today]: of } }
}

const learnt = (past: SourcePast, { languages, familiar }: DayPast): SourcePast => ({
  ...past,
  languages: merged(past.languages, languages),
  familiar: [...past.familiar, ...familiar].slice(-FAMILIAR_MOST),
})

/** What has stood for some days is its past now. */
export function ripened(past: SourcePast, nowMs: number): SourcePast {
  let after = past
  for (const [day, of] of Object.entries(past.pending)) {
    if (Number(day) > dayOf(nowMs) - PENDING_DAYS) continue
    const { [day]: _, ...pending } = after.pending
    after = { ...learnt(after, of), pending }
  }
  return after
}
