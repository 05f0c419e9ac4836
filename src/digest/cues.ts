// Words by which a sentence says what it does with what was told before: denies, admits, changes, recalls (pure).
import { isCorrection } from '../index/summarized-index.ts'

/** Verbs and words of reporting and counting, which differ between accounts of one thing. */
export const OF_REPORTING =
  'said says say told reported report reports according added stated announced quoted sources source statement spoke speak speaks gave given put number count counted counts figure figures toll total account people person persons initially first still since later then time'

const DENIAL =
  /\b(?:den(?:y|ies|ied)|rejects?|rejected|refut\w+|untrue|false|propaganda|to the contrary|no truth|fabricat\w+|dismiss(?:es|ed)\s(?:the\s)?(?:[\w’']+\s){0,3}(?:reports?|claims?|accounts?|accusations?))\b/i
const ADMISSION =
  /\b(?:admit\w*|acknowledg\w*|conced\w*|confirm\w*|own(?:s|ed) up|no longer (?:den\w+|disput\w+|claim\w*|insist\w*)|gave up|accept(?:s|ed) (?:that|the)|agree[ds]? (?:that|with)|recogni[sz]ed? that|(?:with|took|taken|takes) ?(?:dr[ae]wn?|back)\b|(?:dropp?ed|abandoned|retracted|reversed|withdr[ae]wn?) (?:its|the|their|his|her) (?:\w+ )?(?:claim|denial|statement|account|figure|count|toll|estimate|position)|(?:was|were|had been) (?:wrong|mistaken)|no longer (?:stand|stood|hold|held)s? (?:by|to)|backed down|after all|no longer in dispute)\b/i
const CHANGE =
  /\b(?:correct\w*|revis\w+|rais(?:ed|es)|lower(?:ed|s)|ris(?:en|es)|rose|grow[ns]?|grew|now|fall(?:en|s)|fell|shr[aiu]nk|drop\w*|recount|up from|down (?:from|to)|instead|postpon\w+|put off|delay\w*|brought forward|moved|shifted|swollen|climb\w*|increas\w+|updat\w+|reschedul\w+|also says)\b/i
/** What a sentence says was once to be. */
const PLAN = /\b(?:had (?:been )?\w+|was to|were to|were due|original(?:ly)?|planned|scheduled|would have|timetable|calendar)\b/i
/** A number or a date that is named as the one before. */
const FORMER =
  /(?:\bup from|\bdown from|\bfrom|\bagainst|\binstead of|\bnot|\bthan|\bwas|\bwere|\bhad been|\bversion said|\bat first)\s(?:about |some |over |at least |only |just )?$/iu
/** A number that somebody takes back. */
const TAKEN_BACK =
  /\b(?:withdr[ae]w\w*|dropp?(?:ed|ing|s)|abandon\w*|retract\w*|disown\w*|discard\w*|revok\w*|(?:took|takes|taken|taking) back|g[ai]ve[ns]? up|no longer (?:stands?|stood|holds?|held) (?:by|to))\s(?:\w+\s){0,3}(?:figures?|tolls?|counts?|estimates?|claims?|numbers?|totals?|tally|tallies)\s(?:of|that)\s(?:about |some |over |at least |only |just )?$/iu
const FURTHER = /^\s(?:more|other|additional|further|of (?:them|these|those))\b/i

const TELLER =
  /^["“]?((?:[\p{L}’'.-]+ ){1,6}?)(?:(?:on|in|late|early) \S+ )?(?:has |have |had )?(?:now |also |again )*(?:said|says|put|puts|gave|gives|given|speaks?|spoke|counted|counts|recorded|records|reported|reports|registered|raised|raises|lowered|lowers|revised|cut|maintain(?:s|ed)|claim(?:s|ed)|announced|confirmed|listed|lists|admitted|conceded|denied|denies|rejected|corrected)\b/u

/** Who opens the sentence and tells; null when nobody does. */
export const tellerIn = (text: string): string | null => TELLER.exec(text)?.[1]?.trim() ?? null
export const denies = (text: string): boolean => DENIAL.test(text)
export const admits = (text: string): boolean => ADMISSION.test(text)
export const tellsAChange = (text: string): boolean => CHANGE.test(text)
export const tellsAMove = (text: string): boolean => CHANGE.test(text) && !isCorrection(text) && !/\bcorrect/i.test(text)
export const recallsAPlan = (text: string): boolean => PLAN.test(text)
/** What stands at `start` is named as what was before. */
export const isFormer = (text: string, start: number): boolean =>
  FORMER.test(text.slice(Math.max(0, start - 30), start)) || TAKEN_BACK.test(text.slice(Math.max(0, start - 80), start))
/** What ends at `end` comes on top of a number, or is a part of it. */
export const isFurther = (text: string, end: number): boolean => FURTHER.test(text.slice(end))
