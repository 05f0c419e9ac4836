// Reads filters in a question's own words: "according to Reuters", "what does EFE report", "since Monday", "before 10 November" (pure).
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import { readSince } from './read-since.ts'

/** What may be a source's name, and the question without it. */
export type SourceAsked = Readonly<{ name: string; rest: string }>

const NAME = String.raw`(?:the )?([\p{L}\p{N}][\p{L}\p{N}.&'’-]*(?: [\p{L}\p{N}&][\p{L}\p{N}.&'’-]*){0,4}?)`
const SAYS = '(?:say|report|write|claim|state|carry|publish|quote|mention|tell)'
/** Each leaves a question when what it matched is taken out. */
const FORMS: readonly RegExp[] = [
  new RegExp(
    String.raw`[,;]?\s*\baccording to ${NAME}(?=$|[,;?.]|\s+(?:on|about|in|at|for|since|was|were|is|are|did|does|do|has|have)\b),?`,
    'iu',
  ),
  new RegExp(String.raw`\b(?:does|did|do|has|have) ${NAME} ${SAYS}(?:ed|s)?(?: that)?\b`, 'iu'),
  new RegExp(String.raw`[,;]?\s*\b(?:from|by) ${NAME}(?: alone| only)?(?=\s*[?.!]*$)`, 'iu'),
]
const DATED = /[,;]?\s*\b(since|before)\s+([^,;?!.]+?)\s*[?.!]*$/iu
/** Days: a date further back is what a question is about, rather than when it was reported. */
const REPORTS_WITHIN = 366

/** Names a source could have, in the order to look them up; most questions name none. */
export function sourcesAsked(question: string): readonly SourceAsked[] {
  return FORMS.flatMap((form) => {
    const match = form.exec(question)
    const name = match?.[1]?.replace(/[.'’]+$/u, '')
    if (match === null || name === undefined || isStopWord(name.toLowerCase())) return []
    const rest = `${question.slice(0, match.index)} ${question.slice(match.index + match[0].length)}`
    return [{ name, rest: tidy(rest) }]
  })
}

/** The days asked for, and the question without them; null when it ends in no date, or asks nothing else. */
export function daysAsked(question: string, now: Temporal.Instant): Readonly<{ since?: string; before?: string; rest: string }> | null {
  const match = DATED.exec(question)
  if (match === null) return null
  const date = readSince(match[2] ?? '', now)
  const rest = tidy(question.slice(0, match.index))
  const earliest = now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: REPORTS_WITHIN }).toString()
  if (date === null || date < earliest || !hasContent(rest)) return null
  return match[1]?.toLowerCase() === 'since' ? { since: date, rest } : { before: date, rest }
}

const hasContent = (text: string) => wordsOf(text).some((word) => !isStopWord(word))

function tidy(question: string): string {
  const words = question
    .replace(/\s+/gu, ' ')
    .replace(/\s+([,;?.!])/gu, '$1')
    .replace(/^[\s,;]+|[\s,;?.!]+$/gu, '')
  return `${words}?`
}
