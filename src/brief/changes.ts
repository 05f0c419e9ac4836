// Of the figures that moved among what was found: those of what is shown, and which passage takes the place of which (pure).
import type { Change } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { Hit } from '../search/search.ts'

/** Whether the later of the two gives anew what the earlier gave. */
export function supersedes(later: Hit, earlier: Hit, changes: readonly Change[]): boolean {
  return changes.some(({ was, now }) => isIn(was, earlier) && isIn(now, later))
}

/** The hits without those that another of them corrects, which it stands in front of; the first is as likely as the best was. */
export function withoutCorrected(hits: readonly Hit[], changes: readonly Change[]): readonly Hit[] {
  const corrections = changes.filter(({ corrects }) => corrects)
  if (corrections.length === 0) return hits
  const isWrong = (hit: Hit) => hits.some((other) => supersedes(other, hit, corrections))
  return hits
    .flatMap((hit) =>
      isWrong(hit) ? hits.filter((other) => supersedes(other, hit, corrections)).map((other) => likelier(other, hit)) : hit,
    )
    .filter((hit, at, all) => all.findIndex(({ passage }) => passage === hit.passage) === at)
}

const likelier = (hit: Hit, than: Hit): Hit => (hit.score >= than.score ? hit : { ...hit, score: than.score })

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
