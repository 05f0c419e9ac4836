// Composition of what is counted and kept: the model's budget, the records of answers, and how long what stays.
import { randomBytes } from 'node:crypto'
import { createMetered, type Metered } from '../adapters/models/metered.ts'
import { type Chore, createNightly } from '../adapters/nightly.ts'
import { createPersonKey } from '../adapters/person-key.ts'
import { deleteOldCopies } from '../adapters/stores/sqlite/copies.ts'
import type { SqliteStores } from '../adapters/stores/sqlite/sqlite-stores.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { OwnTopics } from '../brief/brief.ts'
import { createRecorder } from '../brief/recorder.ts'
import type { Recording, Statistics } from '../chat/reply.ts'
import type { Config } from '../config.ts'
import type { Answer } from '../domain/answer.ts'
import type { AnswerRecord } from '../domain/answer-record.ts'
import { OPERATOR } from '../domain/article.ts'
import { type Erased, erase } from './erasing.ts'
import type { Scope } from '../ports/article-store.ts'
import type { LanguageModel } from '../ports/language-model.ts'
import { numberedCitations } from '../render/render.ts'

const USE_KEPT_DAYS = 400 // sums of a day name nobody; a year can be looked back on
const SEEN_KEPT_HOURS = 24
const UNDER_WAY_HOURS = 1 // nothing that was asked is answered later
const NIGHT_HOURS = 25 // from one night's chores to the next, and a little more
const COPIES_KEPT_DAYS = 30 // what was erased since stands in them

/** `how` an answer that no chat asked for came about. */
export type Asked = Readonly<{ how: AnswerRecord['how']; scope: Scope; topic: string | null }>
export type Accounting = Readonly<{
  model: LanguageModel
  accounts: Metered['accounts']
  note: Metered['note']
  recording: Recording
  statistics: Statistics
  /** Runs `work`, charges the workspace for it, and keeps the record of its answer. */
  recorded: (asked: Asked, work: () => Promise<Answer>) => Promise<Answer>
  nightly: (now: Temporal.Instant) => Promise<void>
  /** Erases what is kept of a workspace (its key, `slack:T123`), or of one person in it (the platform's id). */
  erase: (workspace: string, personId: string | null) => Promise<Erased>
  /** Waits until everything begun is on record. */
  settled: () => Promise<void>
}>

type Parts = Readonly<{
  config: Config
  stores: SqliteStores
  ownTopics: Pick<OwnTopics, 'erase'>
  model: LanguageModel
  clock: Clock
  log: Log
  elapsed: () => number
  forgetArticles?: (now: Temporal.Instant) => Promise<number>
}>

export function createAccounting(parts: Parts): Accounting {
  const { config, stores, model, clock, log, elapsed } = parts
  const { limits, prices, currency } = config.budget
  const name = config.model?.model ?? null
  const price = prices.get(name ?? '') ?? null
  const metering = { name: name ?? 'none', price: price ?? { in: 0, out: 0 }, limits, budget: stores.budget }
  const metered = createMetered({ model, ...metering, clock, elapsed, log })
  const { accounts } = metered
  const randomId = () => randomBytes(8).toString('hex')
  const embedding = config.embedding?.model ?? null
  const priced = price === null && !prices.has(embedding ?? '') ? null : currency
  const recorder = createRecorder({ answers: stores.answers, accounts, currency: priced, randomId, log })
  const personKey = createPersonKey(config.dataDir)
  const nightly = createNightly(choresOf(parts), log)
  let lastNight: Promise<void> = Promise.resolve()
  return {
    model: metered.model,
    accounts,
    note: metered.note,
    recording: { recorder, answers: stores.answers, accounts, personKey },
    statistics: {
      model: name,
      embedding,
      lastChoice: accounts.last,
      used: stores.budget.used,
      limits,
      currency: priced,
      failingSources: () => [],
    },
    recorded: (asked, work) => recorded(asked, work, { recorder, accounts, clock }),
    nightly: (now) => {
      lastNight = nightly(now)
      return lastNight
    },
    erase: (workspace, personId) =>
      erase(workspace, personId, { stores, ownTopics: parts.ownTopics, recording: { recorder, personKey }, clock }),
    settled: async () => {
      await metered.settled()
      await recorder.settled()
      await lastNight
    },
  }
}

async function recorded(
  { how, scope, topic }: Asked,
  work: () => Promise<Answer>,
  { recorder, accounts, clock }: Pick<Recording, 'recorder' | 'accounts'> & { clock: Clock },
): Promise<Answer> {
  const payer = { workspace: scope.at(-1) ?? OPERATOR, person: null }
  return accounts.charge(payer, async () => {
    const answer = await work()
    const { question, kind, claims, disputes, model, making, closest, tookMs } = answer
    const evidence = answer.evidence ?? (closest === undefined ? undefined : [closest])
    const asked = {
      id: recorder.newId(),
      at: clock.now().toString(),
      how,
      ...payer,
      channel: null,
      question,
      resolved: question,
      topic,
      scope,
    }
    recorder.prepared({ ...asked, kind, claims, disputes, cited: numberedCitations(answer), model, making, evidence, tookMs })()
    return answer
  })
}

function choresOf({ config: { kept, dataDir }, stores, forgetArticles = async () => 0 }: Parts): readonly Chore[] {
  const ago = (now: Temporal.Instant, days: number) => now.subtract({ hours: 24 * days })
  return [
    { name: 'answers', forget: (now) => stores.answers.prune(ago(now, kept.answersDays).toString()) },
    { name: 'feedback', forget: (now) => stores.feedback.prune(ago(now, kept.answersDays).toString()) },
    { name: 'turns', forget: (now) => stores.conversations.prune(ago(now, kept.conversationsDays).toString()) },
    { name: 'seen', forget: (now) => stores.inbound.prune(now.subtract({ hours: SEEN_KEPT_HOURS }).toString()) },
    { name: 'use', forget: (now) => stores.budget.prune(ago(now, USE_KEPT_DAYS).toString().slice(0, 10)) },
    // What was told goes before the deliveries that told it, which are kept while anything refers to them.
    { name: 'told', forget: (now) => stores.memory.forgetOld(now.toString()) },
    { name: 'deliveries', forget: (now) => stores.deliveries.prune(ago(now, kept.deliveriesDays).toString(), now) },
    // What was erased since last night still stands in the log beside the file, until that is written over.
    { name: 'bytes', forget: async (now) => wiped(stores, now) },
    { name: 'copies', forget: async (now) => deleteOldCopies(dataDir, ago(now, COPIES_KEPT_DAYS).epochMilliseconds) },
    // Last, because what was quoted of an article goes with the threads and records that quote it.
    { name: 'articles', forget: forgetArticles },
  ]
}

/** How many erasures there were since last night, of which no byte is left afterwards. */
async function wiped(
  { erasures, workspaceData }: Pick<SqliteStores, 'erasures' | 'workspaceData'>,
  now: Temporal.Instant,
): Promise<number> {
  const count = await erasures.since(now.subtract({ hours: NIGHT_HOURS }).toString())
  if (count > 0) await workspaceData.scrub()
  await erasures.prune(now.subtract({ hours: UNDER_WAY_HOURS }).toString())
  return count
}
