import { describe, expect, it, vi } from 'vitest'
import { P } from '../../../fakes/discord/answers.ts'
import { customIds, doc, FOLLOW_UP, shown, useStand } from './stand.ts'

const stand = useStand()
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })

describe('buttons', () => {
  it('go on from the answer they hang on, below it, while a command of the channel stands for itself', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(stand.threads).toHaveLength(1))
    const message = asked.original
    if (message === undefined) throw new Error('no answer')
    const pressed = [
      stand.fake.presses(message, 'bb:run:timeline'),
      stand.fake.presses(message, 'bb:ask:Who said: that?'),
      stand.fake.presses(message, 'bb:manage:pause id:sub_1'),
    ]
    await until(() =>
      expect(pressed.map(({ original }) => shown(original))).toEqual(['### TIMELINE', '### WHO SAID\\: THAT?', '### PAUSE ID\\:SUB\\_1']),
    )
    expect(stand.heard.slice(1)).toMatchObject([
      { kind: 'message', text: 'timeline', thread: message.id, addressed: true, pressed: true },
      { kind: 'message', text: 'Who said: that?', thread: message.id, addressed: true, pressed: true },
      { kind: 'command', text: 'pause id:sub_1', pressed: true },
    ])
    expect(stand.fake.channels.has(message.id)).toBe(false)
    const [timeline] = pressed
    if (timeline?.original === undefined) throw new Error('no timeline')
    stand.fake.presses(timeline.original, 'bb:run:quote 2')
    await until(() => expect(stand.heard.at(-1)).toMatchObject({ text: 'quote 2', thread: message.id }))
  })
  it('are answered in the thread of the answer once there is one', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(stand.threads).toHaveLength(1))
    const message = asked.original
    if (message === undefined) throw new Error('no answer')
    stand.fake.presses(message, 'bb:open-thread:')
    await until(() => expect(stand.fake.messagesIn(message.id)).toHaveLength(1))
    const pressed = stand.fake.presses(message, 'bb:run:timeline')
    await until(() => expect(stand.fake.messagesIn(message.id).map(shown).slice(1)).toEqual(['**Ann** asks\\: timeline', '### TIMELINE']))
    await until(() => expect(shown(pressed.original)).toBe(`It goes on in <#${message.id}>`))
  })
  it('open a thread once, with a message of the bot’s own in it', async () => {
    await stand.start()
    stand.reply = async (_, surface) => void (await surface.finish(doc('How long is the border? (1)', FOLLOW_UP)))
    const asked = stand.fake.brief('ask', { question: 'how long' })
    await until(() => expect(asked.original?.flags).toBe(1 << 15))
    const message = asked.original
    if (message === undefined) throw new Error('no answer')
    const first = stand.fake.presses(message, 'bb:open-thread:x')
    await until(() => expect(shown(first.original)).toBe(`It goes on in <#${message.id}>`))
    expect(stand.fake.channels.get(message.id)?.name).toBe('How long is the border? (1)')
    const again = stand.fake.presses(message, 'bb:open-thread:x')
    await until(() => expect(shown(again.original)).toBe(`It goes on in <#${message.id}>`))
    expect(stand.fake.messagesIn(message.id).map(customIds)).toEqual([['bb:follow-up:']])
    expect(first.ack?.ephemeral).toBe(true)
  })
  it('say what is missing where no thread can be opened', async () => {
    await stand.start()
    const asked = stand.fake.brief('topic', { topic: 'border' })
    await until(() => expect(stand.threads).toHaveLength(1))
    stand.fake.deny(stand.fake.channelId, P.createPublicThreads)
    if (asked.original === undefined) throw new Error('no answer')
    const pressed = stand.fake.presses(asked.original, 'bb:open-thread:x')
    await until(() => expect(shown(pressed.original)).toContain('I am missing “Create Public Threads” in this channel'))
  })
})
