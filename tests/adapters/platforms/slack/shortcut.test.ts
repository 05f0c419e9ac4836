// “Brief me on this” on any message: its words are asked, and the answer is for whoever asked.
import { describe, expect, it } from 'vitest'
import { pagesOf, saying, slackHarness, wordsOf } from './harness.ts'

const slack = slackHarness()
const answered = (count = 1) => slack.fake.until(() => slack.fake.responded.length === count && slack.fake.responded, 'the answer')

describe('the message shortcut', () => {
  it('asks the words of the message, and answers whoever chose it alone', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('2,129 kilometres.')))
    const ack = await slack.fake.briefOnThis({ text: 'Is it <https://a.example/x|really> 2,000 km, <@U9>? R&amp;D says so' })
    expect(ack.ms).toBeLessThan(1_000)
    const [answer] = await answered()
    expect(answer?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false })
    expect(wordsOf(answer?.body)).toBe('2,129 kilometres.')
    expect(inbound).toMatchObject([
      { kind: 'command', text: 'ask Is it really 2,000 km, ? R&D says so', channel: { channel: 'C1' }, person: { id: 'U1' } },
    ])
    expect(slack.fake.workspace.messages.size).toBe(0)
  })

  it('never runs what a message says as a command', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('x')))
    await slack.fake.briefOnThis({ text: 'unsubscribe border' })
    await answered()
    expect(inbound[0]?.text).toBe('ask unsubscribe border')
  })

  it('reads what hangs on a message without words of its own, such as that of another app', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('x')))
    const attachments = [{ title: 'Gates reopen', text: 'Trade resumed at Ruili.' }, { fallback: 'A picture' }]
    await slack.fake.briefOnThis({ text: '', bot_id: 'B9', user: undefined, attachments })
    await answered()
    expect(inbound[0]?.text).toBe('ask Gates reopen. Trade resumed at Ruili. A picture')
  })

  it('takes of a long message what makes whole sentences', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('x')))
    await slack.fake.briefOnThis({ text: 'The gate was closed again. '.repeat(60) })
    await answered()
    expect(inbound[0]?.text.length).toBeLessThanOrEqual(904)
    expect(inbound[0]?.text).toMatch(/closed again\.$/)
  })

  it('shows within a second that it is worked on, and never uses its address more than five times', async () => {
    const gate = Promise.withResolvers<void>()
    await slack.open(async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await gate.promise
      await surface.finish(pagesOf(8))
    })
    const start = performance.now()
    await slack.fake.briefOnThis({ text: 'everything' })
    const [note] = await answered()
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(wordsOf(note?.body)).toBe('Looking … the answer comes right below.')
    gate.resolve()
    const all = await answered(5)
    expect(wordsOf(all.at(-1)?.body)).toContain('The rest is longer than Slack lets me show only to you.')
  })

  it('works where the bot is no member', async () => {
    await slack.open((_, surface) => surface.finish(saying('Here.')))
    await slack.fake.briefOnThis({ text: 'what?' }, { channel: { id: 'CPRIVATE', name: 'privategroup' } })
    await answered()
  })
})
