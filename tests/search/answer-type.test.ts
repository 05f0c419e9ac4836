import { describe, expect, it } from 'vitest'
import { askedBy, asksForNow, HOLDS, holdingsOfWord } from '../../src/search/answer-type.ts'

describe('what kind of answer a question wants', () => {
  it.each([
    ['Who visited Myanmar?', 'person'],
    ['When did it begin?', 'date'],
    ['In what year was it built?', 'date'],
    ['Where is the camp?', 'place'],
    ['Which city was hit?', 'place'],
    ['How many people fled?', 'number'],
    ['How much is the trade worth?', 'number'],
    ['How long is the border?', 'number'],
    ['Why did they leave?', 'reason'],
    ['What caused the fire?', 'reason'],
    ['How did they escape?', 'manner'],
    ['Was anyone killed?', 'yes-no'],
    ['Tell me about the bridge', 'other'],
  ])('%j: %s', (question, type) => {
    expect(askedBy(question).type).toBe(type)
  })

  it.each([
    ['Myanmar border length', 'number'],
    ['refugee camp death toll', 'number'],
    ['rice price', 'number'],
    ['population of Muse', 'number'],
    ['peace talks date', 'date'],
    ['border crossings', 'other'],
    ['date palms', 'other'],
  ])('words alone ask for a quantity by its name: %j, %s', (words, type) => {
    expect(askedBy(words).type).toBe(type)
  })

  it('a border is measured in distance, a price in money', () => {
    expect(askedBy('How long is the border?').wants & HOLDS.distance).not.toBe(0)
    expect(askedBy('How much did it cost?').wants & HOLDS.money).not.toBe(0)
  })

  it('is about the present when it says so', () => {
    expect(['What is happening now?', 'Is it still closed?', 'the latest on Muse'].map(asksForNow)).toEqual([true, true, true])
    expect(asksForNow('When was the coup?')).toBe(false)
  })
})

it('words tell what kinds of things a sentence holds', () => {
  expect(holdingsOfWord('1998') & HOLDS.date).not.toBe(0)
  expect(holdingsOfWord('km') & HOLDS.distance).not.toBe(0)
  expect(holdingsOfWord('because') & HOLDS.cause).not.toBe(0)
  expect(holdingsOfWord('bridge')).toBe(0)
})
