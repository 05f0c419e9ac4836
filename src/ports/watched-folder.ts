// A folder whose files are taken in as they come, and what is known of them.
import type { ArticleSource } from './article-source.ts'

/** `name`: the path below the folder, with `/`. */
export type FileMark = Readonly<{ name: string; size: number; modifiedMs: number }>

/** A file that was read, and the articles it became; none where it was left out. */
export type KnownFile = FileMark & Readonly<{ articleIds: readonly string[] }>

export type WatchedFolder = {
  readonly path: string
  /** Its files in order of name, as many as are looked at; null when it cannot be looked at. */
  readonly look: () => Promise<Readonly<{ files: readonly FileMark[]; beyond: number }> | null>
  /** One of its files as a source. */
  readonly file: (name: string) => ArticleSource
}

export type WatchStore = {
  readonly known: (folder: string) => Promise<ReadonlyMap<string, KnownFile>>
  readonly remember: (folder: string, file: KnownFile) => Promise<void>
  readonly drop: (folder: string, name: string) => Promise<void>
}
