import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Platform, Post } from '../../../../src/ports/platform.ts'
import { P } from '../../../fakes/discord/answers.ts'
import type { Fault } from '../../../fakes/discord/faults.ts'
import { claims, customIds, doc, FOLLOW_UP, shown, useStand } from './stand.ts'

const stand = useStand()
const ID = 'k3v9q2m1x7w5t4r8'
const SINCE = '2026-11-21T08:00:00Z'
const inNews = () => stand.fake.messagesIn(stand.fake.channelId)
const channel = () => ({ platform: 'discord', workspace: stand.fake.guildId, channel: stand.fake.channelId }) as const

/** A platform that is not connected: deliveries need no gateway. */
const alone = (): Platform => stand.make({}, { limits: { timeouts: { connectMs: 200, totalMs: 200 } } })
function part(platform: Platform, more: Partial<Post> = {}): Post {
  const payload = platform.paginate(doc('Border, 21 November', FOLLOW_UP))[0] ?? ''
  return { channel: channel(), deliveryId: ID, payload, parent: null, ...more }
}
const fault = (when: Fault['when'], how: Fault['how']): Fault => ({ method: 'POST', path: /\/messages$/, when, how })
const status = (code: number, body: unknown, headers?: Record<string, string>) =>
  ({ kind: 'answer', status: code, body, ...(headers ? { headers } : {}) }) as const

describe('a part of a digest', () => {
  it('is posted with its marks', async () => {
    const platform = alone()
    const outcome = await platform.post(part(platform))
    expect(outcome).toEqual({ kind: 'sent', messageId: inNews()[0]?.id })
    expect(customIds(inNews()[0])).toEqual([`bb:${ID}`])
    expect(stand.fake.of('POST', /messages$/)[0]?.body).toMatchObject({
      nonce: ID,
      enforce_nonce: true,
      allowed_mentions: { parse: [], replied_user: false },
    })
    expect(platform.nonceWindowMs).toBe(120_000)
  })
  it('gets a button to carry its mark where the payload has none, also on a full page', async () => {
    const platform = alone()
    const many = Array.from({ length: 80 }, (_, i) => ({ kind: 'paragraph', inlines: [{ kind: 'text', text: `Line ${i}` }] }) as const)
    const payloads = platform.paginate(doc('Quiet', ...many))
    for (const [i, payload] of payloads.entries())
      expect(await platform.post(part(platform, { payload, deliveryId: `${ID}${i}` }))).toMatchObject({ kind: 'sent' })
    expect(inNews().map(customIds)).toEqual(payloads.map((_, i) => [`bb:${ID}${i}`]))
  })
  it('that was posted and then lost is the same message when it is tried again', async () => {
    const platform = alone()
    stand.fake.faults.push(fault('after', { kind: 'reset' }))
    expect(await platform.post(part(platform))).toMatchObject({ kind: 'unknown' })
    expect(await platform.post(part(platform))).toEqual({ kind: 'sent', messageId: inNews()[0]?.id })
    expect(inNews()).toHaveLength(1)
  })
  it('has a button that opens the follow-up form', async () => {
    const platform = await stand.start()
    await platform.post(part(platform))
    const message = inNews()[0]
    if (message === undefined) throw new Error('nothing posted')
    const pressed = stand.fake.presses(message, `bb:${ID}`)
    await expect.poll(() => pressed.ack?.type).toBe(9)
    stand.fake.submits(pressed, 'who fled?', { message })
    await expect.poll(() => stand.heard).toMatchObject([{ thread: message.id, text: 'who fled?' }])
    await expect.poll(() => stand.threads).toEqual([message.id])
  })
})

