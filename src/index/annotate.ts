// Reads an article into annotated passages: what is named, dated, counted, said, denied (pure).
import type { Article } from '../domain/article.ts'
import type { AnnotatedArticle, AnnotatedPassage, DateMention, NameMention } from '../domain/passage.ts'
import { type Attributed, attribute } from './attribution.ts'
import { figuresLeft } from './corrections.ts'
import { datesIn, type FoundDate } from './dates.ts'
import { figuresIn } from './figures.ts'
import type { NameBook } from './name-book.ts'
import { namesIn } from './names.ts'
import { type Cut, cutPassages, type Span } from './passages.ts'
import { type Word, wordsOf } from './words.ts'

/** One sentence with what it holds; facts are read from sentences, shown by passage. */
export type Sentence = Span &
  Readonly<{ passage: number; words: readonly Word[]; names: readonly NameMention[]; dates: readonly FoundDate[]; attributed: Attributed }>

export type Reading = Readonly<{ annotated: AnnotatedArticle; sentences: readonly Sentence[]; words: readonly Word[] }>

type Source = Readonly<{ article: Article; words: readonly Word[]; names: readonly NameMention[]; dates: readonly FoundDate[] }>

/** Everything that one article's text says of itself. */
export function readArticle(article: Article, book: NameBook): Reading {
  const words = wordsOf(article.text)
  const source: Source = {
    article,
    words,
    names: namesIn(article.text, words, book, article.publishedAt),
    dates: datesIn(article.text, article.publishedAt),
  }
  const sentences: Sentence[] = []
  const passages = cutPassages(article.text).map((cut, ordinal) => readPassage(source, cut, ordinal, sentences))
  return { annotated: { articleId: article.id, version: article.version, passages }, sentences, words }
}

function readPassage(source: Source, cut: Cut, ordinal: number, sentences: Sentence[]): AnnotatedPassage {
  const { article } = source
  const own = cut.sentences.map((span) => readSentence(source, span, ordinal, sentences))
  const attributed = own.map((sentence) => sentence.attributed)
  const caveat = attributed.slice(1).find((part) => part.hedge !== null)
  return {
    articleId: article.id,
    version: article.version,
    start: cut.start,
    end: cut.end,
    text: article.text.slice(cut.start, cut.end),
    role: cut.role,
    ordinal,
    names: own.flatMap((sentence) => sentence.names),
    dates: own.flatMap((sentence) => sentence.dates.filter((date) => !date.from.startsWith('-')).map(publicDate)),
    figures: figuresLeft(
      own.flatMap((sentence) => figuresOf(source, sentence)),
      article.text.slice(cut.start, cut.end),
      cut.start,
    ),
    speaker: attributed.find((part) => part.speaker !== null)?.speaker ?? null,
    hedge: caveat?.hedge ?? attributed[0]?.hedge ?? null,
    polarity: attributed.find((part) => part.polarity !== 'states')?.polarity ?? 'states',
  }
}

function publicDate({ words, from, to, precision, start, end }: FoundDate): DateMention {
  return { words, from, to, precision, start, end }
}

function readSentence(source: Source, span: Span, passage: number, sentences: Sentence[]): Sentence {
  const names = within(source.names, span)
  const text = source.article.text.slice(span.start, span.end)
  const before = sentences.at(-1)?.attributed ?? null
  const attributed = attribute(text, span.start, names, before)
  const sentence = { ...span, passage, words: within(source.words, span), names, dates: within(source.dates, span), attributed }
  sentences.push(sentence)
  return sentence
}

function figuresOf({ article }: Source, sentence: Sentence) {
  const day = sentence.dates.find((date) => date.precision === 'day' && !date.from.startsWith('-'))
  return figuresIn({
    text: article.text,
    words: sentence.words,
    dates: sentence.dates,
    hedge: sentence.attributed.hedge,
    speaker: sentence.attributed.speaker,
    asOf: day?.to ?? article.publishedAt?.slice(0, 10) ?? null,
    scope: [...new Set(sentence.names.filter((name) => name.kind === 'place' || name.kind === 'group').map((name) => name.key))],
  })
}

/** Those of a sorted list that lie inside a span, found by bisection. */
function within<T extends Span>(sorted: readonly T[], span: Span): T[] {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.start ?? 0) < span.start) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < sorted.length && (sorted[end]?.end ?? Number.POSITIVE_INFINITY) <= span.end) end++
  return sorted.slice(low, end)
}
