// Of the figures that moved, those that an answer tells.
import { describe, expect, it } from 'vitest'
import { changesOf, supersedes } from '../../src/brief/changes.ts'
import { bestLead } from '../../src/brief/prefer.ts'
import { claimOf } from '../../src/verify/verify.ts'
import { article, quoting } from '../render/answers.ts'
import { hitOf } from './hits.ts'

function report(id: string, text: string, publishedAt: string, score: number) {
  const from = article({ id, text, publishedAt })
  return { claim: claimOf(quoting(from, text)), hit: hitOf(text, { articleId: id, publishedAt, score }) }
}
const FIRST = report('first', 'At least 31 people died, police said.', '2025-03-03', 1)
const SECOND = report('second', 'Police said 35 people were dead.', '2025-03-04', 0.9)
const LAST = report('last', 'The number of people killed rose to 38, police said.', '2025-03-05', 0.4)
const CHANGES = [
  { was: FIRST.claim, now: SECOND.claim, from: 'At least 31', to: '35' },
  { was: FIRST.claim, now: LAST.claim, from: 'At least 31', to: '38' },
  { was: SECOND.claim, now: LAST.claim, from: '35', to: '38' },
]

describe('a change of a figure', () => {
  it('is told of what is shown, from the last earlier report', () => {
    expect(changesOf([LAST.hit], CHANGES)).toEqual({ changes: [CHANGES[2]] })
    expect(changesOf([LAST.hit], [...CHANGES].reverse())).toEqual({ changes: [CHANGES[2]] })
    expect(changesOf([FIRST.hit], CHANGES)).toEqual({})
    expect(changesOf([LAST.hit], [])).toEqual({})
  })

  it('sets the later passage in the place of the earlier one, and not the reverse', () => {
    expect(supersedes(LAST.hit, FIRST.hit, CHANGES)).toBe(true)
    expect(supersedes(FIRST.hit, LAST.hit, CHANGES)).toBe(false)
  })

  it('leads the answer to a question about the number', () => {
    const hits = [FIRST.hit, SECOND.hit, LAST.hit]
    expect(bestLead(hits, { answerType: 'number', changes: CHANGES })).toEqual([LAST.hit, FIRST.hit, SECOND.hit])
    expect(bestLead(hits, { answerType: 'place', changes: CHANGES })).toEqual(hits)
    expect(bestLead(hits, { answerType: 'number' })).toEqual(hits)
  })
})
