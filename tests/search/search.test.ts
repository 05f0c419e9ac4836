import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lexicon } from '../../src/domain/lexicon.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { openSearch } from '../../src/search/search.ts'
import { archive, articleOf } from './an-archive.ts'

const FLOOD = 'The river rose on Monday. More than 4,200 people left their homes in Harlow, the mayor said. Schools stay shut until Friday.'
const BRIDGE = 'The bridge at Oakmere is 310 metres long. It cost $45 million and opened in 1998. Engineer Mara Whitfield designed it.'
const STRIKE = 'Bus drivers in Tamsin walked out because their pay was cut. The company denied that it had cut pay.'
const NEWS = [
  { id: 'flood', text: FLOOD, headline: 'River floods Harlow' },
  { id: 'bridge', text: BRIDGE, headline: 'The Oakmere bridge' },
  { id: 'strike', text: STRIKE, headline: 'Drivers walk out' },
]

const first = (result: Awaited<ReturnType<Awaited<ReturnType<typeof archive>>['find']>>) => result.hits[0]?.passage.text ?? ''

describe('a question', () => {
  it.each([
    ['How many people fled Harlow?', '4,200'],
    ['How long is the Oakmere bridge?', '310 metres'],
    ['How much did the bridge cost?', '$45 million'],
    ['Who designed the bridge?', 'Mara Whitfield'],
    ['When did the bridge open?', '1998'],
    ['Why did the bus drivers walk out?', 'because their pay was cut'],
    ['hw mny pepole left ther homes', '4,200'],
  ])('%j is answered first by the sentence with %j', async (question, words) => {
    const { find } = await archive(NEWS)
    const result = await find(question)
    expect(first(result)).toContain(words)
    expect(result.answers).toBe(true)
  })

  it.each(['What is the price of rice in Lagos?', 'Who won the chess tournament in Reykjavik?', 'the', '', '?!', '🙂'])(
    '%j is not answered here',
    async (question) => {
      const { find } = await archive(NEWS)
      expect((await find(question)).answers).toBe(false)
    },
  )

  it('finds nothing in an empty archive', async () => {
    const { find } = await archive([])
    expect(await find('Who designed the bridge?')).toMatchObject({ hits: [], confidence: 0, answers: false })
  })

  it('of a megabyte is read by its beginning, at once', async () => {
    const { find } = await archive(NEWS)
    const question = `Who designed the Oakmere bridge? ${'indeed '.repeat(150_000)}`
    expect(first(await find(question))).toContain('Mara Whitfield')
  })

  it('is surer of what is here than of what is not', async () => {
    const { find } = await archive(NEWS)
    const [here, not] = [await find('Who designed the Oakmere bridge?'), await find('Who designed the Sydney opera house?')]
    expect(here.confidence).toBeGreaterThan(not.confidence)
  })

  it('of any characters gives slices of stored articles and a confidence between 0 and 1', async () => {
    const { find, stores } = await archive(NEWS)
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 120 }), fc.lorem()), async (question) => {
        const result = await find(question)
        expect(result.confidence).toBeGreaterThanOrEqual(0)
        expect(result.confidence).toBeLessThanOrEqual(1)
        for (const { article, passage } of result.hits) {
          const stored = await stores.articles.get(article.id, [article.workspace])
          expect(stored?.text.slice(passage.start, passage.end)).toBe(passage.text)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('what a reader may see', () => {
  it('is never another workspace, nor do its words weigh there', async () => {
    const secret = { id: 'secret', text: 'The Oakmere bridge will close in May, an internal memo says.', workspace: 'slack:T1' }
    const { find } = await archive([...NEWS, secret])
    const { find: findWithout } = await archive(NEWS)
    const question = 'When will the Oakmere bridge close?'
    expect((await find(question, { scope: ['operator', 'slack:T1'] })).hits[0]?.article.id).toBe('secret')
    expect(await find(question)).toEqual(await findWithout(question))
    expect((await find(question, { scope: ['operator', 'slack:T2'] })).hits.map(({ article }) => article.id)).not.toContain('secret')
  })

  it('is the later workspace’s own version when two hold one article', async () => {
    const own = { id: 'bridge', text: 'The bridge at Oakmere is 312 metres long after repairs.', workspace: 'slack:T1' }
    const { find } = await archive([...NEWS, own])
    const { hits } = await find('How long is the Oakmere bridge?', { scope: ['operator', 'slack:T1'] })
    expect(hits.filter(({ article }) => article.id === 'bridge').every(({ article }) => article.workspace === 'slack:T1')).toBe(true)
    expect(hits[0]?.passage.text).toContain('312')
  })

  it('is only what the days asked for hold', async () => {
    const { find } = await archive([
      { id: 'old', text: 'The dam at Brell was opened.', publishedAt: '2024-01-10' },
      { id: 'new', text: 'The dam at Brell was closed.', publishedAt: '2024-02-10T08:00:00Z' },
      { id: 'undated', text: 'The dam at Brell was painted.', publishedAt: null },
    ])
    const ids = async (more: Parameters<typeof find>[1]) =>
      (await find('What of the dam at Brell?', more)).hits.map(({ article }) => article.id).sort()
    expect(await ids({})).toEqual(['new', 'old', 'undated'])
    expect(await ids({ since: '2024-02-10' })).toEqual(['new'])
    expect(await ids({ before: '2024-02-10' })).toEqual(['old'])
    expect(await ids({ only: (id) => id === 'undated' })).toEqual(['undated'])
  })
})

describe('what changes', () => {
  it('a new version takes the place of the old one', async () => {
    const { find, add } = await archive(NEWS)
    await add({ id: 'bridge', version: 2, text: 'The bridge at Oakmere is 305 metres long.' })
    const { hits } = await find('How long is the Oakmere bridge?')
    expect(hits.filter(({ article }) => article.id === 'bridge').map(({ passage }) => passage.text)).toEqual([
      'The bridge at Oakmere is 305 metres long.',
    ])
  })

  it('what was removed leaves no trace: answers are as if it had never come', async () => {
    const { find, search, add } = await archive(NEWS)
    const { find: findWithout } = await archive(NEWS)
    await add({ id: 'extra', text: 'The Oakmere bridge was painted green by Ann Loe.' })
    await search.remove('extra')
    for (const question of ['Who painted the bridge?', 'How long is the Oakmere bridge?'])
      expect(await find(question)).toEqual(await findWithout(question))
  })

  it('adding the same again changes nothing', async () => {
    const { find, add } = await archive(NEWS)
    const before = await find('Who designed the bridge?')
    for (const article of NEWS) await add(article)
    expect(await find('Who designed the bridge?')).toEqual(before)
  })

  it('answers do not hang on the order in which articles came', async () => {
    const { find } = await archive(NEWS)
    const { find: findReversed } = await archive(NEWS.toReversed())
    for (const question of ['Who designed the bridge?', 'How many people fled?', 'pay'])
      expect(await findReversed(question)).toEqual(await find(question))
  })

  it('a withdrawn article no longer answers', async () => {
    const { find, search, book } = await archive(NEWS)
    const withdrawn = articleOf({ ...NEWS[1], id: 'bridge', text: BRIDGE, withdrawnAt: '2024-02-25T00:00:00Z' })
    await search.add(withdrawn, readArticle(withdrawn, book).annotated)
    expect((await find('How long is the Oakmere bridge?')).hits.map(({ article }) => article.id)).not.toContain('bridge')
  })

  it('an abstract steps back when the article it is about is there', async () => {
    const abstract = { id: 'abstract', kind: 'abstract' as const, about: 'bridge.txt', text: 'Oakmere has a bridge 310 metres in length.' }
    const alone = await archive([abstract])
    expect((await alone.find('How long is the Oakmere bridge?')).hits[0]?.article.id).toBe('abstract')
    await alone.add({ id: 'bridge', text: BRIDGE, fileName: 'bridge.txt' })
    expect((await alone.find('How long is the Oakmere bridge?')).hits.map(({ article }) => article.id)).not.toContain('abstract')
  })

  it('a search opened over the same stores finds the same', async () => {
    const { find, stores, lexicon } = await archive(NEWS)
    const again = await openSearch({ ...stores, lexicon })
    const question = 'Who designed the Oakmere bridge?'
    const found = await again.find({ question, scope: ['operator'], now: Temporal.Instant.from('2024-03-01T00:00:00Z'), limit: 10 })
    expect(found).toEqual(await find(question))
  })
})

const LEXICON: Lexicon = {
  places: [
    { key: 'laukkai', name: 'Laukkai', aliases: ['Laogai', '老街'], country: 'myanmar', lat: null, lon: null, kind: 'town' },
    { key: 'myanmar', name: 'Myanmar', aliases: ['Burma'], country: null, lat: null, lon: null, kind: 'country' },
    { key: 'china', name: 'China', aliases: ['中国'], country: null, lat: null, lon: null, kind: 'country' },
  ],
  names: [
    {
      key: 'alliance',
      name: 'Three Brotherhood Alliance',
      kind: 'group',
      aliases: ['3BA'],
      office: null,
      from: null,
      to: null,
      notSameAs: [],
    },
  ],
}

describe('names', () => {
  it('are found under their other spellings, in other scripts too', async () => {
    const { find } = await archive(
      [
        { id: 'a', text: 'Shops in Laukkai reopened on Sunday.' },
        { id: 'b', text: 'Shops in Harlow reopened.' },
      ],
      LEXICON,
    )
    for (const question of ['Did shops in Laogai reopen?', '老街']) expect((await find(question)).hits[0]?.article.id).toBe('a')
  })

  it('of several words are found by their short form', async () => {
    const { find } = await archive([{ id: 'a', text: 'The Three Brotherhood Alliance took the town of Brell.' }], LEXICON)
    expect((await find('What did the 3BA take?')).answers).toBe(true)
  })

  it('of places in another country than the one asked about put a passage behind', async () => {
    const { find } = await archive(
      [
        { id: 'there', text: 'A shell killed 29 people near the China line in Laukkai.' },
        { id: 'here', text: 'According to reports, one Chinese citizen was killed by a shell.' },
      ],
      LEXICON,
    )
    expect((await find('Was anyone in China killed?')).hits[0]?.article.id).toBe('here')
  })

  it('in Chinese text are found by a question in Chinese', async () => {
    const { find } = await archive([{ id: 'zh', text: '周日,老街的商店重新开门。当地居民说枪声已经停止。', language: 'zh' }], LEXICON)
    expect((await find('老街的商店开门了吗?')).hits[0]?.article.id).toBe('zh')
  })
})
