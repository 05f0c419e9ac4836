// When a source is asked again: never sooner than its host wishes, the more often the more it brings, ever less often while it fails.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR_MS, NEVER_POLLED, type SourceState } from '../../src/domain/source.ts'
import { afterAnswer, afterFailure, claimedUntil, floodLimit, movedFor } from '../../src/ingest/next-poll.ts'
import type { Polled } from '../../src/ports/source-reader.ts'

const DAY_MS = 24 * HOUR_MS
const NOW = Date.parse('2026-11-20T08:00:00Z')
const KNOWN: SourceState = { ...NEVER_POLLED, polls: 9, etag: '"old"', lastModified: 'Thu', usual: 2 }
const validators = { etag: '"new"', lastModified: null }
const read = (more: object = {}) => ({ kind: 'read' as const, title: null, entries: [], validators, wishMs: 0, movedTo: null, ...more })
const unchanged = { kind: 'not-modified' as const, validators, wishMs: 0, movedTo: null }
const failed = (more: object = {}): Extract<Polled, { kind: 'failed' }> => ({
  ...{ kind: 'failed', reason: 'It does not answer.', retryAfterMs: null, gone: false, vanished: false, ofHost: false },
  ...more,
})
const waits = ({ nextPollAtMs }: SourceState) => nextPollAtMs - NOW

describe('a source that answers', () => {
  it('is asked twice as often when it brings something, a quarter less often when not, between 15 minutes and 6 hours', () => {
    const brings = (fresh: number, state: SourceState) => afterAnswer('s', state, read(), { fresh, waiting: 0 }, NOW)
    let busy = KNOWN
    let quiet = KNOWN
    expect([brings(1, KNOWN).intervalMs, brings(0, KNOWN).intervalMs]).toEqual([HOUR_MS / 2, HOUR_MS * 1.25])
    for (let polls = 0; polls < 20; polls += 1) [busy, quiet] = [brings(1, busy), brings(0, quiet)]
    expect([busy.intervalMs, quiet.intervalMs]).toEqual([HOUR_MS / 4, 6 * HOUR_MS])
  })

  it('tells nothing of how often it brings something by its first answer', () => {
    const { intervalMs, usual } = afterAnswer('s', NEVER_POLLED, read(), { fresh: 40, waiting: 0 }, NOW)
    expect([intervalMs, usual]).toEqual([HOUR_MS, 0])
  })

  it('is asked as if it had brought something while entries of it wait, and then wholly', () => {
    const state = afterAnswer('s', KNOWN, read(), { fresh: 0, waiting: 3 }, NOW)
    expect(state).toMatchObject({ intervalMs: HOUR_MS / 2, etag: null, lastModified: null, parts: [] })
  })

  it('is asked with what it said last: all of a new reading, and what “not modified” names anew', () => {
    const none = { fresh: 0, waiting: 0 }
    const part = { url: 'https://hillpost.example/1.xml', etag: null, lastModified: null, changedAt: null }
    expect(afterAnswer('s', KNOWN, read({ parts: [part] }), none, NOW)).toMatchObject({ etag: '"new"', lastModified: null, parts: [part] })
    expect(afterAnswer('s', KNOWN, unchanged, none, NOW)).toMatchObject({ etag: '"new"', lastModified: 'Thu', parts: [] })
  })

  it('has moved when it says so three times in a row', () => {
    const movedTo = 'https://new.example/feed'
    const says = (state: SourceState, to: string | null) => afterAnswer('s', state, read({ movedTo: to }), { fresh: 0, waiting: 0 }, NOW)
    const twice = says(says(KNOWN, movedTo), movedTo)
    expect(movedFor(twice)).toBeNull()
    expect(movedFor(says(twice, movedTo))).toBe(movedTo)
    expect(movedFor(says(says(twice, null), movedTo))).toBeNull()
  })
})

describe('whatever a source answers', () => {
  const state = fc.record({ intervalMs: fc.integer({ min: HOUR_MS / 4, max: 6 * HOUR_MS }), polls: fc.nat(1_000), failures: fc.nat(40) })
  const wish = fc.integer({ min: 0, max: 3 * DAY_MS })

  it('it is not asked sooner than its host wishes, a day at most, nor sooner than its interval, and at most a tenth later', () => {
    fc.assert(
      fc.property(state, wish, fc.nat(3), (known, wishMs, fresh) => {
        const after = afterAnswer('s', { ...KNOWN, ...known }, read({ wishMs }), { fresh, waiting: 0 }, NOW)
        const least = Math.max(after.intervalMs, Math.min(wishMs, DAY_MS))
        return waits(after) >= least && waits(after) <= least * 1.1 + 1
      }),
    )
  })

  it('a failure is waited out twice as long as the one before, a day at most, and as long as its host asks for', () => {
    fc.assert(
      fc.property(state, wish, fc.option(wish), (known, wishMs, retryAfterMs) => {
        const before = { ...KNOWN, ...known, wishMs }
        const after = afterFailure('s', before, failed({ retryAfterMs }), NOW)
        const own = Math.max(Math.min(DAY_MS, known.intervalMs * 2 ** Math.min(30, known.failures + 1)), wishMs)
        const least = Math.max(own, retryAfterMs ?? 0)
        return after.failures === known.failures + 1 && waits(after) >= least && waits(after) <= Math.max(own * 1.1 + 1, least)
      }),
    )
  })

  it('while it is being asked nobody else asks it', () => {
    expect(claimedUntil('s', { ...KNOWN, wishMs: 3 * HOUR_MS }, NOW)).toBeGreaterThanOrEqual(NOW + 3 * HOUR_MS)
  })
})

describe('a reading out of all proportion', () => {
  it('is one of more than fifty, and ten times the usual, of a source that is known', () => {
    expect(floodLimit({ ...KNOWN, usual: 2 }, 50)).toBeNull()
    expect(floodLimit({ ...KNOWN, usual: 2 }, 51)).toBe(50)
    expect([floodLimit({ ...KNOWN, usual: 8 }, 80), floodLimit({ ...KNOWN, usual: 8 }, 81)]).toEqual([null, 50])
    expect(floodLimit({ ...KNOWN, polls: 4 }, 1_000)).toBeNull()
  })
})
