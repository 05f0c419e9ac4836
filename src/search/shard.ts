// One workspace's articles, ready to be searched: who holds which term, and each article's sentences as term numbers.
import { wordsOf } from '../base/tokens.ts'
import type { Article } from '../domain/article.ts'
import type { AnnotatedArticle, AnnotatedPassage } from '../domain/passage.ts'
import { holdingsOf } from './answer-type.ts'
import { MAX_DOCUMENTS, Postings } from './postings.ts'
import { restorePostings } from './restore-postings.ts'
import { type Kept, renumbered, type Segment } from './segment.ts'
import { readAllTerms, type Sentence, Sentences } from './sentences.ts'
import { Vocabulary } from './vocabulary.ts'

/** Days since 1970 of an article without a date. */
export const UNDATED = -1_000_000

/** `stamp`: of the record it was made from; `original`: file name of an original. */
export type ShardDocument = Readonly<{
  articleId: string
  version: number
  stamp: number
  day: number
  about: string | null
  original: string | null
}>

export class Shard {
  readonly workspace: string
  readonly vocabulary = new Vocabulary()
  readonly postings = new Postings()
  private readonly sentences = new Sentences()
  private readonly documents: (ShardDocument | null)[] = []
  private readonly lengths: number[] = []
  private readonly byArticle = new Map<string, number>()
  private readonly originals = new Map<string, number>()
  private counts = new Uint32Array(1024)
  private readonly counted: number[] = []
  private live = 0
  private words = 0

  constructor(workspace: string) {
    this.workspace = workspace
  }

  /** Articles that are there. */
  get size(): number {
    return this.live
  }

  get averageLength(): number {
    return this.live === 0 ? 1 : this.words / this.live
  }

  /** Articles taken in so far, those that went again included: the number of the next. */
  get taken(): number {
    return this.documents.length
  }

  /** Takes an article in; an earlier version of it goes. The same record again changes nothing. */
  add(article: Article, annotated: AnnotatedArticle, stamp = 0): void {
    const known = this.document(this.byArticle.get(article.id) ?? -1)
    if (known?.version === article.version && known.stamp === stamp) return
    const document = {
      articleId: article.id,
      version: article.version,
      stamp,
      day: dayOf(article.publishedAt),
      about: article.kind === 'abstract' ? article.about : null,
      original: article.kind === 'original' ? article.fileName : null,
    }
    this.append(document, this.sentencesOf(article, annotated))
  }

  /** Takes in those articles of a segment that are `wanted`. */
  restore(segment: Segment, wanted: (document: ShardDocument) => boolean): void {
    const { used, numberOf } = numbersIn(segment, this.vocabulary)
    const added: { number: number; length: number; terms: Uint32Array }[] = []
    for (const { document, written } of segment.kept) {
      if (!wanted(document)) continue
      const own = numberOf === null ? written : renumbered(written, numberOf)
      const terms = new Uint32Array(own.length)
      const length = readAllTerms(own, terms)
      const number = this.enter(document, length)
      this.sentences.addWritten(number, own)
      added.push({ number, length, terms: terms.subarray(0, length) })
    }
    restorePostings(added, used, this)
  }

  /** The articles numbered `from` up to, not with, `before` that are still there. */
  kept(from: number, before: number): Kept[] {
    return this.documents
      .slice(from, before)
      .flatMap((document, i) => (document ? { document, sentences: this.sentences.at(from + i) } : []))
  }

  private append(document: ShardDocument, sentences: readonly Sentence[]): void {
    const number = this.enter(
      document,
      sentences.reduce((sum, { terms }) => sum + terms.length, 0),
    )
    const length = this.countTerms(sentences)
    for (const term of this.counted) this.postings.add(term, number, this.counts[term] as number, length)
    this.sentences.add(number, sentences)
  }

  /** Gives a document its number; an earlier version of it goes. */
  private enter(document: ShardDocument, length: number): number {
    this.remove(document.articleId)
    const number = this.documents.length
    if (number >= MAX_DOCUMENTS) throw new RangeError('a shard holds 16.7 million article versions')
    this.documents.push(document)
    this.lengths.push(length)
    this.byArticle.set(document.articleId, number)
    if (document.original !== null) this.originals.set(document.original, number)
    this.live += 1
    this.words += length
    return number
  }

