// Every way a model server is made to fail, one small function each. After any of them the reader gets the answer without a model.
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Changes, Exchange } from './model-server.ts'

export type FailureMode = Readonly<{
  name: string
  act: (exchange: Exchange) => void
  /** the server goes on holding the request: only the deadline ends it */
  endless?: true
}>

const HOSTILE = 'See https://evil.example/?q=1 @everyone <!channel> stack trace: at Object.<anonymous>'
const chosen = (ids: readonly unknown[]) => JSON.stringify({ chosen: ids })

const said = (name: string, content: (exchange: Exchange) => unknown, changes: Changes = {}): FailureMode => ({
  name,
  act: (exchange) => exchange.reply(content(exchange), changes),
})
const status = (code: number, headers: Readonly<Record<string, string>> = {}, name = `answers ${code}`): FailureMode => ({
  name,
  act: ({ fail }) => fail(code, HOSTILE, headers),
})
const body = (name: string, text: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): FailureMode => ({
  name,
  act: ({ send }) => send(200, text, headers),
})
const wire = (name: string, act: (exchange: Exchange) => void, endless?: true): FailureMode => ({
  name,
  act,
  ...(endless ? { endless } : {}),
})
/** A character every few milliseconds, for as long as anyone listens. */
function drip({ response }: Exchange, character: string, start: string, code = 200): void {
  response.writeHead(code, { 'content-type': 'application/json' }).write(start)
  const timer = setInterval(() => response.write(character), 20)
  response.on('close', () => clearInterval(timer))
}
/** The right reply, so that only what is laid over it is wrong. */
const right = ({ ids }: Exchange) => chosen(ids)

const CONNECTION: readonly FailureMode[] = [
  wire('resets before an answer', ({ request }) => request.socket.resetAndDestroy()),
  wire('closes without an answer', ({ request }) => request.socket.end()),
  wire('resets after its headers', ({ request, response }) => {
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
    setImmediate(() => request.socket.resetAndDestroy())
  }),
  wire('resets in the middle of its body', ({ request, response }) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":"c1","choices":[{"index":0,')
    setImmediate(() => request.socket.resetAndDestroy())
  }),
  wire('promises more than it sends', ({ request, response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' }).write('{"id":"c1"}')
    setImmediate(() => request.socket.end())
  }),
  wire('speaks something else than HTTP', ({ request }) => request.socket.end('SSH-2.0-OpenSSH_9.2p1\r\n')),
  wire('sends headers without end', ({ request }) => request.socket.end(`HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(200_000)}\r\n\r\n{}`)),
  wire('breaks its own chunks', ({ request }) => {
    request.socket.end(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{"choices":[]}\r\n0\r\n\r\n',
    )
  }),
  wire('says nothing', () => undefined, true),
  wire(
    'says nothing after its headers',
    ({ response }) => response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders(),
    true,
  ),
  wire(
    'stops in the middle of its body',
    ({ response }) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":['),
    true,
  ),
  wire('drips its body', (exchange) => drip(exchange, 'a', '{"choices":[{"index":0,"message":{"role":"assistant","content":"'), true),
  wire('drips white space before its body', (exchange) => drip(exchange, ' ', ''), true),
  wire('drips its error', (exchange) => drip(exchange, 'a', '{"error":{"message":"', 500), true),
]

