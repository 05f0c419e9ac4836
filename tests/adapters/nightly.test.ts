// What is forgotten once a night.
import { describe, expect, it } from 'vitest'
import { createNightly } from '../../src/adapters/nightly.ts'
import { silentLog } from '../../src/base/log.ts'

const at = (iso: string) => Temporal.Instant.from(iso)

describe('the nightly chores', () => {
  it('are done at the first tick, then at the first after 03:00 UTC of each day', async () => {
    const done: string[] = []
    const nightly = createNightly([{ name: 'old', forget: async (now) => done.push(now.toString()) }], silentLog)
    for (const time of [
      '2024-02-03T01:00:00Z',
      '2024-02-03T02:59:00Z',
      '2024-02-03T03:00:00Z',
      '2024-02-03T03:01:00Z',
      '2024-02-04T05:00:00Z',
    ])
      await nightly(at(time))
    expect(done).toEqual(['2024-02-03T01:00:00Z', '2024-02-03T03:00:00Z', '2024-02-04T05:00:00Z'])
  })

  it('go on when one of them fails, and are counted in the log', async () => {
    const logged: unknown[] = []
    const log = { ...silentLog, info: (...line: unknown[]) => logged.push(line), error: (message: string) => logged.push(message) }
    const chores = [
      { name: 'broken', forget: () => Promise.reject(new Error('locked')) },
      { name: 'answers', forget: async () => 7 },
    ]
    await createNightly(chores, log)(at('2024-02-03T03:00:00Z'))
    expect(logged).toEqual(['nightly chore failed', ['old records forgotten', { answers: 7 }]])
  })
})
