// Somebody installs the app in a workspace: they are told once what it does, however often it is installed or opened again.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import { Browser } from '../adapters/platforms/slack/installing.ts'
import { blockAction, eventCallback } from '../fakes/slack/payloads.ts'
import type { Fields } from '../fakes/slack/workspace.ts'
import { PUBLIC_URL, useSlackAlone } from '../served-slack.ts'

const served = useSlackAlone({ many: true })
const LOST = { commit: false, ending: '503' } as const
const NOON = '2026-03-05T12:00:00Z'

async function install(team = 'T1'): Promise<void> {
  const browser = new Browser(served.base)
  const begun = await browser.get('/slack/install')
  const page = await browser.get(served.slack.oauth.allow(begun.location ?? '', { team }).slice(PUBLIC_URL.length))
  expect(page.status).toBe(200)
}

const workspace = (team = 'T1') => {
  const found = served.slack.oauth.workspaces.get(team)
  if (found === undefined) throw new Error(`${team} never installed it`)
  return found
}
const messages = (team = 'T1') => [...workspace(team).messages.values()]
const greetings = () => messages().filter((message) => wordsOf(message).startsWith('Hello'))
const tell = (event: Fields, more: Fields = {}) =>
  served.slack.sockets.deliver('events_api', eventCallback(served.slack.originIn(workspace()), event, more))
const opens = (user: string, channel: string) => tell({ type: 'app_home_opened', user, channel, tab: 'messages' })
/** Whatever is on its way has arrived: what is said after it is answered after it. */
async function settled(): Promise<void> {
  const before = messages().length
  await tell({ type: 'app_mention', user: 'U1', channel: 'C1', text: '<@U0BOTT1> help', ts: `16${String(before).padStart(8, '0')}.000100` })
  await served.slack.until(() => messages().length > before, 'an answer')
  await wait(50)
}

describe('installing the app in a Slack workspace', () => {
  it('greets whoever did, in a message to them alone: what it does, what to write, who may subscribe', async () => {
    await served.at(NOON)
    await install()
    await served.slack.until(() => greetings().length === 1, 'the greeting')
    const [greeting] = greetings()
    expect(greeting?.['channel']).toBe('D1')
    expect(greeting?.text).toMatch(/^I answer questions about the news with verbatim quotes from the sources\. To begin: \/brief border\n/)
    for (const part of ['/brief border', 'Everybody in a channel may subscribe it', 'invite me first: /invite', '“/brief help”'])
      expect(wordsOf(greeting)).toContain(part)
    expect(messages()).toHaveLength(1)
  })

  it('greets them once, also when it is installed again, restarted, or its messages are opened', async () => {
    await served.at(NOON)
    await install()
    await served.slack.until(() => greetings().length === 1, 'the greeting')
    await install()
    await opens('U1', 'D1')
    await served.at('2026-03-05T12:01:00Z')
    await install()
    await opens('U1', 'D1')
    await settled()
    expect(greetings()).toHaveLength(1)
  })

  it('greets somebody else who opens its messages, once', async () => {
    await served.at(NOON)
    await install()
    await served.slack.until(() => greetings().length === 1, 'the greeting')
    workspace().joined.add('D2')
    workspace().profiles.set('U2', { name: 'ben', tz: 'Asia/Yangon', is_admin: false, is_owner: false })
    await opens('U2', 'D2')
    await served.slack.until(() => greetings().length === 2, 'the second greeting')
    await opens('U2', 'D2')
    await settled()
    expect(greetings().map(({ channel }) => channel)).toEqual(['D1', 'D2'])
  })

  it('greets another time where the first could not be sent', async () => {
    await served.at(NOON)
    served.slack.failNext('chat.postMessage', LOST, LOST)
    await install()
    await served.slack.until(() => served.slack.of('chat.postMessage').length === 2, 'both attempts')
    await wait(100)
    expect(served.slack.of('chat.postEphemeral')).toEqual([])
    await install()
    await served.slack.until(() => greetings().length === 1, 'the greeting')
  })

  it('knows of no greeting once the app was removed, and greets anew', async () => {
    await served.at(NOON, { BRIEF_TIME_SCALE: '0.005' })
    await install()
    await served.slack.until(() => greetings().length === 1, 'the greeting')
    await tell({ type: 'app_uninstalled' }, { event_time: 1_900_000_000 })
    await served.slack.until(() => served.slack.sockets.open > 0, 'a connection')
    await wait(300)
    await install()
    await served.slack.until(() => greetings().length === 2, 'a greeting')
  })

  it('has buttons that work in that conversation', async () => {
    await served.at(NOON)
    await install()
    const [greeting] = await served.slack.until(() => greetings().length === 1 && greetings(), 'the greeting')
    const button = [Object(greeting).blocks].flat().find(({ type }) => type === 'actions').elements[0]
    expect(button.text.text).toBe('Brief me on border')
    // Slack says where the message stands: in the direct conversation, whose id is not the person's
    const place = { ts: String(greeting?.ts) }
    const press = blockAction(served.slack.originIn(workspace()), { action_id: button.action_id, value: button.value }, place)
    await served.slack.sockets.deliver('interactive', {
      ...press,
      container: { ...Object(press['container']), channel_id: 'D1' },
      channel: { id: 'D1', name: 'directmessage' },
    })
    await served.slack.until(() => messages().some((message) => wordsOf(message).includes('China–Myanmar border')), 'the briefing')
  })
})
