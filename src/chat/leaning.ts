// A whole question that leans on its thread by a pronoun, or says too little to stand alone (pure).
import { withoutEndMarks } from '../base/end-marks.ts'
import {
  AUXILIARY,
  capitalised,
  type Carried,
  carried,
  contentOf,
  contentWords,
  type Context,
  hasName,
  namesOf,
  PLACE_PHRASE,
  SMALL,
} from './remark-words.ts'

const PRONOUNS: readonly (readonly [RegExp, readonly ('person' | 'group' | 'place' | 'other')[]])[] = [
  [/\b(?:he|she|him)\b/iu, ['person']],
  [/\b(?:his|hers?)\b/iu, ['person']],
  [/\b(?:they|them|their|theirs)\b/iu, ['group', 'person']],
  [/(?<!\b(?:is|are|was|were|be|been) )\bthere\b(?! (?:is|are|was|were|been|be|any)\b)/iu, ['place']],
]
/** Words that follow the noun of `How much is the railway worth?` and are none. */
const AFTER_NOUN = /^(?:worth|like|going|doing|made|called|located|based|due)$/
const HIS = /^(?:he|him|his)$/
const HERS = /^(?:she|hers?)$/
const THING = /\b(?:it|its|this|that|these|those)\b/iu

const AND_THEN = new RegExp(
  String.raw`^(.+?)(,? (?:and|or|but) (?:also )?(?:(?:who|whom|what|when|where|which|why|how) )?(?:${AUXILIARY}) (it|they|he|she)\b.*)$`,
  'iu',
)

/** A whole question: pronouns get what they stand for; one too bare to stand alone gets the words it points at. */
export function leaning(said: string, context: Context): Carried | null {
  const [, first = said, second = '', pronoun = ''] = AND_THEN.exec(said) ?? []
  if (second === '' || !isNamedIn(first, pronoun, context)) return leaningWhole(said, context)
  const whole = leaningWhole(first, context)
  const joined = (question: string) => `${withoutEndMarks(question)}${second}?`
  return whole === null ? null : { ...whole, text: joined(whole.text), alternatives: whole.alternatives.map(joined) }
}

/** `who owns the harbor and is it open`: what the second half means stands in the first. */
function isNamedIn(first: string, pronoun: string, { nameKind }: Context): boolean {
  if (PRONOUNS.some(([earlier]) => earlier.test(first)) || THING.test(first)) return false
  const isOf = (...kinds: readonly ReturnType<Context['nameKind']>[]) => namesOf(first).some((name) => kinds.includes(nameKind(name)))
  if (/^it$/iu.test(pronoun)) return thingOf(first) !== null || isOf('place', 'group', 'other', null)
  if (/^who\b/iu.test(first)) return true
  if (/^they$/iu.test(pronoun)) return pluralOf(first) !== null || isOf('group', null)
  return isOf('person') || (isOf(null) && !PLACE_PHRASE.test(first))
}

function leaningWhole(said: string, context: Context): Carried | null {
  let text = said
  for (const [pronoun, kinds] of PRONOUNS) {
    const found = pronoun.exec(text)?.[0]
    if (found !== undefined) text = text.replace(pronoun, standsFor(found.toLowerCase(), kinds, context) ?? found)
  }
  const thing = THING.test(text) && pointsBack(text) ? (thingOf(context.question) ?? onlyName(context)) : null
  if (thing !== null) text = text.replace(THING, (it) => (/^its$/i.test(it) ? `${thing}’s` : thing))
  const unresolved = PRONOUNS.some(([pronoun]) => pronoun.test(text)) || (thing === null && THING.test(text) && pointsBack(text))
  if (unresolved) text = `${text} (${contentOf(context)})`
  if (text !== said) return carried(`${capitalised(text)}?`)
  return isBare(said, context) ? carried(`${capitalised(said)}?`, [`${capitalised(said)} (${contentOf(context)})?`]) : null
}

