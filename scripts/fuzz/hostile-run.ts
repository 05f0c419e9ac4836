// Runs hostile replies through the whole way from the model's message to what Slack, Discord and a browser are sent, and has all of it checked.
import { Socket } from 'node:net'
import { strictJson } from '../../src/adapters/models/strict-json.ts'
import { discordMessages } from '../../src/adapters/platforms/discord/components.ts'
import { slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import { documentHtml } from '../../src/adapters/platforms/web/html.ts'
import { createBrief, type Brief } from '../../src/brief/brief.ts'
import { createChooser, type ModelMode } from '../../src/brief/choose.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Document } from '../../src/domain/document.ts'
import type { ModelReply, ModelRequest } from '../../src/ports/language-model.ts'
import { renderAnswer } from '../../src/render/render.ts'
import { NEWS, QUESTIONS, SIDES, WINDING } from '../../tests/model/news.ts'
import { CLOCK, headingsIn, linesOf, openWorld, passagesIn, PROMPTS_OF, type World } from '../../tests/model/world.ts'
import { type Random, randomOf } from '../bench/random.ts'
import { claimFaults, discordFaults, groupFaults, htmlFaults, type Known, slackFaults, wordsOf } from './hostile-checker.ts'
import { hostileReply } from './hostile-grammar.ts'

/** A place where the product could be broken; what is given takes the place of what the product does. */
export type Sabotage = Readonly<{
  /** of the answer, knowing the model's message */
  answer?: (answer: Answer, message: string) => Answer
  slack?: (document: Document) => readonly unknown[]
  discord?: (document: Document) => readonly unknown[]
  html?: (document: Document) => string
}>

export type HostileReport = Readonly<{
  replies: number
  /** answers in which the model's choice was used */
  used: number
  /** claims that the model chose, by what verify/ said of its words */
  verdicts: Readonly<Record<string, number>>
  /** of the accepted, those in fewer words than their passage */
  shortened: number
  /** answers in groups, their headings that were shown, and those that were not for want of being in every claim */
  grouped: Readonly<{ answers: number; headings: number; refused: number }>
  /** replies that were not used, by the reason on record */
  rejected: Readonly<Record<string, number>>
  outbound: number
  faults: readonly string[]
}>

/** Words of the bot's own frame: everything it may say besides what articles and askers say. */
const FRAME = `as of march undated also and at the words article articles independent voice voices newest later days left out chosen shortened by a model
 checked against sources source failing model not used ask follow up what is disputed timeline sources differ on say says no here that searched
 every for closest but it does from to of was an in abstract our untitled is counted claim claims see above more who one two three says count
 this each number ships people answer newer may have changed since nothing port odell happening timeline quote only since monday what is disputed`
const topicOf = (name: string, query: string) => ({ name, title: name, query, aliases: [name], workspace: OPERATOR })
const TOPICS = [
  topicOf('Port Odell', 'What is happening at Port Odell?'),
  topicOf('strike', 'strike'),
  topicOf('sides', 'the strike: Mara Denholm, Tobias Kerr, Brantwell, Lowmoor'),
]
const MOST_FAULTS = 20
const ARTICLES = [...NEWS, ...SIDES, WINDING]

export const KNOWN: Known = {
  articles: new Map(ARTICLES.map(({ id, text }) => [id ?? '', text ?? ''])),
  addresses: new Set(ARTICLES.map(({ url }) => url ?? '')),
  words: new Set([
    ...wordsOf(`${FRAME} ${QUESTIONS.join(' ')}`),
    ...ARTICLES.flatMap(({ text, headline, publisher }) => wordsOf(`${text} ${headline} ${publisher}`)),
    ...Array.from({ length: 32 }, (_, n) => String(n)),
    '2026',
  ]),
}

export type HostileOptions = Readonly<{ replies: number; seed: number; sabotage?: Sabotage }>

/** Throws nothing: what is wrong is in the report. Stops after so many faults. */
export async function runHostile({ replies, seed, sabotage = {} }: HostileOptions): Promise<HostileReport> {
  const random = randomOf(seed)
  const world = await openWorld({ ask: null })
  await world.takeIn({ 'articles.jsonl': linesOf(ARTICLES) })
  const talk: Talk = { message: '', random }
  const briefs = { select: briefOver(world, 'select', talk), compress: briefOver(world, 'compress', talk) }
  const guard = countOutbound()
  const faults: string[] = []
  const verdicts: Record<string, number> = {}
  const rejected: Record<string, number> = {}
  const grouped = { answers: 0, headings: 0, refused: 0 }
  let [used, done, shortened] = [0, 0, 0]
  for (; done < replies && faults.length < MOST_FAULTS; done += 1) {
    const mode = random.chance(0.5) ? 'select' : 'compress'
    const answer = await answered(briefs[mode], random)
    used += answer.model === 'used' ? 1 : 0
    for (const { verdict, byModel } of answer.making?.claims ?? []) if (byModel) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
    shortened += answer.making?.claims.filter(({ text }) => text !== null).length ?? 0
    const { groups = [], model } = answer.making ?? {}
    if (groups.length > 0) grouped.answers += 1
    grouped.headings += groups.filter(({ heading }) => heading !== null).length
    grouped.refused += groups.filter(({ rule }) => /^[HD][1-9]/u.test(rule)).length
    if (model?.state === 'rejected') rejected[model.reason ?? ''] = (rejected[model.reason ?? ''] ?? 0) + 1
    const wrong = faultsOf(sabotage.answer?.(answer, talk.message) ?? answer, sabotage)
    faults.push(...wrong.map((fault) => `reply ${done} of seed ${seed} (${mode}): ${fault}\n    ${talk.message.slice(0, 300)}`))
  }
  const outbound = guard.stop()
  await world.close()
  return {
    replies: done,
    used,
    verdicts,
    shortened,
    grouped,
    rejected,
    outbound,
    faults: outbound > 0 ? [...faults, `${outbound} requests went out`] : faults,
  }
}

/** `message`: what the model said last. */
type Talk = { message: string; readonly random: Random }

function briefOver({ search, index, stores }: World, mode: ModelMode, talk: Talk): Brief {
  let n = 0
  const ask = async (request: ModelRequest): Promise<ModelReply> => {
    talk.message = hostileReply(talk.random, passagesIn(request), headingsIn(request), mode === 'compress')
    const json = strictJson(talk.message)
    return json === undefined ? { kind: 'failed', reason: 'not-json' } : { kind: 'reply', json, model: 'hostile', tokens: 0 }
  }
  const chooser = createChooser({
    model: { available: true, ask },
    prompts: PROMPTS_OF,
    mode,
    randomId: () => `id${n++}`,
    deadlineMs: 1000,
  })
  // Nothing in the articles changes, so what is asked of them twice is answered once.
  return createBrief({
    search: { ...search, find: remembering(search.find, ({ question, limit }) => `${limit} ${question}`) },
    index: {
      ...index,
      voices: remembering(index.voices, (ids) => ids.join()),
      disputesAmong: remembering(index.disputesAmong, (passages) => passages.map(({ articleId, start }) => `${articleId}:${start}`).join()),
      changesAmong: remembering(index.changesAmong, (passages) => passages.map(({ articleId, start }) => `${articleId}:${start}`).join()),
    },
    articles: { ...stores.articles, extent: remembering(stores.articles.extent, (scope, days) => JSON.stringify([scope, days])) },
    model: chooser,
    elapsed: () => 0,
  })
}

function remembering<A extends readonly unknown[], R>(
  ask: (...asked: A) => Promise<R>,
  keyOf: (...asked: A) => string,
): (...asked: A) => Promise<R> {
  const known = new Map<string, Promise<R>>()
  return (...asked) => {
    const key = keyOf(...asked)
    const found = known.get(key) ?? ask(...asked)
    known.set(key, found)
    return found
  }
}

function answered(brief: Brief, random: Random): Promise<Answer> {
  const request = { scope: [OPERATOR], now: CLOCK.now() }
  return random.chance(0.4)
    ? brief.briefTopic({ ...request, topic: random.pick(TOPICS) })
    : brief.ask({ ...request, question: random.pick(QUESTIONS) })
}

function faultsOf(answer: Answer, { slack = slackMessages, discord = discordMessages, html = documentHtml }: Sabotage): readonly string[] {
  const document = renderAnswer(answer, { title: answer.question, readerLink: () => null })
  const claims = [...answer.claims, ...answer.disputes.flatMap(({ positions }) => positions.flatMap((position) => position.claims))]
  return [
    ...claims.flatMap((claim) => claimFaults(claim, KNOWN)),
    ...(answer.groups === undefined ? [] : groupFaults(answer.groups, answer.claims)),
    ...slackFaults(slack(document), KNOWN).map((fault) => `Slack: ${fault}`),
    ...discordFaults(discord(document), KNOWN).map((fault) => `Discord: ${fault}`),
    ...htmlFaults(html(document), KNOWN).map((fault) => `HTML: ${fault}`),
  ]
}

/** Counts every attempt to open a connection, and lets none through. */
function countOutbound(): Readonly<{ stop: () => number }> {
  let count = 0
  const connect = Socket.prototype.connect
  const { fetch } = globalThis
  Socket.prototype.connect = function blocked(this: Socket) {
    count += 1
    return this.destroy(new Error('no connection here'))
  } as typeof connect
  globalThis.fetch = () => {
    count += 1
    return Promise.reject(new Error('no connection here'))
  }
  return {
    stop: () => {
      Socket.prototype.connect = connect
      globalThis.fetch = fetch
      return count
    },
  }
}
