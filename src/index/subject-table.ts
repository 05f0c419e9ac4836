// Which articles are about which subject, both ways, in numbers: some fifty bytes an article.
import { createChains, widened } from '../base/chains.ts'

export type SubjectTable = Readonly<{
  /** Keeps the subjects of an article that has just been given its slot. */
  note: (slot: number, subjects: readonly number[]) => void
  /** Subjects of an article. */
  of: (slot: number) => readonly number[]
  /** Slots of the articles that are, or once were, about a subject, newest first. */
  about: (subject: number) => readonly number[]
}>

const ALL = Number.MAX_SAFE_INTEGER

export function createSubjectTable(): SubjectTable {
  let values = new Int32Array(1 << 12)
  let used = 0
  const starts: number[] = []
  const counts: number[] = []
  const chains = createChains()
  return {
    note: (slot, subjects) => {
      starts[slot] = used
      counts[slot] = subjects.length
      for (const subject of subjects) {
        if (used === values.length) values = widened(values)
        values[used++] = subject
        chains.add(subject, slot)
      }
    },
    of: (slot) => {
      const start = starts[slot] ?? 0
      return Array.from(values.subarray(start, start + (counts[slot] ?? 0)), (value) => value >>> 0)
    },
    about: (subject) => {
      const slots: number[] = []
      chains.walk(subject, ALL, (slot) => {
        slots.push(slot)
        return true
      })
      return slots
    },
  }
}