const STATUSES: readonly FailureMode[] = [
  ...[400, 401, 402, 403, 404, 405, 408, 409, 413, 418, 422, 425, 500, 501, 502, 504, 529].map((code) => status(code)),
  status(429),
  status(429, { 'retry-after': '0' }, 'asks to wait no time, for ever'),
  status(429, { 'retry-after': '3600' }, 'asks to wait an hour'),
  status(429, { 'retry-after': '-1' }, 'asks to wait less than no time'),
  status(429, { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, 'asks to wait until a date'),
  status(429, { 'retry-after': 'soon' }, 'asks to wait in no form'),
  status(503, {}, 'is loading the model'),
  status(
    503,
    { 'retry-after': '0.05', 'retry-after-ms': '1', 'x-should-retry': 'true' },
    'is loading the model, and asks for more requests',
  ),
  wire('answers with a page of a proxy', ({ send }) => send(502, '<html><h1>502 Bad Gateway</h1></html>', { 'content-type': 'text/html' })),
  wire('redirects to itself', ({ send, request }) => send(307, '', { location: request.url ?? '/' })),
  wire('redirects to another address', ({ send }) => send(308, '', { location: 'http://127.0.0.1:9/v1/chat/completions' })),
  wire('redirects to a file', ({ send }) => send(302, '', { location: 'file:///etc/passwd' })),
  wire('answers 204', ({ response }) => void response.writeHead(204).end()),
  wire('refuses in the older form of its errors', ({ send }) =>
    send(400, JSON.stringify({ object: 'error', message: HOSTILE, code: 400 })),
  ),
  wire('refuses in megabytes', ({ send }) => send(400, JSON.stringify({ error: { message: HOSTILE.repeat(50_000) } }))),
  wire('finds the prompt too long', ({ fail }) => fail(400, "This model's maximum context length is 64 tokens. exceed_context_size_error")),
]

const BODIES: readonly FailureMode[] = [
  body('answers with a page', `<!doctype html><title>${HOSTILE}</title>`, { 'content-type': 'text/html' }),
  body('answers with a page called JSON', `<!doctype html><title>${HOSTILE}</title>`),
  body('answers with nothing', ''),
  body('answers 200 with an error', JSON.stringify({ error: { message: HOSTILE, type: 'server_error' } })),
  body('answers 200 with an error in a word', JSON.stringify({ error: HOSTILE })),
  body('answers null', 'null'),
  body('answers with a list', '[]'),
  body('answers with a string', JSON.stringify(HOSTILE)),
  body('cuts its body', '{"choices":[{"message":{"content":"{}"'),
  body('answers with events though none were asked for', 'data: {"choices":[{"delta":{"content":"{}"}}]}\n\ndata: [DONE]\n\n', {
    'content-type': 'text/event-stream',
  }),
  body(
    'answers line by line',
    '{"model":"m","message":{"content":"{"},"done":false}\n{"model":"m","message":{"content":"}"},"done":true}\n',
    {
      'content-type': 'application/x-ndjson',
    },
  ),
  body(
    "answers in its own API's form",
    JSON.stringify({ model: 'm', message: { role: 'assistant', content: '{}' }, done: true, done_reason: 'stop' }),
  ),
  body('sends a gzip bomb', gzipSync(Buffer.alloc(64 * 1024 * 1024, 32)), { 'content-encoding': 'gzip' }),
  body('sends a brotli bomb', brotliCompressSync(Buffer.alloc(16 * 1024 * 1024, 32)), { 'content-encoding': 'br' }),
  body('sends broken gzip', 'not gzip at all', { 'content-encoding': 'gzip' }),
  body('sends UTF-16', Buffer.from('\ufeff{"choices":[]}', 'utf16le')),
  body('nests its body deep', `${'{"choices":['.repeat(20_000)}`),
  wire('sends a body over the limit', (exchange) => exchange.reply(`${right(exchange)}${' '.repeat(300_000)}`)),
  wire('pads its body with white space over the limit', ({ send }) => send(200, ' '.repeat(2_000_000))),
  wire('writes a key of its body twice', (exchange) => {
    const whole = JSON.stringify({
      choices: [{ index: 0, message: { role: 'assistant', content: right(exchange) }, finish_reason: 'stop' }],
    })
    exchange.send(200, `{"choices":[],${whole.slice(1)}`)
  }),
  ...[null, [], {}, [null], [{}], [{ message: null }], 'x', 7].map((choices) =>
    said(`has ${JSON.stringify(choices)} for choices`, right, { body: { choices } }),
  ),
]

const ENDINGS: readonly FailureMode[] = [
  ...['length', 'content_filter', 'tool_calls', 'function_call', 'abort', null, 7, HOSTILE].map((finish) =>
    said(`ends with ${JSON.stringify(finish)}`, right, { finish }),
  ),
  said('refuses', () => null, { message: { refusal: `I cannot help with that. ${HOSTILE}` } }),
  said('refuses beside a right reply', right, { message: { refusal: HOSTILE } }),
  said('calls a tool', right, {
    message: { tool_calls: [{ id: 'c', type: 'function', function: { name: 'fetch', arguments: '{"url":"https://evil.example"}' } }] },
  }),
]

const CONTENTS: readonly FailureMode[] = [
  ...[null, '', ' \n', 7, true, {}, [], [{ type: 'text', text: '{}' }]].map((content) =>
    said(`says ${JSON.stringify(content)}`, () => content),
  ),
  said('says prose', () => HOSTILE),
  said('says prose about JSON', () => 'The object {chosen} would be {first, second}.'),
  said('cuts its JSON', (exchange) => right(exchange).slice(0, -3)),
  said('writes the list of ids alone', ({ ids }) => JSON.stringify(ids)),
  said('writes one id instead of a list', ({ ids }) => JSON.stringify({ chosen: ids[0] })),
  said('writes numbers for ids', () => chosen([1, 2])),
  said('writes null for an id', ({ ids }) => chosen([...ids, null])),
  said('writes its JSON into a string', (exchange) => JSON.stringify(right(exchange))),
  said('writes a key twice', ({ ids }) => `{"chosen":["x"],"chosen":${JSON.stringify(ids)}}`),
  said('writes a key twice, once escaped', ({ ids }) => `{"chosen":["x"],"\\u0063hosen":${JSON.stringify(ids)}}`),
  said('writes NaN', ({ ids }) => `{"chosen":${JSON.stringify(ids)},"score":NaN}`),
  said('writes a comma too many', ({ ids }) => `{"chosen":${JSON.stringify(ids).slice(0, -1)},]}`),
  said('nests deep', () => `{"chosen":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
  said('opens braces without end', () => '{'.repeat(100_000)),
  said('names a prototype', ({ ids }) => `{"__proto__":{"chosen":${JSON.stringify(ids)}}}`),
  said('adds a prototype', ({ ids }) => `{"__proto__":{"x":1},"chosen":${JSON.stringify(ids)}}`),
  said('adds words of its own', ({ ids }) => JSON.stringify({ chosen: ids, note: HOSTILE })),
  said('makes up an id', ({ ids }) => chosen([...ids, 's_ffffff'])),
  said('writes an id twice', ({ ids }) => chosen([...ids, ids[0]])),
  said('writes ids in capitals', ({ ids }) => chosen(ids.map((id) => id.toUpperCase()))),
  said('writes ids with a space nobody sees', ({ ids }) => chosen(ids.map((id) => `${id}\u200b`))),
  said('chooses nothing', () => chosen([])),
  said('chooses a thousand times', ({ ids }) => chosen(Array.from({ length: 1000 }, () => ids[0]))),
  said('writes two objects', (exchange) => `${chosen(['s_ffffff'])}\n${right(exchange)}`),
]

export const FAILURE_MODES: readonly FailureMode[] = [...CONNECTION, ...STATUSES, ...BODIES, ...ENDINGS, ...CONTENTS]
