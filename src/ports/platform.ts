// A place where people talk: Slack, Discord, the web desk, the console.
import type { Channel, MessageAddress, PlatformName } from '../domain/address.ts'
import type { Document, Inline } from '../domain/document.ts'
import type { Export } from '../domain/export.ts'
import type { Form } from '../domain/form.ts'
import type { Inbound } from '../domain/inbound.ts'

/** Where the reply to one inbound goes: exactly one of finish, whisper, a posted announce and an opened form ends it. The adapter has acknowledged before the handler runs, and owns limits of time and size. */
export type Surface = {
  /** Shows that work goes on, such as `Reading 5 articles…`; may be dropped or coalesced. */
  readonly progress: (note: string) => Promise<void>
  /** The reply; long documents are paged inside the platform's limits. Returns the thread that follow-ups will come from, null when there is none. */
  readonly finish: (document: Document) => Promise<Readonly<{ thread: string | null }>>
  /** A reply only the asker sees where the platform can do that; otherwise as finish. */
  readonly whisper: (document: Document) => Promise<void>
  /** The reply as a message of the bot's own in the channel, which proves that it can post there; `refused` (nothing shown yet) carries the sentence with the mend. */
  readonly announce: (
    document: Document,
  ) => Promise<Readonly<{ kind: 'posted'; messageId: string }> | Readonly<{ kind: 'refused'; hint: string }>>
  /** Given when whoever asked wants no answer any more. Absent where nobody can say so. */
  readonly stopped?: AbortSignal
  /** Opens a form, which ends the reply; false when it is too late for one. Absent where there are no forms. */
  readonly form?: (form: Form) => Promise<boolean>
  /** Hands over something to keep, which ends the reply; `refused` (nothing shown yet) carries the sentence with the mend. Absent where there is no such thing. */
  readonly export?: (made: Export) => Promise<Readonly<{ kind: 'posted' }> | Readonly<{ kind: 'refused'; hint: string }>>
}

export type HandleInbound = (inbound: Inbound, surface: Surface) => Promise<void>

/** What became of one attempt to post. Everything that is neither provably posted nor provably not is `unknown`. */
export type PostOutcome = (
  | Readonly<{ kind: 'sent'; messageId: string }>
  /** nothing was posted and a later attempt may work; `retryAfterMs` as the platform said, else null */
  | Readonly<{ kind: 'not-sent'; reason: string; retryAfterMs: number | null }>
  /** nothing was posted and no attempt ever will */
  | Readonly<{ kind: 'refused'; reason: string; refusal?: Refusal }>
  | Readonly<{ kind: 'unknown'; reason: string }>
) &
  Readonly<{ allowance?: Allowance }>

/**
 * What a refusal is about: this message alone; its channel (archived, bot removed), which is what is taken when nothing is said; the bot's standing
 * in the workspace; or the token, and with it everything that is sent by it. `why` is the end of a sentence for people, such as `the channel is archived`.
 */
export type Refusal = Readonly<{
  of: 'message' | 'channel' | 'workspace' | 'token'
  why: string
  /** may be over at the next attempt, and counts when it comes twice */
  isPassing?: boolean
}>

/** What a platform said about its limits with an answer: nothing more of that reach for so long. */
export type Allowance = Readonly<{
  reach: 'channel' | 'workspace' | 'all'
  /** milliseconds until something is allowed again; 0 when it is already */
  waitMs: number
  /** it was refused for its number (a 429) */
  isLimited: boolean
  /** it counts among the invalid requests for which the platform bars an address */
  isInvalid: boolean
}>

/** How fast digests may be posted; what people wait for goes beside it, in what is left of the platform's own limits. */
export type Pace = Readonly<{
  /** requests in any one second over all channels; null: no such limit */
  perSecond: number | null
  /** messages a minute in one workspace: what is begun with, and what it may grow to while nothing is refused */
  perMinute: Readonly<{ start: number; most: number; burst: number }> | null
  /** milliseconds between two messages of one channel */
  channelMs: number
  /** requests that posting a part after the first takes; one when absent */
  laterPartRequests?: number
  /** milliseconds between two edits of messages in one workspace */
  editMs?: number
  /** invalid requests in ten minutes after which nothing is posted for ten minutes; null: not counted */
  mostInvalid: number | null
}>

