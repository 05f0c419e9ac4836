// Question → ranked passages, and how sure we are that one of them answers. Front door of search/.
import { type Article, OPERATOR } from '../domain/article.ts'
import type { Lexicon } from '../domain/lexicon.ts'
import type { AnnotatedArticle, AnnotatedPassage } from '../domain/passage.ts'
import type { Scope } from '../ports/article-store.ts'
import { aliasesOf } from './aliases.ts'
import { asksForNow } from './answer-type.ts'
import { fits } from './features.ts'
import { findPassages, type Ranked } from './find.ts'
import { fuse } from './fuse.ts'
import { englishBy } from './in-english.ts'
import { createLikeness, type LikenessDeps } from './likeness.ts'
import { createVectorMaker, type VectorMakerDeps } from './make-vectors.ts'
import { openedArticles } from './opened-articles.ts'
import { placesOf } from './places.ts'
import { readQuestion } from './question.ts'
import { type RelatedKind, relatedTo } from './related-words.ts'
import { dayOf } from './shard.ts'
import { type ShardStores, shardsOf } from './shards.ts'
import { ANSWER_FROM as LINE } from './weights.ts'

/** Below this confidence nothing here answers, and a passage with a lower score is no answer. */
export const ANSWER_FROM: number = LINE

/** Stems of words that tell of the same thing in news, and how closely. */
export const kinOf = (stem: string): ReadonlyMap<string, RelatedKind> => relatedTo(stem)

export type Hit = Readonly<{
  article: Article
  passage: AnnotatedPassage /** 0..1: confidence for the best passage, less by how far another is behind it */
  score: number
  /** false when it does not hold the kind of thing asked for: a date, a length, a number of what is counted */
  fits?: boolean | undefined
}>

export type SearchRequest = Readonly<{
  question: string
  scope: Scope
  now: Temporal.Instant
  limit: number
  /** only articles published on or after this ISO date */
  since?: string | undefined
  /** only articles published before this ISO date */
  before?: string | undefined
  /** only articles this accepts; `day` is that of publishing, in days since 1970, null without a date */
  only?: ((articleId: string, day: number | null) => boolean) | undefined
}>

export type SearchResult = Readonly<{
  hits: readonly Hit[]
  /** 0..1: a source here answers this */
  confidence: number
  /** `confidence` is above the line below which nothing here answers */
  answers: boolean
  /** the question's own words that were searched for, stop words dropped */
  terms: readonly string[]
  /** what kind of thing answers it */
  answerType: 'person' | 'place' | 'date' | 'number' | 'reason' | 'manner' | 'yes-no' | 'other'
  /** asks about the present ("now", "today", "latest", "still") */
  asksForNow: boolean
  /** the question as it was read: in English words where it is of another language; as it was asked when absent */
  read?: string | undefined
}>

export type Search = {
  readonly add: (article: Article, annotated: AnnotatedArticle) => Promise<void>
  /** Of one workspace, or of all that hold the id. */
  readonly remove: (articleId: string, workspace?: string) => Promise<void>
  /** Lets go of a workspace whose rows are gone from the stores. */
  readonly forgetWorkspace: (workspace: string) => void
  readonly find: (request: SearchRequest) => Promise<SearchResult>
  /** Keeps what was added so that the next start need not read it again; does nothing while it is little. Call outside of a transaction. */
  readonly keep: () => Promise<void>
  /** Makes the vectors of what is there and of what is added, until the signal; returns at once without an embedder. */
  readonly makeVectors: (signal: AbortSignal) => Promise<void>
}

/** Without `segments` a start reads every article; without `likeness` search goes by words alone. */
export type SearchDependencies = ShardStores &
  Readonly<{ lexicon: Lexicon; likeness?: Omit<LikenessDeps & VectorMakerDeps, keyof ShardStores | 'shelf'> | undefined }>

/** Opens search over what the stores hold; a workspace is read when it is first searched or added to. */
export async function openSearch({ lexicon, likeness: given, ...stores }: SearchDependencies): Promise<Search> {
  const aliases = aliasesOf(lexicon)
  const inEnglish = englishBy(lexicon)
  const places = placesOf(lexicon)
  const shards = shardsOf(stores)
  const opened = openedArticles(stores.articles, stores.records)
  const likeness = given ? createLikeness(given) : null
  const maker = given && likeness ? createVectorMaker({ ...given, ...stores, shelf: likeness.shelf }) : null
  return {
    add: async (article, annotated) => {
      await shards.add(article, annotated)
      opened.forget(article.id)
      maker?.wake(article.id, article.workspace)
    },
    remove: async (articleId, workspace) => {
      await shards.remove(articleId, workspace)
      opened.forget(articleId)
    },
    forgetWorkspace: (workspace) => {
      shards.forget(workspace)
      opened.clear()
    },
    keep: shards.keep,
    makeVectors: async (signal) => maker?.run(signal),
    find: async (request) => {
      const like = likeness?.ask(request.question, request.scope.at(-1) ?? OPERATOR)
      const question = readQuestion(request.question, aliases, inEnglish)
      const window = {
        from: request.since ? dayOf(request.since) : null,
        before: request.before ? dayOf(request.before) : null,
        only: request.only,
      }
      const { ranked: found, plan } = await findPassages({
        question,
        shards: await shards.inScope(request.scope),
        window,
        places: places(question.named),
        open: opened.many,
        limit: request.limit,
        like,
      })
      const { ranked, confidence } = fuse(found, plan, question)
      return {
        hits: ranked.slice(0, request.limit).map(({ article, passage, features, score }, i) => ({
          article,
          passage,
          score: confidence * (i === 0 ? 1 : shareOf(score, found)),
          fits: fits(features, question),
        })),
        confidence,
        answers: confidence >= ANSWER_FROM,
        terms: [...new Set(question.units.map((unit) => unit.word))],
        answerType: question.asked.type,
        asksForNow: asksForNow(question.text),
        read: question.text,
      }
    },
  }
}

/** How a passage stands against the best one by words: 1 for that, less than half for one that is two points behind. */
function shareOf(score: number, ranked: readonly Ranked[]): number {
  return Math.exp((score - (ranked[0]?.score ?? score)) / 2)
}
