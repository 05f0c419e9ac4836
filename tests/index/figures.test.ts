import { describe, expect, it } from 'vitest'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { factsOf } from '../../src/index/facts.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { articleOf } from './article-of.ts'

const book = nameBook(emptyLexicon)
const figuresOf = (text: string) => readArticle(articleOf({ id: 'a', text }), book).annotated.passages.flatMap((passage) => passage.figures)
const told = (text: string): string[] =>
  figuresOf(text).map(({ low, high, unit, currency, measure, counted, qualifier }) =>
    [low === high ? low : `${low}-${high}`, unit ?? currency ?? '', measure, counted, qualifier].join('|'),
  )

describe('figures', () => {
  it.each<readonly [string, readonly string[]]>([
    ['Over 23,000 people have been forced to flee.', ['23000||displaced|people|over']],
    ['The strike killed 29 civilians.', ['29||killed|civilians|exact']],
    ['One Chinese citizen was killed by a shell.', ['1||killed|Chinese citizen|exact']],
    ['On Friday, two military posts were seized.', ['2||post|military posts|exact']],
    ['The clashes have displaced tens of thousands of people.', ['||displaced|people|vague']],
    ['It is worth $1.8 billion in annual trade.', ['1800000000|USD|trade|annual trade|exact']],
    ['A billion-dollar rail route is planned.', ['1000000000|USD|value|rail route|about']],
    ['The border runs for 2,000km (1,250 miles).', ['2000|km|length|border|exact']],
    ['They share 2,129 kilometers of border.', ['2129|km|length|border|exact']],
    ['At least 11 soldiers died and up to 40 others were wounded.', ['11||killed|soldiers|at-least', '40||wounded|others|at-most']],
    ['Between 10 and 15 rebels were arrested.', ['10-15||detained|rebels|exact']],
    ['Some twenty-five villagers are missing.', ['25||missing|villagers|about']],
    ['Half a dozen engineers were killed.', ['6||killed|engineers|exact']],
    ['Half a million people were displaced.', ['500000||displaced|people|exact']],
    ['Three and a half million people were displaced.', ['3500000||displaced|people|exact']],
    ['Half of the villagers fled, and two and a half hours passed.', []],
    ['The party won 330 seats.', ['330||seats|seats|exact']],
    ['About 1.5 to 2 million refugees crossed.', ['1500000-2000000||displaced|refugees|about']],
  ])('read %j', (text, expected) => {
    expect(told(text)).toEqual(expected)
  })

  it.each([
    'The 76th Armed Forces Day was held.',
    'It happened on 27 March 2021 at 8:30.',
    'One of the towns fell.',
    'One picture showed craters.',
    'The F-16 flew over and COVID-19 spread.',
    'The two countries agreed.',
    'It began after the 2021 coup.',
  ])('find none in %j', (text) => {
    expect(told(text)).toEqual([])
  })

  it('carry speaker and hedge of their sentence, and their own words from the text', () => {
    const text = 'According to the UN, over 23,000 people have fled. Reportedly, 11 soldiers were killed.'
    const [first, second] = figuresOf(text)
    expect([first?.speaker, first?.hedge, second?.speaker, second?.hedge]).toEqual(['UN', null, null, 'Reportedly'])
    for (const figure of [first, second]) expect(text.slice(figure?.start, figure?.end)).toBe(figure?.words)
  })
})

describe('who was counted among the dead and lives', () => {
  it.each([
    'One person counted among the dead is alive.',
    'One person, counted among the dead, is alive.',
    'Two people thought to be among the dead survived.',
    'One woman who was presumed dead has been found alive.',
    'Rescuers found one person alive among the dead.',
    'Two people reported missing were found unharmed.',
  ])('is no toll: %s', (text) => {
    expect(figuresOf(text).map(({ measure }) => measure)).not.toContain('killed')
    expect(figuresOf(text).map(({ measure }) => measure)).not.toContain('missing')
    expect(factsOf(readArticle(articleOf({ id: 'a', text }), book), book, text).filter(({ nature }) => nature === 'toll')).toEqual([])
  })

  it.each([
    ['Five people were killed and one man was pulled out alive.', '5||killed|people|exact'],
    ['Two people were killed; a third was found alive.', '2||killed|people|exact'],
    ['Three people killed in the fire were last seen alive on Friday.', '3||killed|people|exact'],
    ['Four people died before the others were found alive.', '4||killed|people|exact'],
    ['Six people died, officials said, three survived.', '6||killed|people|exact'],
    ['Seven people were killed and nobody survived.', '7||killed|people|exact'],
  ])('leaves the toll of others: %s', (text, expected) => {
    expect(told(text)).toContain(expected)
  })
})
