import { describe, expect, it } from 'vitest'
import { saysNothingNew, updateOf } from '../../src/digest/novelty.ts'
import { keyOfStatement, type Statement, statementOf } from '../../src/digest/statement.ts'
import type { Figure } from '../../src/domain/figure.ts'
import type { NameMention } from '../../src/domain/passage.ts'
import type { OneLiner } from './digest-world.ts'
import { oneLiner } from './digest-world.ts'

const stated = ({ claim, passage }: OneLiner): Statement => statementOf(claim.citations[0], [passage])

function said(
  text: string,
  noticed: Readonly<{
    figures?: readonly Partial<Figure>[]
    names?: Readonly<Record<string, string>>
    denies?: boolean
    label?: string
    publishedAt?: string
  }> = {},
): Statement {
  const figures = (noticed.figures ?? []).map((figure): Figure => {
    const words = figure.words ?? ''
    const start = text.indexOf(words)
    const rest = {
      unit: null,
      currency: null,
      counted: null,
      qualifier: 'exact',
      hedge: null,
      speaker: null,
      asOf: null,
      scope: [],
    } as const
    return { low: null, high: figure.low ?? null, measure: 'killed', words, ...rest, ...figure, start, end: start + words.length }
  })
  const names = Object.entries(noticed.names ?? {}).map(([words, key]): NameMention => {
    const start = text.indexOf(words)
    return { key, text: words, kind: 'group', start, end: start + words.length }
  })
  const article = { label: noticed.label ?? 'Hill Post', publishedAt: noticed.publishedAt ?? '2026-11-20' }
  return stated(oneLiner(text, article, { figures, names, polarity: noticed.denies ? 'denies' : 'states' }))
}

const un = { 'United Nations': 'un', UN: 'un', 'U.N.': 'un' }
const only = (text: string) => Object.fromEntries(Object.entries(un).filter(([words]) => text.includes(words)))
const displaced = (text: string, low: number, words: string, speaker: string | null = 'UN') =>
  said(text, { figures: [{ measure: 'displaced', low, words, speaker }], names: only(text) })

describe('a statement', () => {
  it('keeps what is said and drops how: names by key, amounts by value, no reporting verbs', () => {
    const statement = displaced('The UN said over 23,000 people were displaced.', 23_000, 'over 23,000')
    expect(statement.names).toEqual(['un'])
    expect(statement.amounts).toEqual([{ measure: 'displaced', unit: '', value: '23000', scope: [], speaker: 'un' }])
    expect(statement.words).not.toContain('said')
  })

  it('has one key for one wording, whoever prints it, and another for another number', () => {
    const one = displaced('The UN said 23,000 people fled.', 23_000, '23,000')
    expect(keyOfStatement({ ...one, label: 'other', publishedAt: null })).toBe(keyOfStatement(one))
    expect(keyOfStatement(displaced('The UN said 50,000 people fled.', 50_000, '50,000'))).not.toBe(keyOfStatement(one))
  })

  it('is compared by words and numbers alone when the index knows nothing of the passage', () => {
    const bare = (text: string) => statementOf(oneLiner(text).claim.citations[0], [])
    expect(
      saysNothingNew(bare('Fighting displaced 23,000 people in the hills.'), bare('In the hills, fighting displaced 23,000 people.')),
    ).toBe(true)
    expect(
      saysNothingNew(bare('Fighting displaced 50,000 people in the hills.'), bare('In the hills, fighting displaced 23,000 people.')),
    ).toBe(false)
  })
})

describe('a number the index took for no figure', () => {
  it('still keeps two statements apart', () => {
    const before = said('Flights between the cities rose to 14 a week in November.')
    expect(saysNothingNew(said('Flights between the cities rose to 21 a week in November.'), before)).toBe(false)
    expect(saysNothingNew(said('In November flights between the cities rose to 14 a week.'), before)).toBe(true)
  })
})

describe('a reader learns nothing new from', () => {
  const told = displaced(
    'More than 23,000 people have been displaced by the fighting since October, the UN said.',
    23_000,
    'More than 23,000',
  )
  it.each([
    [
      'the same words in another order',
      displaced('The UN said that since October the fighting has displaced more than 23,000 people.', 23_000, 'more than 23,000'),
    ],
    [
      'another wording with the same large figure',
      displaced('Over 23,000 civilians fled their homes, according to the United Nations.', 23_000, 'Over 23,000'),
    ],
    ['a shorter account', displaced('23,000 people displaced, UN says.', 23_000, '23,000')],
  ])('%s', (_, fresh) => expect(saysNothingNew(fresh, told)).toBe(true))

  it('a reworded account that names the same people', () => {
    const first = said('Assistant minister Nong Rong visited Myanmar for talks on border stability.', {
      names: { 'Nong Rong': 'nong-rong', Myanmar: 'myanmar' },
    })
    const second = said('Nong Rong held talks on the stability of the border during a visit to Myanmar.', {
      names: { 'Nong Rong': 'nong-rong', Myanmar: 'myanmar' },
    })
    expect(saysNothingNew(second, first)).toBe(true)
  })
})

