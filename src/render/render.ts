// Briefing → Document: what a reader sees, before any platform. Front door of render/.
import type { Answer } from '../domain/answer.ts'
import type { Citation } from '../domain/claim.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { Button, Document } from '../domain/document.ts'
import type { Source, SourceState } from '../domain/source.ts'
import type { Story, TimelineEntry } from '../domain/story.ts'
import type { TopicStories } from '../domain/topic.ts'
import { isFileName as isNameOfFile, sourceName } from './claim-node.ts'
import { type AnswerOptions, answerDocument, numberedIn } from './answer-document.ts'
import { NO_ARTICLES, takeInSome } from './coverage.ts'
import { withFeedback } from './feedback-buttons.ts'
import { type DigestInput, digestDocument, mendsOf, numberedInDigest, type QuietInput, quietDocument } from './digest-document.ts'
import * as evidence from './evidence-document.ts'
import type { ReaderLink } from './link.ts'
import { helpDocument, noteNode, noticeDocument } from './notices.ts'
import { factsIn, referredTo, remarkInlines, withMessageLinks } from './message-link.ts'
import { numbering } from './numbering.ts'
import * as ownTopics from './own-topics-document.ts'
import { documentPage } from './html-document.ts'
import { documentMarkdown } from './markdown-document.ts'
import { type HomeInput, homeDocument } from './home-document.ts'
import { FEEDBACK_DAYS as FEEDBACK_MONTH, type StatusInput, statusDocument } from './status-document.ts'
import { type StoriesOptions, storiesDocument, topicsDocument } from './stories-document.ts'
import { type SettingsInput, settingsDocument } from './settings-document.ts'
import * as health from './source-health.ts'
import * as subscription from './subscription-document.ts'
import { type WelcomeInput, welcomeDocument } from './welcome-document.ts'
import { NO_RECORD, type WhyInput, whyDocument } from './why-document.ts'
import { clipped, countOf, dateInWords, listInWords, oneLine } from './words.ts'

export type { QuotesInput, ShownQuote, SourceRow } from './evidence-document.ts'
export type { DigestInput, QuietInput, Retraction, Settled, Update } from './digest-document.ts'
export type { ReaderLink } from './link.ts'
export type { HealthRow } from './source-health.ts'
export { factsIn, mendsOf, referredTo, remarkInlines, withFeedback, withMessageLinks }
export type { Fits } from './answer-document.ts'
export type { StatusInput } from './status-document.ts'

/** Title, numbered claims with their sources, disputes side by side, coverage; or that no source here says it. */
export const renderAnswer = (answer: Answer, options: AnswerOptions): Document => answerDocument(answer, options)

/** The quotes of an answer under the numbers its document shows: number n is `[n - 1]`. */
export const numberedCitations = (answer: Answer): readonly Citation[] => numberedIn(answer).cited

/** The content of a digest: what changed, what is new, disputes, coverage. */
export const renderDigest = (input: DigestInput): Document => digestDocument(input)

/** As numberedCitations, for a digest. */
export const numberedDigestCitations = (input: Pick<DigestInput, 'answer' | 'updates'>): readonly Citation[] =>
  numberedInDigest(input).cited

/** The one line of a day without news. */
export const renderQuiet = (input: QuietInput): Document => quietDocument(input)

/** Quotes under the numbers they were first shown with, with what they say together. */
export const renderQuotes = (input: evidence.QuotesInput): Document => evidence.quotesDocument(input)

export const renderDisputes = (disputes: readonly Dispute[], readerLink: ReaderLink, title = 'What is disputed', left = 0): Document =>
  evidence.disputesDocument(disputes, readerLink, title, left)

export const renderTimeline = (entries: readonly TimelineEntry[], readerLink: ReaderLink, title = 'Timeline'): Document =>
  evidence.timelineDocument(entries, readerLink, title)

/** The quotes of disputes and of a timeline under the numbers their documents show. */
export const numberedDisputeCitations = (disputes: readonly Dispute[]): readonly Citation[] => numbering([], disputes).cited
export const numberedTimelineCitations = (entries: readonly TimelineEntry[]): readonly Citation[] =>
  evidence.shownEntries(entries).map(({ claim }) => claim.citations[0])

export const renderStories = (stories: readonly Story[], options: StoriesOptions = {}): Document => storiesDocument(stories, options)

/** Topics with how many stories and articles stand under each. */
export const renderTopics = (topics: readonly TopicStories[]): Document => topicsDocument(topics)

export const renderSources = (
  rows: readonly evidence.SourceRow[],
  title = 'Sources',
  polled: readonly health.HealthRow[] = [],
): Document => {
  const { preview, nodes } = evidence.sourcesDocument(rows, title)
  const summary = health.healthSummary(polled)
  return { preview: summary === null ? preview : oneLine(`${preview} ${summary}.`), nodes: [...nodes, ...health.healthNodes(polled)] }
}

