// Phrases that go on from the main clause: what came of it, how it was done, what else was said or done by the same people (pure).
import { endsSentence, isVerbAt } from './places.ts'
import { cueIn, endOf, gapAt, hasCapital, hasWord, holds, type Opens, type Source, wordAt } from './source.ts'
import { AUXILIARY, COMMENT, isPast, MANNER, POINTS_BACK, REACTION, RESULT, SAYING, set } from './word-kinds.ts'

/** “reached the surface, smashing into pieces”: what came of it may be the end of whoever did it. */
const ENDS_ITSELF = set('into apart up to')
const ATTAINED = set(
  'reached reaches landed arrived docked touched entered returned completed delivered launched lifted crossed finished made took',
)
/** “winning it and losing it”: what is done to the thing itself may undo it. */
const UNDOES = set('it them this these itself themselves')

export const opensResult: Opens = (source, at) => {
  if (wordAt(source, at) === 'to') return REACTION.has(reactionAt(source, at))
  if (wordAt(source, at) === 'under') return /^(?:guard|escort)$/.test(wordAt(source, endOf(source, at) - 1))
  if (wordAt(source, at) === 'in')
    return (
      /^(?:an?|the)$/.test(wordAt(source, at + 1)) &&
      /^(?:ceremony|address|session|speech|statement|note)$/.test(wordAt(source, endOf(source, at) - 1))
    )
  if (wordAt(source, at) === 'rejecting') return /^an?$/.test(wordAt(source, at + 1))
  if (ENDS_ITSELF.has(wordAt(source, at + 1)) && hasWord(source, source.sentenceStart[at] ?? 0, at, ATTAINED)) return false
  return RESULT.has(wordAt(source, at)) && !hasWord(source, at + 1, at + 4, UNDOES)
}
const reactionAt = (source: Source, at: number) => {
  const skip = [1, 2].filter((n) => /^(?:the|her|his|its|their|own)$/.test(wordAt(source, at + n))).length
  return wordAt(source, at + 1 + skip)
}

const GOING_ON = set("is are am has have isn't aren't hasn't haven't")

/** How people went about it; behind words that were said it may turn them round (“rolling his eyes”). */
export const opensManner: Opens = (source, at) => {
  const [first, second] = [wordAt(source, at), wordAt(source, at + 1)]
  if (!MANNER.has(first) || (first === 'speaking' && !/^(?:to|in|at|after|before)$/.test(second))) return false
  if (first === 'moving' && endsSentence(source, endOf(source, at))) return false
  if ((first === 'going' && second !== 'from') || (first === 'lying' && !/^(?:on|in|at|under)$/.test(second))) return false
  const start = source.sentenceStart[at] ?? 0
  if (at === start || isVerbAt(source, endOf(source, at)) || first === 'speaking' || first === 'meeting') return true
  return (
    !hasWord(source, start, at, SAYING) &&
    !hasWord(source, start, at, GOING_ON) &&
    !source.words.slice(start, at).some(({ run }) => run !== 0)
  )
}

const OPENS_CAVEAT = set('it this that these those the')
const CAVEAT_HEAD =
  set(`figure figures number numbers toll count data result results estimate estimates study total rate tally sample finding findings it this that these those them they
  some both most all only one two three half others many several price rise fall increase decrease information evidence report`)
const DENIED = set('denied denies rejected rejects dismissed')

/** What the same speaker goes on to say, beside what was said. */
export const opensComment: Opens = (source, at) => {
  const [first, second, third] = [wordAt(source, at), wordAt(source, at + 1), wordAt(source, at + 2)]
  if (!COMMENT.has(first)) return false
  const start = source.sentenceStart[at] ?? 0
  if (first === 'pointing') return second === 'to'
  if (first === 'warning') return second === 'of'
  if (first === 'calling' || first === 'describing') return second === 'for' && third !== 'the'
  if (!/^(?:adding|saying|noting|stressing|insisting|recalling|explaining|pledging|arguing|remarking|commenting|complaining)$/.test(first))
    return second !== 'it' && second !== 'them' && second !== 'this'
  if (first === 'adding' && (second !== 'that' || !hasWord(source, start, at, SAYING))) return false
  if (second !== 'that') return saysBeside(source, at, at + 1)
  return saysBeside(source, at, at + 2)
}

/** Whether the clause that is added speaks of something else than the figures and facts before it. */
function saysBeside(source: Source, at: number, from: number): boolean {
  const start = source.sentenceStart[at] ?? 0
  const third = wordAt(source, from)
  if (third === 'they') return !holds(source, 'count', start, at)
  if (third === 'it') return /^(?:took|would|will|had|planned|hoped)$/.test(wordAt(source, from + 1)) && !holds(source, 'count', start, at)
  const end = endOf(source, from)
  if (/^(?:is|are|was|were)$/.test(wordAt(source, end - 2))) return false
  const subject = source.words.slice(from, from + 3)
  return (
    !subject.some(({ lower }) => CAVEAT_HEAD.has(lower)) ||
    (OPENS_CAVEAT.has(third) && !subject.slice(1).some(({ lower }) => CAVEAT_HEAD.has(lower)))
  )
}
/** “citing thick fog”: a reason of one's own, not somebody whose word it is. */
export const opensReason: Opens = (source, at) => {
  const [start, end] = [source.sentenceStart[at] ?? 0, endOf(source, at)]
  if (wordAt(source, at) !== 'citing' || hasCapital(source, at + 1, end) || cueIn(source, at + 1, end, ['focus']) !== null) return false
  return at === start || !hasWord(source, start, at, SAYING)
}

