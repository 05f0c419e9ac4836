// One pretended Slack workspace: its channels, messages, granted scopes and switches.

/** Names of fields that the fakes and tests look at; any other may be there too. */
type Known =
  | ('channel' | 'ts' | 'thread_ts' | 'text' | 'blocks' | 'user' | 'view' | 'trigger_id' | 'metadata' | 'client_msg_id' | 'message')
  | ('oldest' | 'cursor' | 'limit' | 'include_all_metadata' | 'response_metadata' | 'error' | 'response_type')
  | ('replace_original' | 'delete_original' | 'unfurl_links' | 'unfurl_media' | 'private_metadata' | 'url')
export type Fields = Readonly<Record<string, unknown>> & Readonly<Partial<Record<Known, unknown>>>
export type StoredMessage = Fields & Readonly<{ channel: string; ts: string; user: string; bot_id: string }>

/** A call that was refused: whatever of these a test did not expect is a defect. */
export type Rejected = Readonly<{ method: string; error: string; messages: readonly string[] }>

/**
 * What goes wrong with a call: `commit` says whether it took effect first; `lateMs` that it takes effect so much later, when everybody has given
 * it up; `retryAfter` the seconds a 429 asks for.
 */
export type Fault = Readonly<{
  commit: boolean
  lateMs?: number
  ending: 'reset' | '503' | 'hang' | 'garbage' | 'redirect' | 'internal_error' | '429'
  retryAfter?: number
}>

export const ALL_SCOPES = [
  ...['commands', 'chat:write', 'app_mentions:read', 'metadata.message:read'],
  ...['channels:history', 'groups:history', 'im:history', 'mpim:history'],
]

export class Workspace {
  readonly team: string
  readonly botUser: string
  readonly botId: string
  readonly appId = 'A0FAKE'
  readonly token = 'xoxb-fake-0000'
  readonly appToken = 'xapp-fake-0000'
  /** Public channels; a channel that is in neither list is one the bot cannot see. */
  readonly channels = new Set(['C1', 'C2'])
  /** Channels the bot is in. Direct messages (D…) need no invitation. */
  readonly joined = new Set(['C1', 'D1'])
  readonly archived = new Set<string>()
  /** People who can be written to directly. */
  readonly people = new Set(['U1'])
  /** The direct conversation with each, where what is sent to the person stands. */
  readonly direct = new Map([['U1', 'D1']])
  readonly messages = new Map<string, StoredMessage>()
  /** Keys of the messages that are being streamed; and each status an agent set. */
  readonly streams = new Set<string>()
  readonly statuses: string[] = []
  /** what an agent's sessions were set to, by thread */
  readonly sessions = new Map<string, string>()
  /** What was uploaded, by the id of its file: sent as bytes first, then told in a channel. */
  readonly files = new Map<string, Fields>()
  readonly canvases = new Map<string, Fields>()
  /** What was published to each person's Home tab. */
  readonly homes = new Map<string, Fields>()
  /** The Home tab is switched on in the app's settings. */
  homeEnabled = true
  /** What `users.info` tells of people, beside their id. */
  readonly profiles = new Map<string, Fields>([['U1', { name: 'ann', tz: 'Asia/Yangon', is_admin: false, is_owner: false }]])
  /** What stood and was removed by the bot. */
  readonly removed: StoredMessage[] = []
  scopes: readonly string[] = ALL_SCOPES.slice(0, 4)
  /** null: all is well; else what every call with the bot token gets. */
  tokenError: string | null = null
  /** Drops a second message with the same client_msg_id, as Slack seems to do. */
  dedupes = false
  /** Hands out metadata with the history; some say it is lost at times. */
  keepsMetadata = true
  /** Sends `message_metadata_posted` for messages with metadata. */
  sendsMetadataEvents = false
  /** One message a second and channel, beyond which 429. */
  limitsRate = false
  /** Messages in any minute of one team, beyond which 429; null: as many as one likes. */
  mostAMinute: number | null = null
  /** Of several teams behind one token: the one a channel belongs to. */
  teamOf: (channel: string) => string = () => this.team
  /** Milliseconds since 1970 for the times of messages; null: each a second after the one before. */
  clock: (() => number) | null = null

  #seconds = 1_700_000_000
  #serial = 0

  constructor({ team = 'T0FAKE', botUser = 'U0BOT', botId = 'B0BOT' }: Readonly<{ team?: string; botUser?: string; botId?: string }> = {}) {
    this.team = team
    this.botUser = botUser
    this.botId = botId
  }

  nextTs(): string {
    const serial = this.nextSerial()
    if (this.clock === null) {
      this.#seconds += 1
      return `${this.#seconds}.${String(serial).padStart(6, '0')}`
    }
    const ms = Math.floor(this.clock())
    return `${Math.floor(ms / 1_000)}.${String((ms % 1_000) * 1_000 + (serial % 1_000)).padStart(6, '0')}`
  }

  nextSerial(): number {
    this.#serial += 1
    return this.#serial
  }

  /** The message that a `client_msg_id` was used for. */
  twinOf(clientMsgId: unknown): StoredMessage | undefined {
    if (clientMsgId === undefined) return undefined
    return [...this.messages.values()].find((message) => message.client_msg_id === clientMsgId)
  }

  /** What stands in a channel outside threads, oldest first. */
  roots(channel: string): readonly StoredMessage[] {
    return this.#of(channel).filter((message) => message.thread_ts === undefined)
  }

  /** What stands in a thread below its root, oldest first. */
  replies(channel: string, thread: string): readonly StoredMessage[] {
    return this.#of(channel).filter((message) => message.thread_ts === thread)
  }

  #of(channel: string): readonly StoredMessage[] {
    return [...this.messages.values()].filter((message) => message.channel === channel).sort((a, b) => a.ts.localeCompare(b.ts))
  }

  /** Why the bot may not write in a channel; null when it may. */
  closedTo(channel: unknown): string | null {
    if (typeof channel === 'string' && this.people.has(channel)) return null
    if (typeof channel !== 'string' || !(this.channels.has(channel) || this.joined.has(channel))) return 'channel_not_found'
    if (this.archived.has(channel)) return 'is_archived'
    return this.joined.has(channel) ? null : 'not_in_channel'
  }
}
