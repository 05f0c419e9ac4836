// What somebody says, where the question names them.
import { describe, expect, it } from 'vitest'
import { spokenFirst } from '../../src/brief/spoken.ts'
import { hitOf } from './hits.ts'

const about = hitOf('The mayor Ada Lind was accused of hiding the toll.', { score: 1 })
const said = hitOf('Lind said that she had nothing to hide.', { score: 0.4, speaker: 'Lind' })
const other = hitOf('The harbour is closed, police said.', { score: 0.6, speaker: 'police' })
const texts = (question: string) => spokenFirst([about, other, said], question).map(({ passage }) => passage.text)

describe('what did X say', () => {
  it('puts what they say before what is said of them', () => {
    expect(texts('What did Ada Lind say?')[0]).toBe(said.passage.text)
    expect(texts('What do the police say about the harbour?')[0]).toBe(other.passage.text)
  })

  it('leaves other questions, other speakers and what is far less likely as they are', () => {
    expect(texts('Who accused Ada Lind?')[0]).toBe(about.passage.text)
    expect(texts('What did Ben Orme say?')[0]).toBe(about.passage.text)
    const unlikely = { ...said, score: 0.05 }
    expect(spokenFirst([about, unlikely], 'What did Ada Lind say?')[0]).toBe(about)
  })
})
