// Answers "what changed?" from what a thread was shown: which figure a later report gives anew, from what to what.
import type { Answer } from '../domain/answer.ts'
import type { Citation } from '../domain/claim.ts'
import { dateWords } from '../render/render.ts'
import { type Recall, shown, unquoted } from './from-evidence.ts'
import { askedAgain } from './remembered.ts'
import type { Reply } from './reply.ts'

/** The figures that moved, in the words of then and now; where none did, what the thread holds stands, with the day of its newest report. */
export async function changed(recall: Recall): Promise<Reply> {
  const answer = await askedAgain(recall.turn, recall.asking)
  const changes = answer.changes ?? []
  if (changes.length === 0) return shown(recall, { title: 'What changed', finding: unchanged(answer), quotes: recall.quotes.slice(0, 1) })
  const finding = changes
    .map(({ was, now, from, to }) => `${from} on ${dayOf(was.citations[0])}; ${to} on ${dayOf(now.citations[0])}.`)
    .join(' ')
  const cited = changes.flatMap(({ was, now }) => [now.citations[0], was.citations[0]])
  const known = recall.quotes.filter(({ citation }) => cited.some((other) => isSame(citation, other)))
  return shown(recall, {
    title: 'What changed',
    finding: finding.replace(/^\p{L}/u, (letter) => letter.toUpperCase()),
    quotes: [...known, ...unquoted(recall, cited)],
  })
}

const dayOf = ({ publishedAt }: Citation) => dateWords(publishedAt)

const isSame = (a: Citation, b: Citation) => a.articleId === b.articleId && a.start === b.start

function unchanged({ coverage: { newest } }: Answer): string {
  return `No figure quoted here has been given anew since${newest === null ? '' : `; the newest report on it is of ${dateWords(newest)}`}.`
}
