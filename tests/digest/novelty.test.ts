import { describe, expect, it } from 'vitest'
import { createKnowledge } from '../../src/digest/knowledge.ts'
import { type News, sortNews } from '../../src/digest/sort-news.ts'
import type { Article } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import type { Hit } from '../../src/search/search.ts'
import { anArticle } from '../contracts/article-store.ts'
import { memoryStores } from '../fakes/memory-stores.ts'

type Report = Readonly<{ text: string; by?: string; day?: string; id?: string; version?: number }>

/** Passages as the index reads them. */
async function read({ text, by = 'Hill Post', day = '2026-11-20', id = text.slice(0, 40), version = 1 }: Report): Promise<Hit[]> {
  const article: Article = { ...anArticle({ id, text, publisher: by, label: by, publishedAt: day, version }) }
  const index = await openSummarizedIndex({ ...memoryStores(), lexicon: emptyLexicon })
  const { annotated } = await index.add(article)
  return annotated.passages.map((passage) => ({ article, passage, score: 0 }))
}

type Morning = readonly (string | Report)[]

/** What each morning's reports bring that no earlier morning's did. */
async function mornings(...days: Morning[]): Promise<readonly (readonly News[])[]> {
  const knowledge = createKnowledge([])
  const told: (readonly News[])[] = []
  for (const [at, reports] of days.entries()) {
    const day = `2026-11-${20 + at}`
    const hits = await Promise.all(reports.map((report) => read(typeof report === 'string' ? { text: report, day } : { day, ...report })))
    const { news } = sortNews(hits.flat(), knowledge, { now: `${day}T08:00:00Z` })
    for (const { fact } of news) fact.standing = 'told'
    told.push(news)
  }
  return told
}
const textsOf = (news: readonly News[]) => news.map(({ heard: [first] }) => first.hit.passage.text)
const last = async (...days: Morning[]) => (await mornings(...days)).at(-1) ?? []

const FLED = 'More than 23,000 people have been displaced by the fighting in Muse, the United Nations said.'

describe('a reader learns nothing new from', () => {
  it.each([
    ['the same words in another order', 'The United Nations said that the fighting in Muse has displaced more than 23,000 people.'],
    ['another wording with the same large figure', 'Over 23,000 civilians fled their homes in Muse, according to the United Nations.'],
    ['the number in words', 'Twenty-three thousand people were driven from their homes in Muse, the United Nations said.'],
    ['a shorter account', '23,000 people displaced in Muse, says the United Nations.'],
  ])('%s', async (_, text) => expect(textsOf(await last([FLED], [{ text, by: 'River News' }]))).toEqual([]))

  it('an account that gives the figure of before beside the one it knows', async () => {
    const price = 'A litre of diesel now costs 90 kyat at the pumps in Muse, the traders said.'
    expect(textsOf(await last([price], ['The pumps in Muse ask 90 kyat for a litre of diesel, against 45 in October.']))).toEqual([])
  })

  it('a second sentence that only goes on from the first', async () => {
    const texts = textsOf(await last(['The bridge at Muse was blown up on Thursday. Charges had been placed under its pillars.']))
    expect(texts).toEqual(['The bridge at Muse was blown up on Thursday.'])
  })

  it('a sentence without a name, number or day that no article opens with', async () => {
    const report =
      'Envoys met in Kunming on Thursday for talks on a truce. The hall was full. Nobody there spoke to the press in the evening.'
    expect(textsOf(await last([report]))).toHaveLength(1)
  })
})

describe('it is news when', () => {
  it('another event happens to the same people on another day', async () => {
    const held = 'Police in Muse detained the editor of Radio Hill on Thursday.'
    const freed = { text: 'The editor of Radio Hill was freed in Muse on Saturday.', day: '2026-11-21' }
    expect(textsOf(await last([held], [freed]))).toHaveLength(1)
  })

  it('a name is new', async () => {
    const told = 'The army seized the garrison at Muse, officers said.'
    expect(textsOf(await last([told], ['The army seized the garrison at Lashio, officers said.']))).toHaveLength(1)
  })

  it('several papers open with the same that a known fact never held', async () => {
    const told = 'The bridge at Muse is guarded by soldiers of the northern command, officers said.'
    const opened = { text: 'Soldiers at the bridge of Muse found a tunnel full of smuggled rubies.', by: 'River News' }
    const again = { text: 'A tunnel with smuggled rubies ran below the bridge of Muse, soldiers said.', by: 'Hill Post' }
    expect(textsOf(await last([told], [opened, again]))).toHaveLength(1)
  })

  it('what was planned has come about', async () => {
    const planned = 'Peace talks will open in Kunming on 22 November, the mediators said.'
    const opened = { text: 'Peace talks opened in Kunming on Sunday.', day: '2026-11-22' }
    expect(textsOf(await last([planned], [opened]))).toHaveLength(1)
    expect(textsOf(await last([planned], ['The mediators said that peace talks will open in Kunming on 22 November.']))).toEqual([])
  })

  it('an article deep down gives a number or a name never heard of', async () => {
    const report = 'Envoys met in Kunming on Thursday. They spoke for hours. Nobody smiled. The group holds 412 prisoners in Laukkai.'
    expect(textsOf(await last([report]))).toContain('The group holds 412 prisoners in Laukkai.')
  })
})

