// A loopback server that speaks the embeddings of the OpenAI API, refuses what a real one would refuse, and fails as told.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { MOST_TEXTS } from '../../src/ports/embedder.ts'
import { standInVector } from './embedders.ts'

const Request = z.object({
  model: z.string().min(1),
  input: z.array(z.string().min(1)).min(1).max(MOST_TEXTS),
  encoding_format: z.literal('float'),
})
export type EmbeddingCall = z.infer<typeof Request>

export type EmbeddingPlan =
  | 'well'
  | 'hang'
  | 'reset'
  | Readonly<{ status: number }>
  | Readonly<{ raw: string }>
  | Readonly<{ body: unknown }>

export type FakeEmbeddingServer = Readonly<{
  url: string
  calls: readonly EmbeddingCall[]
  rejected: readonly string[]
  close: () => Promise<void>
}>

/** `plan` decides each reply from the call and its number, counted from 1. */
export async function startEmbeddingServer(
  plan: (call: EmbeddingCall, n: number) => EmbeddingPlan = () => 'well',
): Promise<FakeEmbeddingServer> {
  const calls: EmbeddingCall[] = []
  const rejected: string[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += String(part)
    // The same server may be asked for chat completions: it has none.
    if (request.url !== '/v1/embeddings') return send(response, 404, { error: { message: 'no such address' } })
    const parsed = Request.safeParse(JSON.parse(text))
    if (!parsed.success) {
      rejected.push(parsed.error.message)
      return send(response, 400, { error: { message: 'bad request' } })
    }
    calls.push(parsed.data)
    answer(response, parsed.data, plan(parsed.data, calls.length))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}/v1`, calls, rejected, close }
}

/** What a server that is well replies. */
export function embeddingsOf({ input }: Pick<EmbeddingCall, 'input'>): { data: { index: number; embedding: number[] }[]; usage: unknown } {
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: [...standInVector(text)] }))
  return { data, usage: { prompt_tokens: 3, total_tokens: 3 } }
}

function answer(response: ServerResponse, call: EmbeddingCall, plan: EmbeddingPlan): void {
  if (plan === 'hang') return
  if (plan === 'reset') response.destroy()
  else if (plan === 'well') send(response, 200, { object: 'list', model: call.model, ...embeddingsOf(call) })
  else if ('status' in plan) send(response, plan.status, { error: { message: 'no', param: null } })
  else if ('raw' in plan) response.writeHead(200, { 'content-type': 'application/json' }).end(plan.raw)
  else send(response, 200, plan.body)
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
