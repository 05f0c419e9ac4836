// Interactions over HTTP: only what is Discord's, fresh and new gets in, and the response is the first answer.
import { request } from 'node:http'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { publicKeyOf, verifiedSignature } from '../../../../src/adapters/platforms/discord/http-edge.ts'
import { FakeDiscord } from '../../../fakes/discord/fake-discord.ts'
import { HttpSide, type Signed } from '../../../fakes/discord/http-side.ts'
import { thread } from '../../../fakes/discord/shapes.ts'
import { doc, FOLLOW_UP, overHttp, shown, useStand } from './stand.ts'

overHttp([])
const stand = useStand()
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const PING = JSON.stringify({ id: '1', application_id: '2', type: 1, token: 't', version: 1 })

function side(): HttpSide {
  if (stand.http === null) throw new Error('not over HTTP')
  return stand.http
}

describe('Discord’s question whether the address is ours', () => {
  it('is answered when it is signed, and refused as unauthorized when it is not', async () => {
    await stand.start()
    expect(await side().post(side().signed(PING))).toMatchObject({ status: 200, type: 'application/json', text: '{"type":1}' })
    const { headers } = side().signed(PING)
    expect(await side().post({ body: `${PING} `, headers })).toMatchObject({ status: 401, text: '' })
    expect(stand.heard).toEqual([])
  })
})

describe('the HTTP door', () => {
  it('answers a command without any gateway: at once by the response, and then by the token', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe('### BORDER'))
    expect(side().statuses.get(asked.id)).toEqual([200])
    expect(stand.fake.gateway.open).toBe(0)
    expect(stand.fake.of('POST', /\/callback$/)).toEqual([])
  })
  it('lets what follows the response wait until Discord has read it', async () => {
    await stand.start()
    side().readsAfterMs = 120
    stand.reply = async ({ text }, surface) => (text === 'help' ? surface.whisper(doc('Help')) : void (await surface.finish(doc('Done'))))
    const [asked, helped] = [stand.fake.brief('topic', { topic: 'border' }), stand.fake.brief('help')]
    await until(() => expect([asked, helped].map(({ original }) => shown(original))).toEqual(['### Done', '### Help']))
    expect(stand.fake.of('PATCH', /@original$/).length).toBeGreaterThan(2)
  })
  it('tells the handler when Discord has hung up before there was an answer', async () => {
    await stand.start()
    const one = side()
    stand.fake.answersTooLate = true
    const opened: boolean[] = []
    stand.reply = async (_, surface) => {
      one.hangUp()
      // What a later request is told, was told after the door heard of the hanging up.
      for (let i = 0; i < 3; i += 1) await one.post({ body: '', headers: {} })
      opened.push((await surface.form?.({ command: 'subscribe', title: 'Subscribe', submit: 'x', fields: [FIELD] })) ?? true)
    }
    stand.fake.brief('subscribe')
    await until(() => expect(stand.logged.join()).toMatch(/10062/))
    expect(opened).toEqual([])
  })
  it('ends the waiting for what is none of ours', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe('### BORDER'))
    if (asked.original === undefined) throw new Error('no answer')
    const pressed = stand.fake.presses(asked.original, 'other:button')
    await until(() => expect(side().statuses.get(pressed.id)).toEqual([504]))
    expect(pressed.ack).toBeUndefined()
  })
  it('lets an answer in hand finish when it stops, and takes nothing new', async () => {
    const platform = await stand.start()
    const held = Promise.withResolvers<void>()
    stand.reply = async (_, surface) => {
      await held.promise
      await surface.finish(doc('At last'))
    }
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(stand.heard).toHaveLength(1))
    const stopping = platform.stop(5_000)
    held.resolve()
    await stopping
    expect(shown(asked.original)).toBe('### At last')
    expect((await side().post(side().signed(PING))).status).toBe(0)
  })
  it('serves no other path, no other method and no endless body, and takes nothing that is no interaction', async () => {
    await stand.start()
    const url = side().url ?? ''
    expect((await fetch(url)).status).toBe(404)
    expect((await fetch(url.replace('interactions', 'x'), { method: 'POST', ...side().signed(PING) })).status).toBe(404)
    expect([413, 0]).toContain((await side().post(side().signed('x'.repeat(1_100_000)))).status)
    for (const body of ['{bad', '[]', '{"type":2}', JSON.stringify({ id: 'x', type: 2, token: 't', application_id: '1' })])
      expect((await side().post(side().signed(body))).status).toBe(400)
    expect(stand.heard).toEqual([])
  })
  it('says which setting to change when its port is taken, or the key is another application’s', async () => {
    await stand.start()
    const taken = { publicKey: side().publicKey, host: '127.0.0.1', port: Number(new URL(side().url ?? '').port) }
    const { promise: nothing } = Promise.withResolvers<void>()
    const start = (http: typeof taken) => stand.make({ http }).start(() => nothing)
    await expect(start(taken)).rejects.toMatchObject({ code: 'discord-port', hint: expect.stringContaining('DISCORD_PORT') })
    const other = new HttpSide(new FakeDiscord()).publicKey
    await expect(start({ ...taken, port: 0, publicKey: other })).rejects.toMatchObject({
      code: 'discord-public-key',
      hint: expect.stringContaining('DISCORD_PUBLIC_KEY'),
    })
  })
})

