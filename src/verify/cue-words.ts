// Words that carry the truth of a sentence: what is left out may not hold them (pure). English; other languages are shown verbatim.

const words = (list: string): readonly string[] => list.split(/\s+/).filter(Boolean)

/** A class of cue words, and the rule that leaving one of them out would break. */
const RULES = {
  figure: 'V3 leaves out a figure',
  negation: 'V9 leaves out a negation',
  condition: 'V9 leaves out a condition',
  focus: 'V10 leaves out a word that limits the rest',
  part: 'V10 leaves out what part of it is meant',
  frame: 'V9 leaves out that it is not so in earnest',
  show: 'V9 leaves out that it is not so in earnest',
  reversal: 'V9 leaves out that it was undone',
  modal: 'V11 leaves out a hedge',
  hedge: 'V11 leaves out a hedge',
  attribution: 'V11 leaves out who says it',
} as const
export type Cue = keyof typeof RULES
export const ruleOf = (cue: Cue): string => RULES[cue]

const CUES: Readonly<Record<Cue, readonly string[]>> = {
  figure:
    words(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty
    forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion dozen dozens score scores
    half third quarter fifth tenth double triple twice percent`),
  negation: words(`no not never none nobody nothing nowhere neither nor without cannot lack lacks lacked lacking fail fails failed failing
    refuse refuses refused refusing refusal deny denies denied denying denial reject rejects rejected disputed disputing false falsely
    untrue wrong wrongly barely hardly scarcely seldom rarely unable against contrary absence exclude excludes excluded unrelated lie lies lied
    contradict contradicts contradicted contradicting doubt doubts doubted doubtful questioned questionable mistaken mistakenly inaccurate bogus
    stopped stop stops prevented avoid avoided`),
  condition:
    words(`if unless except excepting excluding barring provided providing assuming whether or otherwise although though albeit however despite
    notwithstanding whereas lest subject pending until till included aside apart counted omitted permitting combined so depending conditional condition conditions regardless supposing whenever wherever per`),
  focus: words(`but yet only just solely merely even rather instead alone exclusively largely partly mainly mostly too`),
  part: words(`name names namesake namesakes relation homonym portion version edition excerpt side section chapter draft
    adjusted seasonally unadjusted annualised annualized constant nominal real-terms inflation-adjusted aggregate gross net average median
    subset category respectively latter lookalike lookalikes impersonator self-styled self-proclaimed would-be`),
  frame:
    words(`drill drills exercise exercises simulation simulations simulated simulator simulating computer model models modelled novel novels fiction
    fictional fictitious series sitcom episode videogame drama opera musical sketch staged
    trick ruse ploy sham farce formality mockery staging script scripted rehearsal rehearsals rehearsed joke jokes joking jokingly jest prank hoax hoaxes satire satirical satirist parody spoof comic
    cartoon comedian ironic ironically irony sarcastic sarcastically tongue-in-cheek mock mocking fake fakes faked forged forgery dummy dummies toy toys
    replica replicas decoy imitation prop props costume disguise disguised blank blanks pretend pretending pretended dream dreams dreamed fantasy fable myth
    legend legendary theory theoretical theoretically hypothetical hypothetically scenario scenarios paper imagined imaginary imagine imagining virtual virtually
    stunt re-enactment reenactment enactment actor actors actress character role playing acting acted pose posing posed animated animation deepfake doctored blackmail
    edited ai-generated generated artificial manipulated experiment experimental test tests tested testing laboratory lab mice rats animals
    placebo sample samples sampled pilot prototype mock-up nickname fool fools fool's jest earnest wink winking eyes smirk smirking smiling grinning laughing laughter
    crossed fingers duress torture gunpoint coerced coerce coercion hypnosis leaked anonymous anonymity hearsay memorial mannequin mannequins puppet`),
  show: words('film films movie movies game games play plays scene scenes stage comedy trial trials'),
  reversal:
    words(`withdrawn withdrew withdraw withdraws withdrawing annulled annul annuls annulling retracted retract retracts retracting retraction overturned overturn
    overturns overturning revoked revoke revokes reversed reverse reverses reversing corrected correct correction corrects correcting revised revise revision
    cancelled canceled cancel suspended suspend suspending suspension postponed expired expires expire quashed quash void voided voiding invalid invalidated
    nullified pardoned pardon acquitted acquittal cleared exonerated disproved disproven debunked discredited recanted recant backtracked later subsequently
    afterwards afterward freed released reinstated reinstate restored repealed rescinded rescind dropped lifted vetoed blocked scrapped shelved abandoned
    aborted missed erroneous error errors mistake mistakes accident accidental accidentally accidents self-defence self-defense recount appeal appeals
    recovered undone undo undid halted reconsidered reconsider previously outdated obsolete superseded replaced undoing restated amended stripped ousted disqualified retook retaken recaptured regained reclaimed expelled dead deceased unarmed
    disarmed handcuffed captive captured surrendered unconscious unmanned liar
    collapsed renounced disowned reneged`),
  modal: words('would will'),
  hedge:
    words(`may might could should shall must can alleged allegedly allege alleges allegation allegations apparently apparent seemingly reportedly reported unconfirmed unverified unclear uncertain
    unknown undetermined possible possibly possibility perhaps maybe potentially potential probable probably likely unlikely expected expects expect anticipated planned plans plan planning proposed proposes proposal intend intends intended intention aims aim seek seeks sought seeking
    hopes hoped hoping hope claim claims claimed claiming purported purportedly suspected suspects suspect believed believe believes belief thought think thinks feared
    fears assumed assume assumption presumed seems seem seemed appears appear appeared suggests suggest suggested suggesting indicate indicates indicated indicating
    preliminary provisional tentative initial interim estimated estimate estimates estimation extrapolation extrapolated guess guesses guesstimate projection projected projections
    forecast forecasts poll polls survey surveys roughly approximately nearly almost supposedly so-called ostensibly attempted attempt attempts attempting trying try tried
    threatened threatening rumour rumours rumor rumors rumoured gossip speculative incomplete counting tallying ongoing unreliable uncorroborated corroborate corroborated independently rough minimum maximum mere semi quasi pseudo unproven disputed
    unofficial verify verified unaudited figure figures number numbers count toll tally vow vows vowed promise promises promised promising want wants wanted wanting`),
  attribution:
    words(`said say says saying told tell tells telling according announce announced announces announcing announcement stated stating added adds
    report reports reporting confirmed confirm confirms confirming acknowledged acknowledges admitted admits admitting insisted insists insisting argued argues arguing accused
    accuses accusing accusation accusations blamed blames warned warns declared declares declaring citing cited cites quoted quoting quote wrote writes writing testified testify
    statement statements spokesman spokeswoman spokesperson source sources official officials witness witnesses account accounts press media agency newspaper newspapers
    published website tabloid blog tweet tweeted posted broadcaster confession confessed confess`),
}

const CUE_OF: ReadonlyMap<string, Cue> = new Map(
  (Object.keys(CUES) as Cue[]).reverse().flatMap((cue) => CUES[cue].map((word): readonly [string, Cue] => [word, cue])),
)

/** What a word, folded to lower case with plain apostrophes, carries; null for most words. */
export function cueOf(word: string): Cue | null {
  const cue = CUE_OF.get(word)
  if (cue !== undefined) return cue
  return word.endsWith("n't") || word.startsWith('non-') || word.startsWith('ex-') ? 'negation' : null
}
