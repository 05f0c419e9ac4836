// How firmly a sentence says what it says: its hedge in its own words, and whether it states, denies or leaves open (pure).

export type Firmness = Readonly<{ hedge: string | null; polarity: 'states' | 'denies' | 'unclear' }>

const NOT = "(?: not|n['’]t|not)"
// Patterns are matched against lower case.
const HEDGES: readonly RegExp[] = [
  /\bun(?:confirmed|verified|substantiated)(?: (?:\w+ )?(?:reports?|claims?|accounts?|rumou?rs))?\b/,
  new RegExp(`\\b(?:could|can|has|have|had|was|were|is|are)${NOT}\\s+(?:\\w+\\s+){0,3}?(?:verif(?:y|ied)|confirm(?:ed)?|corroborated?)\\b`),
  /\b(?:it )?(?:is|was|remains?|remained) (?:still )?(?:unclear|not (?:immediately |yet )?(?:clear|known)|unknown)\b/,
  /\baccording to (?:\w+ ){0,2}(?:reports|rumou?rs|sources)\b/,
  /\b(?:held responsible|accused of|blamed (?:for|on))\b/,
  /\b(?:reportedly|allegedly|purportedly|supposedly|apparently|alleged|suspected|presumed)\b/,
  /\b(?:appeared?|appears|seems?|seemed|believed|thought|feared|said|reported|understood) to (?:be|have)\b/,
  /\b(?:may|might|could) (?:have|be)\b/,
  /(?<!\b(?:the|this|that|these|those|an?|any|no|its|his|her|their) )\b(?:claims?|claimed|claiming|alleges?)\b/,
  /\b(?:preliminary|provisional|initial) (?:reports?|figures?|counts?|estimates?)\b/,
  /\b(?:estimates?|estimated)\b/,
]
// Any hedge holds one of these: most sentences hold none, and are done with one look.
const MAY_HEDGE =
  /un(?:conf|ver|subst|cl|kn)|not\b|n['’]t|clear|accord|responsib|accus|blam|alleg|report|purport|suppos|appar|appear|seem|suspect|presum|believ|though|fear|said to|underst|may|might|could|claim|prelim|provis|initial|estimat/

const DENIES =
  /\b(?:den(?:y|ies|ied|ying)\b(?! (?:visas?|entry|access|bail|permission|them|him|her)\b)|(?:rejects?|rejected|rejecting|dismiss(?:es|ed|ing)?|refut(?:es|ed)|disputes?|disputed|rebuff(?:s|ed)) (?:\w+ ){0,3}(?:claims?|allegations?|accusations?|reports?|charges?|suggestions?)\b|no truth (?:in|to)\b)/
const NOT_DENIED = /(?:\bnot|n['’]t|\bnever|\bneither|cannot be|could not be)\s+$/
const MAY_DENY = /den[yi]|reject|dismiss|refut|disput|rebuff|no truth/

const UNCLEAR = new RegExp(
  `\\b(?:unclear|not (?:immediately |yet |been )?(?:clear|known|confirmed|verified)|unknown whether|unconfirmed|unverified|(?:could|can|has|have|had|was|were|is|are|did)${NOT}\\s+(?:\\w+\\s+){0,3}?(?:verif|confirm|corroborat)\\w*|unable to (?:\\w+ )?(?:verify|confirm)|yet to (?:be )?(?:confirm|verif)\\w*)`,
)
const MAY_BE_UNCLEAR = /clear|known|conf|verif|corrob/

/** Reads one sentence. A denial is its own hedge. */
export function firmnessOf(sentence: string): Firmness {
  const lowered = sentence.toLowerCase()
  const lower = lowered.length === sentence.length ? lowered : sentence
  const denial = denialIn(lower)
  if (denial !== null) return { hedge: sentence.slice(denial.index, denial.index + denial[0].length), polarity: 'denies' }
  const hedge = firstHedge(lower)
  return {
    hedge: hedge === null ? null : sentence.slice(hedge.index, hedge.index + hedge[0].length),
    polarity: MAY_BE_UNCLEAR.test(lower) && UNCLEAR.test(lower) ? 'unclear' : 'states',
  }
}

function denialIn(lower: string): RegExpExecArray | null {
  if (!MAY_DENY.test(lower)) return null
  const denial = DENIES.exec(lower)
  return denial === null || NOT_DENIED.test(lower.slice(0, denial.index)) ? null : denial
}

function firstHedge(lower: string): RegExpExecArray | null {
  if (!MAY_HEDGE.test(lower)) return null
  let first: RegExpExecArray | null = null
  for (const hedge of HEDGES) {
    const match = hedge.exec(lower)
    if (match !== null && (first === null || match.index < first.index)) first = match
  }
  return first
}
