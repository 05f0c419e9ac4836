// What was understood → reply: to each kind of command whoever answers it, with progress shown where that takes its time.
import type { Conversation } from '../domain/conversation.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { Surface } from '../ports/platform.ts'
import { renderNothingHere } from '../render/render.ts'
import { sourceReply } from './adding.ts'
import { commandReply } from './command-replies.ts'
import type { Drafts } from './drafts.ts'
import { exported } from './exporting.ts'
import { forgetMe } from './forgetting.ts'
import { giveFeedback } from './giving-feedback.ts'
import { withFound } from './found-subject.ts'
import { home } from './home.ts'
import type { KeptReplies } from './kept-replies.ts'
import { topicsReply } from './own-topics.ts'
import type { Command } from './parse-command.ts'
import { type Asking, aside, type Reply } from './reply.ts'
import { shared } from './sharing.ts'
import { isAboutSubscriptions, readsArticles, subscriptionReply } from './subscription-replies.ts'
import { threadReply } from './thread-replies.ts'
import type { Understood } from './understand.ts'
import { welcome } from './welcoming.ts'
import { why } from './why.ts'

export type Responding = Readonly<{
  inbound: Inbound
  conversation: Conversation | null
  surface: Surface
  drafts: Drafts
  kept: KeptReplies
  /** who is to see it, where that was said or is settled */
  manner: 'private' | 'public' | null
}>

const QUIET: ReadonlySet<string> = new Set<Command['kind']>([
  ...([
    'help',
    'courtesy',
    'mend',
    'said',
    'suggest',
    'mistyped',
    'status',
    'home',
    'why',
    'add-source',
    'remove-source',
    'keep-source',
  ] as const),
  ...(['topics', 'topic-form', 'add-topic', 'edit-topic', 'remove-topic', 'feedback', 'share', 'forget-me', 'welcome'] as const),
])
/** What comes from the articles, and so may be for the asker alone. */
const ANSWERS: ReadonlySet<string> = new Set<Command['kind']>([
  'question',
  'topic',
  'timeline',
  'disputes',
  'digest',
  'new',
  'suggest',
  'mistyped',
])
const TELLS: ReadonlySet<string> = new Set<Command['kind']>(['help', 'status', 'sources', 'topics', 'subscriptions'])

/** Where nothing was taken in, these have nothing to tell. An answer says so by itself. */
const OF_ARTICLES: ReadonlySet<string> = new Set<Command['kind']>(['timeline', 'disputes', 'sources', 'digest', 'new'])

/** Whether it is said in no time, without reading articles. */
export const isQuick = (understood: Understood): boolean =>
  understood.kind === 'command' &&
  (QUIET.has(understood.command.kind) || (isAboutSubscriptions(understood.command) && !readsArticles(understood.command)))

/** Whether it is answered from the articles. */
export const isAnswer = (understood: Understood): boolean =>
  understood.kind === 'follow-up' || (understood.kind === 'command' && ANSWERS.has(understood.command.kind))

/** Whether it tells how things stand, which anybody may see. */
export const isTelling = (understood: Understood): boolean => understood.kind === 'command' && TELLS.has(understood.command.kind)

export async function showProgress(understood: Understood, surface: Surface, { deps, scope }: Asking): Promise<void> {
  if (isQuick(understood)) return
  const count = await deps.articles.count(scope)
  // Progress is a courtesy: an answer must not fail for want of it.
  await surface.progress(count === 1 ? 'Reading 1 article…' : `Reading ${count} articles…`).catch(() => undefined)
}

/** Null when the remark is not for us, or what there is to say was said already. */
export async function respond(understood: Understood, said: Responding, asking: Asking): Promise<Reply | null> {
  const reply = await replyTo(understood, said, asking)
  if (reply === null || reply.claims.length > 0 || understood.kind !== 'command' || !OF_ARTICLES.has(understood.command.kind)) return reply
  return (await asking.deps.articles.count(asking.scope)) === 0 ? aside(renderNothingHere()) : reply
}

async function replyTo(understood: Understood, said: Responding, asking: Asking): Promise<Reply | null> {
  const { inbound, conversation } = said
  if (understood.kind === 'not-for-us') return null
  if (understood.kind === 'follow-up') return threadReply(inbound.text, understood.followUp, understood.conversation, asking)
  const command = await withFound(understood.command, asking)
  if (isAboutSubscriptions(command)) return subscriptionReply(command, said, asking)
  switch (command.kind) {
    case 'why':
      return why(command.n, inbound, conversation, asking)
    case 'export':
      return exported(command, said, asking)
    case 'home':
      return home(inbound, asking)
    case 'add-source':
    case 'remove-source':
    case 'keep-source':
      return sourceReply(command, inbound, asking)
    case 'topics':
    case 'topic-form':
    case 'add-topic':
    case 'edit-topic':
    case 'remove-topic':
      return topicsReply(command, said, asking)
    case 'feedback':
      return giveFeedback(command, said, conversation, asking)
    case 'share':
      return shared(command.answerId, inbound, said.kept, asking)
    case 'forget-me':
      return forgetMe(command.sure, inbound, [said.kept, said.drafts], asking)
    case 'welcome':
      return welcome(inbound, said.surface, asking)
    default:
      return commandReply(inbound.text, command, asking)
  }
}
