import { describe, expect, it } from 'vitest'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { copyViewOf } from '../../src/index/copy-view.ts'
import { copyScore, differenceOf, JOINS } from '../../src/index/families.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { articleOf } from './article-of.ts'

const book = nameBook(emptyLexicon)
const view = (text: string) => copyViewOf(readArticle(articleOf({ id: 'a', text }), book), text)

const WIRE = `Flash floods swept through the valley of Kalora early on Friday, killing 37 people and leaving hundreds without shelter, the provincial governor said.
Rescue teams used boats to reach families stranded on the roofs of their houses in the town of Mirova, where the Orla river broke its banks after two days of heavy rain.
The governor, Ivo Tarsk, said that the main bridge over the Orla had been swept away and that it would take several weeks to replace it.
The national weather office warned that more rain was expected in the mountains above Kalora before the weekend, and told residents of low ground to leave.
A spokeswoman for the Norland Red Cross said that 4,500 blankets and 12 water tanks were on their way to Mirova from the capital.`

// The same copy in an editor's hands: shortened, reordered, other words, the same facts.
const REWRITE = `At least hundreds are without shelter and 37 people are dead after flash floods swept through the valley of Kalora early on Friday, according to the provincial governor.
In the town of Mirova, where the Orla river broke its banks after two days of heavy rain, rescue teams used boats to reach families stranded on the roofs of their houses.
Ivo Tarsk, the governor, said the main bridge over the Orla had been swept away and would take several weeks to replace.
The national weather office warned that more rain was expected in the mountains above Kalora before the weekend.
The Norland Red Cross said 4,500 blankets and 12 water tanks were on their way to Mirova from the capital.`

const OTHER = `The harvest in the plains of Estmark will be the smallest in a decade, farmers said on Monday, after a dry spring and a plague of locusts.
Wheat prices at the exchange in Verna rose for a fifth day as millers looked abroad for supplies, with traders pointing to full silos in the south.
The farm minister, Oda Brell, promised credit at low rates and said that seed for next year would be handed out in every district before winter.
Economists at the university of Verna doubted that credit would be enough, given that most small farms are deep in debt already.`

describe('families', () => {
  it('join a rewrite, and leave another report alone, in either order', () => {
    for (const [a, b] of [
      [view(WIRE), view(REWRITE)],
      [view(REWRITE), view(WIRE)],
    ] as const) {
      expect(copyScore(a, b)).toBeGreaterThanOrEqual(JOINS)
      expect(differenceOf(a, b)).toBeNull()
    }
    expect(copyScore(view(WIRE), view(OTHER))).toBeLessThan(JOINS)
    expect(copyScore(view(WIRE), view(OTHER))).toBe(copyScore(view(OTHER), view(WIRE)))
  })

  it.each([
    ['figure', '37 people', '52 people'],
    ['name', 'Mirova', 'Selvane'],
    ['date', 'on Friday', 'on Tuesday'],
  ] as const)('part copies that differ in a %s', (difference, before, after) => {
    const changed = REWRITE.replaceAll(before, after)
    expect(differenceOf(view(WIRE), view(changed))).toBe(difference)
    expect(differenceOf(view(changed), view(WIRE))).toBe(difference)
  })

  it('part copies of which one denies what the other says', () => {
    const denied = WIRE.replace(
      'said that the main bridge over the Orla had been swept away and that it would take several weeks to replace it',
      'denied that the main bridge over the Orla had been swept away and that it would take several weeks to replace it',
    )
    expect(differenceOf(view(WIRE), view(denied))).toBe('denial')
  })

  it('part a copy in which one sentence has another number, though both numbers stand in both texts', () => {
    const swapped = WIRE.replace('12 water tanks', '37 water tanks')
    const both = `${WIRE}\nThe town hall counted 12 boats and 37 lorries in the yard behind the market on Sunday evening.`
    const changed = `${swapped}\nThe town hall counted 12 boats and 37 lorries in the yard behind the market on Sunday evening.`
    expect(differenceOf(view(both), view(changed))).toBe('figure')
  })
})
