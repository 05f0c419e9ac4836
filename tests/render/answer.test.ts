import { describe, expect, it } from 'vitest'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { claimOf } from '../../src/verify/verify.ts'
import { numberedCitations, renderAnswer } from '../../src/render/render.ts'
import { ABSTRACT, answer, article, BOATS, DELTA, LENGTH, LONG, LONGER, quoting } from './answers.ts'

const noReader = () => null
const text = (value: Parameters<typeof renderAnswer>[0], readerLink: (citation: { articleId: string }) => string | null = noReader) =>
  documentText(renderAnswer(value, { title: value.question, readerLink }), { width: 200 })

describe('an answer', () => {
  it('reads like an editor’s note: title, newest date, numbered quotes with who says them, sources, what it rests on', () => {
    expect(text(answer())).toMatchInlineSnapshot(`
      "How long is the river?

      As of 8 November 2023

      1. “The river runs for 2,000km.”
         [1] Hill Post · 6 November 2023 · at the words: https://hill.example/river#:~:text=The%20river%20runs%20for%202%2C000km.
         also Copy Daily · 7 November 2023

      2. “Some 40 boats sank on Friday.” — Coast Guard (“unconfirmed”)
         [2] Hill Post · 6 November 2023 · at the words: https://hill.example/river#:~:text=Some%2040%20boats%20sank%20on%20Friday.

      3 articles, 2 independent voices, newest 8 November 2023"
    `)
  })

  it('shows disputed positions side by side, and points to a quote already shown instead of repeating it', () => {
    expect(text(answer({ claims: [LONG], disputes: [LENGTH] }))).toMatchInlineSnapshot(`
      "How long is the river?

      As of 8 November 2023

      1. “The river runs for 2,000km.”
         [1] Hill Post · 6 November 2023 · at the words: https://hill.example/river#:~:text=The%20river%20runs%20for%202%2C000km.
         also Copy Daily · 7 November 2023

      ------------------------

      Sources differ on the length of the river:

         2,000km — 2 articles, 1 voice
         [1] Hill Post · 6 November 2023 · at the words: https://hill.example/river#:~:text=The%20river%20runs%20for%202%2C000km.
         also Copy Daily · 7 November 2023

      2. 2,129 kilometers — 1 article, 1 voice: “The river is 2,129 kilometers long.”
         [2] Delta News · 8 November 2023

      3 articles, 2 independent voices, newest 8 November 2023"
    `)
  })

  it('numbers quotes as it shows them: claims first, then what a position adds', () => {
    const shown = answer({ claims: [LONG, BOATS], disputes: [LENGTH] })
    expect(numberedCitations(shown).map(({ articleId, quote }) => [articleId, quote])).toEqual([
      ['hill', 'The river runs for 2,000km.'],
      ['hill', 'Some 40 boats sank on Friday.'],
      ['delta', 'The river is 2,129 kilometers long.'],
    ])
    const numbers = renderAnswer(shown, { title: '', readerLink: noReader }).nodes.flatMap((node) =>
      node.kind === 'claim' ? [node.number] : [],
    )
    expect(numbers).toEqual([1, 2, null, 3])
  })

  it('never puts quotation marks around an abstract or around words that were shortened', () => {
    const abstract = claimOf(quoting(ABSTRACT, 'Two harbours were closed by the storm.'))
    const shortened = { ...LONG, text: 'The river runs 2,000km.' }
    const shown = text(answer({ claims: [abstract, shortened] }))
    expect(shown).toContain(
      '1. Two harbours were closed by the storm.\n   [1] our abstract of Coast Mail · 6 November 2023 · the article: https://coast.example/a',
    )
    expect(shown).toContain('2. The river runs 2,000km.\n')
  })

  it('shows speaker and hedge only where the words do not hold them', () => {
    const bare = claimOf(quoting(DELTA, 'The river is 2,129 kilometers long.', { speaker: 'the river', hedge: null }))
    expect(text(answer({ claims: [bare] }))).toContain('1. “The river is 2,129 kilometers long.”\n')
    expect(text(answer({ claims: [BOATS] }))).toContain('1. “Some 40 boats sank on Friday.” — Coast Guard (“unconfirmed”)\n')
  })

  it('says that our own abstracts are no voice', () => {
    const coverage = { articles: 1, voices: 0, newest: '2023-11-06', failingSources: [] }
    const abstract = claimOf(quoting(ABSTRACT, 'Two harbours were closed by the storm.'))
    expect(text(answer({ claims: [abstract], coverage }))).toContain('1 article, our own abstracts only, newest 6 November 2023')
  })

  it('names failing sources and says when a model was asked and not used', () => {
    const coverage = { articles: 1, voices: 1, newest: null, failingSources: ['https://dead.example/feed'] }
    expect(text(answer({ coverage, model: 'rejected' }))).toContain(
      '1 article, 1 independent voice; 1 source failing: https://dead.example/feed. Model not used.',
    )
  })

  it('counts copies past the third instead of listing them', () => {
    const copies = Array.from({ length: 7 }, (_, at) =>
      quoting(article({ id: `c${at}`, label: `Paper ${at}`, text: 'It rained.' }), 'It rained.'),
    )
    const [first, ...rest] = copies
    if (first === undefined) throw new Error('no copies')
    expect(text(answer({ claims: [claimOf(first, ...rest)] }))).toContain('also Paper 2 · 6 November 2023\n   and 4 more articles')
  })

  it('says before a figure given anew what it was, when, and by whom', () => {
    const changes = [{ was: LONG, now: LONGER, from: 'About 2,000km', to: '2,129 kilometers' }]
    expect(text(answer({ claims: [LONGER], changes }))).toContain('Was about 2,000km on 6 November 2023 (Hill Post): “The river is 2,129')
    expect(text(answer({ claims: [BOATS], changes }))).not.toContain('Was about')
    const [own] = LONG.citations
    const byPolice = { ...LONG, citations: [{ ...own, speaker: 'police' }] as const }
    const police = changes.map((change) => ({ ...change, was: byPolice }))
    expect(text(answer({ claims: [LONGER], changes: police }))).toContain('(police, Hill Post)')
  })

  it('says before a correction what it corrects and when that was told', () => {
    const changes = [{ was: LONG, now: LONGER, from: 'About 2,000km', to: '2,129 kilometers', corrects: true }]
    expect(text(answer({ claims: [LONGER], changes }))).toContain('Corrects about 2,000km, told on 6 November 2023 (Hill Post): “The river')
  })

  it('begins a stale answer with its date', () => {
    const stale = renderAnswer(answer({ kind: 'stale-evidence', claims: [LONG] }), { title: 'Now?', readerLink: noReader })
    expect(documentText(stale, { width: 200 })).toContain(
      'As of 7 November 2023. Nothing newer here answers this, so it may have changed since.',
    )
    expect(stale.preview).toMatch(/^As of 7 November 2023: “The river/)
  })

  it('offers only buttons that lead somewhere: no list of disputes when all of them are shown', () => {
    const values = (value: Parameters<typeof renderAnswer>[0]) =>
      renderAnswer(value, { title: '', readerLink: noReader }).nodes.flatMap((node) =>
        node.kind === 'buttons' ? node.buttons.map(({ value }) => value) : [],
      )
    expect(values(answer({ disputes: [LENGTH] }))).toEqual(['follow-up', 'quote 2'])
    expect(values(answer({ disputes: [LENGTH, LENGTH, LENGTH, LENGTH] }))).toEqual(['follow-up', 'disputes', 'quote 2'])
    expect(values(answer({ claims: [LONG, BOATS, LONGER] }))).toEqual(['follow-up', 'timeline', 'quote 2'])
    expect(values(answer({ claims: [LONG] }))).toEqual(['follow-up'])
    expect(values(answer({ kind: 'no-evidence', claims: [] }))).toEqual([])
  })

  it('has a preview of one line that stands alone', () => {
    const { preview } = renderAnswer(answer({ claims: [BOATS] }), { title: 'Boats', readerLink: noReader })
    expect(preview).toBe('“Some 40 boats sank on Friday.” — Coast Guard (“unconfirmed”) [Hill Post]')
  })
})