const FIELD = { name: 'topic', label: 'What about', hint: '', value: '', optional: false, maxLength: 20 }

describe('what is not Discord’s, fresh and new', () => {
  const asking = () => {
    const { payload } = stand.fake.brief('ask', { question: 'forged?' })
    return JSON.stringify(payload)
  }
  it.each<readonly [string, (one: HttpSide, body: string) => Signed]>([
    ['signed by another', (_, body) => new HttpSide(new FakeDiscord()).signed(body, Date.parse('2026-11-21T08:00:00Z'))],
    ['stale', (one, body) => one.signed(body, one.now() - 301_000)],
    ['from the future', (one, body) => one.signed(body, one.now() + 301_000)],
    ['unsigned', (_, body) => ({ body, headers: { 'content-type': 'application/json' } })],
    ['with another body', (one, body) => ({ body: body.replace('forged', 'forgery'), headers: one.signed(body).headers })],
    ['with another time', (one, body) => withHeader(one.signed(body), 'x-signature-timestamp', (value) => String(Number(value) + 1))],
    ['with a time that only reads the same', (one, body) => withHeader(one.signed(body), 'x-signature-timestamp', (value) => `0${value}`)],
    [
      'with a signature that only reads the same',
      (one, body) => withHeader(one.signed(body), 'x-signature-ed25519', (value) => value.toUpperCase()),
    ],
  ])('is refused: %s', async (_, make) => {
    await stand.start()
    const one = side()
    one.url = null // the genuine one gets lost on the way
    const body = asking()
    await one.settled()
    one.url = /"port":(\d+)/.exec(stand.logged.join())?.[1] ?? ''
    one.url = `http://127.0.0.1:${one.url}/discord/interactions`
    expect(await one.post(make(one, body))).toMatchObject({ status: 401, text: '' })
    expect(stand.heard).toEqual([])
    expect(stand.logged.join()).not.toContain('forg')
  })
  it('is what was used already, also when it is sent many times at once, or signed anew', async () => {
    await stand.start()
    const one = side()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe('### BORDER'))
    const again = one.signed(JSON.stringify({ ...asked.payload, id: '77' }))
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await one.post(again)).status))
    expect(statuses.toSorted()).toEqual([200, ...Array(7).fill(401)])
    const anew = one.signed(JSON.stringify({ ...asked.payload, id: '77' }), one.now() + 1_000)
    expect((await one.post(anew)).status).toBe(409)
    expect(stand.heard).toHaveLength(2)
  })
  it('is also a request with two signatures', async () => {
    await stand.start()
    const { body, headers } = side().signed(PING)
    const both = [...Object.entries(headers).flat(), 'x-signature-ed25519', headers['x-signature-ed25519'] ?? '']
    expect(await rawPost(side().url ?? '', body, both)).toBe(401)
  })
  it('is anything whose signature, time or body differs in whatever', () => {
    const one = new HttpSide(new FakeDiscord())
    const key = publicKeyOf(one.publicKey)
    const at = 1_700_000_000
    const genuine = one.signed('{"type":1}', at * 1_000)
    const accepted = (headers: Readonly<Record<string, string>>, body: string, now = at) =>
      verifiedSignature({ headersDistinct: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, [v]])) }, Buffer.from(body), {
        ...{ key, now },
      }) !== null
    expect(accepted(genuine.headers, genuine.body)).toBe(true)
    const parts = fc.constantFrom('x-signature-ed25519', 'x-signature-timestamp', 'body')
    fc.assert(
      fc.property(parts, fc.nat(200), fc.string({ unit: 'binary', maxLength: 3 }), (part, index, noise) => {
        const mutate = (value: string) => value.slice(0, index) + noise + value.slice(index + noise.length)
        const headers = part === 'body' ? genuine.headers : { ...genuine.headers, [part]: mutate(genuine.headers[part] ?? '') }
        const body = part === 'body' ? mutate(genuine.body) : genuine.body
        const isSame = body === genuine.body && JSON.stringify(headers) === JSON.stringify(genuine.headers)
        expect(accepted(headers, body)).toBe(isSame)
      }),
      { numRuns: 2_000 },
    )
    for (const off of [-301, 301, -1e9, 1e9]) expect(accepted(genuine.headers, genuine.body, at + off)).toBe(false)
  })
})

