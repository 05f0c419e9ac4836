// Where the bot is spoken to: as a guest, in forums, announcement channels and threads, and where it may not write.
import { describe, expect, it, vi } from 'vitest'
import { P } from '../../../fakes/discord/answers.ts'
import { thread } from '../../../fakes/discord/shapes.ts'
import { customIds, doc, FOLLOW_UP, shown, useStand } from './stand.ts'

const stand = useStand()
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const personal = () => `dm:${stand.fake.user.id}`

describe('a person who installed the bot for themselves', () => {
  it.each([
    ['in a server that has not added it', { stranger: true }],
    ['in a message group', { group: true }],
  ])('is answered alone %s, in a workspace of their own', async (_, place) => {
    await stand.start()
    const asked = stand.fake.brief('ask', { question: 'who fled?' }, place)
    await until(() => expect(shown(asked.original)).toBe('### PRIVATELY WHO FLED?'))
    expect(asked.ack?.ephemeral).toBe(true)
    expect(stand.heard).toMatchObject([{ text: 'privately who fled?', channel: { workspace: personal() }, mayManage: true }])
    expect(stand.heard[0]?.direct).toBeUndefined() // others are there: an answer can be shared with them
    expect(customIds(asked.original)).not.toContain('bb:open-thread:')
  })
  it('can share an answer with those who are there', async () => {
    await stand.start()
    const asked = stand.fake.brief('help', {}, { stranger: true })
    await until(() => expect(shown(asked.original)).toBe('### HELP'))
    if (asked.original === undefined) throw new Error('no answer')
    const shared = stand.fake.presses(asked.original, 'bb:manage:share r_1', { stranger: true })
    await until(() => expect(shown(shared.original)).toBe('### SHARE R\\_1'))
    expect([asked.ack?.ephemeral, shared.ack?.ephemeral]).toEqual([true, false])
  })
  it('goes on from what was shared alone', async () => {
    await stand.start()
    const shared = stand.fake.brief('help', {}, { stranger: true })
    await until(() => expect(shown(shared.original)).toBe('### HELP'))
    const message = { ...(shared.original ?? stand.fake.says('x')), flags: 1 << 15 }
    const pressed = stand.fake.presses(message, 'bb:ask:since when?', { stranger: true })
    await until(() => expect(shown(pressed.original)).toBe('### SINCE WHEN?'))
    expect(pressed.ack?.ephemeral).toBe(true)
    expect(stand.heard.at(-1)).toMatchObject({ kind: 'message', channel: { workspace: personal() }, thread: message.id })
  })
})

describe('a post of a forum', () => {
  const postIn = () => {
    const forum = stand.fake.channels.get(stand.fake.forumId)
    if (forum === undefined) throw new Error('no forum')
    const post = thread(stand.fake.id(), forum, 'Border talk', stand.fake.user.id)
    stand.fake.channels.set(post.id, post)
    return post.id
  }

  it('is a channel that can be subscribed in and written to', async () => {
    const channelId = postIn()
    const platform = await stand.start()
    const outcomes: { kind: string }[] = []
    stand.reply = async (_, surface) => void outcomes.push(await surface.announce(doc('Subscribed')))
    stand.fake.brief('subscribe', { topic: 'border', time: '08:00', zone: 'UTC' }, { channelId })
    await until(() => expect(outcomes).toMatchObject([{ kind: 'posted' }]))
    const channel = { platform: 'discord', workspace: stand.fake.guildId, channel: channelId } as const
    expect(stand.heard[0]?.channel).toEqual(channel)
    const [payload = ''] = platform.paginate(doc('Morning', FOLLOW_UP))
    const first = await platform.post({ channel, deliveryId: 'd-1', payload, parent: null })
    if (first.kind !== 'sent') throw new Error('not sent')
    // A message in a thread has none of its own: the second part stands beside the first.
    expect(await platform.post({ channel, deliveryId: 'd-2', payload, parent: first.messageId })).toMatchObject({ kind: 'sent' })
    expect(stand.fake.messagesIn(channelId).map(shown)).toEqual(['### Subscribed', '### Morning', '### Morning'])
    expect(await platform.find(channel, 'd-2', '2026-11-21T07:59:00Z')).toMatchObject({ kind: 'found' })
  })
  it('needs no permission to open posts', async () => {
    const channelId = postIn()
    await stand.start()
    stand.fake.deny(stand.fake.forumId, P.sendMessages)
    const outcomes: { kind: string }[] = []
    stand.reply = async (_, surface) => void outcomes.push(await surface.announce(doc('Subscribed')))
    stand.fake.brief('subscribe', { topic: 'border', time: '08:00', zone: 'UTC' }, { channelId })
    await until(() => expect(outcomes).toMatchObject([{ kind: 'posted' }]))
  })
  it('is answered in by mention, and is one conversation', async () => {
    const channelId = postIn()
    await stand.start()
    stand.fake.says(`<@${stand.fake.bot.id}> who fled?`, { channelId })
    await until(() => expect(stand.threads).toEqual([channelId]))
    expect(customIds(stand.fake.messagesIn(channelId).at(-1))).toEqual(['bb:follow-up:follow-up'])
  })
})