describe('it is news when', () => {
  const told = displaced('More than 23,000 people have been displaced by the fighting, the UN said.', 23_000, 'More than 23,000')
  it.each([
    [
      'the number differs',
      displaced('More than 50,000 people have been displaced by the fighting, the UN said.', 50_000, 'More than 50,000'),
    ],
    ['it is denied', { ...told, polarity: 'denies' as const }],
    ['a name is new', { ...told, names: [...told.names, 'kutkai'] }],
    [
      'a second number comes with the first',
      { ...told, amounts: [...told.amounts, { measure: 'killed', unit: '', value: '4', scope: [], speaker: null }] },
    ],
    [
      'the same small number is counted somewhere else',
      said('Four soldiers died in an ambush near the dam.', { figures: [{ measure: 'killed', low: 4, words: 'Four' }] }),
    ],
  ])('%s', (_, fresh) => {
    const four = said('Four villagers were killed when a shell hit a school.', { figures: [{ measure: 'killed', low: 4, words: 'Four' }] })
    expect(saysNothingNew(fresh, told)).toBe(false)
    expect(saysNothingNew(fresh, four)).toBe(false)
  })

  it('it happened on another day, unless it is the same text again', () => {
    const on = (text: string, day: string): Statement => ({ ...said(text), days: [day] })
    const told = on('Shells hit the market of the town and wounded several traders.', '2026-11-02')
    expect(
      saysNothingNew(on('Shells again hit the market in the town, and several traders were hurt and wounded.', '2026-11-09'), told),
    ).toBe(false)
    expect(saysNothingNew({ ...told, days: ['2026-11-09'] }, told)).toBe(true)
  })
})

describe('an update', () => {
  const before = displaced('The UN said 23,000 people were displaced.', 23_000, '23,000')
  const later = (statement: Statement): Statement => ({ ...statement, publishedAt: '2026-11-21' })

  it('says what the same speaker said before, whichever way it moved', () => {
    const raised = later(displaced('Some 50,000 are now displaced, according to the United Nations.', 50_000, '50,000'))
    expect(updateOf(raised, [before])).toBe('23,000')
    const lowered = { ...displaced('The UN lowered its count to 23,500 displaced.', 23_500, '23,500'), publishedAt: '2026-11-22' }
    expect(updateOf(lowered, [before, raised])).toBe('50,000')
  })

  it('knows the speaker also where an account only names it', () => {
    const lowered = later(displaced('The UN lowered its count to 21,000 displaced.', 21_000, '21,000', null))
    expect(updateOf(lowered, [before])).toBe('23,000')
    const unnamed = later(displaced('The count was lowered to 21,000 displaced.', 21_000, '21,000', null))
    expect(updateOf({ ...unnamed, label: 'river news' }, [before])).toBeNull()
  })

  it('is none when another speaker says it, when it measures something else, or when it is older', () => {
    const raised = displaced('The junta said 50,000 people were displaced.', 50_000, '50,000', 'the junta')
    expect(updateOf(later(raised), [before])).toBeNull()
    const killed = said('The UN said 40 people were killed.', {
      figures: [{ measure: 'killed', low: 40, words: '40', speaker: 'UN' }],
      names: { UN: 'un' },
    })
    expect(updateOf(later(killed), [before])).toBeNull()
    expect(
      updateOf({ ...displaced('The UN said 10,000 people were displaced.', 10_000, '10,000'), publishedAt: '2026-11-01' }, [before]),
    ).toBeNull()
  })

  it('is none between two places, and none between two papers that name no speaker', () => {
    const at = (place: string, low: number, label: string) =>
      said(`${low} soldiers were killed in ${place}.`, { figures: [{ measure: 'killed', low, words: String(low), scope: [place] }], label })
    expect(updateOf(later(at('muse', 12, 'Hill Post')), [at('lashio', 9, 'Hill Post')])).toBeNull()
    expect(updateOf(later(at('muse', 12, 'River News')), [at('muse', 9, 'Hill Post')])).toBeNull()
    expect(updateOf(later(at('muse', 12, 'Hill Post')), [at('muse', 9, 'Hill Post')])).toBe('9')
  })

  it('gives units and ranges in words', () => {
    const length = (low: number, high: number) =>
      said('The border is long.', { figures: [{ measure: 'length', unit: 'km', low, high, words: 'long', speaker: 'EFE' }] })
    expect(updateOf(later(length(2129, 2129)), [length(2000, 2100)])).toBe('2,000–2,100 km')
  })
})