/** `who was blamed`, `which towns`: one word of its own and no name asks about what was just said. */
function isBare(said: string, { nameKind }: Context): boolean {
  const own = contentWords(said)
  const lowered = said.replace(/^\S+/u, (word) => word.toLowerCase())
  return own.length <= 1 && !hasName(lowered) && own.every((word) => nameKind(word) === null)
}

const NOUN_ED = /^(?:bed|shed|sled|breed|creed|deed|feed|greed|need|reed|seed|speed|weed)$/u
const isParticiple = (word: string) => /ed$/u.test(word) && !NOUN_ED.test(word)

/** What "it" was: the last single thing the question before named with its article, such as `the border`, or asked for, such as `which town`. */
function thingOf(question: string): string | null {
  const words = question.replace(/[?!.]+$/u, '').split(/\s+/u)
  const isNoun = (word: string | undefined) =>
    word !== undefined && /^\p{Ll}[\p{L}'’-]+$/u.test(word) && !SMALL.has(word) && !AFTER_NOUN.test(word)
  const isOne = (word: string | undefined) => isNoun(word) && !/[^s'’ui]s$/u.test(word ?? '')
  const at = words.findLastIndex((word, place) => /^(?:the|a|an|which|what)$/iu.test(word) && isOne(words[place + 1]))
  if (at < 0) return null
  // what is said of it follows: `which town fell`, `is the harbour open`, `when was the harbour closed`
  const isAsked = /^wh/iu.test(words[at] ?? '')
  const isSaid = /^(?:is|was)$/iu.test(words[at - 1] ?? '') && (isParticiple(words[at + 2] ?? '') || (at === 1 && at + 3 === words.length))
  return `the ${words.slice(at + 1, !isAsked && !isSaid && isNoun(words[at + 2]) ? at + 3 : at + 2).join(' ')}`
}

/** Where the question before named one thing alone, "it" is that; people are not. */
function onlyName({ question, nameKind }: Context): string | null {
  const [name, ...others] = namesOf(question)
  return name === undefined || others.length > 0 || nameKind(name) === 'person' ? null : name
}

/** The last thing in the plural, which "they" then are: `pipelines`, `people`. */
function pluralOf(question: string): string | null {
  const words = question.split(/[^\p{L}\p{M}'’-]+/u)
  return (
    words.findLast((word) => /^\p{Ll}{3,}[^s'’u]s$|^(?:people|troops|police|women|men|children)$/u.test(word) && !SMALL.has(word)) ?? null
  )
}

/** What a pronoun stands for, in words that fit its place; null when the thread does not tell. */
function standsFor(pronoun: string, kinds: readonly string[], context: Context): string | null {
  const { question, mentions } = context
  const meant = kinds.includes(context.meant?.kind ?? '') ? context.meant?.text : undefined
  const many = meant === undefined && kinds.includes('group') ? pluralOf(question) : null
  if (many !== null) return /^theirs?$/.test(pronoun) ? `the ${many}’` : `the ${many}`
  const place = meant === undefined && pronoun === 'there' ? PLACE_PHRASE.exec(question)?.[0] : undefined
  if (place !== undefined) return place
  const others = HIS.test(pronoun) ? context.called?.she : HERS.test(pronoun) ? context.called?.he : undefined
  const name =
    meant ??
    kinds
      .map((kind) => mentions.find((mention) => mention.kind === kind && !others?.includes(mention.text))?.text)
      .find((text) => text !== undefined)
  if (name === undefined) return null
  if (pronoun === 'there') return `in ${name}`
  return /^(?:his|hers?|theirs?)$/.test(pronoun) ? `${name}’s` : name
}

/** "that" may join a clause ("said that China…") and "it" may stand for nothing ("is it true that…"); both point nowhere. */
function pointsBack(text: string): boolean {
  return !/\b(?:it (?:is|was)?\s?\w+ that|(?:is|was) it \w+ that|(?:say|says|said|claim|claims|claimed|report|reported|think|know|believe|deny|denied|confirm|confirmed) that \S|th(?:is|at|ese|ose) (?:week|month|year|weekend|morning|evening|\w+s?\b \w+))/iu.test(
    text,
  )
}
