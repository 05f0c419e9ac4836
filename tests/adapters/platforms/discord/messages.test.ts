import { botRoleOf } from '../../../fakes/discord/guilds.ts'
import { describe, expect, it, vi } from 'vitest'
import { P } from '../../../fakes/discord/answers.ts'
import { snowflake, user } from '../../../fakes/discord/shapes.ts'
import { claims, customIds, doc, FOLLOW_UP, shown, useStand } from './stand.ts'

const stand = useStand()
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const inNews = () => stand.fake.messagesIn(stand.fake.channelId)
/** Everything the bot was sent has been looked at once a later mention is answered. */
async function settled(): Promise<void> {
  const mention = stand.fake.says(`<@${stand.fake.bot.id}> settled?`)
  await until(() => expect(inNews().some((m) => m.message_reference?.['message_id'] === mention.id)).toBe(true))
}
async function answerIn(text: string) {
  const asked = stand.fake.brief('topic', { topic: text })
  await until(() => expect(stand.threads).toHaveLength(1))
  if (asked.original === undefined) throw new Error('no answer')
  return asked.original
}

describe('a mention in a channel', () => {
  it('is answered there, and every reply to an answer leads back to it', async () => {
    await stand.start()
    const mention = stand.fake.says(`<@${stand.fake.bot.id}>   who fled?`)
    await until(() => expect(stand.threads).toEqual([mention.id]))
    expect(stand.heard[0]).toEqual({
      kind: 'message',
      id: mention.id,
      channel: { platform: 'discord', workspace: stand.fake.guildId, channel: stand.fake.channelId },
      person: { id: stand.fake.user.id, timeZone: null },
      text: 'who fled?',
      thread: mention.id,
      addressed: true,
      mayManage: false,
    })
    const first = inNews().at(-1)
    expect(shown(first)).toBe('### WHO FLED?')
    if (first === undefined) throw new Error('no answer')
    stand.fake.says('since when?', { replyTo: first })
    await until(() => expect(stand.threads).toEqual([mention.id, mention.id]))
    const second = inNews().at(-1)
    if (second === undefined) throw new Error('no answer')
    stand.fake.says('who said that?', { replyTo: second })
    await until(() => expect(stand.threads).toEqual([mention.id, mention.id, mention.id]))
    expect(stand.heard.map(({ text }) => text)).toEqual(['who fled?', 'since when?', 'who said that?'])
  })
  it('finds the way back also after a restart', async () => {
    const platform = await stand.start()
    const mention = stand.fake.says(`<@${stand.fake.bot.id}> who fled?`)
    await until(() => expect(stand.threads).toHaveLength(1))
    stand.fake.says('since when?', { replyTo: inNews().at(-1) ?? mention })
    await until(() => expect(stand.threads).toHaveLength(2))
    const second = inNews().at(-1) ?? mention
    await platform.stop(1_000)
    await stand.start()
    stand.fake.says('and now?', { replyTo: second })
    await until(() => expect(stand.threads).toEqual([mention.id, mention.id, mention.id]))
  })
  it('is answered without a reply where the history may not be read', async () => {
    await stand.start()
    stand.fake.deny(stand.fake.channelId, P.readMessageHistory)
    const mention = stand.fake.says(`<@${stand.fake.bot.id}> who fled?`)
    await until(() => expect(stand.threads).toEqual([mention.id]))
    expect(inNews().at(-1)?.message_reference).toBeUndefined()
    stand.fake.says('since when?', { replyTo: inNews().at(-1) ?? mention })
    await until(() => expect(stand.threads).toEqual([mention.id, mention.id]))
  })
  it('without any words is heard as such', async () => {
    await stand.start()
    stand.fake.says(`<@${stand.fake.bot.id}>`)
    await until(() => expect(stand.heard).toMatchObject([{ text: '', addressed: true }]))
  })
  it('finds the bot’s own permissions however many people have spoken since', async () => {
    await stand.start()
    for (let i = 0; i < 70; i += 1) stand.fake.says('x', { author: user(snowflake(stand.fake.now), `person ${i}`, false) })
    const outcomes: { kind: string }[] = []
    stand.reply = async (_, surface) => void outcomes.push(await surface.announce(doc('Subscribed')))
    stand.fake.says(`<@${stand.fake.bot.id}> subscribe border daily 08:00 UTC`)
    await until(() => expect(outcomes).toMatchObject([{ kind: 'posted' }]))
  })
  it('of somebody who manages channels says so', async () => {
    stand.fake.isManager = true
    await stand.start()
    stand.fake.says(`<@${stand.fake.bot.id}> subscriptions`)
    await until(() => expect(stand.heard).toMatchObject([{ mayManage: true }]))
  })
  it('pages long answers, and posts each page once even when Discord loses the answer', async () => {
    await stand.start()
    stand.reply = async (_, surface) => void (await surface.finish(doc('Long', ...claims(14))))
    stand.fake.faults.push({ method: 'POST', path: /messages$/, when: 'after', how: { kind: 'answer', status: 502, body: {} } })
    stand.fake.says(`<@${stand.fake.bot.id}> everything`)
    // Three pages, of which the first had to be sent again.
    await until(() => expect(stand.fake.of('POST', /messages$/)).toHaveLength(4))
    expect(inNews().filter((m) => m.author.bot)).toHaveLength(3)
  })
})

