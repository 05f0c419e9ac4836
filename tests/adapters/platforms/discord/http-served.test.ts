// Living with the bot in Discord over HTTP: the same tests over the real wiring once more, and what is delivered again over restarts.
import { describe } from 'vitest'
import { servedOverHttp } from '../../../served.ts'

servedOverHttp([
  // Nobody tells the bot of being added or removed, nor of mentions, without the gateway.
  /^is greeted once when the bot is added/,
  /^is forgotten with all that it had when the bot is removed$/,
  /^is sent nothing more, not even what was due$/,
  /^over two restarts is answered once$/,
  // Three orders are enough for what the gateway's test tries in many.
  /^over two restarts, is answered once \(order (?!(?:1|42|4096)\))/,
])

describe('over HTTP', async () => {
  await import('./served.test.ts')
})
describe('over HTTP, private answers', async () => {
  await import('../../../private-answers-in-discord.test.ts')
})
describe('over HTTP, subscriptions', async () => {
  await import('../../../subscriptions-in-discord.test.ts')
})
describe('over HTTP, under digests', async () => {
  await import('../../../feedback-under-digests-in-discord.test.ts')
})
describe('over HTTP, delivered again', async () => {
  await import('../../../delivered-again-in-discord.test.ts')
})
