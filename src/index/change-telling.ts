// Changes as a reader sees them: each report in the article's own words, cut by verify/.
import type { Change } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { Article } from '../domain/article.ts'
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import type { ChangeDraft, Count } from './changes.ts'
import { claimFrom, isFit } from './minting.ts'

/** Tells drafts; one of which an article is gone, withdrawn or in another version by now is left out. */
export async function tellChanges(drafts: readonly ChangeDraft[], scope: Scope, articles: Pick<ArticleStore, 'many'>): Promise<Change[]> {
  if (drafts.length === 0) return []
  const held = await articles.many([...new Set(drafts.flatMap(({ was, now }) => [was.fact.articleId, now.fact.articleId]))], scope)
  return drafts.flatMap((draft) => {
    const [was, now] = [claimOf(draft.was, held), claimOf(draft.now, held)]
    return was === null || now === null
      ? []
      : { was, now, from: draft.was.figure.words, to: draft.now.figure.words, ...(draft.corrects ? { corrects: true } : {}) }
  })
}

function claimOf({ passage }: Count, held: ReadonlyMap<string, Article>): Claim | null {
  const article = held.get(passage.articleId)
  if (article === undefined || article.version !== passage.version || article.withdrawnAt !== null || !isFit(passage)) return null
  return claimFrom(article, passage)
}
