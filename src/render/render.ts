// Briefing → Document: what a reader sees, before any platform. Front door of render/.
import type { Answer } from '../domain/answer.ts'
import type { Citation } from '../domain/claim.ts'
import type { Document } from '../domain/document.ts'

/** Makes the address of our reader page for a citation; null when there is no public address. */
export type ReaderLink = (citation: Citation) => string | null

export type RenderAnswer = (answer: Answer, options: Readonly<{ title: string; readerLink: ReaderLink }>) => Document