describe('without the gateway', () => {
  it('the bot finds out which servers it is in, and forgets those it hears of only by one person', async () => {
    const settled: string[] = []
    const removals = { removed: async () => {}, settled: async (id: string) => void settled.push(id), returned: () => {} }
    await stand.start({}, {}, removals)
    const { guildId, channelIds } = stand.fake.addGuild(1)
    const ask = async (place: Readonly<{ channelId?: string; stranger?: boolean }>) => {
      const asked = stand.fake.brief('topic', { topic: 'border' }, place)
      await until(() => expect(shown(asked.original)).toMatch(/BORDER/))
      return stand.heard.at(-1)?.channel.workspace
    }
    expect(await ask({ channelId: channelIds[0] ?? '' })).toBe(guildId)
    expect(settled).toEqual([guildId])
    expect(await ask({})).toBe(stand.fake.guildId)
    expect(await ask({ stranger: true })).toBe(`dm:${stand.fake.user.id}`)
    expect(stand.fake.of('GET', /^\/guilds\/\d+$/).map(({ path }) => path)).toEqual([`/guilds/${guildId}`])
  })
  it('is a stranger where its commands were installed without it, and asks so once a minute', async () => {
    await stand.start()
    const { guildId, channelIds } = stand.fake.addGuild(1)
    stand.fake.guildIds.splice(stand.fake.guildIds.indexOf(guildId), 1)
    for (let i = 0; i < 2; i += 1) {
      const asked = stand.fake.brief('topic', { topic: 'border' }, { channelId: channelIds[0] ?? '' })
      await until(() => expect(shown(asked.original)).toMatch(/BORDER/))
      expect(asked.ack?.ephemeral).toBe(true)
    }
    expect(stand.fake.of('GET', /^\/guilds\/\d+$/)).toHaveLength(1)
  })
  it('the bot finds out by and by that it was removed from a server, by Discord’s own word', async () => {
    const removed: string[] = []
    const removals = { removed: async (id: string) => void removed.push(id), settled: async () => {}, returned: () => {} }
    const { guildId } = stand.fake.addGuild(1)
    await stand.start({}, { kept: async () => [guildId, stand.fake.guildId], limits: { lookAroundMs: 30 } }, removals)
    await until(() => expect(stand.fake.of('GET', /^\/users\/@me\/guilds$/).length).toBeGreaterThan(2))
    expect(removed).toEqual([])
    const fault = { kind: 'answer', status: 500, body: {} } as const
    stand.fake.faults.push({ method: 'GET', path: /^\/users\/@me\/guilds$/, when: 'before', how: fault })
    stand.fake.leaves(guildId)
    await until(() => expect(removed).toContain(guildId))
    expect(new Set(removed)).toEqual(new Set([guildId]))
  })
  it('a thread is known by what it hangs in', async () => {
    await stand.start()
    const channel = stand.fake.channels.get(stand.fake.channelId)
    if (channel === undefined) throw new Error('no channel')
    const own = thread(stand.fake.id(), channel, 'Talk', stand.fake.user.id)
    stand.fake.channels.set(own.id, own)
    const asked = stand.fake.brief('topic', { topic: 'border' }, { channelId: own.id })
    await until(() => expect(stand.threads).toEqual([own.id]))
    expect(stand.heard[0]?.channel.channel).toBe(stand.fake.channelId)
    expect(asked.original?.channel_id).toBe(own.id)
  })
  it('a press below an answer goes on in its thread, which a bot that was just started has not seen', async () => {
    const platform = await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe('### BORDER'))
    if (asked.original === undefined) throw new Error('no answer')
    const opening = stand.fake.presses(asked.original, 'bb:open-thread:')
    await until(() => expect(shown(opening.original)).toMatch(/^It goes on in/))
    await platform.stop(1_000)
    await stand.start()
    const { thread: _, ...told } = asked.original
    stand.fake.presses(told, 'bb:ask:since when?')
    await until(() => expect(stand.fake.messagesIn(told.id).map(shown)).toContain('### SINCE WHEN?'))
  })
  it('digests are posted, found and counted as ever', async () => {
    const platform = await stand.start()
    const channel = { platform: 'discord', workspace: stand.fake.guildId, channel: stand.fake.channelId } as const
    const [payload = ''] = platform.paginate(doc('Morning', FOLLOW_UP))
    expect(await platform.post({ channel, deliveryId: 'd-1', payload, parent: null })).toMatchObject({ kind: 'sent' })
    expect(await platform.find(channel, 'd-1', '2026-11-21T07:59:00Z')).toMatchObject({ kind: 'found' })
  })
})

