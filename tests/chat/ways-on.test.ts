// The buttons under an answer: those that lead somewhere, at most five, each with words that the thread understands.
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/domain/answer.ts'
import type { TimelineEntry } from '../../src/domain/story.ts'
import { claimOf } from '../../src/verify/verify.ts'
import { answer, article, BOATS, LENGTH, LONG, quoting } from '../render/answers.ts'
import { desk } from './desk.ts'
import { behind, buttonsOf } from './kept-desk.ts'

const entry = (date: string): TimelineEntry => ({ date, precision: 'day', claim: BOATS })
const DAYS = ['2023-11-01', '2023-11-02', '2023-11-03'].map(entry)
const NEW = claimOf(quoting(article({ id: 'new', text: 'The ferry came back.', publishedAt: '2023-11-20' }), 'The ferry came back.'))

async function shown(answers: Answer, dated: readonly TimelineEntry[] = []) {
  const none = {
    record: async () => null,
    disputes: async () => [],
    disputesAmong: async () => [],
    voices: async () => [],
    timeline: async () => dated,
  }
  const made = desk({ answers, deps: { index: none } })
  const [first] = await made.say('who fled?')
  return { ...made, document: first?.document }
}
const labels = async (answers: Answer, dated?: readonly TimelineEntry[]) => {
  const { document } = await shown(answers, dated)
  return document === undefined ? [] : buttonsOf(document).map(({ label }) => label)
}

describe('the buttons under an answer', () => {
  it('offer what is disputed only where more is than stands there', async () => {
    expect(await labels(answer())).not.toContain('What is disputed?')
    expect(await labels(answer({ disputes: [LENGTH, LENGTH] }))).not.toContain('What is disputed?')
    expect(await labels(answer({ disputes: [LENGTH, LENGTH, LENGTH] }))).toContain('What is disputed?')
  })

  it('offer a timeline of at least three dated events', async () => {
    expect(await labels(answer(), DAYS.slice(1))).not.toContain('Timeline')
    expect(await labels(answer(), DAYS)).toContain('Timeline')
  })

  it('offer only what is since Monday where there is that and older news', async () => {
    expect(await labels(answer())).not.toContain('Only since Monday')
    expect(await labels(answer({ claims: [NEW] }))).not.toContain('Only since Monday')
    const { document, say, asked } = await shown(answer({ claims: [LONG, NEW] }))
    await say(behind(document, 'Only since Monday'))
    expect(asked.at(-1)).toMatchObject({ since: '2023-11-20' })
  })

  it('offer the second quote where there is one, and it is the one shown as 2', async () => {
    expect(await labels(answer({ claims: [LONG] }))).not.toContain('Quote 2')
    const { document, say } = await shown(answer())
    const [quote] = await say(behind(document, 'Quote 2'))
    expect(quote?.how).toBe('finish')
    expect(quote?.text).toBeDefined()
  })

  it('are at most five', async () => {
    const all = await labels(answer({ claims: [LONG, BOATS, NEW], disputes: [LENGTH, LENGTH, LENGTH] }), DAYS)
    expect(all).toEqual(['Ask a follow-up', 'What is disputed?', 'Timeline', 'Only since Monday', 'Quote 2'])
  })

  it('offer to wait for what nobody says yet, in words that the watch understands', async () => {
    const { document, say, subscribed } = await shown(answer({ kind: 'no-evidence', claims: [] }))
    await say(behind(document, 'Tell us when a source says it'), { as: 'command' })
    expect(subscribed).toMatchObject([{ kind: 'watch', topic: 'who fled?' }])
  })
})
