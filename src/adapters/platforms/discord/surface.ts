// One reply on its way: exactly one of finish, whisper or announce ends it, and whatever goes wrong a person reads one sentence.
import type { Clock } from '../../../base/clock.ts'
import { hintOf } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { Document } from '../../../domain/document.ts'
import type { Export } from '../../../domain/export.ts'
import type { Form } from '../../../domain/form.ts'
import type { Inbound } from '../../../domain/inbound.ts'
import type { HandleInbound, Surface } from '../../../ports/platform.ts'
import { type DiscordMessage, discordMessages, sentenceMessage } from './components.ts'
import { type Handed, handedOver } from './files.ts'

const PROGRESS_EVERY_MS = 1_500
const PROGRESS_AFTER_MS = 400
const FAULT_PAGE = 99 // number of the page that says what went wrong, after those that stand
const TOO_LATE = 'This takes longer than Discord lets me wait; please ask again.'
const LATE = 'This takes longer than usual; the answer will follow as a message of its own.'
const UNANSWERED = 'I have no answer to that, and that is a fault of mine; please ask again.'

/** A place where one reply can appear. */
export type Outlet = {
  readonly progress: (page: DiscordMessage) => Promise<void>
  /** the first page; the message's id */
  readonly first: (page: DiscordMessage) => Promise<string>
  /** `n` counts from 1 */
  readonly more: (page: DiscordMessage, n: number) => Promise<void>
  readonly whisper: (pages: readonly DiscordMessage[]) => Promise<void>
  /** Why the bot cannot post in this channel by itself, with the mend; null when it can. */
  readonly hindrance: () => string | null
  readonly file: (handed: Handed) => Promise<void>
  /** Why no file can be shown there, with the mend; null when one can. */
  readonly fileHindrance: () => string | null
  /** Opens a form in the place of the reply; false when it is too late. Absent where none can open. */
  readonly form?: (form: Form) => Promise<boolean>
  /** The thread that follow-ups of a message will come from. */
  readonly threadOf: (messageId: string) => string | null
  readonly maxPages: number
  /** Something of it shows already, or Discord waits for it: a handler that ends without a word is a fault. Elsewhere the remark was not for us, or heard before. */
  readonly isOwed: boolean
  /** Discord ends an interaction after 15 minutes; from then on `late` is the only way, where there is one. */
  readonly expiry: Readonly<{ ms: number; late: ((page: DiscordMessage, n: number) => Promise<string>) | null }> | null
}

type Exported = Awaited<ReturnType<NonNullable<Surface['export']>>>
type Tools = Readonly<{ clock: Clock; log: Log }>

/** Hands an inbound to the handler and sees to it that it ends in an answer or a sentence. Never throws. */
export async function answer(handle: HandleInbound, inbound: Inbound, outlet: Outlet, tools: Tools): Promise<void> {
  const turn = new Turn(outlet, tools)
  const timer = outlet.expiry === null ? undefined : setTimeout(() => void turn.expire(), outlet.expiry.ms)
  try {
    await handle(inbound, turn.surface)
    if (turn.isOver || !outlet.isOwed) return
    tools.log.error('inbound ended without a reply', { inbound: inbound.id })
    await turn.fail(UNANSWERED)
  } catch (error) {
    tools.log.error('inbound failed', { inbound: inbound.id, cause: causeOf(error) })
    await turn.fail(hintOf(error))
  } finally {
    clearTimeout(timer)
    turn.hush()
  }
}

/** What may stand in a log of a thrown value: its name and code, never a message that could carry a token in an address. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error ? ` ${String(error.code)}` : ''
  return `${error.name}${code}`
}

function pagesOf(document: Document, most: number): readonly DiscordMessage[] {
  const pages = discordMessages(document)
  if (pages.length <= most) return pages
  const left = pages.length - most + 1
  return [
    ...pages.slice(0, most - 1),
    sentenceMessage(`The last ${left} parts do not fit here, where I am not a member; ask for less at once.`),
  ]
}

/** Waits for what may fail unheard: a note of progress, a typing sign. */
export async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined)
}

/** open: nothing shown. sending: the first page is on its way. shown: it stands. late: only `late` works any more. over: ended. */
type Stage = 'open' | 'sending' | 'shown' | 'late' | 'over'

class Turn {
  readonly #outlet: Outlet
  readonly #tools: Tools
  readonly surface: Surface
  #stage: Stage = 'open'
  #progress: Promise<void> | null = null
  #progressAt = Number.NEGATIVE_INFINITY
  #soon: NodeJS.Timeout | undefined

