// A chat over fakes: canned answers, stores in memory, a surface that remembers what it showed.
import { fixedClock } from '../../src/base/clock.ts'
import { type Log, silentLog } from '../../src/base/log.ts'
import type { AskRequest, Brief, BriefTopicRequest } from '../../src/brief/brief.ts'
import { type Chat, type ChatDependencies, createChat } from '../../src/chat/chat.ts'
import type { Digests, SubscribeRequest } from '../../src/digest/digest.ts'
import { type Thread, threadKey } from '../../src/domain/address.ts'
import type { Answer } from '../../src/domain/answer.ts'
import type { Conversation, Turn } from '../../src/domain/conversation.ts'
import type { Document } from '../../src/domain/document.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import type { AnnotatedPassage } from '../../src/domain/passage.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import type { Topic } from '../../src/domain/topic.ts'
import { NOTHING_SETTLED, type WorkspaceSettings } from '../../src/domain/workspace-settings.ts'
import type { IndexRecord } from '../../src/ports/index-store.ts'
import type { SettingsStore } from '../../src/ports/settings-store.ts'
import type { Surface } from '../../src/ports/platform.ts'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { memoryStores } from '../fakes/memory-stores.ts'
import { answer } from '../render/answers.ts'

export const BORDER: Topic = {
  name: 'border',
  title: 'The long border',
  query: 'What is happening on the border?',
  aliases: [],
  workspace: 'operator',
}
export const OURS: Topic = { name: 'harbour', title: 'Our harbour', query: 'What of the harbour?', aliases: [], workspace: 'slack:T1' }
export const NONE = answer({ kind: 'no-evidence', claims: [] })

export type Shown = Readonly<{ how: 'finish' | 'whisper' | 'announce'; text: string; document: Document }>

export type Desk = Readonly<{
  chat: Chat
  articles: ReturnType<typeof memoryStores>['articles']
  digests: Digests
  asked: AskRequest[]
  briefed: BriefTopicRequest[]
  subscribed: SubscribeRequest[]
  shown: Shown[]
  turns: (thread: string) => readonly Turn[]
  logged: string[]
  /** Says something, as a command or in a thread, and returns what was shown for it. */
  say: (
    text: string,
    change?: Partial<Extract<Inbound, { kind: 'message' }>> & { as?: 'command'; overheard?: string },
  ) => Promise<readonly Shown[]>
}>

export type DeskOptions = Readonly<{
  /** the answer to a question; every question gets it when it is no function */
  answers?: Answer | ((request: AskRequest) => Answer | Promise<Answer>) | undefined
  topicAnswer?: Answer | undefined
  /** what the index noticed in the passages of an article */
  passages?: Readonly<Record<string, readonly AnnotatedPassage[]>> | undefined
  announce?: Surface['announce'] | undefined
  /** absent: no form can open */
  form?: Surface['form'] | undefined
  deps?: Partial<ChatDependencies> | undefined
}>

const CHANNEL = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const

export function desk(options: DeskOptions = {}): Desk {
  const { articles } = memoryStores()
  const state = {
    asked: [] as AskRequest[],
    briefed: [] as BriefTopicRequest[],
    subscribed: [] as SubscribeRequest[],
    shown: [] as Shown[],
    logged: [] as string[],
  }
  const conversations = new Map<string, Conversation>()
  const seen = new Set<string>()
  const deps: ChatDependencies = {
    brief: briefOf(options, state),
    digests: digestsOf(state),
    index: indexOf(options),
    articles,
    conversations: {
      get: async (thread) => conversations.get(threadKey(thread)) ?? null,
      append: async (thread: Thread, turn) => {
        conversations.set(threadKey(thread), { thread, turns: [...(conversations.get(threadKey(thread))?.turns ?? []), turn] })
      },
    },
    inbound: {
      firstSight: async (id) => {
        if (seen.has(id)) return false
        seen.add(id)
        return true
      },
      answered: async () => {},
      takeUnanswered: async () => [],
    },
    topics: [OURS, BORDER],
    mainTopic: 'border',
    scopeOf: (workspace) => ['operator', workspace],
    readerLink: () => () => null,
    workspaceSettings: memorySettings(),
    limits: { personPerMinute: 1_000, channelPerMinute: 1_000 },
    clock: fixedClock('2023-11-20T08:00:00Z'),
    log: { ...silentLog, error: (message) => state.logged.push(message) } satisfies Log,
    ...options.deps,
  }
  const chat = createChat(deps)
  let count = 0
  const say: Desk['say'] = async (text, { as, ...change } = {}) => {
    const before = state.shown.length
    count += 1
    const base = { id: `e${count}`, channel: CHANNEL, person: { id: 'U1', timeZone: null }, text, mayManage: true, ...change }
    const inbound: Inbound = as === 'command' ? { ...base, kind: 'command' } : { thread: '1.1', addressed: true, ...base, kind: 'message' }
    await chat.handle(inbound, { ...surfaceOf(inbound, state.shown, options.announce), ...(options.form && { form: options.form }) })
    return state.shown.slice(before)
  }
  return {
    chat,
    articles,
    digests: deps.digests,
    ...state,
    say,
    turns: (thread) => conversations.get(threadKey({ ...CHANNEL, thread }))?.turns ?? [],
  }
}

