// HTTP mode: only what is Slack's, fresh and new gets in.
import { request } from 'node:http'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifiedSignature } from '../../../../src/adapters/platforms/slack/http-edge.ts'
import { createSlackPlatform } from '../../../../src/adapters/platforms/slack/slack.ts'
import { systemClock } from '../../../../src/base/clock.ts'
import type { Inbound } from '../../../../src/domain/inbound.ts'
import { eventCallback, PERSON_TS, slashCommand } from '../../../fakes/slack/payloads.ts'
import { push, signature, signedRequest } from '../../../fakes/slack/signing.ts'
import { type Line, logInto, saying, slackHarness } from './harness.ts'

const slack = slackHarness()
const secret = 'shh'
// Bolt reads the machine's clock when it checks the signature, so these tests stand on it too.
const now = () => Math.floor(systemClock.now().epochMilliseconds / 1000)

async function openHttp(): Promise<Readonly<{ url: string; inbound: Inbound[]; stop: () => Promise<void>; lines: Line[] }>> {
  const [lines, inbound]: [Line[], Inbound[]] = [[], []]
  const { apiUrl, workspace } = slack.fake
  const config = {
    botToken: workspace.token,
    appToken: null,
    signingSecret: secret,
    host: '127.0.0.1',
    port: 0,
    apiUrl,
    historyGranted: false,
  }
  const platform = createSlackPlatform({ config, clock: systemClock, log: logInto(lines) })
  await platform.start(async (one, surface) => {
    inbound.push(one)
    await surface.finish(saying('Answered.'))
  })
  const { port } = Object(lines.find((line) => line.message === 'slack http open')?.fields)
  return { url: `http://127.0.0.1:${port}/slack/events`, inbound, lines, stop: () => platform.stop(1_000) }
}

const command = (text: string) => slashCommand(slack.fake.origin, text)

