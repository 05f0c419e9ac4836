// Command → reply, for everything that changes nothing.
import type { Citation } from '../domain/claim.ts'
import { channelKey } from '../domain/address.ts'
import {
  numberedDisputeCitations,
  numberedTimelineCitations,
  renderDisputes,
  renderHelp,
  renderSources,
  renderTimeline,
  type SourceRow,
} from '../render/render.ts'
import { healthRows } from './adding.ts'
import { answerQuestion, answerTopic } from './answering.ts'
import type { Command } from './parse-command.ts'
import type { PersonalCommand } from './parse-personal.ts'
import type { SourceCommand } from './parse-source.ts'
import type { TopicsCommand } from './parse-topics.ts'
import { turnOf } from './remembered.ts'
import { type Asking, aside, notice, type Reply } from './reply.ts'
import { status } from './status.ts'
import type { SubscriptionCommand } from './subscription-command.ts'
import { topicCalled } from './topic-words.ts'

const EVIDENCE = 40 // passages whose articles a timeline or a list of disputes is made of
const MOST_DISPUTES = 10 // told at once: a large index has hundreds, and nobody reads a channel full
const BUTTON_MAX = 80 // characters a button's value may have
const LABEL_MAX = 40

type OfOthers = SubscriptionCommand | SourceCommand | TopicsCommand | PersonalCommand
type Elsewhere = 'why' | 'home' | 'export' | Exclude<OfOthers['kind'], 'mend'>
export type Plain = Exclude<Command, { kind: Elsewhere }>

export async function commandReply(said: string, command: Plain, asking: Asking): Promise<Reply> {
  switch (command.kind) {
    case 'help':
      return aside(renderHelp(asking.topics.map(({ name }) => name)))
    case 'courtesy':
      return notice('Hello. Ask me what the sources say, or say “help”.')
    case 'mend':
      return notice(command.text, asking.forms && 'form' in command && command.form !== undefined ? [formButton(command.form)] : [])
    case 'said':
      return notice(command.text)
    case 'suggest':
      return suggestion(command.typed, command.topic.name)
    case 'mistyped':
      return mistyped(command.typed, command.meant)
    case 'question':
      return topicOrQuestion(said, command.text, asking)
    case 'topic':
      return answerTopic({ said, ...command }, asking)
    case 'timeline':
      return timelineOf(said, command.about, asking)
    case 'disputes':
      return disputesOf(said, command.about, asking)
    case 'sources':
      return sourcesOf(asking)
    case 'status':
      return status(asking)
    case 'digest':
      return digestNow(said, command.topic, asking)
  }
}

/** What is but the name of something that several stories are about asks for a briefing on it. */
async function topicOrQuestion(said: string, text: string, asking: Asking): Promise<Reply> {
  const found = await asking.deps.brief.topics?.found(text, asking.scope)
  return found ? answerTopic({ said, ...found }, asking) : answerQuestion({ said, text }, asking)
}

const formButton = (value: string) => ({ action: 'manage', value, label: 'Fill in a form' }) as const

function suggestion(typed: string, topic: string): Reply {
  const meant = { action: 'ask', value: topic, label: topic } as const
  const anyway = { action: 'ask', value: `ask ${typed}`.slice(0, BUTTON_MAX), label: `Search for “${typed.slice(0, 40)}”` } as const
  return notice(`Did you mean ${topic}? To search for “${typed}” all the same, write “ask ${typed}”.`, [meant, anyway])
}

function mistyped(typed: string, meant: string): Reply {
  const command = { action: 'manage', value: meant, label: meant.slice(0, LABEL_MAX) } as const
  const said = typed.length > LABEL_MAX ? `${typed.slice(0, LABEL_MAX)}…` : typed
  const anyway = { action: 'ask', value: `ask ${typed}`, label: `Search for “${said}”` } as const
  return notice(`Did you mean “${meant}”? To search for “${typed}” all the same, write “ask ${typed}”.`, [command, anyway])
}

