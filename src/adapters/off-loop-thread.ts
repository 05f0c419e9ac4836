// The thread's side of `offLoop`: loads one function, answers each message with what it makes of it.
import { parentPort, workerData } from 'node:worker_threads'

const { module, name } = workerData as Readonly<{ module: string; name: string }>
const loaded = (await import(module)) as Readonly<Record<string, (input: unknown) => unknown>>
const work = loaded[name]

parentPort?.on('message', async (input: unknown) => {
  try {
    parentPort?.postMessage({ kind: 'value', value: await work?.(input) })
  } catch {
    parentPort?.postMessage({ kind: 'threw' })
  }
})
parentPort?.postMessage({ kind: 'ready' })
