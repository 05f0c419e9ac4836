// Slack delivers an event again when it did not hear that it was heard: commands, mentions, presses and forms are each answered once, whatever restarts in between.
import { afterEach, describe, expect, it } from 'vitest'
import { randomOf, shuffled } from '../../scripts/bench/random.ts'
import { systemClock } from '../../src/base/clock.ts'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import { blockAction, eventCallback, messageShortcut, PERSON_TS, slashCommand, viewSubmission } from '../fakes/slack/payloads.ts'
import type { EnvelopeKind } from '../fakes/slack/socket-side.ts'
import type { Fields } from '../fakes/slack/workspace.ts'
import { type SlackAlone, useSlackAlone } from '../served-slack.ts'

const TIMES = 4
const ORDERS = 16
const MANY = { LIMIT_PERSON: '100000', LIMIT_CHANNEL: '100000' }
const AGAIN = 'This was answered already'

type Event = Readonly<{ kind: EnvelopeKind; payload: Fields }>
type Ground = Readonly<{ answer: Fields; followUp: Fields; form: Fields; record: string }>

const valueIn = (message: Fields, label: string): Fields => {
  const all = [message['blocks']].flat().flatMap((block) => Object(block).elements ?? [])
  const found = all.find(({ text, positive_button: up }) => text?.text === label || up?.text.text === label)
  if (found === undefined) throw new Error(`there is no button ${label}`)
  return { action_id: found.action_id, value: found.value ?? found.positive_button.value }
}

/** An answer with buttons, and the two modals that stand open before anything is delivered again. */
async function ground({ slack, deliver }: SlackAlone): Promise<Ground> {
  const { origin } = slack
  await deliver('slash_commands', slashCommand(origin, 'How long is the border?'))
  const answer = await slack.until(() => slack.workspace.roots('C1')[0], 'an answer')
  const press = (action: Fields) => deliver('interactive', blockAction(origin, action, { ts: String(answer.ts) }))
  await press(valueIn(answer, 'Ask a follow-up'))
  const followUp = await slack.until(() => slack.of('views.open')[0]?.view, 'the question')
  await press({ action_id: 'bb:manage:9', value: 'subscribe' })
  const form = await slack.until(() => slack.of('views.open')[1]?.view, 'the form')
  const record = String(valueIn(answer, 'Helpful')['value']).split(' ')[2] ?? ''
  return { answer, followUp: Object(followUp), form: Object(form), record }
}

/** Everything that people do, once for each order, told apart by its number. */
function events(n: number, { slack: { origin } }: SlackAlone, { answer, followUp, form, record }: Ground): readonly Event[] {
  const asked = (what: string) => `How long is the border? ${what} ${n}`
  const mention = { channel: 'C1', user: 'U1', text: `<@U0BOT> ${asked('mentioned')}`, ts: threadOf(n) }
  const press = (action: Fields) => blockAction(origin, action, { ts: String(answer.ts) })
  const submission = (view: Fields, filled: string | Readonly<Record<string, string>>) => viewSubmission(origin, view, filled)
  // of a press of its own
  const opened = {
    ...form,
    private_metadata: JSON.stringify({ ...JSON.parse(String(form['private_metadata'])), responseUrl: origin.responseUrl() }),
  }
  const digest = { topic: 'border', days: 'daily', time: '08:00', zone: 'UTC', quiet: 'on' }
  return [
    { kind: 'slash_commands', payload: slashCommand(origin, asked('commanded')) },
    { kind: 'slash_commands', payload: slashCommand(origin, `privately ${asked('alone')}`) },
    // one and the same, told by both events that Slack has for it
    { kind: 'events_api', payload: eventCallback(origin, { type: 'app_mention', ...mention }) },
    { kind: 'events_api', payload: eventCallback(origin, { type: 'message', ...mention }) },
    { kind: 'interactive', payload: press({ action_id: 'bb:run:1', value: asked('pressed') }) },
    { kind: 'interactive', payload: press({ action_id: 'bb:manage:2', value: `feedback good ${record}` }) },
    { kind: 'interactive', payload: press(valueIn(answer, 'Ask a follow-up')) },
    { kind: 'interactive', payload: press({ action_id: 'bb:manage:3', value: 'subscribe' }) },
    { kind: 'interactive', payload: submission(followUp, asked('filled in')) },
    { kind: 'interactive', payload: submission(opened, digest) },
    { kind: 'interactive', payload: messageShortcut(origin, { text: asked('chosen') }) },
    {
      kind: 'events_api',
      payload: eventCallback(origin, { ...SHARED, message_ts: threadOf(900 + n), links: [{ url: `https://${siteOf(n)}/a` }] }),
    },
  ]
}

