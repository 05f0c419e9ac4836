// What was heard and where its answer goes (pure).
import type { Inbound } from '../../../domain/inbound.ts'

/** Where a reply goes, and by which ways. */
export type ReplyTarget = Readonly<{
  channel: string
  /** the thread it goes into; null: it becomes a root of its own in the channel */
  thread: string | null
  person: string
  responseUrl: string | null
  /** asked from a message only the asker sees: nothing but the response URL reaches them */
  onlyResponseUrl: boolean
  /** said to the bot: progress is shown without the handler asking, and faults are told */
  addressed: boolean
  /** the response URL's message is the note that it is being worked on, which the answer replaces */
  noted: boolean
  /** its progress may stand outside any thread: nobody else is there */
  atRoot?: boolean
  /** thread of the message it is about, though it does not stand there: its buttons say so when they are pressed */
  about?: string
  /** nobody asked: what the person alone is to see is seen by nobody where they cannot be reached */
  unasked?: boolean
}>

export type Heard = Readonly<{
  inbound: Inbound
  target: ReplyTarget
  /** what opens a modal within three seconds; null where nothing does */
  trigger: string | null
  /** where what the asker alone is to see goes, when that is not the target's */
  aside?: ReplyTarget
  /** the Home tab it came from, which may look different afterwards */
  home?: HomePlace
  /** the reply is no message but the Home tab */
  publishes?: HomePlace
  /** the reply is no message but what the target's channel suggests to ask */
  suggests?: boolean
}>

/** Whose Home tab it is, the direct channel beside it, and what stands in it; null where that is not known. `asked`: how many questions were typed there. */
export type HomePlace = Readonly<{ team: string; person: string; channel: string; standing: string | null; asked?: number }>

/** The channel a button is about, where its id names one. */
export function channelOf(actionId: string): string | null {
  return /^bb:manage:\d+@([CGD][A-Z0-9]+)$/.exec(actionId)?.[1] ?? null
}

/** The thread a button is about, where its id names one: it stands in a message that only the asker sees, about one of that thread. */
export function threadOf(actionId: string): string | null {
  return /^bb:manage:\d+\^(\d{1,12}\.\d{1,9})$/.exec(actionId)?.[1] ?? null
}

/** The same, about another channel, or about a thread: what is for the person alone stays where they are. */
export function elsewhere(heard: Heard, there: Readonly<{ channel: string; thread: string | null }>): Heard {
  const { inbound, target } = heard
  if (inbound.kind !== 'command') return heard
  const { direct: _, ...rest } = inbound
  const { person, responseUrl } = target
  const about = { ...inbound.channel, channel: there.channel }
  return {
    ...heard,
    inbound: there.channel.startsWith('D') ? { ...inbound, channel: about } : { ...rest, channel: about },
    // its progress is the asker's alone
    target: { ...there, person, responseUrl, onlyResponseUrl: false, addressed: false, noted: false },
    aside: target,
  }
}
