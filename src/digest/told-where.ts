// Which of an edition's messages tells what, so that a later one can link to it (pure).
import type { Document, Node } from '../domain/document.ts'
import type { Edition, ToldFact } from '../domain/subscription.ts'
import { factsIn } from '../render/render.ts'
import { readHistory } from './history.ts'

type Numbered = Readonly<{ fact: string; number: number }>
/** Channels that share an edition share its facts, of which a first one may hold thousands. */
const numbered = new WeakMap<readonly ToldFact[], readonly Numbered[]>()

/** The edition with the numbers of what it tells and the parts they stand in. `pages`: how many messages the first nodes of its document become. */
export function withPlaces(edition: Edition, parts: number, pages: (start: Document) => number): Edition {
  const numbers = numbered.get(edition.facts) ?? numbersOf(edition)
  numbered.set(edition.facts, numbers)
  if (numbers.length === 0 && (edition.mends ?? []).length === 0) return edition
  const { document } = edition
  const partAt = (isIt: (node: Node) => boolean): number => {
    const at = parts === 1 ? -1 : document.nodes.findIndex(isIt)
    return at < 0 ? 1 : Math.min(parts, Math.max(1, pages({ ...document, nodes: document.nodes.slice(0, at + 1) })))
  }
  return {
    ...edition,
    shows: numbers.map((one) => ({ ...one, part: partAt((node) => node.kind === 'claim' && node.number === one.number) })),
    mends: edition.mends?.map((mend) => ({ ...mend, part: partAt((node) => factsIn(node).includes(mend.fact)) })),
  }
}

/** The facts whose own words the edition shows. */
function numbersOf({ facts, cited }: Edition): readonly Numbered[] {
  const keyOf = (place: Readonly<{ articleId: string; version: number; start: number }>) =>
    `${place.articleId}\u0000${place.version}\u0000${place.start}`
  const numbers = new Map(cited.map((place, at) => [keyOf(place), at + 1] as const).toReversed())
  return readHistory(facts, '').facts.flatMap(({ id: fact, standing, source }) => {
    const number = standing === 'told' ? numbers.get(keyOf(source)) : undefined
    return number === undefined ? [] : [{ fact, number }]
  })
}
