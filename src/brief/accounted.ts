// A brief whose answers say when the model's budget was used up, and whose requests to models are charged to the workspace asked for.
import type { Answer } from '../domain/answer.ts'
import { OPERATOR } from '../domain/article.ts'
import type { Scope } from '../ports/article-store.ts'
import type { ModelAccounts, ModelCall } from '../ports/model-account.ts'
import type { Brief } from './brief.ts'

const BUDGET = 'budget-'
const NOTES: Readonly<Record<string, string>> = {
  personRequests: 'Too many requests to the model this minute.',
  unknown: "The model's budget could not be checked.",
}
const USED_UP = "The model's budget for today is used up."

export function accounted(brief: Brief, accounts: ModelAccounts): Brief {
  const watched = (scope: Scope, work: () => Promise<Answer>) =>
    accounts.charge({ workspace: scope.at(-1) ?? OPERATOR, person: null }, async () => {
      const before = accounts.calls().length
      const answer = await work()
      return noted(answer, accounts.calls().slice(before).filter(isChoice), accounts)
    })
  return {
    ...brief,
    ask: (request) => watched(request.scope, () => brief.ask(request)),
    briefTopic: (request) => watched(request.scope, () => brief.briefTopic(request)),
  }
}

const isChoice = ({ use }: ModelCall) => use === undefined

function noted(answer: Answer, calls: readonly ModelCall[], accounts: ModelAccounts): Answer {
  if (answer.model === 'off') return answer
  const reason = answer.model === 'used' ? null : (calls.at(-1)?.failure ?? 'unusable-reply')
  accounts.chose({ state: answer.model, reason })
  return reason?.startsWith(BUDGET) ? { ...answer, modelNote: NOTES[reason.slice(BUDGET.length)] ?? USED_UP } : answer
}
