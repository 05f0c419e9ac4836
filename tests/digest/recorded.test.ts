// The record of an edition: kept once it is frozen, found from the thread of its message, by nobody's name.
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/base/log.ts'
import { createRecorder } from '../../src/brief/recorder.ts'
import type { AnswerRecord } from '../../src/domain/answer-record.ts'
import type { Document } from '../../src/domain/document.ts'
import type { Payer } from '../../src/ports/budget.ts'
import type { Platform } from '../../src/ports/platform.ts'
import { fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, oneLiner } from './digest-world.ts'

const SCHEDULE = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'Asia/Yangon' }

type Paging = Pick<Platform, 'paginate' | 'name'>

async function world(paging: Partial<Paging> = {}) {
  const made = digestWorld('2026-11-21T12:00:00Z', (now) => fakePlatform({ now, ...paging }))
  const payers: Payer[] = []
  const accounts = {
    charge: <T>(payer: Payer, work: () => Promise<T>) => {
      payers.push(payer)
      return work()
    },
    calls: () => [],
    chose: () => {},
    last: () => null,
  }
  let count = 0
  const randomId = () => {
    count += 1
    return String(count)
  }
  const recorder = createRecorder({ answers: made.stores.answers, accounts, currency: null, randomId, log: silentLog })
  const digests = made.boot(Number.POSITIVE_INFINITY, { recording: { recorder, accounts } })
  await digests.subscribe({ channel: CHANNEL, topic: 'border', schedule: SCHEDULE, by: 'U1', now: made.now() })
  const records = async () => {
    await recorder.settled()
    const kept: AnswerRecord[] = []
    for await (const record of made.stores.answers.all({})) kept.push(record)
    return kept
  }
  return { ...made, digests, records, payers }
}

describe('the record of an edition', () => {
  it('stands once for each edition, charged to its workspace, and its thread names it', async () => {
    const { digests, records, publish, moveTo, run, stores, platform, payers } = await world()
    await publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    moveTo('2026-11-22T01:30:00Z')
    await run(digests, 3)
    const kept = await records()
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatchObject({ how: 'digest', workspace: 'slack:T1', channel: 'slack:T1:C1', person: null, kind: 'answer' })
    expect(kept[0]?.claims[0]).toMatchObject({ verdict: 'accept', rule: 'OK verbatim' })
    expect(payers).toEqual([{ workspace: 'slack:T1', person: null }])
    const [message] = await stores.deliveries.ofSubscription((await stores.subscriptions.all())[0]?.id ?? '', 1)
    const thread = await stores.conversations.get({ ...CHANNEL, thread: message?.messageId ?? '' })
    expect(platform.name).toBe('slack')
    expect(thread?.turns[0]?.record).toBe(kept[0]?.id)
  })

  it('is found from each of its parts, where a part stands in no thread', async () => {
    const paginate = (document: Document) => document.nodes.map((node) => JSON.stringify(node))
    const { digests, records, publish, moveTo, run, stores } = await world({ paginate })
    await publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    moveTo('2026-11-22T01:30:00Z')
    await run(digests, 3)
    const [record] = await records()
    const messages = await stores.deliveries.ofSubscription((await stores.subscriptions.all())[0]?.id ?? '', 9)
    const threads = await Promise.all(messages.map(({ messageId }) => stores.conversations.get({ ...CHANNEL, thread: messageId ?? '' })))
    expect(messages.length).toBeGreaterThan(1)
    expect(threads.map((thread) => thread?.turns.map((turn) => turn.record))).toEqual(messages.map(() => [record?.id]))
  })

  it('is found in a direct message of Discord, which is one conversation', async () => {
    const direct = { platform: 'discord', workspace: 'dm:42', channel: '7' } as const
    const paginate = (document: Document) => document.nodes.map((node) => JSON.stringify(node))
    const { digests, records, publish, moveTo, run, stores, now } = await world({ paginate, name: 'discord' })
    await digests.subscribe({ channel: direct, topic: 'border', schedule: SCHEDULE, by: '42', now: now() })
    await publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    moveTo('2026-11-22T01:30:00Z')
    await run(digests, 3)
    const record = (await records()).find(({ channel }) => channel === 'discord:dm:42:7')
    const conversation = await stores.conversations.get({ ...direct, thread: direct.channel })
    expect(record).toBeDefined()
    expect(conversation?.turns.map((turn) => turn.record)).toEqual([record?.id])
  })

  it('tells of a quiet day too, and of nothing that was only looked at', async () => {
    const { digests, records, moveTo, run, now } = await world()
    moveTo('2026-11-22T01:30:00Z')
    await run(digests, 2)
    const request = { topic: 'border', channelKey: 'slack:T1:C1', scope: ['operator'], now: now() }
    await digests.preview({ ...request, commit: false })
    expect((await records()).map(({ kind }) => kind)).toEqual(['quiet'])
    await digests.preview({ ...request, commit: true })
    expect(await records()).toHaveLength(2)
  })

  it('knows the next digest of a channel, soonest first', async () => {
    const { digests, now } = await world()
    const weekly = { ...SCHEDULE, days: [1], hour: 7 }
    await digests.subscribe({ channel: CHANNEL, topic: 'refugees', schedule: weekly, by: 'U1', now: now() })
    const next = await digests.upcoming(CHANNEL, now())
    expect(next.map(({ topic, at }) => `${topic} ${at.toPlainDateTime()}`)).toEqual([
      'border 2026-11-22T08:00:00',
      'refugees 2026-11-23T07:00:00',
    ])
  })
})
