// `/brief …` over Socket Mode: acknowledged at once, answered in the channel or to the asker, never silence.
import { describe, expect, it } from 'vitest'
import { BorderBriefError } from '../../../../src/base/error.ts'
import { pagesOf, saying, slackHarness, wordsOf } from './harness.ts'

const slack = slackHarness()

describe('a command', () => {
  it('is acknowledged at once with a note only the asker sees, and answered in the channel', async () => {
    const { inbound } = await slack.open(async (_, surface) =>
      expect(await surface.finish(saying('The border is long.'))).toMatchObject({ thread: expect.any(String) }),
    )
    const ack = await slack.fake.command('  how long is the border? R&amp;D  ')
    expect(ack.ms).toBeLessThan(1_000)
    expect(ack.payload).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('Looking') })
    const [root] = await slack.fake.until(() => nonEmpty(slack.fake.workspace.roots('C1')), 'the answer')
    expect(wordsOf(root)).toBe('The border is long.')
    expect(inbound).toEqual([
      {
        kind: 'command',
        id: expect.stringMatching(/^slack:T0FAKE:command:/),
        channel: { platform: 'slack', workspace: 'T0FAKE', channel: 'C1' },
        person: { id: 'U1', timeZone: null },
        text: 'how long is the border? R&D',
        mayManage: null,
      },
    ])
    const [note] = await slack.fake.until(() => nonEmpty(slack.fake.responded), 'the note to be taken away')
    expect(note?.body).toEqual({ delete_original: true })
  })

  it('gets a long answer as pages in the thread of the first', async () => {
    await slack.open((_, surface) => surface.finish(pagesOf(3)))
    await slack.fake.command('everything')
    const [root] = await slack.fake.until(() => nonEmpty(slack.fake.workspace.roots('C1')), 'the answer')
    const replies = await slack.fake.until(
      () => slack.fake.workspace.replies('C1', root?.ts ?? '').length === 2 && slack.fake.workspace.replies('C1', root?.ts ?? ''),
      'two more pages',
    )
    expect([root, ...replies].map((page) => wordsOf(page).slice(0, 6))).toEqual(['Page 1', 'Page 2', 'Page 3'])
    expect(slack.fake.workspace.roots('C1')).toHaveLength(1)
  })

  it('is answered to the asker alone where the bot is not a member, with how to invite it', async () => {
    const threads: unknown[] = []
    await slack.open(async (_, surface) => threads.push(await surface.finish(pagesOf(2))))
    await slack.fake.command('border', { channel_id: 'C2' })
    await slack.fake.until(() => slack.fake.responded.length === 2 && threads.length === 1, 'two pages by the response URL')
    const [first, last] = slack.fake.responded.map((one) => one.body)
    expect(first).toMatchObject({ response_type: 'ephemeral', replace_original: true })
    expect(last).toMatchObject({ response_type: 'ephemeral', replace_original: false })
    expect(wordsOf(last)).toContain('Invite me with /invite @border-brief to get answers in the channel and follow-ups in a thread.')
    expect(threads).toEqual([{ thread: null }])
    expect(slack.fake.takeRejected()).toEqual(['not_in_channel'])
  })

  it('never uses a response URL more than five times, and says that there is more', async () => {
    await slack.open((_, surface) => surface.finish(pagesOf(8)))
    await slack.fake.command('border', { channel_id: 'CPRIVATE' })
    await slack.fake.until(() => slack.fake.responded.length === 5, 'five pages')
    expect(wordsOf(slack.fake.responded.at(-1)?.body)).toContain('The rest is longer than Slack lets me show only to you. Invite me')
    expect(slack.fake.takeRejected()).toEqual(['channel_not_found'])
  })

  it('is whispered to the asker when the handler wants that', async () => {
    await slack.open((_, surface) => surface.whisper(saying('Only you see this.')))
    await slack.fake.command('subscriptions')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the whisper')
    expect(slack.fake.responded[0]?.body).toMatchObject({ response_type: 'ephemeral', replace_original: true })
    expect(slack.fake.workspace.messages.size).toBe(0)
  })

  it('ends in one sentence with the mend when the handler throws', async () => {
    await slack.open(() => {
      throw new BorderBriefError('locked', 'The store is locked: end the other copy.', { cause: new Error('xoxb-secret at /root/x.ts') })
    })
    await slack.fake.command('border')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the sentence')
    expect(wordsOf(slack.fake.responded[0]?.body)).toBe('The store is locked: end the other copy.')
  })

  it('shows nothing of what broke when the fault is not one of ours', async () => {
    const { lines } = await slack.open(() => Promise.reject(new TypeError('token xoxb-fake-0000 leaked in /home/me/x.ts')))
    await slack.fake.command('who is <@U7>?')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the sentence')
    expect(wordsOf(slack.fake.responded[0]?.body)).toBe('Something went wrong on our side; please try again in a minute.')
    const error = lines.find((line) => line.level === 'error')
    expect(error).toMatchObject({ message: 'inbound not answered', fields: { kind: 'command', cause: 'TypeError' } })
    expect(JSON.stringify(lines)).not.toMatch(/xoxb|x\.ts|U7/)
  })

  it('does not repeat itself when the handler throws after the answer', async () => {
    const { platform } = await slack.open(async (_, surface) => {
      await surface.finish(saying('Answered.'))
      throw new Error('afterwards')
    })
    await slack.fake.command('border')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the end')
    await platform.stop(1_000)
    expect(slack.fake.responded.map((one) => one.body)).toEqual([{ delete_original: true }])
    expect(slack.fake.workspace.roots('C1')).toHaveLength(1)
  })

  it('is not left with "Looking" when the handler chooses to say nothing', async () => {
    await slack.open(() => undefined)
    await slack.fake.command('border')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'a word')
    expect(wordsOf(slack.fake.responded[0]?.body)).toContain('answered already')
  })

  it('delivered twice is handled once', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('Once.')))
    await slack.fake.command('border', { trigger_id: '5.5.5' })
    await slack.fake.command('border', { trigger_id: '5.5.5' })
    await slack.fake.until(() => nonEmpty(slack.fake.responded), 'the answer')
    expect(inbound).toHaveLength(1)
  })

  it.each(['finish', 'whisper'] as const)('is answered in words alone where Slack does not take the blocks (%s)', async (way) => {
    await slack.open(async (_, surface) => void (await surface[way](saying('Six *people* died <b>there</b>.', 'And more.'))))
    slack.fake.refusesBlocks = true
    await slack.fake.command('border')
    const shown = () => (way === 'finish' ? slack.fake.workspace.roots('C1') : slack.fake.responded.map(({ body }) => body))
    await slack.fake.until(() => shown().length === 1, 'the words')
    expect(shown()[0]).toMatchObject({ text: 'Six *people* died &lt;b&gt;there&lt;/b&gt;.\nAnd more.', mrkdwn: false })
    expect(shown()[0]).not.toHaveProperty('blocks')
    expect(new Set(slack.fake.takeRejected())).toEqual(new Set(['invalid_blocks']))
  })

  it('is posted again when an attempt fails, waiting as long as Slack asks', async () => {
    await slack.open((_, surface) => surface.finish(saying('In the end.')))
    slack.fake.failNext('chat.postMessage', { commit: false, ending: '503' })
    await slack.fake.command('border')
    await slack.fake.until(() => nonEmpty(slack.fake.workspace.roots('C1')), 'the answer')
    const ids = slack.fake.of('chat.postMessage').map((args) => args.client_msg_id)
    expect(ids).toHaveLength(2)
    expect(ids[0]).toBe(ids[1])
  })

  it('ends in a sentence when Slack takes no answer at all', async () => {
    await slack.open((_, surface) => surface.finish(saying('Nobody will see this.')))
    const down = { commit: false, ending: '503' } as const
    slack.fake.failNext('chat.postMessage', down, down, down, down)
    await slack.fake.command('border')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the sentence')
    expect(wordsOf(slack.fake.responded[0]?.body)).toBe('Slack did not take the answer; please ask again in a minute.')
  })
})

