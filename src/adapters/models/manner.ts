// How one server wants to be asked: strictest form first, plainer where it refuses (pure).

/** How the JSON is asked for, strictest first. */
const FORMS = ['json_schema', 'json_object', 'text'] as const

export type Manner = Readonly<{ form: (typeof FORMS)[number]; temperature: boolean; limit: 'max_tokens' | 'max_completion_tokens' }>

/** OpenAI itself wants the newer name of the limit; most servers that resemble it know only the older one. */
export function firstManner(baseUrl: string | null): Manner {
  return { form: 'json_schema', temperature: true, limit: baseUrl === null ? 'max_completion_tokens' : 'max_tokens' }
}

/** What of a refusal tells which part of the request was refused: the parameter it names, and its words. */
export type Refused = Readonly<{ param: string | null; words: string }>

/** The next plainer manner, null when there is none. Drops what the server names; asks in the next form where it names nothing. */
export function plainer(manner: Manner, { param, words }: Refused): Manner | null {
  const names = (what: string) => param === what || (param === null && words.includes(what))
  if (manner.temperature && names('temperature')) return { ...manner, temperature: false }
  if (manner.limit === 'max_tokens' && names('max_tokens')) return { ...manner, limit: 'max_completion_tokens' }
  const form = FORMS[FORMS.indexOf(manner.form) + 1]
  if (form !== undefined) return { ...manner, form }
  return manner.temperature ? { ...manner, temperature: false } : null
}
