// Which of the news an edition tells and in which order; what is too much for one waits for the next (pure).
import type { News } from './sort-news.ts'

/** A long edition goes on in its thread; a longer one nobody reads to its end. */
const MOST_NEWS = 40
/** What one article brings besides what changes something told: its first sentences, then those with a number or a name. */
const MOST_OF_ONE_ARTICLE = 6

export type Chosen = Readonly<{ told: readonly News[]; putOff: readonly News[] }>

/** Corrections, then what changed, then what contradicts, then the rest by story, each in the order heard. */
export function choose(news: readonly News[]): Chosen {
  const perArticle = new Map<string, number>()
  const kept = news.filter((one) => {
    if (rankOf(one) < PLAIN) return true
    const id = one.heard[0].hit.article.id
    perArticle.set(id, (perArticle.get(id) ?? 0) + 1)
    return (perArticle.get(id) ?? 0) <= MOST_OF_ONE_ARTICLE
  })
  const ordered = kept.toSorted((a, b) => rankOf(a) - rankOf(b))
  const changed = ordered.filter((one) => rankOf(one) < PLAIN)
  const plain = byStory(ordered.filter((one) => rankOf(one) === PLAIN))
  const all = [...changed, ...plain]
  return { told: all.slice(0, MOST_NEWS), putOff: all.slice(MOST_NEWS) }
}

const PLAIN = 3

function rankOf({ corrects, was, against, closes, isAnotherVoice }: News): number {
  if (corrects) return 0
  if (isAnotherVoice) return 2
  if (was !== null) return 1
  return against !== null || closes !== null ? 2 : PLAIN
}

/** What shares an article stands together, in the order in which each story was first heard of. */
function byStory(news: readonly News[]): readonly News[] {
  const groups: { ids: Set<string>; news: News[] }[] = []
  for (const one of news) {
    const ids = one.heard.map(({ hit }) => hit.article.id)
    const group = groups.find((other) => ids.some((id) => other.ids.has(id)))
    if (group === undefined) groups.push({ ids: new Set(ids), news: [one] })
    else {
      group.news.push(one)
      for (const id of ids) group.ids.add(id)
    }
  }
  return groups.flatMap((group) => group.news)
}
