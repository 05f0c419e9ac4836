// Every kind of message that holds words of others, made of hostile ones by the product's own renderers (pure, from a seed).
import type { Answer } from '../../src/domain/answer.ts'
import type { Article } from '../../src/domain/article.ts'
import type { Citation, Claim } from '../../src/domain/claim.ts'
import type { Dispute } from '../../src/domain/dispute.ts'
import type { Document } from '../../src/domain/document.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import type { Topic } from '../../src/domain/topic.ts'
import * as render from '../../src/render/render.ts'
import { cite, claimOf } from '../../src/verify/verify.ts'
import type { Random } from '../bench/random.ts'
import { hostileAddress, hostileLabel, hostileText } from './hostile-texts.ts'

type Maker = (random: Random) => Document

const AT = Temporal.ZonedDateTime.from('2026-11-23T08:00[Asia/Yangon]')
const maybe = <T>(random: Random, make: () => T): T | null => (random.chance(0.6) ? make() : null)
const some = <T>(random: Random, most: number, make: () => T): T[] => Array.from({ length: random.below(most + 1) }, make)

function articleOf(random: Random): Article {
  // What is stored is well formed; nothing else is taken out of it here.
  const text = `${hostileText(random, 2_000)} ${hostileLabel(random)}`.toWellFormed()
  return {
    ...{ id: hostileLabel(random, 20), version: 1, workspace: 'operator', kind: random.chance(0.8) ? 'original' : 'abstract', about: null },
    ...{ label: hostileLabel(random), url: maybe(random, () => hostileAddress(random)), text, language: 'en', fileName: null },
    ...{ publisher: maybe(random, () => hostileLabel(random)), agency: maybe(random, () => hostileLabel(random)), author: null },
    ...{ headline: maybe(random, () => hostileLabel(random)), publishedAt: maybe(random, () => '2026-11-20'), source: 'folder:x' },
    ...{ ingestedAt: '2026-11-21T00:00:00Z', withdrawnAt: null },
  }
}

function citationOf(random: Random): Citation {
  const article = articleOf(random)
  return cite(article, spanOf(article.text, random), {
    speaker: maybe(random, () => hostileLabel(random)),
    hedge: maybe(random, () => hostileText(random, 40)),
  })
}

/** A stretch as quotes are: no half characters, no white space at its ends. */
function spanOf(text: string, random: Random): Readonly<{ start: number; end: number }> {
  for (let tries = 0; tries < 20; tries += 1) {
    const from = random.below(text.length)
    const slice = text.slice(from, from + 1 + random.below(1_500))
    const start = from + slice.length - slice.trimStart().length
    if (slice.trim() !== '' && slice.trim().isWellFormed()) return { start, end: start + slice.trim().length }
  }
  const start = text.length - text.trimStart().length
  return { start, end: start + text.trim().length }
}

const claim = (random: Random): Claim => claimOf(citationOf(random), ...some(random, 2, () => citationOf(random)))

function disputeOf(random: Random): Dispute {
  const position = () => ({
    value: hostileLabel(random, 80),
    voices: random.below(4),
    claims: [claim(random), ...some(random, 1, () => claim(random))],
  })
  return { about: hostileLabel(random), positions: [position(), position(), ...some(random, 2, position)] }
}

function answerOf(random: Random): Answer {
  const kind = random.pick(['answer', 'answer', 'stale-evidence', 'no-evidence'] as const)
  const claims = kind === 'no-evidence' ? [] : [claim(random), ...some(random, 6, () => claim(random))]
  return {
    ...{ question: hostileText(random), kind, confidence: 0.5, claims, disputes: some(random, 3, () => disputeOf(random)), tookMs: 1 },
    ...(kind === 'no-evidence' && random.chance(0.7) ? { closest: citationOf(random) } : {}),
    searched: { from: maybe(random, () => '2026-11-01'), to: null, terms: some(random, 14, () => hostileText(random, 60)) },
    model: random.pick(['off', 'used', 'rejected'] as const),
    modelNote: hostileText(random),
    coverage: {
      articles: random.below(5),
      voices: random.below(3),
      newest: '2026-11-20',
      failingSources: some(random, 7, () => hostileLabel(random)),
    },
  }
}

const topicOf = (random: Random): Topic => ({
  ...{
    name: hostileLabel(random, 60),
    title: hostileLabel(random),
    query: hostileLabel(random),
    workspace: random.pick(['operator', 'slack:T1']),
  },
  aliases: some(random, 8, () => hostileLabel(random, 60)),
})

