// No address from outside leads into a network that is not public, however it is spelled, resolved or redirected.
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPublicAddress, networksOf } from '../../../../src/adapters/sources/addresses.ts'
import { PUBLIC_ONLY, targetOf } from '../../../../src/adapters/sources/guarded-fetch-rules.ts'
import { Refusal } from '../../../../src/adapters/sources/guarded-fetch-trouble.ts'
import { PUBLIC, serving, worldOf } from './outside-world.ts'
import { BAD_ANSWERS, LOCAL_NAMES, ODD_URLS, PUBLIC_4, PUBLIC_6, PUBLIC_URLS, SPECIAL_4, SPECIAL_6, spellings } from './vectors.ts'

const TARGETS = ['127.0.0.1', '10.0.0.1', '169.254.169.254', '192.168.1.1', '172.16.0.1', '100.100.100.200', '0.0.0.0', '192.0.0.192']
const literals = [
  ...TARGETS.flatMap(spellings).map((host) => `http://${host}/`),
  ...SPECIAL_4.map((address) => `https://${address}/`),
  ...SPECIAL_6.map((address) => `https://[${address}]/`),
]
const named = LOCAL_NAMES.map((name) => `http://${name}/`)
const direct = [...new Set([...literals, ...named, ...ODD_URLS])]
const LED_TO = [
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://[::ffff:a9fe:a9fe]/latest/meta-data/',
  'http://169.254.169.254/',
  '//10.0.0.1/',
  '\\\\10.0.0.1\\',
  'http://localhost/',
  'http://metadata.google.internal/',
  'http://inside.example/',
  'http://news.example:6379/',
  'http://user:pass@news.example/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_INFO',
]
const HOPS = [1, 2, 3, 4, 5]

describe('an address from outside', () => {
  let server: Awaited<ReturnType<typeof serving>>

  beforeAll(async () => {
    // /hops/3/<address> leads over two more hops of its own to the address.
    server = await serving((request, response) => {
      const [found, status = '', left = '', to = ''] = /^\/hops\/(\d+)\/(\d+)\/(.*)$/.exec(request.url ?? '') ?? []
      if (found === undefined) response.end('news')
      else {
        const location = Number(left) > 1 ? `/hops/${status}/${Number(left) - 1}/${to}` : decodeURIComponent(to)
        response.writeHead(Number(status), { location }).end()
      }
    })
  })
  afterAll(() => server.close())

  it.each(direct)('%j is refused and nothing is dialled', async (url) => {
    // Were a name looked up at all, it would be found to lead inside.
    const everything = new Proxy({}, { get: () => ['127.0.0.1'] })
    const world = worldOf(everything, server.port)
    expect((await world.fetch({ url, purpose: 'feed' })).kind).toBe('refused')
    expect([world.dialled, world.resolved]).toEqual([[], []])
  })

  it.each(BAD_ANSWERS.map((answer) => ({ answer, json: JSON.stringify(answer).slice(0, 60) })))(
    'whose name leads to $json is not dialled',
    async ({ answer }) => {
      const world = worldOf({ 'news.example': answer }, server.port)
      const fetched = await world.fetch({ url: 'http://news.example/', purpose: 'feed' })
      expect(fetched.kind).toBe(answer.length === 0 ? 'failed' : 'refused')
      expect(world.dialled).toEqual([])
    },
  )

  it.each(HOPS.flatMap((hops) => LED_TO.map((to) => ({ hops, to, status: [301, 302, 303, 307, 308][hops - 1] }))))(
    'that leads to $to after $hops hops ($status) ends before it',
    async ({ hops, to, status }) => {
      const world = worldOf({ 'news.example': [PUBLIC], 'inside.example': ['10.0.0.1'] }, server.port)
      const url = `http://news.example/hops/${status}/${hops}/${encodeURIComponent(to)}`
      const fetched = await world.fetch({ url, purpose: 'feed' })
      expect([fetched.kind, fetched.redirects.length]).toEqual(['refused', hops])
      expect(world.dialled).toEqual(Array(hops).fill(PUBLIC))
      await expect.poll(world.open).toBe(0)
    },
  )

  it('is tried in more than three hundred ways', () => {
    const ways = direct.length + BAD_ANSWERS.length + HOPS.length * LED_TO.length
    expect(ways).toBeGreaterThanOrEqual(300)
    console.log(`${ways} ways in tried; none dialled`)
  })

  it('is looked up once for a request: a name that leads elsewhere the second time gains nothing', async () => {
    const answers = [[PUBLIC], ['127.0.0.1']]
    const dialled: string[] = []
    const world = worldOf({}, server.port, {
      resolve: async () => answers.shift() ?? ['127.0.0.1'],
      connect: ({ address }) => {
        dialled.push(address)
        const socket = connect({ host: '127.0.0.1', port: server.port })
        return Object.defineProperty(socket, 'remoteAddress', { value: address })
      },
    })
    await world.fetch({ url: 'http://news.example/', purpose: 'feed' })
    expect([dialled, answers.length]).toEqual([[PUBLIC], 1])
  })

  it.each(['127.0.0.1', '::ffff:127.0.0.1', '10.0.0.1', '8.8.8.8', undefined])(
    'is asked nothing when the connection really stands to %s',
    async (really) => {
      const before = server.requests.length
      const world = worldOf({ 'news.example': [PUBLIC] }, server.port, {
        connect: () => Object.defineProperty(connect({ host: '127.0.0.1', port: server.port }), 'remoteAddress', { value: really }),
      })
      expect((await world.fetch({ url: 'http://news.example/', purpose: 'feed' })).kind).toBe('refused')
      expect(server.requests.length).toBe(before)
    },
  )

  it.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'])('is dialled itself whatever %s says', async (variable) => {
    const before = process.env[variable]
    process.env[variable] = variable === 'NODE_USE_ENV_PROXY' ? '1' : 'http://127.0.0.1:9'
    const world = worldOf({ 'news.example': [PUBLIC] }, server.port)
    await world.fetch({ url: 'http://news.example/x', purpose: 'feed' })
    if (before === undefined) delete process.env[variable]
    else process.env[variable] = before
    expect(world.dialled).toEqual([PUBLIC])
  })

  it('leads from https:// to http:// for nobody', async () => {
    const { redirectOf } = await import('../../../../src/adapters/sources/redirects.ts')
    expect(() => redirectOf(new URL('https://news.example/a'), 301, 'http://news.example/a')).toThrow(/not followed/)
    expect(redirectOf(new URL('http://news.example/a'), 301, 'https://news.example/a')).toBe('https://news.example/a')
  })
})

