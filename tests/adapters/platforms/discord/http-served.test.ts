// Living with the bot in Discord over HTTP: the same tests over the real wiring once more, and what is delivered again over restarts.
import { describe } from 'vitest'
import { servedOverHttp } from '../../../served.ts'

servedOverHttp([
  // Nobody tells the bot of being added or removed, nor of mentions, without the gateway.
  /^is greeted once when the bot is added/,
  /^is forgotten with all that it had when the bot is removed$/,
  /^is sent nothing more, not even what was due$/,
  /^comes as a file, of the last answer or of a topic, in a reply and in a thread$/,
  /^over two restarts is answered once$/,
  // Three orders are enough for what the gateway's test tries in many.
  /^over two restarts, is answered once \(order (?!(?:1|42|4096)\))/,
])

describe('over HTTP', async () => {
  await import('./served.test.ts')
})
describe('over HTTP, delivered again', async () => {
  await import('../../../delivered-again-in-discord.test.ts')
})
