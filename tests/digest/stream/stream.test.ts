import { describe, expect, it } from 'vitest'
import { judge } from './judge.ts'
import { play } from './play.ts'
import { readStream } from './stream.ts'

describe('a month of written news, one digest a morning', () => {
  it.each([
    ['shown', { quiet: 6, most: 40 }],
    ['unseen', { quiet: 7, most: 34 }],
  ] as const)(
    'of the half %s tells every fact once and calls each update, correction, retraction and dispute what it is',
    async (half, { quiet, most }) => {
      const stream = readStream(half)
      const { claims, ...judged } = judge(stream, await play(stream))
      const all = (of: number) => ({ right: of, of, faults: [] })
      expect(judged).toEqual({
        ...{ repeated: [], fillerRepeated: [], missed: [] },
        ...{ updates: all(7), corrections: all(2), retractions: all(2) },
        ...{ disputesOpened: all(2), disputesClosed: all(2), quiet: all(quiet) },
      })
      expect(claims).toBeLessThan(most)
    },
  )

  it('tells the same when it is played again', async () => {
    const stream = readStream('shown')
    const wordsOf = async () => (await play(stream, 6)).map(({ claims }) => claims.map(({ text }) => text))
    expect(await wordsOf()).toEqual(await wordsOf())
  })
})