describe('no evidence', () => {
  it('where nothing was taken in names the mend, and searched nothing', () => {
    const coverage = { articles: 0, voices: 0, newest: null, failingSources: [], empty: true }
    const none = answer({ kind: 'no-evidence', claims: [], coverage })
    const { preview, nodes } = renderAnswer(none, { title: 'Who fled?', readerLink: () => null })
    expect(preview).toBe('There are no articles here yet.')
    expect(JSON.stringify(nodes)).toContain('npm run brief -- ingest FOLDER')
    expect(JSON.stringify(nodes)).not.toMatch(/No source|Searched/)
  })

  it('on a topic is of that topic, and of the day it was asked since', () => {
    const none = answer({ kind: 'no-evidence', claims: [], searched: { from: '2023-11-08', to: null, terms: ['fighting', 'seized'] } })
    const { preview, nodes } = renderAnswer(none, { title: 'The long border', readerLink: () => null, isTopic: true })
    expect(preview).toBe('The long border: No source here says anything on this since 8 November 2023.')
    expect(JSON.stringify(nodes)).toContain('No source here says anything on this since 8 November 2023.')
    expect(JSON.stringify(nodes)).not.toContain('seized')
  })

  it('of days that no article is of says so, and not that every article was searched', () => {
    const coverage = { articles: 0, voices: 0, newest: '2023-11-16', failingSources: [], empty: false }
    const none = answer({ kind: 'no-evidence', claims: [], coverage, searched: { from: null, to: '2020-01-01', terms: ['rice'] } })
    const shown = JSON.stringify(renderAnswer(none, { title: 'Rice', readerLink: () => null }).nodes)
    expect(shown).toContain('No article here was published before 1 January 2020.')
  })

  const none = answer({
    question: 'What is the price of rice?',
    kind: 'no-evidence',
    claims: [],
    closest: quoting(DELTA, 'The river is 2,129 kilometers long.'),
    searched: { from: '2023-11-06', to: '2023-11-16', terms: ['price', 'rice'] },
    coverage: { articles: 5, voices: 0, newest: '2023-11-16', failingSources: ['Feed A'] },
  })

  it('says so, with what was searched, and sets the closest passage apart', () => {
    expect(text(none)).toMatchInlineSnapshot(`
      "What is the price of rice?

      No source here says that.

      Searched 5 articles from 6 November 2023 to 16 November 2023 for: price, rice; 1 source failing: Feed A.

      ------------------------

         Closest, but it does not say it: “The river is 2,129 kilometers long.”
         Delta News · 8 November 2023"
    `)
    expect(renderAnswer(none, { title: none.question, readerLink: noReader }).preview).toBe(
      'No source here says that: What is the price of rice?',
    )
  })

  it('says that nothing newer came in, and how new the newest is, when no article is as new as was asked', () => {
    const late = { ...none, searched: { from: '2023-11-20', to: null, terms: ['price'] } }
    expect(text({ ...late, coverage: { ...none.coverage, articles: 0 } })).toContain(
      'Nothing newer came in since 20 November 2023: the newest article here is of 16 November 2023.',
    )
    expect(text(late)).toContain('No source here says that.')
  })

  it('says how many articles of later days were left out', () => {
    expect(text({ ...none, searched: { ...none.searched, ahead: 2 } })).toContain('price, rice; 2 articles of later days left out;')
    expect(text(answer({ searched: { from: null, to: null, terms: [], ahead: 1 } }))).toContain('; 1 article of later days left out')
  })

  it('is what an answer without a single claim is shown as', () => {
    expect(text(answer({ claims: [] }))).toContain('No source here says that.')
  })
})
