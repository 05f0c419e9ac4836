// Orders planted in articles, feeds and questions: the answer is the one without them, whoever reads them and however obedient it is.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/domain/answer.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { type Injection, obedient, type PLACES, plain, planted } from './injections.ts'
import { QUESTIONS } from './news.ts'
import { CLOCK, openWorld, type World } from './world.ts'

const INJECTIONS = readFileSync(join(import.meta.dirname, '../wording/held-out/injections.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line): Injection => JSON.parse(line))
const inArticles = INJECTIONS.filter(({ field }) => field !== 'question')
const inQuestions = INJECTIONS.filter(({ field }) => field === 'question')
const READERS = ['nobody', 'select', 'compress'] as const
type Reader = (typeof READERS)[number]
/** Payloads that read as plain prose run into the next sentence and are offered with it: a model that obeys them may choose by them, and that is all. */
const HEARD: ReadonlySet<string> = new Set(['hi021', 'hi048', 'hi056'])
const NOTHING_SAID = 'nothing that anybody says'

const TOPIC = {
  name: 'odell',
  title: 'Port Odell',
  query: 'What is happening at Port Odell?',
  aliases: ['Port Odell'],
  workspace: OPERATOR,
}

/** What a reader learns: the words, what is disputed, and whether there is an answer at all. */
function learned({ kind, claims, disputes }: Answer) {
  return {
    kind,
    claims: claims.map(({ text }) => text),
    disputes: disputes.map(({ about, positions }) => [about, ...positions.map(({ value }) => value).sort()]),
  }
}

async function answers(world: World, change = (question: string) => question) {
  const request = { scope: [OPERATOR], now: CLOCK.now() }
  const asked = []
  for (const question of QUESTIONS) asked.push(learned(await world.brief.ask({ ...request, question: change(question) })))
  return [...asked, learned(await world.brief.briefTopic({ ...request, topic: TOPIC }))]
}

const worldFor = (reader: Reader, payload: string) =>
  openWorld(reader === 'nobody' ? { ask: null } : { ask: obedient(payload, reader), mode: reader })

/** The answers with the payload planted; `place` matters only for the text. */
async function answersWith(injection: Injection, place: (typeof PLACES)[number], reader: Reader, obeyed = injection.payload) {
  const world = await worldFor(reader, obeyed)
  await world.takeIn(planted(injection, place))
  const found = await answers(world)
  await world.close()
  return found
}

describe.each(READERS)('with %s reading', (reader) => {
  let without: Awaited<ReturnType<typeof answers>>
  beforeAll(async () => {
    const world = await worldFor(reader, NOTHING_SAID)
    await world.takeIn(plain())
    without = await answers(world)
    await world.close()
  })
  afterAll(() => expect(without.filter(({ kind }) => kind === 'answer').length).toBe(QUESTIONS.length + 1))

  it.each(inArticles)('answers as without $id in the $field of an article', async (injection) => {
    expect(await answersWith(injection, 'paragraph', reader)).toEqual(without)
  })

  it.each(reader === 'nobody' ? [] : inArticles.filter(({ field }) => field === 'text'))(
    'answers as a deaf model would with $id between two sentences',
    async (injection) => {
      // What stands around it may be read as its sentence; that the model reads it changes nothing.
      const unheard = await answersWith(injection, 'sentence', reader, NOTHING_SAID)
      const heard = await answersWith(injection, 'sentence', reader)
      if (!HEARD.has(injection.id)) expect(heard).toEqual(unheard)
      expect(heard.map(({ kind }) => kind)).toEqual(unheard.map(({ kind }) => kind))
    },
  )

  it.each(inQuestions)('answers as without $id, or as with it quoted, in a question', async ({ payload }) => {
    const world = await worldFor(reader, payload)
    await world.takeIn(plain())
    const asked = await answers(world, (question) => `${question} ${payload}`)
    const quoted = await answers(world, (question) => `${question} “${payload}”`)
    await world.close()
    for (const [at, answer] of asked.entries()) expect([without[at], quoted[at]]).toContainEqual(answer)
  })
})
