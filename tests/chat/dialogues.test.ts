import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { realSeeds } from '../real-seeds.ts'
import { createPlayer, type Dialogue, readDialogues } from './dialogue-player.ts'

/** What the whole path reaches. */
const RIGHT_AT_LEAST = 28
const MORE_RIGHT_AT_LEAST = 11

const ABSTRACTS = join(import.meta.dirname, '../../seeds/articles')

/** How many are right; the others are printed with what is wrong. */
async function rightOf(dialogues: readonly Dialogue[], play: (dialogue: Dialogue) => Promise<readonly string[]>): Promise<number> {
  const results = []
  for (const dialogue of dialogues) results.push(await play(dialogue))
  const right = results.filter((wrong) => wrong.length === 0).length
  const wrong = results.flat().map((fault) => `\n  ${fault}`)
  console.log(`${right} of ${dialogues.length} dialogues are right${wrong.join('')}`)
  return right
}

describe.skipIf(realSeeds === null)('scripted dialogues on the real articles', () => {
  const { dialogues } = readDialogues('dialogues.jsonl')
  const player = createPlayer(realSeeds ?? '')
  afterAll(player.close)

  it(`are right in at least ${RIGHT_AT_LEAST} of ${dialogues.length}`, { timeout: 120_000 }, async () => {
    expect(await rightOf(dialogues, player.play)).toBeGreaterThanOrEqual(RIGHT_AT_LEAST)
  })
})

describe('scripted dialogues on abstracts and made-up articles', () => {
  const { dialogues, sets } = readDialogues('dialogues-2.jsonl')
  const players = new Map([['abstracts', ABSTRACTS] as const, ...sets].map(([name, path]) => [name, createPlayer(path)]))
  afterAll(async () => {
    for (const player of players.values()) await player.close()
  })

  it(`are right in at least ${MORE_RIGHT_AT_LEAST} of ${dialogues.length}`, { timeout: 120_000 }, async () => {
    const play = async (dialogue: Dialogue) => (await players.get(dialogue.over)?.play(dialogue)) ?? [`nothing is called ${dialogue.over}`]
    expect(await rightOf(dialogues, play)).toBeGreaterThanOrEqual(MORE_RIGHT_AT_LEAST)
  })
})
