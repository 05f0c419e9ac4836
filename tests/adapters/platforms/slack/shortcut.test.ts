// “Brief me on this” on any message: its words are asked, and the answer is for whoever asked.
import { describe, expect, it } from 'vitest'
import type { Document } from '../../../../src/domain/document.ts'
import { PERSON_TS } from '../../../fakes/slack/payloads.ts'
import type { Fields } from '../../../fakes/slack/workspace.ts'
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
      { kind: 'command', text: 'privately: ask Is it really 2,000 km, ? R&D says so', channel: { channel: 'C1' }, person: { id: 'U1' } },
    ])
    expect(slack.fake.workspace.messages.size).toBe(0)
  })

  it('never runs what a message says as a command', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('x')))
    await slack.fake.briefOnThis({ text: 'unsubscribe border' })
    await answered()
    expect(inbound[0]?.text).toBe('privately: ask unsubscribe border')
  })

  it('reads what hangs on a message without words of its own, such as that of another app', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('x')))
    const attachments = [{ title: 'Gates reopen', text: 'Trade resumed at Ruili.' }, { fallback: 'A picture' }]
    await slack.fake.briefOnThis({ text: '', bot_id: 'B9', user: undefined, attachments })
    await answered()
    expect(inbound[0]?.text).toBe('privately: ask Gates reopen. Trade resumed at Ruili. A picture')
  })

  it('takes of a long message what makes whole sentences', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('x')))
    await slack.fake.briefOnThis({ text: 'The gate was closed again. '.repeat(60) })
    await answered()
    expect(inbound[0]?.text.length).toBeLessThanOrEqual(915)
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

describe('an answer to the message shortcut', () => {
  const SHARED: Document = {
    ...saying('2,129 kilometres.'),
    nodes: [
      ...saying('2,129 kilometres.').nodes,
      { kind: 'buttons', buttons: [{ action: 'manage', value: 'share r_1', label: 'Share with the channel' }] },
    ],
  }
  const shareButton = async (): Promise<Fields> => {
    const [answer] = await answered()
    const blocks: readonly Fields[] = Array.isArray(answer?.body.blocks) ? answer.body.blocks : []
    const elements: unknown = blocks.find((block) => block['type'] === 'actions')?.['elements']
    return Array.isArray(elements) ? elements[0] : {}
  }
  const open = () =>
    slack.open(({ text }, surface) => (text === 'share r_1' ? surface.finish(saying('2,129 kilometres.')) : surface.whisper(SHARED)))

  it('is shared in the thread of the message it was chosen on', async () => {
    await open()
    await slack.fake.briefOnThis({ text: 'how long?', ts: PERSON_TS })
    const button = await shareButton()
    expect(button).toMatchObject({ action_id: `bb:manage:0^${PERSON_TS}`, value: 'share r_1' })
    await slack.fake.press({ ...button }, { ts: '1700009999.000100', ephemeral: true })
    await slack.fake.until(() => slack.fake.workspace.replies('C1', PERSON_TS).length === 1, 'the shared answer')
    expect(slack.fake.workspace.roots('C1')).toEqual([])
    expect(slack.fake.responded).toHaveLength(1)
  })

  it('stays with whoever asked, who is told why, where the bot may not write', async () => {
    await open()
    slack.fake.workspace.joined.delete('C1')
    await slack.fake.briefOnThis({ text: 'how long?', ts: PERSON_TS })
    await slack.fake.press({ ...(await shareButton()) }, { ts: '1700009999.000100', ephemeral: true })
    const all = await answered(2)
    expect(wordsOf(all[1]?.body)).toContain('Invite me with /invite @border-brief')
    expect(slack.fake.takeRejected()).toEqual(['not_in_channel'])
  })

  it('goes on for whoever asked alone', async () => {
    await slack.open((_, surface) => surface.whisper(SHARED))
    await slack.fake.briefOnThis({ text: 'how long?', ts: PERSON_TS })
    await slack.fake.press({ ...(await shareButton()), value: 're r_1 timeline' }, { ts: '1700009999.000100', ephemeral: true })
    await answered(2)
    expect(slack.fake.workspace.messages.size).toBe(0)
  })
})
