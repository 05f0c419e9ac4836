import { RESTEvents } from 'discord.js'
import { describe, expect, it, vi } from 'vitest'
import { createReplies } from '../../../../src/adapters/platforms/discord/bot.ts'
import { BorderBriefError } from '../../../../src/base/error.ts'
import { P } from '../../../fakes/discord/answers.ts'
import { claims, doc, shown, useStand } from './stand.ts'

const stand = useStand()
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })

describe('/brief', () => {
  it('is deferred at once and answered in place, with the thread that follow-ups will come from', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(stand.threads).toHaveLength(1))
    expect(asked.ack).toEqual({ type: 5, ephemeral: false, data: { flags: 0 } })
    expect(shown(asked.original)).toBe('### BORDER')
    expect(stand.threads).toEqual([asked.original?.id])
    expect(stand.heard).toEqual([
      {
        kind: 'command',
        id: asked.id,
        channel: { platform: 'discord', workspace: stand.fake.guildId, channel: stand.fake.channelId },
        person: { id: stand.fake.user.id, timeZone: null },
        text: 'border',
        mayManage: false,
      },
    ])
  })
  it('turns each subcommand into the words one would type', async () => {
    stand.fake.isManager = true
    await stand.start()
    const zone = { time: '08:00', zone: 'Asia/Yangon' }
    stand.fake.brief('topic', { topic: 'border', since: 'Monday' })
    stand.fake.brief('ask', { question: 'Who fled?' })
    stand.fake.brief('timeline', { topic: 'border' })
    stand.fake.brief('disputes')
    stand.fake.brief('sources')
    stand.fake.brief('subscribe', { topic: 'border', ...zone })
    stand.fake.brief('subscribe', { topic: 'who fled "Laukkai"?', ...zone, days: 'weekly Mon' })
    stand.fake.brief('subscriptions')
    stand.fake.brief('unsubscribe', { which: 'border' })
    stand.fake.brief('why')
    stand.fake.brief('why', { claim: '2' })
    stand.fake.brief('status')
    stand.fake.brief('help')
    await until(() => expect(stand.heard).toHaveLength(13))
    expect(stand.heard.map(({ text }) => text).sort()).toEqual(
      [
        'border since Monday',
        'Who fled?',
        'timeline border',
        'disputes',
        'sources',
        'subscribe border daily 08:00 Asia/Yangon',
        'subscribe "who fled Laukkai?" weekly Mon 08:00 Asia/Yangon',
        'subscriptions',
        'unsubscribe border',
        'why',
        'why 2',
        'status',
        'help',
      ].sort(),
    )
    expect(stand.heard.every(({ mayManage }) => mayManage)).toBe(true)
    await until(() => expect(stand.threads).toHaveLength(13))
  })
  it('is whispered for help, subscriptions and settings', async () => {
    await stand.start()
    stand.reply = async ({ text }, surface) => surface.whisper(doc(text))
    const asked = [stand.fake.brief('help'), stand.fake.brief('subscriptions'), stand.fake.brief('settings')]
    await until(() => expect(asked.map(({ original }) => shown(original))).toEqual(['### help', '### subscriptions', '### settings']))
    expect(asked.map(({ ack }) => ack?.ephemeral)).toEqual([true, true, true])
  })
  it('that only the asker sees opens no thread, also when it is finished in public words', async () => {
    await stand.start()
    stand.fake.brief('help')
    await until(() => expect(stand.threads).toEqual([null]))
  })
  it('makes room for a whisper where the reply was to be public', async () => {
    await stand.start()
    stand.reply = async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await surface.whisper(doc('Only you', ...claims(8)))
    }
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(asked.followUps.length).toBeGreaterThan(1))
    expect(asked.original).toBeUndefined()
    expect(asked.followUps.every(({ flags }) => flags & 64)).toBeTruthy()
    expect(stand.fake.messagesIn(stand.fake.channelId)).toEqual([])
  })
  it('pages a long answer as follow-ups, in order and without cutting a claim', async () => {
    await stand.start()
    stand.reply = async (_, surface) => void (await surface.finish(doc('Long', ...claims(20))))
    const asked = stand.fake.brief('ask', { question: 'everything' })
    await until(() => expect(asked.followUps).toHaveLength(3))
    const all = [asked.original, ...asked.followUps].map(shown).join('\n')
    expect([...all.matchAll(/Claim (\d+)\\?\./g)].map((m) => Number(m[1]))).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  })
  it('shows progress in the place of the answer, and never after it', async () => {
    await stand.start()
    const asked = stand.fake.brief('ask', { question: 'x' })
    stand.reply = async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await until(() => expect(shown(asked.original)).toBe('Reading 5 articles…'))
      await surface.finish(doc('Done'))
      await surface.progress('Still reading…')
    }
    await until(() => expect(shown(asked.original)).toBe('### Done'))
    expect(stand.fake.of('PATCH', /@original$/)).toHaveLength(2)
  })
  it('shows no progress where the answer is there at once, which would have to wait for it', async () => {
    await stand.start()
    stand.reply = async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await surface.finish(doc('Done'))
    }
    const asked = stand.fake.brief('ask', { question: 'x' })
    await until(() => expect(shown(asked.original)).toBe('### Done'))
    expect(stand.fake.of('PATCH', /@original$/)).toHaveLength(1)
  })
  it('is answered in direct messages, which are one conversation', async () => {
    await stand.start()
    stand.fake.brief('topic', { topic: 'border' }, { direct: true })
    await until(() => expect(stand.threads).toEqual([stand.fake.directId]))
    expect(stand.heard[0]?.channel).toEqual({ platform: 'discord', workspace: `dm:${stand.fake.user.id}`, channel: stand.fake.directId })
    expect(stand.heard[0]?.mayManage).toBe(true)
  })
  it('holds back from the sixth page where the bot is not a member, and says so', async () => {
    await stand.start()
    stand.reply = async (_, surface) => void (await surface.finish(doc('Long', ...claims(60))))
    const asked = stand.fake.brief('ask', { question: 'everything' }, { stranger: true })
    await until(() => expect(asked.followUps).toHaveLength(5))
    expect(shown(asked.followUps[4])).toMatch(/^The last \d+ parts do not fit here/)
  })
})

