// Passages → draft → (model) → verify → Answer. Front door of brief/.
import type { Answer } from '../domain/answer.ts'
import type { Topic } from '../domain/topic.ts'
import type { TimelineEntry } from '../domain/story.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import type { TopicStore } from '../ports/topic-store.ts'
import type { Hit, Search, SearchRequest } from '../search/search.ts'
import { eventsUpTo } from './as-of.ts'
import type { Beside } from './beside.ts'
import { createAsk } from './ask.ts'
import { narrowing } from './ask-narrowed.ts'
import { createBriefTopic } from './brief-topic.ts'
import type { ModelChooser } from './choose.ts'
import type { StoryNamer } from './name-stories.ts'
import { openTopicsOf, type OwnTopics } from './own-topics.ts'
import { type PassagesOnRequest, passagesOn } from './passages-on.ts'
import type { Referrer } from './refer.ts'
import { readSince } from './read-since.ts'
import { createTopics, type Topics } from './topics.ts'

export type { OwnTopics } from './own-topics.ts'
export type { Recorder } from './recorder.ts'
export type { Referent } from './refer.ts'
export type { FoundTopic } from './topics.ts'

export type AskRequest = Readonly<{
  question: string
  scope: Scope
  now: Temporal.Instant
  /** how many passages to return as `evidence`; none when absent */
  evidence?: number | undefined
  /** the passages are wanted and not the claims' choice: no model is asked */
  unchosen?: boolean | undefined
  since?: string | undefined
  before?: string | undefined
  /** rests on these articles only, as in SearchRequest: "only from EFE", "what do the others say?" */
  only?: SearchRequest['only']
  /** rests on what stands beside these passages: a follow-up in the thread that quoted them */
  beside?: Beside | undefined
  /** milliseconds a model may take; those of an interactive answer when absent */
  deadlineMs?: number | undefined
}>

export type BriefTopicRequest = Readonly<{
  topic: Topic
  scope: Scope
  now: Temporal.Instant
  since?: string | undefined
  /** rests on these articles only, as in SearchRequest: what a digest takes for new */
  only?: SearchRequest['only']
  /** leaves out passages of which this is true: what the reader was told */
  unless?: ((hit: Hit) => boolean) | undefined
  /** most claims; 8 when absent */
  most?: number | undefined
  /** the claims are to be made of exactly these passages: nothing is searched for, and `most` and `unless` say nothing */
  exactly?: readonly Given[] | undefined
  /** told after what is found, whatever the search says, unless that tells it already: what just happened on the topic */
  always?: readonly Given[] | undefined
  evidence?: number | undefined
  /** as in AskRequest */
  unchosen?: boolean | undefined
  /** a model may order the claims and leave none out: what a digest does not tell is never told */
  keepAll?: boolean | undefined
  /** as in AskRequest */
  deadlineMs?: number | undefined
}>

/** A passage that is to be a claim, and others heard of the same fact: those that say the same are cited with it. */
export type Given = Readonly<{ hit: Hit; also: readonly Hit[] }>

export type Brief = {
  readonly ask: (request: AskRequest) => Promise<Answer>
  readonly briefTopic: (request: BriefTopicRequest) => Promise<Answer>
  /** Of passages of some articles, those on the topic. */
  readonly passagesOn: (request: PassagesOnRequest) => Promise<readonly Hit[]>
  /** Of dated events, those that were told by the day of `now`. */
  readonly eventsUpTo: (entries: readonly TimelineEntry[], now: Temporal.Instant) => readonly TimelineEntry[]
  /** Reads `--since` and "since Monday": an ISO date or words, against now; null when it is neither. ISO date. */
  readonly readSince: (words: string, now: Temporal.Instant) => string | null
  /** Which of the candidates a remark means, as far as a model can tell; absent where none is configured. */
  readonly refersTo?: Referrer | undefined
  /** The stories under titles that a model picked from their own words; absent where none is configured. */
  readonly nameStories?: StoryNamer | undefined
  /** What stands above the stories; absent where only answers are wanted. */
  readonly topics?: Topics | undefined
}

export type BriefDependencies = Readonly<{
  search: Search
  index: SummarizedIndex
  /** who published what, and how far it reaches; without it no question is read as being of one source */
  articles?: Pick<ArticleStore, 'extent' | 'publishedBy'> | undefined
  /** null: nobody is asked, and answers say so */
  model: ModelChooser | null
  referrer?: Referrer | undefined
  storyNamer?: StoryNamer | undefined
  /** milliseconds from any fixed moment; only differences are used */
  elapsed: () => number
  /** a question about now wants a passage younger than this; 14 when absent */
  staleAfterDays?: number | undefined
  /** labels of sources in scope that could not be read of late */
  failingSources?: ((scope: Scope) => readonly string[]) | undefined
}>

export function createBrief(dependencies: BriefDependencies): Brief {
  return {
    ask: narrowing(createAsk(dependencies), dependencies),
    briefTopic: createBriefTopic(dependencies),
    passagesOn: (request) => passagesOn(request, dependencies),
    eventsUpTo,
    readSince,
    refersTo: dependencies.referrer,
    nameStories: dependencies.storyNamer,
    topics: createTopics(dependencies),
  }
}

/** The topics that workspaces added; `store` is theirs alone while the process runs. */
export const openOwnTopics = (store: TopicStore): Promise<OwnTopics> => openTopicsOf(store)
