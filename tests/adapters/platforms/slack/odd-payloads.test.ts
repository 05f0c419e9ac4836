// Whatever comes in place of a payload: it is understood or passed over, and never a fault.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAgent } from '../../../../src/adapters/platforms/slack/agent.ts'
import { askedInHome, heardHome, homeView, pressedAtHome } from '../../../../src/adapters/platforms/slack/home.ts'
import { heardJoin, heardOpening } from '../../../../src/adapters/platforms/slack/joined.ts'
import { heardForm, heardMessage, heardSubmission, pressedButton } from '../../../../src/adapters/platforms/slack/payloads.ts'
import { isOutsider, type Seat, teamOf } from '../../../../src/adapters/platforms/slack/seat.ts'
import { heardShortcut } from '../../../../src/adapters/platforms/slack/shortcut.ts'
import { FakeSlack } from '../../../fakes/slack/fake-slack.ts'
import { blockAction, eventCallback, homeAction, messageShortcut, PERSON_TS, viewSubmission } from '../../../fakes/slack/payloads.ts'

const identity = { team: 'T1', site: null, botUser: 'U0BOT', botId: 'B0', name: 'b', scopes: ['assistant:write'] }
const seat: Pick<Seat, 'identity'> = { identity }
const { origin } = new FakeSlack()
const GENUINE = [
  eventCallback(origin, {
    type: 'app_home_opened',
    user: 'U1',
    channel: 'D1',
    tab: 'home',
    view: { private_metadata: '{"channel":"D1","hash":"h"}' },
  }),
  eventCallback(origin, { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'messages' }),
  eventCallback(origin, { type: 'member_joined_channel', user: 'U0BOT', channel: 'C1', inviter: 'U1' }),
  eventCallback(origin, { type: 'app_mention', user: 'U1', channel: 'C1', ts: PERSON_TS, text: '<@U0BOT> <https://a.example|x>' }),
  blockAction(origin, { action_id: `bb:manage:0^${PERSON_TS}`, value: 'share r_1' }, { ts: PERSON_TS, ephemeral: true }),
  homeAction(origin, { action_id: 'bb:manage:0@C1', value: 'pause id:s1' }),
  messageShortcut(origin, { text: 'how long?' }),
  viewSubmission(origin, { private_metadata: '{"team":"T1","channel":"D1"}' }, 'how long?'),
]

/** A genuine payload with something else in the place of one of its values, however deep. */
const mutated = fc
  .tuple(fc.constantFrom(...GENUINE), fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), fc.anything())
  .map(([body, path, value]) => {
    const copy: unknown = structuredClone(body)
    let at: unknown = copy
    for (const [depth, step] of path.entries()) {
      if (typeof at !== 'object' || at === null) break
      const keys = Object.keys(at)
      const key = keys[step % Math.max(1, keys.length)]
      if (key === undefined) break
      const inner: unknown = Reflect.get(at, key)
      if (depth === path.length - 1 || typeof inner !== 'object' || inner === null) Reflect.set(at, key, value)
      at = inner
    }
    return copy
  })

describe('a payload that is not as Slack writes them', () => {
  it('is passed over, or read with channels, persons and words that are text', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.anything(), fc.constantFrom(...GENUINE)), (body) => {
        teamOf(body)
        isOutsider(body, 'T1')
        const pressed = [pressedButton(body), pressedAtHome(body)].flatMap((one) => (one?.kind === 'heard' ? [one.heard] : []))
        const told = [heardHome(body, { ...seat } as Seat), heardJoin(body, identity), heardOpening(body), heardMessage(body, identity)]
        const filled = [heardShortcut(body, identity), heardForm(body), heardSubmission(body), askedInHome(body)]
        for (const heard of [...pressed, ...told, ...filled]) {
          if (heard === null) continue
          const { channel, person, text, id } = heard.inbound
          expect([typeof channel.channel, typeof channel.workspace, typeof person.id, typeof text, typeof id]).toEqual(
            Array(5).fill('string'),
          )
          expect(heard.target.channel).not.toBe('')
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('leaves what is genuine understood', () => {
    expect(isAgent({ ...seat } as Seat)).toBe(true)
    expect(pressedAtHome(GENUINE[5])).toBeNull() // there is no view yet that the press could come from
    expect(heardJoin(GENUINE[2], identity)).not.toBeNull()
    expect(heardShortcut(GENUINE[6], identity)).not.toBeNull()
    expect(homeView({ preview: 'x', nodes: [] }, 'D1').view.blocks).toHaveLength(1)
  })
})
