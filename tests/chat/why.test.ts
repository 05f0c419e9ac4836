// “why” in a thread: which answer it is about, and that keeping records takes nothing from an answer.
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/base/log.ts'
import { createRecorder } from '../../src/brief/recorder.ts'
import type { ChatDependencies } from '../../src/chat/chat.ts'
import type { AnswerRecord } from '../../src/domain/answer-record.ts'
import { answer } from '../render/answers.ts'
import { desk, type DeskOptions } from './desk.ts'

function recording(add?: (records: readonly AnswerRecord[]) => Promise<void>) {
  const kept: AnswerRecord[] = []
  const accounts = { charge: <T>(_: unknown, work: () => Promise<T>) => work(), calls: () => [], chose: () => {}, last: () => null }
  const keep = async (records: readonly AnswerRecord[]) => {
    kept.push(...records)
  }
  let count = 0
  const randomId = () => {
    count += 1
    return `id${count}`
  }
  const recorder = createRecorder({ answers: { add: add ?? keep }, accounts, currency: null, randomId, log: silentLog })
  const answers = {
    get: async (id: string, workspace: string) => kept.find((one) => one.id === id && one.workspace === workspace) ?? null,
    lastIn: async (channel: string, person: string | null) =>
      kept.findLast((one) => one.channel === channel && one.person === person) ?? null,
  }
  const own: ChatDependencies['recording'] = { recorder, answers, accounts, personKey: (_, id) => `hash of ${id}` }
  return { kept, recorder, deps: { recording: own } }
}

const told = async (say: ReturnType<typeof desk>['say'], text: string, change = {}) => (await say(text, change))[0]?.text ?? ''

describe('why', () => {
  const options = (deps: DeskOptions['deps']): DeskOptions => ({ deps, answers: answer() })

  it('tells of the last answer of its thread, asked at once and again after its quotes were shown', async () => {
    const { deps, kept } = recording()
    const { say, turns } = desk(options(deps))
    await say('who fled?')
    await say('how long is the river?')
    expect(await told(say, '/brief why')).toContain('Why this answer: How long is the river?')
    expect(turns('1.1').map(({ record }) => record)).toEqual(kept.map(({ id }) => id))
  })

  it('is itself no answer: it is not recorded and leaves the thread as it was', async () => {
    const { deps, kept } = recording()
    const { say, turns } = desk(options(deps))
    await say('who fled?')
    await say('/brief why')
    await say('why 1')
    await say('status')
    await say('help')
    expect(kept).toHaveLength(1)
    expect(turns('1.1')).toHaveLength(1)
  })

  it('tells a command of what its asker was last given in the channel, and nobody else of it', async () => {
    const { deps } = recording()
    const { say } = desk(options(deps))
    await say('who fled?', { as: 'command' })
    expect(await told(say, 'why', { as: 'command' })).toContain('Why this answer: who fled?')
    expect(await told(say, 'why', { as: 'command', person: { id: 'U2', timeZone: null } })).toContain('There is no record')
  })

  it('is shown to the asker alone where it was asked by a command', async () => {
    const { say } = desk(options(recording().deps))
    await say('who fled?', { as: 'command' })
    expect((await say('why', { as: 'command' }))[0]?.how).toBe('whisper')
  })

  it('has nothing to tell where nothing is recorded', async () => {
    const { say } = desk()
    await say('who fled?')
    expect(await told(say, '/brief why')).toContain('There is no record')
  })

  it('takes nothing from an answer when its record cannot be kept, or is never done', async () => {
    for (const add of [() => Promise.reject(new Error('disk full')), () => new Promise<void>(() => {})]) {
      const { deps } = recording(add)
      const { say } = desk(options(deps))
      expect(await told(say, 'who fled?')).toContain('The river')
      expect(await told(say, 'how long is the river?')).toContain('The river')
    }
  })

  it('keeps who asked as a hash, and how it was asked', async () => {
    const { deps, kept, recorder } = recording()
    const { say } = desk(options(deps))
    await say('border', { as: 'command' })
    await say('who fled?', { thread: '2.1' })
    await say('and in Newport?', { thread: '2.1' })
    await recorder.settled()
    expect(kept.map(({ how, person }) => [how, person])).toEqual([
      ['brief', 'hash of U1'],
      ['ask', 'hash of U1'],
      ['follow-up', 'hash of U1'],
    ])
    expect(kept.map(({ topic }) => topic)).toEqual(['border', null, null])
  })
})
