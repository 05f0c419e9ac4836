// What is forgotten with age: which articles there are, what still rests on them, and what is left of them.
import type { Scope } from './article-store.ts'

/** An original as far as its age is concerned, without its text. */
export type Aged = Readonly<{
  id: string
  workspace: string
  source: string
  url: string | null
  publishedAt: string | null
  ingestedAt: string
}>

/** A stretch of one version that something kept still quotes. */
export type QuotedSpan = Readonly<{ articleId: string; version: number; start: number; end: number }>

/** How far threads, records of answers and editions were read; later ones have larger numbers. */
export type ReadMark = Readonly<{ turns: number; answers: number; editions: number }>

export type Resting = Readonly<{
  /** quoted in threads and in records of answers */
  spans: readonly QuotedSpan[]
  /** quoted in editions that are not at their end yet */
  inOpenEditions: readonly string[]
  mark: ReadMark
}>

export type Forgetting = Readonly<{ id: string; workspace: string; digest: string; at: string; spans: readonly QuotedSpan[] }>

/** What is remembered of a forgotten article: `digest` of its content, and the highest version it had. */
export type Forgotten = Readonly<{ digest: string; version: number; at: string }>

/** A version of which only quotes are left. */
export type Remnant = Readonly<{ articleId: string; workspace: string; version: number }>

export type RetentionStore = {
  /** Standing and withdrawn originals of every workspace, a page at a time. */
  readonly originals: () => AsyncIterable<readonly Aged[]>
  /** What was stored after the mark and rests on articles, a page at a time; within a transaction as it stands there. */
  readonly resting: (after: ReadMark) => AsyncIterable<Resting>
  /** Forgets an article with all its versions; of those that are quoted the quotes stay where they stood, all else of their text is blank. */
  readonly forget: (forgetting: Forgetting) => Promise<void>
  /** Of these ids of one workspace, those that were forgotten. */
  readonly forgotten: (ids: readonly string[], workspace: string) => Promise<ReadonlyMap<string, Forgotten>>
  readonly remnants: () => Promise<readonly Remnant[]>
  readonly dropRemnants: (remnants: readonly Remnant[]) => Promise<void>
  /** `articles` forgotten so far, of all workspaces or of these; `quoted`: versions of them of which quotes are left. */
  readonly counts: (scope?: Scope) => Promise<Readonly<{ articles: number; quoted: number }>>
}
