import { describe, expect, it } from 'vitest'
import { createKnowledge } from '../../src/digest/knowledge.ts'
import { putRight } from '../../src/digest/put-right.ts'
import { type News, sortNews } from '../../src/digest/sort-news.ts'
import type { Article } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import type { Hit } from '../../src/search/search.ts'
import { anArticle } from '../contracts/article-store.ts'
import { memoryStores } from '../fakes/memory-stores.ts'

type Report = Readonly<{ text: string; by?: string; day?: string }>

async function read({ text, by = 'Hill Post', day = '2026-11-20' }: Report): Promise<Hit[]> {
  const article: Article = { ...anArticle({ id: `${by} ${day} ${text}`.slice(0, 60), text, publisher: by, label: by, publishedAt: day }) }
  const index = await openSummarizedIndex({ ...memoryStores(), lexicon: emptyLexicon })
  const { annotated } = await index.add(article)
  return annotated.passages.map((passage) => ({ article, passage, score: 0 }))
}

type Morning = readonly (string | Report)[]

/** What the last morning's reports bring that no earlier morning's did. */
async function last(...days: Morning[]): Promise<readonly News[]> {
  const knowledge = createKnowledge([])
  let told: readonly News[] = []
  for (const [at, reports] of days.entries()) {
    const day = `2026-11-${20 + at}`
    const hits = await Promise.all(reports.map((report) => read(typeof report === 'string' ? { text: report, day } : { day, ...report })))
    told = sortNews(hits.flat(), knowledge, { now: `${day}T08:00:00Z` }).news
    for (const { fact } of told) fact.standing = 'told'
  }
  return told
}
const textsOf = (news: readonly News[]) => news.map(({ heard: [first] }) => first.hit.passage.text)

describe('one morning tells a thing once', () => {
  it('also when one account counts the nights it lasted', async () => {
    const ended = 'The blockade of Lashio was lifted on Friday.'
    const counted = { text: 'After 41 nights Lashio is rid of the blockade, which the army lifted on Friday.', by: 'River News' }
    expect(textsOf(await last(['Envoys met in Kunming on Wednesday.'], [ended, counted].map(onTheNext)))).toHaveLength(1)
  })

  it('also when one account says set free and the other freed', async () => {
    const held = 'Five surveyors of the Namtu railway were kidnapped on Thursday.'
    const freed = 'The five kidnapped surveyors were freed on Friday near Hsipaw.'
    const again = { text: 'After three days in captivity the railway surveyors were set free on Friday.', by: 'River News' }
    expect(textsOf(await last([held], [freed, again].map(onTheNext)))).toHaveLength(1)
  })

  it('also when a paper is named after the place in both accounts', async () => {
    const sent = { text: 'The ministry is sending 7,000 conscripts to the Salween, it announced on Friday.', by: 'Agency Salween' }
    const led = { text: 'Col. Aung Din, who commands the Eastern Corps, is to take 7,000 conscripts to the Salween.', by: 'River News' }
    expect(textsOf(await last(['Envoys met in Kunming on Wednesday.'], [sent, led].map(onTheNext)))).toHaveLength(1)
  })
})

describe('one morning, two accounts', () => {
  const before = ['Envoys met in Kunming on Wednesday.']

  it('of one number are one, though one names another speaker than the other', async () => {
    const dead = 'Rescuers of the northern brigade recovered 34 dead after the landslide at Hpakant.'
    const bodies = { text: 'Major Soe Win of the northern brigade said 34 bodies had been dug from the mine.', by: 'River News' }
    expect(textsOf(await last(before, [dead, bodies].map(onTheNext)))).toHaveLength(1)
  })

  it('of one number that give a known one anew are one, whoever says it', async () => {
    const first = 'About 6,000 barrels of diesel leaked into the lake at Inle on Thursday, the port office said.'
    const raised = 'The port office on Friday raised its estimate from 6,000 to 9,500 barrels.'
    const again = {
      text: 'Thida Moe of the harbour police said 9,500 barrels of diesel had leaked into the lake at Inle.',
      by: 'River News',
    }
    expect(textsOf(await last([first], [raised, again].map(onTheNext)))).toHaveLength(1)
  })

  it('of what was planned and has come are one', async () => {
    const text = 'The prime ministers of Laos and Thailand will meet in Vientiane on 20 November, both offices said.'
    const planned = { text, day: '2026-11-17' }
    const met = 'The two prime ministers spoke of the river on 20 November.'
    const shook = { text: 'Laos and Thailand shook hands in Vientiane on Friday.', by: 'River News' }
    expect(textsOf(await last([planned], [met, shook].map(onTheNext)))).toHaveLength(1)
  })
})

