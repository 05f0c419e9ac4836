// Which disputes belong under a question.
import { describe, expect, it } from 'vitest'
import { askedFor, bearsOn, fillsIn, isNewSince, isStatedBy } from '../../src/brief/bearing.ts'
import type { Dispute } from '../../src/domain/dispute.ts'
import { claimOf } from '../../src/verify/verify.ts'
import { article, quoting } from '../render/answers.ts'

function position(value: string, words: string, publishedAt: string | null = '2023-11-06') {
  const said = article({ id: `${value}${publishedAt}`, text: words, publishedAt })
  return { value, voices: 1, claims: [claimOf(quoting(said, words))] }
}

const VISIT: Dispute = {
  about: 'date of Mara Lind’s visit',
  positions: [
    position('On Monday', 'On Monday, the envoy Mara Lind visited Norland to discuss the flood, which has driven 23,000 people from home.'),
    position('3-5 November', 'Lind visited Norland from 3-5 November.'),
  ],
}
const TOLL: Dispute = {
  about: 'Norlander casualties',
  positions: [
    position('one Norlander', 'According to reports, one Norlander was killed by the shell.'),
    position('unclear whether there were any casualties', 'It is unclear whether there were any casualties.'),
  ],
}
const bears = (question: string, dispute: Dispute) => bearsOn(dispute, askedFor(question))

describe('a dispute bears on a question', () => {
  it.each([
    ['When did Mara Lind visit Norland?', VISIT],
    ['Was anyone in Norland killed?', TOLL],
    ['Were there casualties?', TOLL],
  ])('%s', (question, dispute) => expect(bears(question, dispute)).toBe(true))
})

describe('a dispute does not bear on a question', () => {
  it.each([
    ['How many people fled?', VISIT],
    ['Whom did Mara Lind meet?', VISIT],
    ['Which town was seized by the rebels?', TOLL],
    ['', TOLL],
  ])('%s', (question, dispute) => expect(bears(question, dispute)).toBe(false))
})

describe('fillsIn', () => {
  it('takes a dispute named after what is asked and the answer does not say', () => {
    const blame: Dispute = { about: 'blame for the attack', positions: TOLL.positions }
    const asked = askedFor('Who was blamed for the refugee camp strike?')
    expect(fillsIn(blame, asked, 'A strike on a refugee camp killed 29.')).toBe(true)
    expect(fillsIn(blame, asked, 'The guard was blamed for a strike on a refugee camp.')).toBe(false)
    expect(fillsIn(VISIT, asked, 'A strike on a refugee camp killed 29.')).toBe(false)
  })
})

describe('isNewSince', () => {
  const old = position('2,000km', 'The river runs for 2,000km.')
  const repeated = { ...old, claims: [...old.claims, ...position('2,000km', 'The river runs for 2,000km.', '2023-11-16').claims] }

  it('takes a dispute for news when one of its positions is', () => {
    const positions = [old, position('2,129km', 'The river is 2,129km long.', '2023-11-16')]
    expect(isNewSince({ about: 'length', positions }, '2023-11-13')).toBe(true)
  })

  it('does not when old positions were only repeated, or have no date', () => {
    const positions = [repeated, position('2,129km', 'The river is 2,129km long.', null)]
    expect(isNewSince({ about: 'length', positions }, '2023-11-13')).toBe(false)
  })
})

describe('isStatedBy', () => {
  it('finds the sentence of a position by where it stands', () => {
    const [cited] = VISIT.positions[0]?.claims[0]?.citations ?? []
    const { articleId, start, end } = cited ?? { articleId: '', start: 0, end: 0 }
    expect(isStatedBy(VISIT, [{ articleId, start, end }])).toBe(true)
    expect(isStatedBy(VISIT, [{ articleId, start: end, end: end + 5 }])).toBe(false)
    expect(isStatedBy(TOLL, [{ articleId, start, end }])).toBe(false)
  })
})
