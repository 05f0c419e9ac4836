// Whether a source is still itself: twelve histories written before the rules and eight after them, and the rules one by one.
import { describe, expect, it } from 'vitest'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import type { Throttled } from '../../src/domain/source.ts'
import { NO_PAST, type SourcePast } from '../../src/domain/source-past.ts'
import { onTopicOf } from '../../src/ingest/on-topic.ts'
import { judged } from '../../src/ingest/source-health.ts'
import { resemblance, traitsOf } from '../../src/ingest/source-health-traits.ts'
import { HELD_OUT_BAD, HELD_OUT_HONEST } from '../fixtures/source-histories/held-out.ts'
import { GOING_BAD, type History, HONEST } from '../fixtures/source-histories/histories.ts'

type Turn = Readonly<{ atMs: number; bad: number; throttled: Throttled | null }>
const nothing = () => false

/** Every poll of a history, with how many bad entries there were up to it and what was made of it. */
function played({ polls }: History): readonly Turn[] {
  let [past, throttled, bad]: [SourcePast, Throttled | null, number] = [NO_PAST, null, 0]
  return polls.map((poll) => {
    const came = poll.items.map((item) => traitsOf(item, nothing))
    ;({ past, throttled } = judged(past, came, throttled, poll.atMs))
    bad += poll.bad
    return { atMs: poll.atMs, bad, throttled }
  })
}

describe('a source that goes bad', () => {
  it.each([...GOING_BAD, ...HELD_OUT_BAD].map((write) => [write().name, write] as const))(
    'is throttled in time, for the right reason, and not before: %s',
    (_, write) => {
      const { expected, ...history } = write()
      const turns = played({ ...history, expected })
      const first = turns.find(({ throttled }) => throttled !== null)
      expect(expected?.why).toContain(first?.throttled?.why)
      expect(first?.bad).toBeGreaterThan(0)
      expect(first?.bad).toBeLessThanOrEqual(expected?.afterBad ?? 0)
      const { goodFromMs } = expected ?? {}
      if (goodFromMs === undefined) return
      expect(turns.filter(({ atMs }) => atMs < goodFromMs).at(-1)?.throttled).not.toBeNull()
      expect(turns.at(-1)?.throttled).toBeNull()
    },
  )
})

describe('an honest source', () => {
  it.each([...HONEST, ...HELD_OUT_HONEST].map((write) => [write().name, write] as const))('is never throttled: %s', (_, write) => {
    expect(played(write()).filter(({ throttled }) => throttled !== null)).toEqual([])
  })
})

describe('what an entry is like', () => {
  const text =
    'The harbour of Brenna took in 114 boats on Tuesday, officials of the district said, and roads to the hills were closed by rain.'

  it('copies are known by their runs of words, whatever numbers stand in them', () => {
    const [one, other] = [traitsOf({ text }, nothing), traitsOf({ text: text.replace('114', '2,300') }, nothing)]
    expect(resemblance(one.sketch, other.sketch)).toBe(1)
    const unlike = traitsOf(
      { text: 'Nurses in Lashio went back to work this morning after the two sides of the dispute had signed.' },
      nothing,
    )
    expect(resemblance(one.sketch, unlike.sketch)).toBe(0)
    expect(resemblance(one.sketch, traitsOf({ text: 'Nothing to see.' }, nothing).sketch)).toBe(0)
  })

  it('a list of links to other hosts is told from an article that has some, and from links within its own site', () => {
    const links = (host: string, count: number) =>
      Array.from({ length: count }, (_, n) => `<a href="https://${host}/${n}">story ${n}</a>`).join(' ')
    const about = (html: string) => traitsOf({ url: 'https://www.hillpost.example/1', html }, nothing).isLinks
    expect(about(`<p>Read this week.</p>${links('far.example', 8)}`)).toBe(true)
    expect(about(`<p>${text.repeat(8)}</p>${links('far.example', 3)}`)).toBe(false)
    expect(about(`<p>Read this week.</p>${links('news.hillpost.example', 8)}`)).toBe(false)
  })

  it('what names a place or a person of the configured topics is about them, a country or one word of a topic alone is not', () => {
    const place = { key: 'm', name: 'Muse', aliases: ['木姐'], country: null, lat: null, lon: null, kind: 'town' }
    const land = { ...place, key: 'c', name: 'China', aliases: [], kind: 'country' }
    const topic = { name: 'trade', title: 'Border trade', query: '', aliases: ['trade'], workspace: 'operator' }
    const isOn = onTopicOf({ topics: [topic], lexicon: { ...emptyLexicon, places: [place, land] } })
    const about = (said: string) => traitsOf({ headline: said, text }, isOn).onTopic
    expect(['Goods wait in Muse', '货车在木姐等候', 'Border trade falls'].map(about)).toEqual([true, true, true])
    expect(['Phones made in China', 'Trade tokens now'].map(about)).toEqual([false, false])
  })

  it('hostile words, languages and addresses are read as any others', () => {
    const hostile = [
      '__proto__ constructor toString valueOf hasOwnProperty',
      '\u0000\ud800 ￿',
      '<a href="',
      '<script>'.repeat(500),
      'မူဆယ်မြို့ '.repeat(40),
    ]
    const came = Array.from({ length: 40 }, (_, n) =>
      traitsOf({ url: `javascript:${n}`, headline: hostile[n % 5], html: hostile[(n + 1) % 5] }, nothing),
    )
    const first = judged(NO_PAST, came.slice(0, 20), null, 0)
    const { past, findings } = judged(first.past, came.slice(20), first.throttled, 3_600_000)
    expect(findings).toHaveLength(20)
    expect(JSON.parse(JSON.stringify(past))).toEqual(past)
  })
})
