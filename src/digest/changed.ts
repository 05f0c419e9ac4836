// How news stands to what was told: what a claim updates or corrects, what it disputes, which dispute it ends.
import type { Answer } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { Dispute, Position } from '../domain/dispute.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Settled, Update } from '../render/render.ts'
import { cite, claimOf, verifyVerbatim } from '../verify/verify.ts'
import type { DigestDeps } from './digest.ts'
import { type History, hasNewPosition } from './history.ts'
import type { Knowledge } from './knowledge.ts'
import type { KnownFact } from './known-fact.ts'
import type { News } from './sort-news.ts'

/** Claims of facts told before, made anew from the words they were told by; a fact whose words are gone is absent. */
export type EarlierClaims = ReadonlyMap<KnownFact, Claim>

/** Of the facts that this news contradicts or that it ends the dispute of, with those that contradicted them. */
export async function earlierClaims(
  news: readonly News[],
  knowledge: Knowledge,
  scope: Scope,
  { articles, index }: Pick<DigestDeps, 'articles' | 'index'>,
): Promise<EarlierClaims> {
  const sides = news.flatMap(({ against, closes }) => [against, ...(closes === null ? [] : sidesOf(closes, knowledge))])
  const facts = [...new Set(sides)].filter((fact) => fact !== null)
  const records = await index.records(
    facts.map(({ source }) => source.articleId),
    scope,
  )
  const made = await Promise.all(
    facts.map(async (fact): Promise<readonly [KnownFact, Claim][]> => {
      const { articleId, version, start, end } = fact.source
      const article = await articles.get(articleId, scope, version)
      if (article === null || article.withdrawnAt !== null) return []
      if (verifyVerbatim(article.text.slice(start, end)).verdict === 'drop') return []
      const record = records.get(articleId)
      const passage = record?.version === version ? record.annotated.passages.find((one) => one.start === start) : undefined
      return [[fact, claimOf(cite(article, { start, end }, { speaker: passage?.speaker ?? null, hedge: passage?.hedge ?? null }))]]
    }),
  )
  return new Map(made.flat())
}

/** A fact, what it contradicts, and what contradicts either. */
function sidesOf(fact: KnownFact, knowledge: Knowledge): readonly KnownFact[] {
  const other = fact.against === null ? undefined : knowledge.get(fact.against)
  return [...new Set([...(other ? [other] : []), fact, ...knowledge.against(fact)])]
}

/** The news that a claim tells; undefined for a claim of none. */
const newsOf = ({ citations: [first] }: Claim, news: readonly News[]) =>
  news.find(({ heard }) => heard.some(({ hit: { passage } }) => passage.articleId === first.articleId && passage.start === first.start))

/** From what to what a claim changes what was told, and since when that was; null where it changes nothing. */
export function updateOf(claim: Claim, news: readonly News[]): Update | null {
  const told = newsOf(claim, news)
  if (told?.isAnotherVoice) return { claim, was: '', label: 'Another voice:' }
  if (told === undefined || told.was === null) return null
  const { fact, was, corrects, putRight } = told
  const what = fact.what || was.what
  // Where numbers or days say nothing, the words do.
  const isSaid = was.value !== '' && fact.value !== '' && was.value !== fact.value
  const from = isSaid ? was.value : (putRight?.from ?? was.value)
  const now = isSaid ? fact.value : (putRight?.to ?? '')
  return { claim, was: from, now, what, isCorrection: corrects, earlier: { toldAt: was.since, fact: was.id } }
}

type Told = Readonly<{ answer: Answer; earlier: EarlierClaims; history: History }>

/** What the index finds disputed in this news, unless it is only what moved; else what the news contradicts. */
export function newDisputes(news: readonly News[], { answer, earlier, history }: Told): readonly Dispute[] {
  const disputes = new Set<Dispute>()
  for (const claim of answer.claims) {
    const told = newsOf(claim, news)
    if (told === undefined || told.was !== null || told.closes !== null || told.isAnotherVoice) continue
    const found = answer.disputes.find((dispute) => hasNewPosition(dispute, history) && takesPart(claim, dispute))
    const before = told.against === null ? undefined : earlier.get(told.against)
    if (found !== undefined) disputes.add(found)
    else if (told.against !== null && before !== undefined)
      disputes.add({ about: aboutOf(told.against, told.fact), positions: [positionOf(told.against, before), positionOf(told.fact, claim)] })
  }
  return [...disputes]
}

function takesPart({ citations: [first] }: Claim, { positions }: Dispute): boolean {
  const all = positions.flatMap(({ claims }) => claims.flatMap(({ citations }) => citations))
  return all.some(({ articleId, start, end }) => articleId === first.articleId && start < first.end && end > first.start)
}

/** `number of lorries`; where nothing is counted, what was said first. */
function aboutOf(before: KnownFact, now: KnownFact): string {
  const what = before.what || now.what
  return what === '' ? 'what happened' : `number of ${what}`
}

function positionOf({ value }: KnownFact, claim: Claim): Position {
  const voices = new Set(claim.citations.map(({ label }) => label)).size
  return { value: value === '' ? claim.text : value, voices, claims: [claim] }
}

/** The disputes that this news ends, by the words of both sides. */
export function settledOf(news: readonly News[], earlier: EarlierClaims): readonly Settled[] {
  return news.flatMap(({ fact, closes }) => {
    if (closes === null || closes.settled) return []
    const sides = [...earlier].filter(([side]) => side === closes || side.id === closes.against || side.against === closes.id)
    const positions = sides.map(([, claim]) => claim)
    return positions.length === 0 ? [] : [{ about: aboutOf(closes, fact), positions }]
  })
}
