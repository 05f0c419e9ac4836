// Digests over real stores in memory, a fake platform, a clock that is moved by hand, and a process that can be killed between any two steps.
import { openSqliteStores, type SqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { silentLog } from '../../src/base/log.ts'
import { createDigests, type DigestDeps, type Digests } from '../../src/digest/digest.ts'
import type { Answer } from '../../src/domain/answer.ts'
import type { Article } from '../../src/domain/article.ts'
import type { Claim } from '../../src/domain/claim.ts'
import type { Dispute } from '../../src/domain/dispute.ts'
import type { AnnotatedPassage } from '../../src/domain/passage.ts'
import type { Topic } from '../../src/domain/topic.ts'
import type { IndexRecord } from '../../src/ports/index-store.ts'
import type { Platform } from '../../src/ports/platform.ts'
import { cite, claimOf } from '../../src/verify/verify.ts'
import { anArticle } from '../contracts/article-store.ts'

export const CHANNEL = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
export const OTHER_CHANNEL = { platform: 'slack', workspace: 'T1', channel: 'C2' } as const

export function topicNamed(name: string): Topic {
  return { name, title: `The ${name}`, query: `What is new on the ${name}?`, aliases: [], workspace: 'operator' }
}

/** An article of one sentence with what the index would notice in it. */
export function oneLiner(text: string, over: Partial<Article> = {}, noticed: Partial<AnnotatedPassage> = {}) {
  const article = anArticle({ id: text.slice(0, 60), text, ...over })
  const place = { articleId: article.id, version: article.version, start: 0, end: text.length }
  const nothing = { names: [], dates: [], figures: [], speaker: null, hedge: null, polarity: 'states' } as const
  const passage: AnnotatedPassage = { ...place, text, role: 'sentence', ordinal: 0, ...nothing, ...noticed }
  return { article, passage, claim: claimOf(cite(article, { start: 0, end: text.length })) }
}
export type OneLiner = ReturnType<typeof oneLiner>

export function answerOf(claims: readonly Claim[], disputes: readonly Dispute[] = []): Answer {
  const coverage = { articles: claims.length, voices: claims.length, newest: null, failingSources: [] }
  const searched = { from: null, to: null, terms: [] }
  return { question: 'q', kind: 'answer', confidence: 1, claims, disputes, coverage, searched, model: 'off', tookMs: 0 }
}

export class Killed extends Error {}

export type World = Readonly<{
  stores: SqliteStores
  platform: Platform
  news: OneLiner[]
  disputes: Dispute[]
  brief: DigestDeps['brief']
  now: () => Temporal.Instant
  /** A process over the same stores; killed right after its n-th effect when that is given: whatever it would have heard of it is lost. */
  boot: (killAt?: number, more?: Partial<DigestDeps>) => Digests & { readonly effects: () => number }
  /** Ticks each minute for so many minutes, starting now. */
  run: (digests: Digests, minutes: number) => Promise<void>
  moveTo: (iso: string) => void
  publish: (...lines: readonly OneLiner[]) => Promise<void>
}>

export function digestWorld(
  startsAt: string,
  platformOf: (now: () => Temporal.Instant) => Platform,
  settings: DigestDeps['settings'] = {},
  stores: SqliteStores = openSqliteStores({ dataDir: ':memory:' }),
): World {
  let time = Temporal.Instant.from(startsAt)
  const now = () => time
  const platform = platformOf(now)
  const news: OneLiner[] = []
  const disputes: Dispute[] = []
  const publish = async (...lines: readonly OneLiner[]) => {
    for (const line of lines) await stores.articles.put(line.article)
    news.push(...lines)
  }
  const boot = (killAt = Number.POSITIVE_INFINITY, more: Partial<DigestDeps> = {}) => {
    const life = createLife(killAt)
    const deps: DigestDeps = {
      ...stores,
      ...mortalStores(stores, life.effect),
      brief: briefOver(news, disputes),
      index: {
        records: async (ids) => new Map(ids.flatMap((id) => recordsOf(news, id))),
        voices: async (ids) => [
          ...Map.groupBy(ids, (id) => news.find(({ article }) => article.id === id)?.article.publisher ?? id).values(),
        ],
      },
      platforms: new Map([[platform.name, { ...mortal(platform, life.effect) }]]),
      topicNamed,
      readerLink: () => null,
      clock: { now },
      log: silentLog,
      settings,
      ...more,
    }
    return { ...createDigests(deps), effects: life.effects }
  }
  const run = async (digests: Digests, minutes: number) => {
    for (let i = 0; i < minutes; i++) {
      await digests.tick(time)
      time = time.add({ seconds: 60 })
    }
  }
  const moveTo = (iso: string) => {
    time = Temporal.Instant.from(iso)
  }
  const brief = briefOver(news, disputes)
  return { stores, platform, news, disputes, brief, now, boot, run, moveTo, publish }
}

type Effect = <T>(work: () => Promise<T>) => Promise<T>

/** Counts effects and dies at one of them; whatever a dead process still tries does nothing. */
function createLife(killAt: number) {
  let count = 0
  let dead = false
  const effect: Effect = async (work) => {
    if (dead) throw new Killed()
    count += 1
    const mine = count
    const result = await work()
    if (mine === killAt) dead = true
    if (dead) throw new Killed()
    return result
  }
  return { effect, effects: () => count }
}

function mortalStores(stores: SqliteStores, effect: Effect): Partial<DigestDeps> {
  return {
    transact: (work) => effect(() => stores.transact(work)),
    deliveries: {
      ...stores.deliveries,
      plan: (delivery) => effect(() => stores.deliveries.plan(delivery)),
      move: (...args) => effect(() => stores.deliveries.move(...args)),
      freeze: (...args) => effect(() => stores.deliveries.freeze(...args)),
    },
    memory: { ...stores.memory, remember: (...args) => effect(() => stores.memory.remember(...args)) },
    conversations: { append: (...args) => effect(() => stores.conversations.append(...args)) },
    aftercare: {
      ...stores.aftercare,
      sighted: (...args) => effect(() => stores.aftercare.sighted(...args)),
      removed: (...args) => effect(() => stores.aftercare.removed(...args)),
      owe: (...args) => effect(() => stores.aftercare.owe(...args)),
      done: (chore) => effect(() => stores.aftercare.done(chore)),
      later: (...args) => effect(() => stores.aftercare.later(...args)),
    },
    subscriptions: { ...stores.subscriptions, save: (subscription) => effect(() => stores.subscriptions.save(subscription)) },
  }
}

function mortal(platform: Platform, effect: Effect): Platform {
  // A process that dies in a post never hears its outcome, whatever the platform did.
  return {
    ...platform,
    post: (post) => effect(() => platform.post(post)),
    find: (...args) => effect(() => platform.find(...args)),
    remove: (place) => effect(async () => platform.remove?.(place) ?? { kind: 'refused', reason: 'cannot' }),
    amend: (...args) => effect(async () => platform.amend?.(...args) ?? { kind: 'refused', reason: 'cannot' }),
  }
}

/** Gives the newest first, eight at most, of what the request may rest on. */
function briefOver(news: readonly OneLiner[], disputes: readonly Dispute[]): DigestDeps['brief'] {
  return {
    passagesOn: async ({ hits }) => hits,
    briefTopic: async ({ only, unless, exactly, always = [], most = 8 }) => {
      if (exactly) {
        const given = exactly.flatMap(
          ({ hit }) => news.find(({ article }) => article.id === hit.article.id && article.version === hit.article.version) ?? [],
        )
        return answerOf(
          given.map((line) => line.claim),
          disputes,
        )
      }
      const day = ({ article }: OneLiner) =>
        article.publishedAt === null ? null : Math.floor(Date.parse(article.publishedAt) / 86_400_000)
      const usable = news.filter((line) => (only?.(line.article.id, day(line)) ?? true) && !unless?.({ ...line, score: 1 })).toReversed()
      const found = usable.slice(0, most)
      const besides = news.filter((line) => !found.includes(line) && always.some(({ hit }) => hit.article.id === line.article.id))
      return answerOf(
        [...found, ...besides].map((line) => line.claim),
        disputes,
      )
    },
  }
}

function recordsOf(news: readonly OneLiner[], id: string): [string, IndexRecord][] {
  const line = news.findLast(({ article }) => article.id === id)
  if (!line) return []
  const { version, workspace } = line.article
  const annotated = { articleId: id, version, passages: [line.passage] }
  return [
    [
      id,
      { articleId: id, version, workspace, familyId: id, storyId: id, fingerprint: { kind: 'none', values: [] }, annotated, summary: [] },
    ],
  ]
}
