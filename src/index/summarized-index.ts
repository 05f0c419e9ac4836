// The summarized index: passages, names, figures, families, stories, disputes, changes, summaries, timeline. Front door of index/.
import { inTurn } from '../base/in-turn.ts'
import type { Change } from '../domain/answer.ts'
import type { Article, IndexedArticle } from '../domain/article.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { Lexicon } from '../domain/lexicon.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Story, TimelineEntry } from '../domain/story.ts'
import type { TopicStories } from '../domain/topic.ts'
import type { ArticleStore, Scope, Transact } from '../ports/article-store.ts'
import type { IndexRecord, IndexStore } from '../ports/index-store.ts'
import { readArticle } from './annotate.ts'
import { type Catalogue, createCatalogue } from './catalogue.ts'
import { tellChanges } from './change-telling.ts'
import * as corrections from './corrections.ts'
import { dayNumber } from './day-number.ts'
import { hashOrNone } from './fact.ts'
import { tellDisputes } from './dispute-telling.ts'
import { factsOf } from './facts.ts'
import { foundTopic, foundTopics, topicIdsByStory } from './found-topics.ts'
import { FINGERPRINT_KIND, type Fingerprint, pack, unpack } from './fingerprint.ts'
import { citationFrom, claimFrom } from './minting.ts'
import { type NameBook, nameBook } from './name-book.ts'
import { copyViewOf } from './copy-view.ts'
import { sketchOf } from './run-sketch.ts'
import { createRarity, type Rarity } from './rarity.ts'
import { storiesAmong } from './story-telling.ts'
import { searchTerms, storyVector, termsOf } from './story-vector.ts'
import { subjectsOf } from './subjects.ts'
import { summarize } from './summaries.ts'
import { datedEvents } from './timeline.ts'
import { toldBefore } from './told-before.ts'
import { voicesAmong } from './voices.ts'

/** Whether a text says that it corrects what was told, and which of its numbers it takes back: the same wherever corrections are told. */
export const isCorrection = (text: string): boolean => corrections.isCorrection(text)
export const numbersPutRight = (text: string): corrections.PutRight => corrections.numbersPutRight(text)

export type SummarizedIndex = {
  /** Indexes one article version: passages, figures, family, story, summary. Doing it again changes nothing. */
  readonly add: (article: Article) => Promise<IndexRecord>
  /** Of one workspace, or of all that hold the id. */
  readonly remove: (articleId: string, workspace?: string) => Promise<void>
  /** Lets go of a workspace whose rows are gone from the stores. */
  readonly forgetWorkspace: (workspace: string) => void
  readonly record: (articleId: string, scope: Scope) => Promise<IndexRecord | null>
  readonly records: (articleIds: readonly string[], scope: Scope) => Promise<ReadonlyMap<string, IndexRecord>>
  readonly indexed: (article: Article, scope: Scope) => Promise<IndexedArticle>
  /** Independent voices among the articles: articles of one family, publisher or agency are one; abstracts are none. */
  readonly voices: (articleIds: readonly string[], scope: Scope) => Promise<readonly (readonly string[])[]>
  /** The story an article is of; null when it is not here. */
  readonly storyOf: (articleId: string, scope: Scope) => string | null
  /** Every dispute in scope. */
  readonly disputes: (scope: Scope) => Promise<readonly Dispute[]>
  /** Disputes that one of these passages takes part in. */
  readonly disputesAmong: (passages: readonly AnnotatedPassage[], scope: Scope) => Promise<readonly Dispute[]>
  /** Counts that one of these passages gives anew after another of them: of one story, by a later report, and not in dispute. */
  readonly changesAmong: (passages: readonly AnnotatedPassage[], scope: Scope) => Promise<readonly Change[]>
  readonly stories: (scope: Scope) => Promise<readonly Story[]>
  /** Topics found above the stories: places, groups and people that several of them are about, the one with the most stories first. */
  readonly topics: (scope: Scope) => Promise<readonly TopicStories[]>
  /** The found topic of that id, title or other spelling; null when there is none. */
  readonly topic: (words: string, scope: Scope) => Promise<TopicStories | null>
  /** Dated events in order; of the articles given, or of all in scope. */
  readonly timeline: (scope: Scope, articleIds?: readonly string[]) => Promise<readonly TimelineEntry[]>
}