describe('an announcement', () => {
  it('stands in the channel as a message of the bot', async () => {
    const outcomes: unknown[] = []
    await slack.open(async (_, surface) => outcomes.push(await surface.announce(saying('Subscribed to border, daily at 08:00.'))))
    await slack.fake.command('subscribe border')
    await slack.fake.until(() => outcomes.length === 1, 'the outcome')
    expect(outcomes).toEqual([{ kind: 'posted', messageId: slack.fake.workspace.roots('C1')[0]?.ts }])
  })

  it.each([
    ['C2', 'not_in_channel', /^I am not in this channel yet: type \/invite @border-brief, then do this again\.$/],
    ['CPRIVATE', 'channel_not_found', /\/invite @border-brief/],
    ['COLD', 'is_archived', /archived/],
  ])('is refused in %s (%s) with the mend, and nothing is shown', async (channel, error, hint) => {
    slack.fake.workspace.channels.add('COLD')
    slack.fake.workspace.archived.add('COLD')
    const hints: string[] = []
    await slack.open(async (_, surface) => {
      const outcome = await surface.announce(saying('Subscribed.'))
      if (outcome.kind === 'refused') hints.push(outcome.hint)
      await surface.whisper(saying(hints[0] ?? ''))
    })
    await slack.fake.command('subscribe border', { channel_id: channel })
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the hint')
    expect(hints).toEqual([expect.stringMatching(hint)])
    expect(slack.fake.workspace.messages.size).toBe(0)
    expect(slack.fake.takeRejected()).toEqual([error])
  })
})

function nonEmpty<T>(list: readonly T[]): readonly T[] | null {
  return list.length === 0 ? null : list
}
