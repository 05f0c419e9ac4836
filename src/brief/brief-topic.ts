// Briefs a topic: what matters most and is newest, without repeats, at any age.
import type { Answer, Change } from '../domain/answer.ts'
import { ANSWER_FROM } from '../search/search.ts'
import { aheadIn, upTo } from './as-of.ts'
import { evidenceOf } from './ask.ts'
import type { BriefDependencies, BriefTopicRequest, Given } from './brief.ts'
import { changesOf, supersedes, withoutCorrected } from './changes.ts'
import { coverageOf, searchedOf } from './cited.ts'
import { compose, isFitToShow } from './compose.ts'
import { disputesOfTopic, joined } from './disputed.ts'
import { edit } from './editor.ts'
import { topicWords } from './on-topic.ts'
import { repeats, sayingOf, saysTheSame, tellsAgain } from './saying.ts'
import type { Draft } from './select.ts'

const MOST_CLAIMS = 8
const LOOKED_AT = 60 // passages
const MORE_OFFERED = 8 // drafts that a model may choose besides
const MOST_WORDS = 115 // with sources and disputes this is read in under a minute
/** Among chosen articles the best passage may still be far from the topic; below this it shares hardly a word with it. */
const FLOOR_OF_CHOSEN = 0.2

export function createBriefTopic(dependencies: BriefDependencies): (request: BriefTopicRequest) => Promise<Answer> {
  const { search, index, elapsed } = dependencies
  return async (request) => {
    const { topic, scope, now, since, only, unless, exactly, evidence } = request
    const most = exactly?.length ?? request.most ?? MOST_CLAIMS
    const chooser = request.unchosen ? null : dependencies.model
    const started = elapsed()
    const result = exactly
      ? { ...GIVEN, hits: exactly.flatMap(({ hit, also }) => [hit, ...also]) }
      : await search.find({ question: topic.query, scope, now, since, only: upTo(now, only), limit: LOOKED_AT })
    const fit = result.hits.filter((hit) => isFitToShow(hit) && (exactly || !unless?.(hit)))
    const moved = await index.changesAmong(
      fit.map(({ passage }) => passage),
      scope,
    )
    const hits = exactly ? fit : withoutCorrected(fit, moved)
    const near = only && !exactly ? hits.filter(({ score }) => score >= FLOOR_OF_CHOSEN) : hits
    const editing = { hits: near, topic: { ...topicWords(topic), answers: result.answers } }
    const found = exactly ? exactly.map(draftOf) : edit({ ...editing, limit: most, words: MOST_WORDS })
    const drafts = [...found, ...untold(request.always ?? [], found)]
    const parts = { index, scope, since, now }
    const settled = await disputesOfTopic(topic, drafts, near, parts)
    const others =
      chooser === null || !result.answers || exactly ? [] : besides(edit({ ...editing, limit: most + MORE_OFFERED }), drafts, moved)
    const { told, grouped, model, making } = await compose(
      {
        ...request,
        question: topic.query,
        drafts,
        others,
        most: Math.max(most, drafts.length),
        words: exactly ? undefined : MOST_WORDS,
        changes: moved,
      },
      { model: chooser, elapsed },
    )
    const shown = told.map(({ draft }) => draft)
    const claims = told.map(({ claim }) => claim)
    const disputes = model === 'used' ? joined(settled, await disputesOfTopic(topic, shown, near, parts)) : settled
    const coverage = await coverageOf({ claims, disputes }, { scope, now, since, only }, dependencies)
    return {
      question: topic.title,
      kind: claims.length === 0 ? 'no-evidence' : 'answer',
      confidence: claims.length === 0 ? 0 : result.confidence,
      claims,
      ...grouped,
      ...changesOf(
        shown.map(({ hit }) => hit),
        moved,
      ),
      disputes,
      ...evidenceOf(result.hits, evidence),
      searched: {
        ...searchedOf(claims, { since }, coverage.newest),
        terms: result.terms,
        ...(await aheadIn(scope, now, dependencies.articles)),
      },
      model,
      making,
      coverage,
      tookMs: Math.max(0, Math.round(elapsed() - started)),
    }
  }
}

const GIVEN = { confidence: 1, answers: true, terms: [] }
const MOST_CITATIONS = 5

/** Those of which no passage is in the drafts and that none of them tells. */
function untold(always: readonly Given[], drafts: readonly Draft[]): readonly Draft[] {
  const told = new Set(drafts.flatMap(({ hit, same }) => [hit, ...same].map(({ passage }) => passage.text)))
  return always
    .filter(({ hit, also }) => ![hit, ...also].some(({ passage }) => told.has(passage.text)))
    .map(draftOf)
    .filter(({ saying }) => !drafts.some((draft) => saysTheSame(draft.saying, saying) || repeats(draft.saying, saying)))
}

/** One article is cited once a claim. */
function draftOf({ hit, also }: Given): Draft {
  const saying = sayingOf(hit.passage)
  const same = also.filter(
    (other, at) =>
      other.article.id !== hit.article.id &&
      also.findIndex(({ article }) => article.id === other.article.id) === at &&
      saysTheSame(saying, sayingOf(other.passage)),
  )
  return { hit, saying, same: same.slice(0, MOST_CITATIONS - 1) }
}

/** What a model may choose besides the drafts: as likely to answer as an answer must be, telling none of them again, and no figure given anew since. */
function besides(wider: readonly Draft[], drafts: readonly Draft[], changes: readonly Change[]): readonly Draft[] {
  return wider.filter(
    ({ hit, saying }) =>
      hit.score >= ANSWER_FROM &&
      !drafts.some((draft) => saysTheSame(draft.saying, saying) || repeats(draft.saying, saying) || tellsAgain(draft.saying, saying)) &&
      !drafts.some((draft) => supersedes(draft.hit, hit, changes)),
  )
}
