// The facts that figures make: what each counts, of whom, where and of when, so that only like is set against like (pure).
import type { Figure } from '../domain/figure.ts'
import type { Sentence } from './annotate.ts'
import { boundsOf } from './bounds.ts'
import { headOf } from './counted.ts'
import { dayNumber } from './day-number.ts'
import { type Fact, type FactNature, FELL, ROSE } from './fact.ts'
import { nationalityIn, placesAndWords, smallPlaces } from './fact-context.ts'
import { measureOfDeed, OF_PEOPLE, UNITS } from './measures.ts'
import type { NameBook } from './name-book.ts'
import { hash32, type Word, wordsOf } from './words.ts'

export type Told = Readonly<{ sentence: Sentence; book: NameBook; text: string; published: string | null }>

const STANDING: ReadonlySet<string> = new Set(['length', 'area', 'power'])
const TOLLS: ReadonlySet<string> = new Set(['killed', 'wounded', 'casualties'])
const NOT_COMPARED: ReadonlySet<string> = new Set(['duration', 'percentage', 'temperature', 'speed'])
/** Money that is of one thing even where no noun says which. */
const BY_MEASURE: ReadonlySet<string> = new Set(['price', 'fine', 'aid'])
// What everybody in a game, a table or a text has some of: two such numbers are of two players, two lines, two devices.
const OF_EACH =
  /^(?:points?|goals?|runs?|rebounds?|assists?|touchdowns?|yards?|catch|catche|carry|carrie|pass|passe|tackle|win|loss|losse|game|match|matche|ko|knockout|homer|rbi|hit|walk|save|wicket|lap|set|round|inning|shot|punch|punche|board|block|steal|sack|interception|reception|birdie|cap|start|appearance|season|quarter|medal|title|play|lead|series|time|step|line|page|version|way|thing|part|half|side|option|reason|example|word|letter|inch|millimeter|millimetre|pro|core|pixel|generation|model|child|son|daughter|brother|sister|sibling|grandchildren|children|wive|wife|bedroom|month|week|night|hand|place|star|vote|basis|dollar|cent|percentage|share|attempt|throw|point)$/
const GROWS =
  /^(?:case|infection|home|house|building|village|arrest|claim|complaint|patient|bodie|body|school|shop|business|vehicle|bridge|road|comment|signature|acre|hectare)$/
const PART_BEFORE =
  /\b(?:including|among them|of whom|of them|of those|of which|another|others?|further|extra|additional|remaining|each|per|every|first|last|next|past|previous|averag\w+|record(?: of)?|like|than the|from|to about|versus|against)\s$/i
const PART_AFTER =
  /^\s(?:more|other|additional|extra|further|of (?:them|those|these|which|whom|his|her|its|their|our|the (?!\d)|my|your)|to go|remaining|or so of)\b/
const OF_WHOLE =
  /\bof (?:the |its |those |these |all )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten)\s[^.;]{0,60},\s(?:only |about |at least |some )?$/i
const RATE_AFTER = /^\s(?:an?|per|each|every|apiece)\b/
const YEARLY =
  /^[^.;:]*?\b(?:annually|yearly|monthly|weekly|daily|nightly|(?:an?|per|every|each) (?:year|month|week|day|night|hour|game|season|decade|century))\b/
const PAST =
  /\b(?:last|previous|prior|preceding|past)\s(?:year|month|season|quarter|decade|century|\w+\s(?:years|months|weeks|seasons))\b|\b(?:an?|one|two|three|four|five|six|ten|several|\d+)\s(?:years?|decades?|months?)\s(?:ago|earlier|before)\b|\byear[- ](?:ago|earlier)\b|\bcentury\b/i
const NOT_YET = /\b(?:will|would|could|may|might|expect(?:s|ed)?|plan(?:s|ned)?|forecasts?|aims?|if|should(?! have)|intends?)\b/
const MARK_ROSE =
  /\b(?:now|so far|latest|climb\w*|ris(?:e|en|es|ing)|rose|jump\w*|increas\w+|updat\w+|revis\w+|raised|has (?:reached|destroyed|killed)|newest)\b/i
