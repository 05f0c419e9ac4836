// Says in a few words what a dispute is about (pure).
import type { Figure } from '../domain/figure.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { blamedFor } from './blame.ts'
import { claimAbout } from './claims.ts'
import { headOf } from './counted.ts'
import type { DisputeDraft } from './disputes.ts'
import { EVENT_NAMES } from './events.ts'
import type { Fact } from './fact.ts'
import { OF_PEOPLE } from './measures.ts'
import { hash32, wordsOf } from './words.ts'

/** What the wording is made from: each fact with the passage it stands in. */
export type Worded = Readonly<{ fact: Fact; passage: AnnotatedPassage }>

/** A short phrase such as "length of the border" or "date of Nong Rong’s visit". */
export function aboutOf(draft: DisputeDraft, worded: readonly Worded[]): string {
  const kind = draft.positions[0]?.facts[0]?.kind
  if (kind === 'date') return dateAbout(worded)
  if (kind === 'accusation') return blameAbout(worded)
  if (kind === 'claim') return claimed(worded)
  const figure = worded.flatMap(({ fact, passage }) => figureOf(fact, passage) ?? [])[0]
  if (figure === undefined) return 'what happened'
  return OF_PEOPLE.has(figure.measure) ? tollAbout(figure, worded) : thingAbout(figure)
}

function figureOf(fact: Fact, passage: AnnotatedPassage): Figure | undefined {
  return fact.kind === 'figure' ? passage.figures.find((figure) => figure.start === fact.start) : undefined
}

function dateAbout(worded: readonly Worded[]): string {
  const subject = worded[0]?.fact.subject
  const names = worded.flatMap(({ passage }) => passage.names)
  for (const event of EVENT_NAMES) {
    const actor = names.find((name) => hash32(`${event}|${name.key}`) === subject)
    if (actor !== undefined) return `date of ${longest(worded, hash32(actor.key)) ?? actor.text}’s ${event}`
  }
  return 'date of the event'
}

function claimed(worded: readonly Worded[]): string {
  const claim = worded.find(({ fact }) => fact.kind === 'claim') ?? worded[0]
  const words = claim?.passage.text.slice(claim.fact.start - claim.passage.start, claim.fact.end - claim.passage.start) ?? ''
  return claimAbout(words, placeOf(worded))
}

function blameAbout(worded: readonly Worded[]): string {
  const accusing = worded.find(({ fact }) => fact.kind === 'accusation')
  const words =
    accusing === undefined
      ? ''
      : accusing.passage.text.slice(accusing.fact.start - accusing.passage.start, accusing.fact.end - accusing.passage.start)
  const object = blamedFor(words)
  if (object === '') return 'who is to blame'
  return /^\w+ing (?!of\b)/.test(object) ? `blame for ${object}` : `blame for the ${object}`
}

function thingAbout(figure: Figure): string {
  const thing = headOf(wordsOf(figure.counted ?? '')) ?? 'thing'
  return figure.unit === null && figure.currency === null ? `number of ${plural(thing)}` : `${figure.measure} of the ${thing}`
}

function tollAbout(figure: Figure, worded: readonly Worded[]): string {
  const who = worded.find(({ fact }) => fact.who !== 0)?.fact.who
  const nation = who === undefined ? null : adjective(worded, who)
  const place = nation !== null ? null : placeOf(worded)
  if (worded.some(({ fact }) => fact.kind === 'open'))
    return `${nation === null ? '' : `${nation} `}casualties${place === null ? '' : ` in ${place}`}`
  const people = figure.counted?.replace(/\b(?:person|man|woman|child)$/, (word) => plural(word)) ?? 'people'
  if (/^(?:arrests|deaths|fatalities|injuries|casualties)$/.test(people))
    return `number of ${people}${place === null ? '' : ` in ${place}`}`
  return `number of ${people} ${figure.measure === 'casualties' ? 'hurt' : figure.measure}${place === null ? '' : ` in ${place}`}`
}

/** The place that most of the facts name, as the passages write it. */
function placeOf(worded: readonly Worded[]): string | null {
  const places = worded.flatMap(({ fact, passage }) =>
    passage.names.filter((name) => name.kind === 'place' && fact.where.includes(hash32(name.key))),
  )
  const counts = [...Map.groupBy(places, (name) => name.key)].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
  const key = counts[0]?.[0]
  return key === undefined ? null : longest(worded, hash32(key))
}

/** The way the passages write the name with this hash, the longest first. */
function longest(worded: readonly Worded[], key: number): string | null {
  const written = worded.flatMap(({ passage }) => passage.names.filter((name) => hash32(name.key) === key).map((name) => name.text))
  return written.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0] ?? null
}

/** "Chinese" rather than "China", where a passage says so. */
function adjective(worded: readonly Worded[], country: number): string | null {
  const written = worded.flatMap(({ passage }) => passage.names.filter((name) => hash32(name.key) === country).map((name) => name.text))
  return written.find((text) => /(?:ese|an|ish|i|ch)$/.test(text)) ?? written[0] ?? null
}

const ODD_PLURALS: ReadonlyMap<string, string> = new Map([
  ['person', 'people'],
  ['man', 'men'],
  ['woman', 'women'],
  ['child', 'children'],
])
const PLURAL_ALREADY = /^(?:people|men|women|children|police|personnel|crew|cattle|aircraft|sheep|gunmen|firemen|policemen|.*[^s]s)$/

function plural(noun: string): string {
  if (PLURAL_ALREADY.test(noun)) return noun
  if (/(?:s|sh|ch|x)$/.test(noun)) return `${noun}es`
  return ODD_PLURALS.get(noun) ?? (/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`)
}