/** Articles that a topic or question is about; undefined for all there are. */
async function articlesAbout(about: string | null, { deps, scope, now, topics }: Asking) {
  if (about === null) return { ids: undefined, resolved: null, topic: null }
  const topic = topicCalled(about, topics)
  const request = { scope, now, evidence: EVIDENCE, unchosen: true }
  const found = topic === null ? await deps.brief.topics?.found(about, scope) : { topic }
  const answer = found ? await deps.brief.briefTopic({ ...found, ...request }) : await deps.brief.ask({ question: about, ...request })
  const cited = [...answer.claims.flatMap(({ citations }) => citations), ...(answer.kind === 'no-evidence' ? [] : (answer.evidence ?? []))]
  return { ids: [...new Set(cited.map(({ articleId }) => articleId))], resolved: topic?.query ?? about, topic: topic?.name ?? null }
}

async function timelineOf(said: string, about: string | null, asking: Asking): Promise<Reply> {
  const { ids, resolved, topic } = await articlesAbout(about, asking)
  const told = ids?.length === 0 ? [] : await asking.deps.index.timeline(asking.scope, ids)
  const entries = asking.deps.brief.eventsUpTo(told, asking.now)
  const document = renderTimeline(entries, asking.readerLink, about === null ? 'Timeline' : `Timeline: ${about}`)
  const turn = await listTurn({ question: said, resolved: resolved ?? said, topic, cited: numberedTimelineCitations(entries) }, asking)
  const kind = entries.length === 0 ? 'no-evidence' : 'answer'
  return { document, kind, claims: entries.map(({ claim }) => claim), disputes: [], turn, private: false }
}

async function disputesOf(said: string, about: string | null, asking: Asking): Promise<Reply> {
  const { ids, resolved, topic } = await articlesAbout(about, asking)
  const all = await asking.deps.index.disputes(asking.scope)
  const found =
    ids === undefined
      ? all
      : all.filter(({ positions }) =>
          positions.some(({ claims }) => claims.some(({ citations }) => citations.some(({ articleId }) => ids.includes(articleId)))),
        )
  const disputes = found.slice(0, MOST_DISPUTES)
  const title = about === null ? 'What is disputed' : `What is disputed: ${about}`
  const document = renderDisputes(disputes, asking.readerLink, title, found.length - disputes.length)
  const turn = await listTurn({ question: said, resolved: resolved ?? said, topic, cited: numberedDisputeCitations(disputes) }, asking)
  const claims = disputes.flatMap(({ positions }) => positions.flatMap(({ claims: [first] }) => first ?? []))
  return { document, kind: disputes.length === 0 ? 'no-evidence' : 'answer', claims, disputes, turn, private: false }
}

async function listTurn(
  said: Readonly<{ question: string; resolved: string; topic: string | null; cited: readonly Citation[] }>,
  asking: Asking,
) {
  return said.cited.length === 0 ? null : turnOf(said, asking)
}

async function sourcesOf(asking: Asking): Promise<Reply> {
  const { deps, scope } = asking
  const rows = new Map<string, { label: string; articles: number; newest: string | null }>()
  for await (const { kind, label, publishedAt } of deps.articles.labels(scope)) {
    const name = kind === 'abstract' ? `our abstract of ${label}` : label
    const row = rows.get(name) ?? { label: name, articles: 0, newest: null }
    row.articles += 1
    if (publishedAt !== null && (row.newest === null || publishedAt > row.newest)) row.newest = publishedAt
    rows.set(name, row)
  }
  const sorted: readonly SourceRow[] = [...rows.values()].sort((a, b) => b.articles - a.articles || (a.label < b.label ? -1 : 1))
  return aside(renderSources(sorted, 'Sources', await healthRows(asking)))
}

/** What the channel would be sent now; looking at it tells the channel nothing. */
async function digestNow(said: string, name: string, asking: Asking): Promise<Reply> {
  const { deps, channel, scope, now, topics, timeZone } = asking
  const request = { topic: name, channelKey: channelKey(channel), scope, now, timeZone: timeZone ?? undefined, commit: false }
  const { document, claims } = await deps.digests.preview(request)
  const resolved = topics.find((topic) => topic.name === name)?.query ?? name
  const turn = await listTurn({ question: said, resolved, topic: name, cited: claims.map(({ citations }) => citations[0]) }, asking)
  return { document, kind: claims.length === 0 ? 'notice' : 'answer', claims, disputes: [], turn, private: false }
}
