// The summarized index: passages, names, figures, families, stories, disputes, summaries, timeline. Front door of index/.
import type { Article, IndexedArticle } from '../domain/article.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { Lexicon } from '../domain/lexicon.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Story, TimelineEntry } from '../domain/story.ts'
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import type { IndexRecord, IndexStore } from '../ports/index-store.ts'
import { readArticle } from './annotate.ts'
import { type Catalogue, createCatalogue, type Entry } from './catalogue.ts'
import { copyView } from './copy-view.ts'
import { dayNumber } from './day-number.ts'
import { hashOrNone } from './fact.ts'
import { factsOf } from './facts.ts'
import { FINGERPRINT_KIND, type Fingerprint, pack, unpack } from './fingerprint.ts'
import { claimFrom } from './minting.ts'
import { type NameBook, nameBook } from './name-book.ts'
import { profileOf } from './profile.ts'
import { draftDisputes, tellDisputes } from './standing-disputes.ts'
import { storiesAmong } from './story-telling.ts'
import { summarize } from './summaries.ts'
import { datedPassages } from './timeline.ts'
import { voicesAmong } from './voices.ts'

export type SummarizedIndex = {
  /** Indexes one article version: passages, figures, family, story, summary. Doing it again changes nothing. */
  readonly add: (article: Article) => Promise<IndexRecord>
  /** Of one workspace, or of all that hold the id. */
  readonly remove: (articleId: string, workspace?: string) => Promise<void>
  readonly record: (articleId: string, scope: Scope) => Promise<IndexRecord | null>
  readonly records: (articleIds: readonly string[], scope: Scope) => Promise<ReadonlyMap<string, IndexRecord>>
  readonly indexed: (article: Article, scope: Scope) => Promise<IndexedArticle>
  /** Independent voices among the articles: articles of one family, publisher or agency are one; abstracts are none. */
  readonly voices: (articleIds: readonly string[], scope: Scope) => Promise<readonly (readonly string[])[]>
  /** Every dispute in scope. */
  readonly disputes: (scope: Scope) => Promise<readonly Dispute[]>
  /** Disputes that one of these passages takes part in. */
  readonly disputesAmong: (passages: readonly AnnotatedPassage[], scope: Scope) => Promise<readonly Dispute[]>
  readonly stories: (scope: Scope) => Promise<readonly Story[]>
  /** Dated events in order; of the articles given, or of all in scope. */
  readonly timeline: (scope: Scope, articleIds?: readonly string[]) => Promise<readonly TimelineEntry[]>
}

export type IndexParts = Readonly<{ articles: ArticleStore; records: IndexStore; lexicon: Lexicon }>

/** Opens the index over what the stores hold. Reads fingerprints, not texts. */
export async function openSummarizedIndex(parts: IndexParts): Promise<SummarizedIndex> {
  const book = nameBook(parts.lexicon)
  const catalogue = createCatalogue()
  for await (const record of parts.records.fingerprints()) {
    const print = unpack(record.fingerprint)
    if (print !== null) catalogue.put({ ...record, print })
  }
  return {
    add: (article) => addArticle(article, book, catalogue, parts),
    remove: async (articleId, workspace) => {
      catalogue.drop(articleId, workspace)
      await parts.records.remove(articleId, workspace)
    },
    record: (articleId, scope) => parts.records.get(articleId, scope),
    records: (articleIds, scope) => parts.records.many(articleIds, scope),
    indexed: async (article, scope) => indexedArticle(article, await parts.records.get(article.id, scope)),
    voices: async (articleIds, scope) => voicesAmong(articleIds.flatMap((id) => voicedIn(catalogue.get(id, scope)))),
    disputes: (scope) => tellDisputes(draftDisputes(catalogue.all(scope)), scope, parts),
    disputesAmong: (passages, scope) => {
      const only = new Set(passages.map((passage) => `${passage.articleId}\0${passage.ordinal}`))
      return tellDisputes(draftDisputes(catalogue.all(scope), only), scope, parts)
    },
    stories: (scope) => storiesAmong(catalogue.all(scope), scope, parts),
    timeline: (scope, articleIds) => timelineOf(articleIds ?? catalogue.all(scope).map((entry) => entry.articleId), scope, parts),
  }
}

async function addArticle(article: Article, book: NameBook, catalogue: Catalogue, parts: IndexParts): Promise<IndexRecord> {
  const reading = readArticle(article, book)
  const print: Fingerprint = {
    original: article.kind === 'original' && article.withdrawnAt === null,
    day: article.publishedAt === null ? null : dayNumber(article.publishedAt),
    publisher: hashOrNone(article.publisher?.trim().toLowerCase() ?? null),
    agency: hashOrNone(article.agency?.trim().toLowerCase() ?? null),
    profile: profileOf(reading),
    facts: factsOf(reading, book, article.text),
  }
  const viewOf = async (entry: Entry) => {
    const record = await parts.records.get(entry.articleId, [entry.workspace])
    return record === null ? null : copyView(record.annotated.passages)
  }
  const known = catalogue.get(article.id, [article.workspace])
  const home =
    known?.version === article.version
      ? known
      : await catalogue.place(article.id, article.workspace, print, copyView(reading.annotated.passages), viewOf)
  const { familyId, storyId } = home
  const record: IndexRecord = {
    articleId: article.id,
    version: article.version,
    workspace: article.workspace,
    familyId,
    storyId,
    fingerprint: { kind: FINGERPRINT_KIND, values: pack(print) },
    annotated: reading.annotated,
    summary: summarize(reading.annotated.passages).map(({ articleId, version, start, end }) => ({ articleId, version, start, end })),
  }
  await parts.records.save(record)
  catalogue.put({ articleId: article.id, workspace: article.workspace, version: article.version, familyId, storyId, print })
  return record
}

function voicedIn(entry: Entry | null) {
  if (entry === null || !entry.print.original) return []
  const { articleId, familyId, print } = entry
  return [{ articleId, familyId, publisher: print.publisher, agency: print.agency }]
}

function indexedArticle(article: Article, record: IndexRecord | null): IndexedArticle {
  if (record === null || record.version !== article.version) return { ...article, summary: [], familyId: '', storyId: '' }
  const passages = record.annotated.passages
  const summary = record.summary.flatMap(({ start }) => passages.find((passage) => passage.start === start) ?? [])
  return { ...article, summary: summary.map((passage) => claimFrom(article, passage)), familyId: record.familyId, storyId: record.storyId }
}

async function timelineOf(articleIds: readonly string[], scope: Scope, parts: IndexParts): Promise<TimelineEntry[]> {
  const [articles, records] = await Promise.all([parts.articles.many(articleIds, scope), parts.records.many(articleIds, scope)])
  const passages = [...records.values()].flatMap((record) => record.annotated.passages)
  return datedPassages(passages).flatMap(({ passage, date }) => {
    const article = articles.get(passage.articleId)
    if (article === undefined || article.version !== passage.version || article.withdrawnAt !== null) return []
    return [{ date: date.from, precision: date.precision, claim: claimFrom(article, passage) }]
  })
}
