// Which abstracts step back because the article they are about is here itself.
import { type Article, OPERATOR } from '../domain/article.ts'
import type { ArticleStore } from '../ports/article-store.ts'

type Kept = Pick<Article, 'id' | 'kind' | 'workspace' | 'about' | 'fileName'>

/** Whether an original that every reader of this abstract sees is stored: the abstract is then kept, but neither answers nor counts. */
export async function isSuperseded(article: Kept, articles: ArticleStore): Promise<boolean> {
  if (article.kind !== 'abstract' || article.about === null) return false
  return (await articles.originalsAmong([article.about], [OPERATOR, article.workspace])).length > 0
}

/** Abstracts about one of these originals, among those whose every reader sees the original too. The originals are of one workspace. */
export async function abstractsBehind(originals: readonly Kept[], articles: ArticleStore): Promise<readonly Readonly<{ id: string }>[]> {
  const names = new Set(originals.flatMap(({ kind, fileName }) => (kind === 'original' && fileName !== null ? fileName : [])))
  const [workspace] = originals.map((original) => original.workspace)
  if (names.size === 0 || workspace === undefined) return []
  return articles.abstractsAbout([...names], workspace === OPERATOR ? await articles.workspaces() : [workspace])
}
