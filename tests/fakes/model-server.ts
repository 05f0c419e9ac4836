// A loopback server that speaks chat completions and responses as one of four servers does, and refuses what that one would refuse.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Api, type Dialect, errorBody, type ModelCall, readCall, refusalOf, replyBody } from './model-server-dialects.ts'

export type { Dialect, ModelCall } from './model-server-dialects.ts'

/** One request that the server understood, and the ways to answer it in its dialect. */
export type Exchange = Readonly<{
  dialect: Dialect
  api: Api
  call: ModelCall
  /** ids of the passages the prompt offers, in its order */
  ids: readonly string[]
  request: IncomingMessage
  response: ServerResponse
  /** a whole reply, `changes` laid over the choice it holds and over the whole */
  reply: (content: unknown, changes?: Changes) => void
  /** an error in the dialect's form */
  fail: (status: number, message: string, headers?: Readonly<Record<string, string>>) => void
  send: (status: number, body: string | Uint8Array, headers?: Readonly<Record<string, string>>) => void
}>
export type Changes = Readonly<{ finish?: unknown; message?: Readonly<Record<string, unknown>>; body?: Readonly<Record<string, unknown>> }>

export type Plan =
  | Readonly<{ content: string; finish?: string; usage?: unknown }>
  | Readonly<{ status: number; body?: unknown; headers?: Readonly<Record<string, string>> }>
  | Readonly<{ raw: string; type?: string }>
  | Readonly<{ fault: 'hang' | 'reset' }>
  | Readonly<{ act: (exchange: Exchange) => void }>

export type FakeModelServer = Readonly<{
  url: string
  /** the calls that were understood, in order */
  calls: readonly ModelCall[]
  keys: readonly (string | undefined)[]
  /** what the dialect refused as its original would: the way down the ladder */
  refused: readonly string[]
  /** what no client of ours may ever send */
  rejected: readonly string[]
  close: () => Promise<void>
}>

/** Starts the server; `plan` decides each reply from the call and its number, counted from 1. vLLM, the most lenient, when no dialect is named. */
export async function startModelServer(plan: (call: ModelCall, n: number) => Plan, dialect: Dialect = 'vllm'): Promise<FakeModelServer> {
  const calls: ModelCall[] = []
  const keys: (string | undefined)[] = []
  const refused: string[] = []
  const rejected: string[] = []
  const server = createServer((request, response) => {
    response.on('error', () => undefined)
    void read(request).then((body) => {
      keys.push(request.headers.authorization)
      const read = readCall(request.url ?? '', body)
      if (typeof read === 'string') {
        rejected.push(read)
        send(response, 400, errorBody(dialect, 400, 'bad request'))
        return
      }
      const { api, call } = read
      const refusal = refusalOf(dialect, api, call, request.headers.authorization)
      if (refusal !== null) {
        refused.push(refusal.why)
        send(response, refusal.status, refusal.body)
        return
      }
      calls.push(call)
      answer(exchangeOf({ dialect, api, call, request, response }), plan(call, calls.length))
    })
  })
  server.on('clientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v1`, calls, keys, refused, rejected, close: () => close(server) }
}

function exchangeOf(given: Pick<Exchange, 'dialect' | 'api' | 'call' | 'request' | 'response'>): Exchange {
  const { dialect, api, call, response } = given
  const prompt = call.messages.map(({ content }) => content).join('\n')
  return {
    ...given,
    ids: [...new Set(prompt.match(/\bs_[0-9a-f]{4,}\b/g))],
    reply: (content, changes = {}) => send(response, 200, replyBody(dialect, api, content, changes)),
    fail: (status, message, headers) => send(response, status, errorBody(dialect, status, message), headers),
    send: (status, body, headers) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body),
  }
}

function answer(exchange: Exchange, plan: Plan): void {
  const { response, reply } = exchange
  if ('act' in plan) plan.act(exchange)
  else if ('fault' in plan) {
    if (plan.fault === 'reset') response.destroy()
  } else if ('raw' in plan) exchange.send(200, plan.raw, { 'content-type': plan.type ?? 'application/json' })
  else if ('status' in plan) send(response, plan.status, plan.body ?? { error: { message: 'no', param: null } }, plan.headers)
  else {
    const usage = plan.usage ?? { prompt_tokens: 30, completion_tokens: 12, total_tokens: 42 }
    reply(plan.content, { ...(plan.finish === undefined ? {} : { finish: plan.finish }), body: { usage } })
  }
}

async function read(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    return null
  }
}

function send(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
