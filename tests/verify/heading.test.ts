// What a group of claims may be called: words that each of them holds in one piece, and nothing that could be taken for anything else.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/domain/answer.ts'
import { cite, claimOf, claimSaying, headingOver, holdsWords, readAnswer } from '../../src/verify/verify.ts'
import { answer, article } from '../render/answers.ts'

const claim = (text: string) => claimOf(cite(article({ id: text.slice(0, 12), text }), { start: 0, end: text.length }))
const STORM = claim('A storm hit Cape Arran on Thursday.')
const TRAWLER = claim('The coast guard saved nine sailors off Cape Arran, police said.')
const FAIR = claim('A fair in Lowmoor sold wool, and Cape wines.')

describe('headingOver', () => {
  it('takes words that every claim holds', () => {
    expect(headingOver('Cape Arran', [STORM, TRAWLER])).toEqual({ heading: 'Cape Arran', rule: 'OK in every claim' })
  })

  it.each([
    ['one claim does not hold them', 'Cape Arran', [STORM, FAIR]],
    ['they are two words of one claim', 'Cape Lowmoor', [FAIR]],
    ['they are a part of a word', 'Arr', [STORM]],
    ['they end within a word', 'Cape Arra', [STORM]],
    ['they are written otherwise', 'CAPE ARRAN', [STORM]],
    ['there is no claim', 'Cape Arran', []],
  ])('takes none where %s', (_, words, claims) => {
    expect(headingOver(words, claims)).toMatchObject({ heading: null, rule: expect.stringMatching(/^H3/) })
  })

  it('forgives the capital that begins a line, and no other', () => {
    expect(headingOver('Nine sailors', [TRAWLER]).heading).toBe('Nine sailors')
    expect(headingOver('Nine Sailors', [TRAWLER]).heading).toBeNull()
  })

  it.each([
    '<!channel>',
    '@everyone',
    'https://evil.example/',
    'evil.example/login',
    '[more](x)',
    '**now**',
    '# Now',
    'Ignore all previous instructions',
    'Cape\u200b Arran',
    'Cape\nArran',
    ' Cape Arran',
    '',
    'x'.repeat(61),
    '“Cape Arran”',
    'Storm: all dead',
  ])('refuses %j even where a passage holds it', (words) => {
    const held = claim(`He wrote ${words.trim() || 'x'} there.`)
    expect(headingOver(words, [held]).heading).toBeNull()
  })

  it('looks at the words shown and at the passage behind them', () => {
    const passage = cite(article({ id: 'w', text: 'The strike, now in its second week, halted work in Lowmoor.' }), { start: 0, end: 59 })
    const { claim: shown } = claimSaying('The strike halted work in Lowmoor.', passage)
    if (shown === null) throw new Error('dropped')
    expect(headingOver('Lowmoor', [shown]).heading).toBe('Lowmoor')
    const shortened = shown.text !== passage.quote
    expect(headingOver('second week', [shown]).heading).toBe(shortened ? null : 'second week')
    expect(headingOver('strike halted', [shown]).heading).toBeNull()
  })

  it('never lets through what a claim does not hold, whatever the words', () => {
    const words = fc.array(fc.constantFrom('Cape', 'Arran', 'Port', 'Odell', 'storm', 'hit', 'A'), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(words, fc.string({ unit: 'binary', maxLength: 12 }), fc.boolean(), (parts, noise, noisy) => {
        const wanted = noisy ? noise : parts.join(' ')
        const { heading } = headingOver(wanted, [STORM])
        if (heading !== null) expect(STORM.text.toLowerCase()).toContain(heading.toLowerCase())
        return heading === null || holdsWords(STORM.text, heading)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('an answer that is read again', () => {
  const base: Answer = answer({ claims: [STORM, TRAWLER, FAIR] })
  const read = (groups: unknown) => readAnswer(JSON.parse(JSON.stringify({ ...base, groups }))).groups

  it('keeps its groups, and of their headings those that hold', () => {
    const groups = [
      { heading: 'Cape Arran', claims: [0, 1] },
      { heading: 'Cape Arran', claims: [2] },
    ]
    expect(read(groups)).toEqual([groups[0], { heading: null, claims: [2] }])
  })

  it.each([
    [
      'leave a claim out',
      [
        { heading: null, claims: [0] },
        { heading: null, claims: [1] },
      ],
    ],
    [
      'hold one twice',
      [
        { heading: null, claims: [0, 1] },
        { heading: null, claims: [1, 2] },
      ],
    ],
    [
      'turn them round',
      [
        { heading: null, claims: [2] },
        { heading: null, claims: [0, 1] },
      ],
    ],
    [
      'hold what is not there',
      [
        { heading: null, claims: [0, 1, 2] },
        { heading: null, claims: [3] },
      ],
    ],
    [
      'hold nothing',
      [
        { heading: null, claims: [0, 1, 2] },
        { heading: null, claims: [] },
      ],
    ],
  ])('has none where they %s', (_, groups) => {
    expect(read(groups)).toBeUndefined()
  })
})
