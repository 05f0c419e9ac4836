// Whoever asked may want no answer any more: it is said that it stopped, nothing of it is kept, and the thread is free at once.
import { describe, expect, it } from 'vitest'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import type { Chat } from '../../src/chat/chat.ts'
import type { Surface } from '../../src/ports/platform.ts'
import { answer } from '../render/answers.ts'
import { type DeskOptions, desk } from './desk.ts'

function stoppable(options: DeskOptions) {
  const { chat, turns, logged } = desk(options)
  const shown: string[] = []
  let asked = 0
  const say = (text: string, stopped?: AbortSignal): ReturnType<Chat['handle']> => {
    asked += 1
    const surface: Surface = {
      progress: async () => {},
      finish: async (document) => {
        shown.push(documentText(document, { width: 400 }))
        return { thread: '1.1' }
      },
      whisper: async () => {},
      announce: async () => ({ kind: 'posted', messageId: 'm1' }),
      ...(stopped === undefined ? {} : { stopped }),
    }
    const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
    const base = { id: `e${asked}`, channel, person: { id: 'U1', timeZone: null }, text, mayManage: true }
    return chat.handle({ ...base, kind: 'message', thread: '1.1', addressed: true }, surface)
  }
  return { say, shown, turns: () => turns('1.1'), logged }
}
const STOPPED = 'Stopped. Ask again, or ask something else.'

describe('an answer that is stopped', () => {
  it('is not shown, is kept nowhere, and does not hold up what is asked next', async () => {
    const endless = new Promise<never>(() => {})
    const stopping = new AbortController()
    const { say, shown, turns } = stoppable({ answers: ({ question }) => (question.includes('long') ? endless : answer()) })
    const first = say('how long is it?', stopping.signal)
    const second = say('who fled?')
    await new Promise(setImmediate)
    expect(shown).toEqual([])
    stopping.abort()
    await Promise.all([first, second])
    expect(shown[0]?.trim()).toBe(STOPPED)
    expect(shown).toHaveLength(2)
    expect(turns().map(({ question }) => question)).toEqual(['who fled?'])
  })

  it('before it began is one too, and what fails behind it is nobody’s matter', async () => {
    const { say, shown, logged } = stoppable({ answers: () => Promise.reject(new Error('no')) })
    await say('how long is it?', AbortSignal.abort())
    await new Promise(setImmediate)
    expect(shown.map((text) => text.trim())).toEqual([STOPPED])
    expect(logged).toEqual([])
  })

  it('is shown where the answer was first', async () => {
    const stopping = new AbortController()
    const { say, shown } = stoppable({})
    await say('how long is it?', stopping.signal)
    stopping.abort()
    expect(shown).toHaveLength(1)
    expect(shown[0]).not.toContain('Stopped')
  })
})

it('a change goes on to its end, and says how that was', async () => {
  const gate = Promise.withResolvers<void>()
  const stopping = new AbortController()
  const { say, shown } = stoppable({
    deps: {
      sources: {
        list: async () => [],
        remove: async () => null,
        keep: async () => null,
        add: async () => {
          await gate.promise
          return { kind: 'refused', reason: 'Nobody answers there.' }
        },
      },
    },
  })
  const adding = say('add https://news.example/feed', stopping.signal)
  stopping.abort()
  gate.resolve()
  await adding
  expect(shown.join()).toContain('Nobody answers there.')
  expect(shown.join()).not.toContain('Stopped')
})
