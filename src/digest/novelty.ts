// Whether a statement tells a fact that is known, gives one anew, or contradicts one (pure).
import { kinOf } from '../search/search.ts'
import type { Knowledge } from './knowledge.ts'
import { isAhead, type KnownFact } from './known-fact.ts'
import { type Amount, LARGE_NUMBER, SMALL_NUMBER, type Statement } from './statement.ts'

/** How much of a statement a fact must hold for it to be that fact again. */
const LEAST = {
  /** both give a number of hundreds, or a smaller one that is no chance */
  bigNumber: 0.1,
  number: 0.2,
  numberOfOthers: 0.2,
  /** both speak of one day */
  day: 0.2,
  plain: 0.2,
  /** each speaks of a day of its own, long before its article */
  otherDay: 0.6,
  /** somebody or something is named that was never heard of */
  newName: 0.6,
  onlyNewNames: 0.9,
  /** it names others than the fact does */
  otherNames: 0.5,
  /** it happened, or is to happen, on a day that the fact does not know */
  newDay: 0.9,
  /** no account of the fact said a day so far */
  firstDay: 0.5,
  /** of one morning, about somebody of the fact, and of its day */
  sameMorning: 0.08,
  sameMorningNewName: 0.3,
} as const
/** What comes in within one edition is likelier one event. */
const OF_ONE_EDITION = 0.8
const DAY_MS = 86_400_000
const LEAST_OF_PLAN = 0.3
const RECENT = 2 // days before its article in which a thing is news

/** What came in for this edition before the statement. */
export type Morning = Readonly<{
  /** facts of this edition that no earlier one knew as news */
  fresh: ReadonlySet<KnownFact>
  /** those of them, and of the merely heard ones, that are the news of some article of this edition */
  led: ReadonlySet<KnownFact>
}>

/** Days of a statement on which something just happened or is to come. */
export function newsDays({ days, published }: Statement): readonly string[] {
  return days.filter((day) => day.length > 4 && (day > published || Date.parse(published) - Date.parse(day) <= RECENT * DAY_MS))
}

/** From 1 up the statement tells this fact again; of several facts the highest counts. `cover` is how much of it the fact holds. */
export function sameness(statement: Statement, fact: KnownFact, cover: number, morning: Morning, knowledge: Knowledge): number {
  const { amounts, leads, names } = statement
  if (statement.denies && !fact.denies && fact.against === null) return 0
  const shared = amounts.filter((amount) => gives(fact, amount))
  if (shared.length === 0 && otherNumber(statement, fact)) return 0
  // What an article opens with is news until it is known as such.
  if (leads && fact.standing === 'heard' && !morning.led.has(fact)) return 0
  const largest = Math.max(0, ...shared.map(({ value }) => value))
  if (largest > SMALL_NUMBER) {
    const ofOneThing = shared.some(({ value, of }) => of !== '' && fact.amounts.get(value)?.some((thing) => isKin(thing, of)))
    // A number comes twice by chance the sooner the more is told: somebody who is named in both says that it did not.
    const isNamed = names.length === 0 || names.some((name) => fact.words.has(name))
    if (largest >= LARGE_NUMBER && recallsDay(statement, fact, knowledge)) return 1 + cover
    // Of one morning, and of one thing: that is no chance either.
    const isUnsaid = largest >= LARGE_NUMBER && shared.some(({ value, of }) => of === '' || fact.amounts.get(value)?.includes(''))
    if (leads && morning.led.has(fact) && (ofOneThing || isUnsaid || cover >= LEAST.bigNumber)) return 1 + cover
    const least = isNamed ? (largest >= LARGE_NUMBER || ofOneThing ? LEAST.bigNumber : LEAST.number) : LEAST.numberOfOthers
    return cover >= least ? 1 + cover : 0
  }
  if (leads && (isMovedAhead(statement, fact) || (hasComeAbout(statement, fact, knowledge) && newsDays(statement).length > 0))) return 0
  const least = leastFor(statement, fact, morning, knowledge)
  const held = cover + (shared.length > 0 ? 0.15 : 0)
  return held >= least ? held / least : 0
}

/** Deep down in its article, it speaks of a day of the fact and of nobody new. */
const recallsDay = ({ leads, days, names }: Statement, fact: KnownFact, knowledge: Knowledge): boolean =>
  !leads && days.some((day) => day.length > 4 && fact.days.has(day)) && names.every((name) => knowledge.isNamed(name))

