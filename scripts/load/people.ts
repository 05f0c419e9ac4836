// The emulated platforms and the crowd on them, in a process of their own, so that what is measured does not wait for what measures.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Emulated, Emulation, type EmulationPlan } from '../chaos/emulation.ts'
import { ask, type CrowdPlan, type CrowdReport } from './crowd.ts'

type Question = Readonly<{ kind: 'start'; plan: EmulationPlan }> | Readonly<{ kind: 'ask'; plan: CrowdPlan }>
type Numbered<T> = Readonly<{ id: number; it: T }>

export type People = Readonly<{
  start: (plan: EmulationPlan) => Promise<Emulated>
  ask: (plan: CrowdPlan) => Promise<CrowdReport>
  stop: () => Promise<void>
}>

export function forkPeople(): People {
  const child = fork(fileURLToPath(import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const waiting = new Map<number, (answer: unknown) => void>()
  child.on('message', ({ id, it }: Numbered<unknown>) => waiting.get(id)?.(it))
  // What comes back is what the other side of this file gave.
  const put = <T>(it: Question) =>
    new Promise<T>((resolve, reject) => {
      const id = waiting.size
      waiting.set(id, (answer) => resolve(answer as T))
      void ended.then(() => reject(new Error('the emulated platforms ended')))
      child.send({ id, it } satisfies Numbered<Question>)
    })
  return {
    start: (plan) => put({ kind: 'start', plan }),
    ask: (plan) => put({ kind: 'ask', plan }),
    stop: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}

function answerParent(): void {
  const emulation = new Emulation()
  let places: Emulated['places'] = []
  process.on('message', ({ id, it }: Numbered<Question>) => {
    const answering = it.kind === 'start' ? emulation.start(it.plan) : ask(emulation, places, it.plan)
    void answering.then((answer) => {
      if ('places' in answer) places = answer.places
      process.send?.({ id, it: answer })
    })
  })
  process.on('disconnect', () => process.exit(0))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) answerParent()
