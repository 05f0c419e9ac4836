// What doctor says of a model: one sentence with the mend, for each way in which it may be unwell.
import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiModel } from '../../../src/adapters/models/openai.ts'
import { systemClock } from '../../../src/base/clock.ts'
import { silentLog } from '../../../src/base/log.ts'
import { type FakeModelServer, type Plan, startModelServer } from '../../fakes/model-server.ts'

let server: FakeModelServer | undefined
afterEach(() => server?.close())

async function check(plan: Plan, change: Readonly<{ model?: string; api?: 'chat' | 'responses'; baseUrl?: string }> = {}) {
  server = await startModelServer(() => plan)
  const model = createOpenAiModel(
    { apiKey: 'sk-x', baseUrl: server.url, model: 'm', api: 'chat', ...change },
    { clock: systemClock, log: silentLog },
  )
  return model.check?.()
}

describe('doctor', () => {
  it('asks a model that is well once', async () => {
    expect(await check({ content: '{"ok":true}' })).toMatchObject({
      ok: true,
      sentence: expect.stringMatching(/^The model m answers \(json_schema, \d+ ms\)/),
    })
    expect(server?.calls).toHaveLength(1)
  })

  it.each<[string, Plan, RegExp]>([
    ['another key', { status: 401 }, /set OPENAI_API_KEY/],
    ['another address', { status: 404 }, /compare OPENAI_MODEL .* OPENAI_BASE_URL ends in \/v1/],
    ['the address of the API', { raw: '<html>', type: 'text/html' }, /a web page answered/],
    ['another model', { content: 'Sure, I can do that.' }, /take a model that follows instructions/],
    ['another model still', { content: '{"ok":"perhaps"}' }, /take a model that follows instructions/],
    ['one that reasons less', { content: '{"ok":true}', finish: 'length' }, /reasons less/],
    ['credit', { status: 429 }, /no credit left/],
    ['a minute', { status: 503 }, /try again in a minute/],
    ['a look at its log', { status: 500 }, /look at its log/],
    ['a chat model', { status: 400 }, /is a chat model/],
    ['the address it redirects to', { status: 301, headers: { location: 'https://evil.example' } }, /the address it redirects to/],
  ])('tells that the model needs %s', async (_, plan, mend) => {
    const found = await check(plan)
    expect(found).toMatchObject({ ok: false, sentence: expect.stringMatching(mend) })
    expect(found?.sentence).not.toMatch(/sk-x|evil|undefined|\n/)
  })

  it('tells of a model that the server does not have, and of a server that is not there', async () => {
    expect((await check({ content: '{"ok":true}' }, { model: 'other' }))?.sentence).toMatch(/^The model other is not used \(http-404\)/)
    const { url = '' } = server ?? {}
    await server?.close()
    expect((await check({ content: '' }, { baseUrl: url }))?.sentence).toMatch(/cannot be reached, so start it/)
  })
})