const MARK_FELL = /\b(?:revis\w+|lower(?:ed|s|ing)|reduc\w+|correct\w+|cut (?:the|its)|fell|dropped|down (?:to|from)|still)\b/i
const IN_MONTH =
  /\b[Ii]n (?:early |late |mid-)?(January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)/
const CLAUSE_END = /[,;:—–]|\b(?:and|but|while|after|since)\b/
const FAR = 45 // days from publication from which a date is of another time
const CLAUSE = 90 // characters around a figure that are looked at

/** The fact a figure makes, or null where it is a part, a rate, of another time, or of what everybody has. */
export function figureFact(figure: Figure, told: Told): Fact | null {
  const { sentence, book, text } = told
  const { measure } = figure
  const noun = wordsOf(figure.counted ?? '')
  const thing = thingOf(figure, noun, told)
  if (thing === null || isSetAside(figure, thing, text)) return null
  const people = OF_PEOPLE.has(measure)
  const placed = placesAndWords(told, figure)
  const nature = natureOf(figure, thing, placed.where.length > 0)
  // A toll told of a whole country may be that of a town in it.
  const context = nature === 'standing' ? placed : { ...placed, where: smallPlaces(told) }
  const time = nature === 'standing' ? null : timeOf(figure, told)
  if (time === 'past') return null
  const factor = figure.unit === null ? 1 : (FACTORS.get(figure.unit) ?? 1)
  const { low, high } = boundsOf(figure)
  return {
    ...context,
    about: [...marksOf(measure, sentence, text), ...context.about],
    low: low * factor,
    high: high * factor,
    kind: 'figure',
    nature,
    subject: hash32([measure, thing, figure.currency, time].filter((part) => part !== null).join('|')),
    start: figure.start,
    end: valueEnd(figure, text),
    who: people ? nationalityIn(noun, book) : nature === 'standing' ? 0 : actorBefore(figure, sentence),
  }
}

const FACTORS: ReadonlyMap<string, number> = new Map([...UNITS.values()].map(({ symbol, factor }) => [symbol, factor]))

function thingOf(figure: Figure, noun: readonly Word[], { text, book }: Told): string | null {
  if (OF_PEOPLE.has(figure.measure)) return categoryOf(noun)
  if (figure.measure === 'area' && isBurned(figure, text)) return 'burned'
  const head = headOf(noun)
  if (head !== null && (head.length < 2 || book.country(head) !== null)) return null
  if (head === null) return BY_MEASURE.has(figure.measure) ? figure.measure : null
  return BY_MEASURE.has(figure.measure) && figure.measure === 'price' ? 'price' : head
}

function isBurned({ start, end }: Figure, text: string): boolean {
  return /\b(?:burn\w*|scorch\w*|charr\w*|blaze\w*|wildfires?|fires?|engulf\w*|consumed|flood\w*)\b/i.test(
    text.slice(Math.max(0, start - CLAUSE), end + CLAUSE / 2),
  )
}

/** Parts, rates, attributes such as "a 15-inch screen", and what everybody has some of. */
function isSetAside(figure: Figure, thing: string, text: string): boolean {
  if (NOT_COMPARED.has(figure.measure) || OF_EACH.test(thing) || figure.high === 0) return true
  const before = text.slice(Math.max(0, figure.start - 20), figure.start)
  const after = text.slice(figure.end, figure.end + 24)
  if (PART_BEFORE.test(before) || PART_AFTER.test(after)) return true
  if (/^\sof\s(?:the\s|its\s|his\s|her\s|their\s)?\d/.test(after) && figure.measure !== 'seats') return true
  if (OF_WHOLE.test(text.slice(Math.max(0, figure.start - CLAUSE), figure.start))) return true
  if (/^-\p{L}/u.test(after) && figure.unit === null && figure.currency === null) return true
  if (/\b(?:prior|previous|earlier|past|future|possible|potential)\b/i.test(figure.counted ?? '')) return true
  const end = valueEnd(figure, text)
  if (YEARLY.test(text.slice(end, end + CLAUSE / 2))) return true
  return RATE_AFTER.test(text.slice(end, end + 12)) || /\b(?:including|such as)\s\S*$/.test(before)
}

