// Hits for the tests of brief/: passages as the index would give them, with what a test wants noticed in them.
import type { Article } from '../../src/domain/article.ts'
import type { Figure } from '../../src/domain/figure.ts'
import type { AnnotatedPassage, NameMention } from '../../src/domain/passage.ts'
import type { Hit } from '../../src/search/search.ts'

let serial = 0

export type HitWanted = Partial<AnnotatedPassage> & Readonly<{ score?: number; publishedAt?: string | null }>

export function hitOf(text: string, { score = 1, publishedAt = '2024-01-01', ...noticed }: HitWanted = {}): Hit {
  const articleId = noticed.articleId ?? `a${serial++}`
  const article = { id: articleId, publishedAt } as Article
  const passage: AnnotatedPassage = {
    articleId,
    version: 1,
    start: 0,
    end: text.length,
    text,
    role: 'sentence',
    ordinal: 5,
    names: [],
    dates: [],
    figures: [],
    speaker: null,
    hedge: null,
    polarity: 'states',
    ...noticed,
  }
  return { article, passage, score }
}

export function figureOf(measure: string, low: number | null, qualifier: Figure['qualifier'] = 'exact'): Figure {
  const rest = { unit: null, currency: null, counted: 'people', hedge: null, speaker: null, asOf: null, scope: [], start: 0, end: 1 }
  return { ...rest, low, high: low, words: String(low), measure, qualifier }
}

export function person(text: string, key = text): NameMention {
  return { key, text, kind: 'person', start: 0, end: text.length }
}
