// What of the passages that came in is news: each is heard as a known fact or begins one, and what is news of them is told (pure).
import { derivedId } from '../base/hash.ts'
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import { type Hit, kinOf } from '../search/search.ts'
import { tellsAMove } from './cues.ts'
import type { Knowledge } from './knowledge.ts'
import { type KnownFact, newFact } from './known-fact.ts'
import { type Bearing, bearingOf, gives, leaves, type Morning, NO_BEARING, newsDays, planMet, sameness } from './novelty.ts'
import { numbersIn } from './number-words.ts'
import { type PutRight, putRight } from './put-right.ts'
import { SMALL_NUMBER, type Statement, statementOf } from './statement.ts'
import { dayInWords, numberInWords } from './wording.ts'

export type Heard = Readonly<{ hit: Hit; statement: Statement }>

/** A fact that is news, and the passages that tell it, the one to be shown first. */
export type News = Readonly<{
  fact: KnownFact
  heard: readonly [Heard, ...Heard[]]
  was: KnownFact | null
  against: KnownFact | null
  closes: KnownFact | null
  /** its article told otherwise before */
  corrects: boolean
  putRight: PutRight | null
  /** it is known, and somebody else says so too */
  isAnotherVoice?: boolean
}>

/** How much of a changed sentence the fact that it puts right holds. */
const LEAST_CARRIED = 0.3

type Sorting = Readonly<{
  knowledge: Knowledge
  morning: Readonly<{ fresh: Set<KnownFact>; led: Set<KnownFact> }>
  heard: Map<KnownFact, Heard[]>
  closes: Map<KnownFact, KnownFact>
  /** what was to come and has come by the fact */
  plans: Map<KnownFact, KnownFact>
  /** facts that put right what their article told, with what was put for what where the words say it */
  corrected: Map<KnownFact, PutRight | null>
  before: ReadonlyMap<string, string>
  /** the words of each fact as they were before this edition */
  words: Map<KnownFact, ReadonlySet<string>>
  now: string
}>

/** `before`: what changed articles said in the version before, by id. */
type Moment = Readonly<{ now: string; before?: ReadonlyMap<string, string> }>

/** `heard`: every fact that was heard again, or begun, with the passages. */
export type Sorted = Readonly<{ news: readonly News[]; heard: ReadonlyMap<KnownFact, readonly Heard[]> }>

/** Hears all of it, what articles open with first, and returns the news in the order heard. Changes what is known. */
export function sortNews(hits: readonly Hit[], knowledge: Knowledge, { now, before = new Map() }: Moment): Sorted {
  const sorting: Sorting = {
    ...{ knowledge, now, before, heard: new Map(), closes: new Map(), plans: new Map(), corrected: new Map(), words: new Map() },
    morning: { fresh: new Set(), led: new Set() },
  }
  const isKnownName = namesKnown(knowledge)
  const papers = [...new Set(hits.flatMap(({ article }) => [article.label, article.publisher ?? '']))]
  const ordered = hits
    .filter(({ passage }) => passage.role !== 'heading')
    .map((hit): Heard => ({ hit, statement: statementOf(hit.passage, hit.article, papers) }))
    .sort((a, b) => a.hit.passage.ordinal - b.hit.passage.ordinal || compareOrigin(a, b))
  for (const heard of ordered) place(heard, sorting)
  for (const together of corroborated(sorting)) {
    const [first, ...others] = together
    const fact = begin(first, NO_BEARING, sorting)
    for (const one of others) hearAs(fact, one, sorting)
  }
  return { news: newsOf(sorting, isKnownName), heard: sorting.heard }
}

