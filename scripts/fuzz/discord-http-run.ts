// Discord's HTTP door on loopback, and what Discord sends to it.
import { createDiscordPlatform } from '../../src/adapters/platforms/discord/discord.ts'
import { systemClock } from '../../src/base/clock.ts'
import type { Log } from '../../src/base/log.ts'
import { FakeDiscord } from '../../tests/fakes/discord/fake-discord.ts'
import { HttpSide } from '../../tests/fakes/discord/http-side.ts'
import { type Json, record } from '../../tests/fakes/discord/json.ts'
import type { Interaction, Message } from '../../tests/fakes/discord/shapes.ts'
import type { Random } from '../bench/random.ts'
import { discordScheme } from './discord-requests.ts'
import { type Door, type DoorReport, runDoor } from './door-run.ts'
import { genuine } from './signed-requests.ts'

const WITHIN_MS = 60_000
const PATIENCE_MS = 5

/** Opens the door, sends, and closes it again. */
export async function runDiscordDoor(how: Readonly<{ requests: number; seed: number }>): Promise<DoorReport> {
  return runDoor(await discordDoor(), { ...how, now: () => systemClock.now().epochMilliseconds })
}

async function discordDoor(): Promise<Door> {
  const fake = await new FakeDiscord().start()
  const side = new HttpSide(fake)
  side.now = () => systemClock.now().epochMilliseconds
  const heard = new Set<string>()
  const { platform, port } = await openDoor(fake, side, (id) => heard.add(id))
  side.url = `http://127.0.0.1:${port}/discord/interactions`
  const scheme = discordScheme((bytes) => side.sign(bytes))
  let answer: Message | undefined
  const models: Json[] = []
  let serial = 0
  const ask = async (random: Random) => {
    serial += 1
    const asked =
      random.chance(0.5) && answer !== undefined ? pressing(fake, answer, serial) : fake.brief('ask', { question: `question ${serial}` })
    models[asked.type === 3 ? 1 : 0] = asked.payload
    await until(() => heard.has(asked.id) && asked.original !== undefined)
    answer ??= asked.original
    return asked
  }
  return {
    ...{ port, scheme },
    handled: () => heard.size,
    fresh: (random, nowS) => {
      serial += 1
      // Of the last that was sent, with an id and a token of its own.
      const { data, ...rest } = random.pick(models)
      const own = { ...rest, id: String(10n ** 18n + BigInt(serial)), token: `other-${serial}` }
      return genuine(scheme, JSON.stringify({ ...own, data: { ...record(data), nonce: serial } }), 'application/json', nowS)
    },
    take: async (random) => {
      const asked = await ask(random)
      const [status] = side.statuses.get(asked.id) ?? []
      const signed = side.sent.get(asked.id)
      side.sent.clear()
      if (status !== 200 || signed === undefined) return `a genuine request was answered ${status}`
      return { method: 'POST', path: scheme.path, headers: Object.entries(signed.headers), body: Buffer.from(signed.body) }
    },
    close: async () => {
      await platform.stop(1_000)
      await fake.stop()
    },
  }
}

const pressing = (fake: FakeDiscord, answer: Message, serial: number): Interaction => fake.presses(answer, `bb:ask:question ${serial}`)

async function openDoor(fake: FakeDiscord, side: HttpSide, handled: (id: string) => void) {
  let port = 0
  const nothing = () => {}
  const log: Log = {
    ...{ debug: nothing, warn: nothing, error: nothing },
    info: (message, fields) => {
      if (message === 'discord http open') port = Number(fields?.['port'])
    },
  }
  const http = { publicKey: side.publicKey, host: '127.0.0.1', port: 0 }
  const config = { token: fake.token, apiUrl: fake.apiUrl, messageContent: false, http }
  const platform = createDiscordPlatform({ config, topics: () => [], clock: systemClock, log })
  await platform.start(async ({ id }, surface) => {
    handled(id)
    await surface.finish({ preview: 'x', nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'x' }] }] })
  })
  return { platform, port }
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += PATIENCE_MS) {
    if (waited > WITHIN_MS) throw new Error('a genuine request was not handled')
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  }
}
