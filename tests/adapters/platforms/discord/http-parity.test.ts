// What people press and type, over HTTP as over the gateway: the same tests once more.
import { describe } from 'vitest'
import { overHttp } from './stand.ts'

overHttp([
  // Discord takes the response itself, or has hung up: see http.test.ts.
  /^leaves the handler alone when Discord no longer takes the acknowledgement$/,
  /^leaves to another process what that one has acknowledged$/,
  // Somebody mentions the bot, which nobody hears without the gateway.
  /^is answered in by mention, and is one conversation$/,
  /^has threads as any other$/,
  /^stands under an answer where a thread can be opened, beside the one for follow-ups$/,
  /^is answered with what is missing, in a direct message$/,
  // Nobody tells of a server.
  /^is greeted (?:in the first channel|at the start)/,
  /^is left in peace where the bot may write nowhere/,
  /^is given up with all that is kept of it/,
  /^is told apart from one that is out of reach/,
])

describe('over HTTP, commands', async () => {
  await import('./interactions.test.ts')
})
describe('over HTTP, forms', async () => {
  await import('./forms.test.ts')
})
describe('over HTTP, buttons', async () => {
  await import('./buttons.test.ts')
})
describe('over HTTP, menus', async () => {
  await import('./controls.test.ts')
})
describe('over HTTP, places', async () => {
  await import('./places.test.ts')
})
describe('over HTTP, servers', async () => {
  await import('./membership.test.ts')
})
