// What one side claims and another denies or cannot confirm, across articles: towns taken, aircraft shot down, attacks, blame (pure).
import type { Sentence } from './annotate.ts'
import type { Fact } from './fact.ts'
import { placesAndWords } from './fact-context.ts'
import type { NameBook } from './name-book.ts'
import { hash32 } from './words.ts'

/** What is claimed, by the words for it. */
const CLAIMED: readonly (readonly [what: string, words: RegExp])[] = [
  [
    'blame',
    /\b(?:blam(?:ed|es|ing)|accus(?:ed|es|ing|ations?)|responsibility for|(?:was|were|is|are) behind|involvement in|allegations?)\b/i,
  ],
  ['down', /\b(?:shot down|shooting down|shoot down|downed|downing|losing an?|lost an?|brought down)\b/i],
  [
    'control',
    /\b(?:retak\w+|retook|recaptur\w+|captur(?:ed|ing|e)|seiz(?:ed|ing|ure)|overr[au]n|overrunning|took control|taken control|taken over|fallen|fell to|fell|fall of|surrendered)\b/i,
  ],
  [
    'attack',
    /\b(?:attacked|shelled|bombed|bombing|shelling of|fir(?:ed|ing) (?:on|at|into|rockets|missiles|shells|shots)|struck|air ?strikes?|crossed the border|incursion)\b/i,
  ],
]
const MAY_CLAIM =
  /blam|accus|respons|behind|involv|alleg|down|los[ti]|ret[ao]|captur|seiz|overr|control|taken|fall|fell|surrend|attack|shell|bomb|fir|str[iu]|cross|incurs/i
const CLAIMING =
  /\b(?:sa(?:y|ys|id|ying)|claim\w*|announc\w+|declar\w+|report\w*|boast\w*|insist\w*|blam\w+|accus\w+|told|alleg\w+|state[ds]?)\b/i
const PLANNED = /\b(?:will|would|plans?|vow\w*|threat\w*|aims?|wants?|tr(?:y|ied|ying) to|attempt\w*)\b/i

/** The claim of a sentence that names its speaker or hedges, or its denial; null for neither. */
export function claimFact(sentence: Sentence, book: NameBook, text: string): Fact | null {
  const { polarity, speakerKey, hedge } = sentence.attributed
  if (speakerKey === null && hedge === null) return null
  const words = text.slice(sentence.start, sentence.end)
  if (!MAY_CLAIM.test(words) || (polarity === 'states' && (!CLAIMING.test(words) || PLANNED.test(words)))) return null
  for (const [what, pattern] of CLAIMED) {
    const match = pattern.exec(words)
    if (match === null) continue
    const spot = { start: sentence.start + match.index, end: sentence.start + match.index + match[0].length }
    return {
      ...placesAndWords({ sentence, book }, spot),
      kind: polarity === 'states' ? 'claim' : 'counter',
      nature: 'plain',
      subject: hash32(`claim|${what}`),
      start: sentence.start,
      end: sentence.end,
      low: 0,
      high: 0,
      who: 0,
    }
  }
  return null
}

/** What such a dispute is about. `words` are those of a claim. */
export function claimAbout(words: string, place: string | null): string {
  const what = CLAIMED.find(([, pattern]) => pattern.test(words))?.[0]
  if (what === 'control') return place === null ? 'who holds it' : `who holds ${place}`
  if (what === 'blame') return 'who is to blame'
  if (what === 'down') return 'what was shot down'
  return place === null ? 'whether there was an attack' : `the attack on ${place}`
}
