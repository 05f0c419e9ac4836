// What goes wrong between a client and Discord: cut lines, late answers, wrong answers, limits.
import type { Request } from './fake-discord.ts'

export type Fault = Readonly<{
  method: string
  path: RegExp
  /** `before`: nothing was done. `after`: it was done, and the answer goes wrong. A number: it is done so many milliseconds later. */
  when: 'before' | 'after' | number
  how:
    | Readonly<{ kind: 'reset' }>
    | Readonly<{ kind: 'hang' }>
    | Readonly<{ kind: 'answer'; status: number; body: unknown; headers?: Readonly<Record<string, string>> }>
}>

type Line = Readonly<{
  commit: () => unknown
  send: (status: number, body?: unknown, headers?: Readonly<Record<string, string>>) => void
  cut: () => void
}>

/** The first fault in line that fits this request, taken out of it. */
export function takeFault(faults: Fault[], { method, path }: Request): Fault | undefined {
  const at = faults.findIndex((fault) => fault.method === method && fault.path.test(path))
  return at < 0 ? undefined : faults.splice(at, 1)[0]
}

/** Lets a request go wrong. */
export function applyFault(fault: Omit<Fault, 'method' | 'path'>, line: Line): void {
  if (fault.when === 'after') line.commit()
  if (typeof fault.when === 'number') setTimeout(line.commit, fault.when)
  if (fault.how.kind === 'reset') line.cut()
  if (fault.how.kind === 'answer') line.send(fault.how.status, fault.how.body, fault.how.headers)
}
