// The door to Slack under fire, in short; `npm run fuzz:slack` is the long form.
import { expect, it } from 'vitest'
import { runSlackDoor } from '../../../../scripts/fuzz/slack-http-run.ts'

it('takes nothing that is changed, spelt otherwise, of another time, or sent before', { timeout: 120_000 }, async () => {
  const { sent, kinds, genuine, faults } = await runSlackDoor({ requests: 1_500, seed: 20_261_122 })
  expect(faults).toEqual([])
  expect([sent, genuine, kinds.size]).toEqual([1_500, 6, 26])
})
