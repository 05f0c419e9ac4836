// Direct messages as an agent's, where that was granted; and as plain ones where it was not, or Slack takes no stream.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { promptsOf } from '../../../../src/adapters/platforms/slack/agent.ts'
import type { Document, Inline, Node } from '../../../../src/domain/document.ts'
import type { Surface } from '../../../../src/ports/platform.ts'
import { PERSON_TS } from '../../../fakes/slack/payloads.ts'
import type { Fields } from '../../../fakes/slack/workspace.ts'
import { pagesOf, saying, slackHarness, wordsOf } from './harness.ts'

const slack = slackHarness()
const GRANTED = ['commands', 'chat:write', 'app_mentions:read', 'metadata.message:read', 'im:history', 'assistant:write']
const question = (more: Fields = {}): Fields => ({
  ...{ type: 'message', channel_type: 'im', channel: 'D1', user: 'U1', text: 'how long is the border?', ts: PERSON_TS },
  ...more,
})
const replies = () => slack.fake.workspace.replies('D1', PERSON_TS)
const shown = (words: string) => slack.fake.until(() => replies().map(wordsOf).join('|') === words, `“${words}”`)

const link = (text: string, url: string): Inline => ({ kind: 'link', text, url })
const ANSWER: Document = {
  preview: '2,129 kilometres.',
  nodes: [
    {
      kind: 'claim',
      number: 1,
      inlines: [{ kind: 'text', text: '2,129 kilometres.' }],
      sources: [
        [link('The Daily', 'https://daily.example/a#:~:text=2%2C129'), link('The Daily', 'https://daily.example/a#:~:text=long')],
        [{ kind: 'text', text: 'no link' }],
        [link('The Weekly', 'https://weekly.example/b')],
      ],
    },
  ],
}

const SOON = { progressAfterMs: 1 }
/** Shows progress and waits until it is streamed. */
async function noted(surface: Surface): Promise<void> {
  await surface.progress('Reading 5 articles…')
  await slack.fake.until(() => slack.fake.workspace.streams.size === 1, 'the stream')
}

