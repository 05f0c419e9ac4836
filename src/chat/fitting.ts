// Which ways on from an answer are worth a button: only those that lead somewhere.
import type { Answer } from '../domain/answer.ts'
import type { Fits } from '../render/render.ts'
import type { Asking } from './reply.ts'

const EVENTS = 3 // dated events of which a timeline tells more than the answer
const ARTICLES = 5 // looked at for them: a button must not cost what an answer does
const WATCHED_MAX = 60 // characters of a question that a button can carry
const DAY = 'Monday'

export async function fitting(answer: Answer, question: string, asking: Asking): Promise<Fits> {
  return {
    timeline: (await eventsOf(answer, asking)) >= EVENTS,
    since: sinceOf(answer, asking) ? DAY : null,
    watch: asking.forms ? watchOf(answer, question) : null,
  }
}

async function eventsOf({ claims }: Answer, { deps, scope, now }: Asking): Promise<number> {
  const ids = [...new Set(claims.flatMap(({ citations }) => citations.map(({ articleId }) => articleId)))]
  return ids.length === 0 ? 0 : deps.brief.eventsUpTo(await deps.index.timeline(scope, ids.slice(0, ARTICLES)), now).length
}

/** Some of it is of this week and some is older. */
function sinceOf({ claims, searched }: Answer, { deps, now }: Asking): boolean {
  const day = searched.from === null ? deps.brief.readSince(DAY, now) : null
  const dates = claims.flatMap(({ citations: [{ publishedAt }] }) => publishedAt ?? [])
  return day !== null && dates.some((date) => date >= day) && dates.some((date) => date < day)
}

/** What nobody says yet can be waited for. */
function watchOf({ kind }: Answer, question: string): string | null {
  const words = question
    .replace(/["“”„]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return kind === 'no-evidence' && words !== '' && words.length <= WATCHED_MAX ? `watch "${words}"` : null
}