describe('an announcement channel', () => {
  it('has threads as any other', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' }, { channelId: stand.fake.announcementsId })
    await until(() => expect(stand.threads).toHaveLength(1))
    const message = asked.original
    if (message === undefined) throw new Error('no answer')
    const pressed = stand.fake.presses(message, 'bb:open-thread:')
    await until(() => expect(shown(pressed.original)).toBe(`It goes on in <#${message.id}>`))
    expect(stand.fake.channels.get(message.id)).toMatchObject({ type: 10, name: 'BORDER' })
    stand.fake.says(`<@${stand.fake.bot.id}> who fled?`, { channelId: message.id })
    await until(() => expect(stand.heard.at(-1)).toMatchObject({ thread: message.id, channel: { channel: stand.fake.announcementsId } }))
  })
})

describe('the button that opens a thread', () => {
  it('stands under an answer where a thread can be opened, beside the one for follow-ups', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(customIds(asked.original)).toEqual(['bb:follow-up:follow-up', 'bb:open-thread:']))
    stand.fake.says(`<@${stand.fake.bot.id}> who fled?`)
    await until(() => expect(customIds(stand.fake.messagesIn(stand.fake.channelId).at(-1))).toContain('bb:open-thread:'))
  })
  it('is left out in direct messages, for the asker alone, and where threads are not allowed', async () => {
    await stand.start()
    stand.fake.deny(stand.fake.announcementsId, P.createPublicThreads)
    const asked = [
      stand.fake.brief('topic', { topic: 'border' }, { direct: true }),
      stand.fake.brief('help'),
      stand.fake.brief('topic', { topic: 'border' }, { channelId: stand.fake.announcementsId }),
    ]
    await until(() => expect(asked.map(({ original }) => customIds(original))).toEqual(Array(3).fill(['bb:follow-up:follow-up'])))
  })
})

describe('a mention where the bot may not write', () => {
  it('is answered with what is missing, in a direct message', async () => {
    await stand.start()
    stand.fake.deny(stand.fake.channelId, P.sendMessages)
    stand.fake.says(`<@${stand.fake.bot.id}> who fled?`)
    await until(() =>
      expect(stand.fake.messagesIn(stand.fake.directId).map(shown)).toEqual([
        'I cannot answer where you asked me. I am missing “Send Messages” in that channel\\: allow it under Edit Channel → Permissions for my role, then try again.',
      ]),
    )
    stand.fake.says(`<@${stand.fake.bot.id}> and now?`)
    await until(() => expect(stand.logged.filter((line) => line.includes('could not be answered'))).toHaveLength(2))
    expect(stand.fake.messagesIn(stand.fake.directId)).toHaveLength(1)
    expect(stand.heard).toEqual([])
    expect(stand.fake.messagesIn(stand.fake.channelId).filter(({ author }) => author.bot)).toEqual([])
  })
})

describe('the command on a message', () => {
  it('asks what the message says, for the one who took it', async () => {
    await stand.start()
    const message = stand.fake.says('Fighting near <#5> again, says <@7> <:sad:9>\nWho fled?')
    const taken = stand.fake.takes('Brief me on this', message)
    await until(() => expect(stand.heard).toMatchObject([{ kind: 'command', text: 'privately ask Fighting near again, says Who fled?' }]))
    await until(() => expect(taken.ack?.ephemeral).toBe(true))
  })
  it('asks as much of a long message as makes a question, and of one of ours its heading', async () => {
    await stand.start()
    stand.fake.takes('Brief me on this', stand.fake.says('word '.repeat(390)))
    await until(() => expect(stand.heard).toHaveLength(1))
    expect(stand.heard[0]?.text.length).toBeLessThan(1_000)
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe('### BORDER'))
    stand.fake.takes('Brief me on this', asked.original ?? stand.fake.says('x'))
    await until(() => expect(stand.heard.at(-1)?.text).toBe('privately ask BORDER'))
  })
  it('says so where there are no words', async () => {
    await stand.start()
    const taken = stand.fake.takes('Brief me on this', stand.fake.says('<:sad:9>'))
    await until(() => expect(taken.ack?.data['content']).toMatch(/^There are no words in that message/))
    expect(stand.heard).toEqual([])
  })
})
