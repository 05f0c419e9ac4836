// One workspace's articles, ready to be searched: who holds which term, and each article's sentences as term numbers.
import { wordsOf } from '../base/tokens.ts'
import type { Article } from '../domain/article.ts'
import type { AnnotatedArticle, AnnotatedPassage } from '../domain/passage.ts'
import { holdingsOf } from './answer-type.ts'
import { MAX_DOCUMENTS, Postings } from './postings.ts'
import { type Sentence, Sentences } from './sentences.ts'
import { Vocabulary } from './vocabulary.ts'

/** Days since 1970 of an article without a date. */
export const UNDATED = -1_000_000

export type ShardDocument = Readonly<{ articleId: string; version: number; day: number; about: string | null }>

export class Shard {
  readonly workspace: string
  readonly vocabulary = new Vocabulary()
  readonly postings = new Postings()
  private readonly sentences = new Sentences()
  private readonly documents: (ShardDocument | null)[] = []
  private readonly lengths: number[] = []
  private readonly byArticle = new Map<string, number>()
  private readonly originals = new Map<string, number>()
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

  /** Takes an article in; an earlier version of it goes. The same version again changes nothing. */
  add(article: Article, annotated: AnnotatedArticle): void {
    const known = this.byArticle.get(article.id)
    if (known !== undefined && this.documents[known]?.version === article.version) return
    this.remove(article.id)
    const document = this.documents.length
    if (document >= MAX_DOCUMENTS) throw new RangeError('a shard holds 16.7 million article versions')
    const sentences = this.sentencesOf(article, annotated)
    const { frequencies, length } = this.countTerms(sentences)
    for (const [term, frequency] of frequencies) this.postings.add(term, document, frequency, length)
    this.sentences.add(document, sentences)
    const about = article.kind === 'abstract' ? article.about : null
    this.documents.push({ articleId: article.id, version: article.version, day: dayOf(article.publishedAt), about })
    this.lengths.push(length)
    this.byArticle.set(article.id, document)
    if (article.kind === 'original' && article.fileName !== null) this.originals.set(article.fileName, document)
    this.live += 1
    this.words += length
  }

  remove(articleId: string): void {
    const document = this.byArticle.get(articleId)
    if (document === undefined) return
    this.byArticle.delete(articleId)
    this.documents[document] = null
    // Word weights must not remember what is gone.
    for (const term of this.countTerms(this.sentences.at(document)).frequencies.keys()) this.postings.forget(term)
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

  /** The words of a sentence that carry meaning, as stems. */
  stemsOf({ terms }: Sentence): string[] {
    return terms.flatMap((term) => (this.vocabulary.isStop(term) ? [] : this.vocabulary.termOf(term)))
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

  /** How often each term that counts occurs, and the length in words. */
  private countTerms(sentences: readonly Sentence[]): { frequencies: Map<number, number>; length: number } {
    const frequencies = new Map<number, number>()
    let length = 0
    for (const sentence of sentences) {
      length += sentence.terms.length
      for (const term of sentence.terms) if (!this.vocabulary.isStop(term)) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
    }
    return { frequencies, length }
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
