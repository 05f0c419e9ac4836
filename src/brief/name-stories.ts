// Lets a model pick what a story is called, among headlines, sentences and parts of sentences of its own articles.
import type { Story } from '../domain/story.ts'
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import { isFitToOffer, type PickDeps, picked } from './pick.ts'

export type StoryNamer = (stories: readonly Story[], scope: Scope) => Promise<readonly Story[]>

const MOST_STORIES = 20 // of one call; the others keep their titles
const MOST_CANDIDATES = 6 // a story
const SHORTEST = 4 // words; less does not tell what happened
const LONGEST = 150 // characters, as titles are cut
const PARTS = /(?<=[,;:])\s+|\s+[–—]\s+/u

/** The stories with the titles that were picked; whatever a model says, a title is a stretch of one of the story's own sources, or the one it had. */
export function createStoryNamer(deps: PickDeps & Readonly<{ articles: Pick<ArticleStore, 'many'> }>): StoryNamer {
  return async (stories, scope) => {
    if (!deps.model.available) return stories
    const named = stories.slice(0, MOST_STORIES)
    const held = await deps.articles.many([...new Set(named.flatMap(({ articleIds }) => articleIds))], scope)
    const candidates = named.flatMap((story, at) => {
      const headlines = story.articleIds.flatMap((id) => held.get(id)?.headline ?? [])
      return titlesIn([...headlines, ...story.summary.map(({ citations: [first] }) => first.quote)]).map((title) => ({ story: at, title }))
    })
    const offered = candidates.map(({ story, title }) => ({ story: story + 1, words: title }))
    const picks = await picked({ variable: 'stories', candidates: offered, most: named.length }, deps)
    const titles = new Map(picks.toReversed().map((at) => [candidates[at]?.story, candidates[at]?.title]))
    return stories.map((story, at) => ({ ...story, title: titles.get(at) ?? story.title }))
  }
}

/** Whole texts first, then parts of them between punctuation marks, each a stretch of the text. */
function titlesIn(texts: readonly string[]): readonly string[] {
  const parts = texts.flatMap((text) => text.split(PARTS).map((part) => part.replace(/[,;:]$/u, '')))
  const fitting = [...texts, ...parts].filter((title) => {
    const words = title.split(/\s+/u).length
    return words >= SHORTEST && title.length <= LONGEST && isFitToOffer(title)
  })
  return [...new Set(fitting)].slice(0, MOST_CANDIDATES)
}
