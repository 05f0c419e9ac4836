// robots.txt: what it says to us, when it is asked for, and what its absence means.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copiesInMemory, robotsOf } from '../../../../src/adapters/sources/robots.ts'
import { allows, robotsRulesOf } from '../../../../src/adapters/sources/robots-rules.ts'
import type { Fetched } from '../../../../src/ports/outside-fetch.ts'

const HOST = 'https://news.example'
const lines = (...all: string[]) => all.join('\n')
const EVERYBODY = 'User-agent: *'
const US = 'User-agent: border-brief'

const ALLOWED: readonly (readonly [robots: string, path: string])[] = [
  ['', '/'],
  [lines(EVERYBODY, 'Disallow:'), '/a'],
  [lines(EVERYBODY, 'Disallow: /a/'), '/a'],
  [lines(EVERYBODY, 'Disallow: /', 'Allow: /news'), '/news/1'],
  [lines(EVERYBODY, 'Allow: /p', 'Disallow: /p'), '/p'],
  [lines(EVERYBODY, 'Allow: /$', 'Disallow: /'), '/'],
  [lines(EVERYBODY, 'Disallow: /*.php$'), '/a.php?x'],
  [lines(EVERYBODY, 'Disallow: /fish*.php'), '/Fish.PHP'],
  [lines(EVERYBODY, 'Disallow: /a%2fb'), '/a/b'],
  [lines(EVERYBODY, 'Disallow: /a*b*c$'), '/axbxcx'],
  [lines(EVERYBODY, 'Disallow: /ab*b$'), '/ab'],
  [lines(EVERYBODY, 'Disallow: a'), '/a'],
  [lines(US, 'Disallow: /a', '', EVERYBODY, 'Disallow: /'), '/b'],
  [lines(US, 'Disallow:', '', EVERYBODY, 'Disallow: /'), '/a'],
  [lines(EVERYBODY, 'Disallow: /', US, 'Allow: /'), '/a'],
  [lines('User-agent: border', 'Disallow: /'), '/a'],
  [lines('User-agent: border-brief-news', 'Disallow: /'), '/a'],
  ['Disallow: /', '/a'],
  ['<html><body>User-agent: *<p>Disallow: /</body></html>', '/a'],
]
const FORBIDDEN: readonly (readonly [robots: string, path: string])[] = [
  [lines(EVERYBODY, 'Disallow: /'), '/'],
  [lines(EVERYBODY, 'Disallow: *'), '/a'],
  [lines(EVERYBODY, 'Disallow: /a'), '/ab'],
  [lines(EVERYBODY, 'Allow: /page', 'Disallow: /*.htm'), '/page.htm'],
  [lines(EVERYBODY, 'Allow: /$', 'Disallow: /'), '/x'],
  [lines(EVERYBODY, 'Disallow: /fish*.php'), '/fishheads/catfish.php?id=1'],
  [lines(EVERYBODY, 'Disallow: /*/private/'), '/a/private/x'],
  [lines(EVERYBODY, 'Disallow: /a*b*c$'), '/axbxc'],
  [lines(EVERYBODY, 'Disallow: /a*bb$'), '/abb'],
  [lines(EVERYBODY, 'Disallow: /$x'), '/$x'],
  [lines(EVERYBODY, 'Disallow: /foo/ツ'), '/foo/%E3%83%84'],
  [lines(EVERYBODY, 'Disallow: /foo/%e3%83%84'), '/foo/ツ'],
  [lines(EVERYBODY, 'Disallow: /%62%61%7A'), '/baz'],
  [lines(EVERYBODY, 'Disallow: /%7Ejoe'), '/~joe'],
  [lines(EVERYBODY, 'Disallow: /a%2fb'), '/a%2Fb'],
  [lines(EVERYBODY, 'Disallow: /a?u=https://b.example'), '/a?u=https://b.example'],
  [lines(EVERYBODY, 'Disallow: /a', 'Sitemap: https://news.example/s.xml', 'Disallow: /b'), '/b'],
  [lines(US, 'Disallow: /a', '', EVERYBODY, 'Disallow: /'), '/a'],
  [lines('User-agent: Border-Brief/1.0', 'Disallow: /'), '/a'],
  [lines('User-agent: border-brief and more', 'Disallow: /'), '/a'],
  [lines('User-agent: a', US, 'Disallow: /'), '/a'],
  [lines(US, 'User-agent: b', 'Disallow: /'), '/a'],
  [lines(US, 'Sitemap: https://news.example/s.xml', 'User-agent: b', 'Disallow: /'), '/a'],
  [lines(US, 'Crawl-delay: 5', 'User-agent: b', 'Disallow: /'), '/a'],
  [lines(US, 'Disallow: /a', 'User-agent: c', 'Disallow: /c', US, 'Disallow: /b'), '/b'],
  [lines(US, 'Disallow: /a', 'User-agent: c', 'Disallow: /c', US, 'Disallow: /b'), '/a'],
  ['user-agent: *\r\ndisallow: /a\r\n', '/a'],
  ['User-agent: *\rDisallow: /a\r', '/a'],
  ['\uFEFFUser-agent: *\nDisallow: /a', '/a'],
  [lines('  User-agent :  *  # all', '  Disallow :  /a  # this'), '/a'],
]

