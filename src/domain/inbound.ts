// What people do, before any platform.
import type { Channel, Person } from './address.ts'

type Base = Readonly<{
  /** the platform's own id of the event; the same event delivered twice has the same id */
  id: string
  channel: Channel
  person: Person
}>

export type Inbound =
  /** `/brief …`: `text` is what follows the command */
  | (Base & Readonly<{ kind: 'command'; text: string; mayManage: boolean }>)
  /**
   * Something said in a thread, or a mention outside any (`thread` is then the root it opens).
   * `addressed`: said to the bot (mention, reply, modal, button); a plain message is answered only in a thread we know.
   */
  | (Base & Readonly<{ kind: 'message'; text: string; thread: string; addressed: boolean; mayManage: boolean }>)
