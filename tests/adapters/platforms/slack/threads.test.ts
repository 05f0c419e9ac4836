// Mentions, replies in threads, buttons and the follow-up modal.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { slackMessages } from '../../../../src/adapters/platforms/slack/blocks.ts'
import { PERSON_TS } from '../../../fakes/slack/payloads.ts'
import type { Surface } from '../../../../src/ports/platform.ts'
import type { Fields } from '../../../fakes/slack/workspace.ts'
import { pagesOf, saying, slackHarness, wordsOf } from './harness.ts'

const slack = slackHarness()

const said = (text: string, more: Fields = {}): Fields => ({
  type: 'message',
  channel_type: 'channel',
  channel: 'C1',
  user: 'U1',
  text,
  ts: PERSON_TS,
  ...more,
})
const mention = (text: string, more: Fields = {}): Fields => ({ ...said(text, more), type: 'app_mention' })
const replies = (thread = PERSON_TS) => slack.fake.workspace.replies('C1', thread)

const SOON = { progressAfterMs: 1 }
/** Shows progress and waits until it stands. */
async function noted(surface: Surface, note: string): Promise<void> {
  await surface.progress(note)
  await slack.fake.until(() => replies().length === 1, 'the note')
}

describe('a mention', () => {
  it('opens a thread under itself and is answered there, without Slack’s own marks in the words', async () => {
    const threads: unknown[] = []
    const { inbound } = await slack.open(async (_, surface) => threads.push(await surface.finish(saying('Nong Rong did.'))))
    await slack.fake.event(mention('<@U0BOT> who visited &lt;Myanmar&gt; for <#C9|china>, says <https://example.org/a|the paper>?'))
    await slack.fake.until(() => replies().length === 1, 'the answer')
    expect(inbound).toEqual([
      {
        kind: 'message',
        id: `slack:T0FAKE:message:C1:${PERSON_TS}`,
        channel: { platform: 'slack', workspace: 'T0FAKE', channel: 'C1' },
        person: { id: 'U1', timeZone: null },
        text: 'who visited <Myanmar> for #china, says the paper?',
        links: ['https://example.org/a'],
        thread: PERSON_TS,
        addressed: true,
        mayManage: null,
      },
    ])
    await slack.fake.until(() => threads.length === 1, 'the thread')
    expect(threads).toEqual([{ thread: PERSON_TS }])
  })

  it('shows within a second that it is worked on, and the note turns into the answer', async () => {
    const gate = Promise.withResolvers<void>()
    await slack.open(async (_, surface) => {
      await gate.promise
      await surface.progress('Reading 5 articles…')
      await surface.finish(pagesOf(2))
    })
    const start = performance.now()
    await slack.fake.event(mention('<@U0BOT> everything'))
    const [note] = await slack.fake.until(() => replies().length === 1 && replies(), 'the note')
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(wordsOf(note)).toBe('Looking …')
    gate.resolve()
    await slack.fake.until(() => replies().length === 2, 'both pages')
    expect(replies().map((page) => wordsOf(page).slice(0, 6))).toEqual(['Page 1', 'Page 2'])
    expect(replies()[0]?.ts).toBe(note?.ts)
  })

  it('leaves no note behind when the answer is quicker than that, so that a notification shows the answer', async () => {
    await slack.open(async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await surface.finish(saying('At once.'))
    })
    await slack.fake.event(mention('<@U0BOT> quick'))
    await slack.fake.until(() => replies().length === 1, 'the answer')
    expect(slack.fake.of('chat.update')).toEqual([])
  })

  it('takes its note away when the handler says nothing', async () => {
    await slack.open(() => wait(50), { progressAfterMs: 0 })
    await slack.fake.event(mention('<@U0BOT> again'))
    await slack.fake.until(() => slack.fake.of('chat.delete').length === 1, 'the note to go')
    expect(replies()).toEqual([])
  })

  it('is handled once, though it comes as app_mention and as message, each repeated', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('Once.')))
    const more = { ts: '1600000000.000200', thread_ts: PERSON_TS }
    await Promise.all([slack.fake.event(mention('<@U0BOT> and then?', more)), slack.fake.event(said('<@U0BOT> and then?', more))])
    await Promise.all([slack.fake.event(said('<@U0BOT> and then?', more)), slack.fake.event(mention('<@U0BOT> and then?', more))])
    await slack.fake.until(() => replies().length === 1, 'the answer')
    await wait(30)
    expect(inbound.map((one) => one.kind === 'message' && [one.text, one.addressed, one.thread])).toEqual([['and then?', true, PERSON_TS]])
    expect(replies()).toHaveLength(1)
  })

  it('ends in one sentence, in place of the note, when the handler throws', async () => {
    await slack.open(async (_, surface) => {
      await noted(surface, 'Reading …')
      throw new Error('no')
    }, SOON)
    await slack.fake.event(mention('<@U0BOT> boom'))
    await slack.fake.until(() => slack.fake.of('chat.update').length === 1, 'the sentence')
    expect(replies().map(wordsOf)).toEqual(['Something went wrong on our side; please try again in a minute.'])
  })

  it('gets its answer in place of the note, though Slack asks to wait with that', async () => {
    await slack.open(async (_, surface) => {
      await noted(surface, 'Reading …')
      await surface.finish(saying('Late, but here.'))
    }, SOON)
    const limited = { commit: false, ending: '429', retryAfter: 0 } as const
    slack.fake.failNext('chat.update', limited, limited)
    await slack.fake.event(mention('<@U0BOT> why?'))
    await slack.fake.until(() => replies().map(wordsOf).join() === 'Late, but here.', 'the answer')
    expect(slack.fake.of('chat.update')).toHaveLength(3)
  })

  it('gets its answer anew when the note is gone', async () => {
    await slack.open(async (_, surface) => {
      await noted(surface, 'Reading …')
      slack.fake.workspace.messages.clear()
      await surface.finish(saying('Here again.'))
    }, SOON)
    await slack.fake.event(mention('<@U0BOT> why?'))
    await slack.fake.until(() => replies().map(wordsOf).join() === 'Here again.', 'the answer')
    expect(slack.fake.takeRejected()).toEqual(['message_not_found', 'message_not_found'])
  })

  it('waits out a rate limit', async () => {
    await slack.open((_, surface) => surface.finish(pagesOf(2)))
    slack.fake.workspace.limitsRate = true
    await slack.fake.event(mention('<@U0BOT> everything'))
    await slack.fake.until(() => replies().length === 2, 'both pages')
    expect(slack.fake.takeRejected()).toEqual(['ratelimited'])
  })
})