const SUMMARY = 3 // sentences
const FACTS = 400 // of one article that are set against others'; a long report has a hundred

const AT_ONCE = 16 // articles read anew in one transaction

/** Without `transact` each article that is read anew when the index opens is saved by itself. */
export type IndexParts = Readonly<{ articles: ArticleStore; records: IndexStore; lexicon: Lexicon; transact?: Transact }>

type Parts = IndexParts & Readonly<{ book: NameBook; catalogue: Catalogue; rarity: Rarity }>

/** Opens the index over what the stores hold. Reads fingerprints, not texts; only what an earlier version of the index wrote is read anew. */
export async function openSummarizedIndex(given: IndexParts): Promise<SummarizedIndex> {
  const parts: Parts = { ...given, book: nameBook(given.lexicon), catalogue: createCatalogue(given.records), rarity: createRarity() }
  const { catalogue, records } = parts
  const { shelf, disputes } = catalogue
  await readAnew(await restore(parts), parts)
  const { articles } = parts
  const state = async (scope: Scope) => `${shelf.state()} ${(await articles.addedSince(null, scope)).mark} ${await articles.count(scope)}`
  const toldOnce = toldBefore({ state, holds: shelf.holds })
  const queue = inTurn()
  return {
    // Two articles placed at once would not see each other.
    add: (article) => queue(() => addArticle(article, parts)),
    remove: async (articleId, workspace) => {
      shelf.drop(articleId, workspace)
      await records.remove(articleId, workspace)
    },
    forgetWorkspace: shelf.dropAll,
    record: (articleId, scope) => records.get(articleId, scope),
    records: (articleIds, scope) => records.many(articleIds, scope),
    indexed: async (article, scope) => indexedArticle(article, await records.get(article.id, scope)),
    voices: async (articleIds, scope) =>
      voicesAmong(articleIds.flatMap((id) => shelf.get(id, scope) ?? []).filter((entry) => entry.counts)),
    storyOf: (articleId, scope) => shelf.get(articleId, scope)?.storyId ?? null,
    disputes: toldOnce((scope) => tellDisputes(disputes.all(scope), scope, parts)),
    disputesAmong: (passages, scope) => tellDisputes(disputes.among(passages, scope), scope, parts),
    changesAmong: (passages, scope) => tellChanges(disputes.changes(passages, scope), scope, parts.articles),
    stories: toldOnce((scope) => storiesAmong(shelf.all(scope), topicIdsByStory(scope, parts), scope, parts)),
    topics: toldOnce((scope) => foundTopics(scope, parts)),
    topic: (words, scope) => foundTopic(words, scope, parts),
    timeline: (scope, articleIds) => timelineOf(articleIds ?? shelf.all(scope).map((entry) => entry.articleId), scope, parts),
  }
}

/** Puts every stored fingerprint back on the shelf; returns the articles whose fingerprint is of another form. */
async function restore({ records, catalogue, rarity }: Parts): Promise<readonly Pick<IndexRecord, 'articleId' | 'workspace'>[]> {
  const stale: Pick<IndexRecord, 'articleId' | 'workspace'>[] = []
  for await (const record of records.fingerprints()) {
    const print = unpack(record.fingerprint)
    if (print === null) stale.push(record)
    else {
      rarity.note(print.vector.hashes)
      catalogue.put({ ...record, print }, record)
    }
  }
  return stale
}