describe('an update', () => {
  it('says what the same voice told before, raised and then lowered', async () => {
    const raised = 'The number of people displaced in Muse has risen to 50,000, the United Nations said.'
    const lowered = 'The United Nations lowered its figure for the displaced in Muse from 50,000 to 41,000.'
    const [, up, down] = await mornings([FLED], [raised], [lowered])
    expect(up?.map(({ was, fact }) => [was?.value, fact.value])).toEqual([['23,000', '50,000']])
    expect(down?.map(({ was, fact }) => [was?.value, fact.value])).toEqual([['50,000', '41,000']])
  })

  it('is none when an old figure is told again after a newer one', async () => {
    const raised = 'The number of people displaced in Muse has risen to 50,000, the United Nations said.'
    expect(
      textsOf(await last([FLED], [raised], ['In the first days 23,000 people were displaced in Muse, the United Nations said.'])),
    ).toEqual([])
  })

  it('moves a date that is still ahead', async () => {
    const first = 'Peace talks will open in Kunming on 25 November, the mediators said.'
    const [news] = await last([first], ['The peace talks in Kunming have been postponed to 29 November, the mediators said.'])
    expect([news?.was?.value, news?.fact.value]).toEqual(['25 November', '29 November'])
  })

  it('is a correction where the same article told otherwise, and not where it tells that things moved', async () => {
    const wrong = { text: 'Three journalists of Radio Hill were detained in Muse, the press union said.', id: 'a' }
    const right = { text: 'Two journalists of Radio Hill were detained in Muse, the press union said.', id: 'a', version: 2 }
    const [corrected] = await last([wrong], [right])
    expect([corrected?.corrects, corrected?.was?.value, corrected?.fact.value]).toEqual([true, '3', '2'])
    const more = { text: 'The toll has now risen to 19 people killed in Muse, the hospital said.', id: 'b', version: 2 }
    const [updated] = await last([{ text: 'The toll stands at 14 people killed in Muse, the hospital said.', id: 'b' }], [more])
    expect([updated?.corrects, updated?.was?.value, updated?.fact.value]).toEqual([false, '14', '19'])
  })
})

describe('accounts that differ', () => {
  const army = 'The hospital of Muse said on Friday that 14 people were killed at the market.'
  const rebels = 'The Hill Army said on Friday that 31 people were killed at the market in Muse.'

  it('are two accounts when two voices count, and no update', async () => {
    const [news] = await last([army], [rebels])
    expect(news?.was).toBeNull()
    expect(news?.against?.value).toBe('14')
  })

  it('agree when one voice comes to the other’s number', async () => {
    const agreed = { text: 'The hospital of Muse on Sunday raised its toll of the market to 31 people killed.', day: '2026-11-22' }
    const [news] = await last([army], [rebels], [agreed])
    expect([news?.was?.value, news?.fact.value, news?.closes?.value]).toEqual(['14', '31', '31'])
  })

  it('are a claim and its denial, until it is admitted', async () => {
    const claim = 'The Hill Army said on Friday that it had captured the garrison at Muse.'
    const denial = 'The government denied that it had lost the garrison at Muse.'
    const admission = { text: 'The government conceded on Sunday that it had lost the garrison at Muse.', day: '2026-11-22' }
    const [, denied, admitted] = await mornings([claim], [denial], [admission])
    expect(denied?.[0]?.against?.since).toBe('2026-11-20T08:00:00Z')
    expect(admitted?.[0]?.closes?.since).toBe('2026-11-21T08:00:00Z')
  })
})
