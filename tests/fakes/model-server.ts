// A loopback server that speaks chat completions, and refuses what a real one would refuse.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

const Request = z.object({
  model: z.string().min(1),
  messages: z.array(z.object({ role: z.enum(['system', 'user']), content: z.string() })).min(1),
  n: z.literal(1),
  temperature: z.number().optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  response_format: z.looseObject({ type: z.enum(['json_schema', 'json_object']) }).optional(),
  stream: z.literal(false).optional(),
})
export type ModelCall = z.infer<typeof Request>

export type Plan =
  | Readonly<{ content: string; finish?: string }>
  | Readonly<{ status: number; body?: unknown; headers?: Readonly<Record<string, string>> }>
  | Readonly<{ raw: string; type?: string }>
  | Readonly<{ fault: 'hang' | 'reset' }>

export type FakeModelServer = Readonly<{
  url: string
  calls: readonly ModelCall[]
  keys: readonly (string | undefined)[]
  rejected: readonly string[]
  close: () => Promise<void>
}>

/** Starts the server; `plan` decides each reply from the call and its number, counted from 1. */
export async function startModelServer(plan: (call: ModelCall, n: number) => Plan): Promise<FakeModelServer> {
  const calls: ModelCall[] = []
  const keys: (string | undefined)[] = []
  const rejected: string[] = []
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const parsed = Request.safeParse(body)
      keys.push(request.headers.authorization)
      if (request.url !== '/v1/chat/completions' || !parsed.success) {
        rejected.push(parsed.success ? `no such address ${request.url}` : parsed.error.message)
        send(response, 400, { error: { message: 'bad request', type: 'invalid_request_error', param: null, code: null } })
        return
      }
      calls.push(parsed.data)
      answer(response, plan(parsed.data, calls.length))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v1`, calls, keys, rejected, close: () => close(server) }
}

function answer(response: ServerResponse, plan: Plan): void {
  if ('fault' in plan) {
    if (plan.fault === 'reset') response.destroy()
    return
  }
  if ('raw' in plan) {
    response.writeHead(200, { 'content-type': plan.type ?? 'application/json' }).end(plan.raw)
    return
  }
  if ('status' in plan) {
    send(response, plan.status, plan.body ?? { error: { message: 'no', param: null } }, plan.headers)
    return
  }
  const message = { role: 'assistant', content: plan.content, refusal: null }
  const choices = [{ index: 0, message, finish_reason: plan.finish ?? 'stop', logprobs: null }]
  send(response, 200, { id: 'c1', object: 'chat.completion', created: 1, model: 'm', choices, usage: { total_tokens: 42 } })
}

async function read(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const part of request) text += String(part)
  try {
    return JSON.parse(text)
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