function leastFor(statement: Statement, fact: KnownFact, { fresh }: Morning, knowledge: Knowledge): number {
  const { days, names, leads } = statement
  const sharesDay = days.some((day) => fact.days.has(day))
  const recent = newsDays(statement)
  let least: number = sharesDay ? LEAST.day : LEAST.plain
  const hasNewName = names.some((name) => !knowledge.isNamed(name))
  const namesIt = names.some((name) => fact.words.has(name))
  if (hasNewName) least = namesIt ? LEAST.newName : LEAST.onlyNewNames
  else if (names.length > 0 && !namesIt && !sharesDay) least = LEAST.otherNames
  if (!sharesDay && days.length > 0 && fact.days.size > 0) least = LEAST.otherDay
  if (recent.length > 0 && !sharesDay) least = namesIt && fact.days.size === 0 ? LEAST.firstDay : LEAST.newDay
  if (leads && (hasComeAbout(statement, fact, knowledge) || isAdmitted(statement, fact, knowledge)) && !fresh.has(fact))
    least = LEAST.newDay
  if (!fresh.has(fact)) return least
  const isOneMorning = namesIt && ((statement.denies && fact.denies) || recent.some((day) => fact.days.has(day)))
  if (isOneMorning) return hasNewName ? LEAST.sameMorningNewName : LEAST.sameMorning
  return least * OF_ONE_EDITION
}

/** The fact gives this number: a small one only of the same thing. */
export function gives(fact: KnownFact, { value, of }: Amount): boolean {
  const things = fact.amounts.get(value)
  return things !== undefined && (value > SMALL_NUMBER || things.some((thing) => isKin(thing, of)))
}

const isKin = (a: string, b: string) => a === b || kinOf(a).has(b)

/** It gives a number that the fact has not: a large one, one of the same thing, or one put in the place of the fact's. */
function otherNumber({ amounts, former }: Statement, fact: KnownFact): boolean {
  if (amounts.some(({ value }) => value > SMALL_NUMBER)) return true
  if (namesFormer({ amounts, former }, fact)) return true
  return amounts.some(({ value, of }) =>
    [...fact.amounts].some(([other, things]) => other !== value && things.some((thing) => isKin(thing, of))),
  )
}

/** Both are of something to come, now on another day. */
function isMovedAhead(statement: Statement, fact: KnownFact): boolean {
  return (
    statement.moves &&
    isAhead(statement) &&
    fact.isAhead &&
    !newsDays(statement).some((day) => day > statement.published && fact.days.has(day))
  )
}

/** What was to come has come. */
function hasComeAbout(statement: Statement, fact: KnownFact, knowledge: Knowledge): boolean {
  const { isAhead: isPlanned, days } = knowledge.latest(fact)
  if (!isPlanned || isAhead(statement) || statement.recalls) return false
  const last = [...days]
    .filter((day) => day.length > 4)
    .sort()
    .at(-1)
  return last !== undefined && statement.published >= last
}

/** What was to come and has come by this statement: several that tell of it in one morning tell one thing. */
export function planMet(statement: Statement, covers: ReadonlyMap<KnownFact, number>, knowledge: Knowledge): KnownFact | null {
  if (!statement.leads || newsDays(statement).length === 0) return null
  const plans = [...covers].filter(
    ([fact, cover]) => cover >= LEAST_OF_PLAN && fact.standing !== 'heard' && hasComeAbout(statement, fact, knowledge),
  )
  const [best] = plans.toSorted((a, b) => b[1] - a[1])
  return best === undefined ? null : knowledge.latest(best[0])
}

/** Somebody grants what was denied. */
function isAdmitted(statement: Statement, fact: KnownFact, knowledge: Knowledge): boolean {
  return statement.admits && !fact.admits && (fact.denies || knowledge.against(fact).some(({ denies }) => denies))
}

/** Both count the same thing, and no number is of both. */
export function countsTheSame(statement: Statement, fact: KnownFact): boolean {
  const { amounts, moves } = statement
  if (amounts.length === 0 || fact.amounts.size === 0 || amounts.some((amount) => gives(fact, amount))) return false
  if (namesFormer(statement, fact) || (moves && amounts.every(({ of }) => of === ''))) return true
  return [...fact.amounts.values()].some((things) => things.some((thing) => amounts.some(({ of }) => isKin(thing, of))))
}

/** It names the fact's number as the one before. */
const namesFormer = ({ former, amounts }: Pick<Statement, 'former' | 'amounts'>, fact: KnownFact) =>
  amounts.length > 0 && former.some((value) => fact.amounts.has(value))

