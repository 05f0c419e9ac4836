// Words that carry the truth of a sentence: a shortening may not leave any of them out (pure). English; other languages are shown verbatim.

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean))

const NEGATION =
  words(`no not never none nobody nothing nowhere neither nor without cannot lack lacks lacked lacking fail fails failed failing
  refuse refuses refused refusing deny denies denied denying reject rejects rejected rejecting dispute disputes disputed disputing false falsely
  barely hardly scarcely seldom rarely unable`)

const CONDITION =
  words(`if unless except excluding barring provided providing assuming whether or otherwise although though albeit however but yet
  despite notwithstanding whereas rather instead only just solely merely even lest subject otherwise`)

/** Prepositions and conjunctions that limit the sentence when a segment begins with them; inside a segment they limit only the segment. */
const LIMITS_WHEN_FIRST =
  words(`until till after before during following prior pending since because due amid within beyond by once when whenever
  where wherever while as under over upon throughout among between against`)

const HEDGE =
  words(`alleged allegedly allege alleges apparently apparent seemingly reportedly reported unconfirmed unverified unclear uncertain unknown
  possible possibly perhaps maybe potentially potential probable probably likely unlikely may might could would should will shall must can expected expects
  expect anticipated planned plans plan planning proposed proposes intend intends intended aims seek seeks sought hopes hoped hope claim claims claimed
  claiming purported purportedly suspected suspects believed believe believes thought think thinks feared fears assumed presumed seems seem seemed appears
  appear appeared suggests suggest suggested indicate indicates indicated preliminary provisional initial estimated estimate estimates estimation projected
  forecast roughly approximately nearly almost supposedly so-called ostensibly attempted attempt attempts trying tried threatened`)

const ATTRIBUTION =
  words(`said say says saying told tell tells according announced announce announces announcing stated state states stating added adds
  report reports reporting reported confirmed confirm confirms confirming acknowledged acknowledges admitted admits insisted insists argued argues accused
  accuses accusing blamed blames blaming warned warns warning declared declares citing cited cites quoted quoting wrote writes testified testify statement
  statements spokesman spokeswoman spokesperson sources source officials official witnesses witness account accounts press media agency newspaper published`)

const NUMBER =
  words(`one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
  thousand thousands million millions billion billions trillion dozen dozens score scores half third quarter double triple twice first second`)

const CLASSES: readonly (readonly [rule: string, words: ReadonlySet<string>])[] = [
  ['V3 leaves out a figure', NUMBER],
  ['V9 leaves out a negation', NEGATION],
  ['V9 leaves out a condition', CONDITION],
  ['V11 leaves out a hedge', HEDGE],
  ['V11 leaves out who says it', ATTRIBUTION],
]

/** The rule that leaving this word out would break, or null. `word` is folded to lower case with plain apostrophes; `first`: it opens its segment. */
export function cueRule(word: string, first: boolean): string | null {
  if (first && LIMITS_WHEN_FIRST.has(word)) return 'V9 leaves out a condition'
  for (const [rule, cues] of CLASSES) if (cues.has(word)) return rule
  return /n't$/.test(word) ? 'V9 leaves out a negation' : null
}

/** Words that point back to what stands right before them: what stood there must not change. */
export const POINTS_BACK = words('who whom whose which that where when whereby itself himself herself themselves')

/** How an apposition or adjunct begins: leaving one out changes neither who acts nor what is acted on. */
const OPENS_AN_ADJUNCT = words('a an in with at on for to back still long once known born made held built left seen worn set taken')

/** Whether a segment is an apposition, adjunct or participle phrase, judging by its first word; a clause of its own begins otherwise. */
export function isAdjunct(first: string): boolean {
  return OPENS_AN_ADJUNCT.has(first) || /(?:ed|ing)$/.test(first)
}
