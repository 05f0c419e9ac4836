// All stores on one SQLite file. Front file of stores/sqlite/.
import { type Log, silentLog } from '../../../base/log.ts'
import type { Aftercare } from '../../../ports/aftercare.ts'
import type { AnswerLog } from '../../../ports/answer-log.ts'
import type { ArticleStore, Transact } from '../../../ports/article-store.ts'
import type { BudgetStore } from '../../../ports/budget.ts'
import type { ConversationStore, InboundLog } from '../../../ports/conversation-store.ts'
import type { DeliveryLog } from '../../../ports/delivery-log.ts'
import type { FeedbackStore } from '../../../ports/feedback-store.ts'
import type { IndexStore } from '../../../ports/index-store.ts'
import type { InstallationStore, RemovalLog } from '../../../ports/installation-store.ts'
import type { HostNotes, RobotsCopies } from '../../../ports/outside-fetch.ts'
import type { PastStore } from '../../../ports/past-store.ts'
import type { PeopleStore } from '../../../ports/people-store.ts'
import type { RetentionStore } from '../../../ports/retention-store.ts'
import type { SegmentStore } from '../../../ports/segment-store.ts'
import type { SettingsStore } from '../../../ports/settings-store.ts'
import type { SourceStore } from '../../../ports/source-store.ts'
import type { ChannelMemory, SubscriptionStore } from '../../../ports/subscription-store.ts'
import type { TopicStore, WelcomeLog } from '../../../ports/topic-store.ts'
import type { VectorStore } from '../../../ports/vector-store.ts'
import type { VitalSigns } from '../../../ports/vitals.ts'
import type { WatchStore } from '../../../ports/watched-folder.ts'
import type { WorkspaceData } from '../../../ports/workspace-data.ts'
import { createAftercare } from './aftercare.ts'
import { createAnswerLog } from './answer-log.ts'
import { createArticleStore } from './article-store.ts'
import { createBudgetStore } from './budget-store.ts'
import { createChannelMemory } from './channel-memory.ts'
import { createConversationStore } from './conversation-store.ts'
import { createDeliveryLog } from './delivery-log.ts'
import { createErasures, type Erasures } from './erasures.ts'
import { createFeedbackStore } from './feedback-store.ts'
import { createHostNotes, createRobotsCopies } from './host-store.ts'
import { createInboundLog } from './inbound-log.ts'
import { createIndexStore } from './index-store.ts'
import { createInstallationStore, createRemovalLog } from './installation-store.ts'
import { openDatabase } from './open-database.ts'
import { createPastStore } from './past-store.ts'
import { createPeopleStore } from './people-store.ts'
import { createRetentionStore } from './retention-store.ts'
import { textOf } from './rows.ts'
import { createSegmentStore } from './segment-store.ts'
import { createSettingsStore } from './settings-store.ts'
import { createSourceStore } from './source-store.ts'
import { createSubscriptionStore } from './subscription-store.ts'
import { createTopicStore, createWelcomeLog } from './topic-store.ts'
import { createDatabase } from './transact.ts'
import { createVitalSigns } from './vital-signs.ts'
import { createVectorStore } from './vector-store.ts'
import { createWatchStore } from './watch-store.ts'
import { createWorkspaceData } from './workspace-data.ts'

export type SqliteStores = Readonly<{
  articles: ArticleStore
  records: IndexStore
  segments: SegmentStore
  vectors: VectorStore
  conversations: ConversationStore
  inbound: InboundLog
  installations: InstallationStore
  removalLog: RemovalLog
  subscriptions: SubscriptionStore
  workspaceSettings: SettingsStore
  workspaceTopics: TopicStore
  welcomes: WelcomeLog
  feedback: FeedbackStore
  people: PeopleStore
  erasures: Erasures
  sources: SourceStore
  pasts: PastStore
  hosts: HostNotes
  robots: RobotsCopies
  memory: ChannelMemory
  deliveries: DeliveryLog
  aftercare: Aftercare
  budget: BudgetStore
  answers: AnswerLog
  retention: RetentionStore
  watchedFiles: WatchStore
  workspaceData: WorkspaceData
  vitals: VitalSigns
  transact: Transact
  /** Problems with the data file, each one sentence with its mend; reads the whole file. */
  check: () => Promise<readonly string[]>
  /** Waits for what is running; nothing half-written stays. */
  close: () => Promise<void>
}>

export type SqliteStoresOptions = Readonly<{
  /** folder of the data file; `:memory:` keeps everything in memory, for tests */
  dataDir: string
  log?: Log
  migrationsDir?: string
}>

/** Opens, and where needed migrates, the data file. Throws BorderBriefError with the mend when the file is not one this version can use. */
export function openSqliteStores({ dataDir, log = silentLog, migrationsDir }: SqliteStoresOptions): SqliteStores {
  const database = createDatabase(openDatabase({ dataDir, log, migrationsDir }))
  return {
    articles: createArticleStore(database),
    records: createIndexStore(database),
    segments: createSegmentStore(database),
    vectors: createVectorStore(database),
    conversations: createConversationStore(database),
    inbound: createInboundLog(database),
    installations: createInstallationStore(database),
    removalLog: createRemovalLog(database),
    subscriptions: createSubscriptionStore(database),
    workspaceSettings: createSettingsStore(database),
    workspaceTopics: createTopicStore(database),
    welcomes: createWelcomeLog(database),
    feedback: createFeedbackStore(database),
    people: createPeopleStore(database),
    erasures: createErasures(database),
    sources: createSourceStore(database),
    pasts: createPastStore(database),
    hosts: createHostNotes(database),
    robots: createRobotsCopies(database),
    memory: createChannelMemory(database),
    deliveries: createDeliveryLog(database),
    aftercare: createAftercare(database, dataDir),
    budget: createBudgetStore(database),
    answers: createAnswerLog(database),
    retention: createRetentionStore(database),
    watchedFiles: createWatchStore(database),
    vitals: createVitalSigns(database, dataDir === ':memory:' ? null : dataDir),
    workspaceData: createWorkspaceData(database, dataDir === ':memory:' ? null : dataDir),
    transact: database.transact,
    check: () =>
      database.read((sql) => {
        const sound = sql.all('PRAGMA integrity_check(1)').every((row) => textOf(row, 'integrity_check') === 'ok')
        const linked = sql.all('PRAGMA foreign_key_check').length === 0
        return sound && linked ? [] : ['The data file is damaged; put the newest file from the backups folder in its place.']
      }),
    close: database.close,
  }
}
