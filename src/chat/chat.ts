// Command, follow-up, subscribe: Inbound → Document. Front door of chat/.
import { BorderBriefError, hintOf, messageOf } from '../base/error.ts'
import { inTurnByKey } from '../base/in-turn.ts'
import { inTurns } from '../base/turns.ts'
import { channelKey, type Thread, threadKey, WITH_FORMS, workspaceKey } from '../domain/address.ts'
import type { Document } from '../domain/document.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { Asker } from '../ports/conversation-store.ts'
import type { HandleInbound, Surface } from '../ports/platform.ts'
import { createDrafts } from './drafts.ts'
import { withFeedback } from '../render/render.ts'
import { hear } from './hearing.ts'
import { createKeptReplies } from './kept-replies.ts'
import { createLimiter, tooMuch } from './limits.ts'
import { createLinks, isBareLink, isOverheard, LINK_GONE, offerOf, withOffer } from './links.ts'
import { type Names, namesOf } from './name-kind.ts'
import { commandInEnglish } from './other-tongues.ts'
import { createOwnerNotices } from './owner-notices.ts'
import { type Asking, type ChatDependencies, notice, type Reply } from './reply.ts'
import { isAnswer, isQuick, isTelling, respond, showProgress } from './responding.ts'
import { privately } from './sharing.ts'
import { topicCalled } from './topic-words.ts'
import { createUnanswered, type Listening } from './unanswered.ts'
import { type Understood, understand } from './understand.ts'
import { charged, recordOf } from './recorded.ts'
import { unless, within } from './within.ts'
import { resolve } from './follow-up.ts'
import { aboutQuote, whatIsMeant } from './meant.ts'

export type { ChatDependencies, Reply } from './reply.ts'

export type Chat = {
  /** Answers one event of a platform: once, in the order of its thread, always with an answer or a sentence. Never throws. */
  readonly handle: HandleInbound
  /** What `handle` would show; null when the remark is not for us or the reply was already announced. Throws what goes wrong. */
  readonly reply: (inbound: Inbound, surface: Surface) => Promise<Reply | null>
  /** Tells whoever was never shown an answer; to be called each minute. */
  readonly tellUnanswered: (platforms: Listening) => Promise<void>
}

const DEADLINE_MS = 60_000
const STOPPED = 'Stopped. Ask again, or ask something else.'

