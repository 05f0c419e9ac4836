// Sources that go bad, over loopback: what they bring is set aside and counted, they are named and read rarely, and come back by themselves or by a word.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SourceHealth } from '../../src/domain/source.ts'
import type { Product } from '../../src/main.ts'
import { healthWords } from '../../src/render/render.ts'
import { GOING_BAD, type Item } from '../fixtures/source-histories/histories.ts'
import { deskFolder, type Host, hostOf, MINUTE, MovedClock } from '../polled.ts'

const SCOPE = ['operator']
const HOUR = 60 * MINUTE
const [, , writeNearCopies] = GOING_BAD
let folder: ReturnType<typeof deskFolder>
let clock: MovedClock
let product: Product
let host: Host
let listed: readonly Item[] = []

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const rss = (items: readonly Item[]) =>
  `<rss version="2.0"><channel><title>Wa Voice</title>${items.map(({ url, headline, text }) => `<item><title>${escaped(headline)}</title><link>${host.origin}${new URL(url).pathname}</link><description>${escaped(`${text} `.repeat(4))}</description></item>`).join('')}</channel></rss>`

const polls = writeNearCopies?.().polls ?? []
const good = polls.filter(({ bad }) => bad === 0).flatMap(({ items }) => items)
const plumbers = polls.flatMap(({ items, bad }) => (bad > 0 ? items.filter(({ headline }) => headline.includes('plumber')) : []))

beforeEach(async () => {
  folder = deskFolder()
  clock = new MovedClock()
  host = await hostOf((_, response) => response.end(rss(listed)), clock)
  product = await folder.open(host.port, clock)
  listed = good.slice(0, 20)
  await product.sources.add({ url: `${host.origin}/feed`, workspace: 'operator' })
})
afterEach(async () => {
  await product.close()
  await host.close()
  folder.clear()
})

const only = async (): Promise<SourceHealth> => {
  const [health] = await product.sources.list(SCOPE)
  if (health === undefined) throw new Error('there is no source')
  return health
}
const brings = async (items: readonly Item[], hours = 8) => {
  listed = items
  clock.ms += hours * HOUR
  await product.sources.tick()
}
const whole = ({ read, added, updated, unchanged, rejected }: NonNullable<SourceHealth['state']['last']>) =>
  expect(added + updated + unchanged + Object.values(rejected).reduce((sum, one) => sum + one, 0)).toBe(read)
const setAside = async () => {
  const { last } = (await only()).state
  if (last === null) throw new Error('it was never read')
  whole(last)
  return Object.entries(last.rejected).reduce((sum, [reason, count]) => sum + (reason.startsWith('it was set aside') ? count : 0), 0)
}

describe('a source that brings one text for every town', () => {
  it('is named with its reason, what it brings is set aside and counted, and what is as before comes in', async () => {
    await brings([...plumbers.slice(0, 18), ...good.slice(20, 22)])
    const { state, articles } = await only()
    expect(state.throttled?.why).toBe('spam')
    expect(state.last?.added).toBe(2)
    expect(await setAside()).toBe(18)
    expect(articles).toBe(22)
    expect(state.trouble).toBe(
      'Since 20 November 2026 most of what it brings repeats itself or only links elsewhere: that is set aside, and it is read rarely; “sources keep Wa Voice” takes it as it is.',
    )
    expect(product.sources.failing(SCOPE)).toEqual(['Wa Voice (set aside: repeats itself)'])
    expect(healthWords({ ...(await only()), now: clock.now() })).toContain('“sources keep Wa Voice” takes it as it is')
    expect(await product.doctor()).toContainEqual({
      ok: false,
      sentence: expect.stringMatching(/“Wa Voice” .* is not itself\. Since 20 November 2026/),
    })
    const answer = await product.brief.ask({ question: 'Who left for the monastery?', scope: SCOPE, now: clock.now() })
    expect(answer.coverage.failingSources).toEqual(['Wa Voice (set aside: repeats itself)'])
    const asked = host.asked.length
    await brings(listed, 20)
    expect(host.asked).toHaveLength(asked)
    await brings(listed, 12)
    expect(host.asked.length).toBeGreaterThan(asked)
    expect(await setAside()).toBe(18)
    expect((await only()).articles).toBe(22)
  })

  it('is read as before once it is itself again, also over a restart, and what was spam stays aside', async () => {
    await brings(plumbers.slice(0, 18))
    await product.close()
    product = await folder.open(host.port, clock)
    expect(product.sources.failing(SCOPE)).toEqual(['Wa Voice (set aside: repeats itself)'])
    await brings([...plumbers.slice(0, 18), ...good.slice(20, 30)], 40)
    const { state, articles } = await only()
    expect(state.throttled).toBeUndefined()
    expect(state.trouble).toBeNull()
    expect(product.sources.failing(SCOPE)).toEqual([])
    expect(articles).toBe(30)
    await brings([...plumbers.slice(0, 18), ...good.slice(24, 32)])
    expect((await only()).articles).toBe(32)
    expect(await setAside()).toBe(18)
  })

  it('is taken for what it is when somebody says so: all that was set aside comes in', async () => {
    await brings(plumbers.slice(0, 18))
    expect(await product.sources.keep('Wa Voice', 'slack:T1')).toBeNull()
    expect(await product.sources.keep('Wa Voice', 'operator')).toMatchObject({ was: { why: 'spam' } })
    expect(product.sources.failing(SCOPE)).toEqual([])
    await brings([...plumbers.slice(0, 18), ...plumbers.slice(18, 30)], 2)
    const { state, articles } = await only()
    expect(state.throttled).toBeUndefined()
    expect(state).toMatchObject({ trouble: null, last: { added: 30 } })
    expect(articles).toBe(50)
    await brings(plumbers.slice(20, 45))
    expect((await only()).state.throttled).toBeUndefined()
  })
})
