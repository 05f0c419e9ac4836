// Phrases that tell where, when and on what occasion something was said or happened (pure).
import { isVerbAt } from './places.ts'
import { type Also, endOf, gapAt, hasCapital, hasWord, holds, type Opens, type Source, wordAt } from './source.ts'
import { ACTIVITY, ARTICLE, AUXILIARY, DONE_ONCE, MEDIUM, MONTH, OCCASION, SAYING, set, SPOT, WEEKDAY } from './word-kinds.ts'

/** “In a letter to shareholders, the chairman said”: the occasion, where somebody says it right behind, or does it once and nothing is counted. */
export const occasion: Opens = (source, at) => {
  const [first, to] = [wordAt(source, at), endOf(source, at)]
  if (!/^(?:in|during|at|before|on|after|following|amid|with)$/.test(first)) return false
  if (isVerbAt(source, to) && SAYING.has(wordAt(source, to)) && !hasCapital(source, at + 1, to)) return true
  if (!hasWord(source, at + 1, to, MEDIUM) && !hasWord(source, at + 1, to, ACTIVITY)) return false
  const counted = holds(source, 'count', to, source.sentenceEnd[at] ?? to)
  if (hasCapital(source, at + 1, to) && counted) return false
  return hasWord(source, to, Math.min(endOf(source, to), to + 7), SAYING) || (!counted && isDoneOnce(source, at, to))
}

/** Whether the rest of the sentence tells one past event: affirmed, real, with nothing compared, and a verb that place and hour do not limit. */
function isDoneOnce(source: Source, at: number, to: number): boolean {
  const [start, end] = [source.sentenceStart[at] ?? 0, source.sentenceEnd[at] ?? 0]
  const inRest = (mark: Parameters<typeof holds>[1]) => holds(source, mark, start, at) || holds(source, mark, to, end)
  return (
    !inRest('negation') &&
    !inRest('unreal') &&
    !inRest('extreme') &&
    (hasWord(source, start, at, DONE_ONCE) || hasWord(source, to, end, DONE_ONCE))
  )
}

/** “outside the parliament building”, “at the club's training ground on Tuesday”: a spot, in the telling of what was done once. */
export const spotEnd = (source: Source, at: number): number | null => {
  const [first, second] = [wordAt(source, at), wordAt(source, at + 1)]
  const opens = /^(?:outside|inside|at|near|beside|behind)$/.test(first)
    ? at + 1
    : (first === 'in' && second === 'front') || (first === 'on' && /^(?:the|its|his|her)$/.test(second))
      ? at + 1
      : 0
  if (opens === 0 || !(ARTICLE.has(second) || second === 'front') || holds(source, 'count', source.sentenceStart[at] ?? 0, at)) return null
  for (let to = opens + 1; to <= Math.min(endOf(source, at), at + 8); to += 1) {
    if (!SPOT.has(wordAt(source, to - 1)) || SPOT.has(wordAt(source, to))) continue
    const behind = timeEnd(source, to) ?? to
    const stops = behind === endOf(source, at) || /^(?:after|before|when|while|on|during|and)$/.test(wordAt(source, behind))
    return stops && isDoneOnce(source, at, behind) ? behind : null
  }
  return null
}

/** “said [on its social media account]”, “reported [in the latest issue of a journal] that”. */
export const saidThroughEnd = (source: Source, at: number): number | null => {
  const told = /^(?:reporters|journalists|parliament|lawmakers|lawmakers|supporters)$/.test(wordAt(source, at - 1)) ? at - 2 : at - 1
  if (!SAYING.has(wordAt(source, told)) || !/^(?:in|on|at|during)$/.test(wordAt(source, at)) || !ARTICLE.has(wordAt(source, at + 1)))
    return null
  const end = Math.min(endOf(source, at), at + 12)
  for (let to = at + 2; to <= end; to += 1) {
    if (to !== endOf(source, at) && wordAt(source, to) !== 'that') continue
    return hasWord(source, at, to, MEDIUM) ? to : null
  }
  return null
}

