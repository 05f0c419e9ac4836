// What hosts wish of how often they are asked is kept to: by waiting, by leaving them alone, and over a restart.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mannersOf, notesInMemory } from '../../../src/adapters/sources/host-manners.ts'
import { TooSoon } from '../../../src/adapters/sources/guarded-fetch-trouble.ts'
import { copiesInMemory, copiesKept } from '../../../src/adapters/sources/robots.ts'
import { robotsRulesOf } from '../../../src/adapters/sources/robots-rules.ts'
import { openSqliteStores } from '../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import type { Fetched, RobotsCopy } from '../../../src/ports/outside-fetch.ts'

const URL_OF = (host: string) => new URL(`https://${host}/page`)
const PAGE = URL_OF('news.example')
const failed = (status: number | null, retryAfterMs: number | null): Fetched => {
  return { kind: 'failed', reason: 'x', status, retryAfterMs, gone: false, redirects: [] }
}

function given(delayMs = 0, notes = notesInMemory()) {
  const time = { ms: Date.parse('2026-11-22T06:00:00Z') }
  const slept: number[] = []
  const sleep = async (ms: number) => {
    slept.push(ms)
    time.ms += ms
  }
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(time.ms) }
  const restarted = () => mannersOf({ notes, clock, delayMs: async () => delayMs, sleep })
  return { time, slept, manners: restarted(), restarted }
}

describe('a host that asked to be left alone', () => {
  it('is, until then, also after a restart, and its sentence says until when; others are not', async () => {
    const { time, manners, restarted } = given()
    await manners.heard(PAGE, failed(503, 3_600_000))
    time.ms += 3_600_000 - 1
    await expect(restarted().ask(PAGE)).rejects.toThrow('news.example asked to be left alone until 22 November 2026 at 07:00 UTC.')
    await expect(manners.pace(PAGE, 'feed')).rejects.toThrow(TooSoon)
    await manners.ask(URL_OF('other.example'))
    time.ms += 1
    await manners.ask(PAGE)
  })

  it.each([
    ['too many without a time', failed(429, null), true],
    ['in trouble without a time', failed(503, null), false],
    ['not there', failed(404, null), false],
  ])('%s: %#', async (_, fetched, isHeld) => {
    const { manners } = given()
    await manners.heard(PAGE, fetched)
    await (isHeld ? expect(manners.ask(PAGE)).rejects.toThrow(TooSoon) : manners.ask(PAGE))
  })
})

describe('a host that wants its pages apart', () => {
  it('has each wait for the rest of that time, also after a restart, whenever they come', async () => {
    const times = fc.array(fc.record({ later: fc.nat(40_000), isNew: fc.boolean() }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 30_000 }), async (visits, delayMs) => {
        const { time, manners, restarted } = given(delayMs)
        const asked: number[] = []
        for (const { later, isNew } of visits) {
          time.ms += later
          await (isNew ? restarted() : manners).pace(PAGE, 'page')
          asked.push(time.ms)
        }
        for (const [at, ms] of asked.slice(1).entries()) expect(ms - (asked[at] ?? 0)).toBeGreaterThanOrEqual(delayMs)
      }),
    )
  })

  it('is asked another time where that is long; feeds and robots.txt are not paced; a clock put back makes nobody wait for longer', async () => {
    const { time, slept, manners } = given(3_600_000)
    await manners.pace(PAGE, 'page')
    await manners.pace(PAGE, 'feed')
    await manners.pace(PAGE, 'robots')
    await expect(manners.pace(PAGE, 'page')).rejects.toThrow('news.example wants 3600 seconds between two pages.')
    const near = given(5_000)
    await near.manners.pace(PAGE, 'page')
    near.time.ms -= 10 * 3_600_000
    await near.manners.pace(PAGE, 'page')
    expect([slept, near.slept]).toEqual([[], [5_000]])
    time.ms += 3_600_000
    await manners.pace(PAGE, 'page')
  })

  it.each([
    ['User-agent: *\nCrawl-delay: 10', 10_000],
    ['User-agent: *\nCrawl-delay: 0.5\nDisallow: /a', 500],
    ['User-agent: border-brief\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 10', 2_000],
    ['User-agent: other\nCrawl-delay: 10', 0],
    ['User-agent: *\nCrawl-delay: soon', 0],
    ['User-agent: *\nCrawl-delay: 999999', 86_400_000],
    ['Crawl-delay: 10', 0],
  ])('says so in its robots.txt: %j', (robots, delayMs) => expect(robotsRulesOf(robots, 'border-brief').delayMs).toBe(delayMs))
})

describe('the data file', () => {
  const copyOf = (fetchedAtMs: number, path = '/a'): RobotsCopy => {
    return { fetchedAtMs, kind: 'rules', rules: [{ allow: false, path }], sitemaps: ['https://a.example/s.xml'], delayMs: 1_000 }
  }

  it('keeps notes and copies of robots.txt; those of more than a day ago, and very large ones, it does not', async () => {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    await stores.hosts.put('a.example', { heldUntilMs: 5, askedAtMs: 7 })
    await stores.hosts.put('a.example', { heldUntilMs: 6.5, askedAtMs: 7 })
    expect(await stores.hosts.get('a.example')).toEqual({ heldUntilMs: 7, askedAtMs: 7 })
    expect(await stores.hosts.get('b.example')).toBeNull()
    await stores.robots.put('https://a.example', copyOf(1))
    expect(await copiesKept(stores.robots).get('https://a.example')).toEqual(copyOf(1))
    await stores.robots.put('https://a.example', copyOf(2, `/${'x'.repeat(300_000)}`))
    expect(await stores.robots.get('https://a.example')).toBeNull()
    await stores.robots.put('https://a.example', copyOf(3))
    await stores.robots.put('https://b.example', copyOf(4 + 24 * 3_600_000))
    expect([await stores.robots.get('https://a.example'), (await stores.robots.get('https://b.example'))?.delayMs]).toEqual([null, 1_000])
    await stores.close()
  })

  it('is asked once for each copy, and told of each', async () => {
    const [near, kept] = [copiesInMemory(), copiesInMemory()]
    const copies = copiesKept(kept, near)
    await copies.put('https://a.example', copyOf(1))
    await kept.put('https://b.example', copyOf(2))
    expect([await kept.get('https://a.example'), await copies.get('https://b.example')]).toEqual([copyOf(1), copyOf(2)])
    expect(await near.get('https://b.example')).toEqual(copyOf(2))
  })
})