export function createChat(deps: ChatDependencies): Chat {
  // A follow-up must find the answer it follows.
  const inOrder = inTurnByKey()
  const drafts = createDrafts()
  const tellOwner = createOwnerNotices(deps)
  const names = namesOf(deps.lexicon)
  const kept = createKeptReplies()
  const links = createLinks()
  const limiter = createLimiter(deps.clock.now(), deps.limits)
  const turn = inTurns()

  async function reply(told: Inbound, surface: Surface): Promise<Reply | null> {
    await turn()
    const resolved = links.resolved(told)
    if (resolved === null) return notice(LINK_GONE)
    const asking = await askingOf(resolved, deps, names)
    const inbound = inEnglish(resolved, asking)
    const heard = await hear(inbound, surface, kept, asking)
    if (heard.kind === 'said') return heard.reply
    const said = heard.inbound
    const conversation = heard.conversation ?? (said.kind === 'message' ? await deps.conversations.get(threadOf(said)) : null)
    const read = understand(said, conversation, asking, names.kindOf)
    if (read.kind === 'not-for-us') return null
    const wait = isFree(read, said) || !asking.forms ? 0 : limiter.take(said.channel, said.person.id, asking.now)
    if (wait > 0) return notice(tooMuch(wait))
    const offer = await offerOf(said, read, links, asking)
    if (isOverheard(said) || (isBareLink(said) && links.offered(said))) return offer
    const answering = async () => {
      await showProgress(read, surface, asking)
      const understood = await withMeant(read, said.text, asking)
      const answer = await respond(understood, { inbound: said, conversation, surface, drafts, kept, manner: heard.manner }, asking)
      if (answer === null) return null
      return inManner(offer === null ? answer : withOffer(answer, offer), understood, heard.manner, inbound)
    }
    // what changes something goes on to its end, and says how that was
    return isAnswer(read) ? unless(surface.stopped, answering(), () => notice(STOPPED)) : answering()
  }

  async function handled(inbound: Inbound, surface: Surface, isFirst: Promise<boolean>): Promise<void> {
    const started = deps.clock.now()
    const said = await attempt(inbound, surface, isFirst, reply, deps)
    if (said === null) return
    const outcome = await tellOwner(said, inbound)
    const record = recordOf(outcome, inbound, started, deps)
    // what keeps its own record, as `new` does, names it in its turn
    const answerId = record?.id ?? (outcome.recorded === true ? outcome.turn?.record : undefined)
    if (answerId !== undefined && isAlone(said, inbound)) kept.keep(answerId, inbound.channel, inbound.person.id, said)
    const shown = await show({ ...outcome, document: dressed(outcome, answerId, inbound, deps) }, inbound, surface, deps)
    if (shown === null) return
    await noLongerAwaited(inbound, deps)
    if (shown.thread !== null && outcome.turn !== null)
      await remember(
        shown.thread,
        { ...outcome.turn, record: recordIn(outcome, record?.id), person: personKeyOf(inbound, deps) },
        started,
        deps,
      )
    record?.keep()
    await outcome.shown?.(shown.thread)
  }

  const inHand = new Set<string>()
  const handle: HandleInbound = async (inbound, surface) => {
    // Who asked is kept at once, however long others of the thread come first.
    const isFirst = deps.inbound.firstSight(eventOf(inbound), deps.clock.now().toString(), askerOf(inbound))
    isFirst.catch(() => {}) // told where it is waited for
    const work = () => charged(inbound, deps, () => handled(inbound, surface, isFirst))
    const key = orderOf(inbound)
    inHand.add(eventOf(inbound))
    await (key === null ? work() : inOrder(key, work)).finally(() => inHand.delete(eventOf(inbound)))
  }
  return { handle, reply, tellUnanswered: createUnanswered(deps, inHand) }
}

/** What is not to be answered at one time: the remarks of a thread, and a button that somebody presses twice. */
function orderOf(inbound: Inbound): string | null {
  if (inbound.kind === 'message') return threadKey(threadOf(inbound))
  return inbound.pressed === true ? JSON.stringify([channelKey(inbound.channel), inbound.person.id, inbound.text]) : null
}

/** What people say among themselves is left as it is, and so is a topic that is called like a command. */
const inEnglish = (said: Inbound, { topics }: Asking): Inbound =>
  (said.kind === 'message' && !said.addressed) || topicCalled(said.text, topics) ? said : { ...said, text: commandInEnglish(said.text) }

/** Buttons that manage what is here are not held up, nor what nobody wrote. */
function isFree(read: Understood, inbound: Inbound): boolean {
  return (inbound.pressed === true && isQuick(read)) || isUnasked(inbound)
}

/** Who is told, should this never be answered; nobody where none was asked for, or none can be told. */
function askerOf(inbound: Inbound): Asker | undefined {
  const { channel, person, pressed } = inbound
  const isHome = pressed === true && inbound.text === 'home'
  const isAsked = inbound.kind === 'message' ? inbound.addressed : !isUnasked(inbound) && !isHome
  return isAsked && WITH_FORMS.has(channel.platform)
    ? { platform: channel.platform, workspace: channel.workspace, person: person.id }
    : undefined
}

const eventOf = (inbound: Inbound) => `${workspaceKey(inbound.channel)}:${inbound.id}`

/** Whoever is told though the answer stands is told in words that allow for that: a fault here costs no more, and is logged. */
async function noLongerAwaited(inbound: Inbound, { inbound: log, log: lines }: ChatDependencies): Promise<void> {
  if (askerOf(inbound) === undefined) return
  await log
    .answered(eventOf(inbound))
    .catch((error) => lines.error('answer not noted', { platform: inbound.channel.platform, cause: messageOf(error) }))
}

const isUnasked = (inbound: Inbound) => inbound.kind === 'command' && (inbound.added !== undefined || inbound.overheard !== undefined)

