// Answers "when was that?" from the quotes a thread was shown: by their own words, by those beside them, by the day of the report.
import type { Citation } from '../domain/claim.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { dateWords } from '../render/render.ts'
import { answerQuestion } from './answering.ts'
import { focused, type Recall, shown, unquoted } from './from-evidence.ts'
import { around, citedFrom, passageOf } from './remembered.ts'
import type { Reply } from './reply.ts'

const DATED_MAX = 3 // "that" is what was said first; dates of the rest lead away from it
/** Words for a time that no calendar holds, or that are of no year where the article has no date. */
const LOOSELY =
  /\b(?:(?:on |in |during )?(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June?|July?|Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)) \d{1,2}(?:[-–]\d{1,2})?|recently|lately|of late|in recent (?:days|weeks|months|years)|earlier (?:this|in the) \w+|for (?:days|weeks|months|years))\b/iu

/** The dates in the quotes' own words, or beside them; when they hold none, the question is asked for its date, and last comes the day of the report. */
export async function when(recall: Recall, n: number | null, question: string): Promise<Reply> {
  const meant = focused(recall, n).slice(0, DATED_MAX)
  const dated = await Promise.all(meant.map(async (quote) => ({ ...quote, lead: timeIn(await passageOf(quote.citation, recall.asking)) })))
  const telling = dated.filter(({ lead }) => lead !== '')
  if (telling.length > 0) return shown(recall, { title: 'When that was', quotes: telling }, n ?? undefined)
  const beside = await timeBeside(recall, n)
  if (beside !== null) return beside
  if (n === null) {
    const answer = await answerQuestion({ said: recall.said, text: question, topic: recall.turn.topic, after: recall.turn }, recall.asking)
    const [first] = answer.claims
    const again = first !== undefined && recall.quotes.some(({ citation }) => isSame(citation, first.citations[0]))
    // The thread goes on about what it was about, not about its date.
    if (answer.turn !== null && first !== undefined && !again)
      return { ...answer, turn: { ...answer.turn, resolved: recall.turn.resolved } }
  }
  const reported = meant.map((quote) => ({ ...quote, lead: `Reported ${dateWords(quote.citation.publishedAt)}:` }))
  const finding = 'The words quoted give no date; this is when they were published.'
  return shown(recall, { title: 'When that was', finding, quotes: reported }, n ?? undefined)
}

/** The day of each article that is quoted. */
export async function published(recall: Recall, n: number | null): Promise<Reply> {
  const quotes = focused(recall, n).map((quote) => {
    const { publishedAt } = quote.citation
    return { ...quote, lead: publishedAt === null ? 'Without a date of publication:' : `Published ${dateWords(publishedAt)}:` }
  })
  return shown(recall, { title: 'When that was published', quotes }, n ?? undefined)
}

/** The sentence before the first quote, else the one after it, when it tells a time. */
async function timeBeside(recall: Recall, n: number | null): Promise<Reply | null> {
  const [main] = focused(recall, n)
  const beside = main === undefined ? [] : await around(main.citation, -1, 1, recall.asking)
  const passage = beside.find((other) => timeIn(other) !== '')
  if (main === undefined || passage === undefined) return null
  const [citation] = await citedFrom([passage], recall.asking)
  if (citation === undefined) return null
  const known = recall.quotes.find((quote) => quote.citation.articleId === citation.articleId && quote.citation.start === citation.start)
  const [quote] = known === undefined ? unquoted(recall, [citation]) : [known]
  if (quote === undefined) return null
  const finding = `Quote ${main.number} gives no date; the sentence beside it does.`
  return shown(recall, { title: 'When that was', finding, quotes: [main, { ...quote, lead: timeIn(passage) }] }, n ?? undefined)
}

const isSame = (a: Citation, b: Citation) => a.articleId === b.articleId && a.start === b.start

/** `27 October 2023 (“on Oct. 27”):`, or the words for a time that is no date; empty when there is none. */
function timeIn(passage: AnnotatedPassage | null): string {
  const dates = (passage?.dates ?? []).map(({ from, to, precision, words }) => {
    const span = from === to || precision !== 'day' ? dateWords(from, precision) : `${dateWords(from)} to ${dateWords(to)}`
    return `${span} (“${words}”)`
  })
  const loosely = LOOSELY.exec(passage?.text ?? '')?.[0]
  if (dates.length === 0) return loosely === undefined ? '' : `“${loosely}”:`
  return `${dates.join('; ')}:`
}
