// One reply on its way: exactly one of finish, whisper or announce ends it, and whatever goes wrong a person reads one sentence.
import type { Clock } from '../../../base/clock.ts'
import { hintOf } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { Document } from '../../../domain/document.ts'
import type { Inbound } from '../../../domain/inbound.ts'
import type { HandleInbound, Surface } from '../../../ports/platform.ts'
import { type DiscordMessage, discordMessages, sentenceMessage } from './components.ts'

const PROGRESS_EVERY_MS = 1_500
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
  /** The thread that follow-ups of a message will come from. */
  readonly threadOf: (messageId: string) => string | null
  readonly maxPages: number
  /** Discord ends an interaction after 15 minutes; from then on `late` is the only way, where there is one. */
  readonly expiry: Readonly<{ ms: number; late: ((page: DiscordMessage, n: number) => Promise<string>) | null }> | null
}

type Turn = Readonly<{ surface: Surface; fail: (sentence: string) => Promise<void>; isOver: () => boolean; expire: () => Promise<void> }>
type Tools = Readonly<{ clock: Clock; log: Log }>

/** Hands an inbound to the handler and sees to it that it ends in an answer or a sentence. Never throws. */
export async function answer(handle: HandleInbound, inbound: Inbound, outlet: Outlet, tools: Tools): Promise<void> {
  const turn = openTurn(outlet, tools)
  const timer = outlet.expiry === null ? undefined : setTimeout(() => void turn.expire(), outlet.expiry.ms)
  try {
    await handle(inbound, turn.surface)
    if (turn.isOver()) return
    tools.log.error('inbound ended without a reply', { inbound: inbound.id })
    await turn.fail(UNANSWERED)
  } catch (error) {
    tools.log.error('inbound failed', { inbound: inbound.id, cause: causeOf(error) })
    await turn.fail(hintOf(error))
  } finally {
    clearTimeout(timer)
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

function openTurn(outlet: Outlet, { clock, log }: Tools): Turn {
  // open: nothing shown. sending: the first page is on its way. shown: it stands. late: only `late` works any more. over: ended.
  let stage: 'open' | 'sending' | 'shown' | 'late' | 'over' = 'open'
  let progress: Promise<void> | null = null
  let progressAt = Number.NEGATIVE_INFINITY

  /** Shows what `write` writes first; nothing has been shown when it fails. */
  const firstOf = async <T>(write: () => Promise<T>): Promise<T> => {
    if (stage !== 'open' && stage !== 'late') throw new Error('a reply was ended twice')
    const before = stage
    stage = 'sending'
    try {
      await progress
      return await write()
    } catch (error) {
      stage = before
      throw error
    }
  }
  const publish = async (document: Document): Promise<string> => {
    const [page, ...rest] = pagesOf(document, outlet.maxPages)
    const late = stage === 'late' ? outlet.expiry?.late : undefined
    if (late === null || page === undefined) throw new Error('the reply came after Discord had closed the interaction')
    const id = await firstOf(() => (late === undefined ? outlet.first(page) : late(page, 0)))
    stage = 'shown'
    for (const [i, next] of rest.entries()) await (late === undefined ? outlet.more(next, i + 1) : late(next, i + 1))
    stage = 'over'
    return id
  }
  const surface: Surface = {
    progress: async (note) => {
      const now = clock.now().epochMilliseconds
      if (stage !== 'open' || progress !== null || now - progressAt < PROGRESS_EVERY_MS) return
      progressAt = now
      progress = quietly(outlet.progress(sentenceMessage(note))).then(() => {
        progress = null
      })
    },
    finish: async (document) => ({ thread: outlet.threadOf(await publish(document)) }),
    whisper: async (document) => {
      if (stage === 'late') return void (await publish(document))
      await firstOf(() => outlet.whisper(pagesOf(document, outlet.maxPages)))
      stage = 'over'
    },
    announce: async (document) => {
      const hint = outlet.hindrance()
      return hint === null ? { kind: 'posted', messageId: await publish(document) } : { kind: 'refused', hint }
    },
  }
  const say = async (sentence: string) => {
    try {
      await progress
      const page = sentenceMessage(sentence)
      if (stage === 'late') await outlet.expiry?.late?.(page, 0)
      else if (stage === 'shown') await outlet.more(page, 99)
      else if (stage === 'open') await outlet.first(page)
    } catch (error) {
      log.error('a reply could not be shown', { cause: causeOf(error) })
    }
  }
  const fail = async (sentence: string) => {
    await say(sentence)
    stage = 'over'
  }
  const expire = async () => {
    if (stage !== 'open') return
    if (outlet.expiry?.late == null) return fail('This takes longer than Discord lets me wait; please ask again.')
    await say('This takes longer than usual; the answer will follow as a message of its own.')
    if (stage === 'open') stage = 'late'
  }
  return { surface, fail, expire, isOver: () => stage === 'over' }
}
