// Living with the bot in Discord, over the real wiring: private answers and sharing, feedback, own topics, being added and removed.
import { describe, expect, it } from 'vitest'
import { P } from '../../../fakes/discord/answers.ts'
import { asArray, record } from '../../../fakes/discord/json.ts'
import type { Interaction, Message } from '../../../fakes/discord/shapes.ts'
import { soon, useServed } from '../../../served.ts'
import { shown } from './stand.ts'

const served = useServed()
const NOW = '2026-11-22T00:00:00Z'

const plain = (message: Message | undefined) => shown(message).replaceAll('\\', '')
const answerTo = (asked: Interaction) => asked.original ?? asked.followUps.at(-1)

async function answered(asked: Interaction, words: string | RegExp): Promise<Message> {
  await soon(() => expect(plain(answerTo(asked))).toMatch(words))
  const message = answerTo(asked)
  if (message === undefined) throw new Error('no answer')
  return message
}
const say = (path: string, options: Readonly<Record<string, string | boolean>>, words: string | RegExp) =>
  answered(served.discord.brief(path, options), words)

type Pushed = Readonly<{ label: string; custom_id: string }>
function buttonsOf(message: Message): readonly Pushed[] {
  const inside = (component: unknown): readonly Pushed[] => {
    const { type, label, custom_id, components, accessory } = record(component)
    const nested = [...asArray(components), ...(accessory === undefined ? [] : [accessory])]
    return type === 2 ? [{ label: String(label), custom_id: String(custom_id) }] : nested.flatMap(inside)
  }
  return asArray(message.components).flatMap(inside)
}
function press(message: Message, label: RegExp): Interaction {
  const button = buttonsOf(message).find((one) => label.test(one.label))
  if (button === undefined) throw new Error(`there is no button ${label}: ${buttonsOf(message).map((one) => one.label)}`)
  return served.discord.presses(message, button.custom_id)
}

describe('an answer for oneself', () => {
  it('is seen by nobody else, gone on from, and shared with the channel', async () => {
    await served.at(NOW)
    const asked = served.discord.brief('ask', { question: 'How long is the border?', private: true })
    const answer = await answered(asked, /2,\d\d\d/)
    expect(asked.ack?.ephemeral).toBe(true)
    expect(served.discord.messagesIn(served.discord.channelId)).toEqual([])
    const follow = press(answer, /follow-up/i)
    await soon(() => expect(follow.ack?.type).toBe(9))
    const form = served.discord.submits(follow, 'who said that?', { message: answer })
    await answered(form, /abstract|says|said/)
    expect(form.ack?.ephemeral).toBe(true)
    const shared = press(answer, /^Share/)
    await answered(shared, /2,\d\d\d/)
    expect(shared.ack?.ephemeral).toBe(false)
    expect(served.discord.messagesIn(served.discord.channelId)).toHaveLength(1)
  })
  it('is what the command on a message brings', async () => {
    await served.at(NOW)
    const taken = served.discord.takes('Brief me on this', served.discord.says('How long is the border?'))
    const answer = await answered(taken, /2,\d\d\d/)
    expect(taken.ack?.ephemeral).toBe(true)
    expect(buttonsOf(answer).map(({ label }) => label)).toContain('Share with the channel')
  })
})

describe('the buttons under an answer', () => {
  it('lead on from it: a quote, the disputes, a follow-up in a thread named after what was asked', async () => {
    await served.at(NOW)
    const answer = await say('ask', { question: 'How long is the border?' }, /2,\d\d\d/)
    await answered(press(answer, /^Quote 2$/), /2,129 kilometers/)
    const follow = press(answer, /follow-up/i)
    await soon(() => expect(follow.ack?.type).toBe(9))
    served.discord.submits(follow, 'who says that?', { message: answer })
    await soon(() => expect(served.discord.messagesIn(answer.id).map(plain).join('\n')).toMatch(/asks: who says that\?[\s\S]*abstract/))
    expect(served.discord.channels.get(answer.id)?.name).toBe('How long is the border?')
  })
})