describe('what became of an attempt', () => {
  it.each([
    ['a reset before anything was done', fault('before', { kind: 'reset' }), { kind: 'unknown' }, 0],
    ['a reset after it was done', fault('after', { kind: 'reset' }), { kind: 'unknown' }, 1],
    ['no answer', fault('after', { kind: 'hang' }), { kind: 'unknown', reason: 'no answer in time' }, 1],
    ['500 after it was done', fault('after', status(500, {})), { kind: 'unknown', reason: 'status 500' }, 1],
    ['408', fault('before', status(408, { code: 0, message: 'x' })), { kind: 'unknown' }, 0],
    ['a redirect', fault('before', status(302, '', { location: 'http://127.0.0.1:1/' })), { kind: 'unknown', reason: 'status 302' }, 0],
    ['200 without an id', fault('after', status(200, '{"ok":')), { kind: 'unknown' }, 1],
    [
      '429 with a body',
      fault('before', status(429, { retry_after: 1.2345, global: false, message: 'x' })),
      { kind: 'not-sent', retryAfterMs: 1_235 },
      0,
    ],
    [
      '429 with a header only',
      fault('before', status(429, 'slow down', { 'retry-after': '7' })),
      { kind: 'not-sent', retryAfterMs: 7_000 },
      0,
    ],
    ['429 with neither', fault('before', status(429, '')), { kind: 'not-sent', retryAfterMs: null }, 0],
    ['403 from something in between', fault('before', status(403, '<html>')), { kind: 'not-sent', retryAfterMs: null }, 0],
  ])('%s', async (_, theFault, outcome, posted) => {
    const platform = alone()
    stand.fake.faults.push(theFault)
    expect(await platform.post(part(platform))).toMatchObject(outcome)
    expect(inNews()).toHaveLength(posted)
    expect(stand.fake.of('POST', /messages$/)).toHaveLength(1)
  })
  it('no connection', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    await new Promise((resolve) => server.close(resolve))
    const platform = stand.make({ apiUrl: `http://127.0.0.1:${port}/api` })
    expect(await platform.post(part(platform))).toEqual({
      kind: 'not-sent',
      reason: 'connection failed (ECONNREFUSED)',
      retryAfterMs: null,
    })
  })
  it('a channel that is gone, a permission that is missing, a token that was revoked', async () => {
    const platform = alone()
    expect(await platform.post(part(platform, { channel: { ...channel(), channel: '1' } }))).toMatchObject({
      kind: 'refused',
      reason: 'Unknown Channel (10003)',
      refusal: { of: 'channel' },
    })
    stand.fake.deny(stand.fake.channelId, P.sendMessages)
    expect(await platform.post(part(platform))).toMatchObject({
      ...{ kind: 'refused', reason: 'Missing Permissions (50013)' },
      refusal: { of: 'channel', isPassing: true },
      allowance: { isInvalid: true },
    })
    const revoked = stand.make({ token: 'MTIz.x.y' })
    expect(await revoked.post(part(revoked))).toMatchObject({ kind: 'refused', refusal: { of: 'token' }, allowance: { isInvalid: true } })
  })
  it('a channel that cannot be one of Discord', async () => {
    const platform = alone()
    const elsewhere = { ...channel(), channel: '1/../2 x' }
    expect(await platform.post(part(platform, { channel: elsewhere }))).toMatchObject({
      kind: 'refused',
      reason: 'not a channel of Discord',
    })
    expect(await platform.find(elsewhere, ID, SINCE)).toMatchObject({ kind: 'cannot-tell' })
    expect(stand.fake.requests).toEqual([])
  })
  it('a stored payload that is not one of ours', async () => {
    const platform = alone()
    for (const payload of ['', '{}', '[1]', '{"flags":1,"components":[]}']) {
      expect(await platform.post(part(platform, { payload }))).toMatchObject({ kind: 'refused' })
    }
    expect(stand.fake.requests).toEqual([])
  })
})

