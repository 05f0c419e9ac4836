// Answers a question: find, select, let the model choose, cite.
import type { Answer, Change } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import { ANSWER_FROM, type Hit, type SearchResult } from '../search/search.ts'
import { agreedFirst, mayAgree } from './agreed.ts'
import { aheadIn, upTo } from './as-of.ts'
import { answersBeside, isBeside } from './beside.ts'
import type { AskRequest, BriefDependencies } from './brief.ts'
import { changesOf, supersedes, withoutCorrected } from './changes.ts'
import { citationOf, coverageOf, newestOf, searchedOf } from './cited.ts'
import { compose, isFitToShow } from './compose.ts'
import { disputesKept, disputesOfAnswer } from './disputed.ts'
import { newestFirst } from './newest.ts'
import { bestLead } from './prefer.ts'
import { spokenFirst } from './spoken.ts'
import { type Draft, selectDrafts } from './select.ts'

const MOST_CLAIMS = 5
const LOOKED_AT = 12 // passages; the fewer, the fewer articles are opened
const LOOKED_AT_BY_MODEL = 16 // only a model is offered more than the answer
const LOOKED_AT_BESIDE = 40 // what stands beside a quote may rank low by itself
/** A further claim is at least this likely to answer, compared with the first. */
const FURTHER_SHARE = 0.45
const FURTHER_FLOOR = 0.1
const STALE_AFTER_DAYS = 14

/** Returns the answering function. The extractive draft is complete before a model is asked; see compose for what it may do. */
export function createAsk(dependencies: BriefDependencies): (request: AskRequest) => Promise<Answer> {
  const { search, index, elapsed } = dependencies
  return async (request) => {
    const started = elapsed()
    const { question, scope, now, since, before, only, evidence } = request
    const model = request.unchosen ? null : dependencies.model
    const least = model === null ? LOOKED_AT : LOOKED_AT_BY_MODEL
    const limit = Math.max(request.beside ? LOOKED_AT_BESIDE : least, evidence ?? 0)
    const looked = { scope, now, since, before, only: upTo(now, only), limit }
    const found = request.beside ? await foundBeside(request, looked, dependencies) : await search.find({ ...looked, question })
    const result = request.beside ? found : { ...found, hits: await reordered(found, scope, dependencies) }
    const { hits, answerType } = result
    const read = result.read ?? question
    const moved = result.answers ? await index.changesAmong(hits.map(passageOf), scope) : []
    const { drafts, others } = result.answers
      ? selectFrom(result, read, { changes: moved, most: model === null ? MOST_CLAIMS : LOOKED_AT_BY_MODEL })
      : NOTHING
    const parts = { index, scope, since, now, only }
    const asked = { question: read, answerType, hits }
    const settled = await disputesOfAnswer({ ...asked, drafts }, parts)
    const composing = { question, drafts, others, most: MOST_CLAIMS, changes: moved, deadlineMs: request.deadlineMs }
    const { told, grouped, model: used, making } = await compose(composing, { ...dependencies, model })
    const shown = told.map(({ draft }) => draft)
    const claims = told.map(({ claim }) => claim)
    const disputes = used === 'used' ? await disputesKept({ ...asked, drafts: shown }, { settled, extractive: drafts }, parts) : settled
    const coverage = await coverageOf({ claims, disputes }, request, dependencies)
    return {
      question,
      kind: kindOf(result, claims, request, dependencies.staleAfterDays ?? STALE_AFTER_DAYS),
      confidence: result.confidence,
      claims,
      ...grouped,
      ...changesOf(
        shown.map(({ hit }) => hit),
        moved,
      ),
      disputes,
      ...closestOf(result, claims),
      ...evidenceOf(hits, evidence),
      searched: {
        ...searchedOf(claims, request, coverage.newest),
        terms: result.terms,
        ...(await aheadIn(scope, now, dependencies.articles)),
      },
      model: used,
      making,
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

/** What is asked of now is told by the newest reports; of the rest, what several voices say goes before what one says alone. */
async function reordered(found: SearchResult, scope: AskRequest['scope'], { index }: BriefDependencies): Promise<readonly Hit[]> {
  const { hits, answers, answerType, read = '' } = found
  if (!answers) return hits
  if (found.asksForNow) return newestFirst(hits, read)
  const storyOf = (articleId: string) => index.storyOf(articleId, scope)
  if (!mayAgree(hits, storyOf)) return hits
  const voices = await index.voices([...new Set(hits.map(({ article }) => article.id))], scope)
  return agreedFirst(hits, { voices, storyOf }, { answerType, question: read })
}

const passageOf = ({ passage }: Hit) => passage

type Selected = Readonly<{ drafts: readonly Draft[]; others: readonly Draft[] }>
const NOTHING: Selected = { drafts: [], others: [] }

/** The extractive answer, and what a model may choose besides: as likely to answer as an answer must be, and no figure that was given anew since. */
function selectFrom(
  { hits, answerType, leads }: Found,
  question: string,
  { changes, most }: Readonly<{ changes: readonly Change[]; most: number }>,
): Selected {
  const fit = hits.filter((hit) => hit.passage.role !== 'heading' && isFitToShow(hit))
  const sentences = withoutCorrected(fit, changes)
  const floor = Math.max(FURTHER_FLOOR, FURTHER_SHARE * (sentences[0]?.score ?? 0))
  const led = leads ? sentences : spokenFirst(bestLead(sentences, { answerType, question, changes }), question)
  const all = selectDrafts({ hits: led, limit: most, floor })
  const mayLead = ({ hit }: Draft) => leads?.has(hit) ?? true
  const mayAdd = ({ hit }: Draft) =>
    hit.score >= ANSWER_FROM && hit.fits !== false && !sentences.some((other) => supersedes(other, hit, changes))
  return { drafts: all.slice(0, MOST_CLAIMS).filter(mayLead), others: all.slice(MOST_CLAIMS).filter(mayLead).filter(mayAdd) }
}

function closestOf(result: SearchResult, claims: readonly Claim[]): Pick<Answer, 'closest'> {
  if (claims.length > 0) return {}
  const nearest = result.hits.find((hit) => hit.passage.role !== 'heading' && isFitToShow(hit))
  return nearest ? { closest: citationOf(nearest) } : {}
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