/** How a source is doing, in words; what adding one brought. */
export const healthWords = health.healthWords
export const renderAdded = (source: Source, articles: number, state: SourceState | null): Document =>
  health.addedDocument(source, articles, state)

/** A link that somebody wrote, offered to be read. */
export const renderOffer = (host: string, buttons: readonly Button[]): Document =>
  noticeDocument(`That links to ${clipped(host, 80)}: I can read the article, or the whole of what comes from there.`, buttons)

/** A sentence for a person, with buttons where there is a way on. */
export const renderNotice = (text: string, buttons?: readonly Button[]): Document => noticeDocument(text, buttons)

/** In chat, for whatever was asked where nothing was taken in yet. */
export const renderNothingHere = (): Document => noticeDocument(`${NO_ARTICLES} ${takeInSome(true)}`)

/** What can be asked; `topics` are the names people can type. */
export const renderHelp = (topics: readonly string[]): Document => helpDocument(topics)

/** The topics that can be asked for; one that was added or changed. */
export const renderOwnTopics = (input: ownTopics.OwnTopicsInput): Document => ownTopics.ownTopicsDocument(input)
export const renderSavedTopic = (input: ownTopics.SavedTopicInput): Document => ownTopics.savedTopicDocument(input)

/** Who the bot is, where it is added. */
export const renderWelcome = (input: WelcomeInput): Document => welcomeDocument(input)

/** Each claim's passage, the rule that let it through, and what a model had to do with it. */
export const renderWhy = (input: WhyInput): Document => whyDocument(input)
/** The same where no record was kept. */
export const renderNoRecord = (): Document => noticeDocument(NO_RECORD)

/** Articles, sources, model, budget and the next digests, in words. */
export const renderStatus = (input: StatusInput): Document => statusDocument(input)

/** A document to keep: as Markdown, and as a page that needs nothing from anywhere. */
export const renderMarkdown = (document: Document, footer: string): string => documentMarkdown(document, footer)
export const renderHtml = (document: Document, words: Readonly<{ title: string; footer: string }>): string => documentPage(document, words)
/** What stands over the whole of it. */
export const documentTitle = ({ nodes, preview }: Document): string => {
  const heading = nodes.find((node) => node.kind === 'heading')
  return oneLine(heading?.kind === 'heading' ? heading.text : preview)
}

/** What somebody finds who opens the bot's own place: what to ask, what they get, the model and its budget. */
export const renderHome = (input: HomeInput): Document => homeDocument(input)

/** What a channel gets: the confirmation with its next times, the list with its buttons, what was resumed. */
export const renderSubscribed = (input: subscription.SubscribedInput): Document => subscription.subscribedDocument(input)
export const renderWatching = (input: subscription.WatchingInput): Document => subscription.watchingDocument(input)
export const renderResumed = (input: subscription.ResumedInput): Document => subscription.resumedDocument(input)
export const renderSubscriptions = (input: subscription.SubscriptionsInput): Document => subscription.subscriptionsDocument(input)
/** `Monday 6 November 2023, 08:00`. */
export const untilWords = (at: Temporal.ZonedDateTime): string => subscription.untilInWords(at)
export const momentWords = (at: Temporal.ZonedDateTime): string => subscription.momentInWords(at)

export const renderSettings = (input: SettingsInput): Document => settingsDocument(input)

/** A digest that is only looked at: what it is first, nothing to press. */
export const renderPreview = (document: Document, words: string): Document => ({
  preview: words,
  nodes: [noteNode(words), ...document.nodes.filter(({ kind }) => kind !== 'buttons')],
})

/** A document with sentences of ours at its end. */
export const renderWithNotes = (document: Document, words: readonly string[]): Document => ({
  ...document,
  nodes: [...document.nodes, ...words.map(noteNode)],
})

/** What a source is called in a sentence, whether that is its file's name for want of a better, names in a row, and `1 article`, `5 articles`. */
export const sourceCalled = (citation: Citation): string => sourceName(citation)
export const isFileName = (label: string): boolean => isNameOfFile(label)
export const listWords = (words: readonly string[]): string => listInWords(words)
export const countWords = (count: number, one: string, many?: string): string => countOf(count, one, many)

/** `2023-11-06` → `6 November 2023`. */
export const dateWords = (iso: string | null, precision?: 'day' | 'month' | 'year'): string => dateInWords(iso, precision)

/** Days over which `status` counts feedback. */
export const FEEDBACK_DAYS = FEEDBACK_MONTH
