// Throws requests that are not Slack's at the real HTTP door on loopback, with genuine ones in between to see that it is open.
import { request as requestHttp } from 'node:http'
import { createSlackPlatform } from '../../src/adapters/platforms/slack/slack.ts'
import { systemClock } from '../../src/base/clock.ts'
import type { Log } from '../../src/base/log.ts'
import { FakeSlack } from '../../tests/fakes/slack/fake-slack.ts'
import { blockAction, eventCallback, slashCommand } from '../../tests/fakes/slack/payloads.ts'
import { randomOf } from '../bench/random.ts'
import { genuine, mutantOf, type Request } from './slack-requests.ts'

export type DoorReport = Readonly<{
  sent: number
  /** by what was done to them */
  kinds: ReadonlyMap<string, number>
  genuine: number
  /** genuine ones that were not taken, and others that were */
  faults: readonly string[]
}>

const SECRET = 'a secret that nobody guesses'
const AT_ONCE = 24
const GENUINE_EVERY = 250

/** Opens the door, sends, and closes it again. */
export async function runDoor({ requests, seed }: Readonly<{ requests: number; seed: number }>): Promise<DoorReport> {
  const slack = await new FakeSlack().start()
  const handled = { count: 0 }
  const { platform, port } = await openDoor(slack, () => {
    handled.count += 1
  })
  const random = randomOf(seed)
  const faults: string[] = []
  const kinds = new Map<string, number>()
  const nowS = () => Math.floor(systemClock.now().epochMilliseconds / 1_000)
  let serial = 0
  const fresh = (): Request => {
    serial += 1
    return random.pick(MAKERS)(slack, serial, nowS())
  }
  let used: Request[] = []
  const takeGenuine = async () => {
    const request = fresh()
    const before = handled.count
    const status = await send(port, request)
    if (status !== 200) faults.push(`a genuine request was answered ${status}`)
    await slack.until(() => handled.count > before, 'a genuine request to be handled')
    used = [...used.slice(-20), request]
  }
  const sendOne = async () => {
    const [one, other] = [fresh(), fresh()]
    const both = { other, secret: SECRET, nowS: nowS(), random }
    const { kind, request } = mutantOf({ ...both, fresh: one }, { ...both, fresh: random.pick(used) })
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    const status = await send(port, request)
    if (status < 400) faults.push(`${kind}: answered ${status}`)
  }
  let sent = 0
  let genuineSent = 0
  while (sent < requests) {
    await takeGenuine()
    genuineSent += 1
    const before = handled.count
    const some = Math.min(GENUINE_EVERY, requests - sent)
    for (let begun = 0; begun < some; begun += AT_ONCE) await Promise.all(Array.from({ length: Math.min(AT_ONCE, some - begun) }, sendOne))
    sent += some
    if (handled.count !== before) faults.push(`${handled.count - before} of ${some} others were handled`)
  }
  await platform.stop(1_000)
  await slack.stop()
  return { sent, kinds, genuine: genuineSent, faults }
}

async function openDoor(slack: FakeSlack, handled: () => void) {
  let port = 0
  const nothing = () => {}
  const log: Log = {
    ...{ debug: nothing, warn: nothing, error: nothing },
    info: (message, fields) => {
      if (message === 'slack http open') port = Number(fields?.['port'])
    },
  }
  const way = { appToken: null, signingSecret: SECRET, host: '127.0.0.1', port: 0, historyGranted: false }
  const config = { botToken: slack.workspace.token, apiUrl: slack.apiUrl, ...way }
  const platform = createSlackPlatform({ config, clock: systemClock, log })
  await platform.start(async (_, surface) => {
    handled()
    await surface.whisper({ preview: 'x', nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'x' }] }] }).catch(nothing)
  })
  return { platform, port }
}

const FORM = 'application/x-www-form-urlencoded'
const MAKERS: readonly ((slack: FakeSlack, serial: number, at: number) => Request)[] = [
  (slack, serial, at) => {
    const fields = Object.entries(slashCommand(slack.origin, `question ${serial}`)).map(([key, value]): [string, string] => [
      key,
      String(value),
    ])
    return genuine(SECRET, new URLSearchParams(fields).toString(), FORM, at)
  },
  (slack, serial, at) => {
    const ts = `1600000000.${String(serial).padStart(6, '0')}`
    const mention = { type: 'app_mention', channel: 'C1', user: 'U1', text: `<@U0BOT> question ${serial}`, ts }
    return genuine(SECRET, JSON.stringify(eventCallback(slack.origin, mention)), 'application/json', at)
  },
  (slack, serial, at) => {
    const pressed = blockAction(slack.origin, { action_id: 'bb:ask:1', value: `question ${serial}` }, { ts: '1700000000.000100' })
    return genuine(SECRET, new URLSearchParams({ payload: JSON.stringify(pressed) }).toString(), FORM, at)
  },
]

/** The status; 499 where the door hung up without one. */
function send(port: number, { method, path, headers, body }: Request): Promise<number> {
  return new Promise((resolve) => {
    const flat = headers.flat()
    const call = requestHttp({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: false,
      headers: [...flat, 'host', 'bot.example', 'content-length', String(body.length)],
    })
    call.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    call.on('error', () => resolve(499))
    call.end(body)
  })
}
