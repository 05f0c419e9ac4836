// Command, follow-up, subscribe: Inbound → Document. Front door of chat/.
import { BorderBriefError, hintOf } from '../base/error.ts'
import { type PlatformName, type Thread, threadKey, workspaceKey } from '../domain/address.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { HandleInbound, Surface } from '../ports/platform.ts'
import { sourceReply } from './adding.ts'
import { commandReply } from './command-replies.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { home } from './home.ts'
import { type Names, namesOf } from './name-kind.ts'
import { createOwnerNotices } from './owner-notices.ts'
import { oneAtATime, within } from './one-at-a-time.ts'
import type { Command } from './parse-command.ts'
import { type Asking, type ChatDependencies, notice, type Reply } from './reply.ts'
import { isAboutSubscriptions, readsArticles, subscriptionReply } from './subscription-replies.ts'
import { threadReply } from './thread-replies.ts'
import { type Understood, understand } from './understand.ts'
import { why } from './why.ts'
import { charged, recordOf } from './recorded.ts'
import { resolve } from './follow-up.ts'
import { aboutQuote, whatIsMeant } from './meant.ts'

export type { ChatDependencies, Reply } from './reply.ts'

export type Chat = {
  /** Answers one event of a platform: once, in the order of its thread, always with an answer or a sentence. Never throws. */
  readonly handle: HandleInbound
  /** What `handle` would show; null when the remark is not for us or the reply was already announced. Throws what goes wrong. */
  readonly reply: (inbound: Inbound, surface: Surface) => Promise<Reply | null>
}

const DEADLINE_MS = 60_000
const QUIET: ReadonlySet<string> = new Set(['help', 'courtesy', 'mend', 'suggest', 'status', 'home', 'why', 'add-source', 'remove-source'])

export function createChat(deps: ChatDependencies): Chat {
  const inOrder = oneAtATime()
  const drafts = createDrafts()
  const tellOwner = createOwnerNotices(deps)
  const names = namesOf(deps.lexicon)

  async function reply(inbound: Inbound, surface: Surface): Promise<Reply | null> {
    const asking = await askingOf(inbound, deps, names)
    const conversation = inbound.kind === 'message' ? await deps.conversations.get(threadOf(inbound)) : null
    const read = understand(inbound, conversation, asking, names.kindOf)
    if (read.kind === 'not-for-us') return null
    await showProgress(read, surface, asking)
    const understood = await withMeant(read, inbound.text, asking)
    return respond(understood, { inbound, conversation, surface, drafts }, asking)
  }

  async function handled(inbound: Inbound, surface: Surface): Promise<void> {
    const started = deps.clock.now()
    const said = await attempt(inbound, surface, reply, deps)
    if (said === null) return
    const outcome = await tellOwner(said, inbound)
    const record = recordOf(outcome, inbound, started, deps)
    const shown = await show(outcome, inbound, surface, deps)
    if (shown === null) return
    if (shown.thread !== null && outcome.turn !== null)
      await remember(shown.thread, { ...outcome.turn, record: recordIn(outcome, record?.id) }, deps)
    record?.keep()
    await outcome.shown?.()
  }

  const handle: HandleInbound = (inbound, surface) => {
    const work = () => charged(inbound, deps, () => handled(inbound, surface))
    return inbound.kind === 'message' ? inOrder(threadKey(threadOf(inbound)), work) : work()
  }
  return { handle, reply }
}

/** Where a press of a button can open a form. */
const WITH_FORMS: ReadonlySet<string> = new Set<PlatformName>(['slack', 'discord'])

async function askingOf({ channel, person }: Inbound, deps: ChatDependencies, names: Names): Promise<Asking> {
  const settled = await deps.workspaceSettings.get(workspaceKey(channel))
  const timeZone = person.timeZone ?? settled.timeZone
  const scope = deps.scopeOf(workspaceKey(channel))
  const seen = deps.topics.filter(({ workspace }) => scope.includes(workspace))
  const topics = [...seen.filter(({ name }) => name === deps.mainTopic), ...seen.filter(({ name }) => name !== deps.mainTopic)]
  const forms = WITH_FORMS.has(channel.platform)
  return { deps, channel, scope, topics, readerLink: deps.readerLink(channel), names, now: deps.clock.now(), settled, timeZone, forms }
}

