// What chat has to say to one remark, before it is shown: the document, what it quotes, what the thread will remember.
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Brief, OwnTopics, Recorder } from '../brief/brief.ts'
import type { Digests } from '../digest/digest.ts'
import type { Channel, Thread } from '../domain/address.ts'
import type { Answer, Making } from '../domain/answer.ts'
import type { AnswerRecord } from '../domain/answer-record.ts'
import type { Citation, Claim } from '../domain/claim.ts'
import type { Turn } from '../domain/conversation.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { Button, Document } from '../domain/document.ts'
import type { Lexicon } from '../domain/lexicon.ts'
import type { Topic } from '../domain/topic.ts'
import type { Subscribers, WorkspaceSettings } from '../domain/workspace-settings.ts'
import type { Sources } from '../ingest/ingest.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { AnswerLog } from '../ports/answer-log.ts'
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import type { BudgetLimits, Use } from '../ports/budget.ts'
import type { ConversationStore, InboundLog } from '../ports/conversation-store.ts'
import type { LastChoice, ModelAccounts } from '../ports/model-account.ts'
import type { FeedbackStore } from '../ports/feedback-store.ts'
import type { SettingsStore } from '../ports/settings-store.ts'
import type { WelcomeLog } from '../ports/topic-store.ts'
import { type ReaderLink, renderNotice, type StatusInput } from '../render/render.ts'
import type { Limits } from './limits.ts'
import type { Names } from './name-kind.ts'

/** Who asked for what and how it was answered; people appear in it as keyed hashes only. */
export type Recording = Readonly<{
  recorder: Recorder
  answers: Pick<AnswerLog, 'get' | 'lastIn'>
  accounts: ModelAccounts
  personKey: (channel: Pick<Channel, 'platform' | 'workspace'>, personId: string) => string
}>

/** What `status` tells besides what the stores hold. */
export type Statistics = Readonly<{
  /** the model's name; null when none is configured */
  model: string | null
  /** the same of an embedding model */
  embedding?: string | null | undefined
  lastChoice: () => LastChoice | null
  used: (workspace: string | null, day: string) => Promise<Use>
  limits: BudgetLimits
  currency: string | null
  failingSources: (scope: Scope) => readonly string[]
  /** for how long articles are kept, and how many of these workspaces were forgotten; undefined while everything is kept */
  keeping?: ((scope: Scope) => Promise<StatusInput['keeping']>) | undefined
}>

export type ForgetPerson = (
  workspace: string,
  personId: string,
) => Promise<Readonly<Record<'answers' | 'turns' | 'feedback' | 'subscriptions', number>>>

export type ChatDependencies = Readonly<{
  brief: Brief
  digests: Digests
  index: Pick<SummarizedIndex, 'record' | 'disputes' | 'disputesAmong' | 'timeline' | 'voices'>
  articles: ArticleStore
  conversations: Pick<ConversationStore, 'get' | 'append'>
  inbound: Pick<InboundLog, 'firstSight' | 'answered' | 'takeUnanswered'>
  /** every topic there is; a workspace sees those of its scope */
  topics: readonly Topic[]
  /** absent: no workspace can add topics of its own */
  ownTopics?: OwnTopics | undefined
  /** absent: nobody is asked what they think of an answer */
  feedback?: Pick<FeedbackStore, 'save' | 'counts'> | undefined
  /** absent: the bot does not introduce itself */
  welcomes?: Pick<WelcomeLog, 'first' | 'undo'> | undefined
  /** Erases what is kept of a person (the platform's id) of a workspace (its key); absent: nothing is kept of single people. */
  forgetPerson?: ForgetPerson | undefined
  /** of what one person and one channel may ask; those of limits.ts when absent */
  limits?: Limits | undefined
  /** name of the topic that `since Monday` or `digest` alone is about; the first when absent */
  mainTopic?: string | undefined
  /** the workspaces a workspace key may read */
  scopeOf: (workspaceKey: string) => Scope
  /** the reader page as it can be reached from a channel; `() => null` where it cannot */
  readerLink: (channel: Channel) => ReaderLink
  clock: Clock
  log: Log
  /** names as people type them, for "and in ruili?"; without it only capital letters tell a name */
  lexicon?: Lexicon | undefined
  /** absent: nothing is recorded, and "why" has nothing to tell */
  recording?: Recording | undefined
  statistics?: Statistics | undefined
  /** absent: no source can be added, and `sources` lists what was read alone */
  sources?: Pick<Sources, 'add' | 'remove' | 'keep' | 'list'> | undefined
  workspaceSettings: SettingsStore
  /** who may change what a channel gets, where its workspace has not settled that; members when absent */
  subscribers?: Subscribers | undefined
  /** milliseconds after which a person is told that it took too long; 60 s when absent */
  deadlineMs?: number | undefined
}>

/** One remark being answered: who may see what, from where, at what time. */
export type Asking = Readonly<{
  deps: ChatDependencies
  channel: Channel
  scope: Scope
  topics: readonly Topic[]
  readerLink: ReaderLink
  names: Names
  now: Temporal.Instant
  settled: WorkspaceSettings
  /** the person's own, else the workspace's; null when neither is known */
  timeZone: string | null
  /** forms can be opened where the reply goes */
  forms: boolean
}>

export type Reply = Readonly<{
  document: Document
  /** `notice`: no answer from the sources, but a sentence about the bot or its settings */
  kind: Answer['kind'] | 'notice'
  claims: readonly Claim[]
  disputes: readonly Dispute[]
  /** what the thread remembers; null when there is nothing to come back to */
  turn: Omit<Turn, 'at'> | null
  /** of use to the asker alone */
  private: boolean
  /** whoever made it keeps its record */
  recorded?: true | undefined
  /** called once it has been shown, with the thread that hangs on it; null where it was for the asker alone */
  shown?: ((thread: Thread | null) => Promise<void>) | undefined
  /** what the record is made of besides */
  made?:
    | Readonly<{ how: AnswerRecord['how']; model: Answer['model']; making: Making | undefined; evidence: readonly Citation[] | undefined }>
    | undefined
}>

export function notice(text: string, buttons?: readonly Button[]): Reply {
  return aside(renderNotice(text, buttons))
}

/** A document that quotes nothing: help, lists, settings. */
export function aside(document: Document): Reply {
  return { document, kind: 'notice', claims: [], disputes: [], turn: null, private: true }
}
