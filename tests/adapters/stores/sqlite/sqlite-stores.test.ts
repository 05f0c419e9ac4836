import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe } from 'vitest'
import { openSqliteStores, type SqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { answerLogContract } from '../../../contracts/answer-log.ts'
import { articleStoreContract } from '../../../contracts/article-store.ts'
import { budgetStoreContract } from '../../../contracts/budget-store.ts'
import { conversationStoreContract, inboundLogContract } from '../../../contracts/conversation-store.ts'
import { aftercareContract } from '../../../contracts/aftercare.ts'
import { channelMemoryContract, deliveryLogContract, subscriptionStoreContract } from '../../../contracts/digest-stores.ts'
import { indexStoreContract } from '../../../contracts/index-store.ts'
import { feedbackStoreContract, peopleStoreContract, topicStoreContract } from '../../../contracts/people-stores.ts'
import { settingsStoreContract } from '../../../contracts/settings-store.ts'
import { transactContract } from '../../../contracts/transact.ts'
import { vectorStoreContract } from '../../../contracts/vector-store.ts'

const opened: SqliteStores[] = []
const folders: string[] = []

afterEach(async () => {
  for (const stores of opened.splice(0)) await stores.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function onDisk(): SqliteStores {
  const dataDir = mkdtempSync(join(tmpdir(), 'border-brief-'))
  folders.push(dataDir)
  return keep(openSqliteStores({ dataDir }))
}

function keep(stores: SqliteStores): SqliteStores {
  opened.push(stores)
  return stores
}

describe.each([
  ['on disk', onDisk],
  ['in memory', () => keep(openSqliteStores({ dataDir: ':memory:' }))],
] as const)('SQLite stores %s', (_, open) => {
  articleStoreContract(async () => open().articles)
  indexStoreContract(async () => open())
  conversationStoreContract(async () => open().conversations)
  inboundLogContract(async () => open().inbound)
  subscriptionStoreContract(async () => open().subscriptions)
  settingsStoreContract(async () => open().workspaceSettings)
  topicStoreContract(async () => {
    const { workspaceTopics: topics, welcomes } = open()
    return { topics, welcomes }
  })
  feedbackStoreContract(async () => open().feedback)
  peopleStoreContract(async () => open())
  channelMemoryContract(async () => open().memory)
  deliveryLogContract(async () => open().deliveries)
  aftercareContract(async () => open().aftercare)
  budgetStoreContract(async () => open().budget)
  answerLogContract(async () => open().answers)
  transactContract(async () => open())
  vectorStoreContract(async () => open())
})
