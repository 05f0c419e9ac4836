// Runs a pure function of a module on a thread of its own: whatever it is given, the main loop goes on, and it is ended in time and within its memory.
import { Worker } from 'node:worker_threads'

export type OffLoopResult<Out> = Readonly<{ kind: 'done'; value: Out }> | Readonly<{ kind: 'ended'; reason: string }>
export type OffLoop<In, Out> = Readonly<{
  /** One at a time, in the order asked. Never throws. */
  run: (input: In) => Promise<OffLoopResult<Out>>
  close: () => Promise<void>
}>

export type OffLoopTask = Readonly<{
  /** the module's address, and the name of its function of one argument */
  module: URL
  name: string
  /** milliseconds of work, and MiB of heap */
  limitMs: number
  heapMb: number
}>

const START_MS = 20_000 // a loaded machine takes seconds to load a module
const IDLE_MS = 30_000

type Reply = Readonly<{ kind: 'ready' }> | Readonly<{ kind: 'value'; value: unknown }> | Readonly<{ kind: 'threw' }>

/** What is asked while nothing runs starts the thread; it ends after half a minute without work, and never keeps the process alive by itself. */
export function offLoop<In, Out>(task: OffLoopTask): OffLoop<In, Out> {
  let thread: Promise<Worker | null> | null = null
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined
  const stop = async () => {
    clearTimeout(idle)
    const running = thread
    thread = null
    await (await running)?.terminate()
  }
  const runOne = async (input: In): Promise<OffLoopResult<Out>> => {
    clearTimeout(idle)
    thread ??= start(task)
    const worker = await thread
    if (worker === null) {
      thread = null
      return { kind: 'ended', reason: 'the thread that reads it could not be started' }
    }
    const result = await ask<Out>(worker, input, task.limitMs)
    if (result.kind === 'ended') await stop()
    else {
      worker.unref()
      idle = setTimeout(() => void stop(), IDLE_MS).unref()
    }
    return result
  }
  return {
    run: (input) => {
      const result = last.then(() => runOne(input))
      last = result
      return result
    },
    close: stop,
  }
}

/** A thread that has loaded the module; null where that failed. It sees no settings and no secrets of the process. */
function start({ module, name, heapMb }: OffLoopTask): Promise<Worker | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./off-loop-thread.ts', import.meta.url), {
      workerData: { module: module.href, name },
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 },
    })
    const settle = (loaded: boolean) => {
      clearTimeout(timer)
      worker.off('message', onReady).off('error', onFailure).off('exit', onFailure)
      // A thread that dies while nobody listens would end the process.
      worker.on('error', () => {})
      resolve(loaded ? worker : null)
      if (!loaded) void worker.terminate()
    }
    const timer = setTimeout(() => settle(false), START_MS)
    const onReady = () => settle(true)
    const onFailure = () => settle(false)
    worker.on('message', onReady).on('error', onFailure).on('exit', onFailure)
  })
}

function ask<Out>(worker: Worker, input: unknown, limitMs: number): Promise<OffLoopResult<Out>> {
  return new Promise((resolve) => {
    const settle = (result: OffLoopResult<Out>) => {
      clearTimeout(timer)
      worker.off('message', onReply).off('error', onError).off('exit', onExit)
      resolve(result)
    }
    const onReply = (reply: Reply) => {
      if (reply.kind === 'value') settle({ kind: 'done', value: reply.value as Out })
      else settle({ kind: 'ended', reason: 'it cannot be read' })
    }
    const onError = (error: Readonly<{ code?: string }>) =>
      settle({
        kind: 'ended',
        reason: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'reading it takes more memory than it may' : 'it cannot be read',
      })
    const onExit = () => settle({ kind: 'ended', reason: 'it cannot be read' })
    const timer = setTimeout(() => settle({ kind: 'ended', reason: 'reading it takes longer than it may' }), limitMs)
    worker.on('message', onReply).on('error', onError).on('exit', onExit)
    worker.ref()
    worker.postMessage(input)
  })
}
