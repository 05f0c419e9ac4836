// Where the vectors of passages are kept. All of it can be made again from the articles: losing one costs a request, nothing else.

/** Vectors of an article's passages, in their order; `stamp`: of the index record they were made from. */
export type PassageVectors = Readonly<{
  articleId: string
  stamp: number
  /** of the passages' texts: with the same texts the vectors hold for another stamp too */
  digest: string
  /** numbers of a vector */
  dimensions: number
  /** signed bytes, one a number, passage after passage */
  bytes: Uint8Array
}>

/** Every call is of one workspace and one model; an article has vectors of one model only. They go with the article's index record. */
export type VectorStore = {
  /** Keeps them in place of what was there; false, and nothing kept, when the article's index record is no longer of that stamp. */
  readonly save: (vectors: PassageVectors, workspace: string, model: string) => Promise<boolean>
  /** Of any stamp; null when there are none, or what is there is damaged. */
  readonly get: (articleId: string, workspace: string, model: string) => Promise<PassageVectors | null>
  /** Stamps by article id: which vectors there are, without reading them. */
  readonly stamps: (workspace: string, model: string) => Promise<ReadonlyMap<string, number>>
  /** All that still hold, a page at a time; damaged ones are left out. */
  readonly all: (workspace: string, model: string) => AsyncIterable<readonly PassageVectors[]>
}
