// What befalls the people a number counts: killed, wounded, displaced … by the words around the number (pure).
import { countsPeople, measureOfDeed, OF_PEOPLE } from './measures.ts'
import type { Word } from './words.ts'

type Counting = Readonly<{ text: string; words: readonly Word[]; from: number; to: number }>

const BEFORE = 3 // words looked at before the number
const AFTER = 10 // and behind it
const TOLL_BEFORE = 90 // characters
const MEANWHILE = /^(?:and|or|but|while|by|in|at|on|near|after|with|from|for|during|when|as)$/
const NEXT_CLAUSE = /^(?:while|whereas|but|after|before|when|whose|where|since|as|because|if|despite|amid)$/
const DOER = /^(?:accused|charged|suspected|convicted|wanted|linked|responsible|blamed|suspicion|trial|allegedly)$/
const AUXILIARY = /^(?:was|were|been|being|be|are|is|got|reported|believed|feared|confirmed|left|found|presumed)$/
const DOES = /(?:ing|kill|kills|injure|wound|wounds|detain|arrest|displace|displaces|evacuate)$/
const SUFFERS = /^(?:dying|fleeing|missing)$/
const TRANSITIVE =
  /^(?:killed|wounded|injured|hurt|arrested|detained|captured|jailed|displaced|evacuated|deported|extradited|uprooted|maimed|massacred|executed|repatriated|imprisoned|slew)$/
const OBJECT =
  /^(?:an?|the|his|her|their|its|this|that|another|some|several|many|at|more|up|one|two|three|four|five|six|seven|eight|nine|ten|him|them|it|each)$/
const NOUN =
  /^(?:deaths?|fatalit(?:y|ies)|killings|injur(?:y|ies)|casualt(?:y|ies)|victims?|arrests?|detainees?|prisoners?|refugees?|idps?|displacement|custody|toll)$/
const FROM_HOME = /^[^.;,]{0,40}\b(?:from|out of|left|leave|abandon(?:ed)?|lost) their (?:homes|villages|houses)\b/
const FROM_HOME_WITHIN = 70 // characters
const ALIVE_WITHIN = 120 // characters
const COUNT_OF =
  /\b(toll|dead|deaths|fatalities|killed|injured|wounded|missing|displaced|arrested|detained)\b[^.;]{0,60}\b(?:to|at|is|was|reach(?:ed|es|ing)?|pass(?:ed|es|ing)|hit|surpass(?:ed|es)|exceed(?:ed|s)|topp(?:ed|ing|s)|stands? at|of)\s(?:(?:now|at least|more than|over|about|around|some|nearly|almost|up to)\s)*$/i

/** Says of those counted that they live, in the same clause or behind a remark on whom they were taken for. */
const ALIVE =
  /^(?:(?!\b(?:and|but|while|when|after|before|as|by|with|although|though|because|since|than)\b)[^.;:,])*(?:, (?:who (?:was|were|had been) )?(?:once |first |wrongly )?(?:counted|listed|presumed|thought|believed|feared|reported|declared|numbered|given up)\b[^.;:,]*,(?:(?!\b(?:and|but)\b)[^.;:,])*)?(?<!\b(?:not|longer|never|seen|left) )\b(?:alive|survived|survives|unhurt|unharmed|unscathed|safe and (?:sound|well))\b/i

/** The measure of people at `from..to`, or null when nothing befalls them: who was counted among the dead and lives is no toll. */
export function deedOf(counting: Counting): string | null {
  const end = counting.words[counting.to - 1]?.end ?? 0
  if (ALIVE.test(counting.text.slice(end, end + ALIVE_WITHIN))) return null
  return deedBefore(counting) ?? tollBefore(counting) ?? deedAfter(counting) ?? fromHome(counting)
}

/** "killing at least 37", "killed 3 officers and 12 civilians"; one who was killed by two men tells nothing of the two. */
function deedBefore({ text, words, from }: Counting): string | null {
  for (let at = from - 1; at >= Math.max(0, from - BEFORE); at--) {
    const folded = words[at]?.folded ?? ''
    if (folded === 'and' && at === from - 1) return deedOfFormer(words, at)
    if (/[,;:(—–]/.test(text.slice(words[at]?.end ?? 0, words[at + 1]?.start ?? 0))) return null
    const deed = measureOfDeed(folded)
    if (deed !== null) return deed
    if (MEANWHILE.test(folded)) return null
    if (words[at]?.stop === false && !/^(?:toll|estimated|total|another|further)$/.test(folded)) return null
  }
  return null
}

/** The deed before the people that an "and" links to. */
function deedOfFormer(words: readonly Word[], and: number): string | null {
  if (!countsPeople(words[and - 1]?.folded ?? '')) return null
  for (let at = and - 2; at >= Math.max(0, and - 7); at--) {
    const folded = words[at]?.folded ?? ''
    const deed = measureOfDeed(folded)
    if (deed !== null) return deed
    if (MEANWHILE.test(folded)) return null
  }
  return null
}

/** "Forced 12,000 people from their homes". */
function fromHome({ text, words, to }: Counting): string | null {
  const end = words[to - 1]?.end ?? 0
  return FROM_HOME.test(text.slice(end, end + FROM_HOME_WITHIN)) ? 'displaced' : null
}

/** "The death toll has climbed to 1,034", "put the number of dead at 90". */
function tollBefore({ text, words, from }: Counting): string | null {
  const start = words[from]?.start ?? 0
  const counted = COUNT_OF.exec(text.slice(Math.max(0, start - TOLL_BEFORE), start))?.[1]?.toLowerCase()
  return counted === undefined ? null : counted === 'toll' ? 'killed' : measureOfDeed(counted)
}

/** "29 civilians were killed", "11 soldiers died", "two men dead"; not "two men killed a guard" nor "two men accused of killing". */
function deedAfter({ words, to, text }: Counting): string | null {
  let suffers = false
  for (let at = to; at < Math.min(words.length, to + AFTER); at++) {
    const word = words[at]
    const folded = word?.folded ?? ''
    if (word === undefined || NEXT_CLAUSE.test(folded) || DOER.test(folded) || /[;:]/.test(text.slice(words[at - 1]?.end ?? 0, word.start)))
      return null
    suffers ||= AUXILIARY.test(folded)
    const deed = measureOfDeed(folded)
    if (deed === null || (countsPeople(folded) && !OF_PEOPLE.has(deed))) continue
    if (NOUN.test(folded)) return at <= to + 2 ? deed : null
    if (DOES.test(folded) && !SUFFERS.test(folded)) return null
    const next = words[at + 1]
    const hasObject =
      next !== undefined && (OBJECT.test(next.folded) || next.digits || (next.capital && text.slice(word.end, next.start) === ' '))
    return TRANSITIVE.test(folded) && hasObject && !suffers ? null : deed
  }
  return null
}
