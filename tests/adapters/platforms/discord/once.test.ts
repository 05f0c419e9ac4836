// What Discord delivers more than once, and what is not said to the bot: one answer, or none.
import { describe, expect, it, vi } from 'vitest'
import { createSeen } from '../../../../src/adapters/platforms/discord/bot.ts'
import { customIds, doc, shown, useStand } from './stand.ts'

const FIELD = { name: 'topic', label: 'What about', hint: '', value: '', optional: false, maxLength: 20 }
const stand = useStand()
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const again = (id: string) => {
  for (let i = 0; i < 3; i += 1) stand.fake.gateway.again(id)
}
/** Everything sent before has been looked at once a later command is answered. */
async function settled(): Promise<void> {
  const asked = stand.fake.brief('ask', { question: 'settled' })
  await until(() => expect(shown(asked.original)).toBe('### SETTLED'))
}

describe('an event that is delivered four times', () => {
  it('is answered once when it is a command, a message, a button or a form', async () => {
    await stand.start()
    const asked = stand.fake.brief('ask', { question: 'who fled?' })
    again(asked.id)
    await until(() => expect(shown(asked.original)).toBe('### WHO FLED?'))
    const message = asked.original
    if (message === undefined) throw new Error('no answer')
    const mention = stand.fake.says(`<@${stand.fake.bot.id}> since when?`)
    again(mention.id)
    const pressed = stand.fake.presses(message, 'bb:run:timeline')
    again(pressed.id)
    const asking = stand.fake.presses(message, 'bb:follow-up:')
    again(asking.id)
    await until(() => expect(asking.ack?.type).toBe(9))
    const form = stand.fake.submits(asking, 'and in Ruili?', { message })
    again(form.id)
    await until(() => expect(stand.threads).toHaveLength(4))
    await settled()
    expect(stand.heard.map(({ text }) => text).sort()).toEqual(['and in Ruili?', 'settled', 'since when?', 'timeline', 'who fled?'])
    const own = stand.fake.messagesIn(stand.fake.channelId).filter(({ author }) => author.bot)
    expect(own.map(shown).sort()).toEqual(['### SETTLED', '### SINCE WHEN?', '### TIMELINE', '### WHO FLED?'])
    expect(stand.fake.messagesIn(message.id).map(shown)).toEqual(['**Ann** asks\\: and in Ruili?', '### AND IN RUILI?'])
  })
  it('opens one form', async () => {
    stand.reply = async (inbound, surface) => {
      if (inbound.text !== 'subscribe') return void (await surface.finish(doc(inbound.text.toUpperCase())))
      await surface.form?.({ command: 'subscribe', title: 'Subscribe', submit: 'Subscribe', fields: [FIELD] })
    }
    await stand.start()
    const asked = stand.fake.brief('subscribe')
    again(asked.id)
    await settled()
    expect(stand.heard.map(({ text }) => text)).toEqual(['subscribe', 'settled'])
    expect(asked.ack).toMatchObject({ type: 9 })
    expect(asked.followUps).toEqual([])
  })
})

describe('a message that the handler leaves alone', () => {
  it('is answered with nothing: it was not for us, or was answered before a restart', async () => {
    stand.reply = async (inbound, surface) => {
      if (inbound.kind === 'command') await surface.finish(doc(inbound.text.toUpperCase()))
    }
    await stand.start({ messageContent: true })
    const mention = stand.fake.says(`<@${stand.fake.bot.id}> heard before the restart`)
    await settled()
    await until(() => expect(stand.heard.map(({ id }) => id)).toContain(mention.id))
    expect(stand.fake.messagesIn(stand.fake.channelId).filter(({ author }) => author.bot)).toHaveLength(1)
    expect(customIds(stand.fake.messagesIn(stand.fake.channelId).at(-1))).toEqual([])
  })
})

describe('what has been heard', () => {
  it('is forgotten when there is too much of it, the oldest first', () => {
    const seen = createSeen(2)
    expect(['a', 'a', 'b', 'c', 'a', 'c'].map((id) => seen.isFirst(id))).toEqual([true, false, true, true, true, false])
  })
})