const isOneVoice = (statement: Pick<Statement, 'voice'>, fact: KnownFact): boolean => statement.voice.some((word) => fact.voice.has(word))
const areTwoVoices = (statement: Pick<Statement, 'voice'>, fact: KnownFact) =>
  statement.voice.length > 0 && fact.voice.size > 0 && !isOneVoice(statement, fact)

/** `was`: the fact it gives anew; `against`: the one it contradicts; `closes`: the contradiction that it ends. */
export type Bearing = Readonly<{ was: KnownFact | null; against: KnownFact | null; closes: KnownFact | null }>

export const NO_BEARING: Bearing = { was: null, against: null, closes: null }
const LEAST_SUBJECT = 0.2
const STANDING = /^(?:length|area|height|depth|power|km|kilomet|mile|metr|meter|hectar|acr)/
/** What an earlier version of the article told, and a number that is named as the one before, are likelier meant. */
const OF_OWN_ARTICLE = 0.2
const OF_NUMBER_BEFORE = 0.3

/** How a statement that tells no known fact bears on those there are. `carried`: facts that an earlier version of its article told. */
export function bearingOf(
  statement: Statement,
  covers: ReadonlyMap<KnownFact, number>,
  { morning, knowledge, carried }: Readonly<{ morning: Morning; knowledge: Knowledge; carried: ReadonlySet<KnownFact> }>,
): Bearing {
  let best: KnownFact | null = null
  let most: number = LEAST_SUBJECT
  for (const [fact, cover] of covers) {
    const near = cover + (carried.has(fact) ? OF_OWN_ARTICLE : 0) + (namesFormer(statement, fact) ? OF_NUMBER_BEFORE : 0)
    if (fact.standing === 'heard' || morning.fresh.has(fact) || near <= most) continue
    const bears = countsTheSame(statement, fact) || isDateOf(statement, fact) || isDenialOf(statement, fact)
    if (bears || endsDispute(statement, fact, knowledge)) [best, most] = [fact, near]
  }
  if (best === null) return NO_BEARING
  if (carried.has(best)) return { ...NO_BEARING, was: knowledge.latest(best) }
  if (!countsTheSame(statement, best) && (isDenialOf(statement, best) || endsDispute(statement, best, knowledge)))
    return statement.admits ? { ...NO_BEARING, closes: best } : { ...NO_BEARING, against: best }
  const differs = areTwoVoices(statement, best) || isStanding(statement)
  if (differs && countsTheSame(statement, best) && !statement.moves) return { ...NO_BEARING, against: best }
  return { ...NO_BEARING, was: knowledge.latest(best) }
}

/** What does not change from day to day: another number is another account. */
const isStanding = ({ amounts }: Statement) => amounts.some(({ of }) => STANDING.test(of))

const isDateOf = (statement: Statement, fact: KnownFact) => statement.amounts.length === 0 && isMovedAhead(statement, fact)
const isDenialOf = (statement: Statement, fact: KnownFact) => (statement.denies && !fact.denies) || (statement.admits && fact.denies)

/** Somebody grants or takes back one side of what two said. */
function endsDispute({ admits }: Statement, fact: KnownFact, knowledge: Knowledge): boolean {
  return admits && !fact.settled && (fact.against !== null || knowledge.against(fact).some(({ settled }) => !settled))
}

/** A voice that told another number comes to the one that `fact` gives: the fact of its own that it leaves. */
export function leaves(statement: Statement, fact: KnownFact, covers: ReadonlyMap<KnownFact, number>, morning: Morning): KnownFact | null {
  if (!statement.leads || statement.amounts.length === 0 || fact.standing === 'heard' || morning.fresh.has(fact)) return null
  if (!statement.moves && newsDays(statement).length === 0 && statement.voice.length === 0) return null
  for (const [other, cover] of covers) {
    if (other === fact || other.standing === 'heard' || morning.fresh.has(other) || cover < LEAST_SUBJECT) continue
    if (countsTheSame(statement, other) && (namesFormer(statement, other) || isVoiceOf(statement, other, fact))) return other
  }
  return null
}

/** Who speaks, or where that is not said somebody named in it, is heard with one fact and not with the other. */
function isVoiceOf({ voice, words }: Statement, own: KnownFact, other: KnownFact): boolean {
  const speaks = voice.length > 0 ? voice : words
  const isOf = (fact: KnownFact, not: KnownFact) =>
    speaks.some((word) => fact.voice.has(word) && !not.voice.has(word) && !not.words.has(word))
  return isOf(own, other) && !isOf(other, own)
}
