// Among passages that answer nearly as well, which one leads: the newest of a figure, a number before "dozens", a full name before a surname (pure).
import type { Change } from '../domain/answer.ts'
import type { Figure } from '../domain/figure.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Hit, SearchResult } from '../search/search.ts'
import { supersedes } from './changes.ts'

/** A passage that gives the number itself may be this much less likely to answer than one that only says "thousands". */
const NUMBER_FROM = 0.5
/** A later report of the very figure may be this much less likely: the earlier one holds no more. */
const NEWEST_FROM = 0.08
/** Asked for an age, one that gives some age may be this much less likely; asked when, one that tells a day. */
const AGE_FROM = 0.4
const DAY_FROM = 0.6
const HOW_OLD = /\bhow old\b/iu
const AGE = /\b\d{1,3}[- ]years?[- ]old\b|\baged? \d{1,3}\b|, \d{1,3}(?=[,.;)]|$)/iu
/** Asked where a place lies, one that says so may be this much less likely. */
const LIES_FROM = 0.4
const WHERE_LIES = /^\W*[Ww]here(?: is| are| lies)?(?: the)? \p{Lu}[\p{L}\p{M}’'-]*(?: \p{Lu}[\p{L}\p{M}’'-]*)*\W*$/u
const LIES =
  /\b(?:near|located|lies|situated|(?:north|south|east|west)\w* of|(?:town|city|village|district|region|state|province|capital) (?:in|on|near|of|at|along))\b/iu
/** Of two that name somebody, the one with the full name may be this much less likely. */
const NAME_FROM = 0.7
/** Of two as likely, the one that names somebody at all answers who it was. */
const SOMEBODY_FROM = 0.9

/** What a lead is chosen for; `changes` are those among the hits. */
type Asked = Readonly<{ answerType: SearchResult['answerType']; question?: string; changes?: readonly Change[] }>

/** The hits with the better lead, if there is one, in front. */
export function bestLead(hits: readonly Hit[], { answerType, question = '', changes = [] }: Asked): readonly Hit[] {
  const [first] = hits
  if (first === undefined) return hits
  const within = (share: number) => hits.filter(({ score }) => score >= share * first.score).slice(1)
  if (HOW_OLD.test(question) && !AGE.test(first.passage.text))
    return led(
      hits,
      within(AGE_FROM).find(({ passage }) => AGE.test(passage.text)),
    )
  if (WHERE_LIES.test(question) && !LIES.test(first.passage.text))
    return led(
      hits,
      within(LIES_FROM).find(({ passage }) => LIES.test(passage.text)),
    )
  if (answerType === 'date' && !tellsADay(first)) return led(hits, within(DAY_FROM).find(tellsADay))
  if (answerType === 'number')
    return led(hits, newest(first, within(NEWEST_FROM), changes) ?? within(NUMBER_FROM).find(saysInNumbersWhat(first)))
  const someone = answerType === 'person' && !namesSomebody(first) ? within(SOMEBODY_FROM).find(namesSomebody) : undefined
  if (someone !== undefined) return led(hits, someone)
  if (answerType === 'person')
    return led(
      hits,
      within(NAME_FROM).find(({ passage }) => namesInFull(passage, first.passage)),
    )
  return hits
}

/** The last of the reports that give the first one's figure anew. */
function newest(first: Hit, others: readonly Hit[], changes: readonly Change[]): Hit | undefined {
  const later = others.filter((hit) => supersedes(hit, first, changes))
  return later.reduce<Hit | undefined>((last, hit) => (last === undefined || supersedes(hit, last, changes) ? hit : last), undefined)
}

const saysInNumbersWhat =
  (vaguely: Hit) =>
  ({ passage }: Hit) =>
    saysInNumbers(passage, vaguely.passage)

/** A day or a year, where the article's own date tells which, or in words. */
const tellsADay = ({ passage: { dates, text } }: Hit) => dates.length > 0 || /\b(?:1[0-9]|20)\d{2}\b/u.test(text)

const namesSomebody = ({ passage }: Hit) => passage.names.some(({ kind }) => kind === 'person')

function led(hits: readonly Hit[], lead: Hit | undefined): readonly Hit[] {
  return lead === undefined ? hits : [lead, ...hits.filter((hit) => hit !== lead)]
}

/** Both count the same, and only this one says how many. */
function saysInNumbers({ figures }: AnnotatedPassage, vaguely: AnnotatedPassage): boolean {
  if (vaguely.figures.length === 0 || vaguely.figures.some(isNumber)) return false
  return figures.some(
    (figure) => isNumber(figure) && vaguely.figures.some(({ measure, unit }) => measure === figure.measure && unit === figure.unit),
  )
}

const isNumber = ({ low, qualifier }: Figure) => low !== null && qualifier !== 'vague'

/** Everyone whom the other names by one word is named by more here, and at least one is. */
function namesInFull({ names }: AnnotatedPassage, briefly: AnnotatedPassage): boolean {
  const people = briefly.names.filter(({ kind }) => kind === 'person')
  const short = people.filter(({ text }) => !text.includes(' '))
  if (short.length === 0 || short.length < people.length) return false
  return short.every(({ key, text }) =>
    names.some((name) => name.text.includes(' ') && (name.key === key || name.text.split(' ').includes(text))),
  )
}
