// Slack's HTTP door on loopback, and what Slack sends to it.
import { createSlackPlatform } from '../../src/adapters/platforms/slack/slack.ts'
import { systemClock } from '../../src/base/clock.ts'
import type { Log } from '../../src/base/log.ts'
import { FakeSlack } from '../../tests/fakes/slack/fake-slack.ts'
import { blockAction, eventCallback, slashCommand } from '../../tests/fakes/slack/payloads.ts'
import { type Door, type DoorReport, runDoor, send } from './door-run.ts'
import { genuine, type Request, type Scheme } from './signed-requests.ts'
import { slackScheme } from './slack-requests.ts'

const SECRET = 'a secret that nobody guesses'

/** Opens the door, sends, and closes it again. */
export async function runSlackDoor(how: Readonly<{ requests: number; seed: number }>): Promise<DoorReport> {
  return runDoor(await slackDoor(), { ...how, now: () => systemClock.now().epochMilliseconds })
}

async function slackDoor(): Promise<Door> {
  const slack = await new FakeSlack().start()
  const scheme = slackScheme(SECRET)
  let handled = 0
  const { platform, port } = await openDoor(slack, () => {
    handled += 1
  })
  let serial = 0
  const fresh: Door['fresh'] = (random, nowS) => {
    serial += 1
    return random.pick(MAKERS)(slack, { serial, at: nowS, scheme })
  }
  return {
    ...{ port, scheme, fresh },
    handled: () => handled,
    take: async (random, nowS) => {
      const request = fresh(random, nowS)
      const before = handled
      const status = await send(port, request)
      if (status !== 200) return `a genuine request was answered ${status}`
      await slack.until(() => handled > before, 'a genuine request to be handled')
      return request
    },
    close: async () => {
      await platform.stop(1_000)
      await slack.stop()
    },
  }
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
type Making = Readonly<{ serial: number; at: number; scheme: Scheme }>
const MAKERS: readonly ((slack: FakeSlack, making: Making) => Request)[] = [
  (slack, { serial, at, scheme }) => {
    const fields = Object.entries(slashCommand(slack.origin, `question ${serial}`)).map(([key, value]): [string, string] => [
      key,
      String(value),
    ])
    return genuine(scheme, new URLSearchParams(fields).toString(), FORM, at)
  },
  (slack, { serial, at, scheme }) => {
    const ts = `1600000000.${String(serial).padStart(6, '0')}`
    const mention = { type: 'app_mention', channel: 'C1', user: 'U1', text: `<@U0BOT> question ${serial}`, ts }
    return genuine(scheme, JSON.stringify(eventCallback(slack.origin, mention)), 'application/json', at)
  },
  (slack, { serial, at, scheme }) => {
    const pressed = blockAction(slack.origin, { action_id: 'bb:ask:1', value: `question ${serial}` }, { ts: '1700000000.000100' })
    return genuine(scheme, new URLSearchParams({ payload: JSON.stringify(pressed) }).toString(), FORM, at)
  },
]
