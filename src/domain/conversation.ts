// The turns in one thread, kept by reference so that every quote is cut from the stored article again.
import type { Thread } from './address.ts'

/** Where a citation's words stand; verify/ makes the citation from it again. */
export type CitationRef = Readonly<{
  articleId: string
  version: number
  start: number
  end: number
  /** as it was attributed when it was cited, so that a follow-up says the same; absent where nobody looked */
  speaker?: string | null | undefined
  hedge?: string | null | undefined
}>

export type Turn = Readonly<{
  at: string
  question: string
  /** the question as understood, with what the thread carried over */
  resolved: string
  topic: string | null
  /** numbered as shown: number n is `cited[n - 1]` */
  cited: readonly CitationRef[]
  names: readonly string[]
  /** who and what the answer named, with their kind, most telling first: what "he", "they" and "there" mean next */
  mentions?: readonly Readonly<{ text: string; kind: 'person' | 'group' | 'place' | 'other' }>[] | undefined
  /** the number of the quote the turn was about: what "that" means next; absent when it was about all of them */
  focus?: number | undefined
  /** id of the record of how it was answered; absent where none was kept */
  record?: string | undefined
  /** keyed hash of who asked, so that it can be forgotten; absent where nobody in particular did */
  person?: string | undefined
}>

export type Conversation = Readonly<{ thread: Thread; turns: readonly Turn[] }>
