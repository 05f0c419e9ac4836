// The grammar of what a shortening may leave out: one row a kind of phrase, how it opens, where it stands, what it may hold (pure). Anything else stays.
import type { Cue } from './cue-words.ts'
import { adjectivesEnd, titleEnd } from './before-a-noun.ts'
import { datelineEnd, eventAdjunct, occasion, saidThroughEnd, timeEnd, timeIsLoose, spotEnd } from './circumstances.ts'
import {
  bracketAddsNothing,
  opensApposition,
  opensDescription,
  opensLook,
  opensMembers,
  opensRelative,
  remarksOnly,
  saysNoMoreOf,
} from './describing.ts'
import { opensComment, opensDenialComment, opensHaving, opensManner, opensReason, opensResult } from './going-on.ts'
import {
  beforeAdjunct,
  beforeDetail,
  between,
  bracketed,
  closing,
  closingOrGoingOn,
  inline,
  leading,
  namedBefore,
  type Place,
  subjectOf,
  unmarked,
} from './places.ts'
import { cueIn, gapAt, hasWord, holds, type Source, wordAt } from './source.ts'
import { ARTICLE, FAMOUS_PLACE, isPast, POINTS_BACK, ROLE, SETTLEMENT } from './word-kinds.ts'

const MAX_WORDS = 40

type Phrase = Readonly<{
  what: string
  /** Whether such a phrase begins with this word. */
  opens: (source: Source, at: number) => boolean
  /** Where it can end; by default with its segment. */
  ends?: (source: Source, at: number) => readonly number[]
  stands: readonly Place[]
  /** Cue words it may hold, because they speak only of itself. */
  may?: readonly Cue[]
  also?: (source: Source, at: number, to: number) => boolean
  /** It can begin without a mark in front of it. */
  inside?: true
  /** The names in it are of whoever the rest speaks of. */
  ofSame?: true
}>

const always = () => true
const one = (end: (source: Source, at: number) => number | null) => (source: Source, at: number) => {
  const to = end(source, at)
  return to === null ? [] : [to]
}

const GRAMMAR: readonly Phrase[] = [
  // Described once more, or told more of: who acts and what is done stays.
  {
    what: 'apposition',
    opens: opensApposition,
    stands: [subjectOf, namedBefore, beforeAdjunct],
    may: ['focus', 'show'],
    also: saysNoMoreOf,
  },
  { what: 'apposition in brackets', opens: opensApposition, ends: bracketEnd, stands: [bracketed], may: ['focus'], also: saysNoMoreOf },
  { what: 'remark', opens: opensApposition, stands: [closingOrGoingOn], may: ['attribution'], also: remarksOnly },
  { what: 'members', opens: opensMembers, stands: [subjectOf, bracketed, closingOrGoingOn], may: ['focus'] },
  {
    what: 'age',
    opens: (s, at) => /^[1-9]\d$/.test(wordAt(s, at)),
    stands: [namedBefore, beforeDetail],
    also: (_, at, to) => to === at + 1,
  },
  { what: 'relative clause', opens: opensRelative, stands: [subjectOf, closing], may: ['focus', 'show'], also: saysNoMoreOf },
  {
    what: 'description',
    opens: opensDescription,
    ends: segmentOrBracket,
    stands: [subjectOf, bracketed, closingOrGoingOn, leading],
    may: ['focus'],
  },
  { what: 'look', opens: opensLook, stands: [subjectOf, namedBefore, beforeAdjunct], may: ['focus'] },
  {
    what: 'note in brackets',
    opens: always,
    ends: bracketEnd,
    stands: [bracketed],
    may: ['attribution', 'focus'],
    also: bracketAddsNothing,
  },
  // What came of it, how it was done, what the speaker went on to say.
  {
    what: 'result',
    opens: opensResult,
    ends: segmentOrVerb,
    stands: [closingOrGoingOn, subjectOf, bracketed, leading],
    may: ['focus', 'show', 'attribution'],
  },
  { what: 'manner', opens: opensManner, ends: segmentOrVerb, stands: [subjectOf, closingOrGoingOn, bracketed, leading], may: ['focus'] },
  { what: 'comment', opens: opensComment, ends: segmentOrSentence, stands: [closing, leading], may: ['focus', 'modal', 'attribution'] },
  { what: 'comment on a denial', opens: opensDenialComment, stands: [closing], may: ['focus', 'hedge', 'attribution'] },
  { what: 'reason', opens: opensReason, stands: [closingOrGoingOn, leading], may: ['attribution', 'focus'] },
  { what: 'what went before', opens: opensHaving, stands: [leading], may: ['reversal', 'show'] },
  // Where, when and through what it was said or happened.
  { what: 'occasion', opens: occasion, stands: [leading, subjectOf], may: ['attribution', 'focus'] },
  { what: 'said through, inline', inside: true, opens: always, ends: one(saidThroughEnd), stands: [inline], may: ['attribution'] },
  { what: 'spot', inside: true, opens: always, ends: one(spotEnd), stands: [unmarked] },
  { what: 'event', inside: true, opens: eventAdjunct, stands: [leading, subjectOf, inline] },
  { what: 'time', inside: true, opens: always, ends: one(timeEnd), stands: [leading, between, inline], also: timeIsLoose },
  { what: 'dateline', opens: (_, at) => at === 0, ends: one(datelineEnd), stands: [always], ofSame: true },
  // Words before a noun.
  { what: 'title', inside: true, opens: always, ends: one(titleEnd), stands: [always], may: ['attribution', 'reversal'], ofSame: true },
  { what: 'look of a thing', inside: true, opens: always, ends: one(adjectivesEnd), stands: [always], may: ['focus'] },
]

