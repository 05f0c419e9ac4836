// Puts an article into the story of its event, or begins one: likeness of telling words, near in time (pure).
import type { Profile } from './profile.ts'

const SAME_EVENT = 0.2 // cosine over telling words, capitals and numbers weighted
const APART = 30 // days between two articles from which they are no longer one event's

export type Placed = Readonly<{ profile: Profile; day: number | null; storyId: string }>

/** The story of the articles most like this one; null when none is like enough. Ties go to the first id. */
export function storyFor(profile: Profile, day: number | null, placed: Iterable<Placed>): string | null {
  const best = new Map<string, number>()
  for (const other of placed) {
    if (day !== null && other.day !== null && Math.abs(day - other.day) > APART) continue
    const score = likenessOf(profile, other.profile)
    if (score >= SAME_EVENT && score > (best.get(other.storyId) ?? 0)) best.set(other.storyId, score)
  }
  return [...best].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null
}

function likenessOf(a: Profile, b: Profile): number {
  let shared = 0
  for (const [word, kind] of a.words) {
    const other = b.words.get(word)
    if (other !== undefined) shared += kind * other
  }
  return shared / Math.sqrt(normOf(a) * normOf(b) || 1)
}

function normOf(profile: Profile): number {
  let norm = 0
  for (const kind of profile.words.values()) norm += kind * kind
  return norm
}