/** The remark as it reads once it is told what its pronoun means; as it was read where nobody can tell. */
async function withMeant(read: Understood, text: string, asking: Asking): Promise<Understood> {
  if (read.kind !== 'follow-up' || read.followUp.kind !== 'question') return read
  const meant = await whatIsMeant(text, read.conversation, asking)
  if (meant === null) return read
  if ('quote' in meant) return { ...read, conversation: aboutQuote(read.conversation, meant.quote) }
  const followUp = resolve(text, read.conversation, asking.names.kindOf, meant.name)
  return followUp.kind === 'question' ? { ...read, followUp } : read
}

const threadOf = ({ channel, thread }: Extract<Inbound, { kind: 'message' }>): Thread => ({ ...channel, thread })

const isQuick = (command: Command) => QUIET.has(command.kind) || (isAboutSubscriptions(command) && !readsArticles(command))

async function showProgress(understood: Understood, surface: Surface, { deps, scope }: Asking): Promise<void> {
  if (understood.kind === 'command' && isQuick(understood.command)) return
  const count = await deps.articles.count(scope)
  // Progress is a courtesy: an answer must not fail for want of it.
  await surface.progress(count === 1 ? 'Reading 1 article…' : `Reading ${count} articles…`).catch(() => undefined)
}

type Said = Readonly<{ inbound: Inbound; conversation: Conversation | null; surface: Surface; drafts: Drafts }>

async function respond(understood: Understood, { inbound, conversation, surface, drafts }: Said, asking: Asking): Promise<Reply | null> {
  if (understood.kind === 'not-for-us') return null
  if (understood.kind === 'follow-up') return threadReply(inbound.text, understood.followUp, understood.conversation, asking)
  const { command } = understood
  if (command.kind === 'why') return why(command.n, inbound, conversation, asking)
  if (command.kind === 'home') return home(inbound, asking)
  if (command.kind === 'add-source' || command.kind === 'remove-source') return sourceReply(command, inbound, asking)
  return isAboutSubscriptions(command)
    ? subscriptionReply(command, { inbound, surface, drafts }, asking)
    : commandReply(inbound.text, command, asking)
}

/** The reply; whatever goes wrong on the way to it is a sentence. Null for an event seen before, and where there is nothing to say. */
async function attempt(inbound: Inbound, surface: Surface, reply: Chat['reply'], deps: ChatDependencies): Promise<Reply | null> {
  const where = { platform: inbound.channel.platform, inbound: inbound.kind }
  try {
    const seenAt = deps.clock.now().toString()
    if (!(await deps.inbound.firstSight(`${workspaceKey(inbound.channel)}:${inbound.id}`, seenAt))) return null
    const said = await within(deps.deadlineMs ?? DEADLINE_MS, reply(inbound, surface), tooLate)
    deps.log.info('inbound answered', { ...where, kind: said?.kind ?? 'none', claims: said?.claims.length ?? 0 })
    return said
  } catch (error) {
    deps.log.error('inbound failed', { ...where, cause: error instanceof Error ? error.message : 'not an error' })
    return notice(hintOf(error))
  }
}

const tooLate = () => new BorderBriefError('too-late', 'That took too long to answer; please try again in a minute.', { retryable: true })

/** Shows the reply; returns the thread its follow-ups come from, if there is one; null when it could not be shown. */
async function show(
  reply: Reply,
  inbound: Inbound,
  surface: Surface,
  deps: ChatDependencies,
): Promise<Readonly<{ thread: Thread | null }> | null> {
  try {
    if (reply.private && inbound.kind === 'command') {
      await surface.whisper(reply.document)
      return { thread: null }
    }
    const { thread } = await surface.finish(reply.document)
    const known = thread ?? (inbound.kind === 'message' ? inbound.thread : null)
    return { thread: known === null ? null : { ...inbound.channel, thread: known } }
  } catch (error) {
    deps.log.error('reply not shown', {
      platform: inbound.channel.platform,
      cause: error instanceof Error ? error.message : 'not an error',
    })
    return null
  }
}

/** What shows a thread's quotes again leaves “why” with the answer that they were first shown for. */
const recordIn = ({ made, turn }: Reply, own: string | undefined) => (made === undefined ? (turn?.record ?? own) : own)

/** The answer stands whether or not the thread remembers it: a fault here costs follow-ups, and is logged. */
async function remember(thread: Thread, turn: NonNullable<Reply['turn']>, deps: ChatDependencies): Promise<void> {
  try {
    await deps.conversations.append(thread, { ...turn, at: deps.clock.now().toString() })
  } catch (error) {
    deps.log.error('turn not kept', { platform: thread.platform, cause: error instanceof Error ? error.message : 'not an error' })
  }
}
