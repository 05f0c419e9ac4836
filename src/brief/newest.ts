// Asked how things are now, what the newest reports answer comes before what older ones did (pure).
import type { Hit } from '../search/search.ts'

/** A newer report may be this much less likely an answer than the best passage: the older one may say the same in the very words asked. */
const NEWER_FROM = 0.03
/** A year named in a question is not now. */
const PAST = /\b(?:1[0-9]|20)\d{2}\b/u

/** The hits with those that answer in front, the newest first; unchanged for a question that names a year, and where nothing has a date. */
export function newestFirst(hits: readonly Hit[], question: string): readonly Hit[] {
  const [first] = hits
  if (first === undefined || PAST.test(question)) return hits
  const answering = hits.filter((hit) => hit === first || mayAnswer(hit, first))
  const newest = answering.toSorted((a, b) => dayOf(b).localeCompare(dayOf(a)))
  const raised = newest.map((hit) => ({ ...hit, score: first.score * (hit === first ? 1 : 0.99) }))
  return [...raised, ...hits.filter((hit) => !answering.includes(hit))]
}

const dayOf = ({ article }: Hit): string => article.publishedAt?.slice(0, 10) ?? ''

function mayAnswer({ article, passage, score, fits }: Hit, first: Hit): boolean {
  return (
    article.publishedAt !== null &&
    passage.role !== 'heading' &&
    (fits !== false || first.fits === false) &&
    score >= NEWER_FROM * first.score
  )
}
