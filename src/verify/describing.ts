// Phrases that describe once more what stands before them: appositions, members, relative clauses, looks, notes in brackets (pure).
import { endsSentence, isVerbAt, saysSo } from './places.ts'
import { type Also, endOf, gapAt, hasWord, holds, isCapital, type Opens, type Source, wordAt } from './source.ts'
import { ARTICLE, AUXILIARY, DESCRIBED, FOLLOWED_BY, LOOK, POINTS_BACK, REMARK, SAYING, set, UNIT, WEEKDAY } from './word-kinds.ts'

/** “(an hour)”, “a head”: not described, but measured by. */
const MEASURE =
  /^(?:hour|day|week|month|year|night|person|head|piece|kilo|ounce|ton|tonne|barrel|share|litre|liter|pound|unit|game|mile|gallon|seat)(?:'s)?$/
const FRACTION = set('half third quarter fifth lower upper inner outer')

/** “Typhoon Rosa, a new pop song”: what the name sounds like is not what bears it. */
const BEARS_A_NAME = set(
  'song film movie novel book play opera album band horse racehorse mare stallion dog cat cow elephant puppet statue replica robot brand nickname pseudonym character game painting drill exercise',
)
const GOES_ON = /^(?:by|of|from|in|about|on|at|with|for|to|who|that|which|named|called|owned|made|run|set)?$/

/** Whether the noun of a short description is a thing or an animal with somebody's name. */
function bearsAName(source: Source, at: number): boolean {
  const end = endOf(source, at)
  return source.words
    .slice(at + 1, Math.min(end, at + 6))
    .some(({ lower }, n) => BEARS_A_NAME.has(lower) && (at + 2 + n >= end || GOES_ON.test(wordAt(source, at + 2 + n))))
}

export const opensApposition: Opens = (source, at) => {
  if (followsALead(source, at) || bearsAName(source, at)) return false
  const [first, second] = [wordAt(source, at), wordAt(source, at + 1)]
  const figured =
    gapAt(source, at).endsWith('(') &&
    (/\d|^(?:million|billion|trillion|percent)$/.test(wordAt(source, at - 1)) || UNIT.has(wordAt(source, at - 1)))
  if (figured || first === 'no' || MEASURE.test(second) || hasWord(source, at, endOf(source, at), FRACTION) || isVerbAt(source, at + 1))
    return false
  return ARTICLE.has(first) || (first === 'one' && second === 'of') || (first === 'long' && ARTICLE.has(second))
}

/** Irregular past forms that are no participle too. */
const ONLY_PAST = set(
  'took gave broke threw saw wrote began ran sang drank drove rode fell flew grew knew chose froze spoke stole tore wore swam rang sank shook went came ate',
)

/** An apposition or relative clause that has no verb of its own but behind who, which or that, and takes nothing back. */
export const saysNoMoreOf: Also = (source, at, to) => {
  if (POINTS_BACK.has(wordAt(source, at)) || POINTS_BACK.has(wordAt(source, at + 1)))
    return !/^(?:has|have|had)$/.test(wordAt(source, at + 1)) || wordAt(source, at + 2) !== 'since'
  const verb = source.words.slice(at, to).findIndex(({ lower }) => AUXILIARY.has(lower) || ONLY_PAST.has(lower))
  return verb < 0 || hasWord(source, at, at + verb, POINTS_BACK)
}

/** At the end, only what is said of the name right before it, or a noun that sums up the sentence without limiting it. */
export const remarksOnly: Also = (source, at, to) => {
  if (!saysNoMoreOf(source, at, to) || !ARTICLE.has(wordAt(source, at))) return false
  const saidBy = source.words
    .slice(at, to)
    .some(
      ({ lower }) =>
        SAYING.has(lower) ||
        /^(?:spokes\w+|official\w*|according|statements?|media|agency|press|reports?|witness\w*|leaked|account)$/.test(lower),
    )
  if (saidBy) return isCapital(source, at - 1) && /^spokes/.test(wordAt(source, at + 1))
  if (isCapital(source, at - 1)) return true
  const head = source.words.slice(at + 1, Math.min(to, at + 5)).find(({ lower }) => REMARK.has(lower))
  return head !== undefined
}

/** “In the north, the army, tired and angry, …”: behind what leads the sentence in, “the army” is no apposition but the subject. */
function followsALead(source: Source, at: number): boolean {
  let from = at - 1
  while (from > 0 && gapAt(source, from).replace(/["']/g, '') === '') from -= 1
  const word = wordAt(source, from)
  const start = source.sentenceStart[at] ?? 0
  if (
    /[(-]/.test(gapAt(source, at)) ||
    source.words.slice(start, at).some((_, n) => start + n >= Math.max(from, start + 1) && isVerbAt(source, start + n))
  )
    return false
  if (source.words.slice(start, from).some((_, n) => isVerbAt(source, start + n) && !LEADS_IN.has(wordAt(source, start)))) return false
  return from >= 0 && (LEADS_IN.has(word) || /(?:ly|ed|ing)$/.test(word) || source.words[from]?.run !== 0)
}
const LEADS_IN =
  set(`in on at by for from with after before during under amid despite since until till when while if unless as to among within following according because although though once where
  however meanwhile still also yesterday today tonight later then thus therefore instead earlier now there here perhaps maybe but and or yet so of upon without like unlike inside outside near
  behind beyond between against through throughout across along around late soon monday tuesday wednesday thursday friday saturday sunday`)

/** “many of them farmers”: never “mostly”, “including” or “most of them” behind a figure, which say what was counted. */
export const opensMembers: Opens = (source, at) => {
  const [first, second, third] = [wordAt(source, at), wordAt(source, at + 1), wordAt(source, at + 2)]
  if (first === 'among') return second === 'them'
  const counted = holds(source, 'number', source.sentenceStart[at] ?? 0, at)
  if (
    counted &&
    /^(?:of|last|in|on|by|for|at|from|with|to|twice|once|again|still|already|after|before|under)$|(?<!elder)ly$/.test(
      wordAt(source, at + 3),
    )
  )
    return false
  if (/^(?:many|some|several)$/.test(first)) return second === 'of' && (third === 'them' || third === 'whom')
  const closes = endsSentence(source, endOf(source, at))
  if (first === 'including') return !(counted && closes)
  if (/^(?:mostly|mainly|largely)$/.test(first))
    return !(counted && closes && second !== 'on') && !/^(?:in|at|among|within|under)$/.test(second)
  return /^(?:most|half)$/.test(first) && !(counted && closes) && second === 'of' && (third === 'them' || third === 'whom')
}

/** “who …”, “which …”, “whose …”, “through which …”; “that” opens no such clause. */
export const opensRelative: Opens = (source, at) => {
  const at2 = wordAt(source, at + 1)
  if (/^(?:who|whose|where)$/.test(wordAt(source, at)) || wordAt(source, at) === 'which') return closesWithAuxiliary(source, at)
  return /^(?:through|to|in|on|from|by|for|at)$/.test(wordAt(source, at)) && (at2 === 'which' || at2 === 'whom')
}

/** At the end of the sentence the clause may undo all of it (“…, which collapsed”): there only “which was …” and the like. */
function closesWithAuxiliary(source: Source, at: number): boolean {
  const end = endOf(source, at)
  const closes = end === source.words.length || /[.;!?]/.test(gapAt(source, end)) || (saysSo(source, end) && !isVerbAt(source, end))
  return !closes || /^(?:is|are|was|were)$/.test(wordAt(source, at + 1))
}

export const opensDescription: Opens = (source, at) => {
  const at2 = /ly$/.test(wordAt(source, at)) ? at + 1 : at
  const word = wordAt(source, at2)
  if (!DESCRIBED.has(word)) return false
  const behind = FOLLOWED_BY.get(word)
  return behind === undefined || behind.has(wordAt(source, at2 + 1))
}

export const opensLook: Opens = (source, at) => {
  const first = wordAt(source, at)
  if (first === 'as') return wordAt(source, at + 2) === 'as'
  const second = wordAt(source, at + 1)
  if (first === 'still' || first === 'back') return /^(?:in|at|on|from)$/.test(second)
  if (first === 'in') return hasWord(source, at + 1, endOf(source, at), CLOTHES)
  if (first === 'roped' || first === 'soaked') return true
  return LOOK.has(first) || (second === 'by' && wordAt(source, at + 2) === 'trade')
}
const CLOTHES = set(
  'coat coats suit suits uniform uniforms dress dresses pyjamas helmets masks jackets robes shirts slippers gowns boots shifts',
)

/** A conversion, a look to the side, an age with a home, the initials of what stands in front. */
export const bracketAddsNothing: Also = (source, at, to) => {
  const [first, last] = [wordAt(source, at), wordAt(source, to - 1)]
  if (/^(?:its|his|her|their)$/.test(first))
    return hasWord(source, at + 1, at + 3, set('worst best highest lowest first largest biggest smallest longest'))
  if (/^\d{4}-\d{4}$/.test(first)) return to === at + 1 && isCapital(source, at - 1)
  if (first === 'see' || first === 'pictured')
    return /^(?:above|below|map|right|left|page|graphic|photo)$/.test(last) || hasWord(source, at, to, set('map graphic photo page'))
  const number = /^(?:about|some|roughly|around|approximately|nearly|almost)$/.test(first) ? at + 1 : at
  const [money, size] = [/^(?:[a-z]{0,3}[$£€¥])\d[\d,.]*(?:k|m|bn|tn)?$/, /^\d[\d,.]*$/]
  const converts = money.test(wordAt(source, number))
    ? to - number <= 2 && (to - number === 1 || UNIT.has(last))
    : size.test(wordAt(source, number)) && to - number <= 4 && to - number >= 2 && UNIT.has(last)
  if (converts) return [1, 2, 3].some((n) => /\d/.test(wordAt(source, at - n)))
  if (/^(?:up|down)$/.test(first) && wordAt(source, at + 1) === 'from') return to - at <= 8
  if (/^\d[\d,.]*$/.test(first) && wordAt(source, at + 1) === 'on') return to - at === 3 && WEEKDAY.has(last)
  if (/^[1-9]\d$/.test(first)) return gapAt(source, at + 1) === ',' && /^(?:from|of|an?)$/.test(wordAt(source, at + 1))
  if (/^\p{Lu}{2,6}$/u.test(source.words[at]?.text ?? '') && to === at + 1) return isInitials(source, at)
  return first === 'the' && wordAt(source, at + 1) === 'size'
}

function isInitials(source: Source, at: number): boolean {
  const letters = source.words[at]?.text ?? ''
  const named = source.words.slice(Math.max(0, at - 8), at).filter(({ lower }) => !/^(?:of|for|and|the|on|in)$/.test(lower))
  return (
    named
      .slice(-letters.length)
      .map(({ text }) => text.slice(0, 1).toUpperCase())
      .join('') === letters && named.length >= letters.length
  )
}
