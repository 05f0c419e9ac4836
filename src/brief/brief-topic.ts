// Briefs a topic: what matters most and is newest, without repeats, at any age.
import type { Answer } from '../domain/answer.ts'
import type { Topic } from '../domain/topic.ts'
import { aheadIn, upTo } from './as-of.ts'
import { chosen, evidenceOf } from './ask.ts'
import type { BriefDependencies, BriefTopicRequest } from './brief.ts'
import { changesOf } from './changes.ts'
import { claimFrom, coverageOf, searchedOf } from './cited.ts'
import { disputesOfTopic } from './disputed.ts'
import { edit } from './editor.ts'
import type { TopicWords } from './on-topic.ts'

const MOST_CLAIMS = 8
const LOOKED_AT = 60 // passages
const MOST_WORDS = 115 // with sources and disputes this is read in under a minute
/** Among chosen articles the best passage may still be far from the topic; below this it shares hardly a word with it. */
const FLOOR_OF_CHOSEN = 0.2

export function createBriefTopic(dependencies: BriefDependencies): (request: BriefTopicRequest) => Promise<Answer> {
  const { search, index, elapsed } = dependencies
  return async ({ topic, scope, now, since, only, unless, most = MOST_CLAIMS, evidence }) => {
    const started = elapsed()
    const result = await search.find({ question: topic.query, scope, now, since, only: upTo(now, only), limit: LOOKED_AT })
    const hits = unless ? result.hits.filter((hit) => !unless(hit)) : result.hits
    const near = only ? hits.filter(({ score }) => score >= FLOOR_OF_CHOSEN) : hits
    const selected = edit({ hits: near, topic: { ...wordsOf(topic), answers: result.answers }, limit: most, words: MOST_WORDS })
    const { drafts, model } = await chosen(selected, topic.query, dependencies)
    const claims = drafts.map(claimFrom)
    const moved = await index.changesAmong(
      hits.map(({ passage }) => passage),
      scope,
    )
    const coverage = await coverageOf(claims, { scope, now, since, only }, dependencies)
    return {
      question: topic.title,
      kind: claims.length === 0 ? 'no-evidence' : 'answer',
      confidence: claims.length === 0 ? 0 : result.confidence,
      claims,
      ...changesOf(
        drafts.map(({ hit }) => hit),
        moved,
      ),
      disputes: await disputesOfTopic(topic, drafts, { index, scope, since, now }),
      ...evidenceOf(result.hits, evidence),
      searched: {
        ...searchedOf(claims, { since }, coverage.newest),
        terms: result.terms,
        ...(await aheadIn(scope, now, dependencies.articles)),
      },
      model,
      coverage,
      tookMs: Math.max(0, Math.round(elapsed() - started)),
    }
  }
}

/** A topic of a person's own words has no other names than its question. */
function wordsOf({ name, query, aliases }: Topic): TopicWords {
  return { query, names: aliases.length === 0 ? [] : [name, ...aliases] }
}
