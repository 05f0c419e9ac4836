// What people think of a digest, in Slack over the real wiring: pressed under its message, with a reason, about that channel's own edition.
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import type { Fields } from '../fakes/slack/workspace.ts'
import { soon, useServed } from '../served.ts'

const served = useServed()
const posted = () => [...served.slack.workspace.messages.values()]
const digests = () => posted().filter(({ metadata }) => metadata !== undefined)

type Thumbs = Readonly<{ action_id: string; positive_button: { value: string }; negative_button: { value: string } }>
const thumbsUnder = (message: Fields): Thumbs | undefined =>
  [Object(message).blocks].flat().flatMap((block): readonly Thumbs[] => (block.type === 'context_actions' ? block.elements : []))[0]

async function digestIn(channel: string): Promise<Fields> {
  const { slack } = served
  const before = posted().length
  await slack.command('subscribe border daily 08:00 UTC', { channel_id: channel })
  await slack.until(() => posted().length === before + 1, 'the confirmation')
  await slack.command('send border now', { channel_id: channel })
  return slack.until(() => digests().find((one) => one['channel'] === channel), 'the digest')
}

describe('a digest in Slack', () => {
  it('asks what people think of it, and hears why it is not right', async () => {
    const { product } = await served.at('2026-11-22T00:00:00Z')
    const { slack } = served
    const message = await digestIn('C1')
    const thumbs = thumbsUnder(message)
    const id = thumbs?.negative_button.value.replace('feedback bad ', '') ?? ''
    expect(id).toMatch(/^r_[0-9a-f]{16}$/)
    await slack.press({ action_id: thumbs?.action_id, value: thumbs?.negative_button.value }, { ts: String(message.ts) })
    await slack.until(() => slack.of('views.open').length === 1, 'the form')
    await slack.submit({ reason: 'missed-news', words: 'the bridge' })
    const listed = () => Array.fromAsync(product.feedback.all({}))
    await soon(async () => expect(await listed()).toMatchObject([{ answerId: id, reason: 'missed-news', words: 'the bridge' }]))
    const [{ workspace = '', channel = '' } = {}] = await listed()
    expect(await product.answers.get(id, workspace)).toMatchObject({ how: 'digest', channel })
    const told = () => slack.responded.map(({ body }) => wordsOf(body)).join()
    await slack.until(() => told().includes('whoever runs this desk will see it'), 'the thanks')
    expect(posted().filter(({ thread_ts }) => thread_ts === message.ts)).toEqual([])
  })

  it('asks in each channel about the edition that was sent there', async () => {
    await served.at('2026-11-22T00:00:00Z')
    served.slack.workspace.joined.add('C2')
    const [first, second] = [await digestIn('C1'), await digestIn('C2')]
    const [one, other] = [first, second].map((message) => thumbsUnder(message)?.positive_button.value)
    expect([one, other].map((value) => value?.startsWith('feedback good r_'))).toEqual([true, true])
    expect(one).not.toBe(other)
  })

  it('asks nothing under a day without news', async () => {
    await served.at('2026-11-22T00:00:00Z')
    await digestIn('C1')
    await served.at('2026-11-22T08:00:00Z')
    await served.slack.until(() => digests().length === 2, 'the second digest')
    expect(wordsOf(digests()[1])).toContain('nothing new')
    expect(thumbsUnder(digests()[1] ?? {})).toBeUndefined()
  })
})
