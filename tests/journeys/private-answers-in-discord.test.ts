// What a team does besides asking, in Discord over the real wiring: private answers, sharing, feedback, topics of its own, being forgotten.
import { describe, expect, it } from 'vitest'
import type { Message } from '../fakes/discord/shapes.ts'
import { soon, useServed } from '../served.ts'
import { answered, buttonsOf, personInDiscord, plain } from '../served-discord.ts'

const served = useServed()
const { say, press } = personInDiscord(served)
const NOW = '2026-11-22T00:00:00Z'
const QUESTION = 'How many people fled?'
const EPHEMERAL = 1 << 6

const isPrivate = (message: Message) => (Number(message.flags ?? 0) & EPHEMERAL) !== 0

describe('a private answer in Discord', () => {
  it('is seen by its asker, gone on from by a form, and then by everybody as it was', async () => {
    await served.at(NOW)
    const alone = await say('ask', { question: QUESTION, private: true }, /independent voice|abstract/)
    expect(isPrivate(alone)).toBe(true)
    expect(served.discord.messagesIn(served.discord.channelId)).toEqual([])
    const opened = press(alone, /Ask a follow-up/)
    await soon(() => expect(opened.ack?.type).toBe(9))
    const quotes = await answered(served.discord.submits(opened, { question: 'quotes' }, {}), /Quotes/)
    expect(isPrivate(quotes)).toBe(true)
    const shared = await answered(press(alone, /Share with the channel/), /independent voice|abstract/)
    expect(isPrivate(shared)).toBe(false)
    expect(served.discord.messagesIn(served.discord.channelId)).toHaveLength(1)
    expect(plain(shared).slice(0, 200)).toBe(plain(alone).slice(0, 200))
    expect(buttonsOf(shared).map(({ label }) => label)).not.toContain('Share with the channel')
  })
})

describe('what people think of an answer in Discord', () => {
  it('is taken by thumbs and by a form that asks why', async () => {
    const { product } = await served.at(NOW)
    const kept = () => Array.fromAsync(product.feedback.all({}))
    const answer = await say('ask', { question: QUESTION }, /independent voice|abstract/)
    const thanks = await answered(press(answer, /Helpful/), /Thank you, noted/)
    expect(isPrivate(thanks)).toBe(true)
    const opened = press(answer, /Not right/)
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
    await answered(press(asked, /Forget me/), /Done\. Forgotten: 1 record of an answer/)
    await say('why', {}, /There is no record/)
  })
})