/** Seen by its asker alone, or by all, where that was said or is settled so. Where nobody else is there is nothing to hide. */
function inManner(reply: Reply, understood: Understood, manner: 'private' | 'public' | null, inbound: Inbound): Reply {
  if (inbound.direct === true || inbound.kind === 'message') return reply
  if (manner === 'private' && isAnswer(understood)) return { ...reply, private: true }
  return manner === 'public' && (isAnswer(understood) || isTelling(understood)) ? { ...reply, private: false } : reply
}

const isAlone = (reply: Reply, inbound: Inbound) => reply.private && inbound.kind === 'command'

/** With buttons that fit where it is seen, and two to say what one thinks of it. */
function dressed(reply: Reply, answerId: string | undefined, inbound: Inbound, deps: ChatDependencies): Document {
  if (answerId === undefined || reply.kind === 'notice' || !WITH_FORMS.has(inbound.channel.platform)) return reply.document
  const document = isAlone(reply, inbound) ? privately(reply.document, answerId) : reply.document
  return deps.feedback === undefined ? document : withFeedback(document, answerId)
}

const personKeyOf = ({ channel, person }: Inbound, { recording }: ChatDependencies) => recording?.personKey(channel, person.id)

async function askingOf({ channel, person }: Inbound, deps: ChatDependencies, names: Names): Promise<Asking> {
  const settled = await deps.workspaceSettings.get(workspaceKey(channel))
  const timeZone = person.timeZone ?? settled.timeZone
  const scope = deps.scopeOf(workspaceKey(channel))
  const own = deps.ownTopics?.of(workspaceKey(channel)) ?? []
  const seen = [...own, ...deps.topics.filter(({ workspace }) => scope.includes(workspace))]
  const main = deps.mainTopic ?? deps.topics[0]?.name
  const topics = [...seen.filter(({ name }) => name === main), ...seen.filter(({ name }) => name !== main)]
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

/** The reply; whatever goes wrong on the way to it is a sentence. Null for an event seen before, and where there is nothing to say. */
async function attempt(
  inbound: Inbound,
  surface: Surface,
  isFirst: Promise<boolean>,
  reply: Chat['reply'],
  deps: ChatDependencies,
): Promise<Reply | null> {
  const where = { platform: inbound.channel.platform, inbound: inbound.kind }
  try {
    if (!(await isFirst)) return null
    const said = await within(deps.deadlineMs ?? DEADLINE_MS, reply(inbound, surface), tooLate)
    if (said === null) await noLongerAwaited(inbound, deps)
    deps.log.info('inbound answered', { ...where, kind: said?.kind ?? 'none', claims: said?.claims.length ?? 0 })
    return said
  } catch (error) {
    deps.log.error('inbound failed', { ...where, cause: messageOf(error) })
    // nobody asked for it, and nobody is to wonder what failed
    return isUnasked(inbound) ? null : notice(hintOf(error))
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
    if (isAlone(reply, inbound)) {
      await surface.whisper(reply.document)
      return { thread: null }
    }
    const { thread } = await surface.finish(reply.document)
    const known = thread ?? (inbound.kind === 'message' ? inbound.thread : null)
    return { thread: known === null ? null : { ...inbound.channel, thread: known } }
  } catch (error) {
    const told = { platform: inbound.channel.platform, cause: messageOf(error) }
    // a poster may be another bot, or gone
    if (isOverheard(inbound)) deps.log.info('offer not shown', told)
    else deps.log.error('reply not shown', told)
    return null
  }
}

/** What shows a thread's quotes again leaves “why” with the answer that they were first shown for. */
const recordIn = ({ made, turn }: Reply, own: string | undefined) => (made === undefined ? (turn?.record ?? own) : own)

/** The answer stands whether or not the thread remembers it: a fault here costs follow-ups, and is logged. */
async function remember(thread: Thread, turn: NonNullable<Reply['turn']>, asked: Temporal.Instant, deps: ChatDependencies): Promise<void> {
  try {
    await deps.conversations.append(thread, { ...turn, at: asked.toString() })
  } catch (error) {
    deps.log.error('turn not kept', { platform: thread.platform, cause: messageOf(error) })
  }
}
