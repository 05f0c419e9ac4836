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

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

/** Words that tell of a kind of thing; `may` and `march` only count as dates where the index read a date. */
const WORDS: readonly (readonly [number, ReadonlySet<string>])[] = [
  [
    HOLDS.number,
    setOf(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens half third thirds quarter
quarters twice several pair couple`),
  ],
  [
    HOLDS.date,
    setOf(`january february april june july august september october november december jan feb apr jun jul aug sep sept oct nov dec monday tuesday wednesday
thursday friday saturday sunday yesterday today tomorrow century centuries decade decades bc ad bce ce weekend`),
  ],
  [HOLDS.money, setOf('dollar dollars euro euros pound pounds yuan kyat kyats usd rupee rupees yen baht')],
  [HOLDS.percent, setOf('percent percentage half third quarter majority')],
  [
    HOLDS.duration,
    setOf('second seconds minute minutes hour hours day days week weeks month months year years decade decades century centuries'),
  ],
  [
    HOLDS.distance,
    setOf(`km kms mi ft cm mm kilometer kilometers kilometre kilometres meter meters metre metres mile miles feet foot yard yards inch inches acre acres hectare
hectares`),
  ],
  [
    HOLDS.cause,
    setOf(`because due since owing result resulted resulting results cause caused causes causing reason reasons therefore thus amid after following blame blamed
attributed aim aims aimed aiming seeking hoping consequence consequences led leads prevent avoid protect ensure restore defend allow so fear order`),
  ],
  [HOLDS.manner, setOf('by through using via means method process help with')],
  [
    HOLDS.superlative,
    setOf(
      'most first largest biggest highest oldest main primary last only best least smallest longest major chief early earliest final latest newest worst',
    ),
  ],
]

const YEAR = /^(1[0-9]{3}|20[0-9]{2})s?$/
const DIGIT = /\d/

/** The kinds of things that a folded word tells of, as bits of HOLDS. */
export function holdingsOfWord(word: string): number {
  let holds = DIGIT.test(word) ? HOLDS.number | (YEAR.test(word) ? HOLDS.date : 0) : 0
  for (const [bit, words] of WORDS) if (words.has(word)) holds |= bit
  return word.length > 4 && word.endsWith('ly') ? holds | HOLDS.manner : holds
}

/** The first, largest, only one of its kind. */
export function isSuperlative(question: string): boolean {
  return question
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => (holdingsOfWord(word) & HOLDS.superlative) !== 0)
}

const MONEY_SIGN = /[$€£¥₹]/
const QUOTE = /["“”]/
const NAME_INSIDE = /[\p{Ll}\d,;:’')] ["“‘(]?\p{Lu}[\p{L}\p{M}’'-]+/u
const UNCASED = /[\p{Script=Han}\p{Script=Myanmar}]/u

/** The kinds of things that a passage holds beside what its single words tell, as bits of HOLDS. */
export function holdingsOf({
  text,
  names,
  dates,
  figures,
  role,
}: Pick<AnnotatedPassage, 'text' | 'names' | 'dates' | 'figures' | 'role'>): number {
  let holds = role === 'heading' ? HOLDS.heading : 0
  if (figures.length > 0) holds |= HOLDS.number
  if (dates.length > 0) holds |= HOLDS.date
  for (const { kind } of names) holds |= kind === 'person' ? HOLDS.person : kind === 'place' ? HOLDS.place : HOLDS.name
  if (names.length > 0 || NAME_INSIDE.test(text) || UNCASED.test(text)) holds |= HOLDS.name
  if (QUOTE.test(text)) holds |= HOLDS.quote
  if (MONEY_SIGN.test(text)) holds |= HOLDS.money
  if (text.includes('%')) holds |= HOLDS.percent
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

/** Words alone that ask for a quantity by its name: "rice price", "population of Muse". */
const QUANTITIES: readonly (readonly [string, AnswerType, number])[] = [
  ['length|width|height|depth|distance|size|area', 'number', HOLDS.distance | HOLDS.number],
  ['price|cost|budget|salary|revenue|gdp', 'number', HOLDS.money | HOLDS.number],
  ['percentage|inflation|turnout', 'number', HOLDS.percent | HOLDS.number],
  ['population|(death |casualty )?toll|casualties|headcount', 'number', HOLDS.number],
  ['duration', 'number', HOLDS.duration | HOLDS.date],
  ['date', 'date', HOLDS.date],
]
const BY_NAME = QUANTITIES.map(
  ([nouns, type, wants]) => [new RegExp(`^(the )?(\\p{L}+ )?(${nouns}) (of|in|at|for) | (${nouns})$`, 'u'), type, wants] as const,
)

/** Reads the kind of answer off the question's words. */
export function askedBy(question: string): Asked {
  const words = question
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%$€£ ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  for (const rules of [RULES, BY_NAME]) {
    for (const [pattern, type, wants] of rules) if (pattern.test(words)) return { type, wants }
  }
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
