// Every dispute among the articles in scope, found from the catalogue and told in claims.
import type { Article } from '../domain/article.ts'
import type { Dispute, Position } from '../domain/dispute.ts'
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import type { IndexRecord, IndexStore } from '../ports/index-store.ts'
import type { Entry } from './catalogue.ts'
import { sideOf } from './blame.ts'
import { aboutOf, type Worded } from './dispute-wording.ts'
import { bucketOf, type DisputeDraft, disputesIn, type Located } from './disputes.ts'
import { claimFrom } from './minting.ts'
import { voicesAmong } from './voices.ts'

/** Disputes among the facts of these entries; with `only`, those that one of its facts takes part in. */
export function draftDisputes(entries: readonly Entry[], only?: ReadonlySet<string>): DisputeDraft[] {
  const buckets = new Map<string, Located[]>()
  for (const located of locate(entries)) {
    const bucket = bucketOf(located)
    const held = buckets.get(bucket)
    if (held === undefined) buckets.set(bucket, [located])
    else held.push(located)
  }
  const drafts = [...buckets].sort((a, b) => (a[0] < b[0] ? -1 : 1)).flatMap(([, facts]) => (facts.length > 1 ? disputesIn(facts) : []))
  if (only === undefined) return drafts
  return drafts.filter((draft) =>
    draft.positions.some((position) => position.facts.some((fact) => only.has(`${fact.articleId}\0${fact.passage}`))),
  )
}

function locate(entries: readonly Entry[]): Located[] {
  const originals = entries.filter((entry) => entry.print.original)
  const voiced = originals.map(({ articleId, familyId, print }) => ({
    articleId,
    familyId,
    publisher: print.publisher,
    agency: print.agency,
  }))
  const voiceOf = new Map(voicesAmong(voiced).flatMap((voice) => voice.map((id) => [id, voice[0] ?? id] as const)))
  return originals.flatMap(({ articleId, storyId, familyId, print }) =>
    print.facts.map((fact) => ({ ...fact, articleId, storyId, familyId, voice: voiceOf.get(articleId) ?? articleId, day: print.day })),
  )
}

export type Stores = Readonly<{ articles: ArticleStore; records: IndexStore }>

/** Tells drafts in the articles' own words. A draft whose articles are gone is left out. */
export async function tellDisputes(drafts: readonly DisputeDraft[], scope: Scope, stores: Stores): Promise<Dispute[]> {
  const ids = [...new Set(drafts.flatMap((draft) => draft.positions.flatMap((position) => position.facts.map((fact) => fact.articleId))))]
  const [articles, records] = await Promise.all([stores.articles.many(ids, scope), stores.records.many(ids, scope)])
  return drafts.flatMap((draft) => tellDispute(draft, articles, records) ?? [])
}

function tellDispute(
  draft: DisputeDraft,
  articles: ReadonlyMap<string, Article>,
  records: ReadonlyMap<string, IndexRecord>,
): Dispute | null {
  const positions = draft.positions.map((position) => tellPosition(position.facts, articles, records))
  if (positions.some((position) => position.claims.length === 0)) return null
  const worded = draft.positions
    .flatMap(({ facts }) => facts)
    .flatMap((fact): Worded[] => {
      const passage = records.get(fact.articleId)?.annotated.passages[fact.passage]
      return passage === undefined ? [] : [{ fact, passage }]
    })
  return { about: aboutOf(draft, worded), positions }
}

function tellPosition(
  facts: readonly Located[],
  articles: ReadonlyMap<string, Article>,
  records: ReadonlyMap<string, IndexRecord>,
): Position {
  const claims = new Map<string, Position['claims'][number]>()
  let value = ''
  for (const fact of facts) {
    const article = articles.get(fact.articleId)
    const record = records.get(fact.articleId)
    const passage = record?.annotated.passages[fact.passage]
    if (article === undefined || passage === undefined || article.version !== record?.version) continue
    if (value === '') value = article.text.slice(fact.start, fact.end)
    const side = fact.kind === 'denial' || fact.kind === 'accusation' ? sideOf(fact.kind, passage.text, passage.speaker) : {}
    claims.set(`${fact.articleId}\0${fact.passage}`, claimFrom(article, { ...passage, ...side }))
  }
  return { value, voices: new Set(facts.map((fact) => fact.voice)).size, claims: [...claims.values()] }
}