describe('later parts', () => {
  it('stand in the thread of the first, which is opened once', async () => {
    const platform = alone()
    const [first = '', ...rest] = platform.paginate(doc('Long', ...claims(14)))
    const sent = await platform.post(part(platform, { payload: first }))
    const parent = sent.kind === 'sent' ? sent.messageId : ''
    for (const [i, payload] of rest.entries())
      expect(await platform.post(part(platform, { payload, parent, deliveryId: `${ID}${i}` }))).toMatchObject({ kind: 'sent' })
    expect(rest.length).toBeGreaterThan(1)
    expect(stand.fake.messagesIn(parent).map(customIds)).toEqual(rest.map((_, i) => [`bb:${ID}${i}`]))
    expect(inNews()).toHaveLength(1)
  })
  it('reply to the first where no thread can be opened', async () => {
    const platform = alone()
    stand.fake.deny(stand.fake.channelId, P.createPublicThreads)
    const sent = await platform.post(part(platform))
    const parent = sent.kind === 'sent' ? sent.messageId : ''
    expect(await platform.post(part(platform, { parent, deliveryId: `${ID}2` }))).toMatchObject({ kind: 'sent' })
    expect(inNews().at(-1)).toMatchObject({ message_reference: { message_id: parent } })
  })
  it('are not sent, for now, when it stays open whether the thread stands', async () => {
    const platform = alone()
    const sent = await platform.post(part(platform))
    const parent = sent.kind === 'sent' ? sent.messageId : ''
    const later = part(platform, { parent, deliveryId: `${ID}2` })
    const onThread = (how: Fault['how']): Fault => ({ method: 'POST', path: /threads$/, when: 'after', how })
    stand.fake.faults.push(onThread({ kind: 'reset' }), onThread(status(429, { retry_after: 2 })))
    expect(await platform.post(later)).toMatchObject({ kind: 'not-sent', retryAfterMs: null })
    expect(await platform.post(later)).toMatchObject({ kind: 'not-sent', retryAfterMs: 2_000 })
    expect(await platform.post(later)).toMatchObject({ kind: 'sent' })
    expect(stand.fake.messagesIn(parent)).toHaveLength(1)
  })
})

describe('finding a delivery', () => {
  it('finds the earliest message that carries its mark, and the others', async () => {
    stand.fake.honoursNonce = false
    const platform = alone()
    await platform.post(part(platform))
    await platform.post(part(platform))
    expect(await platform.find(channel(), ID, SINCE)).toEqual({ kind: 'found', messageId: inNews()[0]?.id, others: [inNews()[1]?.id] })
  })
  it('finds a later part in its thread', async () => {
    const platform = alone()
    const sent = await platform.post(part(platform))
    const parent = sent.kind === 'sent' ? sent.messageId : ''
    const second = await platform.post(part(platform, { parent, deliveryId: `${ID}2` }))
    expect(await platform.find(channel(), `${ID}2`, SINCE)).toEqual({
      kind: 'found',
      messageId: second.kind === 'sent' ? second.messageId : '',
    })
    expect(await platform.find(channel(), `${ID}3`, SINCE)).toEqual({ kind: 'absent' })
  })
  it('looks no further back than a little before the first attempt', async () => {
    const platform = alone()
    await platform.post(part(platform))
    expect(await platform.find(channel(), ID, '2026-11-21T08:00:04Z')).toMatchObject({ kind: 'found' })
    expect(await platform.find(channel(), ID, '2026-11-21T08:00:06Z')).toEqual({ kind: 'absent' })
  })
  it('reads on where more than a hundred messages came since', async () => {
    const platform = alone()
    for (let i = 0; i < 230; i += 1) stand.fake.says(`talk ${i}`)
    await platform.post(part(platform))
    for (let i = 0; i < 50; i += 1) stand.fake.says(`talk ${i}`)
    expect(await platform.find(channel(), ID, SINCE)).toMatchObject({ kind: 'found' })
    expect(stand.fake.of('GET', /messages$/)).toHaveLength(3)
  })
  it('does not take an empty list for absence where the history may not be read', async () => {
    const platform = alone()
    stand.fake.says('something')
    await platform.post(part(platform))
    stand.fake.deny(stand.fake.channelId, P.readMessageHistory)
    expect(await platform.find(channel(), ID, SINCE)).toMatchObject({ kind: 'cannot-tell' })
    const connected = await stand.start()
    expect(await connected.find(channel(), ID, SINCE)).toMatchObject({ kind: 'cannot-tell' })
  })
  it('hands on what an answer that is none says of the limits', async () => {
    const connected = await stand.start()
    stand.fake.faults.push({
      method: 'GET',
      path: /\/messages$/,
      when: 'before',
      how: status(429, { retry_after: 2, global: true, message: 'x' }),
    })
    const allowance = { reach: 'all', waitMs: 2_000, isLimited: true, isInvalid: true }
    expect(await connected.find(channel(), ID, SINCE)).toMatchObject({ kind: 'cannot-tell', isForNow: true, allowance })
    expect(await connected.find(channel(), ID, SINCE)).toEqual({ kind: 'absent' })
  })
  it('takes an empty list for absence where the history may be read', async () => {
    const connected = await stand.start()
    expect(await connected.find(channel(), ID, SINCE)).toEqual({ kind: 'absent' })
    stand.fake.says('something older')
    expect(await alone().find(channel(), ID, '2026-11-21T09:00:00Z')).toEqual({ kind: 'absent' })
  })
  it('cannot tell when Discord does not answer as it should, nor from somebody else’s message', async () => {
    const platform = alone()
    stand.fake.faults.push({ method: 'GET', path: /messages$/, when: 'before', how: status(500, {}) })
    expect(await platform.find(channel(), ID, SINCE)).toMatchObject({ kind: 'cannot-tell' })
    expect(await platform.find({ ...channel(), channel: '1' }, ID, SINCE)).toMatchObject({ kind: 'cannot-tell' })
    const forged = stand.fake.says('forged')
    forged.components = [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: `bb:${ID}` }] }]
    expect(await platform.find(channel(), ID, SINCE)).toEqual({ kind: 'absent' })
    expect(shown(forged)).toBe('forged')
  })
})

