// Numbers that count and measure nothing: ages, times of day, scores, labels, shares such as one in five, years (pure).
import { countsPeople, UNITS } from './measures.ts'
import type { NumberRun } from './number-words.ts'
import type { Word } from './words.ts'

type Span = Readonly<{ start: number; end: number }>
/** A number with the text around it. */
type Place = Readonly<{ run: NumberRun; words: readonly Word[]; first: Word; last: Word; before: string; after: string }>

const AROUND = 24 // characters looked at on either side
const OLDEST = 120 // years
const LABEL =
  /^(?:magnitudes?|number|nos?|phase|level|category|week|day|game|round|rooms?|flight|highway|route|road|interstate|chapter|articles?|sections?|part|page|volume|grade|class|type|channel|gate|lane|unit|item|step|figure|table|version|line|platform|terminal|runway|seat|group|division|district|precinct|lot|box|track|stage|rule|paragraph|clause|amendment|ward|suite|apartment|model|bus|train|zone|bracket|verse|psalm|series|season|episode|top|resolution)$/
const COUNTING_BEFORE =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)$/
const RELATIVE =
  /^(?:(?:grand)?(?:mother|father|son|daughter|parents?|wife|husband)|mum|mom|dad|brothers?|half-brothers?|sisters?|men|man|wom[ae]n|boys?|girls?|couple|both|senator|minister|president|officer|suspect|victim|driver|pilot|student|teacher|singer|actor|actress|player|leader|resident|brother|sister|uncle|aunt|cousin|friend|partner|colleague|judge|doctor|captain)$/
const OUTCOME =
  /^\s(?:\w+\s)?(?:win|wins|loss|losses|lead|victory|defeat|record|votes?|decision|draw|tie|run|scores?|round|rout|margin|aggregate|in favou?r)\b/
const BEFORE_YEAR =
  /^(?:in|since|from|until|till|by|of|year|circa|january|february|march|april|may|june|july|august|september|october|november|december)$/
const CLOCK = /^\s?(?:[ap]\.?\s?m\b|o['’]clock|(?:bst|gmt|utc|est|edt|cet|cest|pst|pdt|cst|cdt|mst|ist|et|pt|local time|hrs)\b)/i
const AGE_AFTER = /^[-\s]years?[-\s]olds?\b|^[-\s]months?[-\s]olds?\b/i
const AGED_BEFORE =
  /\b(?:aged?(?:\s(?:about|just|only|between|\d{1,3} and|\d{1,3} to))?|(?:at )?the age of|mother of|father of|parents? of|mum of|mom of|dad of)\s$/i
const CALIBRE = /^(?:\s|-)?(?:calib(?:er|re)|mm\b|gauge)/i

/** Whether the number is none that counts: a date, an age, a time, a score, a label, a share, a year. */
export function countsNothing(text: string, words: readonly Word[], run: NumberRun, dates: readonly Span[]): boolean {
  const first = words[run.from]
  const last = words[run.to - 1]
  if (first === undefined || last === undefined) return true
  if (dates.some((date) => first.start < date.end && last.end > date.start)) return true
  const before = text.slice(Math.max(0, first.start - AROUND), first.start)
  const after = text.slice(last.end, last.end + AROUND)
  const place: Place = { run, words, first, last, before, after }
  if (isAge(place) || isShare(place) || isLabelled(place) || CALIBRE.test(after)) return true
  return run.digits ? isWritten(place) || isYear(place) : isPronoun(place)
}

function isAge({ run, words, before, after }: Place): boolean {
  if (AGE_AFTER.test(after) || AGED_BEFORE.test(before) || (/\bboth\s$/.test(before) && /^[,.;)]/.test(after))) return true
  if (!run.digits || run.low !== run.high || run.low < 1 || run.low > OLDEST || run.to - run.from > 1) return false
  const holder = words[run.from - 1]
  if (/\($/.test(before)) return /^\)/.test(after) && holder?.capital === true
  if (!/,\s$/.test(before) || !/^(?:[,;.)]|\sand\s\d{1,3},|\s(?:and|who|was|were|is|has|had|from|died|of\s\p{Lu}))/u.test(after))
    return false
  return holder !== undefined && !holder.digits && (holder.capital || RELATIVE.test(holder.folded) || /^\sand\s\d/.test(after))
}