describe('a direct message to an agent', () => {
  it('shows a status at once, streams its progress, and ends in the answer with its sources', async () => {
    slack.fake.workspace.scopes = GRANTED
    const gate = Promise.withResolvers<void>()
    const threads: unknown[] = []
    await slack.open(async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await gate.promise
      threads.push(await surface.finish(ANSWER))
    })
    await slack.fake.event(question())
    await slack.fake.until(() => slack.fake.workspace.streams.size === 1, 'the stream')
    expect(slack.fake.workspace.statuses).toEqual(['is looking …'])
    expect(slack.fake.of('chat.startStream')).toMatchObject([
      { channel: 'D1', thread_ts: PERSON_TS, chunks: [{ type: 'task_update', title: 'Reading 5 articles…', status: 'in_progress' }] },
    ])
    gate.resolve()
    await slack.fake.until(() => threads.length === 1, 'the end')
    expect(threads).toEqual([{ thread: PERSON_TS }])
    expect(wordsOf(replies()[0])).toContain('2,129 kilometres.')
    expect(slack.fake.of('chat.stopStream')).toMatchObject([
      {
        chunks: [
          {
            status: 'complete',
            sources: [
              { type: 'url', url: 'https://daily.example/a', text: 'The Daily' },
              { type: 'url', url: 'https://weekly.example/b', text: 'The Weekly' },
            ],
          },
        ],
      },
    ])
    expect([slack.fake.workspace.streams.size, slack.fake.of('chat.postMessage').length]).toEqual([0, 0])
  })

  it('is answered without a stream when that is quicker than any progress', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await surface.finish(saying('At once.'))
    })
    await slack.fake.event(question())
    await shown('At once.')
    expect(slack.fake.of('chat.startStream')).toEqual([])
    expect(slack.fake.workspace.statuses).toEqual(['is looking …'])
  })

  it('keeps later pages in the thread, and tells new progress in the stream', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(async (_, surface) => {
      await noted(surface)
      await wait(1_020)
      await surface.progress('Choosing …')
      await surface.finish(pagesOf(2))
    }, SOON)
    await slack.fake.event(question())
    await slack.fake.until(() => replies().length === 2, 'both pages')
    expect(replies().map((page) => wordsOf(page).slice(0, 6))).toEqual(['Page 1', 'Page 2'])
    expect(slack.fake.of('chat.appendStream')).toMatchObject([{ chunks: [{ title: 'Choosing …' }] }])
  })

  it('gets its answer in place of a stream that Slack ended by itself', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(async (_, surface) => {
      await noted(surface)
      slack.fake.workspace.streams.clear()
      await surface.finish(saying('Late, but here.'))
    }, SOON)
    await slack.fake.event(question())
    await shown('Late, but here.')
    expect(slack.fake.takeRejected()).toEqual(['message_not_in_streaming_state'])
  })

  it('is shown a plain note where Slack takes no stream', async () => {
    slack.fake.workspace.scopes = GRANTED
    slack.fake.failNext('chat.startStream', { commit: false, ending: 'internal_error' })
    const gate = Promise.withResolvers<void>()
    await slack.open(async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await gate.promise
      await surface.finish(saying('Here.'))
    })
    await slack.fake.event(question())
    await shown('Reading 5 articles…')
    gate.resolve()
    await shown('Here.')
  })

  it('is left without status, stream or note when there is nothing to say', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open((_, surface) => noted(surface), SOON)
    await slack.fake.event(question())
    await slack.fake.until(() => slack.fake.of('chat.delete').length === 1, 'the note to go')
    await slack.fake.until(() => slack.fake.workspace.statuses.at(-1) === '', 'the status to go')
    expect([replies(), slack.fake.workspace.streams.size]).toEqual([[], 0])
  })

  it('ends in one sentence when the handler fails', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(async (_, surface) => {
      await noted(surface)
      throw new Error('no')
    }, SOON)
    await slack.fake.event(question())
    await shown('Something went wrong on our side; please try again in a minute.')
    expect(slack.fake.workspace.streams.size).toBe(0)
  })

  it('is not waited with for a status that Slack does not take in time', async () => {
    slack.fake.workspace.scopes = GRANTED
    slack.fake.failNext('assistant.threads.setStatus', { commit: false, ending: 'hang' })
    await slack.open((_, surface) => surface.finish(saying('Here.')))
    await slack.fake.event(question())
    await shown('Here.')
  })

  it('is a plain message, answered as one, where the scope was not granted', async () => {
    slack.fake.workspace.scopes = GRANTED.filter((scope) => scope !== 'assistant:write')
    await slack.open(async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await slack.fake.until(() => replies().length === 1, 'the note')
      await surface.finish(ANSWER)
    }, SOON)
    await slack.fake.event(question())
    await slack.fake.until(() => slack.fake.of('chat.update').length === 1, 'the answer')
    expect(slack.fake.calls.filter(({ method }) => /assistant|Stream/.test(method))).toEqual([])
  })

  it('leaves channels and their threads as they are', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await slack.fake.until(() => slack.fake.workspace.messages.size === 1, 'the note')
      await surface.finish(ANSWER)
    }, SOON)
    await slack.fake.event({ type: 'app_mention', channel: 'C1', user: 'U1', text: '<@U0BOT> why?', ts: PERSON_TS })
    await slack.fake.until(() => slack.fake.of('chat.update').length === 1, 'the answer')
    expect(slack.fake.calls.filter(({ method }) => /assistant|Stream/.test(method))).toEqual([])
  })

  it('is answered so that the answer is still there after a reload', async () => {
    await slack.open((_, surface) => surface.whisper(saying('What you can ask.')))
    await slack.fake.event(question({ text: 'help' }))
    await shown('What you can ask.')
    expect(slack.fake.of('chat.postEphemeral')).toEqual([])
  })
})