function compareOrigin({ hit: { article: a } }: Heard, { hit: { article: b } }: Heard): number {
  const [x, y] = [a.publishedAt ?? a.ingestedAt, b.publishedAt ?? b.ingestedAt]
  return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Names that were known before this edition. */
function namesKnown(knowledge: Knowledge): (stem: string) => boolean {
  const known = new Set([...knowledge.all()].flatMap((fact) => [...fact.words.keys()]))
  return (stem) => known.has(stem)
}

function place(heard: Heard, sorting: Sorting): void {
  const { knowledge, morning } = sorting
  const { statement } = heard
  const covers = knowledge.near(statement)
  if (correct(heard, covers, sorting)) return
  const known = bestOf(statement, covers, morning, knowledge)
  const left = known === null ? null : leaves(statement, known, covers, morning)
  if (known !== null && left === null) {
    hearAs(known, heard, sorting)
    return
  }
  if (known !== null && left !== null) {
    const own = knowledge.latest(left)
    const told = [own, ...[...knowledge.all()].filter(({ was }) => was === own.id)].find((fact) =>
      statement.amounts.some(({ value }) => fact.amounts.has(value)),
    )
    if (told !== undefined) hearAs(told, heard, sorting)
    else begin(heard, { was: own, against: null, closes: known }, sorting)
    return
  }
  const carried = new Set([...covers.keys()].filter((fact) => heard.hit.article.version > 1 && fact.articleIds.has(heard.hit.article.id)))
  const bearing = statement.leads || carried.size > 0 ? bearingOf(statement, covers, { morning, knowledge, carried }) : NO_BEARING
  if (bearing.was !== null && statement.amounts.some((amount) => bearing.was !== null && gives(bearing.was, amount))) {
    hearAs(bearing.was, heard, sorting)
    return
  }
  const plan = bearing === NO_BEARING ? planMet(statement, covers, knowledge) : null
  const twin = [...morning.fresh].find(
    (fact) => (plan !== null && sorting.plans.get(fact) === plan) || bearsAlike(fact, statement, bearing, sorting),
  )
  if (twin !== undefined) hearAs(twin, heard, sorting)
  else {
    const fact = begin(heard, bearing, sorting)
    if (plan !== null) sorting.plans.set(fact, plan)
  }
}

/** A sentence of a changed article that says otherwise what the article told before, unless that is known by now. */
function correct(heard: Heard, covers: ReadonlyMap<KnownFact, number>, sorting: Sorting): boolean {
  const { hit, statement } = heard
  const before = sorting.before.get(hit.article.id)
  const right = before === undefined ? null : putRight(hit.passage.text, before)
  if (right === null || right.to === '') return false
  const carried = [...covers].filter(
    ([fact, cover]) => fact.articleIds.has(hit.article.id) && fact.standing !== 'heard' && cover >= LEAST_CARRIED,
  )
  const was = carried.toSorted((a, b) => b[1] - a[1])[0]?.[0]
  const known = bestOf(statement, covers, sorting.morning, sorting.knowledge)
  const isNew = (fact: KnownFact) => fact === was || wordsOf(right.to).some((word) => !isStopWord(word) && !holds(fact, word))
  if (was === undefined || wordsOf(right.to).every((word) => holds(was, word)) || (known !== null && !isNew(known))) return false
  const bearing: Bearing = { ...NO_BEARING, was: sorting.knowledge.latest(was) }
  const twin = [...sorting.morning.fresh].find((fact) => fact === bearing.was || bearsAlike(fact, statement, bearing, sorting))
  if (twin !== undefined) hearAs(twin, heard, sorting)
  else begin(heard, bearing, sorting)
  return true
}

/** The fact has heard of the word, or of the number or the day that it is of. */
function holds(fact: KnownFact, word: string): boolean {
  const [number] = numbersIn(word)
  return (
    fact.words.has(stemOf(word)) ||
    (number !== undefined && (fact.amounts.has(number.value) || [...fact.days].some((day) => Number(day.slice(8)) === number.value)))
  )
}

/** Two articles of one edition that bear alike on one fact tell one thing, unless their numbers differ. */
function bearsAlike(fact: KnownFact, { amounts }: Statement, { was, against, closes }: Bearing, sorting: Sorting): boolean {
  if (was === null && against === null && closes === null) return false
  const bearsOn = [was?.id, against?.id]
  const isOfOne = [fact.was, fact.against].some((id) => id !== null && bearsOn.includes(id))
  if (isOfOne && amounts.some(({ value }) => value > SMALL_NUMBER && fact.amounts.has(value))) return true
  if (fact.was !== (was?.id ?? null) || fact.against !== (against?.id ?? null) || (sorting.closes.get(fact) ?? null) !== closes)
    return false
  return amounts.length === 0 ? fact.amounts.size === 0 : amounts.some(({ value }) => fact.amounts.has(value))
}

function bestOf(statement: Statement, covers: ReadonlyMap<KnownFact, number>, morning: Morning, knowledge: Knowledge): KnownFact | null {
  let best: KnownFact | null = null
  let most = 0
  for (const [fact, cover] of covers) {
    const same = sameness(statement, fact, cover, morning, knowledge)
    if (same > most) [best, most] = [fact, same]
  }
  return best
}

function begin(heard: Heard, { was, against, closes }: Bearing, sorting: Sorting): KnownFact {
  const { statement, hit } = heard
  const { articleId, version, start, end } = hit.passage
  const [amount] = statement.amounts
  const day = newsDays(statement).find((one) => one > statement.published)
  const fact = newFact(
    {
      id: derivedId('fact', sorting.now, articleId, String(version), String(start)),
      since: sorting.now,
      source: { articleId, version, start, end },
      value: amount !== undefined ? numberInWords(amount.value) : day !== undefined ? dayInWords(day) : '',
      what: amount?.what ?? '',
      was: was?.id ?? null,
      against: against?.id ?? null,
      standing: 'heard',
    },
    statement,
  )
  sorting.knowledge.add(fact)
  if (closes !== null) sorting.closes.set(fact, closes)
  // An article that goes on being written tells that things moved; one put right does not.
  if (was?.articleIds.has(articleId) && version > 1 && !tellsAMove(hit.passage.text))
    sorting.corrected.set(fact, putRight(hit.passage.text, sorting.before.get(articleId) ?? ''))
  hearAs(fact, heard, sorting)
  return fact
}

function hearAs(fact: KnownFact, heard: Heard, { knowledge, morning, heard: all, words }: Sorting): void {
  if (!words.has(fact)) words.set(fact, new Set(fact.words.keys()))
  knowledge.hear(fact, heard.statement, heard.hit.article.id)
  all.set(fact, [...(all.get(fact) ?? []), heard])
  if (fact.standing !== 'heard') return
  morning.fresh.add(fact)
  if (heard.statement.leads) morning.led.add(fact)
}

/** So many words that a fact has never been told in, shared by two papers that open with it, tell another. */
const NEW_WORDS = 2

/** Openings that were taken for a known fact although several papers tell something in common that it never held. */
function corroborated({ heard, morning, words }: Sorting): readonly (readonly [Heard, ...Heard[]])[] {
  return [...heard].flatMap(([fact, all]) => {
    if (morning.fresh.has(fact)) return []
    const known = words.get(fact) ?? new Set<string>()
    const isNew = (word: string) => !known.has(word) && ![...kinOf(word).keys()].some((kin) => known.has(kin))
    const leads = all
      .filter(({ statement }) => statement.leads && !statement.recalls && !statement.amounts.some((amount) => gives(fact, amount)))
      .map((one) => ({ one, fresh: one.statement.words.filter(isNew) }))
    for (const { one, fresh } of leads) {
      const others = leads.filter(
        (other) =>
          other.one.hit.article.label !== one.hit.article.label &&
          other.fresh.filter((word) => fresh.includes(word)).length >= NEW_WORDS &&
          other.one.hit.passage.text !== one.hit.passage.text,
      )
      if (others.length > 0) return [[one, ...others.map((other) => other.one)] as const]
    }
    return []
  })
}

/** Of the facts not told yet, those that some article opens with or that bring a number, a name or a day never heard of. */
function newsOf({ knowledge, morning, heard, closes, corrected }: Sorting, isKnownName: (stem: string) => boolean): readonly News[] {
  const news: News[] = []
  const told = new Map<string, Set<number>>() // places of what is told, by article
  for (const fact of morning.fresh) {
    const [first, ...others] = heard.get(fact) ?? []
    if (first === undefined) continue
    const all = [first, ...others]
    if (!all.some((one) => one.statement.leads || bringsEvidence(one, isKnownName))) continue
    if (fact.was === null && fact.against === null && all.every((one) => goesOn(one, told))) continue
    for (const { hit } of all) told.set(hit.article.id, (told.get(hit.article.id) ?? new Set()).add(hit.passage.ordinal))
    const known = (id: string | null) => (id === null ? null : (knowledge.get(id) ?? null))
    news.push({
      fact,
      heard: [first, ...others],
      was: known(fact.was),
      against: known(fact.against),
      closes: closes.get(fact) ?? null,
      corrects: corrected.has(fact),
      putRight: corrected.get(fact) ?? null,
    })
  }
  return news
}

function bringsEvidence({ statement }: Heard, isKnownName: (stem: string) => boolean): boolean {
  return (
    statement.amounts.some(({ value }) => value > SMALL_NUMBER) ||
    statement.names.some((name) => !isKnownName(name)) ||
    // A day on which something was once to be is no news.
    (newsDays(statement).length > 0 && !statement.recalls)
  )
}

/** It only goes on from the sentence before, which is told: no number and no denial of its own. */
function goesOn({ hit, statement }: Heard, told: ReadonlyMap<string, ReadonlySet<number>>): boolean {
  const before = told.get(hit.article.id)?.has(hit.passage.ordinal - 1) ?? false
  return before && hit.passage.ordinal > 0 && !statement.denies && statement.amounts.every(({ value }) => value <= SMALL_NUMBER)
}
