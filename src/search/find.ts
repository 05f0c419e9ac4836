// Ranks the passages of the shards in scope for one question.
import type { Article } from '../domain/article.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { B, bestDocuments, K1 } from './best-documents.ts'
import { readClosely } from './close-reading.ts'
import { type ArticleView, type Features, featuresOf, quickScore, scoreOf, viewOf, worthALook } from './features.ts'
import { gramsOf } from './grams.ts'
import type { PlacesAsked } from './places.ts'
import { cursorsIn, type Plan, planFor, planIn } from './plan.ts'
import { type Question, stemOfWord } from './question.ts'
import type { SearchRequest } from './search.ts'
import { type Shard, type ShardDocument, UNDATED } from './shard.ts'
import type { Sentence } from './sentences.ts'
import { LOOKED_INTO, OPENED, READ_CLOSELY } from './weights.ts'

export type Window = Readonly<{ from: number | null; before: number | null; only?: SearchRequest['only'] }>

/** An article as the stores have it, and some of its passages by their place. */
export type Opened = Readonly<{ article: Article; passages: ReadonlyMap<number, AnnotatedPassage> }>
/** Which passages are wanted of which documents. */
export type OpenArticles = (
  workspace: string,
  places: ReadonlyMap<ShardDocument, readonly number[]>,
) => Promise<ReadonlyMap<string, Opened>>

/** `index`: the passage's in the article. */
export type Ranked = Readonly<{ article: Article; passage: AnnotatedPassage; index: number; features: Features; score: number }>

type Placed = Readonly<{ shard: Shard; document: ShardDocument; view: ArticleView; sentence: number; quick: number }>

export type FindRequest = Readonly<{
  question: Question
  shards: readonly Shard[]
  window: Window
  places: PlacesAsked
  open: OpenArticles
  /** so many passages are wanted, at least */
  limit: number
}>

/** Passages, best first, and the plan they were ranked by. Only the articles of the best are opened. */
export async function findPassages(request: FindRequest): Promise<{ ranked: Ranked[]; plan: Plan }> {
  const { question, shards, places } = request
  const plan = planFor(question, shards)
  if (plan.units.length === 0) return { ranked: [], plan }
  const best = bestScored(request, plan).slice(0, Math.max(request.limit, OPENED))
  const opened = await openAll(best, request.open)
  const ranked = best.flatMap(({ shard, document, sentence, features: known }) => {
    const at = opened.get(shard)?.get(document.articleId)
    const passage = at?.passages.get(sentence - 1)
    if (!at || !passage) return []
    const features = { ...known, ...readClosely(passage, { question, places }) }
    return [{ article: at.article, passage, index: sentence - 1, features, score: scoreOf(features) }]
  })
  return { ranked: ranked.sort(byScore), plan }
}

type Scored = Readonly<{ shard: Shard; document: ShardDocument; sentence: number; features: Features; score: number }>

/** The sentences that a quick look finds best, by all that can be told without opening an article. */
function bestScored(request: FindRequest, plan: Plan): Scored[] {
  const { question, shards } = request
  const asked = gramsOf(question.units.map((unit) => unit.stem))
  const readings = new Map(
    shards.map((shard) => [shard, { plan, question, asked, pronouns: pronounsOf(shard), stemsOf: (one: Sentence) => shard.stemsOf(one) }]),
  )
  const placed = shards.flatMap((shard) => sentencesIn(shard, plan, request))
  const scored = bestOf(placed, Math.max(request.limit, READ_CLOSELY)).flatMap(({ shard, document, view, sentence }) => {
    const reading = readings.get(shard)
    const features = reading ? featuresOf(view, sentence, reading) : null
    return features ? [{ shard, document, sentence, features, score: scoreOf(features) }] : []
  })
  return scored.sort((a, b) => b.score - a.score)
}

/** The first so many of the list in order of the quick look; of equals those that come first. */
function bestOf(placed: readonly Placed[], count: number): Placed[] {
  const least =
    Float64Array.from(placed, ({ quick }) => quick)
      .sort()
      .at(-count) ?? Number.NEGATIVE_INFINITY
  return placed
    .filter(({ quick }) => quick >= least)
    .sort((a, b) => b.quick - a.quick)
    .slice(0, count)
}

/** Equal scores: the newer article, then the order in the article. */
function byScore(a: Ranked, b: Ranked): number {
  return (
    b.score - a.score ||
    (b.article.publishedAt ?? '').localeCompare(a.article.publishedAt ?? '') ||
    a.article.id.localeCompare(b.article.id) ||
    a.index - b.index
  )
}

function sentencesIn(shard: Shard, plan: Plan, { question, shards, window }: FindRequest): Placed[] {
  const average = shard.averageLength
  const accepts = (number: number) => {
    const document = shard.document(number)
    return document !== null && isWithin(document, window) && !isSuperseded(document, shard, shards)
  }
  const norm = (document: number) => K1 * (1 - B + (B * shard.length(document)) / average)
  const documents = bestDocuments({ cursors: cursorsIn(shard, plan), limit: LOOKED_INTO, norm, accepts })
  const shardPlan = planIn(shard, plan, question)
  const sentencesOf = shard.lookFor(shardPlan.slots.keys())
  return documents.flatMap(({ document: number, score }) => {
    const document = shard.document(number)
    if (!document) return []
    const view = viewOf(sentencesOf(number), score, shardPlan, plan)
    return worthALook(view).map((sentence) => ({ shard, document, view, sentence, quick: quickScore(view, sentence, plan, question) }))
  })
}

const PRONOUNS = ['he', 'she', 'it', 'they', 'this', 'these', 'his', 'her', 'their', 'its', 'such', 'another', 'other', 'both', 'there']

function pronounsOf({ vocabulary }: Shard): ReadonlySet<number> {
  return new Set(PRONOUNS.flatMap((word) => vocabulary.numberOf(stemOfWord(word)) ?? []))
}

function isWithin({ articleId, day }: ShardDocument, { from, before, only }: Window): boolean {
  if (only && !only(articleId, day === UNDATED ? null : day)) return false
  if (from === null && before === null) return true
  return day !== UNDATED && (from === null || day >= from) && (before === null || day < before)
}

async function openAll(best: readonly Scored[], open: OpenArticles) {
  const wanted = new Map<Shard, Map<ShardDocument, number[]>>()
  for (const { shard, document, sentence } of best) {
    const places = wanted.get(shard) ?? new Map<ShardDocument, number[]>()
    wanted.set(shard, places.set(document, [...(places.get(document) ?? []), sentence - 1]))
  }
  return new Map(await Promise.all([...wanted].map(async ([shard, places]) => [shard, await open(shard.workspace, places)] as const)))
}

/** An article steps back for the same one in a workspace named later, and an abstract for the article it is about. */
function isSuperseded({ articleId, about }: ShardDocument, shard: Shard, shards: readonly Shard[]): boolean {
  if (shards.length > 1 && shards.slice(shards.indexOf(shard) + 1).some((later) => later.has(articleId))) return true
  return about !== null && shards.some((shard) => shard.hasOriginal(about))
}
