// Nothing of one workspace is shown in another: not its articles, topics, questions, feedback or subscriptions, whatever is asked by whatever id.
import { describe, expect, it } from 'vitest'
import { crossReads } from '../../scripts/fuzz/workspaces-run.ts'

describe('random commands of several workspaces over one data file', () => {
  it('show none of them a word of another', { timeout: 240_000 }, async () => {
    const { sequences, commands, leaks } = await crossReads({ count: 120, seed: 5 })
    expect([sequences, commands > 150, leaks]).toEqual([120, true, []])
  })

  it('would show it if articles were everybody’s', { timeout: 240_000 }, async () => {
    expect((await crossReads({ count: 120, seed: 5, enough: 1, spilled: true })).leaks).not.toEqual([])
  })
})
