// Tells sentences that only qualify the one before: they are never quoted apart, nor is it without them (pure).

const SUBJECT =
  '(?:this|that|these|those|it|they|neither|none|(?:the|these|those|this|that|such|his|her|its|their|both|either|neither)\\s+(?:\\w+\\s+)?(?:claims?|reports?|figures?|allegations?|accusations?|accounts?|tolls?|numbers?|statements?|assertions?|information|details?|videos?|footage|images?|photos?|pictures?|sides?|casualties|reported\\s+\\w+))'
const NOT_VERIFIED =
  "(?:(?:could|can|has|have|had|was|were|is|are)(?:\\s+not|n['’]t|not)|remains?|remained|went|(?:was|were|is|are)\\s+(?:un|not\\s+))\\b.{0,40}?(?:verif|confirm|corroborat|authenticat|substantiat|unverified|unconfirmed|unclear)"

/** Point back by a word of their own: they lean across paragraphs. */
const POINTING: readonly RegExp[] = [
  // The claim could not be verified.
  new RegExp(`^${SUBJECT}\\b.{0,30}?\\b${NOT_VERIFIED}`, 'i'),
  // Reuters could not independently verify the report. The agency was unable to confirm these figures.
  /^.{2,60}?\b(?:could|can|did|has|have|had)(?:\s+not|n['’]t|not)\b.{0,40}?\b(?:verify|confirm|corroborate|authenticate)\w*\s+(?:the|this|that|these|those|either|such|his|her|their|its|any of|it|them)\b.{0,60}$/i,
  /^.{2,60}?\b(?:was|were|is|has been|have been)\s+(?:not able|unable)\s+to\b.{0,30}?\b(?:verify|confirm|corroborate)\b/i,
  // The correct number is 23. It should have said 23.
  /^(?:the|its|their)\s+(?:correct|right|actual|true)\s+(?:number|figure|toll|total|count|amount|sum|price|date|name|spelling)\b/i,
  /^(?:it|this|that|the\s+(?:number|figure|toll|total|count|amount|sentence|headline))\s+should\s+(?:have\s+(?:said|been|read|stated)|be|read|say)\b/i,
]

/** Open what the sentence before told: they lean inside its paragraph; alone in one, they stand for themselves. */
const OPENING: readonly RegExp[] = [
  // It was not immediately clear who fired.
  /^(?:it\s+(?:was|is|remains?|remained)|what\s+\w+.{0,30}\s+(?:was|is|remains?))\s+(?:still\s+|as yet\s+)?(?:not\s+(?:\w+\s+){0,2}(?:clear|known)|unclear|unknown|uncertain)\b/i,
  // No independent confirmation was available. There was no immediate comment.
  /^(?:there\s+(?:was|were|has been|is)\s+)?no\s+(?:independent|official|immediate)\s+(?:\w+\s+)?(?:confirmation|verification|comment|word)\b/i,
  // We previously said 16. An earlier version said 16. It is 23, not 32. In fact, 23 were.
  /^(?:we|(?:this|the|our)\s+(?:paper|article|report|story))\s+(?:had\s+|has\s+)?(?:earlier|previously|wrongly|incorrectly|mistakenly)\s+(?:said|reported|wrote|gave|put)\b/i,
  /^an?\s+(?:earlier|previous)\s+version\b/i,
  /^it\s+(?:is|was)\s+[$€£]?\d[^,]{0,40}(?:,\d+)?[^,]{0,20},\s+not\s/i,
  /^(?:in\s+fact|actually),?\s+(?:only\s+|at least\s+)?\d[\d,]*\b.{0,40}$/i,
]

// Any such sentence holds one of these: most sentences hold none, and are done with one look.
const MAY_LEAN =
  /verif|confirm|corroborat|authenticat|substantiat|clear|known|uncertain|comment|word|correct|right|actual|true|should|earlier|previous|wrongly|mistakenly|fact|not /i

/** True for a sentence such as "The claim could not be verified." that says nothing apart from the sentence before it. */
export function isLeaningCaveat(sentence: string, sameParagraph: boolean): boolean {
  if (!MAY_LEAN.test(sentence)) return false
  const bare = sentence.replace(/^["'“‘(]+/, '').replace(/^(?:but|however|still|yet|and|so far|to date|as of \w+)[,\s]+/i, '')
  const patterns = sameParagraph ? [...POINTING, ...OPENING] : POINTING
  return bare.length <= 260 && patterns.some((pattern) => pattern.test(bare))
}
