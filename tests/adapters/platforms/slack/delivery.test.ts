// Digests: one attempt each, what became of it, and finding it again.
import { refusalOfEdit } from '../../../../src/adapters/platforms/slack/refusals.ts'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { escapeMrkdwn } from '../../../../src/adapters/platforms/slack/slack-text.ts'
import { uuidOf } from '../../../../src/adapters/platforms/slack/delivery.ts'
import type { Channel } from '../../../../src/domain/address.ts'
import type { FindOutcome, Platform } from '../../../../src/ports/platform.ts'
import { metadataPosted } from '../../../fakes/slack/payloads.ts'
import type { Fault } from '../../../fakes/slack/workspace.ts'
import { ALL_SCOPES } from '../../../fakes/slack/workspace.ts'
import { pagesOf, saying, slackHarness, wordsOf } from './harness.ts'

const slack = slackHarness()
const channel: Channel = { platform: 'slack', workspace: 'T0FAKE', channel: 'C1' }
const SINCE = '2023-11-14T22:13:21Z' // the second of the fake's first message

function postTo(platform: Platform, more: Partial<Parameters<Platform['post']>[0]> = {}) {
  const [payload = ''] = platform.paginate(saying('What is new at the border.'))
  return platform.post({ channel, deliveryId: 'd1', payload, parent: null, ...more })
}

