// Sentences that read like English news: patterns with slots for words, names, dates, figures, attributions and hedges (pure).
import type { Event } from './event.ts'
import type { Random } from './random.ts'
import { capital, past, plural, type Vocabulary } from './vocabulary.ts'

export type Setting = Readonly<{ vocabulary: Vocabulary; event: Event; random: Random; published: Temporal.PlainDate }>

const CLAUSES = [
  'the {adj} {noun} {verbed} the {noun} of the {nouns}',
  '{nouns} in {place} {verbed} a {adj} {noun}',
  'the {noun} had {verbed} {adj} {nouns} and {nouns} near {place}',
  '{adj} {nouns} were {verbed} by the {noun}',
  'the {nouns} would {verb} the {adj} {noun} before the {noun}',
  'a {noun} of {nouns} {adv} {verbed} the {adj} {noun}',
  '{group} {verbed} the {noun} at {place}',
  'the {noun} was {adv} {verbed} and its {nouns} were {verbed}',
  'no {noun} could {verb} the {nouns} without a {adj} {noun}',
]
const PLAIN = [
  '{clause}, and {clause}.',
  '{clause} after {clause}.',
  'But {clause}, while {clause}.',
  'In {place}, {clause}, so {clause}.',
  'The {noun} that {verbed} the {nouns} is {adj}, and {clause}.',
  'It was the first {noun} since the {adj} {noun} in {monthyear}, when {clause}.',
  '{person}, {role}, {verbed} the {noun} on {date}, as {clause}.',
  'Since {monthyear}, {clause} and {clause}.',
  '{clause} because {clause}.',
]
const SAID = [
  '{clause}, {source} said on {weekday}.',
  '{source} said that {clause} and that {clause}.',
  '“The {noun} is {adj} and we will {verb} the {nouns},” said {person}, {role}.',
  '{person} told {publisher} that {clause}.',
  'According to {source}, {clause} and {clause}.',
  '{group} said in a statement that {clause}.',
  '{source} denied that {clause}.',
  '“We {verbed} every {noun},” {surname} said, adding that {clause}.',
]
const HEDGED = [
  '{clause}, but the claim could not be independently verified.',
  'It was unclear whether {clause} or {clause}.',
  '{source} reportedly {verbed} the {noun}, although {clause}.',
  'Unconfirmed reports said that {clause} in {place}.',
  '{clause}. The report could not be confirmed.',
]
const FIGURES = [
  'The {noun} killed {killed} people and wounded {count} others in {place} on {weekday}, {source} said.',
  'At least {killed} {nouns} were killed when {clause}.',
  'Over {displaced} people have been displaced since {monthyear}, according to {source}.',
  'The {adj} {noun}, worth {money}, was {verbed} in {monthyear}.',
  'The {noun} stretches {length} from {place} to {place}, and {clause}.',
  'Exports of {nouns} fell {percent} to {money} in {monthyear}, {source} said.',
  '{group} seized {count} {nouns} and about {count} {adj} {nouns} near {place}.',
  'Dozens of {nouns} and more than {count} {nouns} were {verbed} on {date}.',
  'Some {displaced} {nouns} fled to {place} as {clause}.',
]
const ROLES = ['a spokesman for {group}', 'a resident of {place}', 'the {adj} minister', 'an analyst in {place}', 'the {noun} chief']
const SOURCES = [
  'the Defence Ministry',
  'state media',
  'local residents',
  'a rescue official',
  '{group}',
  '{person}',
  'the United Nations',
  'police',
]
const HEADLINES = [
  '{Nouns} {verb} {adj} {noun} in {place}',
  '{group} {verbed} {noun} near {place}',
  '{killed} killed as {nouns} {verb} {place} {noun}',
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** One sentence (now and then with a second that leans on it). */
export function sentenceIn(setting: Setting): string {
  const share = setting.random.next()
  const patterns = share < 0.42 ? PLAIN : share < 0.72 ? SAID : share < 0.8 ? HEDGED : FIGURES
  return capital(filled(setting.random.pick(patterns), setting))
}

/** A first sentence: who did what where and when, with a figure more often than not. */
export function leadIn(setting: Setting): string {
  const { random } = setting
  const pattern = random.chance(0.6) ? FIGURES[0] : SAID[0]
  return capital(filled(pattern ?? '', setting))
}

export function headlineIn(setting: Setting): string {
  return capital(filled(setting.random.pick(HEADLINES), setting))
}

function filled(pattern: string, setting: Setting): string {
  return pattern.replace(/\{(\w+)\}/g, (_, slot: string) => SLOTS[slot]?.(setting) ?? slot)
}

const SLOTS: Readonly<Record<string, (setting: Setting) => string>> = {
  clause: (s) => filled(s.random.pick(CLAUSES), s),
  noun: ({ event, random }) => event.words('noun', random),
  nouns: ({ event, random }) => plural(event.words('noun', random)),
  Nouns: ({ event, random }) => capital(plural(event.words('noun', random))),
  verb: ({ event, random }) => event.words('verb', random),
  verbed: ({ event, random }) => past(event.words('verb', random)),
  adj: ({ event, random }) => event.words('adjective', random),
  adv: ({ event, random }) => event.words('adverb', random),
  place: ({ event, vocabulary, random }) => random.pick(random.chance(0.75) ? event.places : vocabulary.places),
  person: ({ event, random }) => random.pick(event.people),
  surname: ({ event, random }) => random.pick(event.people).split(' ')[1] ?? '',
  group: ({ event, vocabulary, random }) => `the ${random.pick(random.chance(0.8) ? event.groups : vocabulary.groups)}`,
  publisher: ({ vocabulary, random }) => `the ${random.pick(vocabulary.publishers)}`,
  role: (s) => filled(s.random.pick(ROLES), s),
  source: (s) => filled(s.random.pick(SOURCES), s),
  weekday: ({ random }) => random.pick(WEEKDAYS),
  date: ({ random, published }) => {
    const day = published.subtract({ days: random.below(20) })
    return `${MONTHS[day.month - 1]} ${day.day}`
  },
  monthyear: ({ random, published }) => {
    const day = published.subtract({ months: 1 + random.below(30) })
    return `${MONTHS[day.month - 1]} ${day.year}`
  },
  killed: ({ event }) => String(event.killed),
  displaced: ({ event }) => grouped(event.displaced),
  count: ({ random }) => String(2 + random.below(300)),
  money: ({ random }) => (random.chance(0.5) ? `$${(1 + random.next() * 9).toFixed(1)} billion` : `$${5 + random.below(900)} million`),
  length: ({ random }) => `${grouped(50 + random.below(3_000))} km`,
  percent: ({ random }) => `${1 + random.below(60)} percent`,
}

/** 23000 → 23,000 */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}
