// What any store of topics, welcomes, feedback and people must do; run by each store's own test.
import { describe, expect, it } from 'vitest'
import type { Feedback } from '../../src/domain/feedback.ts'
import type { Topic } from '../../src/domain/topic.ts'
import type { AnswerLog } from '../../src/ports/answer-log.ts'
import type { ConversationStore } from '../../src/ports/conversation-store.ts'
import type { FeedbackStore } from '../../src/ports/feedback-store.ts'
import type { PeopleStore } from '../../src/ports/people-store.ts'
import type { SubscriptionStore } from '../../src/ports/subscription-store.ts'
import type { TopicStore, WelcomeLog } from '../../src/ports/topic-store.ts'
import { aRecord } from './answer-log.ts'

const topic = (name: string, workspace: string, query = `What of ${name}?`): Topic => ({
  ...{ name, title: name, query, aliases: [`${name} too`, '大米'], workspace },
})

export function topicStoreContract(open: () => Promise<Readonly<{ topics: TopicStore; welcomes: WelcomeLog }>>): void {
  describe('a store of topics', () => {
    it('keeps one of a name in each workspace, and forgets those of one workspace alone', async () => {
      const { topics } = await open()
      await topics.save(topic('rice', 'slack:T1'))
      await topics.save(topic('rice', 'slack:T1', 'What of paddy?'))
      await topics.save(topic('rice', 'slack:T2'))
      await topics.save(topic('fish', 'slack:T1'))
      expect((await topics.all()).map(({ name, workspace, query }) => [workspace, name, query])).toEqual([
        ['slack:T1', 'fish', 'What of fish?'],
        ['slack:T1', 'rice', 'What of paddy?'],
        ['slack:T2', 'rice', 'What of rice?'],
      ])
      expect((await topics.all())[0]).toEqual(topic('fish', 'slack:T1'))
      expect([await topics.remove('fish', 'slack:T2'), await topics.remove('fish', 'slack:T1')]).toEqual([false, true])
      expect(await topics.erase('slack:T1')).toBe(1)
      expect((await topics.all()).map(({ workspace }) => workspace)).toEqual(['slack:T2'])
    })

    it('says once that a place is new, also after it was told so at another time', async () => {
      const { welcomes } = await open()
      const first = (place: string, at = '2023-11-20T08:00:00Z') => welcomes.first(place, 'slack:T1', at)
      expect([await first('slack:T1:C1'), await first('slack:T1:C1', '2024-11-20T08:00:00Z'), await first('slack:T1:C2')]).toEqual([
        true,
        false,
        true,
      ])
      await welcomes.undo('slack:T1:C1')
      expect(await first('slack:T1:C1')).toBe(true)
      expect(await welcomes.erase('slack:T1')).toBe(2)
      expect(await first('slack:T1:C2')).toBe(true)
    })
  })
}

const feedback = (change: Partial<Feedback> = {}): Feedback => ({
  ...{ answerId: 'r_1', at: '2023-11-20T08:00:00Z', workspace: 'slack:T1', channel: 'slack:T1:C1', person: 'p1' },
  ...{ verdict: 'bad', reason: 'wrong-figure', words: 'it was 31' },
  ...change,
})

async function listed(store: FeedbackStore, filter: Parameters<FeedbackStore['all']>[0] = {}): Promise<readonly Feedback[]> {
  const all: Feedback[] = []
  for await (const one of store.all(filter)) all.push(one)
  return all
}

export function feedbackStoreContract(open: () => Promise<FeedbackStore>): void {
  describe('a store of feedback', () => {
    it('keeps the last word of each person about an answer', async () => {
      const store = await open()
      await store.save(feedback({ verdict: 'good', reason: null, words: null }))
      await store.save(feedback({ at: '2023-11-20T09:00:00Z' }))
      await store.save(feedback({ person: 'p2', at: '2023-11-20T10:00:00Z', verdict: 'good', reason: null, words: null }))
      expect(await listed(store)).toEqual([
        feedback({ at: '2023-11-20T09:00:00Z' }),
        feedback({ person: 'p2', at: '2023-11-20T10:00:00Z', verdict: 'good', reason: null, words: null }),
      ])
      expect(await store.counts('slack:T1', '2023-11-20T00:00:00Z')).toEqual({ good: 1, bad: 1 })
      expect(await store.counts('slack:T1', '2023-11-20T09:30:00Z')).toEqual({ good: 1, bad: 0 })
      expect(await store.counts('slack:T2', '2023-11-20T00:00:00Z')).toEqual({ good: 0, bad: 0 })
    })

    it('lists more than one page once each, by workspace and day', async () => {
      const store = await open()
      for (let n = 0; n < 450; n += 1) await store.save(feedback({ answerId: `r_${n}`, workspace: n % 3 === 0 ? 'slack:T2' : 'slack:T1' }))
      expect(new Set((await listed(store)).map(({ answerId }) => answerId)).size).toBe(450)
      expect(await listed(store, { workspace: 'slack:T2' })).toHaveLength(150)
      expect(await listed(store, { since: '2023-11-21T00:00:00Z' })).toEqual([])
    })

    it('forgets one person, one workspace, and what is old', async () => {
      const store = await open()
      await store.save(feedback())
      await store.save(feedback({ person: 'p2' }))
      await store.save(feedback({ workspace: 'slack:T2', person: 'p3', at: '2024-01-01T00:00:00Z' }))
      expect(await store.erase('slack:T1', 'p1')).toBe(1)
      expect(await store.erase('slack:T1', null)).toBe(1)
      expect(await store.prune('2023-12-31T00:00:00Z')).toBe(0)
      expect(await store.prune('2024-01-02T00:00:00Z')).toBe(1)
      expect(await listed(store)).toEqual([])
    })
  })
}