describe('a plain reply in a thread', () => {
  it('is handed over as not addressed, and shows nothing until the handler does', async () => {
    const { inbound } = await slack.open(() => wait(30), { progressAfterMs: 0 })
    await slack.fake.event(said('and in Ruili?', { ts: '1600000000.000200', thread_ts: PERSON_TS }))
    await slack.fake.until(() => inbound.length === 1, 'the reply')
    await wait(60)
    expect(inbound[0]).toMatchObject({ kind: 'message', text: 'and in Ruili?', thread: PERSON_TS, addressed: false })
    expect(slack.fake.calls.map((call) => call.method).filter((method) => method.startsWith('chat.'))).toEqual([])
  })

  it('is answered in its thread when the handler answers', async () => {
    await slack.open(async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await surface.finish(saying('In Ruili, too.'))
    })
    await slack.fake.event(said('and in Ruili?', { ts: '1600000000.000200', thread_ts: PERSON_TS }))
    await slack.fake.until(() => replies().map(wordsOf).join() === 'In Ruili, too.', 'the answer')
  })

  it('is left alone when the handler fails before it decided to answer', async () => {
    const { lines } = await slack.open(() => Promise.reject(new Error('no')))
    await slack.fake.event(said('lunch?', { ts: '1600000000.000200', thread_ts: PERSON_TS }))
    await slack.fake.until(() => lines.some((line) => line.level === 'error'), 'the log line')
    await wait(30)
    expect(slack.fake.workspace.messages.size).toBe(0)
  })

  it.each<[string, Fields]>([
    ['outside any thread', {}],
    ['of the bot itself', { user: 'U0BOT', bot_id: 'B0BOT', thread_ts: '1600000000.000001' }],
    ['of another bot', { bot_id: 'B9', thread_ts: '1600000000.000001' }],
    ['that was changed', { subtype: 'message_changed', thread_ts: '1600000000.000001' }],
    ['that was edited', { edited: { user: 'U1', ts: '1.1' }, thread_ts: '1600000000.000001' }],
    ['that was deleted', { subtype: 'message_deleted', thread_ts: '1600000000.000001' }],
    ['without anybody’s name', { user: undefined, thread_ts: '1600000000.000001' }],
  ])('is nobody speaking to the bot: a message %s', async (_, more) => {
    const { inbound } = await slack.open(() => undefined)
    await slack.fake.event(said('hello', more))
    await wait(30)
    expect(inbound).toEqual([])
  })

  it('is a question when it is a direct message', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('Yes.')))
    await slack.fake.event(said('is it long?', { channel: 'D1', channel_type: 'im' }))
    await slack.fake.until(() => slack.fake.workspace.replies('D1', PERSON_TS).length === 1, 'the answer')
    expect(inbound[0]).toMatchObject({ addressed: true, thread: PERSON_TS })
  })
})