/** Of the second morning. */
const onTheNext = (report: string | Report) => ({ day: '2026-11-20', ...(typeof report === 'string' ? { text: report } : report) })

describe('what an article recalls deep down', () => {
  const raised = 'The ministry said on Friday that it was sending 6,500 conscripts to Lashio.'
  const deep = 'Envoys met in Kunming on Thursday. They spoke for hours. Nobody smiled.'

  it('is known by its number and its day, whatever its words', async () => {
    const recalled = { text: `${deep} A garrison of 6,500 keeps watch since the decision of 20 November.`, day: '2026-11-22' }
    expect(textsOf(await last([raised], [recalled]))).not.toContain('A garrison of 6,500 keeps watch since the decision of 20 November.')
  })

  it('is no news by a day on which something was once to be', async () => {
    const planned = 'Laukkai was to receive the mediators on 20 November.'
    const report = { text: `${deep} ${planned}`, day: '2026-11-22' }
    expect(textsOf(await last([raised, 'The market of Laukkai burned down on Thursday.'], [report]))).not.toContain(planned)
  })

  it('is news with a number of another day', async () => {
    const other = 'A flood of 21 November left 6,500 homeless.'
    expect(textsOf(await last([raised], [{ text: `${deep} ${other}`, day: '2026-11-22' }]))).toContain(other)
  })
})

describe('what was to come', () => {
  it('is news when it comes on the day to which it was moved', async () => {
    const first = 'The prime ministers of Laos and Thailand will meet in Vientiane on 22 November, both offices said.'
    const moved = 'The meeting of the prime ministers in Vientiane has been postponed from 22 to 23 November, an office said.'
    const held = { text: 'The prime ministers of Laos and Thailand met in Vientiane on Monday.', day: '2026-11-23' }
    expect(textsOf(await last([first], [moved], [], [held]))).toEqual([held.text])
  })
})

describe('a number that is taken back', () => {
  it('is the one before, and the number taken in its place ends the dispute', async () => {
    const police = 'The police of Muse said on Friday that 16 people were killed at the mine.'
    const miners = "The miners' league said on Friday that 38 people were killed at the mine in Muse."
    const back = { text: "The miners' league on Sunday withdrew its count of 38 and accepted that 16 people were killed at the mine." }
    const [news] = await last([police], [miners], [{ ...back, day: '2026-11-22' }])
    expect([news?.was?.value, news?.fact.value, news?.closes?.value]).toEqual(['38', '16', '16'])
  })
})

describe('what was put right', () => {
  it('holds the whole name, also where the sentence begins with it', () => {
    const before = 'Pedro Almas, head of the port in Lashio, was arrested on Thursday.'
    const after = 'Karl Winde, deputy head of the port in Lashio, was arrested on Thursday.'
    expect(putRight(after, before)).toEqual({ from: 'Pedro Almas', to: 'Karl Winde' })
  })

  it('does not take the first word of a sentence for a name', () => {
    const before = 'Heavy rains closed the road to Lashio on Thursday.'
    const after = 'Strong rains closed the road to Hsipaw on Thursday.'
    expect(putRight(after, before)).toEqual({ from: 'Lashio', to: 'Hsipaw' })
  })
})
