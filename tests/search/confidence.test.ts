import { describe, expect, it } from 'vitest'
import { archive } from './an-archive.ts'

const NEWS = [
  { id: 'quarry', text: 'A wall fell at the Lorne quarry on Monday. Three workers were wounded. Engineers will test the other walls.' },
  {
    id: 'school',
    text: 'The school in Brell reopened after repairs. Children are using a new hall.',
    headline: 'Brell school opens its doors',
  },
]

describe('confidence', () => {
  it('is lower for a count of what is never named than for a count of what is', async () => {
    const { find } = await archive(NEWS)
    const named = await find('How many workers were wounded at the Lorne quarry?')
    const unnamed = await find('How many elephants were wounded at the Lorne quarry?')
    expect(named.answers).toBe(true)
    expect(unnamed.answers).toBe(false)
    expect(unnamed.confidence).toBeLessThan(named.confidence)
  })

  it('is lower when the best passage has no number for a question that counts', async () => {
    const { find } = await archive(NEWS)
    expect((await find('How many children are using the new hall?')).confidence).toBeLessThan(
      (await find('Who is using the new hall?')).confidence,
    )
  })
})

describe('an article that only its headline tells of', () => {
  it('still gives passages', async () => {
    const { find } = await archive([{ id: 'a', text: 'Two sisters drowned. Soldiers came by boat.', headline: 'Flood in Penholt' }])
    expect((await find('What happened in the flood?')).hits.map(({ article }) => article.id)).toContain('a')
  })
})
