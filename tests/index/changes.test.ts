// Counts that a later report gives anew, through the front door of the index.
import { describe, expect, it } from 'vitest'
import { type Article, OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import { memoryStores } from '../fakes/memory-stores.ts'
import { articleOf } from './article-of.ts'

const SCOPE = [OPERATOR]
const BACKGROUND =
  'The ferry Merel sank on Lake Ossara on Sunday night after leaving Tarvin for Port Odell. Divers searched the hull of the Merel off Port Odell.'
const onDay = (id: string, day: number, told: string, given: Partial<Article> = {}) =>
  articleOf({ id, publisher: `${id} Post`, publishedAt: `2025-03-0${day}`, text: `${told}\n${BACKGROUND}`, ...given })

const FIRST = onDay('first', 3, 'At least 31 people died on the ferry Merel, police said.')
const LATER = onDay('later', 4, 'The number of people killed on the ferry Merel rose to 38, police said.')

async function world(...articles: readonly Article[]) {
  const stores = memoryStores()
  const index = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
  const held = new Map<string, Article>()
  const put = async (article: Article) => {
    held.set(article.id, article)
    await stores.articles.put(article)
    await index.add(article)
  }
  for (const article of articles) await put(article)
  const passagesOf = async (ids: readonly string[]) =>
    [...(await index.records(ids, SCOPE)).values()].flatMap(({ annotated }) => annotated.passages)
  const changes = async (...ids: string[]) => {
    const asked = await passagesOf(ids.length === 0 ? [...held.keys()] : ids)
    const found = await index.changesAmong(asked, SCOPE)
    return found.map(({ was, now, from, to }) => `${was.citations[0].articleId} ${from} → ${now.citations[0].articleId} ${to}`)
  }
  return { ...stores, index, put, passagesOf, changes }
}

describe('a count of one story', () => {
  it('changes when a later report tells more of it, and every quote is a slice of its article', async () => {
    const { index, changes, passagesOf } = await world(FIRST, LATER)
    expect(await index.stories(SCOPE)).toHaveLength(1)
    expect(await changes()).toEqual(['first At least 31 → later 38'])
    const [change] = await index.changesAmong(await passagesOf(['first', 'later']), SCOPE)
    expect(change?.was.citations[0].quote).toBe('At least 31 people died on the ferry Merel, police said.')
    expect(change?.now.text).toBe('The number of people killed on the ferry Merel rose to 38, police said.')
  })

  it('is the same in whatever order the reports came', async () => {
    expect(await (await world(LATER, FIRST)).changes()).toEqual(['first At least 31 → later 38'])
  })

  it('changes only among the passages that are asked about', async () => {
    const { changes } = await world(FIRST, LATER)
    expect(await changes('later')).toEqual([])
    expect(await changes('first')).toEqual([])
  })

  it.each([
    ['revised down', 'The death toll of the ferry Merel was revised down to 29, the ministry said.', 'first At least 31 → x 29'],
    [
      'risen on another day',
      'The number of people killed on the ferry Merel rose to 38 on Tuesday, police said.',
      'first At least 31 → x 38',
    ],
    ['more, with another seven found', 'Divers found another seven bodies; 38 people died on the ferry Merel.', 'first At least 31 → x 38'],
    ['lowered', 'The ministry lowered the number of dead on the ferry Merel to 29.', 'first At least 31 → x 29'],
  ])('changes when it is told as %s', async (_, told, change) => {
    expect(await (await world(FIRST, onDay('x', 5, told))).changes()).toEqual([change])
  })

  it('is told of whoever counts more than the least that somebody else said: both can hold', async () => {
    const doctors = onDay('x', 4, 'Doctors said 38 people died on the ferry Merel.')
    expect(await (await world(FIRST, doctors)).changes()).toEqual(['first At least 31 → x 38'])
  })

  it.each([
    ['Doctors', 'Doctors said 38 people died on the ferry Merel.'],
    ['The Lantern Society, an aid group,', 'The Lantern Society, an aid group, said 38 people died on the ferry Merel.'],
  ])('is in dispute where another speaker gives more later and does not say that it moved: %s', async (_, said) => {
    const exact = onDay('first', 3, 'Police said 31 people died on the ferry Merel.')
    const { changes, index } = await world(exact, onDay('x', 4, said))
    expect(await changes()).toEqual([])
    expect((await index.disputes(SCOPE)).map(({ positions }) => positions.map(({ value }) => value))).toEqual([['31 people', '38 people']])
  })

  it('moves on from one in civil office to another', async () => {
    const exact = onDay('first', 3, 'Police said 31 people died on the ferry Merel.')
    const { changes, index } = await world(exact, onDay('x', 4, 'The transport ministry said 38 people died on the ferry Merel.'))
    expect(await changes()).toEqual(['first 31 → x 38'])
    expect(await index.disputes(SCOPE)).toEqual([])
  })

  it.each([
    ['a smaller number that is not told as put right', onDay('x', 5, 'Police said 29 people died on the ferry Merel.')],
    ['a report of the same day', onDay('x', 3, 'The number of people killed on the ferry Merel rose to 38, police said.')],
    [
      'a report without a date',
      onDay('x', 4, 'The number of people killed on the ferry Merel rose to 38, police said.', { publishedAt: null }),
    ],
    ['the same number told again', onDay('x', 4, 'Police said 31 people died on the ferry Merel.')],
    ['what is only said roughly', onDay('x', 4, 'Dozens of people were killed on the ferry Merel, police said.')],
    ['what happened on another day', onDay('x', 5, 'On Wednesday 38 people died on the ferry Merel, police said.')],
    ['a further event', onDay('x', 4, 'Another accident on the ferry Merel killed 38 people, police said.')],
    ['a count of something else', onDay('x', 4, 'The number of people wounded on the ferry Merel rose to 38, police said.')],
    [
      'an abstract',
      onDay('x', 4, 'The number of people killed on the ferry Merel rose to 38, police said.', { kind: 'abstract', about: 'first' }),
    ],
  ])('does not change by %s', async (_, other) => {
    const first = { ...FIRST, text: FIRST.text.replace('died', 'died on Sunday') }
    expect(await (await world(first, other)).changes()).toEqual([])
    const more = onDay('more', 4, 'An accident on the ferry Merel killed 38 people, police said.')
    expect(await (await world(first, more)).changes()).toEqual(['first At least 31 → more 38'])
  })

  it.each([
    ['rose from 31 to 38', 'The number of people killed on the ferry Merel rose from 31 to 38, police said.', 38],
    ['down from 31 to 29', 'Police revised the death toll of the ferry Merel down from 31 to 29.', 29],
    ['first put at 31', 'The death toll of the ferry Merel, first put at 31, was revised down to 29, police said.', 29],
  ])('changes in a sentence that gives the old number too: %s', async (_, told, number) => {
    const exact = onDay('first', 3, 'Police said 31 people died on the ferry Merel.')
    expect(await (await world(exact, onDay('x', 4, told))).changes()).toEqual([`first 31 → x ${number}`])
  })

  it('is in dispute, and no change, while others still tell the earlier number', async () => {
    const exact = onDay('first', 3, 'Police said 31 people died on the ferry Merel.')
    const still = onDay('still', 5, 'A total of 31 people died on the ferry Merel, the harbour authority said.')
    const { index, changes, passagesOf } = await world(exact, LATER, still)
    expect(await changes('first', 'later')).toEqual(['first 31 → later 38'])
    expect(await changes()).toEqual([])
    expect(await index.disputesAmong(await passagesOf(['later']), SCOPE)).toHaveLength(1)
  })

  it('keeps to the versions that stand: no withdrawn or superseded number is told as what it was', async () => {
    const { articles, changes, index, passagesOf, put } = await world(FIRST, LATER)
    const asked = await passagesOf(['first', 'later'])
    await put({ ...FIRST, version: 2, text: `At least 36 people died on the ferry Merel, police said.\n${BACKGROUND}` })
    expect(await index.changesAmong(asked, SCOPE)).toEqual([])
    expect(await changes()).toEqual(['first At least 36 → later 38'])
    await articles.withdraw('first', SCOPE, '2025-03-05T00:00:00Z')
    expect(await changes()).toEqual([])
  })
})

describe('a correction', () => {
  const MISSING = 'Police said 32 people were missing from the ferry Merel.'
  const FIXED = 'Correction: an earlier version said 32 were missing. The correct number is 23.'
  const RESCUERS =
    'Rescuers counted 32 people missing from the ferry Merel. The Merel sank off Port Odell on Lake Ossara, and families of those on board the Merel waited on the pier of Port Odell through Sunday night.'
  const ofFirst = { publisher: 'first Post' }

  it('takes back what its own paper told, and disputes nothing then', async () => {
    const { changes, index, passagesOf } = await world(onDay('first', 3, MISSING), onDay('fix', 3, FIXED, ofFirst))
    expect(await changes()).toEqual(['first 32 → fix 23'])
    const [change] = await index.changesAmong(await passagesOf(['first', 'fix']), SCOPE)
    expect(change?.corrects).toBe(true)
    expect(await index.disputes(SCOPE)).toEqual([])
  })

  it('is a position of its own against others who still tell the number', async () => {
    const { index } = await world(onDay('first', 3, MISSING), onDay('other', 3, '', { text: RESCUERS }), onDay('fix', 4, FIXED, ofFirst))
    const positions = (await index.disputes(SCOPE)).map((dispute) => dispute.positions.map(({ value, voices }) => `${value} ${voices}`))
    expect(positions).toEqual([['23 1', '32 people 1']])
  })

  it('finds what it corrects in another story of its paper, unless two may be meant', async () => {
    const fix = onDay('fix', 4, '', { text: FIXED, ...ofFirst })
    expect(await (await world(onDay('first', 3, MISSING), fix)).changes()).toEqual(['first 32 → fix 23'])
    const tunnel = 'Fire spread through the Kalora road tunnel, where lorries burned. Inspectors had warned of the Kalora tunnel fans.'
    const second = onDay('second', 3, '', { text: `Police said 32 people were missing in the Kalora tunnel.\n${tunnel}`, ...ofFirst })
    const both = await world(onDay('first', 3, MISSING), second, fix)
    expect(await both.changes()).toEqual([])
  })

  it.each([
    ['another paper’s, of another story', onDay('fix', 4, '', { text: FIXED })],
    ['of something else', onDay('fix', 4, FIXED.replace('missing', 'wounded'), ofFirst)],
    ['of another number', onDay('fix', 4, FIXED.replace('32', '34'), ofFirst)],
    ['older than the report', onDay('fix', 2, FIXED, ofFirst)],
    [
      'of somewhere else',
      onDay('fix', 4, '', { ...ofFirst, text: 'Correction: an earlier version said 32 were missing in Kalora. The correct number is 23.' }),
    ],
  ])('takes back nothing that is %s', async (_, fix) => {
    const { index, passagesOf } = await world(onDay('first', 3, MISSING), fix)
    const changes = await index.changesAmong(await passagesOf(['first', 'fix']), SCOPE)
    expect(changes.filter(({ corrects }) => corrects)).toEqual([])
  })
})

describe('two events', () => {
  const FIRE =
    'Fire destroyed a furniture factory in the Kalora hills, where workers jumped from the upper floors. Inspectors had warned the owners about locked doors.'

  it('are never one changing count, whoever tells of both', async () => {
    const fire = onDay('fire', 4, '', { text: `Police said 38 people died.\n${FIRE}` })
    const ferry = onDay('first', 3, '', { text: `Police said 31 people died.\n${BACKGROUND}` })
    const { changes, index } = await world(ferry, fire)
    expect(await index.stories(SCOPE)).toHaveLength(2)
    expect(await changes()).toEqual([])
    const rose = onDay('fire', 4, '', { text: `The number of people killed rose to 38, police said.\n${FIRE}` })
    expect(await (await world(ferry, rose)).changes()).toEqual([])
  })

  // One long story: a port that two accidents of a kind befell, neither of them dated.
  const PORT =
    'The port of Odell lost its harbour master on Sunday night, and divers searched the piers of Odell until morning. Owners of the Odell docks had ignored warnings.'
  const report = (id: string, day: number, said: string) => onDay(id, day, '', { text: `${said}\n${PORT}` })
  const CRANE = report('crane', 3, 'A crane that toppled onto a canteen killed 31 people, police said.')

  it.each([
    ['another matter killed them', 'Fumes from a leaking tank killed 38 people, police said.'],
    ['nothing says of what', 'Police said 38 people died.'],
  ])('without a date are not one changing count where %s', async (_, said) => {
    const { changes, index } = await world(CRANE, report('x', 4, said))
    expect(await index.stories(SCOPE)).toHaveLength(1)
    expect(await changes()).toEqual([])
  })

  it.each([
    ['its words', 'The toppled crane killed 38 people in the canteen, police said.'],
    ['that it moved, where only one is told', 'The number of people killed rose to 38, police said.'],
  ])('are one where the later report says so by %s', async (_, said) => {
    expect(await (await world(CRANE, report('x', 4, said))).changes()).toEqual(['crane 31 → x 38'])
  })

  it('leave open which of them a toll that rose is of', async () => {
    const fumes = report('fumes', 4, 'Fumes from a leaking tank killed 35 people, police said.')
    expect(await (await world(CRANE, fumes, report('x', 5, 'The number of people killed rose to 38, police said.'))).changes()).toEqual([])
  })
})
