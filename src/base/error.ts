// The one error class: a code to branch on, a sentence for the reader, a cause for the log.

export type BorderBriefErrorOptions = { readonly retryable?: boolean; readonly cause?: unknown }

export class BorderBriefError extends Error {
  readonly code: string
  readonly retryable: boolean
  /** One sentence for a person, which says the mend; never holds a token, a path of the machine or a stack. */
  readonly hint: string

  constructor(code: string, hint: string, options: BorderBriefErrorOptions = {}) {
    super(`${code}: ${hint}`, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'BorderBriefError'
    this.code = code
    this.hint = hint
    this.retryable = options.retryable ?? false
  }
}

/** What a person is told about any thrown value: its hint, or one neutral sentence. */
export function hintOf(error: unknown): string {
  return error instanceof BorderBriefError ? error.hint : 'Something went wrong on our side; please try again in a minute.'
}

/** What is logged of a fault: its message. The log strips tokens and quotations off it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'not an error'
}

/** What is logged of a fault whose message may hold words of people or articles: its kind alone. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