const INSIDE = GRAMMAR.filter(({ inside }) => inside)

/** Where each loose phrase that begins with this word ends: the first word behind it. */
export function phrasesAt(source: Source, at: number): readonly number[] {
  const ends: number[] = []
  const rows = gapAt(source, at) === '' && at !== source.sentenceStart[at] ? INSIDE : GRAMMAR
  for (const { opens, ends: endsOf, stands, may = [], also = always, ofSame = false } of rows) {
    if (!opens(source, at)) continue
    for (const to of endsOf?.(source, at) ?? [source.segmentEnd[at] ?? 0]) {
      if (to <= at || to - at > MAX_WORDS || ends.includes(to)) continue
      if (!stands.some((place) => place(source, at, to))) continue
      if (cueIn(source, at, to, may) !== null || !also(source, at, to)) continue
      if ((!ofSame && !leavesNoPronounBehind(source, at, to)) || tellsWhichPlace(source, at, to)) continue
      ends.push(to)
    }
  }
  return ends
}

/** An -ing phrase can also end without a mark, before a second predicate: “…, spilling glass and injured 12 people”. */
function segmentOrVerb(source: Source, at: number): readonly number[] {
  const end = source.segmentEnd[at] ?? 0
  for (let to = at + 2; to < Math.min(end - 1, at + MAX_WORDS); to += 1) {
    if (wordAt(source, to) === 'and' && isPast(wordAt(source, to + 1))) return [end, to]
  }
  return [end]
}

/** Brackets end with their bracket, whatever commas they hold. */
function bracketEnd(source: Source, at: number): readonly number[] {
  if (!gapAt(source, at).endsWith('(')) return [source.segmentEnd[at] ?? 0]
  for (let to = at + 1; to <= Math.min(source.words.length, at + MAX_WORDS); to += 1) if (gapAt(source, to).startsWith(')')) return [to]
  return []
}

function segmentOrBracket(source: Source, at: number): readonly number[] {
  return [source.segmentEnd[at] ?? 0, ...bracketEnd(source, at)]
}

function segmentOrSentence(source: Source, at: number): readonly number[] {
  return [source.segmentEnd[at] ?? 0, source.sentenceEnd[at] ?? 0]
}

/** What stays behind the phrase may not speak of somebody or something that only the phrase names. */
function leavesNoPronounBehind(source: Source, at: number, to: number): boolean {
  const end = source.words.length
  if (to === end) return true
  const [person, many, thing] = [holds(source, 'toPerson', to, end), holds(source, 'toMany', to, end), holds(source, 'toThing', to, end)]
  if (!person && !many && !thing) return true
  const inside = source.words.slice(at + 1, to)
  if (inside.some(({ text }) => /^\p{Lu}/u.test(text) && !CALENDAR.test(text))) return false
  const clause = POINTS_BACK.has(wordAt(source, at))
  if (clause && thing && inside.some(({ lower }) => ARTICLE.has(lower))) return false
  if (clause && person && inside.some(({ lower }) => ROLE.has(lower) || /(?:er|or|ist|man|woman|ian|ant)$/.test(lower))) return false
  return !(many && inside.some(({ lower }) => PEOPLE.test(lower)))
}
const PEOPLE =
  /^(?!papers|waters|letters|numbers|orders|borders|quarters|others|hers)\w*(?:ers|ors|ists|ians|ants|men|people|children|officials|rebels|troops|victims|students)$/
const CALENDAR = /day$|^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/

/** “Georgia, the US state”: a name that would be taken for a better known one keeps what tells it apart. */
function tellsWhichPlace(source: Source, at: number, to: number): boolean {
  if (!FAMOUS_PLACE.has(wordAt(source, at - 1)) || gapAt(source, at) === '') return false
  const describes = ARTICLE.has(wordAt(source, at)) || POINTS_BACK.has(wordAt(source, at))
  return describes && !hasWord(source, at, to, CAPITAL) && (at - 1 === source.sentenceStart[at] || hasWord(source, at, to, SETTLEMENT))
}
const CAPITAL = new Set(['capital'])