  constructor(outlet: Outlet, tools: Tools) {
    this.#outlet = outlet
    this.#tools = tools
    const { form } = outlet
    this.surface = {
      progress: async (note) => this.#note(note),
      finish: async (document) => ({ thread: this.#outlet.threadOf(await this.#publish(document)) }),
      whisper: (document) => this.#whisper(document),
      announce: async (document) => {
        const hint = this.#outlet.hindrance()
        return hint === null ? { kind: 'posted', messageId: await this.#publish(document) } : { kind: 'refused', hint }
      },
      export: (made) => this.#export(made),
      ...(form === undefined ? {} : { form: (asked) => this.#form(() => form(asked)) }),
    }
  }

  /** Says no more of what goes on. */
  hush(): void {
    clearTimeout(this.#soon)
  }

  get isOver(): boolean {
    return this.#stage === 'over'
  }

  /** Ends the turn with one sentence, as far as anything can still be shown. */
  async fail(sentence: string): Promise<void> {
    const page = sentenceMessage(sentence)
    try {
      await this.#said()
      if (this.#stage === 'late') await this.#outlet.expiry?.late?.(page, 0)
      else if (this.#stage === 'shown') await this.#outlet.more(page, FAULT_PAGE)
      else if (this.#stage === 'open') await this.#outlet.first(page)
    } catch (error) {
      this.#tools.log.error('a reply could not be shown', { cause: causeOf(error) })
    }
    this.#stage = 'over'
  }

  /** Discord is about to close the interaction. */
  async expire(): Promise<void> {
    await this.#said()
    if (this.#stage !== 'open') return
    if (this.#outlet.expiry?.late == null) return this.fail(TOO_LATE)
    this.#stage = 'late'
    this.#progress = quietly(this.#outlet.progress(sentenceMessage(LATE)))
  }

  /** Discord shows by itself that work goes on: most answers are there before a word of ours would be, and would wait for it. */
  #note(note: string): void {
    const now = this.#tools.clock.now().epochMilliseconds
    if (this.#stage !== 'open' || this.#progress !== null || now - this.#progressAt < PROGRESS_EVERY_MS) return
    this.#progressAt = now
    this.hush()
    this.#soon = setTimeout(() => {
      this.#progress = quietly(this.#outlet.progress(sentenceMessage(note))).then(() => {
        this.#progress = null
      })
    }, PROGRESS_AFTER_MS)
  }

  /** What goes on is over: a note that was not said is not said any more, and one under way comes first. */
  async #said(): Promise<void> {
    this.hush()
    await this.#progress
  }

  async #publish(document: Document): Promise<string> {
    await this.#said()
    const [page, ...rest] = pagesOf(document, this.#outlet.maxPages)
    const late = this.#stage === 'late' ? this.#outlet.expiry?.late : undefined
    if (late === null || page === undefined) throw new Error('the reply came after Discord had closed the interaction')
    const id = await this.#first(() => (late === undefined ? this.#outlet.first(page) : late(page, 0)))
    this.#stage = 'shown'
    for (const [i, next] of rest.entries()) await (late === undefined ? this.#outlet.more(next, i + 1) : late(next, i + 1))
    this.#stage = 'over'
    return id
  }

  async #whisper(document: Document): Promise<void> {
    await this.#said()
    if (this.#stage === 'late') return void (await this.#publish(document))
    await this.#first(() => this.#outlet.whisper(pagesOf(document, this.#outlet.maxPages)))
    this.#stage = 'over'
  }

  async #export(made: Export): Promise<Exported> {
    await this.#said()
    const handed = handedOver(made)
    const hint = typeof handed === 'string' ? handed : this.#stage === 'late' ? TOO_LATE : this.#outlet.fileHindrance()
    if (hint !== null || typeof handed === 'string') return { kind: 'refused', hint: hint ?? TOO_LATE }
    await this.#first(() => this.#outlet.file(handed))
    this.#stage = 'over'
    return { kind: 'posted' }
  }

  /** A form stands for the reply: what it is filled in with comes as an inbound of its own. */
  async #form(open: () => Promise<boolean>): Promise<boolean> {
    this.hush()
    if (this.#stage !== 'open') return false
    if (!(await open())) return false
    this.#stage = 'over'
    return true
  }

  /** Shows what `write` writes first; when it fails, nothing has been shown. */
  async #first<T>(write: () => Promise<T>): Promise<T> {
    const before = this.#stage
    if (before !== 'open' && before !== 'late') throw new Error('a reply was ended twice')
    this.#stage = 'sending'
    try {
      return await write()
    } catch (error) {
      this.#stage = before
      throw error
    }
  }
}