describe('a briefing to keep', () => {
  it('comes as a file, of the last answer or of a topic, in a reply and in a thread', async () => {
    await served.at(NOW)
    const { discord } = served
    const files = () => discord.requests.flatMap((request) => request.files)
    await say('ask', { question: 'How long is the border?' }, /2,\d\d\d/)
    const asked = discord.brief('export')
    await soon(() => expect(files()).toHaveLength(1))
    expect(files()[0]?.name).toMatch(/^how-long-is-the-border-2026-11-22\.md$/)
    expect(files()[0]?.text).toMatch(/2,\d\d\d/)
    await answered(asked, /How long is the border\?/)
    discord.brief('export', { topic: 'border', form: 'html' })
    await soon(() => expect(files()[1]?.name).toMatch(/\.html$/))
    expect(files()[1]?.text).toContain('<h1')
    discord.says(`<@${discord.bot.id}> export border`)
    await soon(() => expect(files()).toHaveLength(3))
  })
  it('is refused in one sentence where files may not be attached, and where a canvas is asked for', async () => {
    await served.at(NOW)
    await say('ask', { question: 'export border as canvas' }, /Discord has no canvases/)
    served.discord.deny(served.discord.channelId, P.attachFiles)
    await say('export', { topic: 'border' }, /missing “Attach Files” in this channel/)
    expect(served.discord.requests.flatMap(({ files }) => files)).toEqual([])
  })
})

describe('what one thinks of an answer', () => {
  it('is noted, with a reason by a form', async () => {
    await served.at(NOW)
    const answer = await say('border', {}, /As of/)
    await answered(press(answer, /Helpful/), /Thank you, noted/)
    const bad = press(answer, /Not right/)
    await soon(() => expect(bad.ack?.type).toBe(9))
    await answered(
      served.discord.submits(bad, { reason: 'wrong-figure', words: 'It was 44' }, { message: answer }),
      /whoever runs this desk/,
    )
  })
})

describe('a topic of one’s own', () => {
  it('is added in words or by a form, suggested while typing, briefed on, changed and removed', async () => {
    await served.at(NOW)
    const { discord } = served
    const form = discord.brief('topics add')
    await soon(() => expect(form.ack?.type).toBe(9))
    await answered(discord.submits(form, { name: 'envoy', about: 'Who visited Myanmar for China?', aliases: '特使' }, {}), /envoy/)
    const typed = discord.types('topic', 'topic', 'env')
    await soon(() => expect(typed.ack?.data['choices']).toMatchObject([{ value: 'envoy' }]))
    const own = discord.types('topics edit', 'name', '')
    await soon(() => expect(own.ack?.data['choices']).toMatchObject([{ value: 'envoy' }]))
    await say('topic', { topic: 'envoy' }, /As of|abstract/)
    const edit = discord.brief('topics edit', { name: 'envoy' })
    await soon(() => expect(edit.ack?.type).toBe(9))
    await say('topics list', {}, /envoy/)
    await say('topics remove', { name: 'envoy' }, /Removed/)
  })
})

describe('what is suggested', () => {
  it('comes from the channel’s own subscriptions and the server’s own sources', async () => {
    await served.at(NOW)
    await say('subscribe', { topic: 'border', time: '08:00', zone: 'Asia/Yangon' }, /Subscribed/)
    const typed = served.discord.types('unsubscribe', 'which', 'china')
    await soon(() => expect(asArray(typed.ack?.data['choices'])).toHaveLength(1))
    const [choice] = asArray(typed.ack?.data['choices']).map(record)
    expect(choice?.['name']).toBe('China–Myanmar border')
    await say('pause', { which: String(choice?.['value']) }, /Paused/)
    await say('resume', { which: String(choice?.['value']) }, /Resumed/)
    await say('unsubscribe', { which: String(choice?.['value']) }, /no longer gets/)
    const none = served.discord.types('unsubscribe', 'which', '')
    await soon(() => expect(none.ack?.data['choices']).toEqual([]))
  })
})