describe('posting a digest', () => {
  it('is one call that carries the three marks it can be recognised by', async () => {
    const { platform } = slack.make()
    const outcome = await postTo(platform)
    const [message] = slack.fake.workspace.roots('C1')
    expect(outcome).toEqual({ kind: 'sent', messageId: message?.ts })
    expect(message).toMatchObject({
      client_msg_id: uuidOf('d1'),
      metadata: { event_type: 'border_brief_digest', event_payload: { d: 'd1' } },
      blocks: [{ type: 'rich_text', block_id: 'bb1:d1' }],
      text: 'What is new at the border.',
    })
    expect(slack.fake.calls).toHaveLength(1)
  })

  it('goes in words alone, all of them with their addresses, where Slack does not take the blocks, and can be recognised still', async () => {
    const { platform } = slack.make()
    slack.fake.refusesBlocks = true
    const link = { kind: 'link', text: 'at the words', url: 'https://hill.example/a?b=1&c=2' } as const
    const claims = Array.from({ length: 45 }, (_, at) => `Claim ${at} <b>says so</b>. ${'It goes on. '.repeat(9)}`.trim())
    const nodes = claims.map((words) => ({ kind: 'paragraph' as const, inlines: [{ kind: 'text' as const, text: `${words} ` }, link] }))
    const [payload = ''] = platform.paginate({ preview: 'What is new.', nodes })
    expect(await postTo(platform, { payload })).toMatchObject({ kind: 'sent' })
    const [stands] = slack.fake.workspace.roots('C1')
    expect(stands).toMatchObject({ mrkdwn: false, metadata: { event_payload: { d: 'd1' } }, unfurl_links: false })
    expect(stands).not.toHaveProperty('blocks')
    const lines = String(stands?.text).split('\n')
    expect(lines).toEqual(['What is new.', ...claims.map((words) => escapeMrkdwn(`${words} at the words: ${link.url}`))])
    expect(slack.fake.takeRejected()).toEqual(['invalid_blocks'])
  })

  it('of which Slack refuses blocks that are too long goes in words too', async () => {
    const { platform } = slack.make()
    const payload = JSON.stringify({ text: 'x', blocks: bigBlocks(5) })
    expect(await postTo(platform, { payload })).toMatchObject({ kind: 'sent' })
    expect(slack.fake.takeRejected()).toEqual(['msg_blocks_too_long'])
  })

  it('puts later parts into the thread of the first', async () => {
    const { platform } = slack.make()
    const [first = '', second = ''] = platform.paginate(pagesOf(2))
    const root = await postTo(platform, { payload: first })
    const parent = root.kind === 'sent' ? root.messageId : ''
    await postTo(platform, { deliveryId: 'd2', payload: second, parent })
    expect(slack.fake.workspace.replies('C1', parent).map((part) => wordsOf(part).slice(0, 6))).toEqual(['Page 2'])
  })

  it.each<[Fault['ending'], boolean]>([
    ['reset', false],
    ['reset', true],
    ['503', true],
    ['hang', false],
    ['hang', true],
    ['garbage', true],
    ['redirect', false],
    ['internal_error', true],
  ])('is unknown after %s (taken effect: %s), and is not tried again', async (ending, commit) => {
    const { platform } = slack.make()
    slack.fake.failNext('chat.postMessage', { commit, ending })
    expect(await postTo(platform)).toMatchObject({ kind: 'unknown' })
    expect(slack.fake.calls.map((call) => call.method)).toEqual(['chat.postMessage'])
    expect(slack.fake.workspace.roots('C1')).toHaveLength(commit ? 1 : 0)
  })

  it('is not sent when Slack asks to wait, with how long', async () => {
    const { platform } = slack.make()
    slack.fake.failNext('chat.postMessage', { commit: false, ending: '429' })
    expect(await postTo(platform)).toEqual({
      ...{ kind: 'not-sent', reason: 'ratelimited', retryAfterMs: 2_000 },
      allowance: { reach: 'workspace', waitMs: 2_000, isLimited: true, isInvalid: false },
    })
  })

  it('is not sent when nobody listens at the address', async () => {
    const { platform } = slack.make({ apiUrl: 'http://127.0.0.1:1/api/' })
    expect(await postTo(platform)).toEqual({ kind: 'not-sent', reason: 'ECONNREFUSED', retryAfterMs: null })
  })

  it('is not sent when the connection does not stand in time', async () => {
    const silent = createServer().listen(0, '127.0.0.1') // takes connections and never speaks TLS
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : 0
    const { platform } = slack.make({ apiUrl: `https://127.0.0.1:${port}/api/` })
    expect(await postTo(platform)).toEqual({ kind: 'not-sent', reason: 'connect timeout', retryAfterMs: null })
    silent.close()
  })

  it.each([
    ['not_in_channel', 'channel', () => ({ channel: { ...channel, channel: 'C2' } })],
    ['channel_not_found', 'channel', () => ({ channel: { ...channel, channel: 'CGONE' } })],
    ['msg_too_long', 'message', () => ({ payload: JSON.stringify({ text: 'x'.repeat(40_001), blocks: bigBlocks(1) }) })],
  ])('is refused for good: %s, which concerns the %s', async (reason, of, change) => {
    const { platform } = slack.make()
    expect(await postTo(platform, change())).toMatchObject({ kind: 'refused', reason, refusal: { of } })
    expect(slack.fake.takeRejected()).toEqual([reason])
  })

  it('is refused for good once the token was revoked or lost its scope', async () => {
    const { platform } = slack.make()
    slack.fake.workspace.scopes = []
    expect(await postTo(platform)).toMatchObject({ kind: 'refused', reason: 'missing_scope', refusal: { of: 'workspace' } })
    slack.fake.workspace.tokenError = 'token_revoked'
    expect(await postTo(platform)).toMatchObject({ kind: 'refused', reason: 'token_revoked', refusal: { of: 'workspace' } })
    expect(slack.fake.takeRejected()).toEqual(['missing_scope', 'token_revoked'])
  })

  it('is refused when the stored payload is not one of ours, without a call', async () => {
    const { platform } = slack.make()
    for (const payload of ['', 'null', '{"text":"x"}', '{"text":"x","blocks":[]}']) {
      expect(await postTo(platform, { payload })).toMatchObject({
        kind: 'refused',
        reason: 'unreadable payload',
        refusal: { of: 'message' },
      })
    }
    expect(slack.fake.calls).toEqual([])
  })

  it('has the same UUID for the same delivery, another for another', () => {
    expect(uuidOf('d1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(['d1', 'd1', 'd2'].map(uuidOf)).size).toBe(2)
  })
})

describe('finding a digest', () => {
  it('cannot tell without the history scope', async () => {
    const { platform } = slack.make()
    await postTo(platform)
    expect(await platform.find(channel, 'd1', SINCE)).toEqual({ kind: 'cannot-tell', reason: 'no history scope' })
  })

  it('reads the history, by metadata, or by block id where that was lost', async () => {
    slack.fake.workspace.scopes = ALL_SCOPES
    const { platform } = slack.make()
    for (let noise = 0; noise < 120; noise += 1) await postTo(platform, { deliveryId: `n${noise}` })
    const outcome = await postTo(platform)
    await postTo(platform, { deliveryId: 'later' })
    for (const keepsMetadata of [true, false]) {
      slack.fake.workspace.keepsMetadata = keepsMetadata
      expect(await platform.find(channel, 'd1', SINCE)).toEqual({
        kind: 'found',
        messageId: outcome.kind === 'sent' ? outcome.messageId : '',
      })
    }
    expect(await platform.find(channel, 'never', SINCE)).toEqual({ kind: 'absent' })
    expect(slack.fake.of('conversations.history').length).toBe(6) // two pages each: what is found on the first may have an earlier twin
  })

  it('names the earliest of several, and the others', async () => {
    slack.fake.workspace.scopes = ALL_SCOPES
    const { platform } = slack.make()
    const stamps = [await postTo(platform), await postTo(platform)].map((one) => (one.kind === 'sent' ? one.messageId : ''))
    expect(await platform.find(channel, 'd1', SINCE)).toEqual({ kind: 'found', messageId: stamps[0], others: [stamps[1]] })
  })

  it('looks for later parts in the thread of the first', async () => {
    slack.fake.workspace.scopes = ALL_SCOPES
    const { platform } = slack.make()
    const root = await postTo(platform)
    const parent = root.kind === 'sent' ? root.messageId : ''
    const part = await postTo(platform, { deliveryId: 'd2', parent })
    expect(await platform.find(channel, 'd2', SINCE, parent)).toEqual({
      kind: 'found',
      messageId: part.kind === 'sent' ? part.messageId : '',
    })
    expect(await platform.find(channel, 'd3', SINCE, parent)).toEqual({ kind: 'absent' })
  })

  it('believes only what the bot itself posted', async () => {
    slack.fake.workspace.scopes = ALL_SCOPES
    const { platform } = slack.make()
    const [ts, more] = ['1700000000.900000', { metadata: { event_type: 'border_brief_digest', event_payload: { d: 'd1' } } }]
    slack.fake.workspace.messages.set(`C1:${ts}`, { channel: 'C1', ts, user: 'U1', bot_id: 'B9', ...more })
    expect(await platform.find(channel, 'd1', SINCE)).toEqual({ kind: 'absent' })
  })

  it.each<[string, () => void, FindOutcome]>([
    [
      'where the bot was thrown out',
      () => slack.fake.workspace.joined.delete('C1'),
      { kind: 'cannot-tell', reason: 'not_in_channel', isForNow: true },
    ],
    [
      'while Slack is down',
      () => slack.fake.failNext('conversations.history', ...Array(3).fill({ commit: false, ending: '503' })),
      { kind: 'cannot-tell', reason: 'no answer', isForNow: true },
    ],
    [
      'while Slack asks to wait',
      () => slack.fake.failNext('conversations.history', { commit: false, ending: '429' }),
      { kind: 'cannot-tell', reason: 'no answer', isForNow: true },
    ],
  ])('cannot tell %s', async (_, happens, outcome) => {
    slack.fake.workspace.scopes = ALL_SCOPES
    const { platform } = slack.make()
    happens()
    expect(await platform.find(channel, 'd1', SINCE)).toEqual(outcome)
    slack.fake.takeRejected()
  })

  it('is told by the metadata event what stands, without any history', async () => {
    slack.fake.workspace.sendsMetadataEvents = true
    const { platform, standing } = await slack.open(() => undefined)
    slack.fake.failNext('chat.postMessage', { commit: true, ending: 'reset' })
    expect(await postTo(platform)).toMatchObject({ kind: 'unknown' })
    const messageId = slack.fake.workspace.roots('C1')[0]?.ts
    await expect.poll(() => standing).toEqual([{ deliveryId: 'd1', channel: 'C1', messageId }])
  })

  it('acknowledges such an event only once it is kept, so that Slack repeats what was lost', async () => {
    const { platform } = slack.make()
    let keeps = false
    let kept = 0
    const hear = async () => {
      if (!keeps) throw new Error('disk full')
      kept += 1
    }
    await platform.start(async () => {}, hear)
    const own = metadataPosted(slack.fake.origin, {
      channel: 'C1',
      ts: '1.1',
      metadata: { event_type: 'border_brief_digest', event_payload: { d: 'd1' } },
    })
    const lost = slack.fake.sockets.deliver('events_api', own)
    const outcome = await Promise.race([
      lost.then(
        () => 'acknowledged',
        () => 'not acknowledged',
      ),
      wait(300).then(() => 'not acknowledged'),
    ])
    expect(outcome).toBe('not acknowledged')
    keeps = true
    await slack.fake.sockets.deliver('events_api', own)
    expect(kept).toBe(1)
    void lost.catch(() => {})
  })

  it('does not fall for such an event of somebody else', async () => {
    const { standing } = await slack.open(() => undefined)
    const forged = { channel: 'C1', ts: '1.1', metadata: { event_type: 'border_brief_digest', event_payload: { d: 'd1' } } }
    await slack.fake.sockets.deliver('events_api', metadataPosted(slack.fake.origin, forged, { bot_id: 'B9', user_id: 'U9' }))
    expect(standing).toEqual([])
  })
})

describe('a digest that was posted', () => {
  it('is not posted when the lease is over by the time the connection stands: not a byte leaves', async () => {
    const { platform } = slack.make()
    expect(await postTo(platform, { mayLeave: () => false })).toEqual({ kind: 'not-sent', reason: 'lease over', retryAfterMs: null })
    expect(slack.fake.calls).toEqual([])
    expect(await postTo(platform, { mayLeave: () => true })).toMatchObject({ kind: 'sent' })
  })

  it('is removed, also when it is gone already', async () => {
    const { platform } = slack.make()
    const sent = await postTo(platform)
    const place = { channel, messageId: sent.kind === 'sent' ? sent.messageId : '', parent: null }
    expect(await platform.remove?.(place)).toMatchObject({ kind: 'sent' })
    expect(slack.fake.workspace.roots('C1')).toEqual([])
    expect(await platform.remove?.(place)).toMatchObject({ kind: 'sent' })
    expect(slack.fake.takeRejected()).toEqual(['message_not_found'])
  })

  it('gets a sentence put under it, and keeps its marks', async () => {
    const { platform } = slack.make()
    const [payload = ''] = platform.paginate(saying('What is new at the border.'))
    const sent = await postTo(platform, { payload })
    const place = { channel, messageId: sent.kind === 'sent' ? sent.messageId : '', parent: null }
    expect(await platform.amend?.(place, 'd1', payload, [[{ kind: 'text', text: 'The rest is missing.' }]])).toMatchObject({ kind: 'sent' })
    const [message] = slack.fake.workspace.roots('C1')
    expect(wordsOf(message)).toBe('What is new at the border. The rest is missing.')
    expect(message).toMatchObject({ blocks: [{ block_id: 'bb1:d1' }, {}] })
  })

  it('is edited in one attempt, and says for certain only what Slack says', async () => {
    const { platform } = slack.make()
    const [payload = ''] = platform.paginate(saying('What is new at the border.'))
    const sent = await postTo(platform, { payload })
    const place = { channel, messageId: sent.kind === 'sent' ? sent.messageId : '', parent: null }
    const edit = () => platform.amend?.(place, 'd1', payload, [[{ kind: 'text', text: 'Mended.' }]])
    for (const [ending, kind] of [
      ['429', 'not-sent'],
      ['internal_error', 'unknown'],
      ['reset', 'unknown'],
    ] as const) {
      slack.fake.failNext('chat.update', { commit: false, ending })
      expect((await edit())?.kind).toBe(kind)
    }
    expect(slack.fake.of('chat.update')).toHaveLength(3)
    expect(await edit()).toMatchObject({ kind: 'sent' })
    expect(await edit()).toMatchObject({ kind: 'sent' })
    expect(wordsOf(slack.fake.workspace.roots('C1')[0])).toBe('What is new at the border. Mended.')
    slack.fake.workspace.messages.clear()
    expect(await edit()).toMatchObject({ kind: 'refused', refusal: { of: 'message' } })
    slack.fake.takeRejected()
    expect(['edit_window_closed', 'is_archived', 'invalid_auth', 'what_is_this'].map((error) => refusalOfEdit(error)?.of)).toEqual([
      ...['message', 'channel', 'workspace', undefined],
    ])
  })

  it('is not edited where there is no room, without a call', async () => {
    const { platform } = slack.make()
    const payload = JSON.stringify({ text: 'x', blocks: bigBlocks(50) })
    const place = { channel, messageId: '1700000000.000001', parent: null }
    expect(await platform.amend?.(place, 'd1', payload, [[{ kind: 'text', text: 'Mended.' }]])).toMatchObject({
      ...{ kind: 'refused', refusal: { of: 'message' } },
    })
    expect(slack.fake.of('chat.update')).toEqual([])
  })

  it('is found by people in the workspace the bot is in, in its thread where it stands in one', async () => {
    const { platform } = slack.make()
    const place = { channel, messageId: '1700000000.000001', parent: null }
    const address = { platform: 'slack', site: 'https://fake.slack.com/', channel: 'C1', message: '1700000000.000001', thread: null }
    expect(await platform.locate?.(place)).toEqual(address)
    expect(await platform.locate?.({ ...place, parent: '1690000000.000001' })).toEqual({ ...address, thread: '1690000000.000001' })
    expect(await platform.locate?.({ ...place, channel: { ...channel, workspace: 'T0OTHER' } })).toBeNull()
  })

  it('tells its owner by a direct message', async () => {
    const { platform } = slack.make()
    expect(await platform.tell?.('T0FAKE', 'U1', 'It is paused.')).toMatchObject({ kind: 'sent' })
    expect(slack.fake.of('chat.postMessage').map((args) => args.channel)).toEqual(['U1'])
  })
})

function bigBlocks(count: number): unknown[] {
  return Array.from({ length: count }, () => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x'.repeat(2900) }] }],
  }))
}
