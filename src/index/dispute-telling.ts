// Disputes as a reader sees them: what they are about, and each position in the articles' own words.
import type { Article } from '../domain/article.ts'
import type { Dispute, Position } from '../domain/dispute.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Scope } from '../ports/article-store.ts'
import type { IndexRecord } from '../ports/index-store.ts'
import { sideOf } from './blame.ts'
import { aboutOf, type Worded } from './dispute-wording.ts'
import type { DisputeDraft, Located } from './disputes.ts'
import { claimFrom, isFit, type Stores } from './minting.ts'

type Held = Readonly<{ articles: ReadonlyMap<string, Article>; records: ReadonlyMap<string, IndexRecord> }>

/** Tells drafts; one whose articles are gone, or stand in another version than was indexed, is left out. */
export async function tellDisputes(drafts: readonly DisputeDraft[], scope: Scope, stores: Stores): Promise<Dispute[]> {
  const ids = [...new Set(drafts.flatMap((draft) => draft.positions.flatMap((position) => position.facts.map((fact) => fact.articleId))))]
  if (ids.length === 0) return []
  const [articles, records] = await Promise.all([stores.articles.many(ids, scope), stores.records.many(ids, scope)])
  return drafts.flatMap((draft) => tellDispute(draft, { articles, records }) ?? [])
}

function tellDispute(draft: DisputeDraft, held: Held): Dispute | null {
  const positions = draft.positions.map((position) => tellPosition(position.facts, held))
  if (positions.some((position) => position.claims.length === 0)) return null
  const worded = draft.positions
    .flatMap(({ facts }) => facts)
    .flatMap((fact): Worded[] => {
      const passage = held.records.get(fact.articleId)?.annotated.passages[fact.passage]
      return passage === undefined ? [] : [{ fact, passage }]
    })
  return { about: aboutOf(draft, worded), positions }
}

function tellPosition(facts: readonly Located[], { articles, records }: Held): Position {
  const claims = new Map<string, Position['claims'][number]>()
  let value = ''
  for (const fact of facts) {
    const article = articles.get(fact.articleId)
    const record = records.get(fact.articleId)
    const passage = record?.annotated.passages[fact.passage]
    if (
      article === undefined ||
      passage === undefined ||
      !isFit(passage) ||
      article.version !== record?.version ||
      article.withdrawnAt !== null
    )
      continue
    if (value === '') value = article.text.slice(fact.start, fact.end)
    claims.set(`${fact.articleId}\0${fact.passage}`, claimFrom(article, { ...passage, ...attributionOf(fact, passage) }))
  }
  return { value, voices: new Set(facts.map((fact) => fact.voice)).size, claims: [...claims.values()] }
}

/** Who says this fact, where that is not simply who says the passage. */
function attributionOf(fact: Located, passage: AnnotatedPassage): Partial<Pick<AnnotatedPassage, 'speaker' | 'hedge'>> {
  if (fact.kind === 'denial' || fact.kind === 'accusation') return sideOf(fact.kind, passage.text, passage.speaker)
  return fact.kind === 'date' && fact.speaker === 0 ? { speaker: null } : {}
}
