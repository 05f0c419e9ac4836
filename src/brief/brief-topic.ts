// Briefs a topic: what matters most and is newest, without repeats, at any age.
import type { Answer } from '../domain/answer.ts'
import { chosen, evidenceOf, passagesOf } from './ask.ts'
import type { BriefDependencies, BriefTopicRequest } from './brief.ts'
import { claimFrom, coverageOf } from './cited.ts'
import { selectDrafts } from './select.ts'

const MOST_CLAIMS = 8
const LOOKED_AT = 60 // passages

export function createBriefTopic(dependencies: BriefDependencies): (request: BriefTopicRequest) => Promise<Answer> {
  const { search, index, elapsed } = dependencies
  return async ({ topic, scope, now, since, only, evidence }) => {
    const started = elapsed()
    const result = await search.find({ question: topic.query, scope, now, since, only, limit: LOOKED_AT })
    const selected = selectDrafts({ hits: result.hits, limit: MOST_CLAIMS, floor: 0 })
    const { drafts, model } = await chosen(selected, topic.query, dependencies)
    const claims = drafts.map(claimFrom)
    return {
      question: topic.title,
      kind: claims.length === 0 ? 'no-evidence' : 'answer',
      confidence: claims.length === 0 ? 0 : result.confidence,
      claims,
      disputes: claims.length === 0 ? [] : await index.disputesAmong(passagesOf(drafts), scope),
      ...evidenceOf(result.hits, evidence),
      searched: { from: since ?? null, to: null, terms: result.terms },
      model,
      coverage: await coverageOf(claims, index, scope, dependencies.failingSources?.() ?? []),
      tookMs: Math.max(0, elapsed() - started),
    }
  }
}
