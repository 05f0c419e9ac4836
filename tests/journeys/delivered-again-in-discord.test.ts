// Discord delivers an event again when it did not hear that it was heard: commands, buttons, forms and mentions are each answered once, whatever restarts in between.
import { describe, expect, it } from 'vitest'
import { randomOf, shuffled } from '../../scripts/bench/random.ts'
import type { Interaction, Message } from '../fakes/discord/shapes.ts'
import { isOverHttp, soon, useServed } from '../served.ts'
import { personInDiscord, plain } from '../served-discord.ts'

const served = useServed()
const { say, press } = personInDiscord(served)
const TIMES = 4
const SEEDS = [1, 2, 3, 5, 7, 11, 13, 17, 23, 42, 99, 1234, 4096, 65_537, 99_991, 123_457]
const MANY = { LIMIT_PERSON: '500', LIMIT_CHANNEL: '500' }
const ASKED = [1, 2, 3].map((n) => `How long is the border? ${n}`)
const MENTIONED = (isOverHttp() ? [] : [4, 5, 6]).map((n) => `How long is the border? ${n}`)
const FORMS = ['who says that?', 'quotes']
const BUTTONS = ['quote 2', 'quotes', 'disputes']

/** `happen` is called once, where it comes first in the order; `again` for every later delivery. */
type Event = Readonly<{ happen: () => void; again: () => void; isHeard: () => boolean }>

function interaction(act: () => Interaction): Event {
  let made: Interaction | undefined
  return {
    happen: () => {
      made = act()
    },
    again: () => void (made !== undefined && served.discord.again(made)),
    isHeard: () => made?.ack !== undefined,
  }
}

function mention(question: string): Event {
  const { discord } = served
  let said: Message | undefined
  const since = () => discord.messagesIn(discord.channelId).filter(({ author }) => author.bot)
  return {
    happen: () => {
      said = discord.says(`<@${discord.bot.id}> ${question}`)
    },
    again: () => void (said !== undefined && discord.announceMessage(said)),
    isHeard: () => since().some((message) => plain(message).includes(question)),
  }
}

/** The events; buttons and forms each hang on an answer that stands before any of them. */
async function events(): Promise<readonly Event[]> {
  const { discord } = served
  const answer = await say('ask', { question: 'How long is the border?' }, /2,\d\d\d/)
  const other = await say('ask', { question: 'How long is the China–Myanmar border?' }, /2,\d\d\d/)
  const asking = press(other, /follow-up/i)
  await soon(() => expect(asking.ack?.type).toBe(9))
  return [
    ...ASKED.map((question) => interaction(() => discord.brief('ask', { question }))),
    ...BUTTONS.map((command) => interaction(() => discord.presses(answer, `bb:run:${command}`))),
    ...FORMS.map((words) => interaction(() => discord.submits(asking, words, { message: other }))),
    ...MENTIONED.map(mention),
  ]
}

/** The first line of whatever of the bot's stands anywhere, seen by all or by one. */
const standing = () =>
  [...served.discord.messages.values()]
    .filter(({ author }) => author.bot)
    .map((message) =>
      plain(message)
        .split('\n')[0]
        ?.replace(/<#\d+>/, '<the thread>'),
    )
    .sort()

const EACH_ONCE = [
  ...['How long is the border?', 'How long is the China–Myanmar border?', ...ASKED, ...MENTIONED].map((question) => `### ${question}`),
  ...['### Quote 2', '### Quotes', '### What is disputed'],
  ...['### Quotes', '### Who said that', ...FORMS.map((words) => `**Ann** asks: ${words}`)],
  ...FORMS.map(() => 'It goes on in <the thread>'),
].sort()

describe('an event that Discord delivers four times', () => {
  it.each(SEEDS)('over two restarts, is answered once (order %i)', { timeout: 120_000 }, async (seed) => {
    await served.at('2026-03-05T06:00:00Z', MANY)
    served.discord.honoursNonce = false // which would hide a second answer for a few minutes
    const all = await events()
    const order = shuffled(randomOf(seed), Array.from({ length: TIMES }, () => [...all.keys()]).flat())
    const third = Math.ceil(order.length / 3)
    const begun = new Set<number>()
    for (let run = 0; run < 3; run += 1) {
      if (run > 0) await served.at(`2026-03-05T06:0${run}:00Z`, MANY)
      for (const at of order.slice(run * third, (run + 1) * third)) {
        if (begun.has(at)) all[at]?.again()
        else all[at]?.happen()
        begun.add(at)
      }
      await soon(() => expect([...begun].filter((at) => all[at]?.isHeard() !== true)).toEqual([]))
    }
    await served.at('2026-03-05T06:03:00Z', MANY) // what was still in hand was waited for
    expect(standing()).toEqual(EACH_ONCE)
  })
})
