// What shows that a question is being worked on, and turns into its answer.
import type { Document } from '../../../domain/document.ts'
import { noteMessage, type SlackMessage } from './blocks.ts'
import type { Place, Voice } from './voice.ts'

export type Progress = Readonly<{
  /** Called once, before anything is to be shown; resolves when that may be. */
  heard: () => Promise<unknown>
  /** Shows a note; its ts, null when that did not work. */
  begin: (place: Place, note: string) => Promise<string | null>
  change: (ts: string, note: string) => Promise<unknown>
  /** Puts the answer in its place; false when that did not work. `document` is what the message is the first page of; null for a sentence of ours. */
  turnInto: (ts: string, message: SlackMessage, document: Document | null) => Promise<boolean>
  remove: (ts: string) => Promise<unknown>
  /** Nothing is worked on any more. */
  ended: () => void
}>

/** A message of its own, changed in place. */
export function plainProgress(voice: Voice, channel: string): Progress {
  return {
    heard: async () => {},
    begin: async (place, note) => {
      const outcome = await voice.say(place, noteMessage(note))
      return outcome.kind === 'sent' ? outcome.messageId : null
    },
    change: (ts, note) => voice.change(channel, ts, noteMessage(note)),
    turnInto: (ts, message) => voice.change(channel, ts, message),
    remove: (ts) => voice.remove(channel, ts),
    ended: () => {},
  }
}
