// Where articles come from: a folder, a feed, a page.
import type { RawArticle } from '../domain/article.ts'

export type SourceItem =
  /** `quiet`: no news, whatever of it is new */
  | Readonly<{ kind: 'article'; from: string; raw: RawArticle; quiet?: boolean }>
  /** taken back by its source: it stays readable, and answers nothing more */
  | Readonly<{ kind: 'withdrawn'; from: string; id: string }>
  /** could not be read at all; `reason` is a short sentence for a person */
  | Readonly<{ kind: 'rejected'; from: string; reason: string }>

export type ArticleSource = {
  /** stable id of the Source: `folder:<name>`, or the feed's or page's URL */
  readonly id: string
  /** Reads everything it has now, streamed; one bad item never ends the stream. */
  readonly read: () => AsyncIterable<SourceItem>
}
