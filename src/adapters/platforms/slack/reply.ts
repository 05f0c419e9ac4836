// The reply to one person: progress that turns into the answer, pages, whispers, and one sentence when something fails.
import { setTimeout as wait } from 'node:timers/promises'
import { BorderBriefError } from '../../../base/error.ts'
import type { Document } from '../../../domain/document.ts'
import type { Form } from '../../../domain/form.ts'
import type { PostOutcome, Surface } from '../../../ports/platform.ts'
import { aboutThread, noteMessage, type SlackMessage, slackMessages } from './blocks.ts'
import type { ReplyTarget } from './heard.ts'
import type { Progress } from './progress.ts'
import { refusalHint } from './refusals.ts'
import type { Voice } from './voice.ts'

export type ReplyOptions = Readonly<{
  voice: Voice
  progress: Progress
  target: ReplyTarget
  botName: () => string
  progressAfterMs: number
  /** opens a form; null where nothing can be opened */
  openForm: ((form: Form) => Promise<boolean>) | null
}>

const MAX_RESPONSES = 5 // Slack: uses of a response URL
/** Slack may keep showing it beside the answer. */
export const LOOKING = 'Looking … the answer comes right below.'
const BETWEEN_NOTES = 1_000 // milliseconds between two changes of the progress note

export class SlackReply {
  readonly surface: Surface
  readonly #options: ReplyOptions
  readonly #target: ReplyTarget
  readonly #voice: Voice
  #waiting: NodeJS.Timeout | null = null
  /** what the note is going to say, and whether it is still too soon for one */
  #note = 'Looking …'
  #isEarly = true
  /** the message that shows progress: its ts once it stands */
  #placeholder: Promise<string | null> | null = null
  #changing: Promise<unknown> = Promise.resolve()
  #resting = false
  #tidying: Promise<unknown> = Promise.resolve()
  #thread: string | null
  #responses = 0
  #ended = false
  #spoke = false
  readonly #stopping = new AbortController()

