// Passages: the sentences of an article, as offsets, and what the index noticed in each.
import type { Figure } from './figure.ts'

/** One sentence (with a caveat bound to it when one leans on it); UTF-16 offsets into `article.text`. */
export type Passage = Readonly<{ articleId: string; version: number; start: number; end: number }>

/** Something named in a passage; `key` is the lexicon's canonical key, or the folded words when it is in no lexicon. Offsets are into the article's text. */
export type NameMention = Readonly<{ key: string; text: string; kind: 'person' | 'group' | 'place' | 'other'; start: number; end: number }>

/** A date as resolved against the article's date. `from` = `to` for one day; ISO dates. `words` are the article's own. */
export type DateMention = Readonly<{
  words: string
  from: string
  to: string
  precision: 'day' | 'month' | 'year'
  start: number
  end: number
}>

/** `heading`: a line that is no sentence of the story (sub-headline, section title); it gives context and is never quoted as a claim. */
export type PassageRole = 'sentence' | 'heading'

export type AnnotatedPassage = Passage &
  Readonly<{
    text: string
    role: PassageRole
    /** position in the article, from 0 */
    ordinal: number
    names: readonly NameMention[]
    dates: readonly DateMention[]
    figures: readonly Figure[]
    speaker: string | null
    hedge: string | null
    /** says that something is denied, unconfirmed or unclear */
    polarity: 'states' | 'denies' | 'unclear'
  }>

/** An article version with its passages in order. */
export type AnnotatedArticle = Readonly<{ articleId: string; version: number; passages: readonly AnnotatedPassage[] }>