/** "One in five", "3 of 4 said": a share, and its whole. "30 of the 80": the whole alone. */
function isShare({ run, before, after }: Place): boolean {
  if (run.high > 1000) return false
  if (/^[-\s](?:quarters?|thirds?|fifths?|tenths?|halves)\b/.test(after)) return true
  if (/^\s(?:in|out of)\s(?:every\s)?(?:\d|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)/.test(after))
    return !isWhole(after)
  return (
    /\b(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:in|out of)\s(?:every\s)?$/i.test(before) ||
    /\d\sof\s(?:the\s|its\s|a\s)?$/.test(before)
  )
}

/** "three in 2019": a year or a day follows, no whole. */
function isWhole(after: string): boolean {
  return /^\s(?:in|out of)\s\d{4}/.test(after)
}

/** "Flight 370", "IE 9", "magnitude 6": the number names one of many. */
function isLabelled({ run, words, first, before, after }: Place): boolean {
  const holder = words[run.from - 1]
  if (holder === undefined || !/(?:\S\s|\bNos?\.\s?|-)$/.test(before)) return false
  if (/-$/.test(before) && !LABEL.test(holder.folded)) return false
  if (LABEL.test(holder.folded) && !(run.from < 2 && /^(?:part|top|line|unit)$/.test(holder.folded))) return true
  if (/^-(?:magnitude|strength)\b|^\s(?:earth)?quake\b|^\s(?:temblor|tremor)\b/.test(after) || /^\s?-?magnitude\b/.test(after)) return true
  if (!run.digits || first.text.includes(',') || run.to - run.from > 1 || run.high > 9999) return false
  return (
    holder.capital && !holder.digits && run.from > 1 && !COUNTING_BEFORE.test(holder.folded) && !/^\s(?:\p{Ll}+\s)?\p{Ll}+s\b/u.test(after)
  )
}

/** Digits as they are written in times, scores, ordinals, paths and decimals without a nought. */
function isWritten({ words, run, before, after }: Place): boolean {
  if (/^(?:st|nd|rd|th|s|ers)\b|^[x×]/.test(after) || /^:\s?\d/.test(after) || /^\.\d/.test(after) || /^\/\d/.test(after)) return true
  if (/(?:\d:\s?|[:/#]|(?:^|[^\d])\.)$/.test(before)) return true
  if (CLOCK.test(after) || /^-magnitude|^-strength/.test(after)) return true
  if (/\p{L}[-–]$/u.test(before) || (/^\p{L}\b/u.test(after) && !UNITS.has(words[run.to]?.folded ?? ''))) return true
  const pair = /^\s?[-–—]\s?\d/.test(after) || /\d\s?[-–—]\s?$/.test(before)
  return pair || (run.low !== run.high && run.high <= 300 && OUTCOME.test(after))
}

function isYear({ run, words, first }: Place): boolean {
  const next = words[run.to]?.folded ?? ''
  if (run.from + 1 !== run.to || !/^(?:1\d|20)\d\d$/.test(first.text) || countsPeople(next) || UNITS.has(next)) return false
  return /^(?:1[89]|20)/.test(first.text) || BEFORE_YEAR.test(words[run.from - 1]?.folded ?? '')
}

/** "the three", "both"; "one" counts only people: "one of the", "one picture", "the one that" do not. */
function isPronoun({ run, words }: Place): boolean {
  if (run.low <= 3 && /^(?:the|these|those|both|its|their|his|her)$/.test(words[run.from - 1]?.folded ?? '')) return true
  return run.low === run.high && run.low <= 1 && run.to - run.from === 1 && !onePerson(words, run.to)
}

function onePerson(words: readonly Word[], at: number): boolean {
  for (let next = at; next < at + 4; next++) {
    const folded = words[next]?.folded ?? ''
    if (countsPeople(folded)) return true
    if (words[next]?.stop !== false) return false
  }
  return false
}