describe('a server', () => {
  it('is greeted once when the bot is added, also over a restart', async () => {
    await served.at(NOW)
    const { guildId, channelIds } = served.discord.joins(1)
    const channelId = channelIds[0] ?? ''
    await soon(() => expect(served.discord.messagesIn(channelId).map(plain)).toEqual([expect.stringContaining('/brief border')]))
    await served.at(NOW)
    served.discord.arrives(guildId)
    const asked = served.discord.brief('help', {}, { channelId })
    await answered(asked, /What you can ask/)
    expect(served.discord.messagesIn(channelId)).toHaveLength(1)
  })
  it('is forgotten with all that it had when the bot is removed', async () => {
    await served.at(NOW)
    const { guildId, channelIds } = served.discord.joins(1)
    const channelId = channelIds[0] ?? ''
    await soon(() => expect(served.discord.messagesIn(channelId)).toHaveLength(1))
    const asked = served.discord.brief('subscribe', { topic: 'border', time: '08:00', zone: 'Asia/Yangon' }, { channelId })
    await answered(asked, /Subscribed/)
    served.discord.leaves(guildId)
    served.discord.guildIds.push(guildId)
    await new Promise((resolve) => setTimeout(resolve, 300))
    served.discord.arrives(guildId)
    await soon(() => expect(served.discord.messagesIn(channelId).filter(({ nonce }) => nonce !== undefined)).toHaveLength(1))
    const list = served.discord.brief('subscriptions', {}, { channelId })
    await answered(list, /This channel has no subscription/)
  })
})

describe('what is delivered again', () => {
  it('over two restarts is answered once', async () => {
    await served.at(NOW)
    const { discord } = served
    const mention = discord.says(`<@${discord.bot.id}> How long is the border?`)
    const answers = () => discord.messagesIn(discord.channelId).filter(({ author }) => author.bot)
    await soon(() => expect(answers()).toHaveLength(1))
    const asked = discord.brief('ask', { question: 'How long is the border?' })
    await answered(asked, /2,\d\d\d/)
    for (let restarts = 0; restarts < 2; restarts += 1) {
      await served.at(NOW)
      for (let times = 0; times < 4; times += 1) discord.announceMessage(mention)
      discord.again(asked)
      await say('help', {}, /What you can ask/)
    }
    expect(
      answers()
        .map(plain)
        .filter((text) => /2,\d\d\d/.test(text)),
    ).toHaveLength(2)
    expect(answers()).toHaveLength(2)
    expect(asked.followUps).toEqual([])
  })
})

describe('a server that removed the bot', () => {
  it('is sent nothing more, not even what was due', async () => {
    await served.at(NOW)
    const { discord } = served
    const { guildId, channelIds } = discord.joins(1)
    const channelId = channelIds[0] ?? ''
    await soon(() => expect(discord.messagesIn(channelId)).toHaveLength(1))
    const asked = discord.brief('subscribe', { topic: 'border', time: '08:00', zone: 'Asia/Yangon' }, { channelId })
    await answered(asked, /Subscribed/)
    discord.leaves(guildId)
    await soon(() => expect(discord.requests.length).toBeGreaterThan(0))
    await new Promise((resolve) => setTimeout(resolve, 1_000)) // sending is to stop within a second
    const before = discord.requests.length
    await served.at('2026-11-22T01:31:00Z')
    await say('help', {}, /What you can ask/)
    const there = new RegExp(`^/channels/${channelId}/`)
    expect(discord.requests.slice(before).filter(({ path }) => there.test(path))).toEqual([])
  })
})

describe('being forgotten', () => {
  it('is asked twice, and done', async () => {
    await served.at(NOW)
    await say('ask', { question: 'How long is the border?' }, /2,\d\d\d/)
    const asked = await say('forget-me', {}, /cannot be taken back/)
    await answered(press(asked, /Forget me/), /Done: forgotten/)
  })
})
