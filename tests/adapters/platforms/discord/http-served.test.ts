// Living with the bot in Discord over HTTP: the same tests over the real wiring once more, and what is delivered again over restarts.
import { describe } from 'vitest'
import { servedOverHttp } from '../../../served.ts'

servedOverHttp([
  // Three orders are enough for what the gateway's test tries in many.
  /^over two restarts, is answered once \(order (?!(?:1|42|4096)\))/,
])

describe('over HTTP', async () => {
  await import('./served.test.ts')
})
describe('over HTTP, private answers', async () => {
  await import('../../../journeys/private-answers-in-discord.test.ts')
})
describe('over HTTP, subscriptions', async () => {
  await import('../../../journeys/subscriptions-in-discord.test.ts')
})
describe('over HTTP, under digests', async () => {
  await import('../../../journeys/feedback-under-digests-in-discord.test.ts')
})
describe('over HTTP, delivered again', async () => {
  await import('../../../journeys/delivered-again-in-discord.test.ts')
})
