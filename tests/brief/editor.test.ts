// The editor of a topic's briefing: what weighs most first, nothing twice, nothing off the topic.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edit } from '../../src/brief/editor.ts'
import type { Figure } from '../../src/domain/figure.ts'
import type { Hit } from '../../src/search/search.ts'
import { figureOf, hitOf } from './hits.ts'

const TOPIC = 'Fighting in the valley: who was killed or displaced, and which town was seized?'

const figure = figureOf
const hit = (text: string, figures: readonly Figure[] = []) => hitOf(text, { figures })

const texts = (hits: readonly Hit[], limit = 8) =>
  edit({ hits, topic: { query: TOPIC, names: [] }, limit }).map((draft) => draft.hit.passage.text)

describe('edit', () => {
  it('puts what people suffered before what was said about it', () => {
    const call = hit('The two sides discussed fighting in the valley and the town at length.')
    const toll = hit('Fighting in the valley killed 40 people in the town.', [figure('killed', 40)])
    expect(texts([call, toll])[0]).toContain('killed 40')
  })

  it('leaves out what is about something else, however many people it counts', () => {
    const toll = hit('Fighting in the valley killed 40 people in the town.', [figure('killed', 40)])
    const elsewhere = hitOf('A ferry sank off a distant coast and 300 died.', { figures: [figure('killed', 300)], score: 0.1 })
    expect(texts([toll, elsewhere])).toEqual([toll.passage.text])
  })

  it('cites another article that gives the same figure instead of repeating it', () => {
    const first = hit('Fighting displaced 23,000 people in the valley, the agency said.', [figure('displaced', 23_000)])
    const second = hit('Some 23,000 villagers were displaced by the fighting.', [figure('displaced', 23_000)])
    const [draft, ...others] = edit({ hits: [first, second], topic: { query: TOPIC, names: [] }, limit: 8 })
    expect(others).toEqual([])
    expect(draft?.same).toEqual([second])
  })

  it('keeps two figures that differ as two claims', () => {
    const first = hit('Fighting displaced 23,000 people in the valley.', [figure('displaced', 23_000)])
    const second = hit('Fighting displaced 50,000 people in the valley.', [figure('displaced', 50_000)])
    expect(texts([first, second])).toHaveLength(2)
  })

  it('prefers a sentence that can be read alone', () => {
    const leaning = hit('They seized the town in the valley after heavy fighting, officers told reporters.')
    const alone = hit('Rebels seized the market town of the valley when the garrison fled the fighting.')
    expect(texts([leaning, alone])[0]).toBe(alone.passage.text)
  })

  it('says once what two articles say in other words', () => {
    const first = hit('A spokesman for the mill said no worker was hurt in the valley and thanked the crews for their quick help.')
    const again = hit('The mill explained that no worker in the valley was hurt and was grateful to the crews for quick help.')
    expect(texts([first, again])).toHaveLength(1)
  })

  it('prefers a sentence to the line that sums it up', () => {
    const line = hit('Rebels seize market town of the valley as garrison flees the fighting')
    const sentence = hit('In the valley the garrison fled the fighting and rebels seized the market town.')
    expect(texts([line, sentence])[0]).toBe(sentence.passage.text)
  })

  it('puts the newer of two that weigh the same first', () => {
    const older = hitOf('Fighting in the valley closed the northern road to the town.', { publishedAt: '2024-01-01' })
    const newer = hitOf('Fighting in the valley emptied the southern market of the town.', { publishedAt: '2024-02-01' })
    const others = Array.from({ length: 8 }, () => hitOf('It rained.', { score: 0 }))
    const [first] = edit({ hits: [older, newer, ...others], topic: { query: TOPIC, names: [] }, limit: 8 })
    expect(first?.hit).toBe(newer)
  })

  it('keeps within the words it is given, as far as that leaves three claims', () => {
    const hits = [
      'Fighting in the valley burned barns that millers had filled for winter near the town.',
      'The town lost its boats and nets when fighting reached both banks of the valley.',
      'Teachers moved an archive out of the valley before fighting closed schools of the town.',
      'Fighting near the copper mint of the valley stopped trains to the town.',
      'Doctors say fighting kept vaccines from the valley and patients from the town.',
    ].map((text) => hit(text))
    const told = (words: number) => edit({ hits, topic: { query: TOPIC, names: [] }, limit: 8, words }).length
    expect([told(1), told(30), told(1_000)]).toEqual([3, 3, 5])
  })

  it('puts what several articles tell before what one tells', () => {
    const detail = hit('Fighting in the valley frightened the horses of a miller whose barn burned.')
    const event = hit('Fighting in the valley destroyed the bridge and cut the town off.')
    const again = hit('The bridge was destroyed by fighting in the valley, and nobody can reach the town.')
    expect(texts([detail, event, again])[0]).toBe(event.passage.text)
  })

  it('does not tell twice what is too long to be cited for it', () => {
    const captured = figure('captured', 23)
    const short = hit('The navy captured 23 raiders in the valley.', [captured])
    const long = hit(
      'For the fourth time in two months the navy went into the valley, where it captured 23 raiders who had lived off the town, held its ferries for ransom, robbed merchants of salt and copper and hidden in caves.',
      [captured],
    )
    const drafts = edit({ hits: [short, long], topic: { query: TOPIC, names: [] }, limit: 8 })
    expect(drafts.map(({ hit: { passage }, same }) => [passage.text, same.length])).toEqual([[short.passage.text, 0]])
  })

  it('leaves “tens of thousands” out where the number is told', () => {
    const vague = hit('Fighting in the valley displaced tens of thousands of people in the town.', [figureOf('displaced', null, 'vague')])
    const number = hit('The agency said the fighting in the valley drove 23,000 from their homes.', [figure('displaced', 23_000)])
    expect(texts([vague, number])).toEqual([number.passage.text])
  })

  it('goes on with what stands right after the one sentence on a topic', () => {
    const at = (text: string, ordinal: number) => hitOf(text, { articleId: 'one', ordinal, score: ordinal === 3 ? 1 : 0.1 })
    const on = at('Shells hit the valley on Friday, witnesses said.', 3)
    const after = at('A picture showed craters on a road.', 4)
    const far = at('Ministers met in the capital to talk about bread.', 9)
    const told = edit({ hits: [on, after, far], topic: { query: 'valley', names: [] }, limit: 8 })
    expect(told.map(({ hit: { passage } }) => passage.text)).toEqual([on.passage.text, after.passage.text])
  })

  it('takes each passage at most once, from those given, and no more than asked for', () => {
    const words = ['fighting', 'valley', 'killed', 'town', 'seized', 'talks', 'rain', 'road', 'market', 'school']
    const sentence = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 }).map((list) => hit(`${list.join(' ')}.`))
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 20 }), fc.integer({ min: 1, max: 6 }), (hits, limit) => {
        const drafts = edit({ hits, topic: { query: TOPIC, names: [] }, limit })
        const used = drafts.flatMap(({ hit: own, same }) => [own, ...same])
        return drafts.length <= limit && new Set(used).size === used.length && used.every((one) => hits.includes(one))
      }),
    )
  })
})