describe('check', () => {
  it('finds nothing to mend where both sides mean the same', async () => {
    const platform = await stand.start()
    expect(await platform.check()).toEqual([])
  })
  it('names another application’s key, an address that is missing, and a setting that does nothing', async () => {
    await stand.start()
    side().url = null
    const publicKey = new HttpSide(new FakeDiscord()).publicKey
    stand.fake.gateway.elsewhere = side()
    const platform = stand.make({ http: { publicKey, host: '127.0.0.1', port: 3001 }, messageContent: true })
    expect(await platform.check()).toEqual([
      expect.stringMatching(/DISCORD_PUBLIC_KEY is not the one of this application/),
      expect.stringMatching(/Interactions Endpoint URL.*\/discord\/interactions.*127\.0\.0\.1:3001/),
      expect.stringMatching(/DISCORD_MESSAGE_CONTENT does nothing over HTTP/),
    ])
  })
  it('says so where commands go to an address while the bot listens at the gateway', async () => {
    await stand.start()
    const platform = stand.make({ http: null })
    expect(await platform.check()).toEqual([expect.stringMatching(/sends commands and buttons to http.*DISCORD_PUBLIC_KEY/)])
  })
})

function withHeader({ body, headers }: Signed, name: string, change: (value: string) => string): Signed {
  return { body, headers: { ...headers, [name]: change(headers[name] ?? '') } }
}

/** fetch joins repeated headers; this sends them as they are. */
function rawPost(url: string, body: string, headers: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const all = [...headers, 'host', new URL(url).host, 'content-length', String(Buffer.byteLength(body))]
    const call = request(url, { method: 'POST', headers: all })
    call.on('response', (response) => resolve(response.resume().statusCode))
    call.on('error', reject)
    call.end(body)
  })
}
