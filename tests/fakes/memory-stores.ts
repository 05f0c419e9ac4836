// Article and index stores in memory, for tests of capabilities that only need the ports.
import { type Article, OPERATOR } from '../../src/domain/article.ts'
import type { ArticleStore, Scope } from '../../src/ports/article-store.ts'
import type { IndexRecord, IndexStore } from '../../src/ports/index-store.ts'
import type { PassageVectors, VectorStore } from '../../src/ports/vector-store.ts'

export type MemoryStores = Readonly<{ articles: ArticleStore; records: IndexStore }>

export function memoryStores(): MemoryStores {
  const versions = new Map<string, Article[]>()
  const kept = new Map<string, IndexRecord>()
  return { articles: articleStore(versions), records: indexStore(kept, versions) }
}

const isStandingAs = (article: Article | null, fileName: string | null) =>
  article !== null && article.kind === 'original' && article.withdrawnAt === null && fileName !== null && article.fileName === fileName

function articleStore(versions: Map<string, Article[]>): ArticleStore {
  const arrivals: Article[] = []
  const newest = (id: string, scope: Scope): Article | null => {
    const found = versions.get(id)?.findLast((article) => scope.includes(article.workspace))
    return found ?? null
  }
  return {
    put: async (article, quiet = false) => {
      const known = versions.get(article.id) ?? []
      if (known.some((other) => other.version === article.version && other.workspace === article.workspace)) return
      versions.set(article.id, [...known, article])
      if (!quiet) arrivals.push(article)
    },
    get: async (id, scope, version) => {
      if (version === undefined) return newest(id, scope)
      return versions.get(id)?.find((article) => article.version === version && scope.includes(article.workspace)) ?? null
    },
    many: async (ids, scope) => {
      const found = ids.flatMap((id) => newest(id, scope) ?? [])
      return new Map(found.map((article) => [article.id, article]))
    },
    all: async function* (scope) {
      for (const id of [...versions.keys()].sort()) {
        const article = newest(id, scope)
        if (article !== null) yield article
      }
    },
    labels: async function* (scope) {
      for (const known of [...versions.keys()].sort()) {
        const article = newest(known, scope)
        if (article === null || article.withdrawnAt !== null) continue
        const { id, workspace, kind, label, publisher, agency, publishedAt } = article
        yield { id, workspace, kind, label, publisher, agency, publishedAt }
      }
    },
    count: async (scope) => [...versions.keys()].filter((id) => newest(id, scope) !== null).length,
    extent: async (scope, { since = '', before = '~' } = {}) => {
      const all = [...versions.keys()].flatMap((id) => newest(id, scope) ?? []).filter(({ withdrawnAt }) => withdrawnAt === null)
      const isBeside = ({ about, workspace }: Article) =>
        [OPERATOR, workspace].some((of) => [...versions.keys()].some((id) => isStandingAs(newest(id, [of]), about)))
      const standing = all.filter((article) => article.kind !== 'abstract' || !isBeside(article))
      const open = since === '' && before === '~'
      const held = standing.filter(({ publishedAt }) => (publishedAt === null ? open : publishedAt >= since && publishedAt < before))
      return {
        articles: held.length,
        newest:
          held
            .flatMap(({ publishedAt }) => publishedAt ?? [])
            .sort()
            .at(-1) ?? null,
      }
    },
    publishedBy: async (names, scope) => {
      const meant = names.map((name) => name.toLowerCase())
      const isMeant = (source: string | null) =>
        source !== null && meant.some((name) => source.toLowerCase() === name || source.toLowerCase().startsWith(`${name}.`))
      const standing = [...versions.keys()].flatMap((id) => newest(id, scope) ?? []).filter(({ withdrawnAt }) => withdrawnAt === null)
      return standing
        .filter(({ publisher, agency }) => isMeant(publisher) || isMeant(agency))
        .map(({ id }) => id)
        .sort()
    },
    workspaces: async () => [...new Set([...versions.values()].flat().map((article) => article.workspace))].sort(),
    addedSince: async (mark, scope) => {
      const ids = mark === null ? [] : arrivals.slice(Number(mark)).flatMap(({ id, workspace }) => (scope.includes(workspace) ? id : []))
      return { articleIds: [...new Set(ids)].sort(), mark: String(arrivals.length) }
    },
    abstractsAbout: async (fileNames, scope) =>
      [...versions.keys()].sort().flatMap((id) => {
        const { kind, about, withdrawnAt } = newest(id, scope) ?? { kind: null, about: null, withdrawnAt: null }
        return kind === 'abstract' && about !== null && withdrawnAt === null && fileNames.includes(about) ? [{ id, about }] : []
      }),
    originalsAmong: async (fileNames, scope) => {
      const standing = [...versions.keys()].flatMap((id) => newest(id, scope) ?? []).filter(({ withdrawnAt }) => withdrawnAt === null)
      return fileNames.filter((name) => standing.some(({ kind, fileName }) => kind === 'original' && fileName === name))
    },
    withdraw: async (id, scope, at) => {
      const article = newest(id, scope)
      if (article === null || article.withdrawnAt !== null) return
      arrivals.push(article)
      const known = versions.get(id) ?? []
      versions.set(
        id,
        known.map((other) => (other.version === article.version ? { ...other, withdrawnAt: at } : other)),
      )
    },
  }
}

