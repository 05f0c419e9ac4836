import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spelledOut } from '../../src/base/chat-english.ts'

describe('English typed in a hurry', () => {
  it.each([
    ['how many ppl died near teh border', 'how many people died near the border'],
    ['Wen r the talks?', 'when are the talks?'],
    ['HOW MNY PPL R MISSING', 'HOW many people are MISSING'],
    ['whats goin on w/ the road', 'whats going on with the road'],
    ['plz tell me abt the flood thx', 'tell me about the flood'],
    ['any rain b4 the match 2day?', 'any rain before the match today?'],
    ['adn thier boats', 'and their boats'],
  ])('reads “%s”', (typed, meant) => expect(spelledOut(typed)).toBe(meant))

  it.each([
    ['U Thein and Wen Jiabao met R. Ash', 'names have capitals'],
    ['what won the three prizes for the form', 'words of their own'],
    ['re-branded and un-elected', 'parts of words'],
    ['see https://x.example/r?u=1 or me@abt.example', 'addresses'],
    ['how many people died near the border', 'nothing is wrong with it'],
  ])('leaves “%s” as it is: %s', (text) => expect(spelledOut(text)).toBe(text))

  it('changes nothing in what it has spelt out', () => {
    const word = fc.constantFrom('ppl', 'teh', 'r', 'died', '2day', 'w/o', 'plz', 'the', 'abt', 'Kyi', '40', '?', 'gonna', 'taht')
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const once = spelledOut(words.join(' '))
        expect(spelledOut(once)).toBe(once)
      }),
    )
  })
})
