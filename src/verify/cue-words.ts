// Words that carry the truth of a sentence: a shortening may not leave any of them out (pure). English; other languages are shown verbatim.

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean))

const NEGATION =
  words(`no not never none nobody nothing nowhere neither nor without cannot can't won't don't doesn't didn't isn't aren't wasn't weren't
  hasn't haven't hadn't wouldn't shouldn't couldn't mustn't ain't lack lacks lacked lacking fail fails failed failing refuse refuses refused refusing
  deny denies denied denying reject rejects rejected rejecting dispute disputes disputed disputing false falsely barely hardly scarcely seldom rarely few
  little against stop stopped halt halted unable`)

const CONDITION =
  words(`if unless until till except excluding barring provided providing assuming whether or otherwise although though albeit however but yet
  despite notwithstanding while whereas rather instead only just solely merely even even-if in-case lest once when whenever where wherever because since
  after before during following prior pending subject as because due amid within beyond by`)

const HEDGE =
  words(`alleged allegedly allege alleges apparently apparent seemingly reportedly reported unconfirmed unverified unclear uncertain unknown
  possible possibly perhaps maybe potentially potential probable probably likely unlikely may might could would should will shall must can expected expects
  expect anticipated planned plans plan planning proposed proposes intend intends intended aims seek seeks sought hopes hoped hope claim claims claimed
  claiming purported purportedly suspected suspects believed believe believes thought think thinks feared fears assumed presumed seems seem seemed appears
  appear appeared suggests suggest suggested indicate indicates indicated preliminary provisional initial estimated estimate estimates estimation projected
  forecast about around roughly approximately nearly almost some several many most least up over under more less fewer than at-least dozens scores hundreds
  thousands partly partially mostly largely mainly supposedly so-called ostensibly attempted attempt attempts trying tried threatened`)

const ATTRIBUTION =
  words(`said say says saying told tell tells according announced announce announces announcing stated state states stating added adds
  report reports reporting reported confirmed confirm confirms confirming acknowledged acknowledges admitted admits insisted insists argued argues accused
  accuses accusing blamed blames blaming warned warns warning declared declares citing cited cites quoted quoting wrote writes testified testify statement
  statements spokesman spokeswoman spokesperson sources source officials official witnesses witness account accounts press media agency newspaper published`)

const CLASSES: readonly (readonly [rule: string, words: ReadonlySet<string>])[] = [
  ['V9 leaves out a negation', NEGATION],
  ['V9 leaves out a condition', CONDITION],
  ['V11 leaves out a hedge', HEDGE],
  ['V11 leaves out who says it', ATTRIBUTION],
]

/** The rule that leaving this word out would break, or null. `word` is folded to lower case with plain apostrophes. */
export function cueRule(word: string): string | null {
  for (const [rule, cues] of CLASSES) if (cues.has(word)) return rule
  return /n't$/.test(word) ? 'V9 leaves out a negation' : null
}

/** Words that point back to what stands right before them: what stood there must not change. */
export const POINTS_BACK = words('who whom whose which that where when whereby itself himself herself themselves')