/** A commit waits for the disk: many articles share one. */
async function readAnew(stale: readonly Pick<IndexRecord, 'articleId' | 'workspace'>[], parts: Parts): Promise<void> {
  const transact: Transact = parts.transact ?? ((work) => work())
  for (let at = 0; at < stale.length; at += AT_ONCE) {
    await transact(async () => {
      for (const { articleId, workspace } of stale.slice(at, at + AT_ONCE)) {
        const article = await parts.articles.get(articleId, [workspace])
        if (article !== null) await addArticle(article, parts)
      }
    })
    await new Promise(setImmediate)
  }
}

async function addArticle(article: Article, parts: Parts): Promise<IndexRecord> {
  const { book, catalogue, rarity, records } = parts
  const { id: articleId, workspace, version } = article
  const reading = readArticle(article, book)
  const terms = termsOf(reading.sentences)
  const print: Fingerprint = {
    counts: article.kind === 'original' && article.withdrawnAt === null,
    day: article.publishedAt === null ? null : dayNumber(article.publishedAt),
    publisher: hashOrNone(article.publisher?.trim().toLowerCase() ?? null),
    agency: hashOrNone(article.agency?.trim().toLowerCase() ?? null),
    vector: storyVector(terms, rarity),
    sketch: sketchOf(reading.words),
    terms: searchTerms(terms, rarity),
    facts: factsOf(reading, book, article.text, article.publishedAt).slice(0, FACTS),
    subjects: subjectsOf(reading.sentences, book),
  }
  const known = catalogue.shelf.get(articleId, [workspace])
  const { passages } = reading.annotated
  const wordsByPassage = Map.groupBy(reading.sentences, (sentence) => sentence.passage)
  const wordsIn = (passage: AnnotatedPassage) => (wordsByPassage.get(passage.ordinal) ?? []).flatMap((sentence) => sentence.words)
  const stays = known !== null && known.version === version && known.counts === print.counts
  const { familyId, storyId } = stays
    ? known
    : await catalogue.place({ articleId, workspace, version, print }, () => copyViewOf(reading, article.text))
  const record: IndexRecord = {
    articleId,
    version,
    workspace,
    familyId,
    storyId,
    fingerprint: { kind: FINGERPRINT_KIND, values: pack(print) },
    annotated: reading.annotated,
    summary: summarize(passages, SUMMARY, wordsIn).map(({ start, end }) => ({ articleId, version, start, end })),
  }
  await records.save(record)
  if (known === null) rarity.note(terms.keys())
  catalogue.put({ articleId, workspace, version, print }, record)
  return record
}

function indexedArticle(article: Article, record: IndexRecord | null): IndexedArticle {
  if (record === null || record.version !== article.version) return { ...article, summary: [], familyId: '', storyId: '' }
  const passages = record.annotated.passages
  const summary = record.summary.flatMap(({ start }) => passages.find((passage) => passage.start === start) ?? [])
  return { ...article, summary: summary.map((passage) => claimFrom(article, passage)), familyId: record.familyId, storyId: record.storyId }
}

async function timelineOf(articleIds: readonly string[], scope: Scope, { articles, records }: Parts): Promise<TimelineEntry[]> {
  const [found, indexed] = await Promise.all([articles.many(articleIds, scope), records.many(articleIds, scope)])
  const passages = [...indexed.values()].flatMap((record) => {
    const article = found.get(record.articleId)
    return article?.version === record.version && article.withdrawnAt === null ? record.annotated.passages : []
  })
  return datedEvents(passages).flatMap(({ date, passages: [first, ...others] }) => {
    const article = found.get(first.articleId)
    if (article === undefined) return []
    const also = others.flatMap((passage) => citationFrom(found.get(passage.articleId), passage))
    const to = date.precision === 'day' && date.to !== date.from ? { to: date.to } : {}
    return [{ date: date.from, ...to, precision: date.precision, claim: claimFrom(article, first, also) }]
  })
}
