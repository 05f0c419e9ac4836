// The real client against a loopback server: every failure becomes a `failed` reply, within the deadline, without a word of the server's.
import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiModel } from '../../../src/adapters/models/openai.ts'
import { type Clock, systemClock } from '../../../src/base/clock.ts'
import { silentLog } from '../../../src/base/log.ts'
import type { Log } from '../../../src/base/log.ts'
import type { ModelReply } from '../../../src/ports/language-model.ts'
import { type Dialect, type FakeModelServer, type Plan, startModelServer } from '../../fakes/model-server.ts'
import { type Api, DIALECTS } from '../../fakes/model-server-dialects.ts'

let server: FakeModelServer | undefined
afterEach(async () => {
  expect(server?.rejected ?? []).toEqual([])
  await server?.close()
})

const SCHEMA = { type: 'object', properties: { chosen: { type: 'string' } }, required: ['chosen'], additionalProperties: false }
const request = { system: 'Reply in JSON.', user: 'u', schema: { name: 'chosen', json: SCHEMA }, deadlineMs: 15_000 }
const usage = { in: 30, out: 12, counted: 'server' }

type Options = Readonly<{ dialect?: Dialect; api?: Api; log?: Log; clock?: Clock }>

async function start(
  plan: Parameters<typeof startModelServer>[0],
  { dialect = 'vllm', api = 'chat', log = silentLog, clock = systemClock }: Options = {},
) {
  server = await startModelServer(plan, dialect)
  return createOpenAiModel({ apiKey: 'sk-canary', baseUrl: server.url, model: 'm', api }, { clock, log })
}

