// Answers a question: find, select, let the model choose, cite.
import type { Answer, Change } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { Hit, SearchResult } from '../search/search.ts'
import { aheadIn, upTo } from './as-of.ts'
import { answersBeside, isBeside } from './beside.ts'
import type { AskRequest, BriefDependencies } from './brief.ts'
import { changesOf } from './changes.ts'
import { citationOf, claimFrom, coverageOf, newestOf, searchedOf } from './cited.ts'
import { disputesOfAnswer } from './disputed.ts'
import { bestLead } from './prefer.ts'
import { spokenFirst } from './spoken.ts'
import { type Draft, selectDrafts } from './select.ts'

const MOST_CLAIMS = 5
const LOOKED_AT = 16 // passages; the fewer, the fewer articles are opened
const LOOKED_AT_BESIDE = 40 // what stands beside a quote may rank low by itself
/** A further claim is at least this likely to answer, compared with the first. */
const FURTHER_SHARE = 0.45
const FURTHER_FLOOR = 0.1
const STALE_AFTER_DAYS = 14

/** Returns the answering function. The extractive draft is complete before a model is asked; whatever the model does, it can only reorder and leave out. */
export function createAsk(dependencies: BriefDependencies): (request: AskRequest) => Promise<Answer> {
  const { search, index, elapsed } = dependencies
  return async (request) => {
    const started = elapsed()
    const { question, scope, now, since, before, only, evidence } = request
    const limit = Math.max(request.beside ? LOOKED_AT_BESIDE : LOOKED_AT, evidence ?? 0)
    const looked = { scope, now, since, before, only: upTo(now, only), limit }
    const result = request.beside ? await foundBeside(request, looked, dependencies) : await search.find({ ...looked, question })
    const { hits, answerType } = result
    const moved = result.answers ? await index.changesAmong(hits.map(passageOf), scope) : []
    const { drafts, model } = result.answers
      ? await chosen(selectFrom(result, question, moved), question, dependencies)
      : { drafts: [], model: 'off' as const }
    const claims = drafts.map(claimFrom)
    const coverage = await coverageOf(claims, request, dependencies)
    return {
      question,
      kind: kindOf(result, claims, request, dependencies.staleAfterDays ?? STALE_AFTER_DAYS),
      confidence: result.confidence,
      claims,
      ...changesOf(
        drafts.map(({ hit }) => hit),
        moved,
      ),
      disputes: await disputesOfAnswer({ question, answerType, drafts, hits }, { index, scope, since, now, only }),
      ...closestOf(result, claims),
      ...evidenceOf(hits, evidence),
      searched: {
        ...searchedOf(claims, request, coverage.newest),
        terms: result.terms,
        ...(await aheadIn(scope, now, dependencies.articles)),
      },
      model,
      coverage,
      tookMs: Math.max(0, Math.round(elapsed() - started)),
    }
  }
}

/** `leads`: the hits that may be the words of a claim; all of them when absent. */
type Found = SearchResult & Readonly<{ leads?: ReadonlySet<Hit> }>

/** What stands beside the quotes of a thread answers at any confidence: that it follows them speaks for it. */
async function foundBeside(
  { question, beside = { quoted: [], context: '' } }: AskRequest,
  looked: Omit<Parameters<BriefDependencies['search']['find']>[0], 'question'>,
  { search, index }: BriefDependencies,
): Promise<Found> {
  const result = await search.find({ ...looked, question: `${question} (${beside.context})` })
  const near = result.hits.filter(({ passage }) => isBeside(passage, beside)).map(({ passage }) => passage)
  const disputes = near.length === 0 ? [] : await index.disputesAmong(near, looked.scope)
  const { hits, answerType } = result
  const answering = answersBeside({ question, hits, answerType }, beside, disputes)
  return { ...result, hits: [...new Set([...answering, ...hits])], answers: answering.length > 0, leads: new Set(answering) }
}

const passageOf = ({ passage }: Hit) => passage

function selectFrom({ hits, answerType, leads }: Found, question: string, changes: readonly Change[]): Draft[] {
  const sentences = hits.filter((hit) => hit.passage.role !== 'heading')
  const floor = Math.max(FURTHER_FLOOR, FURTHER_SHARE * (sentences[0]?.score ?? 0))
  const led = leads ? sentences : spokenFirst(bestLead(sentences, { answerType, question, changes }), question)
  const drafts = selectDrafts({ hits: led, limit: MOST_CLAIMS, floor })
  return leads ? drafts.filter(({ hit }) => leads.has(hit)) : drafts
}

type Chosen = Readonly<{ drafts: readonly Draft[]; model: Answer['model'] }>

/** Lets the model order and leave out; anything else than indexes of what it was offered leaves the draft as it was. */
export async function chosen(drafts: readonly Draft[], question: string, { model }: Pick<BriefDependencies, 'model'>): Promise<Chosen> {
  if (!model || drafts.length === 0) return { drafts, model: 'off' }
  const offered = drafts.map(({ hit }) => ({ text: hit.passage.text, label: hit.article.label, publishedAt: hit.article.publishedAt }))
  const choice = await model(question, offered)
  if (choice.kind !== 'chosen') return { drafts, model: choice.kind }
  const ordered = choice.order.flatMap((at) => drafts[at] ?? [])
  return ordered.length === 0 ? { drafts, model: 'rejected' } : { drafts: ordered, model: 'used' }
}

function closestOf(result: SearchResult, claims: readonly Claim[]): Pick<Answer, 'closest'> {
  const [nearest] = result.hits.filter((hit) => hit.passage.role !== 'heading')
  return claims.length === 0 && nearest ? { closest: citationOf(nearest) } : {}
}

export function evidenceOf(hits: readonly Hit[], count: number | undefined): Pick<Answer, 'evidence'> {
  return count === undefined ? {} : { evidence: hits.slice(0, count).map(citationOf) }
}

function kindOf(result: SearchResult, claims: readonly Claim[], { now }: AskRequest, staleAfterDays: number): Answer['kind'] {
  if (claims.length === 0) return 'no-evidence'
  if (!result.asksForNow) return 'answer'
  const newest = newestOf(claims.flatMap((claim) => claim.citations))
  const oldest = now.toZonedDateTimeISO('UTC').subtract({ days: staleAfterDays }).toPlainDate().toString()
  return newest !== null && newest.slice(0, 10) > oldest ? 'answer' : 'stale-evidence'
}
