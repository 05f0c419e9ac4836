// Where articles and all their versions are kept. Every read names the workspaces it may see.
import type { Article } from '../domain/article.ts'

/** Workspace keys a reader may see, such as `['operator', 'slack:T1']`. A read never returns an article of another workspace. */
export type Scope = readonly string[]

/** ISO dates, either of which may be open. */
export type Days = Readonly<{ since?: string | undefined; before?: string | undefined }>

/** What an article is called and where it is from, without its text. */
export type Labelled = Pick<Article, 'id' | 'workspace' | 'kind' | 'label' | 'publisher' | 'agency' | 'publishedAt'>

export type ArticleStore = {
  /** Keeps one version. A version already there with the same content is left alone; older versions stay readable. `quiet`: it does not count as stored after any mark. */
  readonly put: (article: Article, quiet?: boolean) => Promise<void>
  /** The newest version, or the one asked for; null when there is none in scope. */
  readonly get: (id: string, scope: Scope, version?: number) => Promise<Article | null>
  /** Newest versions by id; ids unknown or out of scope are absent. */
  readonly many: (ids: readonly string[], scope: Scope) => Promise<ReadonlyMap<string, Article>>
  /** Newest version of every article in scope, by id, streamed. Withdrawn ones are included (`withdrawnAt`). */
  readonly all: (scope: Scope) => AsyncIterable<Article>
  /** What every standing article in scope is called, by id, streamed: no text is read. */
  readonly labels: (scope: Scope) => AsyncIterable<Labelled>
  readonly count: (scope: Scope) => Promise<number>
  /**
   * How many standing articles there are of the days from `since` up to, not with, `before`, without abstracts beside their originals, and the
   * newest date among them. Without days, undated ones count too.
   */
  readonly extent: (scope: Scope, days?: Days) => Promise<Readonly<{ articles: number; newest: string | null }>>
  /** Ids of the standing articles whose publisher or agency has one of these names, in any case, or is its web address: `Hill Post`, `hillpost` of `hillpost.example`. */
  readonly publishedBy: (names: readonly string[], scope: Scope) => Promise<readonly string[]>
  /** Every workspace that has an article: the scope of what loads everything at start. An id may stand in several; reads with several in scope prefer the one named last. */
  readonly workspaces: () => Promise<Scope>
  /**
   * Ids of articles of which a version was stored, or which were withdrawn, after the mark, and the mark to ask with next time. Marks follow the order of storing,
   * not any date; without one nothing is listed and only the mark of now is given.
   */
  readonly addedSince: (mark: string | null, scope: Scope) => Promise<Readonly<{ articleIds: readonly string[]; mark: string }>>
  /** Standing abstracts about a file of one of these names, by id. */
  readonly abstractsAbout: (fileNames: readonly string[], scope: Scope) => Promise<readonly Readonly<{ id: string; about: string }>[]>
  /** Those of the file names that a standing original in scope came as. */
  readonly originalsAmong: (fileNames: readonly string[], scope: Scope) => Promise<readonly string[]>
  /** Marks the newest version as withdrawn by its source. */
  readonly withdraw: (id: string, scope: Scope, at: string) => Promise<void>
}

/**
 * Runs `work` in one write transaction: all of it or none. Nested calls join the outer one; a nested call that throws leaves nothing
 * of the outer one either, even when the error is caught on the way. Other writers wait, so `work` never waits for the network.
 */
export type Transact = <T>(work: () => Promise<T>) => Promise<T>
