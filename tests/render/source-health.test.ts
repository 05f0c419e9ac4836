import { describe, expect, it } from 'vitest'
import { NEVER_POLLED, type Source, type SourceState } from '../../src/domain/source.ts'
import { type HealthRow, healthWords, renderAdded, renderSources } from '../../src/render/render.ts'

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
const row = (state: Partial<SourceState>): HealthRow => ({ source, state: { ...NEVER_POLLED, ...state }, articles: 12, own: true, now })

describe('how a source is doing', () => {
  it('is told by its last success, its next poll, its articles and what is wrong', () => {
    const state = { lastSuccessAtMs: at('2026-11-22T07:15:00Z'), nextPollAtMs: at('2026-11-22T10:05:00Z') }
    expect(healthWords(row(state))).toBe('12 articles, read 22 November 2026 07:15 UTC, next 22 November 2026 10:05 UTC')
    expect(healthWords(row({ ...state, failures: 3, trouble: 'hill.example is in trouble itself (503).' }))).toBe(
      '12 articles, read 22 November 2026 07:15 UTC, next 22 November 2026 10:05 UTC, hill.example is in trouble itself (503) (3 times in a row)',
    )
    expect(healthWords(row({ gone: true }))).toContain('not read any more')
    expect(healthWords(row({ lastNewAtMs: at('2026-11-01T07:00:00Z') }))).toContain('nothing new since 1 November 2026 07:00 UTC')
  })

  it('stands under what has been read, with those in trouble first', () => {
    const bad = { ...row({ trouble: 'It is a web page, not a feed.' }), source: { ...source, label: 'Zed' }, own: false }
    const { nodes } = renderSources([{ label: 'Hill Post', articles: 12, newest: null }], 'Sources', [row({}), bad])
    const said = JSON.stringify(nodes.slice(2))
    expect(said.indexOf('Zed')).toBeGreaterThan(-1)
    expect(said.indexOf('Zed')).toBeLessThan(said.indexOf('Hill Post'))
    expect(said).toContain('(of the desk)')
  })

  it('is told of one that was added with what was left out', () => {
    const last = { read: 3, added: 2, updated: 0, unchanged: 0, rejected: { 'it holds no text': 1 } }
    const { preview, nodes } = renderAdded(source, 2, row({ last, nextPollAtMs: at('2026-11-22T09:05:00Z') }).state)
    expect(preview).toContain('2 articles taken in, which count as known already')
    expect(JSON.stringify(nodes)).toContain('1 left out: it holds no text. It is read again 22 November 2026 09:05 UTC.')
  })
})
