import { describe, expect, it } from 'vitest'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { articleOf } from './article-of.ts'

const book = nameBook(emptyLexicon)
const saidIn = (text: string) => {
  const passage = readArticle(articleOf({ id: 'a', text }), book).annotated.passages.at(-1)
  return [passage?.speaker ?? null, passage?.hedge ?? null, passage?.polarity]
}

describe('attribution', () => {
  it.each<readonly [string, string | null, string | null, string]>([
    ['“We urge calm,” foreign ministry spokesperson Wang Wenbin said.', 'Wang Wenbin', null, 'states'],
    ['The town fell, according to the United Nations.', 'United Nations', null, 'states'],
    ['According to reports, one man was killed.', null, 'According to reports', 'states'],
    ['Unconfirmed reports online said that homes had been damaged.', null, 'Unconfirmed reports', 'unclear'],
    ['Local media outlets reported that people were waiting.', 'Local media outlets', null, 'states'],
    ['The army denied that it had shelled the village.', 'army', 'denied', 'denies'],
    ['The army did not deny that it had shelled the village.', null, null, 'states'],
    ['They were denied visas on Monday.', null, null, 'states'],
    ['It is unclear whether anyone was hurt.', null, 'It is unclear', 'unclear'],
    ['The town fell on Monday.', null, null, 'states'],
    ['The Delta Relief Network, a local aid group, said on Wednesday that 27 people died.', 'Delta Relief Network', null, 'states'],
    ['Mara Lind, the head of the mission, said that 40 boats sank.', 'Mara Lind', null, 'states'],
    ['“We will stay,” said Mara Lind, the head of the mission.', 'Mara Lind', null, 'states'],
    ['Later, the harbour office said on Friday that it was closed.', 'harbour office', null, 'states'],
    ['The harbour was closed, said on Friday.', null, null, 'states'],
    ['On Monday, a day of rain, said on the radio.', null, null, 'states'],
  ])('of %j', (text, speaker, hedge, polarity) => {
    const [found, ...rest] = saidIn(text)
    expect(rest).toEqual([hedge, polarity])
    if (!text.includes('did not deny')) expect(found).toBe(speaker)
  })

  it('takes "he" for the one who spoke before', () => {
    expect(saidIn('“We will stay,” General Aung Min said. “We have the men,” he said.')[0]).toBe('Aung Min')
  })

  it('shows the caveat bound to a claim as its hedge', () => {
    expect(saidIn('The rebels took eleven outposts. The claim could not be verified.')).toEqual([null, 'could not be verified', 'unclear'])
  })
})
