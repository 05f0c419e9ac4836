// What a team does besides asking, in Discord over the real wiring: private answers, sharing, feedback, topics of its own, being forgotten.
import { describe, expect, it } from 'vitest'
import { shown as markdown } from './adapters/platforms/discord/stand.ts'
import { asArray, record } from './fakes/discord/json.ts'
import type { Interaction, Message } from './fakes/discord/shapes.ts'
import { soon, useServed } from './served.ts'

const served = useServed()
const NOW = '2026-11-22T00:00:00Z'
const QUESTION = 'How many people fled?'
const EPHEMERAL = 1 << 6

const plain = (message: Message | undefined) => markdown(message).replaceAll('\\', '')
const answerTo = (asked: Interaction) => asked.original ?? asked.followUps.at(-1)

async function answered(asked: Interaction, words: string | RegExp): Promise<Message> {
  await soon(() => expect(plain(answerTo(asked))).toMatch(words))
  const message = answerTo(asked)
  if (message === undefined) throw new Error('no answer')
  return message
}
const say = (subcommand: string, options: Readonly<Record<string, string | boolean>>, words: string | RegExp) =>
  answered(served.discord.brief(subcommand, options), words)
const isPrivate = (message: Message) => (Number(message.flags ?? 0) & EPHEMERAL) !== 0

type Push = Readonly<{ label: string; custom_id: string }>
function pushesOf(message: Message): readonly Push[] {
  const inside = (component: unknown): readonly Push[] => {
    const { type, label, custom_id, components, accessory } = record(component)
    const nested = [...asArray(components), ...(accessory === undefined ? [] : [accessory])]
    return type === 2 ? [{ label: String(label), custom_id: String(custom_id) }] : nested.flatMap(inside)
  }
  return asArray(message.components).flatMap(inside)
}
function press(message: Message, label: string): Interaction {
  const button = pushesOf(message).find((one) => one.label.includes(label))
  if (button === undefined)
    throw new Error(
      `there is no button ${label} among ${pushesOf(message)
        .map((one) => one.label)
        .join(', ')}`,
    )
  return served.discord.presses(message, button.custom_id)
}

describe('a private answer in Discord', () => {
  it('is seen by its asker, gone on from by a form, and then by everybody as it was', async () => {
    await served.at(NOW)
    const alone = await say('ask', { question: QUESTION, private: true }, /independent voice|abstract/)
    expect(isPrivate(alone)).toBe(true)
    const opened = press(alone, 'Ask a follow-up')
    await soon(() => expect(opened.ack?.type).toBe(9))
    const quotes = await answered(served.discord.submits(opened, { question: 'quotes' }, {}), /Quotes/)
    expect(isPrivate(quotes)).toBe(true)
    const shared = await answered(press(alone, 'Share with the channel'), /independent voice|abstract/)
    expect(isPrivate(shared)).toBe(false)
    expect(plain(shared).slice(0, 200)).toBe(plain(alone).slice(0, 200))
    expect(pushesOf(shared).map(({ label }) => label)).not.toContain('Share with the channel')
  })
})

describe('what people think of an answer in Discord', () => {
  it('is taken by thumbs and by a form that asks why', async () => {
    const { product } = await served.at(NOW)
    const kept = async () => {
      const all = []
      for await (const one of product.feedback.all({})) all.push(one)
      return all
    }
    const answer = await say('ask', { question: QUESTION }, /independent voice|abstract/)
    const thanks = await answered(press(answer, 'Helpful'), /Thank you, noted/)
    expect(isPrivate(thanks)).toBe(true)
    const opened = press(answer, 'Not right')
    await soon(() => expect(opened.ack?.type).toBe(9))
    await answered(served.discord.submits(opened, { reason: 'missed-news', words: 'the flood' }, {}), /Thank you, noted/)
    await soon(async () => expect(await kept()).toMatchObject([{ verdict: 'bad', reason: 'missed-news', words: 'the flood' }]))
  })
})

describe('a topic of a team in Discord', () => {
  it('is added by a subcommand, and briefed on at once', async () => {
    await served.at(NOW)
    await say(
      'topics add',
      { name: 'flight', about: 'people who fled the fighting', aliases: 'fled' },
      /Added: the topic “flight”.*found as “fled”/,
    )
    await say('topic', { topic: 'fled' }, /Flight/)
    await say('topics list', {}, /flight.* — yours: people who fled/)
  })
})

describe('being forgotten in Discord', () => {
  it('takes a word and a press', async () => {
    await served.at(NOW)
    await say('ask', { question: QUESTION }, /independent voice|abstract/)
    const asked = await say('forget-me', {}, /It cannot be taken back/)
    expect(isPrivate(asked)).toBe(true)
    await answered(press(asked, 'Forget me'), /Done: forgotten are 1 records of answers/)
    await say('why', {}, /There is no record/)
  })
})
