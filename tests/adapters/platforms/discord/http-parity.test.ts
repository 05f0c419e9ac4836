// What people press and type, over HTTP as over the gateway: the same tests once more.
import { describe } from 'vitest'
import { overHttp } from './stand.ts'

overHttp([
  // Discord takes the response itself, or has hung up: see http.test.ts.
  /^leaves the handler alone when Discord no longer takes the acknowledgement$/,
  /^leaves to another process what that one has acknowledged$/,
  // When the bot was added, nobody tells.
  /^is greeted at the start when it was added shortly before$/,
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
