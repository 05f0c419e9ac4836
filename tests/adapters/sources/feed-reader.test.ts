// Reading feeds off the main loop: a hostile one is ended, and the next is read as if nothing had been.
import { afterAll, describe, expect, it } from 'vitest'
import { offLoop } from '../../../src/adapters/off-loop.ts'
import { createFeedReader } from '../../../src/adapters/sources/feed-reader.ts'

const reader = createFeedReader(30_000)
const tasks = new URL('./slow-tasks.ts', import.meta.url)
const open: (() => Promise<void>)[] = [() => reader.close()]
afterAll(() => Promise.all(open.map((close) => close())))

function started(name: string, limitMs: number, heapMb = 32) {
  const task = offLoop<number, number>({ module: tasks, name, limitMs, heapMb })
  open.push(task.close)
  return task
}

describe('a feed read on its own thread', () => {
  it('is read like any other, one after the other', async () => {
    const bytes = Buffer.from('<rss><channel><item><title>One</title></item></channel></rss>')
    const both = await Promise.all([reader.read(bytes, {}), reader.read(Buffer.from('<html></html>'), {})])
    expect(both).toMatchObject([
      { kind: 'feed', feed: { entries: [{ title: { value: 'One' } }] } },
      { kind: 'rejected', reason: 'it is a web page, not a feed' },
    ])
  })

  it('is ended when it takes longer than it may, and the next is read', async () => {
    const task = started('turnOrDouble', 4_000)
    expect(await task.run(-1)).toEqual({ kind: 'ended', reason: 'reading it takes longer than it may' })
    expect(await task.run(21)).toEqual({ kind: 'done', value: 42 })
  })

  it('is ended when it takes more memory than it may, or throws', async () => {
    expect(await started('growWithoutEnd', 30_000).run(1)).toEqual({ kind: 'ended', reason: 'reading it takes more memory than it may' })
    expect(await started('fail', 30_000).run(1)).toEqual({ kind: 'ended', reason: 'it cannot be read' })
  })

  it('sees no setting and no secret of the process', async () => {
    expect(await started('countSettings', 30_000).run(0)).toEqual({ kind: 'done', value: 0 })
  })

  it('says so when its module cannot be loaded', async () => {
    const task = offLoop({ module: new URL('./no-such-module.ts', import.meta.url), name: 'x', limitMs: 1_000, heapMb: 32 })
    expect(await task.run(1)).toMatchObject({ kind: 'ended', reason: expect.stringContaining('could not be started') })
  })
})
