import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutPassages, cutSentences } from '../../src/index/passages.ts'

const sentencesOf = (text: string): string[] => cutSentences(text).map(({ start, end }) => text.slice(start, end))
const passagesOf = (text: string): string[] => cutPassages(text).map(({ start, end }) => text.slice(start, end))

const whole: readonly string[] = [
  'Lt. Col. J. R. Smith met Gen. Min Aung Hlaing on Nov. 3-5 in Naypyitaw.',
  'Trade was worth $1.8 billion. ',
  'The border runs for 2,000km (1,250 miles).',
  'He works for the U.S. Government in St. Louis.',
  'It was held at 5 p.m. on Friday, i.e. after dusk.',
  '“We are ready.” he said.',
  'Her email is jane.doe@example.com and the site www.example.com/a.b.html is down.',
  'No. 5 Brigade and Art. 12 were named.',
]

describe('sentence boundaries', () => {
  it.each(whole)('keeps whole: %s', (text) => {
    expect(sentencesOf(text)).toEqual([text.trim()])
  })

  it.each<readonly [string, readonly string[]]>([
    ['He lives in the U.S. The war goes on.', ['He lives in the U.S.', 'The war goes on.']],
    ['“We won!” “Did you?” They left.', ['“We won!”', '“Did you?”', 'They left.']],
    ['He said “stop.” They stopped.', ['He said “stop.”', 'They stopped.']],
    ['It cost $1.8 billion. Nobody paid.', ['It cost $1.8 billion.', 'Nobody paid.']],
    ['They waited … Then it came.', ['They waited …', 'Then it came.']],
    ['中国呼吁停火。缅甸说：不行！', ['中国呼吁停火。', '缅甸说：不行！']],
    ['တိုက်ပွဲဖြစ်ပွားသည်။ လူများထွက်ပြေးသည်။', ['တိုက်ပွဲဖြစ်ပွားသည်။', 'လူများထွက်ပြေးသည်။']],
    ['Overview\n\nFighting went on.', ['Overview', 'Fighting went on.']],
    ['- First point made\n- Second point made', ['- First point made', '- Second point made']],
    ['It was a cold night that\nnobody forgot.', ['It was a cold night that\nnobody forgot.']],
  ])('parts %j', (text, expected) => {
    expect(sentencesOf(text)).toEqual(expected)
  })
})

describe('passages', () => {
  it('bind a caveat to the sentence it leans on, across paragraphs', () => {
    const text =
      'The rebels said they took eleven outposts.\n\nThe claim could not be independently verified. The army did not comment on Friday.'
    expect(passagesOf(text)).toEqual([
      'The rebels said they took eleven outposts.\n\nThe claim could not be independently verified.',
      'The army did not comment on Friday.',
    ])
  })

  it.each([
    'Reuters could not immediately verify the report.',
    'It was not immediately clear who fired first.',
    'These figures have not been confirmed.',
    'But that could not be confirmed.',
    'No independent confirmation was available.',
  ])('bind %s', (caveat) => {
    expect(passagesOf(`Eleven people died in Muse. ${caveat}`)).toHaveLength(1)
  })

  it('leave a sentence alone that says something of its own', () => {
    expect(passagesOf('Eleven people died. The report was published in Geneva on Friday.')).toHaveLength(2)
  })

  it('tell headings and a deck of bullets from sentences', () => {
    const text =
      'China Urges Restraint\n\n- Deck line without a stop\n\nChina urged restraint on Monday.\n\n- Two posts fell\n\nLatest Conflict\n\nIt goes on.'
    expect(cutPassages(text).map((cut) => cut.role)).toEqual(['heading', 'heading', 'sentence', 'sentence', 'heading', 'sentence'])
  })

  const prose = fc.array(
    fc.constantFrom(
      'Gen. ',
      'Nov. 3',
      'U.S. ',
      '“Stop!” ',
      'he said. ',
      'The end. ',
      '\n',
      '\n\n',
      '- ',
      '1. ',
      '…',
      '。',
      '။ ',
      '$1.8 billion. ',
      '😀',
      '(',
      ')',
      'x',
      ' ',
    ),
    { maxLength: 60 },
  )

  it('cover every visible character once, in order, and begin and end on one', () => {
    const holds = (text: string): void => {
      let at = 0
      for (const { start, end, sentences } of cutPassages(text)) {
        expect(text.slice(at, start).trim()).toBe('')
        expect(text.slice(start, end).trim()).toBe(text.slice(start, end))
        expect(end).toBeGreaterThan(start)
        expect([sentences[0]?.start, sentences.at(-1)?.end]).toEqual([start, end])
        at = end
      }
      expect(text.slice(at).trim()).toBe('')
    }
    fc.assert(fc.property(prose, (parts) => holds(parts.join(''))))
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), holds))
  })
})