function natureOf({ measure }: Figure, thing: string, placed: boolean): FactNature {
  if (TOLLS.has(measure)) return 'toll'
  if (thing === 'burned' || OF_PEOPLE.has(measure) || GROWS.test(thing)) return 'growing'
  return STANDING.has(measure) && placed ? 'standing' : 'plain'
}

/** Another time than the report's, as a word to tell it by; 'past' where it is only said to be past; null for now. */
function timeOf(figure: Figure, { sentence, text, published }: Told): string | null {
  const clause = text.slice(Math.max(sentence.start, figure.start - CLAUSE), Math.min(sentence.end, figure.end + CLAUSE))
  if (PAST.test(clause)) return 'past'
  const told = sentence.dates.find((date) => isOfAnotherTime(date.from, date.to, date.precision, published))
  if (told !== undefined) return told.from.slice(0, 4)
  const month = IN_MONTH.exec(ownClause(figure, sentence, text))?.[1]
  if (month !== undefined) return month
  if (figure.measure === 'price') return null
  return NOT_YET.test(text.slice(Math.max(sentence.start, figure.start - CLAUSE), figure.start)) ? 'not yet' : null
}

/** The clause a figure stands in, and what opens the sentence: "In January, five cables were cut". */
function ownClause({ start, end }: Figure, sentence: Sentence, text: string): string {
  const before = text.slice(Math.max(sentence.start, start - CLAUSE), start)
  const after = text.slice(end, Math.min(sentence.end, end + CLAUSE))
  const from = before.split(CLAUSE_END).at(-1) ?? ''
  const opening = /^[^,]{0,40},/.exec(text.slice(sentence.start, sentence.end))?.[0] ?? ''
  return `${opening} ${from}${after.split(CLAUSE_END)[0] ?? ''}`
}

function isOfAnotherTime(from: string, to: string, precision: string, published: string | null): boolean {
  if (from.startsWith('-')) return false
  if (published === null) return precision !== 'day'
  const day = dayNumber(published)
  return dayNumber(to) < day - FAR || dayNumber(from) > day + FAR
}

function marksOf(measure: string, sentence: Sentence, text: string): number[] {
  const words = text.slice(sentence.start, sentence.end)
  const fell = measure === 'missing' || MARK_FELL.test(words)
  return [...(MARK_ROSE.test(words) ? [ROSE] : []), ...(fell ? [FELL] : [])]
}

/** Whose count it is: "The Reform Party won 214 seats". 0 when a place or nobody is named. */
function actorBefore(figure: Figure, sentence: Sentence): number {
  const names = sentence.names.filter(
    (name) =>
      name.kind !== 'place' && name.end <= figure.start && figure.start - name.end < CLAUSE && name.key !== sentence.attributed.speakerKey,
  )
  const actor = names.find((name) => name.kind === 'person' || name.kind === 'group') ?? null
  return actor === null ? 0 : hash32(actor.key)
}

/** A count is shown with what it counts, where that follows at once. */
function valueEnd(figure: Figure, text: string): number {
  if (figure.unit !== null || figure.currency !== null || figure.counted === null) return figure.end
  const at = text.indexOf(figure.counted, figure.end)
  return at >= 0 && at - figure.end <= 8 ? at + figure.counted.length : figure.end
}

/** Whether civilians, fighters or just people are counted: only like is set against like. */
function categoryOf(noun: readonly Word[]): string {
  const counted = noun.map((word) => word.folded)
  const is = (words: RegExp): boolean => counted.some((word) => words.test(word))
  if (is(/^(?:soldier|troop|fighter|rebel|insurgent|militant|police|officer|guerrilla|gunm[ae]n)/)) return 'fighters'
  if (is(/^(?:child|girl|boy|student|schoolchild)/)) return 'children'
  if (is(/^civilian/)) return 'civilians'
  const head = headOf(noun)
  return head === null || measureOfDeed(head) !== null || PEOPLE.test(head) ? 'people' : head
}

const PEOPLE = /^(?:people|person|resident|villager|citizen|national|local|individual|victim|casualty|bodie|body)$/
