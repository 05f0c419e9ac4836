// Phrases that go on from the main clause: what came of it, how it was done, what else was said by the same people (pure).
import { endsSentence, isVerbAt } from './places.ts'
import { cueIn, endOf, hasCapital, hasWord, holds, type Opens, type Source, wordAt } from './source.ts'
import { COMMENT, isPast, MANNER, REACTION, RESULT, SAYING, set } from './word-kinds.ts'

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