  remove(articleId: string): void {
    const document = this.byArticle.get(articleId)
    if (document === undefined) return
    this.byArticle.delete(articleId)
    this.documents[document] = null
    // Word weights must not remember what is gone.
    this.countTerms(this.sentences.at(document))
    for (const term of this.counted) this.postings.forget(term)
    this.live -= 1
    this.words -= this.lengths[document] ?? 0
  }

  has(articleId: string): boolean {
    return this.byArticle.has(articleId)
  }

  /** The article a document number stands for; null when it is gone. */
  document(document: number): ShardDocument | null {
    return this.documents[document] ?? null
  }

  /** The number of an article whose record has this stamp; null when it is gone or changed. */
  numberOf(articleId: string, stamp: number): number | null {
    const document = this.byArticle.get(articleId)
    return document !== undefined && this.documents[document]?.stamp === stamp ? document : null
  }

  length(document: number): number {
    return this.lengths[document] ?? 0
  }

  /** Whether the original with this file name is here: its abstract then steps back. */
  hasOriginal(fileName: string): boolean {
    const document = this.originals.get(fileName)
    return document !== undefined && this.documents[document] !== null
  }

  /** Sentence 0 is the headline; sentence n the article's passage n - 1. */
  sentencesAt(document: number): Sentence[] {
    return this.sentences.at(document)
  }

  /** Sentences of many documents, told which have one of these terms. */
  lookFor(terms: Iterable<number>): (document: number) => readonly Sentence[] {
    const marks = new Uint8Array(this.vocabulary.size)
    for (const term of terms) marks[term] = 1
    return (document) => this.sentences.look(document, marks)
  }

  /** The words of a sentence that carry meaning, as stems. */
  stemsOf({ terms }: Sentence): string[] {
    const stems: string[] = []
    for (const term of terms) if (!this.vocabulary.isStop(term)) stems.push(this.vocabulary.termOf(term))
    return stems
  }

  private sentencesOf(article: Article, annotated: AnnotatedArticle): Sentence[] {
    const title = { holds: 0, terms: this.termsOf(article.headline ?? '') }
    return [title, ...annotated.passages.map((passage) => this.sentenceOf(passage))]
  }

  private sentenceOf(passage: AnnotatedPassage): Sentence {
    const terms = this.termsOf(passage.text)
    let holds = holdingsOf(passage)
    for (const term of terms) holds |= this.vocabulary.kindsOf(term)
    return { holds, terms }
  }

  /** Counts each term that carries meaning, into `counts` for those in `counted`; returns the length in words. */
  private countTerms(sentences: readonly Sentence[]): number {
    const { vocabulary, counted } = this
    for (const term of counted) this.counts[term] = 0
    counted.length = 0
    if (this.counts.length < vocabulary.size) this.counts = new Uint32Array(2 * vocabulary.size)
    let length = 0
    for (const { terms } of sentences) {
      length += terms.length
      for (const term of terms) {
        if (vocabulary.isStop(term)) continue
        const before = this.counts[term] as number
        if (before === 0) counted.push(term)
        this.counts[term] = before + 1
      }
    }
    return length
  }

  private termsOf(text: string): number[] {
    return wordsOf(text).map((word) => this.vocabulary.ofWord(word))
  }
}

/** Days since 1970 of an ISO date or instant; UNDATED when there is none or it is not readable. */
export function dayOf(iso: string | null | undefined): number {
  const at = iso ? Date.parse(iso.slice(0, 10)) : Number.NaN
  return Number.isNaN(at) ? UNDATED : Math.floor(at / 86_400_000)
}

/** What a segment's words are numbered here, ascending, and how its own numbers are told in these; null when they are the same. */
function numbersIn(segment: Segment, vocabulary: Vocabulary): Readonly<{ used: Uint32Array; numberOf: ((term: number) => number) | null }> {
  const { before, numbers, flags } = segment
  const isSame = vocabulary.size === before.size && vocabulary.state.hash === before.hash
  if (isSame) for (const term of segment.fresh()) vocabulary.add(term)
  const own = isSame ? numbers : Uint32Array.from(segment.words(), (term) => vocabulary.add(term))
  for (const [i, number] of own.entries()) vocabulary.flag(number, flags[i] ?? 0)
  if (isSame) return { used: own, numberOf: null }
  const renamed = new Map(Array.from(numbers, (number, i) => [number, own[i] ?? 0]))
  return { used: own.toSorted(), numberOf: (term) => renamed.get(term) ?? 0 }
}
