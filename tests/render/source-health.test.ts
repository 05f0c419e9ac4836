// What is said of sources that are read again and again: in lists, in a summary, when one was added.
import { describe, expect, it } from 'vitest'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { NEVER_POLLED, type Source, type SourceState } from '../../src/domain/source.ts'
import { type HealthRow, healthWords, renderAdded, renderSources, renderStatus } from '../../src/render/render.ts'

const now = Temporal.Instant.from('2026-11-22T08:00:00Z')
const at = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds
const source: Source = {
  id: 's',
  workspace: 'slack:T1',
  url: 'https://hill.example/feed',
  kind: 'feed',
  label: 'Hill Post',
  addedAt: now.toString(),
}
const WELL: Partial<SourceState> = { lastSuccessAtMs: at('2026-11-22T07:15:00Z'), nextPollAtMs: at('2026-11-22T10:05:00Z'), polls: 3 }
const row = (state: Partial<SourceState>, label = 'Hill Post'): HealthRow => {
  return { source: { ...source, label }, state: { ...NEVER_POLLED, ...state }, articles: 12, own: true, now }
}
const last = (rejected: Readonly<Record<string, number>>) => ({ read: 30, added: 2, updated: 0, unchanged: 20, rejected })

describe('how a source is doing', () => {
  it.each<[string, Partial<SourceState>, string]>([
    ['well', WELL, 'read 45 minutes ago, again in 2 hours · 12 articles'],
    ['due', { ...WELL, nextPollAtMs: at('2026-11-22T07:59:00Z') }, 'read 45 minutes ago, again now · 12 articles'],
    ['not read yet', { nextPollAtMs: at('2026-11-22T08:01:00Z') }, 'not read yet, first in a minute · 12 articles'],
    [
      'failed once',
      { ...WELL, failures: 1, trouble: 'hill.example is in trouble itself (503).' },
      'failed the last time: hill.example is in trouble itself (503) · last read 45 minutes ago, tried again in 2 hours · 12 articles',
    ],
    [
      'failing',
      { ...WELL, failures: 3, trouble: 'hill.example is in trouble itself (503).', lastSuccessAtMs: null },
      'failed 3 times in a row: hill.example is in trouble itself (503) · never read, tried again in 2 hours · 12 articles',
    ],
    [
      'gone',
      { ...WELL, failures: 1, gone: true, trouble: 'hill.example says it is gone for good (410).' },
      'hill.example says it is gone for good (410) · last read 45 minutes ago, and not any more · 12 articles',
    ],
    [
      'silent',
      { ...WELL, lastNewAtMs: at('2026-11-01T07:00:00Z') },
      'nothing new for 21 days · read 45 minutes ago, again in 2 hours · 12 articles',
    ],
    [
      'left out in part',
      { ...WELL, last: last({ 'it holds no text': 1, 'its page is read at the next poll': 7 }) },
      'read 45 minutes ago, again in 2 hours · 12 articles · 8 of its last 30 left out (mostly: its page is read at the next poll)',
    ],
  ])('is told where it is %s', (_, state, words) => expect(healthWords(row(state))).toBe(words))

  it('stands under what has been read, with those in trouble first, and is summed up in the preview', () => {
    const bad = { ...row({ trouble: 'It is a web page, not a feed.' }, 'Zed'), own: false }
    const silent = row({ ...WELL, lastNewAtMs: at('2026-11-01T07:00:00Z') }, 'Yew')
    const { preview, nodes } = renderSources([{ label: 'Hill Post', articles: 12, newest: null }], 'Sources', [row(WELL), silent, bad])
    const said = JSON.stringify(nodes.slice(2))
    const order = ['Zed', 'Yew', 'Hill Post'].map((label) => said.indexOf(label))
    expect(order.every((place) => place > 0) && order.toSorted((a, b) => a - b)).toEqual(order)
    expect(said).toContain('the desk’s own')
    expect(preview).toBe(
      '12 articles from 1 source. 3 read again and again; 1 failing: Zed (It is a web page, not a feed); 1 fallen silent: Yew (nothing new for 21 days).',
    )
  })

  it('is told of one that was added with what was left out', () => {
    const state = row({ ...WELL, last: last({ 'it holds no text': 1, 'its page is read at the next poll': 7 }) }).state
    const { preview, nodes } = renderAdded(source, 2, state)
    expect(preview).toBe('Added the feed “Hill Post” (https://hill.example/feed): 2 articles taken in.')
    expect(documentText({ preview, nodes }, { width: 1_000 }).trim()).toBe(
      `${preview} That answers questions from now on; digests tell what comes after it. Left out: 7 (its page is read at the next poll) and 1 (it holds no text). It is read again in 3 hours.`,
    )
    expect(renderAdded(source, 0, null).preview).toContain('no article could be taken in yet')
  })
})

describe('status', () => {
  const nothing = { failingSources: [], model: null, budget: null, digests: [], paused: [], twins: 0, ambiguous: 0 }
  const lineOf = (name: string, more: Partial<Parameters<typeof renderStatus>[0]>) =>
    documentText(renderStatus({ articles: 3, newest: null, ...nothing, ...more }), { width: 1_000 })
      .split('\n')
      .find((line) => line.startsWith(`- ${name}`))

  it('says how the sources are doing, each in trouble by its name', () => {
    expect(lineOf('Sources', { polled: [row(WELL)] })).toBe('- Sources — 1 read again and again; none is failing')
    const many = Array.from({ length: 7 }, (_, n) => row({ failures: 2, trouble: 'It is empty.' }, `Post ${n}`))
    expect(lineOf('Sources', { polled: many })).toContain('7 failing: Post 0 (failed 2 times in a row: It is empty), Post 1')
    expect(lineOf('Sources', { polled: many })).toMatch(/Post 4 \([^)]*\) and 2 more$/)
    expect(lineOf('Sources', {})).toBe('- Sources — none is failing')
  })

  it('says how long articles are kept, how many were forgotten, and what their quotes are left for', () => {
    expect(lineOf('Kept', {})).toBeUndefined()
    expect(lineOf('Kept', { keeping: { days: 90, sources: 0, articles: 0, quoted: 0 } })).toBe(
      '- Kept — articles for 90 days; none forgotten so far',
    )
    expect(lineOf('Kept', { keeping: { days: null, sources: 2, articles: 1_200, quoted: 3 } })).toBe(
      '- Kept — articles for ever, those of 2 sources for a time of their own; 1,200 forgotten so far, and quotes are left of 3 of their versions, for the threads and answers that show them',
    )
  })
})