export type FindOutcome =
  /** the earliest message that stands, and later ones of the same delivery; `isPartial`: the platform did not answer for every place */
  (
    | Readonly<{ kind: 'found'; messageId: string; others?: readonly string[]; isPartial?: boolean }>
    | Readonly<{ kind: 'absent' }>
    /** the platform would not say: an empty answer must not be read as absent. `isForNow`: it failed to answer, and may another time; otherwise it never will */
    | Readonly<{ kind: 'cannot-tell'; reason: string; isForNow?: boolean }>
  ) &
    Readonly<{ allowance?: Allowance | undefined }>

export type Post = Readonly<{
  channel: Channel
  /** delivery id: the same for every attempt of the same part */
  deliveryId: string
  /** one payload made by `paginate`, as stored */
  payload: string
  /** message id of part 1, for later parts, which go into its thread; null for part 1 */
  parent: string | null
  /** it says something about the message of that thread, and belongs there or nowhere */
  isReply?: boolean
  /** asked right before the first byte leaves, with nothing awaited in between; when it says no, nothing is sent */
  mayLeave?: () => boolean
}>

/** A message of the bot's own that the platform says stands for a delivery. */
export type StandingMessage = Readonly<{ deliveryId: string; channel: string; messageId: string }>

/** Called before the platform's word is acknowledged; resolves once it is kept. */
export type HearStanding = (standing: StandingMessage) => Promise<void>

/** What becomes of workspaces, by the platform's ids of them, that the bot was removed from. */
export type Removals = {
  /** Everything of the workspace is to be erased: resolves once that is kept, and goes on by itself. May be said again and again. */
  readonly removed: (workspace: string) => Promise<void>
  /** Resolves when nothing is left of what was removed, at once when nothing was; asked before the bot is taken into use there again. */
  readonly settled: (workspace: string) => Promise<void>
  /** It is in use there, after that or after its token was refused. */
  readonly returned: (workspace: string) => void
}

/** A message of ours, where it stands: `parent` as in Post. */
export type Place = Readonly<{ channel: Channel; messageId: string; parent: string | null }>

/** `problems`: each one sentence with its mend; `unsaid`: channels of which the platform does not say it, and `why`, as the end of a sentence. */
export type ChannelCheck = Readonly<{ problems: readonly string[]; unsaid: number; why: string }>

export type Platform = {
  readonly name: PlatformName
  readonly start: (handle: HandleInbound, hear?: HearStanding, removals?: Removals) => Promise<void>
  /** Stops taking new events, lets those in hand finish within the grace, closes every socket. */
  readonly stop: (graceMs: number) => Promise<void>
  /** The payloads (JSON text) a document becomes, in the order they would be posted. Pure. */
  readonly paginate: (document: Document) => readonly string[]
  /** One attempt with our own transport: no retries, no redirects. Never throws. */
  readonly post: (post: Post) => Promise<PostOutcome>
  /** Looks for a delivery's message among those posted since `sinceIso`; later parts stand in the thread of `parent`, as in Post. Never throws. */
  readonly find: (channel: Channel, deliveryId: string, sinceIso: string, parent?: string | null) => Promise<FindOutcome>
  /** Removes a message of ours; `sent` (its id) also when it is gone already. Never throws. */
  readonly remove?: (place: Place) => Promise<PostOutcome>
  /** Puts these sentences, and no others, under a message of ours that was posted with this payload; the same again changes nothing. One attempt. Never throws. */
  readonly amend?: (place: Place, deliveryId: string, payload: string, sentences: readonly (readonly Inline[])[]) => Promise<PostOutcome>
  /** Where people find a message of ours; null where that cannot be said. Never throws. */
  readonly locate?: (place: Place) => Promise<MessageAddress | null>
  /** Sends one person of a workspace a direct message, in one attempt. Never throws. */
  readonly tell?: (workspace: string, person: string, sentence: string) => Promise<PostOutcome>
  /** absent: no limits are known */
  readonly pace?: Pace
  /** How long the platform honours a repeated delivery id by itself (Discord's nonce), in milliseconds; 0 when it does not. */
  readonly nonceWindowMs: number
  /** Problems an operator should hear of, each one sentence with its mend. */
  readonly check: () => Promise<readonly string[]>
  /** What keeps something from arriving in these channels now; asks a request or two for each. Never throws. */
  readonly checkChannels?: (channels: readonly Channel[]) => Promise<ChannelCheck>
}