  constructor(options: ReplyOptions) {
    this.#options = options
    this.#target = options.target
    this.#voice = options.voice
    this.#thread = options.target.thread
    if (this.#hasPlaceholder() && options.target.addressed) {
      this.#changing = options.progress.heard()
      this.#wait()
    } else if (options.target.onlyResponseUrl && !options.target.noted) {
      this.#waiting = setTimeout(() => {
        // what the asker alone sees cannot be changed: it stays above the answer, and its words stay true
        this.#changing = this.#respondWith(noteMessage(LOOKING))
      }, options.progressAfterMs)
    }
    this.surface = {
      progress: (note) => this.#progress(note),
      finish: (document) => this.#finish(document),
      whisper: (document) => this.#whisper(document),
      announce: (document) => this.#announce(document),
      stopped: this.#stopping.signal,
      ...(options.openForm === null ? {} : { form: (form) => this.#form(form, options.openForm) }),
    }
  }

  /** The handler is done: takes away what shows progress when it chose to say nothing. */
  async settle(): Promise<void> {
    if (!(await this.drop())) return
    if (this.#target.thread === null) await this.#respondWith(noteMessage('This was answered already; ask again if you see no answer.'))
  }

  /** Something else than a message was the reply. */
  async done(): Promise<void> {
    if (await this.drop()) this.#takeNoteAway()
  }

  /** Takes away what shows progress and says nothing more; false when something was said already. */
  async drop(): Promise<boolean> {
    this.#stopWaiting()
    await this.#tidying
    if (this.#ended) return false
    this.#ended = true
    await this.#removePlaceholder()
    if (this.#hasPlaceholder()) this.#options.progress.ended()
    return true
  }

  /** Whoever asked wants no answer any more; what becomes of that is the handler's to say. */
  stop(): void {
    this.#stopping.abort()
  }

  /** The handler failed: says the sentence unless the reply stands. Somebody's talk that was not meant for the bot is left alone. */
  async fail(hint: string): Promise<void> {
    this.#stopWaiting()
    await this.#tidying
    if (this.#ended || !(this.#target.addressed || this.#spoke)) return
    this.#ended = true
    const message = noteMessage(hint)
    if (this.#target.thread === null && (await this.#respondWith(message))) return
    if (this.#target.onlyResponseUrl) return
    const outcome = await this.#firstPage(message, null)
    if (outcome.kind !== 'sent') await this.#respondWith(message)
  }

  async #progress(note: string): Promise<void> {
    this.#spoke = true
    if (!this.#hasPlaceholder() || this.#ended) return
    this.#note = note
    if (this.#isEarly && this.#options.progressAfterMs > 0) return this.#wait()
    this.#stopWaiting()
    if (this.#resting) return
    this.#resting = true
    void wait(BETWEEN_NOTES, undefined, { ref: false }).then(() => {
      this.#resting = false
    })
    const known = this.#placeholder
    const { progress } = this.#options
    if (known === null) this.#placeholder = this.#changing.then(() => progress.begin(this.#place(), note))
    else this.#changing = known.then((ts) => (ts === null ? false : progress.change(ts, note)))
    await Promise.all([this.#placeholder, this.#changing])
  }

  /** What is answered before this is over needs no note: a notification then shows the answer, which a changed message never gets. */
  #wait(): void {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = null
      this.#isEarly = false
      void this.#progress(this.#note)
    }, this.#options.progressAfterMs)
  }

  async #form(form: Form, open: ReplyOptions['openForm']): Promise<boolean> {
    if (!(await open?.(form))) return false
    this.#ended = true
    this.#takeNoteAway()
    return true
  }

  async #finish(document: Document): Promise<{ thread: string | null }> {
    if (this.#target.onlyResponseUrl) {
      await this.#byResponseUrl(document, null)
      return { thread: null }
    }
    const outcome = await this.#pages(document)
    if (outcome.kind === 'sent') return { thread: this.#thread }
    if (outcome.kind !== 'refused' || this.#target.responseUrl === null) throw unsaid(outcome)
    await this.#byResponseUrl(document, this.#invitation())
    return { thread: null }
  }

  async #whisper(document: Document): Promise<void> {
    if (this.#target.thread === null || this.#target.onlyResponseUrl || this.#target.unasked) return this.#byResponseUrl(document, null)
    // nobody else is there, and what only the asker sees is gone after a reload
    if (this.#target.channel.startsWith('D')) return void (await this.#finish(document))
    await this.#removePlaceholder()
    for (const message of slackMessages(document)) {
      if (!(await this.#voice.whisper(this.#place(), this.#target.person, message))) return void (await this.#finish(document))
    }
    this.#ended = true
  }

  async #announce(document: Document): ReturnType<Surface['announce']> {
    const outcome = this.#target.onlyResponseUrl ? notAMember : await this.#pages(document)
    if (outcome.kind === 'sent') return { kind: 'posted', messageId: outcome.messageId }
    if (outcome.kind === 'refused') return { kind: 'refused', hint: refusalHint(outcome.reason, this.#options.botName()) }
    throw unsaid(outcome)
  }

  /** All pages: the first where the reply belongs, the others in its thread. Anything but `sent` means that nothing is shown. */
  async #pages(document: Document): Promise<PostOutcome> {
    const [first, ...others] = slackMessages(document)
    const outcome = await this.#firstPage(first, document)
    if (outcome.kind !== 'sent') return outcome
    this.#thread ??= outcome.messageId
    for (const message of others) {
      const more = await this.#voice.say(this.#place(), message)
      if (more.kind !== 'sent') throw unsaid(more)
    }
    this.#ended = true
    this.#takeNoteAway()
    return outcome
  }

  /** The "Looking …" that only the asker sees goes, beside whatever the handler still does. Slack may keep it, so its words stay true. */
  #takeNoteAway(): void {
    if (this.#target.noted) this.#tidying = this.#respond({ delete_original: true })
  }

  async #firstPage(message: SlackMessage, document: Document | null): Promise<PostOutcome> {
    this.#spoke = true
    this.#stopWaiting()
    const ts = await this.#placeholder
    await this.#changing
    if (ts !== null && (await this.#options.progress.turnInto(ts, message, document))) {
      this.#placeholder = null
      return { kind: 'sent', messageId: ts }
    }
    await this.#removePlaceholder()
    return this.#voice.say(this.#place(), message)
  }

  async #byResponseUrl(document: Document, invitation: string | null): Promise<void> {
    this.#stopWaiting()
    await this.#changing
    const nodes: Document['nodes'] =
      invitation === null ? document.nodes : [...document.nodes, { kind: 'note', inlines: [{ kind: 'text', text: invitation }] }]
    const all = slackMessages({ ...document, nodes })
    const room = MAX_RESPONSES - this.#responses
    const rest = noteMessage(`The rest is longer than Slack lets me show only to you. ${invitation ?? ''}`.trim())
    for (const message of all.length <= room ? all : [...all.slice(0, room - 1), rest]) {
      if (!(await this.#respondWith(message)) && !(await this.#whispered(message)))
        throw unsaid({ kind: 'unknown', reason: 'response url' })
    }
    this.#ended = true
  }

  /** A form may stay open for longer than a response URL lives. */
  async #whispered(message: SlackMessage): Promise<boolean> {
    if (this.#target.onlyResponseUrl || this.#target.noted) return false
    return this.#voice.whisper(this.#place(), this.#target.person, message)
  }

  /** A message by the response URL; the first takes the place of the “Looking …” where there is one. */
  #respondWith(message: SlackMessage): Promise<boolean> {
    const replaces = this.#responses === 0 && this.#target.noted
    const { text, blocks } = aboutThread(message, this.#target.about)
    return this.#respond({ text, blocks, response_type: 'ephemeral', replace_original: replaces })
  }

  async #respond(body: Readonly<Record<string, unknown>>): Promise<boolean> {
    if (this.#target.responseUrl === null || this.#responses >= MAX_RESPONSES) return false
    this.#responses += 1
    return this.#voice.respond(this.#target.responseUrl, body)
  }

  async #removePlaceholder(): Promise<void> {
    const ts = await this.#placeholder
    this.#placeholder = null
    await this.#changing
    if (ts !== null) await this.#options.progress.remove(ts)
  }

  #stopWaiting(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting)
    this.#waiting = null
  }

  /** A command's progress is the note Slack showed when it was acknowledged. */
  #hasPlaceholder(): boolean {
    return (this.#target.thread !== null || this.#target.atRoot === true) && !this.#target.onlyResponseUrl
  }

  #place() {
    return { channel: this.#target.channel, thread: this.#thread }
  }

  #invitation(): string {
    if (this.#target.channel.startsWith('D'))
      return 'I cannot write in this conversation: ask me in a channel to get follow-ups in a thread.'
    return `Invite me with /invite @${this.#options.botName()} to get answers in the channel and follow-ups in a thread.`
  }
}

const notAMember: PostOutcome = { kind: 'refused', reason: 'not_in_channel' }

function unsaid(outcome: PostOutcome): BorderBriefError {
  const cause = 'reason' in outcome ? outcome.reason : outcome.kind
  return new BorderBriefError('slack-unsaid', 'Slack did not take the answer; please ask again in a minute.', { cause, retryable: true })
}