describe('a model server that works', () => {
  it('is asked without tools or streaming and gives its JSON', async () => {
    const model = await start(() => ({ content: '{"chosen":["a"]}' }))
    expect(await model.ask(request)).toEqual({ kind: 'reply', json: { chosen: ['a'] }, model: 'm', tokens: 42, usage })
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

  it.each(DIALECTS.flatMap((dialect) => (['chat', 'responses'] as const).map((api) => [dialect, api] as const)))(
    'is asked as %s takes it by %s, and in the same way from then on',
    async (dialect, api) => {
      const model = await start(() => ({ content: '{"chosen":"a"}' }), { dialect, api })
      for (let n = 0; n < 3; n += 1) expect(await model.ask(request)).toMatchObject({ kind: 'reply', json: { chosen: 'a' }, usage })
      expect(server?.calls).toHaveLength(3)
      const refusals = { openai: api === 'chat' ? 2 : 1, ollama: 0, vllm: 0, 'llama.cpp': 1 }
      expect(server?.refused).toHaveLength(refusals[dialect])
    },
  )

  it('and is asked by several people at once goes down no further than it has to', async () => {
    const model = await start(() => ({ content: '{}' }), { dialect: 'llama.cpp' })
    await Promise.all(Array.from({ length: 4 }, () => model.ask(request)))
    await model.ask(request)
    expect(server?.calls.at(-1)?.response_format?.type).toBe('json_object')
  })

  it.each([
    ['not there', null],
    ['nothing', { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }],
    ['negative', { prompt_tokens: -5, completion_tokens: -5 }],
    ['broken', { prompt_tokens: 1.5, completion_tokens: 2 }],
    ['in words', { prompt_tokens: 'many', completion_tokens: 'few' }],
    ['without end', { prompt_tokens: 1e18, completion_tokens: 1e18 }],
  ])('has its tokens estimated when its count is %s', async (_, count) => {
    for (const api of ['chat', 'responses'] as const) {
      const model = await start(() => ({ act: ({ reply }) => reply('{"chosen":"a"}', { body: { usage: count } }) }), { api })
      const reply = await model.ask(request)
      expect(reply).toMatchObject({ kind: 'reply', usage: { counted: 'estimate' } })
      expect(reply.usage?.in).toBeGreaterThan(30)
      expect(reply.usage?.out).toBeGreaterThan(3)
      await server?.close()
    }
  })

  it.each([
    ['a byte order mark', '\ufeff{"chosen":"a"}'],
    ['prose with braces', 'Of {all} I take:\n{"chosen":"a"} {"chosen":"b"}'],
  ])('may begin with %s', async (_, content) => {
    const model = await start(() => ({ content }))
    expect(await model.ask(request)).toMatchObject({ kind: 'reply', json: { chosen: 'a' } })
  })
})

describe('a model server that fails', () => {
  const cases: readonly [string, Plan, string][] = [
    ['hangs', { fault: 'hang' }, 'timeout'],
    ['resets', { fault: 'reset' }, 'unreachable'],
    ['answers 500', { status: 500 }, 'http-500'],
    ['asks to wait past the deadline', { status: 429, headers: { 'retry-after': '3600' } }, 'http-429'],
    ['refuses the key', { status: 401 }, 'key-refused'],
    ['redirects', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }, 'redirect'],
    ['takes no form', { status: 400 }, 'not-understood'],
    ['finds the prompt too long', { status: 400, body: { error: { message: 'm', code: 'context_length_exceeded' } } }, 'too-long'],
    ['stops for length', { content: '{"chosen":["a"]}', finish: 'length' }, 'finish-length'],
    ['filters', { content: '{}', finish: 'content_filter' }, 'finish-content_filter'],
    ['ends in a word of its own', { content: '{}', finish: 'https://evil.example' }, 'finish-other'],
    ['says nothing', { content: ' ' }, 'empty'],
    ['says prose', { content: 'I would choose the first one.' }, 'not-json'],
    ['cuts its JSON', { content: '{"chosen":["a"' }, 'not-json'],
    ['cuts its JSON behind a whole object', { content: '{"a":{"chosen":["a"]}' }, 'not-json'],
    ['writes a key twice', { content: '{"chosen":"a","chosen":"b"}' }, 'not-json'],
    ['nests deep', { content: `${'['.repeat(40)}${']'.repeat(40)}` }, 'not-json'],
    ['answers with a page', { raw: '<html>busy</html>', type: 'text/html' }, 'a-page'],
    ['answers with broken JSON', { raw: '{"choices":[' }, 'wrong-form'],
    ['answers 200 with an error', { raw: '{"error":{"message":"overloaded"}}' }, 'wrong-form'],
    ['answers null choices', { raw: '{"choices":null}' }, 'wrong-form'],
    ['answers without end', { raw: `{"choices":[{"message":{"content":"${'a'.repeat(300_000)}"}}]}` }, 'too-large'],
  ]
  it.each(cases)('%s', async (_, plan, reason) => {
    const model = await start(() => plan)
    const deadlineMs = reason === 'timeout' ? 300 : request.deadlineMs
    expect(await model.ask({ ...request, deadlineMs })).toMatchObject<ModelReply>({ kind: 'failed', reason })
  })

  it.each([
    ['was never reached', null, null],
    ['refused', { status: 500 }, null],
    ['hung', { fault: 'hang' }, 1024],
    ['broke off', { fault: 'reset' }, 1024],
    ['replied prose', { content: 'I cannot.' }, 12],
    ['said nothing', { content: '' }, 12],
  ] as const)('and %s is counted as having cost %s', async (_, plan, out) => {
    const model = await start(() => plan ?? { status: 200 })
    if (plan === null) await server?.close()
    const hangs = plan !== null && 'fault' in plan && plan.fault === 'hang'
    const reply = await model.ask({ ...request, deadlineMs: hangs ? 300 : request.deadlineMs })
    expect(reply.usage?.out ?? null).toBe(out)
  })

  it('is left alone after five failures, and tried by one after a minute', async () => {
    let now = Temporal.Instant.from('2026-11-22T06:00:00Z')
    const model = await start((_, n) => (n < 6 ? { status: 500 } : { content: '{}' }), { clock: { now: () => now } })
    for (let n = 0; n < 7; n += 1) await model.ask(request)
    expect(server?.calls).toHaveLength(5)
    expect(await model.ask(request)).toEqual({ kind: 'failed', reason: 'open-circuit' })
    now = now.add({ seconds: 61 })
    const replies = await Promise.all([model.ask(request), model.ask(request), model.ask(request)])
    expect(replies.map(({ kind }) => kind)).toEqual(['reply', 'failed', 'failed'])
    expect((await model.ask(request)).kind).toBe('reply')
  })

  it.each([
    [403, 1],
    [400, 4],
  ])('and answers %i to every form is not asked again, which is said once', async (status, calls) => {
    const errors: string[] = []
    const model = await start(() => ({ status }), { log: { ...silentLog, error: (message) => errors.push(message) } })
    for (let n = 0; n < 3; n += 1) await model.ask(request)
    expect(server?.calls).toHaveLength(calls)
    expect(errors).toEqual(['model is not asked again until a restart: run doctor for the mend'])
  })

  it('is asked in its form again when it once refuses one that it took before', async () => {
    const model = await start((_, n) => (n > 1 && n < 6 ? { status: 400 } : { content: '{}' }))
    expect((await model.ask(request)).kind).toBe('reply')
    expect(await model.ask(request)).toMatchObject({ reason: 'http-400' })
    expect((await model.ask(request)).kind).toBe('reply')
    expect(server?.calls.at(-1)?.response_format?.type).toBe('json_schema')
  })

  it('and asks to wait is asked once more, not twice', async () => {
    const model = await start(() => ({ status: 503, headers: { 'retry-after': '0' } }))
    expect(await model.ask(request)).toMatchObject({ reason: 'http-503' })
    expect(server?.calls).toHaveLength(2)
  })

  it('sends nobody anywhere else', async () => {
    const other = await startModelServer(() => ({ content: '{}' }))
    const model = await start(() => ({ status: 308, headers: { location: `${other.url}/chat/completions` } }))
    await model.ask(request)
    expect(other.keys).toEqual([])
    await other.close()
  })

  it('is not there at all', async () => {
    const model = await start(() => ({ content: '{}' }))
    await server?.close()
    expect(await model.ask(request)).toEqual({ kind: 'failed', reason: 'unreachable' })
  })
})