/** “after weeks of speculation”, “amid applause”: something going on around it, no span of time that a figure is counted over. */
export const eventAdjunct: Opens = (source, at) => {
  const [first, to] = [wordAt(source, at), endOf(source, at)]
  if (wordAt(source, at) === 'for') return wordAt(source, at + 1) === 'the' && wordAt(source, at + 3) === 'time' && to - at <= 7
  if (!/^(?:after|amid|following|shortly)$/.test(first) || !hasWord(source, at, Math.min(to, at + 6), OCCASION)) return false
  if (hasCapital(source, at + 1, to) && !(WEEKDAY.has(wordAt(source, to - 1)) && timeIsLoose(source, at, to))) return false
  const [start, end] = [source.sentenceStart[at] ?? 0, source.sentenceEnd[at] ?? 0]
  const counted = holds(source, 'count', start, at) || holds(source, 'count', to, end)
  return !holds(source, 'negation', start, at) && (!counted || first === 'amid' || hasWord(source, at, to, LONG_WAIT))
}
const LONG_WAIT = set('weeks days hours night months bell')

const PART_OF_DAY = set('morning afternoon evening night')
const HOUR = set('noon midnight dawn dusk sunrise sunset')

/** “late on Friday night”, “in the early hours of Sunday”, “at dawn on Friday”, “on Monday morning, local time”: never a date, month or year. */
export const timeEnd = (source: Source, at: number): number | null => {
  let to = at
  const skip = (test: (word: string) => boolean) => {
    if (to < source.words.length && (to === at || gapAt(source, to) === '') && test(wordAt(source, to))) to += 1
    else return false
    return true
  }
  const is = (word: string) => (other: string) => other === word
  skip((word) => word === 'late' || word === 'early')
  if (wordAt(source, to) === 'shortly') {
    to += 1
    if (!skip((word) => word === 'after' || word === 'before')) return null
    if (
      !skip((word) => HOUR.has(word)) &&
      !(skip((word) => /^\d{1,2}(?::\d\d)?$/.test(word)) && skip((word) => /^[ap]\.?m\.?$/.test(word)))
    )
      return null
    if (wordAt(source, to) !== 'on') return to
  } else if (wordAt(source, to) === 'at' && HOUR.has(wordAt(source, to + 1))) {
    to += 2
    if (wordAt(source, to) !== 'on') return to
  } else if (wordAt(source, to) === 'in' && wordAt(source, to + 2) === 'early' && wordAt(source, to + 3) === 'hours') {
    to += 5
    return WEEKDAY.has(wordAt(source, to)) ? to + 1 : null
  }
  skip(is('on'))
  if (!skip((word) => WEEKDAY.has(word))) return null
  skip((word) => PART_OF_DAY.has(word))
  if (wordAt(source, to) === 'local' && wordAt(source, to + 1) === 'time') to += 2
  return to
}

/** When something was said; or when something happened, if it is told as one past event, with nothing counted or compared over time. */
export const timeIsLoose: Also = (source, at, to) => {
  const [start, end] = [source.sentenceStart[at] ?? 0, source.sentenceEnd[at] ?? 0]
  const before = wordAt(source, at - 1)
  if (
    (SAYING.has(before) || /^(?:reporters|journalists)$/.test(before)) &&
    !AUXILIARY.has(wordAt(source, at - 2)) &&
    gapAt(source, at) === ''
  )
    return to === end || wordAt(source, to) === 'that' || /[,.]/.test(gapAt(source, to))
  const inRest = (mark: Parameters<typeof holds>[1]) => holds(source, mark, start, at) || holds(source, mark, to, end)
  if (inRest('negation') || inRest('unreal') || inRest('extreme') || inRest('date') || !inRest('event')) return false
  if (hasWord(source, start, end, GATHERED) && !hasWord(source, start, end, TOLL)) return true
  return !inRest('count') || /^an?$/.test(wordAt(source, at === start ? to : start))
}

/** People counted at one event; and verbs whose counts add up over time. */
const GATHERED = set('marched gathered rallied protested demonstrated attended')
const TOLL = set('killed died dead injured wounded missing percent infected')

/** “NAIROBI, Oct. 12 –”. */
export const datelineEnd = (source: Source): number | null => {
  for (let to = 1; to < Math.min(7, source.words.length); to += 1) {
    const { text, lower } = source.words[to - 1] ?? { text: '', lower: '' }
    if (!/^\p{Lu}{3,}$/u.test(text) && !(to > 1 && (MONTH.has(lower) || /^\d{1,2}$/.test(lower)))) return null
    if (gapAt(source, to) === '-') return /^\d/.test(lower) && !wordAt(source, to - 2).startsWith('apr') ? to : null
  }
  return null
}
