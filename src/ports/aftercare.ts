// What is known and still owed about deliveries after their posts: messages seen to stand, twins to look for, owners to tell. All of it durable.
import type { Channel } from '../domain/address.ts'
import type { Mend } from '../domain/subscription.ts'

/** `sweep`: look for twins and remove them. `amend`: say in the first part that later ones are missing. `remark`: say under a message what was taken back of it. */
export type ChoreKind = 'sweep' | 'amend' | 'remark'
/** `asked`: how often it was asked for. */
export type Chore = Readonly<{ deliveryId: string; kind: ChoreKind; dueAt: string; tries: number; asked: number }>

export type Sighting = Readonly<{ messageId: string; isRemoved: boolean }>

/** What a later delivery took back of what the message of another shows under a number. */
export type Remark = Readonly<{ deliveryId: string; by: string; how: Mend['how']; number: number }>

/** `replyId`: the delivery that says it in the thread, where the message itself could not be edited. */
export type KeptRemark = Remark & Readonly<{ isSaid: boolean; replyId: string | null }>

/** Something a person is to be told once about a subscription of theirs in a channel. */
export type OwnerNotice = Readonly<{ id: string; channel: Channel; person: string; words: string; at: string }>

export type DeliveryCounts = Readonly<{
  /** messages that stood beside the one that stays, and were removed */
  twins: number
  /** deliveries that were given up, or sent again, without anybody being able to say whether they had been posted */
  ambiguous: number
}>

export type Aftercare = {
  /** Keeps that a message stands for a delivery; false when that was known. */
  readonly sighted: (deliveryId: string, messageId: string, at: string) => Promise<boolean>
  readonly sightings: (deliveryId: string) => Promise<readonly Sighting[]>
  readonly removed: (deliveryId: string, messageId: string, at: string) => Promise<void>
  /** Puts a chore down, or moves the one there is to an earlier time. */
  readonly owe: (deliveryId: string, kind: ChoreKind, dueAt: string) => Promise<void>
  /** The chores due by an instant, oldest first, at most `limit`. */
  readonly owed: (by: string, limit: number) => Promise<readonly Chore[]>
  /** When the next chore is due; null when none is owed. */
  readonly nextOwed: () => Promise<string | null>
  /** The chore is still owed when it was asked for again since it was read; the same of `later` and `putOff`. */
  readonly done: (chore: Chore) => Promise<void>
  /** Tries it again at another time. */
  readonly later: (chore: Chore, dueAt: string) => Promise<void>
  /** Puts it off without counting a try. */
  readonly putOff: (chore: Chore, dueAt: string) => Promise<void>
  /** Keeps a remark; false when it was known. */
  readonly remark: (remark: Remark) => Promise<boolean>
  /** The remarks on a delivery's message, oldest first. */
  readonly remarks: (deliveryId: string) => Promise<readonly KeptRemark[]>
  /** Keeps that these are said: under the message, or by a reply. */
  readonly said: (remarks: readonly Remark[], at: string, replyId: string | null) => Promise<void>
  /** The delivery that a reply is about; null when it is none. */
  readonly repliesTo: (replyId: string) => Promise<string | null>
  /** When this data is not what was last in use (a backup put back, a copy): up to when it is known to be complete; otherwise null. */
  readonly restoredSince: () => Promise<string | null>
  /** This data is in use, and complete up to now. */
  readonly inUse: (now: string) => Promise<void>
  /** Puts a notice down; false when one of this id was. */
  readonly notify: (notice: OwnerNotice) => Promise<boolean>
  /** What a person of a workspace is still to be told, oldest first; of everybody when no person is given. */
  readonly untold: (of?: Readonly<{ channel: Pick<Channel, 'platform' | 'workspace'>; person: string }>) => Promise<readonly OwnerNotice[]>
  /** False when it was told already. */
  readonly told: (id: string, at: string) => Promise<boolean>
  /** Of one workspace; of all when none is given. */
  readonly counts: (of?: Pick<Channel, 'platform' | 'workspace'>) => Promise<DeliveryCounts>
}