describe('a delivery that was posted', () => {
  const placeOf = (id: string | undefined, parent: string | null = null) => ({ channel: channel(), messageId: id ?? '', parent })

  it('is not posted when the lease is over by the time the connection stands: not a byte leaves', async () => {
    const platform = alone()
    for (const reused of [false, true]) {
      const refused = await platform.post(part(platform, { mayLeave: () => false }))
      expect(refused, `connection reused: ${reused}`).toEqual({ kind: 'not-sent', reason: 'lease over', retryAfterMs: null })
      expect(stand.fake.of('POST', /messages$/)).toHaveLength(reused ? 1 : 0)
      await platform.post(part(platform, { mayLeave: () => true }))
    }
  })
  it('is removed, also when it is gone already, and from its thread', async () => {
    const platform = alone()
    await platform.post(part(platform))
    const [first] = inNews()
    const second = await platform.post(part(platform, { parent: first?.id ?? '', deliveryId: `${ID}2` }))
    expect(await platform.remove?.(placeOf(second.kind === 'sent' ? second.messageId : '', first?.id))).toMatchObject({ kind: 'sent' })
    expect(stand.fake.messagesIn(first?.id ?? '')).toEqual([])
    expect(await platform.remove?.(placeOf(first?.id))).toMatchObject({ kind: 'sent' })
    expect(inNews()).toEqual([])
    expect(await platform.remove?.(placeOf(first?.id))).toMatchObject({ kind: 'sent' })
  })
  it('gets a sentence put under it, and keeps its mark', async () => {
    const platform = alone()
    await platform.post(part(platform))
    const { payload } = part(platform)
    expect(await platform.amend?.(placeOf(inNews()[0]?.id), ID, payload, [[{ kind: 'text', text: 'The rest is missing.' }]])).toMatchObject(
      { kind: 'sent' },
    )
    expect(shown(inNews()[0])).toMatch(/^.*Border, 21 November\n\nThe rest is missing\.$/s)
    expect(customIds(inNews()[0])).toEqual([`bb:${ID}`])
  })
  it('is edited where it stands, also in a thread, and not where there is no room', async () => {
    const platform = alone()
    await platform.post(part(platform))
    const [first] = inNews()
    const later = part(platform, { parent: first?.id ?? '', deliveryId: `${ID}2` })
    const second = await platform.post(later)
    const place = placeOf(second.kind === 'sent' ? second.messageId : '', first?.id)
    expect(await platform.amend?.(place, later.deliveryId, later.payload, [[{ kind: 'text', text: 'Mended.' }]])).toMatchObject({
      kind: 'sent',
    })
    expect(shown(stand.fake.messagesIn(first?.id ?? '')[0])).toMatch(/Mended\\?\.$/)
    const sentences = [[{ kind: 'text', text: 'word '.repeat(790) }], [{ kind: 'text', text: 'word '.repeat(50) }]] as const
    expect(await platform.amend?.(place, later.deliveryId, later.payload, sentences)).toMatchObject({
      ...{ kind: 'refused', refusal: { of: 'message' } },
    })
    expect(stand.fake.of('PATCH', /messages/)).toHaveLength(1)
  })
  it('is found by people where it stands', async () => {
    const platform = alone()
    await platform.post(part(platform))
    const id = inNews()[0]?.id ?? ''
    const second = await platform.post(part(platform, { parent: id, deliveryId: `${ID}2` }))
    const messageId = second.kind === 'sent' ? second.messageId : ''
    const at = { platform: 'discord', server: stand.fake.guildId }
    expect(await platform.locate?.(placeOf(id))).toEqual({ ...at, channel: stand.fake.channelId, message: id })
    expect(await platform.locate?.(placeOf(messageId, id))).toEqual({ ...at, channel: id, message: messageId })
    const direct = { platform: 'discord', workspace: `dm:${stand.fake.user.id}`, channel: stand.fake.directId } as const
    expect(await platform.locate?.({ channel: direct, messageId, parent: id })).toEqual({
      ...{ ...at, server: null, channel: stand.fake.directId, message: messageId },
    })
  })
  it('is replied to in its thread, beside it where none may be opened, and nowhere when it is gone', async () => {
    const platform = alone()
    await platform.post(part(platform))
    const id = inNews()[0]?.id ?? ''
    const reply = (parent: string, n: number) => platform.post(part(platform, { parent, deliveryId: `${ID}${n}`, isReply: true }))
    expect(await reply(id, 2)).toMatchObject({ kind: 'sent' })
    expect(stand.fake.messagesIn(id)).toHaveLength(1)
    expect(await reply('12345678', 3)).toMatchObject({ kind: 'refused', refusal: { of: 'message' } })
    expect(inNews()).toHaveLength(1)
  })
  it('tells its owner by a direct message', async () => {
    const platform = alone()
    expect(await platform.tell?.(stand.fake.guildId, stand.fake.user.id, 'It is paused.')).toMatchObject({ kind: 'sent' })
    expect(stand.fake.messagesIn(stand.fake.directId).map(shown)).toEqual(['It is paused.'])
    expect(await platform.tell?.(stand.fake.guildId, '12345678', 'It is paused.')).toMatchObject({ kind: 'refused' })
  })
})

describe('what Discord says about its limits', () => {
  it.each([
    [
      'a used-up bucket',
      status(200, { id: '7' }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '1.25' }),
      { reach: 'channel', waitMs: 1_250, isLimited: false, isInvalid: false },
    ],
    ['a global 429', status(429, { retry_after: 2, global: true }), { reach: 'all', waitMs: 2_000, isLimited: true, isInvalid: true }],
    [
      'a 429 shared with others',
      status(429, { retry_after: 2 }, { 'x-ratelimit-scope': 'shared' }),
      { reach: 'channel', waitMs: 2_000, isLimited: true, isInvalid: false },
    ],
  ])('is heard: %s', async (_, how, allowance) => {
    const platform = alone()
    stand.fake.faults.push(fault('before', how))
    expect(await platform.post(part(platform))).toMatchObject({ allowance })
  })
})
