// The small print of an answer: what it rests on, what was searched, how it was made (pure).
import type { Answer, Coverage } from '../domain/answer.ts'
import type { Inline } from '../domain/document.ts'
import { clipped, countOf, dateInWords, listInWords } from './words.ts'

const TERMS_MAX = 12
const FAILING_MAX = 5
const NOTE_MAX = 120
export const NO_SOURCE = 'No source here says that.'
export const NO_ARTICLES = 'There are no articles here yet.'
/** How some get in, by where that is read. */
const TAKE_IN = {
  chat: 'Add a feed or a page: “/brief add https://news.example/feed”. Whoever runs this desk can take in files as well.',
  terminal:
    'Take some in: “npm run brief -- ingest FOLDER” reads files, “npm run brief -- sources add URL” a feed or a page; “npm start” takes in what is in seeds/articles.',
} as const

/** Why nothing was found where nothing is, and what mends it. */
export const takeInSome = (inChat = false): string => TAKE_IN[inChat ? 'chat' : 'terminal']

/** `5 articles, 3 independent voices, newest 16 November 2023; 1 source failing: example.org`; without the voices where nobody counted them. */
export function coverageLine(coverage: Coverage, voicesKnown = true): string {
  const { articles, voices, newest, failingSources } = coverage
  const independent = voices === 0 && articles > 0 ? ', our own abstracts only' : `, ${countOf(voices, 'independent voice')}`
  const dated = newest === null ? '' : `, newest ${dateInWords(newest)}`
  return `${countOf(articles, 'article')}${voicesKnown ? independent : ''}${dated}${failing(failingSources)}`
}

/** `1 source failing: example.org.`, or nothing. */
export function failingLine({ failingSources }: Coverage): string {
  return failingSources.length === 0 ? '' : `${failing(failingSources).slice(2)}.`
}

function failing(sources: readonly string[]): string {
  if (sources.length === 0) return ''
  const named = sources.slice(0, FAILING_MAX).map((source) => clipped(source, 80))
  const more = sources.length - named.length
  return `; ${countOf(sources.length, 'source')} failing: ${listInWords(more > 0 ? [...named, `${more} more`] : named)}`
}

export function madeOf(answer: Answer): readonly Inline[] {
  const model = { off: '', used: ` · ${byModel(answer)}`, rejected: `.${notUsed(answer)}` }[answer.model]
  return [{ kind: 'text', text: `${coverageLine(answer.coverage)}${leftOut(answer)}${model}` }]
}

function byModel({ claims }: Answer): string {
  const shortened = claims.some(({ text, citations: [first] }) => text !== first.quote)
  return `chosen${shortened ? ' and shortened' : ''} by a model, checked against the sources`
}

/** ` Model not used.`, or the sentence that says why; nothing when none was asked. */
function notUsed({ model, modelNote = 'Model not used.' }: Answer): string {
  return model === 'rejected' ? ` ${clipped(modelNote, NOTE_MAX)}` : ''
}

/** `; 2 articles dated after that day left out`: what had not been written on the day that is asked for. */
function leftOut({ searched: { ahead = 0 } }: Pick<Answer, 'searched'>): string {
  return ahead === 0 ? '' : `; ${countOf(ahead, 'article')} of later days left out`
}

/** No article is as new as was asked, so that there was nothing to search. */
export function isNothingAsNew({ searched: { from }, coverage: { articles, newest } }: Answer): boolean {
  return from !== null && articles === 0 && newest !== null && newest < from
}

/** The first words of an answer that has none: what was not found, or that nothing is as new as was asked. */
export function nothingFound(answer: Answer, isTopic = false): string {
  const { from } = answer.searched
  if (answer.coverage.empty) return NO_ARTICLES
  if (isNothingAsNew(answer))
    return `Nothing newer came in since ${dateInWords(from)}: the newest article here is of ${dateInWords(answer.coverage.newest)}.`
  return isTopic ? `No source here says anything on this${from === null ? '' : ` since ${dateInWords(from)}`}.` : NO_SOURCE
}

/** The words of a topic's question are not what anybody asked. `Searched 5 articles from 6 November 2023 to 16 November 2023 for: price, rice, lagos.` */
export function searchedLine(answer: Answer, isTopic = false): readonly Inline[] {
  const { searched, coverage } = answer
  const { from, to, terms } = searched
  const dates = from === null && to === null ? '' : ` ${datesInWords(from, to)}`
  const shown = terms.slice(0, TERMS_MAX).map((term) => clipped(term, 40))
  if (coverage.empty === false && coverage.articles === 0)
    return [
      {
        kind: 'text',
        text: `No article here was published ${from === null ? (to === null ? 'by then' : `before ${dateInWords(to)}`) : dates.trim()}${leftOut(answer)}${failing(coverage.failingSources)}.`,
      },
    ]
  const words = shown.length === 0 || isTopic ? '' : ` for: ${shown.join(', ')}${terms.length > shown.length ? ' …' : ''}`
  return [
    {
      kind: 'text',
      text: `Searched ${coverage.articles === 0 ? 'every article here' : countOf(coverage.articles, 'article')}${dates}${words}${leftOut(answer)}${failing(coverage.failingSources)}.${notUsed(answer)}`,
    },
  ]
}

function datesInWords(from: string | null, to: string | null): string {
  if (from === null) return `up to ${dateInWords(to)}`
  if (to === null) return `from ${dateInWords(from)}`
  const [first, last] = [dateInWords(from), dateInWords(to)]
  return first === last ? `of ${first}` : `from ${first} to ${last}`
}
