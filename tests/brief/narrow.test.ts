// Filters in a question's own words.
import { describe, expect, it } from 'vitest'
import { daysAsked, sourcesAsked } from '../../src/brief/narrow.ts'

const NOW = Temporal.Instant.from('2024-03-06T12:00:00Z') // a Wednesday

describe('sourcesAsked', () => {
  it.each([
    ['What does Hill Post report about the river?', 'Hill Post', 'What about the river?'],
    ['How many boats does the hill post say sank?', 'hill post', 'How many boats sank?'],
    ['According to Delta News, how many boats sank?', 'Delta News', 'how many boats sank?'],
    ['How many boats sank, according to the Hill Post?', 'Hill Post', 'How many boats sank?'],
    ['What is known of the river from Delta News?', 'Delta News', 'What is known of the river?'],
    ['Did Delta News report that boats sank?', 'Delta News', 'boats sank?'],
  ])('%s', (question, name, rest) => expect(sourcesAsked(question)).toContainEqual({ name, rest }))

  it.each(['How many boats sank?', 'What do they say?', 'Who did she tell?', ''])('reads none in “%s”', (question) =>
    expect(sourcesAsked(question)).toEqual([]),
  )
})

describe('daysAsked', () => {
  it('reads a day at the end', () => {
    expect(daysAsked('How many boats sank since Monday?', NOW)).toEqual({ since: '2024-03-04', rest: 'How many boats sank?' })
    expect(daysAsked('Which boats sank before 1 March?', NOW)).toEqual({ before: '2024-03-01', rest: 'Which boats sank?' })
  })

  it.each([
    'Which boats sank since the storm?',
    'Which boats sank since 3 May 1990?',
    'What happened since Monday to boats?',
    'Since Monday?',
  ])('leaves “%s” as it is', (question) => expect(daysAsked(question, NOW)).toBeNull())
})