describe('a mention of the role that is called as the bot is', () => {
  const ROLE = () => `<@&${botRoleOf(stand.fake)}>`
  it('is told what to mention instead, as Discord hides what it says', async () => {
    await stand.start()
    stand.fake.says(`${ROLE()} who fled?`)
    await until(() => expect(shown(stand.fake.messagesIn(stand.fake.channelId).at(-1))).toContain('mentions my role and not me'))
    expect(stand.heard).toEqual([])
  })
  it('is answered where it can be read', async () => {
    await stand.start({ messageContent: true })
    stand.fake.says(`${ROLE()} who fled?`)
    await until(() => expect(stand.heard).toMatchObject([{ text: 'who fled?', addressed: true }]))
  })
  it('is nothing to answer when it is another role', async () => {
    await stand.start()
    stand.fake.says(`<@&${stand.fake.managerRole}> who fled?`)
    stand.fake.says(`<@${stand.fake.bot.id}> settled`)
    await until(() => expect(stand.heard.map(({ text }) => text)).toEqual(['settled']))
    await until(() => expect(stand.fake.messagesIn(stand.fake.channelId).filter(({ author }) => author.bot)).toHaveLength(1))
  })
})

describe('what is left alone', () => {
  it('is everything that is not said to the bot', async () => {
    await stand.start()
    stand.fake.says('just talking')
    stand.fake.says(`<@${stand.fake.bot.id}> hello from a bot`, { author: user(snowflake(stand.fake.now), 'other', true) })
    const answer = await answerIn('border')
    stand.fake.says('not to the bot', { replyTo: stand.fake.says('somebody') })
    stand.fake.presses(answer, 'bb:open-thread:x')
    await until(() => expect(stand.fake.channels.has(answer.id)).toBe(true))
    stand.fake.says('talking among ourselves', { channelId: answer.id })
    await settled()
    expect(stand.heard.map(({ text }) => text)).toEqual(['border', 'settled?'])
  })
  it('is a channel’s talk also where the bot may read it', async () => {
    await stand.start({ messageContent: true })
    stand.fake.says('just talking')
    await settled()
    expect(stand.heard.map(({ text }) => text)).toEqual(['settled?'])
  })
})

