// What kind of thing answers a question, and which kinds a passage holds (pure).
import type { AnnotatedPassage } from '../domain/passage.ts'

export type AnswerType = 'person' | 'place' | 'date' | 'number' | 'reason' | 'manner' | 'yes-no' | 'other'

/** Bits of what a passage holds. */
export const HOLDS = {
  number: 1,
  date: 2,
  person: 4,
  place: 8,
  name: 16,
  quote: 32,
  cause: 64,
  manner: 128,
  heading: 256,
  money: 512,
  percent: 1024,
  duration: 2048,
  distance: 4096,
  superlative: 8192,
} as const

const MONTHS =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec'
const DATE = new RegExp(
  `\\b(1[0-9]{3}|20[0-9]{2})s?\\b|\\b(${MONTHS})\\b\\.? ?\\d|\\b\\d{1,2} (${MONTHS})\\b|\\b(mon|tues|wednes|thurs|fri|satur|sun)day\\b|\\b(yesterday|today|tomorrow)\\b|\\b\\d{1,2}(st|nd|rd|th) century\\b|\\b(last|next|this) (week|month|year|weekend)\\b|\\b(centur(y|ies)|decades?)\\b|\\b\\d+ ?(bc|ad|bce|ce)\\b`,
  'i',
)
const NUMBER =
  /\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|thirds?|quarters?|twice|several|pair|couple)\b/i
const MONEY = /[$€£¥₹]|\b(dollars?|euros?|pounds?|yuan|kyats?|usd|rupees?|yen|baht)\b/i
const PERCENT = /%|\b(per ?cent|percentage|half|third|quarter|majority)\b/i
const DURATION = /\b(seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(y|ies))\b/i
const DISTANCE = /\d ?(km|m|mi|ft|cm|mm)\b|\b(kilomet(er|re)s?|met(er|re)s?|miles?|feet|foot|yards?|inch(es)?|acres?|hectares?)\b/i
const CAUSE =
  /\b(because|due to|since|owing to|as a result|result(ed|s|ing)? (in|from|of)|caus(e|ed|es|ing)|reasons?|therefore|thus|in order to|so that|led to|leads to|to (avoid|prevent|protect|ensure|allow|reduce|make|help|defend|restore)|for fear|amid|after|following|driven by|blamed?|attributed|aim(ed|s|ing)?|seeking|hop(ed|es|ing) to|given that|consequence)\b/i
const MANNER = /\b(by \w+ing|through|using|via|by means|with the help|method|process|by (the|a|an)|\w+ly)\b/i
/** The first, largest, only one of its kind. */
export const SUPERLATIVE =
  /\b(most|first|largest|biggest|highest|oldest|main|primary|last|only|best|least|smallest|longest|major|chief|early|earliest|final|latest|newest|worst)\b/i
