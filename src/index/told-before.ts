// What was told of everything in a scope, kept until an article comes, moves or goes: many people ask the same of the same articles.
import type { Scope } from '../ports/article-store.ts'

const KEPT = 8 // scopes with articles of their own; all others share the operator's

export type Standing = Readonly<{
  /** Another text after every change of what is told of, in memory or in the stores: what is being stored is seen in one before the other. */
  state: (scope: Scope) => Promise<string>
  /** Whether a workspace has an article. */
  holds: (workspace: string) => boolean
}>

/** Makes a telling that is not told anew while all stands as it stood when it began. One that failed is tried again. */
export function toldBefore({ state, holds }: Standing) {
  return <T>(tell: (scope: Scope) => Promise<T>): ((scope: Scope) => Promise<T>) => {
    const kept = new Map<string, Readonly<{ state: string; told: Promise<T> }>>()
    return async (scope) => {
      // A workspace without articles adds nothing to what is told.
      const key = scope.filter(holds).join('\n')
      const now = await state(scope)
      const known = kept.get(key)
      kept.delete(key)
      if (known?.state === now) {
        kept.set(key, known) // asked for last, forgotten last
        return known.told
      }
      const entry = { state: now, told: tell(scope) }
      kept.set(key, entry)
      entry.told.catch(() => kept.get(key) === entry && kept.delete(key))
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
      return entry.told
    }
  }
}
