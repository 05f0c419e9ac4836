// Ranks the passages of the shards in scope for one question.
import type { Article } from '../domain/article.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { B, bestDocuments, K1, scoresOf } from './best-documents.ts'
import { readClosely } from './close-reading.ts'
import { type ArticleView, type Features, featuresOf, quickScore, type Reading, scoreOf, viewOf, worthALook } from './features.ts'
import { gramsOf } from './grams.ts'
import type { Accepts, Near } from './likeness.ts'
import type { PlacesAsked } from './places.ts'
import { cursorsIn, type Plan, planFor, planIn, type ShardPlan } from './plan.ts'
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

/** `index`: the passage's in the article. `score`: by words. `likeness`: 0 without an embedding model, and for most. */
export type Ranked = Readonly<{
  article: Article
  passage: AnnotatedPassage
  index: number
  features: Features
  score: number
  likeness: number
  found: 'by words' | 'by likeness'
}>

type Placed = Readonly<{ shard: Shard; document: ShardDocument; view: ArticleView; sentence: number; quick: number }>

export type FindRequest = Readonly<{
  question: Question
  shards: readonly Shard[]
  window: Window
  places: PlacesAsked
  open: OpenArticles
  /** so many passages are wanted, at least */
  limit: number
  /** passages that mean much the same as the question */
  like?: ((shards: readonly Shard[], accepts: Accepts) => Promise<readonly Near[]>) | undefined
}>

/** Passages, best first, and the plan they were ranked by. Only the articles of the best are opened. */
export async function findPassages(request: FindRequest): Promise<{ ranked: Ranked[]; plan: Plan }> {
  const { question, shards, places } = request
  const plan = planFor(question, shards)
  const meant = plan.focus === question.focus ? question : { ...question, focus: plan.focus }
  if (plan.units.length === 0) return { ranked: [], plan }
  const readings = new Map(shards.map((shard) => [shard, readingOf(shard, plan, request)]))
  const best = bestScored(request, readings).slice(0, Math.max(request.limit, OPENED))
  const near = (await request.like?.(shards, (shard, document) => isAccepted(shard, document, request))) ?? []
  const more = near.flatMap((one) => (best.some((other) => isSame(one, other)) ? [] : scoredNear(one, readings)))
  const all = [...best, ...more]
  const opened = await openAll(all, request.open)
  const ranked = all.flatMap((one, i) => {
    const { shard, document, sentence, features: known } = one
    const at = opened.get(shard)?.get(document.articleId)
    const passage = at?.passages.get(sentence - 1)
    if (!at || !passage) return []
    const features = { ...known, ...readClosely(passage, { question: meant, places }) }
    const likeness = near.find((other) => isSame(other, one))?.likeness ?? 0
    const found = i < best.length ? ('by words' as const) : ('by likeness' as const)
    return [{ article: at.article, passage, index: sentence - 1, features, score: scoreOf(features), likeness, found }]
  })
  return { ranked: ranked.sort(byScore), plan }
}

type Scored = Readonly<{ shard: Shard; document: ShardDocument; sentence: number; features: Features; score: number }>
/** How one shard is read for one question. */
type ShardReading = Reading &
  Readonly<{ shardPlan: ShardPlan; norm: (document: number) => number; sentencesOf: ReturnType<Shard['lookFor']> }>
type Readings = ReadonlyMap<Shard, ShardReading>

function readingOf(shard: Shard, plan: Plan, { question }: FindRequest): ShardReading {
  const average = shard.averageLength
  const shardPlan = planIn(shard, plan, question)
  return {
    ...{ plan, question, shardPlan },
    asked: gramsOf(plan.units.map((unit) => unit.stem)),
    pronouns: pronounsOf(shard),
    stemsOf: (one: Sentence) => shard.stemsOf(one),
    norm: (document) => K1 * (1 - B + (B * shard.length(document)) / average),
    sentencesOf: shard.lookFor(shardPlan.slots.keys()),
  }
}

/** The sentences that a quick look finds best, by all that can be told without opening an article. */
function bestScored(request: FindRequest, readings: Readings): Scored[] {
  const placed = [...readings].flatMap(([shard, reading]) => sentencesIn(shard, reading, request))
  const scored = bestOf(placed, Math.max(request.limit, READ_CLOSELY)).flatMap(({ shard, document, view, sentence }) => {
    const reading = readings.get(shard)
    return reading ? [scoredAt({ shard, document, sentence }, view, reading)] : []
  })
  return scored.sort((a, b) => b.score - a.score)
}

function scoredAt(place: Pick<Scored, 'shard' | 'document' | 'sentence'>, view: ArticleView, reading: Reading): Scored {
  const features = featuresOf(view, place.sentence, reading)
  return { ...place, features, score: scoreOf(features) }
}

/** A passage that words did not find, by all that words tell of it. */
function scoredNear({ shard, document: number, sentence }: Near, readings: Readings): Scored[] {
  const [reading, document] = [readings.get(shard), shard.document(number)]
  if (!reading || !document) return []
  const [score = 0] = scoresOf([number], cursorsIn(shard, reading.plan), reading.norm)
  const view = viewOf(reading.sentencesOf(number), score, reading.shardPlan, reading.plan)
  return sentence < view.sentences.length ? [scoredAt({ shard, document, sentence }, view, reading)] : []
}

function isSame(near: Near, { shard, document, sentence }: Pick<Scored, 'shard' | 'document' | 'sentence'>): boolean {
  return near.shard === shard && near.sentence === sentence && shard.document(near.document) === document
}

/** The first so many of the list in order of the quick look; of equals those that come first. */
function bestOf(placed: readonly Placed[], count: number): Placed[] {
  const quicks = new Float64Array(placed.length)
  for (let i = 0; i < placed.length; i += 1) quicks[i] = (placed[i] as Placed).quick
  const least = quicks.sort().at(-count) ?? Number.NEGATIVE_INFINITY
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

function sentencesIn(shard: Shard, reading: ShardReading, request: FindRequest): Placed[] {
  const { plan, question, norm, shardPlan, sentencesOf } = reading
  const accepts = (number: number) => {
    const document = shard.document(number)
    return document !== null && isAccepted(shard, document, request)
  }
  const documents = bestDocuments({ cursors: cursorsIn(shard, plan), limit: LOOKED_INTO, norm, accepts })
  return documents.flatMap(({ document: number, score }) => {
    const document = shard.document(number)
    if (!document) return []
    const view = viewOf(sentencesOf(number), score, shardPlan, plan)
    return worthALook(view).map((sentence) => ({ shard, document, view, sentence, quick: quickScore(view, sentence, plan, question) }))
  })
}

function isAccepted(shard: Shard, document: ShardDocument, { window, shards }: FindRequest): boolean {
  return isWithin(document, window) && !isSuperseded(document, shard, shards)
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
