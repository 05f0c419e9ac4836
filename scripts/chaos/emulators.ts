// The emulated platforms in a process of their own: run as one, it answers what it is asked over the channel to its parent.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Census, type Emulated, Emulation, type EmulationPlan } from './emulation.ts'
import { type Asked, askBrief, type Load, loadOf } from './load-census.ts'

type Question =
  | Readonly<{ ask: 'start'; plan: EmulationPlan }>
  | Readonly<{ ask: 'calm' | 'census' | 'load' }>
  | Readonly<{ ask: 'brief'; words: string }>
  | Readonly<{ ask: 'posts'; count: number; withinMs: number }>
type Numbered<T> = Readonly<{ id: number; it: T }>

export type Emulators = Readonly<{
  start: (plan: EmulationPlan) => Promise<Emulated>
  calm: () => Promise<void>
  /** resolves once so many more posts have come in, or after a time */
  morePosts: (count: number, withinMs: number) => Promise<void>
  census: () => Promise<Census>
  load: () => Promise<Load>
  /** Somebody writes `/brief …`; how long the acknowledgement and the answer took. */
  brief: (words: string) => Promise<Asked>
  stop: () => Promise<void>
}>

/** Starts the process that emulates. */
export function forkEmulators(): Emulators {
  const child = fork(fileURLToPath(import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const waiting = new Map<number, (answer: unknown) => void>()
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  child.on('message', ({ id, it }: Numbered<unknown>) => {
    waiting.get(id)?.(it)
    waiting.delete(id)
  })
  let last = 0
  // What comes back is what the other side of the same file gave.
  const ask = <T>(it: Question) =>
    new Promise<T>((resolve) => {
      last += 1
      waiting.set(last, (answer) => resolve(answer as T))
      child.send({ id: last, it } satisfies Numbered<Question>)
    })
  return {
    start: (plan) => ask({ ask: 'start', plan }),
    calm: () => ask({ ask: 'calm' }),
    morePosts: (count, withinMs) => ask({ ask: 'posts', count, withinMs }),
    census: () => ask({ ask: 'census' }),
    load: () => ask({ ask: 'load' }),
    brief: (words) => ask({ ask: 'brief', words }),
    stop: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}

/** The other side. */
function answerParent(): void {
  const emulation = new Emulation()
  const answer = async (question: Question): Promise<unknown> => {
    if (question.ask === 'start') return emulation.start(question.plan)
    if (question.ask === 'posts') return emulation.morePosts(question.count, question.withinMs)
    if (question.ask === 'calm') return emulation.calm()
    if (question.ask === 'load') return loadOf(emulation)
    return question.ask === 'brief' ? askBrief(emulation, question.words) : emulation.census()
  }
  process.on('message', ({ id, it }: Numbered<Question>) => {
    void answer(it).then((came) => process.send?.({ id, it: came ?? null }))
  })
  process.on('disconnect', () => process.exit(0))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) answerParent()
