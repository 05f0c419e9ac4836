// Of passages for "what did X say?", those that X says come first (pure).
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import type { Hit } from '../search/search.ts'

const SAYING =
  /\bwhat (?:did|do|does|has|have|is|are|was|were) (?:the )?(.{2,60}?) (?:say|said|saying|claim|claimed|claiming|think|announced?|tell|told|stated?)\b/iu
/** One who says it may be this much less likely an answer than the best passage, which may only be about them. */
const SPOKEN_FROM = 0.1

/** The hits with those in front whose speaker the question names, each as likely as the best; unchanged for any other question. */
export function spokenFirst(hits: readonly Hit[], question: string): readonly Hit[] {
  const [first] = hits
  const asked = wordsIn(SAYING.exec(question)?.[1] ?? '')
  if (first === undefined || asked.size === 0) return hits
  const spoken = hits.filter((hit) => hit.score >= SPOKEN_FROM * first.score && isBy(hit.passage.speaker, asked))
  if (spoken.length === 0) return hits
  const raised = spoken.map((hit) => ({ ...hit, score: Math.max(hit.score, first.score * (hit === first ? 1 : 0.99)) }))
  return [...raised, ...hits.filter((hit) => !spoken.includes(hit))]
}

/** Every word of the speaker's name is asked for, or the last one is, which is what people are called by. */
function isBy(speaker: string | null, asked: ReadonlySet<string>): boolean {
  const words = [...wordsIn(speaker ?? '')]
  const last = words.at(-1)
  return last !== undefined && (asked.has(last) || [...asked].every((word) => words.includes(word)))
}

const wordsIn = (text: string) =>
  new Set(
    wordsOf(text)
      .filter((word) => !isStopWord(word))
      .map(stemOf),
  )
