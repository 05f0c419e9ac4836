// Discord's HTTP door under fire, in short; `npm run fuzz:discord` is the long form.
import { expect, it } from 'vitest'
import { runDiscordDoor } from '../../../../scripts/fuzz/discord-http-run.ts'

it('takes nothing that is changed, spelt otherwise, of another time, or sent before', { timeout: 120_000 }, async () => {
  const { sent, kinds, genuine, faults } = await runDiscordDoor({ requests: 1_500, seed: 20_261_122 })
  expect(faults).toEqual([])
  expect([sent, genuine, kinds.size]).toEqual([1_500, 6, 26])
})