type WithPeople = Readonly<{
  people: PeopleStore
  conversations: ConversationStore
  subscriptions: SubscriptionStore
  answers: AnswerLog
}>

export function peopleStoreContract(open: () => Promise<WithPeople>): void {
  const thread = (name: string, workspace = 'T1') => ({ platform: 'slack' as const, workspace, channel: 'C1', thread: name })
  const turn = (question: string, more: object = {}) => ({
    ...{ at: '2023-11-20T08:00:00Z', question, resolved: question, topic: null, cited: [], names: [] },
    ...more,
  })
  const saidIn = async ({ conversations }: WithPeople, name: string, workspace?: string) =>
    ((await conversations.get(thread(name, workspace)))?.turns ?? []).map(({ question }) => question)

  describe('a store that forgets people', () => {
    it('forgets what a person asked in threads, with what was carried over from it, and nobody else’s', async () => {
      const stores = await open()
      const { answers, conversations, people } = stores
      await conversations.append(thread('1'), turn('before', { person: 'p2' }))
      await conversations.append(thread('1'), turn('mine', { person: 'p1' }))
      await conversations.append(thread('1'), turn('and there?', { person: 'p2', resolved: 'mine there?', record: 'r_carried' }))
      await answers.add([
        aRecord('r_carried', { person: 'p2', resolved: 'mine there?' }),
        aRecord('r_other', { person: 'p2', resolved: 'something else' }),
      ])
      await conversations.append(thread('1'), turn('something else', { person: 'p2' }))
      await conversations.append(thread('2'), turn('elsewhere', { person: 'p2', resolved: 'elsewhere again' }))
      await conversations.append(thread('1', 'T2'), turn('of another workspace', { person: 'p1' }))
      const forgotten = await people.forget({ platform: 'slack', workspace: 'T1', id: 'U1', key: 'p1' })
      expect(forgotten).toMatchObject({ turns: 2 })
      expect(await saidIn(stores, '1')).toEqual(['before', 'something else'])
      expect([await answers.get('r_carried', 'slack:T1'), (await answers.get('r_other', 'slack:T1'))?.resolved]).toEqual([
        null,
        'something else',
      ])
      expect(await saidIn(stores, '2')).toEqual(['elsewhere'])
      expect(await saidIn(stores, '1', 'T2')).toEqual(['of another workspace'])
    })

    it('names nobody for a subscription any more, and the channel goes on getting it', async () => {
      const { subscriptions, people } = await open()
      const of = (id: string, createdBy: string, workspace = 'T1') => ({
        ...{ id, version: 1, kind: 'digest' as const, topic: 'border', createdBy, createdAt: '2023-11-20T08:00:00Z' },
        ...{ paused: false, pausedWhy: null, quietLine: true, mostADay: null },
        channel: { platform: 'slack' as const, workspace, channel: 'C1' },
        schedule: { days: [1], hour: 8, minute: 0, timeZone: 'UTC' },
      })
      for (const one of [of('a', 'U1'), of('b', 'U2'), of('c', 'U1', 'T2')]) await subscriptions.save(one)
      expect(await people.forget({ platform: 'slack', workspace: 'T1', id: 'U1', key: 'p1' })).toMatchObject({ subscriptions: 1 })
      expect((await subscriptions.all()).map(({ id, createdBy }) => [id, createdBy])).toEqual([
        ['a', ''],
        ['b', 'U2'],
        ['c', 'U1'],
      ])
    })
  })
}
