// Answers for the tests of render/, made the way the product makes them: articles, cited by verify/.
import type { Answer } from '../../src/domain/answer.ts'
import type { Article } from '../../src/domain/article.ts'
import type { Citation } from '../../src/domain/claim.ts'
import { cite, claimOf } from '../../src/verify/verify.ts'

export function article(change: Partial<Article> & Pick<Article, 'id' | 'text'>): Article {
  return {
    version: 1,
    workspace: 'operator',
    kind: 'original',
    about: null,
    label: 'Hill Post',
    url: null,
    publisher: null,
    agency: null,
    author: null,
    headline: null,
    publishedAt: '2023-11-06',
    language: 'en',
    fileName: null,
    source: 'folder:test',
    ingestedAt: '2023-11-20T00:00:00Z',
    withdrawnAt: null,
    ...change,
  }
}

/** Cites the words where they stand in the article. */
export function quoting(from: Article, words: string, attribution?: Readonly<{ speaker: string | null; hedge: string | null }>): Citation {
  const start = from.text.indexOf(words)
  if (start < 0) throw new Error(`the article does not say: ${words}`)
  return cite(from, { start, end: start + words.length }, attribution)
}

export const HILL = article({
  id: 'hill',
  url: 'https://hill.example/river',
  text: 'The river runs for 2,000km. Some 40 boats sank on Friday. The ferry was lost. No cause is known.',
})
export const DELTA = article({ id: 'delta', label: 'Delta News', publishedAt: '2023-11-08', text: 'The river is 2,129 kilometers long.' })
export const COPY = article({ id: 'copy', label: 'Copy Daily', publishedAt: '2023-11-07', text: 'The river runs for 2,000km.' })
export const ABSTRACT = article({
  id: 'abstract',
  kind: 'abstract',
  label: 'Coast Mail',
  url: 'https://coast.example/a',
  text: 'Two harbours were closed by the storm.',
})

export const LONG = claimOf(quoting(HILL, 'The river runs for 2,000km.'), quoting(COPY, 'The river runs for 2,000km.'))
export const LONGER = claimOf(quoting(DELTA, 'The river is 2,129 kilometers long.'))
export const BOATS = claimOf(quoting(HILL, 'Some 40 boats sank on Friday.', { speaker: 'Coast Guard', hedge: 'unconfirmed' }))

export const LENGTH = {
  about: 'length of the river',
  positions: [
    { value: '2,000km', voices: 1, claims: [LONG] },
    { value: '2,129 kilometers', voices: 1, claims: [LONGER] },
  ],
}

export function answer(change: Partial<Answer> = {}): Answer {
  return {
    question: 'How long is the river?',
    kind: 'answer',
    confidence: 0.9,
    claims: [LONG, BOATS],
    disputes: [],
    searched: { from: null, to: null, terms: ['long', 'river'] },
    model: 'off',
    coverage: { articles: 3, voices: 2, newest: '2023-11-08', failingSources: [] },
    tookMs: 3,
    ...change,
  }
}
