import { describe, expect, it } from 'vitest'
import type { Document } from '../../src/domain/document.ts'
import { fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, OTHER_CHANNEL, oneLiner } from './digest-world.ts'

const KEY = 'slack:T1:C1'
const OTHER_KEY = 'slack:T1:C2'

function opened() {
  const world = digestWorld('2026-11-20T08:00:00Z', (now) => fakePlatform({ now }))
  const digests = world.boot()
  const preview = (channelKey: string, commit: boolean, topic = 'border') =>
    digests.preview({ topic, channelKey, scope: ['operator'], now: world.now(), commit })
  const claims = async (channelKey: string, commit = true, topic = 'border') =>
    (await preview(channelKey, commit, topic)).claims.map((claim) => claim.text)
  return { ...world, digests, preview, claims }
}
const wordsOf = (document: Document) => JSON.stringify(document)

const BRIDGE = 'The bridge at Muse reopened to lorries after two weeks.'
const TALKS = 'Envoys of both sides met in Kunming for talks on a truce.'
const MARKET = 'Rice prices in the border market doubled within a month.'

describe('an edition', () => {
  it('starts with a baseline, then tells only what came in since, then says that nothing did', async () => {
    const { publish, claims, preview, moveTo } = opened()
    await publish(oneLiner(BRIDGE), oneLiner(TALKS))
    expect(await claims(KEY)).toEqual([TALKS, BRIDGE])
    moveTo('2026-11-21T08:00:00Z')
    const quiet = await preview(KEY, true)
    expect(quiet).toMatchObject({ kind: 'quiet', claims: [] })
    expect(wordsOf(quiet.document)).toContain('Saturday 21 November 2026, 08:00 UTC')
    expect(quiet.document.nodes).toHaveLength(1)
    await publish(oneLiner(MARKET))
    expect(await claims(KEY)).toEqual([MARKET])
  })

  it('tells at first also what opens an article of the last day, where the briefing has no room for it', async () => {
    const { publish, claims } = opened()
    const old = ['salt', 'jade', 'teak', 'rubber', 'maize', 'cattle', 'copper', 'amber', 'tobacco'].map((ware) =>
      oneLiner(`The trade in ${ware} has been of ${ware.length + 40} caravans a year.`, { publishedAt: '2026-10-02' }),
    )
    await publish(oneLiner(BRIDGE, { publishedAt: '2026-11-19' }), ...old)
    const first = await claims(KEY)
    expect(first).toHaveLength(9)
    expect(first).toContain(BRIDGE)
    expect(await claims(KEY)).toEqual([])
  })

  it('remembers nothing unless it is told to', async () => {
    const { publish, claims } = opened()
    await publish(oneLiner(BRIDGE))
    expect(await claims(KEY, false)).toEqual([BRIDGE])
    expect(await claims(KEY, false)).toEqual([BRIDGE])
    expect(await claims(KEY, true)).toEqual([BRIDGE])
    expect(await claims(KEY, true)).toEqual([])
  })

  it('keeps channels apart', async () => {
    const { publish, claims } = opened()
    await publish(oneLiner(BRIDGE))
    expect(await claims(KEY)).toEqual([BRIDGE])
    await publish(oneLiner(TALKS))
    expect(await claims(KEY)).toEqual([TALKS])
    expect(await claims(OTHER_KEY)).toEqual([TALKS, BRIDGE])
  })

  it('does not tell under one topic what the channel was told under another', async () => {
    const { publish, claims } = opened()
    await publish(oneLiner(BRIDGE))
    expect(await claims(KEY, true, 'border')).toEqual([BRIDGE])
    await publish(oneLiner(TALKS))
    expect(await claims(KEY, true, 'trade')).toEqual([TALKS])
    expect(await claims(KEY, true, 'border')).toEqual([])
  })

  it('takes no re-dated, re-titled or re-published copy for news', async () => {
    const { publish, claims, moveTo } = opened()
    await publish(oneLiner(BRIDGE))
    await claims(KEY)
    moveTo('2026-11-21T08:00:00Z')
    await publish(
      oneLiner(BRIDGE, { id: 'copy-1', publishedAt: '2026-11-21', headline: 'New headline' }),
      oneLiner(`In other words: ${BRIDGE}`, { id: 'copy-2', publishedAt: '2026-11-21', publisher: 'River News', label: 'River News' }),
    )
    expect(await claims(KEY)).toEqual([])
  })

  it('tells an article that came in late, however old its date, and one that was not dated', async () => {
    const { publish, claims, moveTo } = opened()
    await publish(oneLiner(BRIDGE, { publishedAt: '2026-11-19' }))
    await claims(KEY)
    moveTo('2026-11-21T08:00:00Z')
    await publish(oneLiner(TALKS, { publishedAt: '2026-11-02' }), oneLiner(MARKET, { publishedAt: null }))
    expect(await claims(KEY)).toEqual([MARKET, TALKS])
  })

  it('holds nothing published after its own time, and tells it once that time has come', async () => {
    const { publish, claims, moveTo } = opened()
    await publish(oneLiner(BRIDGE, { publishedAt: '2026-11-19' }), oneLiner(TALKS, { publishedAt: '2026-11-23' }))
    expect(await claims(KEY)).toEqual([BRIDGE])
    moveTo('2026-11-22T08:00:00Z')
    expect(await claims(KEY)).toEqual([])
    moveTo('2026-11-23T08:00:00Z')
    expect(await claims(KEY)).toEqual([TALKS])
  })

  it('puts an update first and says what was told before, also from an article that changed', async () => {
    const { publish, preview, claims, moveTo } = opened()
    const count = (text: string, low: number, words: string, version: number) => {
      const start = text.indexOf(words)
      const rest = { unit: null, currency: null, counted: 'people', qualifier: 'exact', hedge: null, asOf: null, scope: [] } as const
      const figure = { low, high: low, words, measure: 'displaced', speaker: 'UN', ...rest, start, end: start + words.length }
      return oneLiner(text, { id: 'count', version, publishedAt: '2026-11-20' }, { figures: [figure] })
    }
    await publish(count('The UN said 23,000 people were displaced.', 23_000, '23,000', 1))
    await claims(KEY)
    moveTo('2026-11-21T08:00:00Z')
    await publish(count('The UN said 50,000 people were displaced.', 50_000, '50,000', 2), oneLiner(MARKET))
    const edition = await preview(KEY, true)
    expect(edition.claims.map((claim) => claim.text)).toEqual(['The UN said 50,000 people were displaced.', MARKET])
    expect(wordsOf(edition.document)).toContain('Correction, people displaced (23,000 → 50,000): ')
    expect(await claims(KEY)).toEqual([])
  })

  it('puts first what was taken back, once, with the words that were told', async () => {
    const { publish, preview, stores, now, moveTo } = opened()
    await publish(oneLiner(MARKET))
    await preview(KEY, true)
    await publish(oneLiner(BRIDGE, { id: 'bridge', headline: 'Bridge open', label: 'River News', publisher: 'River News' }))
    await preview(KEY, true)
    moveTo('2026-11-21T08:00:00Z')
    await stores.articles.withdraw('bridge', ['operator'], now().toString())
    await publish(oneLiner(TALKS))
    const { nodes } = (await preview(KEY, true)).document
    const at = (words: string) => nodes.findIndex((node) => JSON.stringify(node).includes(words))
    expect(at('Retracted by River News: “Bridge open”. This channel was told on ')).toBeGreaterThan(0)
    expect(at('20 November 2026')).toBe(at('Retracted by'))
    expect(at('Retracted by')).toBeLessThan(at('Envoys'))
    await publish(oneLiner('A storm closed the harbour of Sittwe on Friday.'))
    expect(wordsOf((await preview(KEY, true)).document)).not.toContain('Retracted')
  })

  it('says nothing of what was taken back before it was told here', async () => {
    const { publish, preview, stores, now } = opened()
    await publish(oneLiner(MARKET))
    await preview(KEY, true)
    await publish(oneLiner(BRIDGE, { id: 'bridge' }))
    await stores.articles.withdraw('bridge', ['operator'], now().toString())
    expect(await preview(KEY, true)).toMatchObject({ kind: 'quiet', claims: [] })
  })

  it('leaves what is too much for the next one, and loses none of it', async () => {
    const { publish, preview } = opened()
    await publish(oneLiner(MARKET))
    await preview(KEY, true)
    const towns = Array.from({ length: 45 }, (_, at) => `Town${String.fromCharCode(97 + (at % 26))}${at > 25 ? 'x' : 'y'}`)
    const lines = towns.map((town, at) => `Floods ${at + 200} metres wide cut off ${town} from the coast.`)
    await publish(...lines.map((line) => oneLiner(line)))
    const [first, second] = [await preview(KEY, true), await preview(KEY, true)]
    expect([first.claims.length, second.claims.length]).toEqual([40, 5])
    expect(wordsOf(first.document)).toContain('5 more will follow in the next digest.')
    expect(new Set([...first.claims, ...second.claims].map(({ text }) => text))).toEqual(new Set(lines))
    expect((await preview(KEY, true)).kind).toBe('quiet')
  })

  it('does not tell later what stood before the first edition and was not shown in it', async () => {
    const { publish, claims } = opened()
    const before = Array.from({ length: 12 }, (_, at) => oneLiner(`Convoy ${at + 300} of the relief agency reached camp ${at + 700}.`))
    await publish(...before)
    expect(await claims(KEY)).toHaveLength(8)
    await publish(
      ...before.map(({ article: { text } }) =>
        oneLiner(`Earlier, ${text}`, { id: `again ${text}`, publisher: 'River News', label: 'River News' }),
      ),
    )
    expect(await claims(KEY)).toEqual([])
  })

  it('says nothing of an article in which no more than a comma changed', async () => {
    const { publish, preview } = opened()
    await publish(oneLiner(BRIDGE, { id: 'bridge' }))
    await preview(KEY, true)
    await publish(oneLiner(BRIDGE.replace(' after', ', after'), { id: 'bridge', version: 2 }))
    expect((await preview(KEY, true)).kind).toBe('quiet')
  })

  it('shows a dispute once, and again when somebody takes a new position', async () => {
    const { publish, preview, disputes } = opened()
    const short = oneLiner('The border is 2,000 km long.')
    const long = oneLiner('The border measures 2,129 km.', { label: 'River News' })
    await publish(short, long)
    const position = (value: string, line: typeof short) => ({ value, voices: 1, claims: [line.claim] })
    disputes.push({ about: 'length of the border', positions: [position('2,000 km', short), position('2,129 km', long)] })
    expect(wordsOf((await preview(KEY, true)).document)).toContain('length of the border')
    await publish(oneLiner(MARKET))
    expect(wordsOf((await preview(KEY, true)).document)).not.toContain('length of the border')
    const third = oneLiner('The border runs for 2,204 km, a new survey found.')
    await publish(third)
    disputes.splice(0, 1, { about: 'length of the border', positions: [position('2,000 km', short), position('2,204 km', third)] })
    expect(wordsOf((await preview(KEY, true)).document)).toContain('length of the border')
  })

  it('counts on a quiet day no abstract of an article that is here', async () => {
    const { publish, preview } = opened()
    const originals = [BRIDGE, TALKS].map((text, at) => oneLiner(text, { fileName: `${at}.txt`, publisher: `Paper ${at}` }))
    const about = (name: string) => oneLiner(`In our words: ${name}.`, { kind: 'abstract', about: name, publisher: 'Desk', fileName: null })
    await publish(...originals, about('0.txt'), about('1.txt'), about('elsewhere.txt'))
    await preview(KEY, true)
    expect(wordsOf((await preview(KEY, true)).document)).toContain('nothing new. 3 articles, 3 independent voices')
  })

  it('is dated in the zone of the channel’s subscription', async () => {
    const { publish, digests, preview, now } = opened()
    await publish(oneLiner(BRIDGE))
    const schedule = { days: [1], hour: 8, minute: 0, timeZone: 'asia/yangon' }
    const { subscription, next } = await digests.subscribe({ channel: CHANNEL, topic: 'border', schedule, by: 'U1', now: now() })
    expect(subscription.schedule.timeZone).toBe('Asia/Yangon')
    expect(next.map((at) => at.toPlainDateTime().toString())).toEqual(['2026-11-23T08:00:00', '2026-11-30T08:00:00', '2026-12-07T08:00:00'])
    expect(wordsOf((await preview(KEY, false)).document)).toContain('Friday 20 November 2026, 14:30 Asia/Yangon')
    expect(wordsOf((await preview(OTHER_KEY, false)).document)).toContain('08:00 UTC')
  })
})