describe('a robots.txt', () => {
  const says = (robots: string, path: string) => allows(robotsRulesOf(robots, 'border-brief').rules, new URL(path, HOST))

  it.each(ALLOWED)('%j allows %s', (robots, path) => expect(says(robots, path)).toBe(true))
  it.each(FORBIDDEN)('%j forbids %s', (robots, path) => expect(says(robots, path)).toBe(false))

  it('matches as a pattern of stars and an end would, whatever they are', () => {
    const piece = fc.stringMatching(/^[ab]{0,3}$/)
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.stringMatching(/^[ab]{0,12}$/),
        (pieces, toEnd, path) => {
          const expected = new RegExp(`^/${pieces.join('.*')}${toEnd ? '$' : ''}`).test(`/${path}`)
          const forbidden = !says(`${EVERYBODY}\nDisallow: /${pieces.join('*')}${toEnd ? '$' : ''}`, `/${path}`)
          expect(forbidden).toBe(expected)
        },
      ),
    )
  })

  it('names its sitemaps, and never more rules than are looked at in a moment', () => {
    const many = `${EVERYBODY}\nSitemap: ${HOST}/news.xml\nSitemap: nonsense\n${'Disallow: /*a*a*a*b\n'.repeat(100_000)}`
    const { rules, sitemaps } = robotsRulesOf(many, 'border-brief')
    expect(sitemaps).toEqual([`${HOST}/news.xml`])
    expect(rules.length).toBeLessThanOrEqual(2_500)
  })
})

/** A host that answers its robots.txt so, and a clock that can be moved. */
function hostOf(answer: () => Fetched | Promise<Fetched>) {
  const asked: string[] = []
  const time = { ms: 1_800_000_000_000 }
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(time.ms) }
  const fetch = async ({ url, purpose }: { url: string; purpose: string }) => {
    asked.push(`${purpose} ${url}`)
    return answer()
  }
  const robots = robotsOf({ fetch, product: 'border-brief', clock, copies: copiesInMemory() })
  const forbids = (path: string, purpose: 'page' | 'feed' = 'page') => robots.forbids(new URL(path, HOST), purpose)
  return { asked, time, forbids, robots }
}

const failed = (status: number | null): Fetched => ({ kind: 'failed', reason: 'x', status, retryAfterMs: null, gone: false, redirects: [] })
const told = (text: string): Fetched => ({
  kind: 'ok',
  status: 200,
  finalUrl: `${HOST}/robots.txt`,
  redirects: [],
  headers: { contentType: 'text/plain', etag: null, lastModified: null, retryAfter: null, cacheControl: null },
  body: new TextEncoder().encode(text),
})

describe('a host', () => {
  it('is asked once a day, however many pages of it are fetched at once', async () => {
    const { asked, time, forbids } = hostOf(() => told(lines(EVERYBODY, 'Disallow: /a')))
    const answers = await Promise.all([forbids('/a'), forbids('/b'), forbids('/a/c')])
    expect(answers.map((answer) => answer !== null)).toEqual([true, false, true])
    expect(answers[0]).toBe('news.example asks programs not to fetch this page (robots.txt).')
    time.ms += 24 * 3_600_000 - 1
    await forbids('/a')
    expect(asked).toEqual([`robots ${HOST}/robots.txt`])
    time.ms += 1
    await forbids('/a')
    expect(asked.length).toBe(2)
  })

  it('is not asked for a feed', async () => {
    const { asked, forbids } = hostOf(() => told(lines(EVERYBODY, 'Disallow: /')))
    expect([await forbids('/feed', 'feed'), asked]).toEqual([null, []])
  })

  it.each([
    [404, null],
    [403, null],
    [401, null],
    [410, null],
    [429, 'closed'],
    [500, 'closed'],
    [503, 'closed'],
    [null, 'closed'],
  ])('that answers %s to it is %s', async (status, closed) => {
    const { asked, time, forbids } = hostOf(() => failed(status))
    expect(await forbids('/a')).toBe(
      closed === null ? null : 'news.example could not be asked for its robots.txt, so no page of it is fetched.',
    )
    time.ms += 3_600_000
    await forbids('/a')
    expect(asked.length).toBe(closed === null ? 1 : 2)
  })

  it('may be one of any number: the oldest copies make room', async () => {
    const copies = copiesInMemory()
    const copy = {
      fetchedAtMs: 0,
      kind: 'rules',
      rules: Array.from({ length: 2_000 }, () => ({ allow: false, path: '/' })),
      sitemaps: [],
      delayMs: 0,
    } as const
    for (let n = 0; n < 200; n++) await copies.put(`https://${n}.example`, copy)
    const kept = await Promise.all(Array.from({ length: 200 }, (_, n) => copies.get(`https://${n}.example`)))
    expect(kept.filter((one) => one !== null).length).toBe(50)
    expect(kept[199]).toBe(copy)
  })

  it('names its sitemaps', async () => {
    const { robots } = hostOf(() => told(`Sitemap: ${HOST}/news.xml`))
    expect(await robots.sitemaps(new URL('/any/page', HOST))).toEqual([`${HOST}/news.xml`])
  })
})