describe('a public address', () => {
  const publics = [
    ...PUBLIC_4.map((address) => `https://${address}/`),
    ...PUBLIC_6.map((address) => `https://[${address}]/`),
    ...PUBLIC_URLS,
  ]

  it('is never refused, as a literal or behind a name', async () => {
    const refused: string[] = []
    const dialled: string[] = []
    const decide = async (url: string, answer: readonly string[]) => {
      const world = worldOf({}, 0, {
        resolve: async () => answer,
        connect: ({ address }) => {
          dialled.push(address)
          throw Object.assign(new Error('not dialled in a test'), { code: 'ECONNREFUSED' })
        },
      })
      if ((await world.fetch({ url, purpose: 'feed' })).kind === 'refused') refused.push(url)
    }
    for (const url of publics) await decide(url, [PUBLIC])
    for (const address of [...PUBLIC_4, ...PUBLIC_6]) await decide('https://news.example/', [address])
    expect(refused).toEqual([])
    expect(publics.length).toBeGreaterThanOrEqual(60)
    expect(dialled.length).toBe(publics.length + PUBLIC_4.length + PUBLIC_6.length)
    expect(dialled.every(isPublicAddress)).toBe(true)
  })
})

describe('any address', () => {
  const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'))

  it('is judged alike in every spelling', () => {
    const judged = (host: string) => {
      try {
        return targetOf(`http://${host}/`, PUBLIC_ONLY).literal
      } catch (error) {
        if (error instanceof Refusal) return false
        throw error
      }
    }
    fc.assert(
      fc.property(v4, (address) => {
        const own = spellings(address).slice(0, 21) // the same address; the others lead to it by ways that are none
        expect(own.map(judged)).toEqual(own.map(() => isPublicAddress(address)))
        expect(spellings(address).slice(21, 23).map(judged)).toEqual([false, false])
      }),
    )
  })

  it('ends in a target or a refusal, whatever is written', () => {
    const written = fc.oneof(
      fc.webUrl({ withFragments: true }),
      fc.string({ unit: 'binary' }),
      fc.ipV6().map((ip) => `http://[${ip}]/`),
    )
    fc.assert(
      fc.property(written, (url) => {
        try {
          const { host, literal } = targetOf(url, PUBLIC_ONLY)
          expect(host).not.toMatch(/[^a-z0-9._:-]/)
          if (literal) expect(isPublicAddress(host)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe("the operator's own networks", () => {
  const inside = networksOf(['10.1.0.0/16', 'fd00:1::/32', '127.0.0.1'])
  if (inside === null) throw new Error('unreadable')
  const rules = { ...PUBLIC_ONLY, inside, insideHosts: ['wiki.corp'], ports: [8080] }

  it.each([
    ['http://10.1.2.3/', [], 'failed'],
    ['http://10.1.2.3:8080/', [], 'failed'],
    ['http://10.2.0.1/', [], 'refused'],
    ['http://news.example/', ['10.1.0.9'], 'failed'],
    ['http://news.example/', ['10.1.0.9', '10.2.0.9'], 'refused'],
    ['http://wiki.corp/', ['192.168.7.7'], 'failed'],
    ['http://other.corp/', ['192.168.7.7'], 'refused'],
    ['http://x.wiki.corp/', ['192.168.7.7'], 'refused'],
    ['http://[fd00:1::5]/', [], 'failed'],
  ] as const)('%s (%j): %s', async (url, answer, kind) => {
    const connectNot = () => {
      throw Object.assign(new Error('not dialled in a test'), { code: 'ECONNREFUSED' })
    }
    const world = worldOf({}, 0, { rules, resolve: async () => answer, connect: connectNot })
    expect((await world.fetch({ url, purpose: 'feed' })).kind).toBe(kind)
  })

  it.each(['10.0.0.0/33', '10.0.0/8', 'x', '', '::/129', '10.0.0.0/8/8', 'fe80::1%eth0', '10.0.0.0/-1', '10.0.0.0/'])(
    'are not read from %j',
    (written) => expect(networksOf([written])).toBeNull(),
  )

  it('and a list of hosts keeps everything else out, before its name is looked up', async () => {
    const world = worldOf({ 'evil.example': [PUBLIC] }, 0, { rules: { ...PUBLIC_ONLY, onlyHosts: ['news.example'] } })
    for (const url of ['http://evil.example/', 'http://xnews.example/', `http://${PUBLIC}/`, 'http://news.example.evil.example/'])
      expect((await world.fetch({ url, purpose: 'feed' })).kind).toBe('refused')
    expect(world.resolved).toEqual([])
    const fetched = await world.fetch({ url: 'http://www.news.example/', purpose: 'feed' })
    expect([fetched.kind, world.resolved]).toEqual(['failed', ['www.news.example']])
  })
})