describe('a whisper in a thread', () => {
  it('reaches the asker alone', async () => {
    await slack.open((_, surface) => surface.whisper(saying('Between us.')))
    await slack.fake.event(mention('<@U0BOT> psst'))
    const [whispered] = await slack.fake.until(
      () => slack.fake.of('chat.postEphemeral').length === 1 && slack.fake.of('chat.postEphemeral'),
      'the whisper',
    )
    expect(whispered).toMatchObject({ channel: 'C1', user: 'U1', thread_ts: PERSON_TS })
    expect(slack.fake.workspace.messages.size).toBe(0)
  })
})

describe('a button', () => {
  it('asks its words in the thread of its message', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('The toll is disputed.')))
    const ack = await slack.fake.press({ action_id: 'bb:run:0', value: 'what is disputed?' }, { ts: PERSON_TS })
    expect(ack.ms).toBeLessThan(1_000)
    await slack.fake.until(() => replies().length === 1, 'the answer')
    expect(inbound[0]).toMatchObject({
      kind: 'message',
      text: 'what is disputed?',
      thread: PERSON_TS,
      addressed: true,
      person: { id: 'U1' },
    })
  })

  it('for a follow-up opens a modal whose question is answered in the thread', async () => {
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('In Ruili, too.')))
    await slack.fake.press({ action_id: 'bb:follow-up:1', value: 'x' }, { ts: '1600000000.000300', thread_ts: PERSON_TS })
    await slack.fake.submit('  and in Ruili? ')
    await slack.fake.until(() => replies().length === 1, 'the answer')
    expect(inbound).toMatchObject([{ kind: 'message', text: 'and in Ruili?', thread: PERSON_TS, addressed: true }])
  })

  it('that is one of Slack’s own thumbs comes as the command behind it, and may open the form that asks why', async () => {
    const { inbound } = await slack.open(async (one, surface) => {
      if (one.kind === 'command' && one.fields !== undefined) return surface.whisper(saying('Thank you, noted.'))
      const fields = [{ name: 'words', label: 'In your own words', hint: '', value: '', optional: true, maxLength: 100 }]
      return surface.form?.({ command: 'feedback bad r_1', title: 'What is not right?', submit: 'Send', fields })
    })
    await slack.fake.press({ type: 'feedback_buttons', action_id: 'bb:manage:3', value: 'feedback bad r_1' }, { ts: PERSON_TS })
    await slack.fake.submit({ words: 'It is 2,129.' })
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the thanks')
    expect(inbound).toMatchObject([
      { kind: 'command', text: 'feedback bad r_1', pressed: true },
      { kind: 'command', text: 'feedback bad r_1', fields: { words: 'It is 2,129.' } },
    ])
    expect(slack.fake.workspace.messages.size).toBe(0)
  })

  it('says so when its modal can no longer be opened', async () => {
    const { inbound } = await slack.open(() => undefined)
    slack.fake.failNext('views.open', { commit: false, ending: 'internal_error' })
    await slack.fake.press({ action_id: 'bb:follow-up:1' }, { ts: PERSON_TS })
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the sentence')
    expect(wordsOf(slack.fake.responded[0]?.body)).toContain('press the button again')
    expect(inbound).toEqual([])
  })

  it('on a message only the asker sees is answered to the asker alone, beside it', async () => {
    await slack.open((_, surface) => surface.finish(saying('Only for you.')))
    await slack.fake.press({ action_id: 'bb:run:0', value: 'timeline' }, { ts: PERSON_TS, ephemeral: true })
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the answer')
    expect(slack.fake.responded[0]?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false })
    await slack.fake.press({ action_id: 'bb:follow-up:1' }, { ts: PERSON_TS, ephemeral: true })
    await slack.fake.submit('and in Ruili?')
    await slack.fake.until(() => slack.fake.responded.length === 2, 'the second answer')
    expect(slack.fake.workspace.messages.size).toBe(0)
  })

  it('is told apart from others by ids that the same renderer gave it', async () => {
    const document = {
      preview: 'x',
      nodes: [{ kind: 'buttons' as const, buttons: [{ action: 'run' as const, value: 'timeline', label: 'Timeline' }] }],
    }
    const [block] = slackMessages(document)[0].blocks
    const element = block?.type === 'actions' ? block.elements[0] : undefined
    const { inbound } = await slack.open((_, surface) => surface.finish(saying('ok')))
    await slack.fake.press({ ...element }, { ts: PERSON_TS })
    await slack.fake.until(() => replies().length === 1, 'the answer')
    expect(inbound[0]).toMatchObject({ text: 'timeline' })
  })
})
