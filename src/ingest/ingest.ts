// Source → clean → date, language, canonical URL → stored Article → index and search. Front door of ingest/.
import type { ArticleSource } from '../ports/article-source.ts'

/** read = added + updated + unchanged + rejected.length */
export type IngestReport = Readonly<{
  read: number
  added: number
  updated: number
  unchanged: number
  rejected: readonly Readonly<{ source: string; reason: string }>[]
}>

export type Ingest = {
  /** Takes in everything a source has, into one workspace. One bad item is rejected with its reason and never ends the run. */
  readonly takeIn: (source: ArticleSource, workspace: string) => Promise<IngestReport>
  /** Loads search and index from the stores, and indexes what a crash left unindexed. Call once before anything else. */
  readonly open: () => Promise<void>
}