/** “calling the allegation absurd”, behind a denial that stays. */
export const opensDenialComment: Opens = (source, at) =>
  /^(?:calling|describing)$/.test(wordAt(source, at)) && hasWord(source, source.sentenceStart[at] ?? 0, at, DENIED)

/** “having missed two games”: what came before, in front of the main clause. */
export const opensHaving: Opens = (source, at) =>
  wordAt(source, at) === 'having' && (isPast(wordAt(source, at + 1)) || /en$/.test(wordAt(source, at + 1)))

const CHANGE = set('rose fell climbed dropped slipped gained lost closed ended finished eased rebounded grew')
const OBJECT_PRONOUN = set('it them him himself herself themselves itself this that back')
const NO_OBJECT_YET = set('to the a an of in on at by for with from and or not both either be been being have has had was were is are')

/** “… and left the city”: a second thing said of the same subject, when the first is complete and the second does not act on it. */
export const opensSecondPredicate: Opens = (source, at) => {
  const second = wordAt(source, at + 1)
  const start = source.sentenceStart[at] ?? 0
  if (wordAt(source, at) !== 'and' || gapAt(source, at + 1) !== '' || hasWord(source, start, at, SCOPES)) return false
  const base = hasWord(source, start, at, WILL) && BASE.has(second)
  if (!base && (CHANGE.has(second) || AUXILIARY.has(second) || !(isPast(second) && isVerbAt(source, at + 1)))) return false
  const before = wordAt(source, at - 1)
  if (isPast(before) || NO_OBJECT_YET.has(before) || !(base || holds(source, 'past', start, at))) return false
  const rest = source.words.slice(at + 2, endOf(source, at)).map(({ lower }) => lower)
  const [object, next] = rest
  if (object === undefined) return true
  // “declared him dead at 6.10 and found a pulse at 6.25”: what has a figure or a time of its own may put the first right.
  if (holds(source, 'number', at, endOf(source, at))) return false
  if (rest.some((word) => TAKES_BACK.has(word)) || TAKES_BACK.has(second) || repeats(source, start, at)) return false
  return !OBJECT_PRONOUN.has(object) && !(object.length < 5 && OBJECT_PRONOUN.has(next ?? '') && next !== 'this')
}
/** These deny or condition both of two predicates. */
const SCOPES =
  set(`not never no neither nor nobody none without cannot refused refuses failed fails unable if unless whether didn't don't doesn't won't wasn't weren't isn't aren't
  hasn't haven't hadn't wouldn't couldn't can't tried attempted planned threatened promised`)
const WILL = set('will')
const BASE = set(
  `celebrate meet visit speak sign attend open travel return address hold lead join take give make tour inspect launch present pay hand deliver begin start host receive lay move`,
)

const REPORTS = set('said says told announced reported claimed claims insisted argued warned stated denied denies admitted promised')
/** What is done again, given away or taken from somebody may undo the first. */
const TAKES_BACK = set('back away again off returned handed gave returning instead undone')

/** Whether the second part speaks of a thing of the first by its name. */
function repeats(source: Source, start: number, at: number): boolean {
  const first = new Set(source.words.slice(start, at).map(({ lower }) => lower))
  return source.words.slice(at + 1, endOf(source, at)).some(({ lower }) => lower.length > 3 && first.has(lower) && !REPEATABLE.has(lower))
}
const REPEATABLE = set('with from that this their were have been into over after before said when where which will more than')

const NO_SUBJECT = set(
  'it this that these those there he she they no neither some others most all many both nobody critics tests doctors scientists inspectors investigators auditors',
)
/** “, and its leader spoke to supporters”: a clause of its own with a subject of its own, that neither counts nor speaks of the first. */
export const opensSecondClause: Opens = (source, at) => {
  if (wordAt(source, at) !== 'and' || gapAt(source, at) !== ',') return false
  const [start, end] = [source.sentenceStart[at] ?? 0, endOf(source, at)]
  if (hasWord(source, start, at, REPORTS) && !(REPORTS.has(wordAt(source, at - 1)) && gapAt(source, at) === ',')) return false
  if (NO_SUBJECT.has(wordAt(source, at + 1)) && wordAt(source, at + 2) !== 'managers') return false
  const verb = source.words.slice(at + 2, Math.min(end, at + 8)).findIndex((_, n) => isVerbAt(source, at + 2 + n))
  if (verb < 0 || hasWord(source, at, at + 2 + verb, POINTS_BACK)) return false
  const rest = source.words.slice(at + 1, end).map(({ lower }) => lower)
  return (
    holds(source, 'past', start, at) &&
    !holds(source, 'number', at, end) &&
    !rest.some((word) => OBJECT_PRONOUN.has(word) || TAKES_BACK.has(word)) &&
    !repeats(source, start, at)
  )
}