const subscriptionOf = (random: Random): Subscription => ({
  ...{ id: 'sub_1', version: 1, kind: random.pick(['digest', 'watch'] as const), topic: hostileLabel(random, 200), createdBy: 'U1' },
  ...{ channel: { platform: 'slack', workspace: 'T1', channel: 'C1' }, createdAt: '2026-11-20T00:00:00Z', paused: random.chance(0.5) },
  ...{ pausedWhy: maybe(random, () => hostileText(random, 100)), quietLine: random.chance(0.5), mostADay: 3 },
  schedule: random.chance(0.3)
    ? { cron: hostileText(random, 40), timeZone: 'Asia/Yangon' }
    : { days: [1, 2], hour: 8, minute: 0, timeZone: 'Asia/Yangon' },
})

const readerLink = () => null
const fits = { timeline: true, since: 'Monday', watch: null }

export const MAKERS: Readonly<Record<string, Maker>> = {
  answer: (random) =>
    render.renderAnswer(answerOf(random), { title: hostileText(random), readerLink, ...(random.chance(0.5) ? { fits } : {}) }),
  digest: (random) => {
    const update = () => ({
      claim: claim(random),
      was: hostileText(random, 200),
      what: hostileText(random, 80),
      earlier: { toldAt: '2026-11-20T00:00:00Z', fact: 'f' },
    })
    const retraction = () => ({
      sources: [{ label: hostileLabel(random), headline: maybe(random, () => hostileLabel(random)) }],
      ...{ quote: hostileText(random), earlier: { toldAt: '2026-11-20T00:00:00Z', fact: 'f' }, standing: random.below(3) },
    })
    return render.renderDigest({
      ...{
        title: hostileText(random),
        dateLine: 'Monday',
        late: maybe(random, () => hostileText(random)),
        answer: answerOf(random),
        readerLink,
      },
      ...{ updates: some(random, 3, update), retractions: some(random, 2, retraction), more: maybe(random, () => hostileText(random)) },
      settled: some(random, 2, () => ({ about: hostileText(random, 100), positions: [claim(random), claim(random)] })),
    })
  },
  quiet: (random) =>
    render.renderQuiet({ title: hostileText(random), dateLine: 'Monday', late: null, coverage: answerOf(random).coverage }),
  quotes: (random) =>
    render.renderQuotes({
      ...{ title: hostileText(random), finding: hostileText(random), readerLink, disputes: some(random, 2, () => disputeOf(random)) },
      quotes: [1, 2].map((number) => ({ number, citation: citationOf(random), lead: hostileText(random, 80) })),
      notes: some(random, 2, () => hostileText(random)),
    }),
  disputes: (random) => render.renderDisputes([disputeOf(random), disputeOf(random)], readerLink, hostileText(random)),
  timeline: (random) =>
    render.renderTimeline(
      some(random, 8, () => ({ date: '2026-11-20', precision: 'day' as const, claim: claim(random) })),
      readerLink,
      hostileText(random),
    ),
  sources: (random) =>
    render.renderSources(
      some(random, 12, () => ({ label: hostileLabel(random), articles: 2, newest: null })),
      hostileText(random),
    ),
  topics: (random) =>
    render.renderOwnTopics({
      topics: some(random, 40, () => topicOf(random)),
      workspace: 'slack:T1',
      found: some(random, 10, () => hostileLabel(random)),
      editable: true,
    }),
  topic: (random) =>
    render.renderSavedTopic({ topic: topicOf(random), isNew: random.chance(0.5), articles: random.below(3), editable: true }),
  subscribed: (random) =>
    render.renderSubscribed({
      subscription: subscriptionOf(random),
      title: hostileText(random),
      next: [AT, AT],
      changed: random.chance(0.5),
    }),
  watching: (random) => render.renderWatching({ subscription: { ...subscriptionOf(random), kind: 'watch' }, title: hostileText(random) }),
  subscriptions: (random) =>
    render.renderSubscriptions({
      subscriptions: some(random, 9, () => subscriptionOf(random)),
      topics: some(random, 2, () => topicOf(random)),
      next: () => AT,
      forms: true,
    }),
  notice: (random) =>
    render.renderNotice(hostileText(random), [{ action: 'ask', value: hostileText(random, 90), label: hostileText(random) }]),
  notes: (random) =>
    render.renderWithNotes(
      render.renderNotice(hostileLabel(random)),
      some(random, 3, () => hostileText(random)),
    ),
  // As the name of whoever asks stands before the question in a thread.
  asks: (random) => ({
    preview: hostileText(random),
    nodes: [
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: hostileLabel(random, 32), style: 'strong' },
          { kind: 'text', text: ` asks: ${hostileText(random)}` },
        ],
      },
    ],
  }),
  help: (random) => render.renderHelp(some(random, 30, () => hostileLabel(random))),
  welcome: (random) =>
    render.renderWelcome({ topics: some(random, 6, () => hostileLabel(random)), subscribers: 'members', platform: 'discord' }),
}