describe('subscriptions of a channel', () => {
  const schedule = { days: [7, 1, 1], hour: 8, minute: 0, timeZone: 'Europe/Paris' }
  it('are replaced by topic, listed by channel, and removed', async () => {
    const { digests, now } = opened()
    const request = { channel: CHANNEL, topic: 'border', schedule, by: 'U1', now: now() }
    const first = await digests.subscribe(request)
    const second = await digests.subscribe({ ...request, schedule: { ...schedule, hour: 9 }, by: 'U2', now: now().add({ hours: 1 }) })
    expect(second.subscription).toMatchObject({
      id: first.subscription.id,
      version: 2,
      createdBy: 'U2',
      schedule: { hour: 9, days: [1, 7] },
    })
    await digests.subscribe({ ...request, channel: OTHER_CHANNEL })
    expect(await digests.list(CHANNEL)).toEqual([second.subscription])
    expect(await digests.unsubscribe(CHANNEL, 'trade')).toBe(false)
    expect(await digests.unsubscribe(CHANNEL, 'border')).toBe(true)
    expect(await digests.list(CHANNEL)).toEqual([])
    expect(await digests.list(OTHER_CHANNEL)).toHaveLength(1)
    const again = await digests.subscribe({ ...request, now: now().add({ hours: 2 }) })
    expect(again.subscription.id).not.toBe(first.subscription.id)
  })

  it.each([
    ['a zone nobody knows', { timeZone: 'Asia/Atlantis' }, /time zone/],
    ['no day', { days: [] }, /days/],
    ['a day that is none', { days: [8] }, /days/],
    ['no such time', { hour: 24 }, /00:00/],
  ] as const)('are refused with the mend for %s', async (_, wrong, hint) => {
    const { digests, now } = opened()
    const subscribing = digests.subscribe({ channel: CHANNEL, topic: 'border', schedule: { ...schedule, ...wrong }, by: 'U1', now: now() })
    await expect(subscribing).rejects.toMatchObject({ code: 'bad-schedule', hint: expect.stringMatching(hint) })
  })
})
