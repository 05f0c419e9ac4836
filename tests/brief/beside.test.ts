// What beside a thread's quotes may answer its next question.
import { describe, expect, it } from 'vitest'
import { answersBeside } from '../../src/brief/beside.ts'
import type { Hit, SearchResult } from '../../src/search/search.ts'
import { figureOf, hitOf } from './hits.ts'

const at = (ordinal: number, text: string, wanted: Parameters<typeof hitOf>[1] = {}) => hitOf(text, { articleId: 'a', ordinal, ...wanted })
const QUOTED = at(5, 'The envoy inspected the oil and gas pipelines.')
const BESIDE = { quoted: [{ articleId: 'a', ordinal: 5 }], context: 'envoy inspected pipelines' }
const found = (question: string, hits: readonly Hit[], answerType: SearchResult['answerType'] = 'other') =>
  answersBeside({ question, hits, answerType }, BESIDE, [])[0]

describe('answersBeside', () => {
  it('takes the best passage when it stands near the quote and holds a word of the question', () => {
    const near = at(7, 'Some suspects were sent back.')
    expect(found('Which suspects were freed?', [near, QUOTED])).toBe(near)
  })

  it('finds nothing when the best passage stands elsewhere', () => {
    const far = at(9, 'The suspects were freed in spring.')
    expect(found('Which suspects were freed?', [far, at(6, 'Some suspects were sent back.')])).toBeUndefined()
    expect(found('Which suspects were freed?', [hitOf('Suspects were freed.', { ordinal: 6 })])).toBeUndefined()
  })

  it('finds nothing without a word of the question', () => {
    expect(found('Which suspects were freed?', [QUOTED])).toBeUndefined()
  })

  it('takes the same deed done to something else for no answer', () => {
    const lost = at(6, 'The junta lost control of several towns.')
    expect(found('Who controls the price of jade?', [lost])).toBeUndefined()
    expect(found('Who controls the towns now?', [lost])).toBe(lost)
  })

  it('takes what says the same as a quote for shown with it', () => {
    const copy = hitOf('The envoy inspected the gas and oil pipelines of Norland.', { ordinal: 40 })
    expect(found('Of which country are the pipelines?', [copy, QUOTED])).toBe(copy)
  })

  it('goes on to the sentence about the thing rather than repeat the quote', () => {
    const next = at(6, 'These pipelines move a tenth of the oil.', { score: 0.3 })
    expect(found('What can the pipelines carry?', [QUOTED, next])).toBe(next)
    expect(found('What can the pipelines carry?', [QUOTED, at(6, 'A tenth of the oil moves in pipelines.')])).toBe(QUOTED)
  })

  it('counts only with a number, or where the very thing counted is named', () => {
    const killed = at(6, 'A strike killed 29 civilians.', { figures: [figureOf('killed', 29)] })
    expect(found('How many soldiers were killed?', [killed], 'number')).toBeUndefined()
    expect(found('How many civilians were killed?', [killed], 'number')).toBe(killed)
  })

  it('does not give the sentence that a reason is asked of as the reason', () => {
    expect(found('Why are the pipelines there?', [QUOTED], 'reason')).toBeUndefined()
  })
})
