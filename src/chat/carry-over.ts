// Makes a whole question of a remark that leans on the one before: "and in Ruili?", "what about casualties?", "why?", "who did he meet?" (pure).
import { withoutEndMarks } from '../base/end-marks.ts'

export type NameKind = (words: string) => 'person' | 'group' | 'place' | 'other' | null

/** What the thread is about when the remark is made. */
export type Context = Readonly<{
  /** the question before, as understood */
  question: string
  /** people, groups and places of the answers, newest and most telling first */
  mentions: readonly Readonly<{ text: string; kind: 'person' | 'group' | 'place' | 'other' }>[]
  /** whom the thread called "he" and whom "she" so far */
  called?: Readonly<{ he: readonly string[]; she: readonly string[] }> | undefined
  /** who or what the remark was found to mean; null when only the thread's order tells */
  meant?: Readonly<{ text: string; kind: 'person' | 'group' | 'place' | 'other' }> | null | undefined
  /** name of the topic the thread began with, null when it began with a question */
  topic: string | null
  /** what kind of thing words name, however they are written; null when they are no name we know */
  nameKind: NameKind
}>

/**
 * `alternatives` are other wordings, to be tried in order when the first finds nothing.
 * `about` is the name that was put in: an answer that does not mention it answers something else.
 */
export type Carried = Readonly<{ text: string; alternatives: readonly string[]; about: string | null }>

const carried = (text: string, alternatives: readonly string[] = [], about: string | null = null): Carried => ({
  text,
  alternatives,
  about,
})

const ARTICLE = '(?:the |a |an )?'
const LEAD = /^(?:(?:(?:and|but|so|ok(?:ay)?|also|then|plus|or|well|hm+)\b[ ,]*)|now[ ,]+)+/iu
const ABOUT =
  /^(?:what|how) (?:about|of)\b\s*|^(?:(?:is|are|was|were) there )?(?:any(?:thing)?|some)(?: (?:news|word|information|info|reports?|details?))?(?: (?:on|about|of|for|from))?\s+|^(?:same|the same)(?: question)? (?:for|about|in)\s+|^(?:regarding|concerning|as for|about|(?:(?:let['’]?s |let us )?(?:go |going )?back to)|(?:let['’]?s |let us )(?:talk|hear) about)\s+/iu
const QUESTION_WORD = /^(?:who|whom|whose|what|when|where|which|why|how)\b/iu
const VERB_FIRST =
  /^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|tell|show|give|list|explain|describe|name|compare|find|ask|subscribe|unsubscribe)\b/iu
const PREPOSITION =
  /^(in|at|on|near|from|to|for|by|of|with|against|inside|outside|around|between|across|over|during|after|before|under|into|within|about)\s+(\S.*)$/iu
const NAME = /\p{Lu}[\p{L}\p{M}\p{N}'’.-]*(?:\s+(?:(?:of|the|de|al|bin)\s+(?=\p{Lu}))?\p{Lu}[\p{L}\p{M}\p{N}'’.-]*)*/gu
const BARE =
  /^(why|how|where(?: to| from| else)?|who(?: else)?|how many|how much|what happened|which ones?|whom|how come|how so|what for|why not|why so|by how much)(?: (?:is|was|did|does|are|were|do)(?: (?:that|this|it|so|these|those))?(?: (?:happen|happening|so|be|done|come|take place|exactly))?)?$/iu
