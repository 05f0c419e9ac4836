// Platforms deliver an event again when they did not hear that it was heard: each is answered once, whatever restarts in between.
import { describe, expect, it } from 'vitest'
import { eventCallback, PERSON_TS, slashCommand } from './fakes/slack/payloads.ts'
import type { EnvelopeKind } from './fakes/slack/socket-side.ts'
import type { Fields } from './fakes/slack/workspace.ts'
import { soon, useServed } from './served.ts'

const served = useServed()
const TIMES = 4

type Delivery = Readonly<{ kind: EnvelopeKind; payload: Fields }>

/** Different questions, each as Slack would send it: by command, by mention, and the same mention by both of its events. */
function asked(): readonly Delivery[] {
  const { slack } = served
  const ts = (n: number) => PERSON_TS.replace(/100$/, `${200 + n}`)
  const mention = (n: number, type: string) => ({
    type,
    channel: 'C1',
    user: 'U1',
    text: `<@U0BOT> How long is the border? ${n}`,
    ts: ts(n),
  })
  return [
    ...[1, 2, 3].map((n) => ({ kind: 'slash_commands' as const, payload: slashCommand(slack.origin, `How long is the border? ${n}`) })),
    ...[4, 5, 6].map((n) => ({ kind: 'events_api' as const, payload: eventCallback(slack.origin, mention(n, 'app_mention')) })),
    ...[4, 5, 6].map((n) => ({ kind: 'events_api' as const, payload: eventCallback(slack.origin, mention(n, 'message')) })),
  ]
}

/** In an order that is the same in every run. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  let state = seed
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state
  }
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item) // prettier-ignore
}

describe('an event that is delivered four times', () => {
  it.each([1, 7, 42])('over two restarts, is answered once (order %i)', { timeout: 120_000 }, async (seed) => {
    const { slack } = served
    await served.at('2026-03-05T06:00:00Z')
    const events = asked()
    const order = shuffled(Array.from({ length: TIMES }, () => events).flat(), seed)
    const third = Math.ceil(order.length / 3)
    for (let run = 0; run < 3; run += 1) {
      if (run > 0) await served.at(`2026-03-05T06:0${run}:00Z`)
      await Promise.all(
        order.slice(run * third, (run + 1) * third).map(({ kind, payload }, at) => slack.sockets.deliver(kind, payload, at % TIMES)),
      )
      await soon(() => expect(slack.workspace.messages.size).toBeGreaterThan(0))
    }
    await served.at('2026-03-05T06:03:00Z') // what was still in hand was waited for
    // three commands and three mentions: each begins one reply, whatever pages follow in its thread
    const roots = slack.workspace.roots('C1').length
    const inThreads = [4, 5, 6].map((n) => slack.workspace.replies('C1', PERSON_TS.replace(/100$/, `${200 + n}`)).length)
    expect([roots, inThreads]).toEqual([3, [1, 1, 1]])
  })
})
