// Which of an edition's messages tells what, so that a later one can link to it (pure).
import type { Document, Node } from '../domain/document.ts'
import type { Edition, ToldFact } from '../domain/subscription.ts'
import type { Platform } from '../ports/platform.ts'
import { factsIn } from '../render/render.ts'
import { readHistory } from './history.ts'

type Paging = Pick<Platform, 'paginate'>
type Numbered = Readonly<{ fact: string; number: number }>
/** Channels that share an edition share its facts, of which a first one may hold thousands, and its document. */
const numbered = new WeakMap<readonly ToldFact[], readonly Numbered[]>()
const placed = new WeakMap<Document, Map<Paging, Pick<Edition, 'shows' | 'mends'>>>()
const begun = new WeakMap<Document, Map<Paging, readonly number[]>>()

/** The edition with the numbers of what it tells and the parts they stand in. */
export function withPlaces(edition: Edition, parts: number, platform: Paging): Edition {
  const numbers = numbered.get(edition.facts) ?? numbersOf(edition)
  numbered.set(edition.facts, numbers)
  if (numbers.length === 0 && (edition.mends ?? []).length === 0) return edition
  const { document } = edition
  const known = placed.get(document) ?? new Map<Paging, Pick<Edition, 'shows' | 'mends'>>()
  placed.set(document, known)
  // The same lists for all channels that share it, so that what is stored of it is the same.
  const places = known.get(platform) ?? placesOf(edition, numbers, parts, platform)
  known.set(platform, places)
  return { ...edition, ...places }
}

function placesOf(
  { document, mends }: Edition,
  numbers: readonly Numbered[],
  parts: number,
  platform: Paging,
): Pick<Edition, 'shows' | 'mends'> {
  const starts = parts === 1 ? [] : startsIn(document, parts, platform)
  const partAt = (isIt: (node: Node) => boolean): number => {
    const at = parts === 1 ? -1 : document.nodes.findIndex(isIt)
    return 1 + starts.filter((start) => start <= at).length
  }
  return {
    shows: numbers.map((one) => ({ ...one, part: partAt((node) => node.kind === 'claim' && node.number === one.number) })),
    mends: mends?.map((mend) => ({ ...mend, part: partAt((node) => factsIn(node).includes(mend.fact)) })),
  }
}

/** With which node each part after the first begins: found by how many messages the nodes up to one become. */
function startsIn(document: Document, parts: number, platform: Paging): readonly number[] {
  const known = begun.get(document) ?? new Map<Paging, readonly number[]>()
  begun.set(document, known)
  const pages = (nodes: number) => platform.paginate({ ...document, nodes: document.nodes.slice(0, nodes) }).length
  const starts = known.get(platform) ?? Array.from({ length: parts - 1 }, (_, at) => firstPast(at + 1, document.nodes.length, pages))
  known.set(platform, starts)
  return starts
}

/** The first node with which there are more than so many messages. */
function firstPast(most: number, nodes: number, pages: (nodes: number) => number): number {
  let [low, high] = [0, nodes]
  while (low < high) {
    const middle = (low + high) >> 1
    if (pages(middle + 1) > most) high = middle
    else low = middle + 1
  }
  return low
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