function indexStore(kept: Map<string, IndexRecord>, versions: Map<string, Article[]>): IndexStore {
  const keyOf = (articleId: string, workspace: string): string => `${articleId}\0${workspace}`
  const get = (articleId: string, scope: Scope): IndexRecord | null =>
    scope.reduce<IndexRecord | null>((found, workspace) => kept.get(keyOf(articleId, workspace)) ?? found, null)
  const many = (ids: readonly string[], scope: Scope) =>
    new Map(ids.flatMap((id) => get(id, scope) ?? []).map((record) => [record.articleId, record]))
  const stamps = new Map<string, number>()
  let saves = 0
  return {
    save: async (record) => {
      kept.set(keyOf(record.articleId, record.workspace), structuredClone(record))
      saves += 1
      stamps.set(keyOf(record.articleId, record.workspace), saves)
    },
    pick: async (places, workspace) =>
      new Map(
        [...many([...places.keys()], [workspace]).values()].map(({ articleId, version, annotated: { passages } }) => {
          const there = (places.get(articleId) ?? []).flatMap((place) => {
            const passage = passages[place]
            return passage === undefined ? [] : [[place, passage] as const]
          })
          return [articleId, { version, passages: new Map(there) }]
        }),
      ),
    stamp: async (articleId, workspace) =>
      kept.has(keyOf(articleId, workspace)) ? (stamps.get(keyOf(articleId, workspace)) ?? null) : null,
    standing: async function* (workspace) {
      const sorted = [...kept.values()].sort((a, b) => (a.articleId < b.articleId ? -1 : 1))
      yield sorted.flatMap(({ articleId, version, workspace: own }) => {
        const article = versions.get(articleId)?.findLast((other) => other.workspace === own)
        if (own !== workspace || article?.version !== version || article.withdrawnAt !== null) return []
        return [{ articleId, version, stamp: stamps.get(keyOf(articleId, own)) ?? 0 }]
      })
    },
    get: async (articleId, scope) => get(articleId, scope),
    many: async (ids, scope) => many(ids, scope),
    all: async function* (scope) {
      yield* many([...new Set([...kept.values()].map((record) => record.articleId))].sort(), scope).values()
    },
    fingerprints: async function* () {
      for (const { annotated: _annotated, summary: _summary, ...rest } of kept.values()) yield rest
    },
    place: async (articleId, workspace, place) => {
      const record = kept.get(keyOf(articleId, workspace))
      if (record !== undefined) kept.set(keyOf(articleId, workspace), { ...record, ...place })
    },
    remove: async (articleId, workspace) => {
      for (const [key, record] of kept) {
        if (record.articleId === articleId && (workspace === undefined || record.workspace === workspace)) kept.delete(key)
      }
    },
    unindexed: async () => {
      const indexed = new Set([...kept.values()].map((record) => `${record.articleId}\0${record.version}`))
      return [...versions].filter(([id, known]) => !indexed.has(`${id}\0${known.at(-1)?.version}`)).map(([id]) => id)
    },
  }
}

export function memoryVectors(records: IndexStore): VectorStore {
  const kept = new Map<string, PassageVectors & Readonly<{ workspace: string; model: string }>>()
  const stands = async ({ articleId, stamp }: PassageVectors, workspace: string) => (await records.stamp(articleId, workspace)) === stamp
  const known = async (articleId: string, workspace: string, model: string) => {
    const key = `${articleId}\0${workspace}`
    const one = kept.get(key)
    if (one === undefined || (await records.stamp(articleId, workspace)) !== null) return one?.model === model ? one : null
    kept.delete(key)
    return null
  }
  const of = async (workspace: string, model: string) => {
    const own = [...kept.values()].filter((one) => one.workspace === workspace).sort((a, b) => (a.articleId < b.articleId ? -1 : 1))
    const there = await Promise.all(own.map(({ articleId }) => known(articleId, workspace, model)))
    return there.flatMap((one) => one ?? [])
  }
  const plain = ({ articleId, stamp, digest, dimensions, bytes }: PassageVectors) => ({ articleId, stamp, digest, dimensions, bytes })
  return {
    save: async (vectors, workspace, model) => {
      if (!(await stands(vectors, workspace))) return false
      kept.set(`${vectors.articleId}\0${workspace}`, { ...vectors, workspace, model })
      return true
    },
    get: async (articleId, workspace, model) => {
      const one = await known(articleId, workspace, model)
      return one && plain(one)
    },
    stamps: async (workspace, model) => new Map((await of(workspace, model)).map(({ articleId, stamp }) => [articleId, stamp])),
    all: async function* (workspace, model) {
      const all = await of(workspace, model)
      const standing = await Promise.all(all.map((one) => stands(one, workspace)))
      yield all.filter((_, i) => standing[i]).map(plain)
    },
  }
}