describe('a thread', () => {
  it('is followed by mention, by pinging reply to a message of the bot’s own, and by button', async () => {
    await stand.start()
    const answer = await answerIn('border')
    const pressed = stand.fake.presses(answer, 'bb:follow-up:follow-up')
    await until(() => expect(pressed.ack?.type).toBe(9))
    const form = stand.fake.submits(pressed, 'and in Ruili?', { message: answer })
    await until(() => expect(stand.threads).toEqual([answer.id, answer.id]))
    expect(stand.fake.channels.get(answer.id)).toMatchObject({ type: 11, name: 'BORDER', parent_id: stand.fake.channelId })
    expect(stand.fake.messagesIn(answer.id).map(shown)).toEqual(['**Ann** asks\\: and in Ruili?', '### AND IN RUILI?'])
    await until(() => expect(shown(form.original)).toBe(`It goes on in <#${answer.id}>`))
    expect(form.ack?.ephemeral).toBe(true)

    stand.fake.says(`<@${stand.fake.bot.id}> who said that?`, { channelId: answer.id })
    await until(() => expect(stand.threads).toHaveLength(3))
    const own = stand.fake.messagesIn(answer.id).at(-1)
    if (own === undefined) throw new Error('no answer')
    stand.fake.says('since when?', { channelId: answer.id, replyTo: own })
    await until(() => expect(stand.threads).toHaveLength(4))

    const again = stand.fake.presses(own, 'bb:follow-up:follow-up')
    await until(() => expect(again.ack?.type).toBe(9))
    const second = stand.fake.submits(again, 'quote 2', { message: own })
    await until(() => expect(stand.threads).toHaveLength(5))
    await until(() => expect(second.original).toBeUndefined())
    expect(new Set(stand.threads)).toEqual(new Set([answer.id]))
    for (const inbound of stand.heard.slice(1)) {
      expect(inbound).toMatchObject({ kind: 'message', thread: answer.id, addressed: true, channel: { channel: stand.fake.channelId } })
    }
  })
  it('is followed by plain messages where the intent is granted', async () => {
    await stand.start({ messageContent: true })
    const answer = await answerIn('border')
    stand.fake.presses(answer, 'bb:open-thread:x')
    await until(() => expect(stand.fake.channels.has(answer.id)).toBe(true))
    stand.fake.says('and in Ruili?', { channelId: answer.id })
    await until(() => expect(stand.heard.at(-1)).toMatchObject({ text: 'and in Ruili?', thread: answer.id, addressed: false }))
    await until(() => expect(shown(stand.fake.messagesIn(answer.id).at(-1))).toBe('### AND IN RUILI?'))
  })
  it('is where a command given in it belongs', async () => {
    await stand.start()
    const answer = await answerIn('border')
    stand.fake.presses(answer, 'bb:open-thread:x')
    await until(() => expect(stand.fake.channels.has(answer.id)).toBe(true))
    stand.fake.brief('topic', { topic: 'trade' }, { channelId: answer.id })
    await until(() => expect(stand.threads).toEqual([answer.id, answer.id]))
    expect(stand.heard[1]?.channel.channel).toBe(stand.fake.channelId)
  })
  it('that cannot be opened is replaced by a reply', async () => {
    await stand.start()
    const answer = await answerIn('border')
    stand.fake.deny(stand.fake.channelId, P.createPublicThreads)
    const pressed = stand.fake.presses(answer, 'bb:follow-up:x')
    await until(() => expect(pressed.ack?.type).toBe(9))
    const form = stand.fake.submits(pressed, 'and in Ruili?', { message: answer })
    await until(() => expect(shown(form.original)).toBe('### AND IN RUILI?'))
    await until(() => expect(stand.threads).toEqual([answer.id, answer.id]))
    expect(stand.fake.channels.has(answer.id)).toBe(false)
  })
  it('that Discord refuses after all is replaced by a message that replies', async () => {
    await stand.start()
    const answer = await answerIn('border')
    stand.fake.faults.push({
      method: 'POST',
      path: /threads$/,
      when: 'before',
      how: { kind: 'answer', status: 403, body: { code: 50_013, message: 'no' } },
    })
    const pressed = stand.fake.presses(answer, 'bb:follow-up:x')
    await until(() => expect(pressed.ack?.type).toBe(9))
    stand.fake.submits(pressed, 'and in Ruili?', { message: answer })
    await until(() => expect(stand.threads).toEqual([answer.id, answer.id]))
    expect(inNews().at(-1)).toMatchObject({ message_reference: { message_id: answer.id } })
  })
  it('shows a fault to the one who asked, in one sentence', async () => {
    await stand.start()
    const answer = await answerIn('border')
    stand.reply = async () => {
      throw new Error('x')
    }
    const pressed = stand.fake.presses(answer, 'bb:follow-up:x')
    await until(() => expect(pressed.ack?.type).toBe(9))
    stand.fake.submits(pressed, 'and in Ruili?', { message: answer })
    await until(() => expect(shown(stand.fake.messagesIn(answer.id).at(-1))).toMatch(/^Something went wrong on our side/))
  })
})