describe('replies to interactions', () => {
  it('are not held together to the fifty requests a second of all others', async () => {
    const replies = createReplies({ token: stand.fake.token, apiUrl: stand.fake.apiUrl, messageContent: false })
    const held: unknown[] = []
    replies.on(RESTEvents.RateLimited, (limit) => held.push(limit))
    const all = Array.from({ length: 70 }, (_, i) =>
      replies.get(`/webhooks/${stand.fake.bot.id}/token-${i}/messages/@original`, { auth: false }),
    )
    const refused = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(70) // no such interaction: each was asked for
    expect(stand.fake.of('GET', /@original$/)).toHaveLength(70)
    expect(held).toEqual([])
  })
})

describe('suggestions', () => {
  it('are the topics that fit what is typed, and what is typed where any words will do', async () => {
    await stand.start()
    const typed = [
      stand.fake.types('topic', 'topic', 'chi'),
      stand.fake.types('subscribe', 'zone', 'yang'),
      stand.fake.types('topic', 'topic', 'zzz'),
    ]
    await until(() => expect(typed.every(({ ack }) => ack?.type === 8)).toBe(true))
    expect(typed.map(({ ack }) => ack?.data['choices'])).toEqual([
      [
        { name: 'border: China–Myanmar border', value: 'border' },
        { name: 'chi', value: 'chi' },
      ],
      [
        { name: 'Asia/Pyongyang', value: 'Asia/Pyongyang' },
        { name: 'Asia/Yangon', value: 'Asia/Yangon' },
      ],
      [{ name: 'zzz', value: 'zzz' }],
    ])
  })
})

