// Brings the forms of an English word to one stem: Porter's rules, after irregular forms are made regular (pure).
import { stemmer } from 'stemmer'

/** "base form form …": forms that no suffix rule reaches. */
const IRREGULAR = `arise arose arisen|awake awoke awoken|bear bore borne|beat beaten|become became|begin began begun|bend bent|bind bound|bite bit bitten
bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen|come came
creep crept|deal dealt|dig dug|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt
fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten|forgive forgave|freeze froze frozen|get got gotten
give gave given|go went gone|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|leave left
lend lent|lose lost|make made|mean meant|meet met|pay paid|ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought
sell sold|send sent|shake shook shaken|shoot shot|show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|slay slew slain|sleep slept
slide slid|speak spoke spoken|spend spent|spin spun|spring sprang sprung|stand stood|steal stole stolen|stick stuck|strike struck stricken
swear swore sworn|sweep swept|swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown
understand understood|wake woke woken|wear wore worn|weave wove woven|win won|withdraw withdrew withdrawn|write wrote written|overthrow overthrew
undergo underwent undergone|undertake undertook|uphold upheld|man men|woman women|child children|foot feet|tooth teeth|goose geese|mouse mice|person people
crisis crises|medium media|die died dying|lie lay lying|life lives|half halves|wife wives|army armies|analysis analyses|basis bases|criterion criteria`

const BASE = new Map<string, string>()
for (const row of IRREGULAR.split(/[|\n]/)) {
  const [base, ...forms] = row.trim().split(' ')
  if (base !== undefined) for (const form of forms) if (!BASE.has(form)) BASE.set(form, base)
}

/** Forms that no rule leads to their stem: a slip of the pen in one is not found among stems. */
export function irregularForms(): Iterable<string> {
  return BASE.keys()
}

const MEMO_LIMIT = 200_000 // words; a news vocabulary with its forms
const memo = new Map<string, string>()
const LATIN_WORD = /^[a-z]+$/

/** The stem of a folded word; what is no plain Latin word is returned as it is. */
export function stemOf(word: string): string {
  const known = memo.get(word)
  if (known !== undefined) return known
  const stem = LATIN_WORD.test(word) && word.length > 2 ? stemmer(BASE.get(word) ?? word) : word
  if (memo.size >= MEMO_LIMIT) memo.clear()
  memo.set(word, stem)
  return stem
}