const TIME =
  /^(?:now|right now|today|tonight|yesterday|currently|still|(?:the )?(?:last|this|next|past) \p{L}+|(?:on |last |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/iu
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const WHEN = new RegExp(
  String.raw`^(?:(?:the )?(?:(?:early|mid|late|spring|summer|autumn|winter)[ -](?:of )?)?(?:\d{1,2} )?(?:${MONTH}\b ?)?(?:\d{1,2},? )?\d{4}s?|(?:\d{1,2} )?${MONTH}(?: \d{1,2})?)$`,
  'iu',
)
const DATED_PHRASE = new RegExp(
  String.raw`\b(?:in|on|during|by|from) (?:\d{1,2} )?(?:${MONTH}\b ?)?(?:\d{1,2},? )?(?:\d{4}\b|(?<=${MONTH} ?))`,
  'iu',
)
const SMALL = new Set(
  'a an the of in on at to for from by with and or is are was were do does did has have had be been being can could will would should may might who whom whose what when where which why how many much long far there it its that this these those they them their he him his she her any anyone anybody something happened about'.split(
    ' ',
  ),
)

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
const PLACES = '(?:in|at|near|around|inside|outside|within|across)'
const PLACE_PHRASE = new RegExp(String.raw`\b${PLACES}\s+(?:the\s+)?${NAME.source}`, 'u')
const THING = /\b(?:it|its|this|that|these|those)\b/iu

/** A whole question, or null when the remark is one already and leans on nothing. */
export function carriedOver(remark: string, context: Context): Carried | null {
  const said = withoutEndMarks(remark.replace(/\s+/gu, ' ').trim())
  const withoutLead = said.replace(LEAD, '')
  const led = withoutLead !== said || ABOUT.test(withoutLead)
  const fragment = withoutLead.replace(ABOUT, '')
  if (fragment === '') return null
  if (BARE.test(withoutLead)) return bareWord(withoutLead, context)
  const whole = QUESTION_WORD.test(fragment) || VERB_FIRST.test(fragment)
  if (whole) return leaning(fragment, context)
  if (!led && fragment.split(' ').length > 4) return leaning(fragment, context)
  return changed(fragment, context)
}

/** "why?" asks it of the question before: `Was anyone killed?` → `Why was anyone killed?`. */
function bareWord(said: string, { question }: Context): Carried {
  const word = (BARE.exec(said)?.[1] ?? 'why').toLowerCase().replace(/^how come$|^why (?:so|not)$/, 'why')
  return carried(askedWith(word, question))
}

const AUXILIARY = 'is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must'
const ASKING = /^(who|whom|whose|what|where|when|which|why|how(?: (?:many|much|long|far|often|old|big))?)\b\s*(.*)$/iu
const COUNTED = new RegExp(`^((?:(?!(?:${AUXILIARY})\\b)\\S+ ){1,3})(${AUXILIARY}) (.+)$`, 'iu')

/** The question with another question word: `How many people were hurt?` with `why` → `Why were people hurt?`, `Who fled?` → `Why is it that someone fled?`. */
export function askedWith(word: string, question: string): string {
  const ended = withoutEndMarks(question)
  const asking = capitalised(word)
  const [, asked = '', rest = ended] = ASKING.exec(ended) ?? []
  if (asked === '' && VERB_FIRST.test(ended) && !/^how m/.test(word))
    return `${asking} ${ended.replace(/^\p{L}/u, (letter) => letter.toLowerCase())}?`
  if (/^how m/.test(word)) return `${asking} ${withoutSubject(rest)}?`
  if (/^(?:do|does|did)\b/iu.test(rest)) return `${asking} ${rest}?`
  if (/^(?:whom|where|when|why|how)$/iu.test(asked) && new RegExp(`^(?:${AUXILIARY})\\b`, 'iu').test(rest)) return `${asking} ${rest}?`
  const [, noun = '', verb = '', more = ''] = COUNTED.exec(rest) ?? []
  if (/^(?:how m|which|what)/iu.test(asked) && noun !== '') return `${asking} ${verb} ${noun}${more}?`
  if (/^who$/iu.test(asked)) return `${asking} is it that someone ${rest}?`
  return `${asking} ${withoutSubject(rest)}?`
}

const withoutSubject = (rest: string) =>
  rest.replace(/^(?:(?:is|are|was|were|do|does|did|has|have|had)\s+)?(?:(?:any|some)(?:one|body|thing)\s+)?/iu, '')

/** A whole question: pronouns get what they stand for; one too bare to stand alone gets the words it points at. */
function leaning(said: string, context: Context): Carried | null {
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

/** What "it" was: the last single thing the question before named with its article, such as `the border`, or asked for, such as `which town`. */
function thingOf(question: string): string | null {
  const words = question.replace(/[?!.]+$/u, '').split(/\s+/u)
  const isNoun = (word: string | undefined) =>
    word !== undefined && /^\p{Ll}[\p{L}'’-]+$/u.test(word) && !SMALL.has(word) && !AFTER_NOUN.test(word)
  const isOne = (word: string | undefined) => isNoun(word) && !/[^s'’ui]s$/u.test(word ?? '')
  const at = words.findLastIndex((word, place) => /^(?:the|a|an|which|what)$/iu.test(word) && isOne(words[place + 1]))
  if (at < 0) return null
  const asked = /^wh/iu.test(words[at] ?? '') // a verb follows what is asked for: `which town fell`
  return `the ${words.slice(at + 1, !asked && isNoun(words[at + 2]) ? at + 3 : at + 2).join(' ')}`
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

/** The words a thread is about, which its next question may leave unsaid. */
export function contentOf({ question, topic }: Pick<Context, 'question' | 'topic'>): string {
  const words = contentWords(question)
  return topic ?? (words.length === 0 ? question : words.join(' '))
}

function contentWords(text: string): string[] {
  const words = text.split(/[^\p{L}\p{M}\p{N}'’-]+/u).filter((word) => word !== '' && !SMALL.has(word.toLowerCase()))
  return words.filter((word, at) => words.indexOf(word) === at)
}

/** A fragment: another time, place or name in the same question, or another aspect of the same names. */
function changed(fragment: string, context: Context): Carried {
  // What an earlier follow-up left unsaid stands in brackets; another place or name takes its place.
  const bare = withoutEndMarks(context.question).replace(/(?: \([^()]*\))+$/u, '')
  if (TIME.test(fragment)) return carried(`${bare} ${fragment}?`)
  const placed = PREPOSITION.exec(fragment)
  if (placed !== null && context.topic === null) {
    const [preposition = '', object = ''] = placed.slice(1)
    const year = /^\d{4}$/.test(object) ? object : null
    const name = isNamed(object, context) ? withoutArticle(object) : year
    return carried(`${swappedPhrase(bare, preposition, object)}?`, name === null || year !== null ? [] : [`What about ${object}?`], name)
  }
  const named = isNamed(fragment, context) ? withoutArticle(fragment) : null
  const alone = `What about ${fragment}?`
  const swapped = named !== null && context.topic === null ? swappedName(bare, fragment, context) : null
  if (swapped !== null) return carried(`${swapped}?`, [alone], named)
  const around = hasName(fragment) && context.topic === null ? '' : surroundings(bare, context)
  return around === '' ? carried(alone, [], named) : carried(`What about ${fragment} ${around}?`, [alone], named)
}

const withoutArticle = (words: string) => words.replace(new RegExp(`^${ARTICLE}`, 'iu'), '')

/** Nothing but a name: `Ruili`, `the UN`, `Lwin Oo`. */
function isNamed(fragment: string, { nameKind }: Context): boolean {
  const name = withoutArticle(fragment)
  return nameKind(name) !== null || namesIn(name)[0] === name
}

const hasName = (text: string) => namesIn(text).length > 0

function namesIn(text: string): string[] {
  return [...text.matchAll(NAME)].map((match) => match[0].replace(/[.,'’-]+$/u, ''))
}

/** Names of a question; the capital of its first word alone names nothing. */
function namesOf(question: string): string[] {
  const lowered =
    QUESTION_WORD.test(question) || VERB_FIRST.test(question) ? question.replace(/^\S+/u, (word) => word.toLowerCase()) : question
  return namesIn(lowered)
}

/** "in Ruili" takes the place of "in China"; of another phrase of place when there is one; else it is added. */
function swappedPhrase(question: string, preposition: string, object: string): string {
  const names = String.raw`\p{Lu}[\p{L}\p{M}\p{N}'’.-]*(?:\s+\p{Lu}[\p{L}\p{M}\p{N}'’.-]*)*`
  const same = new RegExp(
    String.raw`\b${preposition}\s+(?:the\s+)?(?:${names}|\p{L}[\p{L}\p{M}'’-]*(?=$|\s+(?:and|or|by|in|on|at|for|from|to|with)\b))`,
    'u',
  )
  const phrase = `${preposition.toLowerCase()} ${object}`
  // “in 2022” is no place: it takes the place of another time alone.
  if (WHEN.test(object)) return DATED_PHRASE.test(question) ? question.replace(DATED_PHRASE, () => phrase) : `${question} ${phrase}`
  if (same.test(question)) return question.replace(same, () => phrase)
  if (new RegExp(`^${PLACES}$`, 'iu').test(preposition) && PLACE_PHRASE.test(question)) return question.replace(PLACE_PHRASE, () => phrase)
  return `${question} ${phrase}`
}

/** The last name of its kind in the question gives way to the new one; null when the question has none that could. */
function swappedName(question: string, name: string, { nameKind }: Context): string | null {
  const kind = nameKind(withoutArticle(name))
  const names = namesOf(question)
  const fits = (other: string) => kind === null || nameKind(other) === null || nameKind(other) === kind
  const last = names.findLast((other) => nameKind(other) === kind && kind !== null) ?? names.findLast(fits)
  if (last === undefined) return names.length === 0 ? `${question}, ${name}` : null
  const at = question.lastIndexOf(last)
  const before = question.slice(0, at).replace(/\bthe\s$/iu, '')
  return `${before}${name}${question.slice(at + last.length)}`
}

/** What a new aspect is asked of: the phrases of place of the question before, else its names, else the topic. */
function surroundings(question: string, { topic }: Context): string {
  const phrases = [
    ...question.matchAll(new RegExp(String.raw`\b(?:in|at|near|around|inside|across|of|from|against)\s+(?:the\s+)?(${NAME.source})`, 'gu')),
  ]
  if (phrases.length > 0) return phrases.map((match) => match[0]).join(' ')
  const names = namesOf(question)
  if (names.length > 0 && topic === null) return `(${names.join(', ')})`
  return topic === null ? '' : `(${topic})`
}

const capitalised = (text: string) => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase())