describe('announce', () => {
  it('answers and gives the message id where the bot may post', async () => {
    await stand.start()
    const outcomes: unknown[] = []
    stand.reply = async (_, surface) => void outcomes.push(await surface.announce(doc('Subscribed')))
    const asked = stand.fake.brief('subscribe', { topic: 'border', time: '08:00', zone: 'UTC' })
    await until(() => expect(outcomes).toEqual([{ kind: 'posted', messageId: asked.original?.id }]))
    expect(shown(asked.original)).toBe('### Subscribed')
  })
  it.each([
    [P.sendMessages, '“Send Messages”'],
    [P.sendMessagesInThreads | P.viewChannel, '“View Channel” and “Send Messages in Threads”'],
  ])('is refused, naming what is missing', async (bits, named) => {
    await stand.start()
    stand.fake.deny(stand.fake.channelId, bits)
    stand.reply = async (_, surface) => {
      const outcome = await surface.announce(doc('Subscribed'))
      await surface.whisper(doc(outcome.kind === 'refused' ? outcome.hint : 'not refused'))
    }
    const asked = stand.fake.brief('subscribe', { topic: 'border', time: '08:00', zone: 'UTC' })
    await until(() => expect(asked.followUps).toHaveLength(1))
    expect(shown(asked.followUps[0])).toBe(
      `### I am missing ${named} in this channel\\: allow it under Edit Channel → Permissions for my role, then try again.`,
    )
  })
  it('is refused with the invite link where the bot is not a member', async () => {
    await stand.start()
    const outcomes: { kind: string; hint?: string }[] = []
    stand.reply = async (_, surface) => {
      outcomes.push(await surface.announce(doc('Subscribed')))
      await surface.whisper(doc('no'))
    }
    const asked = stand.fake.brief('subscribe', { topic: 'border', time: '08:00', zone: 'UTC' }, { stranger: true })
    await until(() => expect(shown(asked.original)).toBe('### no'))
    expect(outcomes[0]?.hint).toContain(`https://discord.com/oauth2/authorize?client_id=${stand.fake.bot.id}`)
  })
})

describe('what goes wrong', () => {
  it.each([
    [new BorderBriefError('feed', 'The feed is down; try again at noon.'), 'The feed is down; try again at noon.'],
    [new Error('secret token abc'), 'Something went wrong on our side; please try again in a minute.'],
  ])('in the handler ends in one sentence', async (error, sentence) => {
    await stand.start()
    stand.reply = async () => {
      throw error
    }
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe(sentence))
    expect(stand.logged.join('\n')).not.toContain('secret')
  })
  it('is also said when the handler ends without an answer, or half an answer has been shown', async () => {
    await stand.start()
    stand.reply = async () => {}
    const silent = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(silent.original)).toMatch(/^I have no answer to that/))
    stand.fake.faults.push({
      method: 'POST',
      path: /^\/webhooks\//,
      when: 'before',
      how: { kind: 'answer', status: 400, body: { code: 50_035, message: 'no' } },
    })
    stand.reply = async (_, surface) => void (await surface.finish(doc('Long', ...claims(8))))
    const half = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(half.followUps.map(shown)).toEqual(['Something went wrong on our side; please try again in a minute.']))
    expect(shown(half.original)).toContain('Claim 1')
  })
  it('waits as long as Discord asks when it limits us', async () => {
    await stand.start()
    const headers = {
      'retry-after': '1',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '0.05',
      'x-ratelimit-bucket': 'b',
    }
    const body = { message: 'You are being rate limited.', retry_after: 0.05, global: false }
    stand.fake.faults.push({ method: 'PATCH', path: /@original$/, when: 'before', how: { kind: 'answer', status: 429, body, headers } })
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(asked.original)).toBe('### BORDER'))
    expect(stand.fake.of('PATCH', /@original$/)).toHaveLength(2)
  })
  it('leaves the handler alone when Discord no longer takes the acknowledgement', async () => {
    stand.fake.answersTooLate = true
    await stand.start()
    stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(stand.logged.join()).toMatch(/could not be acknowledged.*10062/))
    expect(stand.heard).toEqual([])
  })
  it('leaves to another process what that one has acknowledged', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    asked.ack = { type: 5, ephemeral: false, data: {} }
    await until(() => expect(stand.logged.join()).toMatch(/could not be acknowledged.*40060/))
    expect(stand.heard).toEqual([])
  })
  it('answers as a message of its own when an interaction has run out of time', async () => {
    await stand.start({}, { limits: { answerWithinMs: 20 } })
    stand.reply = async (_, surface) => {
      await until(() => expect(shown(asked.original)).toMatch(/^This takes longer than usual/))
      asked.isDead = true
      await surface.finish(doc('At last'))
    }
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(shown(stand.fake.messagesIn(stand.fake.channelId).at(-1))).toBe('### At last'))
  })
})
