// Ranks the passages of the shards in scope for one question.
import type { Article } from '../domain/article.ts'
import type { AnnotatedArticle, AnnotatedPassage } from '../domain/passage.ts'
import { B, bestDocuments, K1, type Scored } from './best-documents.ts'
import { type Candidate, candidatesOf, gramsAsked, readClosely } from './features.ts'
import { cursorsIn, type Plan, planFor, slotsIn } from './plan.ts'
import type { Question } from './question.ts'
import type { SearchRequest } from './search.ts'
import { type Shard, type ShardDocument, UNDATED } from './shard.ts'
import { LOOKED_INTO, READ_CLOSELY } from './weights.ts'

export type Window = Readonly<{ from: number | null; before: number | null; only?: SearchRequest['only'] }>

/** An article as the stores have it. */
export type Opened = Readonly<{ article: Article; annotated: AnnotatedArticle }>
export type OpenArticles = (workspace: string, documents: readonly ShardDocument[]) => Promise<ReadonlyMap<string, Opened>>

export type Ranked = Readonly<{ article: Article; passage: AnnotatedPassage; candidate: Candidate }>

type Placed = Readonly<{ shard: Shard; document: ShardDocument; candidate: Candidate }>

/** Passages, best first, and the plan they were ranked by. */
export async function findPassages(
  question: Question,
  shards: readonly Shard[],
  window: Window,
  open: OpenArticles,
): Promise<{ ranked: Ranked[]; plan: Plan }> {
  const plan = planFor(question, shards)
  if (plan.units.length === 0) return { ranked: [], plan }
  const placed = shards.flatMap((shard) => candidatesIn(shard, shards, plan, question, window))
  const best = placed.sort((a, b) => b.candidate.score - a.candidate.score).slice(0, READ_CLOSELY)
  const opened = await openAll(best, open)
  const asked = gramsAsked(question)
  const ranked = best.flatMap(({ shard, document, candidate }) => {
    const at = opened.get(shard)?.get(document.articleId)
    const passage = at?.annotated.version === document.version ? at.annotated.passages[candidate.index] : undefined
    if (!at || !passage) return []
    return [{ article: at.article, passage, candidate: readClosely(candidate, passage, at.article.headline, question, asked) }]
  })
  return { ranked: ranked.sort(byScore), plan }
}

/** Equal scores: the newer article, then the order in the article. */
function byScore(a: Ranked, b: Ranked): number {
  return (
    b.candidate.score - a.candidate.score ||
    (b.article.publishedAt ?? '').localeCompare(a.article.publishedAt ?? '') ||
    a.article.id.localeCompare(b.article.id) ||
    a.candidate.index - b.candidate.index
  )
}

function candidatesIn(shard: Shard, all: readonly Shard[], plan: Plan, question: Question, window: Window): Placed[] {
  const average = shard.averageLength
  const accepts = (number: number) => {
    const document = shard.document(number)
    return document !== null && isWithin(document, window) && !isSuperseded(document, shard, all)
  }
  const norm = (document: number) => K1 * (1 - B + (B * shard.length(document)) / average)
  const documents = bestDocuments({ cursors: cursorsIn(shard, plan), limit: LOOKED_INTO, norm, accepts })
  const slots = slotsIn(shard, plan)
  return documents.flatMap(({ document: number, score }: Scored) => {
    const document = shard.document(number)
    if (!document) return []
    const view = { sentences: shard.sentencesAt(number), slots, score, averageLength: average }
    return candidatesOf(view, plan, question).map((candidate) => ({ shard, document, candidate }))
  })
}

function isWithin({ articleId, day }: ShardDocument, { from, before, only }: Window): boolean {
  if (only && !only(articleId, day === UNDATED ? null : day)) return false
  if (from === null && before === null) return true
  return day !== UNDATED && (from === null || day >= from) && (before === null || day < before)
}

async function openAll(best: readonly Placed[], open: OpenArticles) {
  const wanted = new Map<Shard, Set<ShardDocument>>()
  for (const { shard, document } of best) wanted.set(shard, (wanted.get(shard) ?? new Set()).add(document))
  return new Map(
    await Promise.all([...wanted].map(async ([shard, documents]) => [shard, await open(shard.workspace, [...documents])] as const)),
  )
}

/** An article steps back for the same one in a workspace named later, and an abstract for the article it is about. */
function isSuperseded({ articleId, about }: ShardDocument, shard: Shard, shards: readonly Shard[]): boolean {
  if (shards.length > 1 && shards.slice(shards.indexOf(shard) + 1).some((later) => later.has(articleId))) return true
  return about !== null && shards.some((shard) => shard.hasOriginal(about))
}
