// What people think of a digest, in Discord over the real wiring: pressed under its message, with a reason, about that channel's own edition.
import { describe, expect, it } from 'vitest'
import type { Message } from '../fakes/discord/shapes.ts'
import { soon, useServed } from '../served.ts'
import { answered, buttonsOf, personInDiscord, plain } from '../served-discord.ts'

const served = useServed()
const { say, press } = personInDiscord(served)
const NOW = '2026-11-22T00:00:00Z'

const digests = (): readonly Message[] =>
  served.discord.messagesIn(served.discord.channelId).filter(({ nonce, author }) => author.bot && nonce !== undefined)
const thumbUnder = (message: Message | undefined, thumb: string) =>
  message === undefined ? undefined : buttonsOf(message).find(({ label }) => label.startsWith(thumb))?.custom_id

async function digest(): Promise<Message> {
  await say('subscribe', { topic: 'border', time: '08:00', zone: 'UTC' }, /Subscribed/)
  await say('more send', { which: 'border' }, /On its way/)
  await soon(() => expect(digests()).toHaveLength(1))
  const [message] = digests()
  if (message === undefined) throw new Error('no digest')
  return message
}

describe('a digest in Discord', () => {
  it('asks what people think of it, and hears why it is not right', async () => {
    const { product } = await served.at(NOW)
    const { discord } = served
    const message = await digest()
    await answered(press(message, '👍 Helpful'), /Thank you, noted/)
    const pressed = press(message, '👎 Not right')
    await soon(() => expect(pressed.ack?.type).toBe(9))
    const id = /r_[0-9a-f]{16}/.exec(thumbUnder(message, '👎') ?? '')?.[0] ?? ''
    await answered(discord.submits(pressed, { reason: 'missed-news', words: 'the bridge' }, { message }), /will see it/)
    const listed = () => Array.fromAsync(product.feedback.all({}))
    await soon(async () => expect(await listed()).toMatchObject([{ answerId: id, reason: 'missed-news', words: 'the bridge' }]))
    const [{ workspace = '', channel = '' } = {}] = await listed()
    expect(workspace).toBe(`discord:${discord.guildId}`)
    expect(await product.answers.get(id, workspace)).toMatchObject({ how: 'digest', channel })
    // The thanks are for the one who pressed; the digest stands alone.
    expect(discord.messagesIn(message.id)).toEqual([])
    expect(digests()).toHaveLength(1)
  })

  it('asks nothing under a day without news', async () => {
    await served.at(NOW)
    const first = await digest()
    expect(buttonsOf(first).map(({ label }) => label)).toEqual(['Ask a follow-up', '👍 Helpful', '👎 Not right'])
    await served.at('2026-11-22T08:00:00Z')
    await soon(() => expect(digests()).toHaveLength(2))
    const quiet = digests().at(-1)
    expect(plain(quiet)).toContain('nothing new')
    expect(thumbUnder(quiet, '👍')).toBeUndefined()
  })
})
