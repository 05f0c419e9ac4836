// What people do, before any platform.
import type { Channel, Person } from './address.ts'

type Base = Readonly<{
  /** the platform's own id of the event; the same event delivered twice has the same id */
  id: string
  channel: Channel
  person: Person
  /** nobody but the person and the bot is there; what comes there is the person's own matter */
  direct?: boolean | undefined
  /** of another organisation, in a channel shared with it: may ask, and change nothing */
  outsider?: boolean | undefined
  /** addresses that the words link to, where the words alone do not show them */
  links?: readonly string[] | undefined
  /** came by a button of ours and not in words */
  pressed?: boolean | undefined
}>

/** `mayManage`: runs the workspace, as its platform says; null when it does not say. Where a direct message is a workspace of its own, its person runs it. */
export type Inbound =
  /** `/brief …`: `text` is what follows the command; `fields`: what was filled in, where it came as a form */
  | (Base &
      Readonly<{
        kind: 'command'
        text: string
        fields?: Readonly<Record<string, string>> | undefined
        mayManage: boolean | null
        /** nobody wrote it: the bot was added to this channel, or to this workspace of which this is the channel to greet; the text is `welcome` */
        added?: 'channel' | 'workspace' | undefined
        /** nobody said it to the bot: the link that is the text was posted in the message of this id, and only its poster is offered to have it read */
        overheard?: string | undefined
      }>)
  /**
   * Something said in a thread, or a mention outside any (`thread` is then the root it opens).
   * `addressed`: said to the bot (mention, reply, modal, button); a plain message is answered only in a thread we know.
   */
  | (Base & Readonly<{ kind: 'message'; text: string; thread: string; addressed: boolean; mayManage: boolean | null }>)
