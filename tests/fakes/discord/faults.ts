// What goes wrong between a client and Discord: cut lines, late answers, wrong answers, limits.
import type { Request } from './fake-discord.ts'

export type Fault = Readonly<{
  method: string
  path: RegExp
  /** `before`: nothing was done. `after`: it was done, and the answer goes wrong. */
  when: 'before' | 'after'
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

/** Applies the first fault that fits this request, once; false when there is none. */
export async function takeFault(faults: Fault[], { method, path }: Request, line: Line): Promise<boolean> {
  const at = faults.findIndex((fault) => fault.method === method && fault.path.test(path))
  const fault = faults[at]
  if (fault === undefined) return false
  faults.splice(at, 1)
  if (fault.when === 'after') line.commit()
  if (fault.how.kind === 'reset') line.cut()
  if (fault.how.kind === 'answer') line.send(fault.how.status, fault.how.body, fault.how.headers)
  return true
}
