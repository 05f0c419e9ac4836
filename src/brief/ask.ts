// Answers a question: find, select, let the model choose, cite.
import type { Answer } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { Hit, SearchResult } from '../search/search.ts'
import type { AskRequest, BriefDependencies } from './brief.ts'
import { citationOf, claimFrom, coverageOf, newestOf } from './cited.ts'
import { type Draft, selectDrafts } from './select.ts'

const MOST_CLAIMS = 5
const LOOKED_AT = 40 // passages
/** A further claim is at least this likely to answer, compared with the first. */
const FURTHER_SHARE = 0.45
const FURTHER_FLOOR = 0.1
const STALE_AFTER_DAYS = 14

/** Returns the answering function. The extractive draft is complete before a model is asked; whatever the model does, it can only reorder and leave out. */
export function createAsk(dependencies: BriefDependencies): (request: AskRequest) => Promise<Answer> {
  const { search, index, elapsed } = dependencies
  return async (request) => {
    const started = elapsed()
    const { question, scope, now, since, before, only } = request
    const result = await search.find({ question, scope, now, since, before, only, limit: Math.max(LOOKED_AT, request.evidence ?? 0) })
    const { drafts, model } = result.answers
      ? await chosen(selectFrom(result), question, dependencies)
      : { drafts: [], model: 'off' as const }
    const claims = drafts.map(claimFrom)
    const disputes = drafts.length === 0 ? [] : await index.disputesAmong(passagesOf(drafts), scope)
    return {
      question,
      kind: kindOf(result, claims, request, dependencies.staleAfterDays ?? STALE_AFTER_DAYS),
      confidence: result.confidence,
      claims,
      disputes,
      ...closestOf(result, claims),
      ...evidenceOf(result.hits, request.evidence),
      searched: { from: since ?? null, to: before ?? null, terms: result.terms },
      model,
      coverage: await coverageOf(claims, index, scope, dependencies.failingSources?.() ?? []),
      tookMs: Math.max(0, elapsed() - started),
    }
  }
}

function selectFrom({ hits }: SearchResult): Draft[] {
  const best = hits.find((hit) => hit.passage.role !== 'heading')
  return selectDrafts({ hits, limit: MOST_CLAIMS, floor: Math.max(FURTHER_FLOOR, FURTHER_SHARE * (best?.score ?? 0)) })
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

export function passagesOf(drafts: readonly Draft[]) {
  return drafts.flatMap(({ hit, same }) => [hit.passage, ...same.map((other) => other.passage)])
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
