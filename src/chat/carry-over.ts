// Makes a whole question of a remark that leans on the one before: "and in Ruili?", "what about casualties?", "why?", "who did he meet?" (pure).
import { withoutEndMarks } from '../base/end-marks.ts'
import { leaning } from './leaning.ts'
import {
  AUXILIARY,
  capitalised,
  type Carried,
  carried,
  type Context,
  hasName,
  NAME,
  namesIn,
  namesOf,
  PLACE_PHRASE,
  PLACES,
  QUESTION_WORD,
  VERB_FIRST,
} from './remark-words.ts'

const ARTICLE = '(?:the |a |an )?'
const LEAD = /^(?:(?:(?:and|but|so|ok(?:ay)?|also|then|plus|or|well|hm+)\b[ ,]*)|now[ ,]+)+/iu
const ABOUT =
  /^(?:what|how) (?:about|of)\b\s*|^(?:(?:is|are|was|were) there )?(?:any(?:thing)?|some)(?: (?:news|word|information|info|reports?|details?))?(?: (?:on|about|of|for|from))?\s+|^(?:same|the same)(?: question)? (?:for|about|in)\s+|^(?:regarding|concerning|as for|about|(?:(?:let['’]?s |let us )?(?:go |going )?back to)|(?:let['’]?s |let us )(?:talk|hear) about)\s+/iu
const PREPOSITION =
  /^(in|at|on|near|from|to|for|by|of|with|against|inside|outside|around|between|across|over|during|after|before|under|into|within|about)\s+(\S.*)$/iu
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
