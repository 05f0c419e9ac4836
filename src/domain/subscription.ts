// Who wants which topic when, and the proof that it went out.
import type { Channel } from './address.ts'
import type { Claim } from './claim.ts'
import type { CitationRef } from './conversation.ts'
import type { Document } from './document.ts'

/** Days are ISO weekdays, 1 = Monday … 7 = Sunday. */
export type WeeklySchedule = Readonly<{ days: readonly number[]; hour: number; minute: number; timeZone: string }>

/** Five fields: minute, hour, day of the month, month, day of the week. */
export type CronSchedule = Readonly<{ cron: string; timeZone: string }>

export type Schedule = WeeklySchedule | CronSchedule

export type Subscription = Readonly<{
  id: string
  /** `watch`: a message when something changes, whatever the hour; its schedule only lends the zone that says what a day is */
  kind: 'digest' | 'watch'
  /** grows by one at each edit, so that an occurrence planned before it is told apart */
  version: number
  channel: Channel
  /** topic name, or a question in the person's words */
  topic: string
  schedule: Schedule
  createdBy: string
  /** ISO instant; nothing before it is owed */
  createdAt: string
  paused: boolean
  /** why we paused it, as the platform said; null while it stands, and when a person paused it */
  pausedWhy: string | null
  /** ISO instant at which a paused one goes on by itself; absent or null: when somebody says so */
  pausedUntil?: string | null | undefined
  /** false: a day without news posts nothing, and is recorded all the same */
  quietLine: boolean
  /** messages of a watch in one local day; null for a digest */
  mostADay: number | null
}>

/**
 * One time a subscription is due: identified by the local date and slot, never by the instant, so that clock changes cannot double it.
 * Slots: 0 for a weekly schedule; for cron the local minute of the day, 1,440 more in the second copy of a doubled hour; from FIRST_ASKED_SLOT
 * what somebody asked for at once; from FIRST_WATCH_SLOT what a watch saw; from FIRST_REPLY_SLOT words under an earlier message.
 */
export type Occurrence = Readonly<{ subscriptionId: string; version: number; localDate: string; slot: number; dueAt: string }>

export const FIRST_ASKED_SLOT = 10_000
export const FIRST_WATCH_SLOT = 20_000
export const FIRST_REPLY_SLOT = 30_000

/** The frozen content of a digest: what is sent is these bytes, however often it is tried. */
export type Edition = Readonly<{
  kind: 'digest' | 'quiet'
  document: Document
  claims: readonly Claim[]
  /** what the channel has been told once it is known to be posted */
  facts: readonly ToldFact[]
  /** the quotes as the document numbers them, so that its thread can be asked about them */
  cited: readonly CitationRef[]
  /** id of the record of how it was made; absent where none was kept */
  record?: string | undefined
  /** what it takes back of what the channel was told before */
  mends?: readonly Mend[] | undefined
  /** the facts it tells, under which number, and in which of its parts */
  shows?: readonly Readonly<{ fact: string; number: number; part: number }>[] | undefined
}>

/** A fact told before that was corrected, or withdrawn by its source; `part`: which part of the message says so, 1 until it is paged. */
export type Mend = Readonly<{ fact: string; how: 'corrected' | 'withdrawn'; part: number }>

/** What a channel has been told, at the level of facts. `key` is the fact's identity over wordings, `value` what it said. */
export type ToldFact = Readonly<{ key: string; value: string; articleId: string; toldAt: string }>

export type DeliveryState = 'planned' | 'rendered' | 'claimed' | 'attempting' | 'sent' | 'unknown' | 'retry_wait' | 'dead' | 'skipped'

/** One part of one occurrence on its way out. */
export type Delivery = Readonly<{
  /** opaque, at most 25 characters, the same for every attempt: Discord's nonce and Slack's metadata carry it */
  id: string
  occurrence: Occurrence
  channel: Channel
  part: number
  parts: number
  state: DeliveryState
  attempts: number
  /** the platform's payload, frozen before the first attempt; null until rendered */
  payload: string | null
  /** ISO instant of the first attempt; null before it */
  firstAttemptAt: string | null
  /** ISO instant of the latest attempt; null before it */
  attemptedAt: string | null
  /** ISO instant before which nothing more is done */
  notBefore: string | null
  /** ISO instant until which one process alone has it in hand; null when none does */
  leaseUntil: string | null
  /** attempts of which nobody heard what became of them */
  doubts: number
  /** further messages of it that stood beside the one that stays, and were removed */
  twins: number
  /** looks for the message since the latest attempt that found nothing, while its outcome is unknown */
  absences: number
  /** attempts made again without proof that the one before was not posted */
  blindResends: number
  /** the platform's id of the message once it is known to stand */
  messageId: string | null
  /** why it is dead or skipped */
  reason: string | null
}>
