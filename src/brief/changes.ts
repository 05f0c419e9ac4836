// Of the figures that moved among what was found: those of what is shown, and which passage takes the place of which (pure).
import type { Change } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { Hit } from '../search/search.ts'

/** Whether the later of the two gives anew what the earlier gave. */
export function supersedes(later: Hit, earlier: Hit, changes: readonly Change[]): boolean {
  return changes.some(({ was, now }) => isIn(was, earlier) && isIn(now, later))
}

/** `changes`: each from the last earlier report to what is shown; absent when nothing shown moved. */
export function changesOf(shown: readonly Hit[], changes: readonly Change[]): Readonly<{ changes?: readonly Change[] }> {
  const told = shown.flatMap((hit) => {
    const own = changes.filter(({ now }) => isIn(now, hit))
    return own.length === 0 ? [] : own.reduce((last, change) => (dayOf(change.was) > dayOf(last.was) ? change : last))
  })
  return told.length === 0 ? {} : { changes: told }
}

const isIn = ({ citations: [{ articleId, start }] }: Claim, { passage }: Hit) => articleId === passage.articleId && start === passage.start

const dayOf = ({ citations: [{ publishedAt }] }: Claim) => publishedAt?.slice(0, 10) ?? ''
