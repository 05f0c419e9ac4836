// The turns in one thread, kept by reference so that every quote is cut from the stored article again.
import type { Thread } from './address.ts'

/** Where a citation's words stand; verify/ makes the citation from it again. */
export type CitationRef = Readonly<{ articleId: string; version: number; start: number; end: number }>

export type Turn = Readonly<{
  at: string
  question: string
  /** the question as understood, with what the thread carried over */
  resolved: string
  topic: string | null
  /** numbered as shown: number n is `cited[n - 1]` */
  cited: readonly CitationRef[]
  names: readonly string[]
}>

export type Conversation = Readonly<{ thread: Thread; turns: readonly Turn[] }>
