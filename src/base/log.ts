// What a logger is: static messages, fields by domain id. No payloads, tokens, article bodies or questions.

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export type Log = {
  readonly debug: (message: string, fields?: LogFields) => void
  readonly info: (message: string, fields?: LogFields) => void
  readonly warn: (message: string, fields?: LogFields) => void
  readonly error: (message: string, fields?: LogFields & { readonly cause?: string }) => void
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