function surfaceOf(inbound: Inbound, shown: Shown[], announce: Surface['announce'] | undefined): Surface {
  const keep = (how: Shown['how'], document: Document) => shown.push({ how, document, text: documentText(document, { width: 400 }) })
  return {
    progress: async () => {},
    finish: async (document) => {
      keep('finish', document)
      return { thread: inbound.kind === 'message' ? inbound.thread : '1.1' }
    },
    whisper: async (document) => {
      keep('whisper', document)
    },
    announce: async (document) => {
      const outcome = (await announce?.(document)) ?? { kind: 'posted', messageId: 'm1' }
      if (outcome.kind === 'posted') keep('announce', document)
      return outcome
    },
  }
}

function briefOf(
  { answers = answer(), topicAnswer = answer() }: DeskOptions,
  state: { asked: AskRequest[]; briefed: BriefTopicRequest[] },
): Brief {
  return {
    ask: async (request) => {
      state.asked.push(request)
      const given = typeof answers === 'function' ? await answers(request) : answers
      return { ...given, question: request.question }
    },
    passagesOn: async () => [],
    briefTopic: async (request) => {
      state.briefed.push(request)
      return topicAnswer
    },
    eventsUpTo: (entries) => entries,
    readSince: (words) =>
      /^\d{4}-\d{2}-\d{2}$/.test(words) ? words : words === 'Monday' ? '2023-11-20' : words === 'yesterday' ? '2023-11-19' : null,
  }
}

function digestsOf(state: { subscribed: SubscribeRequest[] }): Digests {
  const kept = new Map<string, Subscription>()
  return {
    preview: async () => ({
      kind: 'quiet',
      document: { preview: 'q', nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'Nothing new.' }] }] },
      claims: [],
    }),
    subscribe: async (request) => {
      state.subscribed.push(request)
      const { channel, topic, schedule, by, now } = request
      const subscription: Subscription = {
        id: topic,
        version: 1,
        channel,
        topic,
        schedule,
        createdBy: by,
        createdAt: now.toString(),
        paused: false,
        kind: 'digest',
        pausedWhy: null,
        quietLine: true,
        mostADay: null,
      }
      kept.set(topic, subscription)
      return { subscription, next: [Temporal.ZonedDateTime.from('2023-11-21T08:00[Asia/Yangon]')] }
    },
    list: async () => [...kept.values()],
    ofPerson: async (of, person) =>
      [...kept.values()]
        .filter(({ channel, createdBy }) => createdBy === person && channel.workspace === of.workspace)
        .map((subscription) => ({ subscription, next: Temporal.ZonedDateTime.from('2023-11-21T08:00[Asia/Yangon]') })),
    upcoming: async () => [...kept.keys()].map((topic) => ({ topic, at: Temporal.ZonedDateTime.from('2023-11-21T08:00[Asia/Yangon]') })),
    unsubscribe: async (_, topic) => kept.delete(topic),
    restore: async (before) => void kept.set(before.topic, before),
    pause: async (_, topic) => kept.has(topic),
    sendNow: async (_, topic) => (kept.has(topic) ? 'planned' : 'not-subscribed'),
    onDemand: async () => {
      throw new Error('no digest on demand here')
    },
    connected: () => {},
    untold: async () => [],
    told: async () => {},
    counts: async () => ({ twins: 0, ambiguous: 0 }),
    hear: async () => {},
    tick: async () => {},
    stop: async () => {},
  }
}

function indexOf({ passages = {} }: DeskOptions): ChatDependencies['index'] {
  return {
    record: async (articleId): Promise<IndexRecord | null> => {
      const found = passages[articleId]
      if (found === undefined) return null
      const annotated = { articleId, version: 1, passages: found }
      return {
        articleId,
        version: 1,
        workspace: 'operator',
        familyId: 'f',
        storyId: 's',
        fingerprint: { kind: 'none', values: [] },
        annotated,
        summary: [],
      }
    },
    disputes: async () => [],
    disputesAmong: async () => [],
    voices: async (ids) => ids.map((id) => [id]),
    timeline: async () => [],
  }
}

/** What workspaces settled, in memory. */
export function memorySettings(): SettingsStore {
  const kept = new Map<string, WorkspaceSettings>()
  return {
    get: async (workspace) => kept.get(workspace) ?? NOTHING_SETTLED,
    change: async (workspace, change) => {
      const settings = { ...(kept.get(workspace) ?? NOTHING_SETTLED), ...change }
      kept.set(workspace, settings)
      return settings
    },
  }
}