describe('the HTTP door', () => {
  it('takes a signed command, acknowledges it at once and answers in the channel', async () => {
    const { url, stop } = await openHttp()
    const pushed = await push(url, signedRequest(secret, 'command', command('border'), now()))
    expect(pushed).toMatchObject({ status: 200, text: expect.stringContaining('Looking') })
    expect(pushed.ms).toBeLessThan(1_000)
    await slack.fake.until(() => slack.fake.workspace.roots('C1').length === 1, 'the answer')
    await stop()
  })

  it('takes signed events and presses, and answers Slack’s question whether the address is ours', async () => {
    const { url, inbound, stop } = await openHttp()
    const challenge = await push(url, signedRequest(secret, 'event', { type: 'url_verification', challenge: 'c1', token: 'v' }, now()))
    expect(challenge).toMatchObject({ status: 200, text: expect.stringContaining('c1') })
    const mention = { type: 'app_mention', channel: 'C1', user: 'U1', text: '<@U0BOT> why?', ts: PERSON_TS }
    const event = await push(url, signedRequest(secret, 'event', eventCallback(slack.fake.origin, mention), now()))
    expect(event.status).toBe(200)
    await slack.fake.until(() => slack.fake.workspace.replies('C1', PERSON_TS).length === 1, 'the answer')
    expect(inbound).toHaveLength(1)
    await stop()
  })

  it.each([
    ['forged', () => signedRequest('wrong', 'command', command('x'), now())],
    ['stale', () => signedRequest(secret, 'command', command('x'), now() - 301)],
    ['from the future', () => signedRequest(secret, 'command', command('x'), now() + 302)],
    ['unsigned', () => ({ body: 'text=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } })],
    [
      'unsigned, dressed as a check of the certificate',
      () => ({ body: 'ssl_check=1&text=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    ],
    ['with something behind the signature', () => withHeader('x-slack-signature', (value) => `${value}=x`)],
    ['with a time that only reads the same', () => withHeader('x-slack-request-timestamp', (value) => `${value}.0`)],
    ['with another body', () => ({ ...signedRequest(secret, 'command', command('x'), now()), body: 'text=y' })],
  ])('refuses a request that is %s', async (_, make) => {
    const { url, inbound, stop } = await openHttp()
    expect(await push(url, make())).toMatchObject({ status: 401, text: '' })
    await stop()
    expect(inbound).toEqual([])
  })

  it('accepts no signature, time or body that differs from Slack’s in anything', () => {
    const at = 1_700_000_000
    const genuine = signature(secret, 'text=border', at)
    const accepted = (headers: Readonly<Record<string, string[]>>, body: string, now = at) =>
      verifiedSignature({ headersDistinct: headers }, Buffer.from(body), { secret, now })
    const lists = (headers: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
    expect(accepted(lists(genuine), 'text=border')).toBe(genuine['x-slack-signature'])
    const place = fc.integer({ min: 0, max: 200 })
    fc.assert(
      fc.property(
        fc.constantFrom('x-slack-signature', 'x-slack-request-timestamp', 'body'),
        place,
        fc.string({ unit: 'binary', maxLength: 3 }),
        (part, index, noise) => {
          const mutate = (value: string) => value.slice(0, index) + noise + value.slice(index + noise.length)
          const headers = part === 'body' ? genuine : { ...genuine, [part]: mutate(genuine[part] ?? '') }
          const body = part === 'body' ? mutate('text=border') : 'text=border'
          const same = body === 'text=border' && JSON.stringify(headers) === JSON.stringify(genuine)
          expect(accepted(lists(headers), body) !== null).toBe(same)
        },
      ),
      { numRuns: 3_000 },
    )
    const twice = { ...lists(genuine), 'x-slack-signature': [genuine['x-slack-signature'] ?? '', 'v0=0'] }
    expect(accepted(twice, 'text=border')).toBeNull()
    for (const off of [-301, 301, -1e9, 1e9]) expect(accepted(lists(genuine), 'text=border', at + off)).toBeNull()
  })

  it('refuses a request with two signatures', async () => {
    const { url, inbound, stop } = await openHttp()
    const { body, headers } = signedRequest(secret, 'command', command('x'), now())
    const forged = signature('wrong', body, now())['x-slack-signature'] ?? ''
    const status = await rawPost(url, body, [...Object.entries(headers).flat(), 'x-slack-signature', forged])
    expect(status).toBe(401)
    await stop()
    expect(inbound).toEqual([])
  })

  it('refuses a request that was already used, also when it is sent many times at once', async () => {
    const { url, inbound, stop } = await openHttp()
    const signed = signedRequest(secret, 'command', command('x'), now())
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await push(url, signed)).status))
    expect(statuses.toSorted()).toEqual([200, ...Array(7).fill(401)])
    await slack.fake.until(() => slack.fake.workspace.roots('C1').length === 1, 'the answer')
    await stop()
    expect(inbound).toHaveLength(1)
  })

  it('takes a second request about the same command, signed anew, and handles it once', async () => {
    const { url, inbound, stop } = await openHttp()
    const payload = command('x')
    for (const at of [now() - 1, now()]) expect((await push(url, signedRequest(secret, 'command', payload, at))).status).toBe(200)
    await slack.fake.until(() => slack.fake.workspace.roots('C1').length === 1, 'the answer')
    await stop()
    expect(inbound).toHaveLength(1)
  })

  it('serves no other path, no other method and no endless body', async () => {
    const { url, stop } = await openHttp()
    expect((await fetch(url)).status).toBe(404)
    expect((await push(url.replace('/slack/events', '/'), signedRequest(secret, 'command', command('x'), now()))).status).toBe(404)
    const long = await push(url, signedRequest(secret, 'command', { text: 'x'.repeat(1_100_000) }, now())).catch(() => ({ status: 413 }))
    expect(long.status).toBe(413)
    const broken = { body: '{bad', headers: { 'content-type': 'application/json', ...signature(secret, '{bad', now()) } }
    expect((await push(url, broken)).status).toBe(400)
    await stop()
  })

  it('is closed after stop, and says which setting to change when its port is taken', async () => {
    const { url, stop, lines } = await openHttp()
    const port = Number(new URL(url).port)
    const second = slack.make({ appToken: null, signingSecret: secret, port }).platform
    await expect(second.start(async () => {})).rejects.toMatchObject({ code: 'slack-port', hint: expect.stringContaining('SLACK_PORT') })
    await stop()
    await expect(fetch(url)).rejects.toThrow()
    expect(lines.filter((line) => line.level === 'error')).toEqual([])
  })
})

function withHeader(name: string, change: (value: string) => string) {
  const { body, headers } = signedRequest(secret, 'command', command('x'), now())
  return { body, headers: { ...headers, [name]: change(headers[name] ?? '') } }
}

/** fetch joins repeated headers; this sends them as they are. */
function rawPost(url: string, body: string, headers: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(url, {
      method: 'POST',
      headers: [...headers, 'host', new URL(url).host, 'content-length', String(Buffer.byteLength(body))],
    })
    call.on('response', (response) => resolve(response.resume().statusCode))
    call.on('error', reject)
    call.end(body)
  })
}