const SHARED: Fields = { type: 'link_shared', channel: 'C1', user: 'U1', is_bot_user_member: true }
const siteOf = (n: number) => `news-${n}.example`
const threadOf = (n: number) => PERSON_TS.replace(/100$/, String(200 + n))

/** How often each was answered, by what its answer says. */
function answered({ slack }: SlackAlone, n: number): Readonly<Record<string, number>> {
  const posted = [...slack.workspace.messages.values()]
  const alone = slack.responded.map(({ body }) => body).filter((body) => body['delete_original'] !== true)
  const count = (all: readonly Fields[], words: string) => all.filter((one) => wordsOf(one).includes(`${words} ${n} `)).length
  return {
    commanded: count(posted, 'commanded'),
    mentioned: count(posted, 'mentioned'),
    inItsThread: slack.workspace.replies('C1', threadOf(n)).length,
    pressed: count(posted, 'pressed'),
    filledIn: count(posted, 'filled in'),
    alone: count(alone, 'alone'),
    chosen: count(alone, 'chosen'),
    offered: slack.of('chat.postEphemeral').filter((one) => wordsOf(one).includes(`links to ${siteOf(n)}`)).length,
  }
}
const ONCE = { commanded: 1, mentioned: 1, inItsThread: 1, pressed: 1, filledIn: 1, alone: 1, chosen: 1, offered: 1 }

describe.each(['socket', 'http'] as const)('an event that Slack delivers four times by %s', (way) => {
  const served = useSlackAlone({ way })
  // that a modal stands open already is what Slack says of a press it had delivered before
  afterEach(() => expect(new Set(served.slack.takeRejected())).toEqual(new Set(['exchanged_trigger_id'])))

  it(`in ${ORDERS} random orders over two restarts, is answered once`, { timeout: 240_000 }, async () => {
    // Bolt reads the machine's clock when it checks a signature
    const start = systemClock.now()
    await served.at(start.toString(), MANY)
    const { slack } = served
    const base = await ground(served)
    const all = Array.from({ length: ORDERS }, (_, n) => events(n, served, base))
    const runs: (() => Promise<void>)[][] = [[], [], []]
    for (const [n, mine] of all.entries()) {
      const random = randomOf(n + 1)
      const deliveries = mine.flatMap((event) =>
        Array.from({ length: TIMES }, (_, again) => () => served.deliver(event.kind, event.payload, again)),
      )
      // each order is cut by the restarts where it falls
      const cuts = [random.next(), random.next()].sort()
      const at = (place: number) => cuts.filter((cut) => cut * deliveries.length < place).length
      for (const [place, delivery] of shuffled(random, deliveries).entries()) runs[at(place)]?.push(delivery)
    }
    const mixing = randomOf(99)
    for (const [at, run] of runs.entries()) {
      if (at > 0) await served.at(start.add({ seconds: 60 * at }).toString(), MANY)
      await Promise.all(shuffled(mixing, run).map((deliver) => deliver()))
    }
    // what was still in hand is waited for
    const { product } = await served.at(start.add({ seconds: 180 }).toString(), MANY)
    expect(all.map((_, n) => answered(served, n))).toEqual(all.map(() => ONCE))
    const told = slack.responded.map(({ body }) => wordsOf(body))
    expect(told.filter((words) => words.includes('Thank you, noted.'))).toHaveLength(ORDERS)
    expect(told.filter((words) => words.includes('too long'))).toEqual([])
    expect([...slack.workspace.messages.values()].filter((one) => wordsOf(one).startsWith('Subscribed'))).toHaveLength(ORDERS)
    const opened = slack.of('views.open').length - slack.rejected.filter(({ error }) => error === 'exchanged_trigger_id').length
    expect(opened).toBe(2 + 2 * ORDERS)
    // who is told that it was answered before a restart is told so once behind each
    const again = Map.groupBy(
      slack.responded.filter(({ body }) => wordsOf(body).includes(AGAIN)),
      ({ url }) => url,
    )
    expect(Math.max(...again.values().map((all) => all.length))).toBeLessThanOrEqual(2)
    const said = []
    for await (const one of product.feedback.all({})) said.push(one)
    expect(said).toHaveLength(1)
  })
})
