// Living with the bot in Discord, over the real wiring: what its buttons lead to, files, forms, suggestions, being added and removed.
import { describe, expect, it } from 'vitest'
import { P } from '../../../fakes/discord/answers.ts'
import { asArray, record } from '../../../fakes/discord/json.ts'
import { EPHEMERAL } from '../../../fakes/discord/shapes.ts'
import { isOverHttp, soon, useServed } from '../../../served.ts'
import { answered, buttonsOf, personInDiscord, plain } from '../../../served-discord.ts'

const served = useServed()
const { say, press } = personInDiscord(served)
const NOW = '2026-11-22T00:00:00Z'

describe('“Brief me on this”', () => {
  it('answers its asker alone, and can be shared', async () => {
    await served.at(NOW)
    const taken = served.discord.takes('Brief me on this', served.discord.says('How long is the border?'))
    const answer = await answered(taken, /2,\d\d\d/)
    expect(taken.ack?.ephemeral).toBe(true)
    expect(buttonsOf(answer).map(({ label }) => label)).toContain('Share with the channel')
  })
})

describe('the buttons under an answer', () => {
  it('lead on from it: a quote, and a follow-up in a thread named after what was asked', async () => {
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
    if (isOverHttp()) return // nobody hears a mention
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

describe('a topic of one’s own', () => {
  it('is added by a form, suggested while typing, briefed on, changed and removed', async () => {
    await served.at(NOW)
    const { discord } = served
    const form = discord.brief('topics add')
    await soon(() => expect(form.ack?.type).toBe(9))
    await answered(discord.submits(form, { name: 'envoy', about: 'Who visited Myanmar for China?', aliases: '特使' }, {}), /envoy/)
    const typed = discord.types('topic', 'topic', 'env')
    await soon(() => expect(typed.ack?.data['choices']).toMatchObject([{ value: 'envoy' }, { value: 'env' }]))
    const own = discord.types('topics edit', 'name', '')
    await soon(() => expect(own.ack?.data['choices']).toMatchObject([{ value: 'envoy' }]))
    await say('topic', { topic: 'envoy' }, /As of|abstract/)
    const edit = discord.brief('topics edit', { name: 'envoy' })
    await soon(() => expect(edit.ack?.type).toBe(9))
    await answered(discord.submits(edit, { name: 'envoy', about: 'Which envoy came?', aliases: '' }, {}), /Changed/)
    await say('topics list', {}, /envoy.*Which envoy came\?/)
    await say('topics remove', { name: 'envoy' }, /Removed/)
  })
})

describe('what is suggested', () => {
  it('comes from the channel’s own subscriptions', async () => {
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

describe('who asks too much', () => {
  it('is told so in one sentence that nobody else sees', async () => {
    await served.at(NOW, { LIMIT_PERSON: '1' })
    const { discord } = served
    await say('ask', { question: 'How long is the border?' }, /2,\d\d\d/)
    const before = discord.messagesIn(discord.channelId).length
    const second = discord.brief('ask', { question: 'How long is the border?' })
    await soon(() => expect(plain(second.followUps.at(-1))).toMatch(/^That is a lot at once: ask again in \d+ seconds\.[^.]*\.?$/))
    expect(discord.messagesIn(discord.channelId)).toHaveLength(before)
    expect((second.followUps.at(-1)?.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL)
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
