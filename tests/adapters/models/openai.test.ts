// The real client against a loopback server: every failure becomes a `failed` reply, within the deadline, without a word of the server's.
import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiModel } from '../../../src/adapters/models/openai.ts'
import { systemClock } from '../../../src/base/clock.ts'
import { silentLog } from '../../../src/base/log.ts'
import type { ModelReply } from '../../../src/ports/language-model.ts'
import { type FakeModelServer, type Plan, startModelServer } from '../../fakes/model-server.ts'

let server: FakeModelServer | undefined
afterEach(async () => {
  expect(server?.rejected ?? []).toEqual([])
  await server?.close()
})

const request = { system: 's', user: 'u', schema: { name: 'chosen', json: { type: 'object' } }, deadlineMs: 2_000 }

async function start(plan: Parameters<typeof startModelServer>[0]) {
  server = await startModelServer(plan)
  return createOpenAiModel({ apiKey: 'sk-canary', baseUrl: server.url, model: 'm' }, { clock: systemClock, log: silentLog })
}

describe('a model server that works', () => {
  it('is asked without tools or streaming and gives its JSON', async () => {
    const model = await start(() => ({ content: '{"chosen":["a"]}' }))
    expect(await model.ask(request)).toEqual({ kind: 'reply', json: { chosen: ['a'] }, model: 'm', tokens: 42 })
    expect(server?.calls[0]).toMatchObject({ temperature: 0, response_format: { type: 'json_schema' } })
    expect(server?.keys).toEqual(['Bearer sk-canary'])
  })

  it('may wrap the JSON in prose or a fence', async () => {
    const model = await start(() => ({ content: 'Sure {not json}:\n```json\n{"chosen": ["a", "}"]}\n```' }))
    expect(await model.ask(request)).toMatchObject({ json: { chosen: ['a', '}'] } })
  })

  it('that knows no JSON schema is asked plainer, and plainer from then on', async () => {
    const model = await start((call) => (call.response_format ? { status: 400 } : { content: '{}' }))
    await model.ask(request)
    await model.ask(request)
    expect(server?.calls.map((call) => call.response_format?.type)).toEqual(['json_schema', 'json_object', undefined, undefined])
  })

  it.each([
    ['temperature', (call: { temperature?: number | undefined }) => call.temperature !== undefined],
    ['max_tokens', (call: { max_tokens?: number | undefined }) => call.max_tokens !== undefined],
  ])('that refuses %s is asked without it', async (param, has) => {
    const model = await start((call) => (has(call) ? { status: 400, body: { error: { message: 'no', param } } } : { content: '{}' }))
    expect((await model.ask(request)).kind).toBe('reply')
    expect(server?.calls[1]?.response_format?.type).toBe('json_schema')
  })

  it('that asks to wait is asked once more', async () => {
    const model = await start((_, n) => (n === 1 ? { status: 429, headers: { 'retry-after': '0' } } : { content: '{}' }))
    expect((await model.ask(request)).kind).toBe('reply')
  })
})

describe('a model server that fails', () => {
  const cases: readonly [string, Plan, string][] = [
    ['hangs', { fault: 'hang' }, 'timeout'],
    ['resets', { fault: 'reset' }, 'unreachable'],
    ['answers 500', { status: 500 }, 'http-500'],
    ['asks to wait past the deadline', { status: 429, headers: { 'retry-after': '3600' } }, 'http-429'],
    ['refuses the key', { status: 401 }, 'key-refused'],
    ['redirects', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }, 'unreachable'],
    ['stops for length', { content: '{"chosen":["a"]}', finish: 'length' }, 'finish-length'],
    ['filters', { content: '{}', finish: 'content_filter' }, 'finish-content_filter'],
    ['says nothing', { content: ' ' }, 'empty'],
    ['says prose', { content: 'I would choose the first one.' }, 'not-json'],
    ['cuts its JSON', { content: '{"chosen":["a"' }, 'not-json'],
    ['answers with a page', { raw: '<html>busy</html>', type: 'text/html' }, 'empty'],
    ['answers with broken JSON', { raw: '{"choices":[' }, 'unreachable'],
    ['answers 200 with an error', { raw: '{"error":{"message":"overloaded"}}' }, 'empty'],
    ['answers null choices', { raw: '{"choices":null}' }, 'empty'],
    ['answers without end', { raw: `{"choices":[{"message":{"content":"${'a'.repeat(300_000)}"}}]}` }, 'unreachable'],
  ]
  it.each(cases)('%s', async (_, plan, reason) => {
    const model = await start(() => plan)
    expect(await model.ask({ ...request, deadlineMs: 400 })).toEqual<ModelReply>({ kind: 'failed', reason })
  })

  it('is left alone after five failures', async () => {
    const model = await start(() => ({ status: 500 }))
    for (let n = 0; n < 7; n += 1) await model.ask(request)
    expect(server?.calls).toHaveLength(5)
    expect(await model.ask(request)).toEqual({ kind: 'failed', reason: 'open-circuit' })
  })

  it('and refused the key is never asked again', async () => {
    const model = await start(() => ({ status: 403 }))
    await model.ask(request)
    await model.ask(request)
    expect(server?.calls).toHaveLength(1)
  })

  it('is not there at all', async () => {
    const model = createOpenAiModel({ apiKey: 'x', baseUrl: 'http://127.0.0.1:9/v1', model: 'm' }, { clock: systemClock, log: silentLog })
    expect(await model.ask(request)).toEqual({ kind: 'failed', reason: 'unreachable' })
  })
})