describe('a private answer', () => {
  it('is followed up privately', async () => {
    await stand.start()
    stand.reply = async (inbound, surface) => surface.whisper(doc(inbound.text, FOLLOW_UP))
    const asked = stand.fake.brief('help')
    await until(() => expect(customIds(asked.original)).toEqual(['bb:follow-up:follow-up']))
    const message = asked.original
    if (message === undefined) throw new Error('no answer')
    const pressed = stand.fake.presses(message, 'bb:follow-up:follow-up')
    await until(() => expect(pressed.ack?.type).toBe(9))
    const form = stand.fake.submits(pressed, 'more', { message })
    await until(() => expect(shown(form.original)).toBe('### more'))
    expect(form.ack?.ephemeral).toBe(true)
  })
})

describe('a reply to an answer of /brief', () => {
  it('cannot be read without the intent, and the bot says what to do instead', async () => {
    await stand.start()
    const answer = await answerIn('border')
    stand.fake.says('and in Ruili?', { replyTo: answer })
    await until(() =>
      expect(shown(inNews().at(-1))).toBe('I cannot read replies to that message\\: mention me in yours, or press “Ask a follow\\-up”.'),
    )
    expect(stand.heard).toHaveLength(1)
  })
  it('is a follow-up where it can be read', async () => {
    await stand.start({ messageContent: true })
    const answer = await answerIn('border')
    stand.fake.says('and in Ruili?', { replyTo: answer, pings: false })
    await until(() => expect(stand.heard[1]).toMatchObject({ text: 'and in Ruili?', thread: answer.id, addressed: true }))
  })
})

describe('direct messages', () => {
  it('without words, as a picture is, are told so', async () => {
    await stand.start()
    stand.fake.says('', { channelId: stand.fake.directId })
    await until(() => expect(shown(stand.fake.messagesIn(stand.fake.directId).at(-1))).toContain('no words in that message'))
    expect(stand.heard).toEqual([])
  })
  it('are one conversation, without any mention', async () => {
    await stand.start()
    stand.fake.says('who fled?', { channelId: stand.fake.directId })
    await until(() => expect(stand.threads).toEqual([stand.fake.directId]))
    expect(stand.heard[0]).toMatchObject({
      channel: { workspace: `dm:${stand.fake.user.id}`, channel: stand.fake.directId },
      addressed: true,
      mayManage: true,
    })
    const answer = stand.fake.messagesIn(stand.fake.directId).at(-1)
    expect(shown(answer)).toBe('### WHO FLED?')
    if (answer === undefined) throw new Error('no answer')
    const pressed = stand.fake.presses(answer, 'bb:follow-up:x', { direct: true })
    await until(() => expect(pressed.ack?.type).toBe(9))
    const form = stand.fake.submits(pressed, 'since when?', { message: answer, direct: true })
    await until(() => expect(shown(form.original)).toBe('### SINCE WHEN?'))
    await until(() => expect(stand.threads).toEqual([stand.fake.directId, stand.fake.directId]))
  })
})
