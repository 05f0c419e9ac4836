// Discord's side of interactions by HTTP: signs and posts them, and takes the response for the acknowledgement as it takes one by REST.
import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FakeDiscord } from './fake-discord.ts'
import type { Elsewhere } from './gateway.ts'
import { type Json, record } from './json.ts'
import { route } from './routes.ts'
import { validate } from './validate.ts'

const PROXIED = 64
const UNANSWERED = { status: 0, type: null, text: '' }

export type Signed = Readonly<{ body: string; headers: Readonly<Record<string, string>> }>

export class HttpSide implements Elsewhere {
  /** where the application says that interactions go; null before it is known */
  url: string | null = null
  /** the milliseconds of the signature; the fake's own clock unless a test says otherwise */
  now: () => number
  /** milliseconds from a response until it is known what it says; what follows it may then overtake it */
  readsAfterMs = 0
  /** what was answered, by interaction, in order */
  readonly statuses = new Map<string, number[]>()
  /** told of each response that Discord takes, by the interaction's token */
  onAcknowledged: (token: string, body: Json) => void = () => {}
  /** the last request of each interaction, until a test clears it */
  readonly sent = new Map<string, Signed>()
  readonly #patience = new AbortController()
  /** as behind a proxy, which has so many connections and keeps them */
  readonly #agent = new Agent({ keepAlive: true, maxSockets: PROXIED })
  readonly #fake: FakeDiscord
  readonly #keys = generateKeyPairSync('ed25519')
  readonly #told = new Map<string, Json>()
  readonly #underway = new Map<Promise<void>, unknown>()

  constructor(fake: FakeDiscord) {
    this.#fake = fake
    this.now = () => fake.now
    fake.gateway.elsewhere = this
  }

  /** What only the gateway would tell of, mentions and new servers, ends in `unheard`. */
  withoutGateway(unheard: (why: string) => void): void {
    const [fake, says, arrives] = [this.#fake, this.#fake.says.bind(this.#fake), this.#fake.arrives.bind(this.#fake)]
    fake.says = (content, where) => {
      if (content.includes(`<@${fake.bot.id}>`)) unheard('nobody hears a mention')
      return says(content, where)
    }
    fake.arrives = (guildId) => {
      unheard('nobody tells of a server')
      arrives(guildId)
    }
  }

  /** As the developer portal shows it. */
  get publicKey(): string {
    return Buffer.from(String(this.#keys.publicKey.export({ format: 'jwk' }).x), 'base64url').toString('hex')
  }

  application = (): Json => ({ verify_key: this.publicKey, interactions_endpoint_url: this.url })

  /** Sends to that port from now on, at the time that is; resolves once somebody there answers as Discord asks, who may be about to start. */
  async goesTo(port: number, now: () => number): Promise<void> {
    this.url = `http://127.0.0.1:${port}/discord/interactions`
    this.now = now
    const ping = JSON.stringify({ id: '1', application_id: this.#fake.bot.id, type: 1, token: 't', version: 1 })
    while ((await this.post(this.signed(ping))).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  sign(bytes: Buffer): string {
    return sign(null, bytes, this.#keys.privateKey).toString('hex')
  }

  signed(body: string, atMs = this.now()): Signed {
    const stamp = String(Math.floor(atMs / 1_000))
    const signature = this.sign(Buffer.from(stamp + body))
    return { body, headers: { 'content-type': 'application/json', 'x-signature-timestamp': stamp, 'x-signature-ed25519': signature } }
  }

  tell = (interaction: Json): void => {
    this.#told.set(String(interaction['id']), interaction)
    const sending: Promise<void> = this.#deliver(interaction).finally(() => this.#underway.delete(sending))
    this.#underway.set(sending, interaction['token'])
  }

  /** Delivers it once more, signed anew. */
  again = (id: string): void => {
    const interaction = this.#told.get(id)
    if (interaction !== undefined) this.tell(interaction)
  }

  /** Waits for no answer any more. */
  hangUp(): void {
    this.#patience.abort()
  }

  /** Resolves when every delivery was answered. */
  async settled(): Promise<void> {
    await Promise.all(this.#underway.keys())
  }

  /** Responses are read before what follows them, unless a test says otherwise. */
  before = async (path: string): Promise<void> => {
    const token = /^\/webhooks\/\d+\/([^/]+)/.exec(path)?.[1]
    if (this.readsAfterMs > 0 || token === undefined) return
    await Promise.all([...this.#underway].flatMap(([sending, of]) => (of === token ? [sending] : [])))
  }

  /** One request as it is; the status, 0 where nobody answered. */
  async post({ body, headers }: Signed, signal?: AbortSignal): Promise<Readonly<{ status: number; type: string | null; text: string }>> {
    try {
      const sending = request(this.url ?? '', { method: 'POST', headers, agent: this.#agent, ...(signal === undefined ? {} : { signal }) })
      sending.end(body)
      const [response]: IncomingMessage[] = await once(sending, 'response')
      if (response === undefined) return UNANSWERED
      return { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? null, text: await text(response) }
    } catch {
      return UNANSWERED
    }
  }

  async #deliver(interaction: Json): Promise<void> {
    const { id, token } = interaction
    const request = this.signed(JSON.stringify(interaction))
    this.sent.set(String(id), request)
    const { status, type, text } = await this.post(request, this.#patience.signal)
    this.statuses.set(String(id), [...(this.statuses.get(String(id)) ?? []), status])
    if (this.readsAfterMs > 0) await new Promise((resolve) => setTimeout(resolve, this.readsAfterMs))
    if (status === 200) this.#acknowledge(`/interactions/${id}/${token}/callback`, type, text)
  }

  #acknowledge(path: string, type: string | null, text: string): void {
    const body = parsed(text)
    const wrong = type?.startsWith('application/json') ? [] : [{ path: 'content-type', message: String(type) }]
    const issues = [...wrong, ...validate('POST', path, body)]
    if (issues.length > 0) return void this.#fake.rejected.push({ request: `the response to ${path}`, issues })
    this.onAcknowledged(path.split('/')[3] ?? '', body)
    // What was acknowledged before stays as it is.
    route(this.#fake, { method: 'POST', path, query: new URLSearchParams(), body, files: [], auth: undefined, at: Date.now() })
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function parsed(text: string): Json {
  try {
    return record(JSON.parse(text))
  } catch {
    return {}
  }
}