const QUOTE = /["“”]/
const NAME_INSIDE = /[\p{Ll}\d,;:’')] ["“‘(]?\p{Lu}[\p{L}\p{M}’'-]+/u
const NAME_AT_START = /^["“‘(]?\p{Lu}[\p{L}’'-]+(?: (?:of|the|de|von|van|al|bin) )?(?: ?\p{Lu}[\p{L}’'.-]*)+/u
const UNCASED = /[\p{Script=Han}\p{Script=Myanmar}]/u

/** The kinds of things a passage holds, as bits of HOLDS. */
export function holdingsOf(passage: Pick<AnnotatedPassage, 'text' | 'names' | 'dates' | 'figures' | 'role'>): number {
  const { text } = passage
  let holds = 0
  const has = (bit: number, test: boolean) => {
    if (test) holds |= bit
  }
  has(HOLDS.number, passage.figures.length > 0 || NUMBER.test(text))
  has(HOLDS.date, passage.dates.length > 0 || DATE.test(text))
  has(
    HOLDS.person,
    passage.names.some((name) => name.kind === 'person'),
  )
  has(
    HOLDS.place,
    passage.names.some((name) => name.kind === 'place'),
  )
  has(HOLDS.name, passage.names.length > 0 || NAME_INSIDE.test(text) || NAME_AT_START.test(text) || UNCASED.test(text))
  has(HOLDS.quote, QUOTE.test(text))
  has(HOLDS.cause, CAUSE.test(text))
  has(HOLDS.manner, MANNER.test(text))
  has(HOLDS.money, MONEY.test(text))
  has(HOLDS.percent, PERCENT.test(text))
  has(HOLDS.duration, DURATION.test(text))
  has(HOLDS.distance, DISTANCE.test(text))
  has(HOLDS.superlative, SUPERLATIVE.test(text))
  has(HOLDS.heading, passage.role === 'heading')
  return holds
}

/** `wants`: a passage that answers holds at least one of these bits; 0 when anything may. */
export type Asked = Readonly<{ type: AnswerType; wants: number }>

/** First rule that fits, in order; words are the question's, folded. */
const RULES: readonly (readonly [RegExp, AnswerType, number])[] = [
  [
    /\bhow (much|many)\b.*\b(percent|percentage|proportion|share)\b|\b(what|which) (percent|percentage|proportion|fraction|share)\b/,
    'number',
    HOLDS.percent,
  ],
  [
    /\bhow much\b.*\b(cost|money|pay|paid|spend|spent|worth|price|earn|dollars?|trade)\b|\b(what|how) (is|was|were|are|much)?.*\b(cost|price|budget|salary|revenue)\b/,
    'number',
    HOLDS.money | HOLDS.number,
  ],
  [
    /\bhow (many|much)\b|\bwhat (number|amount|quantity)\b|\bwhat (is|was|were|are) the (total |average |estimated |current |death |approximate )*(number|population|amount|toll|temperature|speed|rate|score|size|value)\b/,
    'number',
    HOLDS.number,
  ],
  [/\bhow (old)\b|\bwhat age\b/, 'number', HOLDS.number],
  [
    /\bhow long\b.*\b(border|river|road|bridge|wall|coast|line|railway|pipeline|route|frontier|tunnel|canal)\b|\bhow (far|tall|high|deep|wide|big|large|heavy|fast)\b/,
    'number',
    HOLDS.distance | HOLDS.number,
  ],
  [/\bhow long (ago )?\b/, 'number', HOLDS.duration | HOLDS.date | HOLDS.distance],
  [/\bhow often\b|\bhow frequently\b/, 'number', HOLDS.number | HOLDS.duration],
  [
    /\b(when|what (time|date|day|month|year|decade|century)|(which|in what|in which|during what|during which|on what|on which) (year|month|day|date|decade|century))\b/,
    'date',
    HOLDS.date,
  ],
  [/\bsince when\b|\buntil when\b/, 'date', HOLDS.date],
  [
    /\bwhy\b|\bwhat (was |is |were |are )?(the )?(main |primary |major )?(reasons?|causes?|purpose|motive)\b|\bhow come\b|\bwhat (caused|led to|prompted|triggered)\b/,
    'reason',
    HOLDS.cause,
  ],
  [
    /\b(who|whom|whose)\b|\bwhat (person|leader|minister|president|actor|actress|scientist|author|artist|king|queen|general)\b|\bwhich (person|leader|minister|president|actor|actress|scientist|author|artist|king|queen|general)\b/,
    'person',
    HOLDS.person | HOLDS.name,
  ],
  [
    /\bwhere\b|\b(what|which) (city|country|state|town|village|place|province|region|area|continent|river|mountain|location|county|district|nation|island|border)\b/,
    'place',
    HOLDS.place | HOLDS.name,
  ],
  [/\bhow (did|does|do|was|is|were|are|can|could|has|have|had|would|will|to)\b/, 'manner', HOLDS.manner],
  [
    /\b(what|which) (armed |rebel |ethnic |other |two |three )*(groups?|army|armies|organi[sz]ations?|compan(y|ies)|agenc(y|ies)|part(y|ies)|countries|towns|cities|people|leaders|officials|ministers|banks?|networks?|newspapers?|universit(y|ies)|teams?|language|religion)\b/,
    'other',
    HOLDS.name,
  ],
  [/^(and |so |but )?(is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|may|might|am)\b/, 'yes-no', 0],
]

/** Reads the kind of answer off the question's words. */
export function askedBy(question: string): Asked {
  const words = question
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%$€£ ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  for (const [pattern, type, wants] of RULES) if (pattern.test(words)) return { type, wants }
  return { type: 'other', wants: 0 }
}

const NOW =
  /\b(now|today|tonight|currently|current|latest|at the moment|right now|these days|still|so far|recently|at present|nowadays|this (week|morning|afternoon|evening))\b/i

/** Whether a question is about the present. */
export function asksForNow(question: string): boolean {
  return NOW.test(question)
}

/** Where a question says that it is about the present: words that say when, not what. */
export function nowRanges(question: string): (readonly [number, number])[] {
  return [...question.matchAll(new RegExp(NOW, 'gi'))].map((match) => [match.index, match.index + match[0].length] as const)
}
