// Groups of claims: what they may be called is taken from the passages, whether it is said of all of them is judged by verify/ (pure).
import type { RecordedGroup } from '../domain/answer-record.ts'
import type { Claim, Group } from '../domain/claim.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { headingOver, holdsWords } from '../verify/verify.ts'
import type { Draft } from './select.ts'

const LEAST_GROUPED = 4 // passages: fewer are read at a glance
const MOST_HEADINGS = 8
/** What more of the passages than this hold tells none of them from the others. */
const MOST_SHARE = 0.75
const SHORTEST = 3 // letters
/** Almost every passage counts these. */
const ANYBODY: ReadonlySet<string> = new Set(['People', 'Persons'])
const TITLE = /^(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Prof)\.? /u

/**
 * What groups of these may be called, most widely held first: names, and what is counted, in the passages' own words. Things that nobody disputes: a word
 * like “massacre” or “liberation” would say over all of them what one source says.
 */
export function headingsIn(drafts: readonly Draft[]): readonly string[] {
  if (drafts.length < LEAST_GROUPED) return []
  const passages = drafts.map(({ hit }) => hit.passage)
  const most = Math.ceil(MOST_SHARE * passages.length)
  const words = [...new Set(passages.flatMap(wordsOf))].map((one) => ({ words: one, holders: holdersOf(one, passages) }))
  const telling = words.filter(({ holders }) => holders.length > 1 && holders.length <= most)
  // A name within a longer one that the same passages hold says less.
  const whole = telling.filter((one) => !telling.some((other) => isLess(one, other)))
  return whole
    .toSorted((a, b) => b.holders.length - a.holders.length)
    .slice(0, MOST_HEADINGS)
    .map((one) => one.words)
}

type Candidate = Readonly<{ words: string; holders: readonly number[] }>

function wordsOf({ names, figures }: AnnotatedPassage): readonly string[] {
  const counted = figures.flatMap(({ counted: what }) => (what === null ? [] : what.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())))
  const called = names.map(({ text }) => text.replace(/\s+/gu, ' ').replace(TITLE, ''))
  return [...called, ...counted].filter(
    (words) => words.length >= SHORTEST && !ANYBODY.has(words) && headingOver(words, []).rule.startsWith('H3'),
  )
}

function holdersOf(words: string, passages: readonly AnnotatedPassage[]): readonly number[] {
  return passages.flatMap(({ text }, at) => (holdsWords(text, words) ? at : []))
}

function isLess(one: Candidate, other: Candidate): boolean {
  return (
    other !== one && other.words.length > one.words.length && holdsWords(other.words, one.words) && `${other.holders}` === `${one.holders}`
  )
}

type Told = Readonly<{ claim: Claim; group?: number | undefined }>

/**
 * The groups that were made of what is told, in its order. `named`: of each group the words that were pointed to. Null where there is but one group, or where
 * no two claims share one: headings would then only stand in the way.
 */
export function groupsOf(
  told: readonly Told[],
  named: readonly (string | null)[],
): Readonly<{ groups: readonly Group[]; recorded: readonly RecordedGroup[] }> | Readonly<{ groups: null; recorded: null }> {
  const runs: { group: number | undefined; claims: number[] }[] = []
  told.forEach(({ group }, at) => {
    const last = runs.at(-1)
    if (last !== undefined && last.group === group) last.claims.push(at)
    else runs.push({ group, claims: [at] })
  })
  if (runs.length < 2 || runs.length === told.length) return { groups: null, recorded: null }
  const judged = runs.map(({ group, claims }) => {
    const words = group === undefined ? null : (named[group] ?? null)
    const under = claims.flatMap((at) => told[at]?.claim ?? [])
    return { claims, ...(words === null ? { heading: null, rule: 'H0 none was named' } : headingOver(words, under)) }
  })
  return { groups: judged.map(({ heading, claims }) => ({ heading, claims })), recorded: judged }
}
