// What people do, before any platform.
import type { Channel, Person } from './address.ts'

type Base = Readonly<{
  /** the platform's own id of the event; the same event delivered twice has the same id */
  id: string
  channel: Channel
  person: Person
}>

export type Inbound =
  /** `/brief …`: `text` is what follows the command. `member`: whether the bot can post in the channel; null when the platform does not say. */
  | (Base & Readonly<{ kind: 'command'; text: string; member: boolean | null; mayManage: boolean }>)
  /** a mention, reply, plain message, modal or button inside a thread of ours (`thread`), or a mention outside any (`thread` is the root it opens) */
  | (Base & Readonly<{ kind: 'message'; text: string; thread: string; mayManage: boolean }>)