describe('the button that stops it', () => {
  const session = () => slack.fake.workspace.sessions.get(PERSON_TS)
  const stop = () => slack.fake.stopAgent('D1', PERSON_TS)
  const stopEvent = (more: Fields) =>
    slack.fake.event({
      ...{ type: 'agent_session_stopped', channel: 'D1', user: 'U1', thread_ts: PERSON_TS },
      streaming_message_ts: [],
      ...more,
    })
  /** Answers when it is stopped, or when the gate opens. */
  const working = async (surface: Surface, gate: Promise<void>) => {
    const stopped = new Promise<void>((resolve) => surface.stopped?.addEventListener('abort', () => resolve()))
    await Promise.race([gate, stopped])
    await surface.finish(surface.stopped?.aborted === true ? saying('Stopped.') : ANSWER)
  }

  it('is there while it works, and what the handler says then takes the place of what was streamed', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(async (_, surface) => {
      await noted(surface)
      await working(surface, new Promise(() => {}))
    }, SOON)
    await slack.fake.event(question())
    await slack.fake.until(() => slack.fake.workspace.streams.size === 1 && session() === 'processing', 'the stream')
    await stop()
    await shown('Stopped.')
    await slack.fake.until(() => session() === 'active', 'the end of the session')
    expect(slack.fake.takeRejected()).toEqual(['message_not_in_streaming_state'])
  })

  it('works before anything is shown', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open((_, surface) => working(surface, new Promise(() => {})))
    await slack.fake.event(question())
    await slack.fake.until(() => session() === 'processing', 'the session')
    await stop()
    await shown('Stopped.')
  })

  it.each<[string, (surface: Surface) => Promise<unknown>]>([
    ['it is answered', (surface) => surface.finish(saying('Here.'))],
    ['there is nothing to say', async () => {}],
  ])('is gone when %s', async (_, handled) => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open((_, surface) => handled(surface))
    await slack.fake.event(question())
    await slack.fake.until(() => slack.fake.of('agents.sessions.setStatus').length === 2, 'both')
    expect(slack.fake.of('agents.sessions.setStatus').map(({ status }) => status)).toEqual(['processing', 'active'])
  })

  it('is gone when the handler fails', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(() => Promise.reject(new Error('no')))
    await slack.fake.event(question())
    await slack.fake.until(() => slack.fake.of('agents.sessions.setStatus').length === 2, 'both')
    expect(session()).toBe('active')
  })

  it('leaves other threads and channels alone, and is put away where nothing is at work any more', async () => {
    slack.fake.workspace.scopes = GRANTED
    const gate = Promise.withResolvers<void>()
    await slack.open((_, surface) => working(surface, gate.promise))
    await slack.fake.event(question())
    await slack.fake.until(() => session() === 'processing', 'the session')
    await stopEvent({ thread_ts: '1600000000.000900' })
    await stopEvent({ channel: 'D2' })
    await stopEvent({ thread_ts: 7 })
    gate.resolve()
    await slack.fake.until(() => replies().length === 1, 'the answer')
    expect(wordsOf(replies()[0])).toContain('2,129 kilometres.')
    slack.fake.workspace.sessions.set(PERSON_TS, 'processing') // as a killed process leaves it
    await stopEvent({})
    await slack.fake.until(() => session() === 'active', 'the end of the session')
    expect(replies()).toHaveLength(1)
  })
})

describe('suggested prompts', () => {
  const buttons: Node = {
    kind: 'buttons',
    buttons: ['border', 'trade', 'rivers', 'refugees', 'weather'].map((value) => ({ action: 'ask', value, label: `Brief me on ${value}` })),
  }
  const home: Document = {
    preview: 'x',
    nodes: [{ kind: 'buttons', buttons: [{ action: 'follow-up', value: 'ask', label: 'Ask' }] }, buttons],
  }

  it('are four of what can be asked, offered when somebody opens the messages', async () => {
    slack.fake.workspace.scopes = GRANTED
    const { inbound } = await slack.open((_, surface) => surface.whisper(home))
    await slack.fake.openHome('U1', { tab: 'messages' })
    const [call] = await slack.fake.until(() => {
      const calls = slack.fake.of('assistant.threads.setSuggestedPrompts')
      return calls.length === 1 && calls
    }, 'the prompts')
    expect(call).toMatchObject({ channel_id: 'D1', prompts: [{ title: 'Brief me on border', message: 'border' }, {}, {}, {}] })
    expect(inbound).toMatchObject([{ text: 'home', direct: true }])
    expect(slack.fake.workspace.messages.size).toBe(0)
  })

  it('are offered by nobody who is no agent', async () => {
    const { inbound } = await slack.open(() => undefined)
    await slack.fake.openHome('U1', { tab: 'messages' })
    await slack.fake.until(() => inbound.length === 1, 'the opening')
    expect(inbound.map(({ text }) => text)).toEqual(['welcome'])
    expect(slack.fake.of('assistant.threads.setSuggestedPrompts')).toEqual([])
  })

  it('leave out what has no words', () => {
    expect(promptsOf({ preview: '', nodes: [{ kind: 'buttons', buttons: [{ action: 'ask', value: ' ', label: 'x' }] }] })).toEqual([])
  })
})
