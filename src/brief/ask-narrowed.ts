// Asks only the articles that a question's own words name: of one source, since or before a day.
import type { Answer } from '../domain/answer.ts'
import type { AskRequest, BriefDependencies } from './brief.ts'
import { daysAsked, sourcesAsked } from './narrow.ts'

type Ask = (request: AskRequest) => Promise<Answer>

/** `ask`, with the filters in the question's words applied. What a named source does not answer is asked of all: it may be a speaker they quote. */
export function narrowing(ask: Ask, { articles }: Pick<BriefDependencies, 'articles'>): Ask {
  return async (request) => {
    const { question, now } = request
    const days = request.since === undefined && request.before === undefined && !request.beside ? daysAsked(question, now) : null
    const dated = days === null ? request : { ...request, ...days, question: days.rest }
    const fromSource = articles === undefined || request.only || request.beside ? null : await ofSource(dated, articles)
    if (fromSource !== null) {
      const answer = await ask(fromSource)
      if (answer.kind !== 'no-evidence') return { ...answer, question }
    }
    return { ...(await ask(dated)), question }
  }
}

async function ofSource(request: AskRequest, articles: NonNullable<BriefDependencies['articles']>): Promise<AskRequest | null> {
  for (const { name, rest } of sourcesAsked(request.question)) {
    const ids = new Set(await articles.publishedBy([name, `the ${name}`], request.scope))
    if (ids.size > 0) return { ...request, question: rest, only: (articleId) => ids.has(articleId) }
  }
  return null
}
