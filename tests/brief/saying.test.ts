// When one sentence may be cited for another.
import { describe, expect, it } from 'vitest'
import { sayingOf, saysTheSame, tellsAgain } from '../../src/brief/saying.ts'
import { figureOf } from './hits.ts'

const saying = (text: string, figures: readonly ReturnType<typeof figureOf>[] = []) => sayingOf({ text, figures, polarity: 'states' })
const same = (a: Parameters<typeof saying>, b: Parameters<typeof saying>) => saysTheSame(saying(...a), saying(...b))

describe('what says the same', () => {
  it('is told in other words of about the same extent', () => {
    const report = 'Unconfirmed reports online said that homes in the harbour town of Tarvin had been damaged by shells.'
    const again =
      'While unverified reports suggest that homes in the harbour town of Tarvin have been damaged by shells, nobody has confirmed it.'
    expect(same([report], [again])).toBe(true)
  })

  it('is not what says much besides, however many words of the shorter it holds', () => {
    const death = 'There has been more rioting in Odell after the death of the boy Mirko Dane.'
    const finding =
      'First results of the inquiry into the death of the boy Mirko Dane, which set off five days of rioting in Odell, show that a splinter of stone from the wall behind the station hit him and no shot was aimed.'
    expect(same([death], [finding])).toBe(false)
  })

  it('is not what gives a number that the other lacks', () => {
    const quake = 'State television says that a quake hurt people on the island of Lerna in the gulf.'
    const island = 'Lerna is the largest island in the gulf, with a population of 120,000 people.'
    expect(same([quake], [island])).toBe(false)
  })

  it('shares a figure, and hardly a word where the figure is a large one', () => {
    const un = 'According to the agency, clashes have forced over 23,000 people to flee from their homes.'
    const visit = 'The envoy came to discuss the situation, which has led to the displacement of more than 23,000 people.'
    const displaced = figureOf('displaced', 23_000)
    expect(same([un, [displaced]], [visit, [displaced]])).toBe(true)
    expect(same([un, [displaced]], [visit, [figureOf('displaced', 50_000)]])).toBe(false)
  })

  it('is not told again by a short sentence that shares its speaker', () => {
    const first = saying('Most of the patients are children under five, said health minister Amara Lind.')
    expect(tellsAgain(first, saying('Lind said that she had nothing to hide.'))).toBe(false)
    expect(tellsAgain(first, saying('Most patients are children under five.'))).toBe(true)
  })

  it('is told again by a long sentence with half of its words', () => {
    const found = saying(
      'Marek Dole, who had served two terms for smuggling before, was found dead in Tarvin prison in the lakeside capital of Odell province.',
    )
    const godfather = saying(
      'Marek Dole, called the king of the ferry quarter, was found dead late last night in Tarvin prison in the lakeside capital of Odell.',
    )
    const other = saying('The wardens of Tarvin prison were asked about smuggling in the capital last night.')
    expect(tellsAgain(found, godfather)).toBe(true)
    expect(tellsAgain(found, other)).toBe(false)
  })

  it('does not share a figure that only says how long something went on', () => {
    const days = figureOf('duration', 5)
    const strike = 'A strike closed banks after five days of unrest over the death of a boy.'
    const inquiry = 'The inquiry into how the boy fell, which set off five days of unrest, found that no shot was aimed at the crowd.'
    expect(same([strike, [days]], [inquiry, [days]])).toBe(false)
  })
})
