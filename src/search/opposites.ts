// Words that turn a statement round: denials, and words with an opposite (pure).
import { stemOf } from '../base/stem.ts'

const DENIES = /\b(not|never|cannot|no longer|without|except|besides|\w+n['’]t)\b/i
const SAYS_NO =
  /\b(not|never|no|cannot|without|neither|nor|except|besides|none|unable|instead|rather than|\w+n['’]t|fail(ed|s|ure)?|lack(ed|s|ing)?|refus\w+|den(y|ies|ied))\b/i

/** The question asks what is not so, and the passage says nothing of the kind. */
export function denialMissing(question: string, passage: string): boolean {
  return DENIES.test(question) && !SAYS_NO.test(passage)
}

/** The first word of a row is the opposite of the others. */
const ROWS = `increase decrease reduce|decrease increase rise|rise fall decline|fall rise|high low|low high|large small|small large big|big small|early late|late early
first last|last first|before after|after before|begin end|end begin start|start stop end|win lose|lose win gain|defeat win|north south|south north|east west|west east
upper lower|lower upper|most least|least most|more less|less more|support oppose|oppose support|accept reject refuse|reject accept|allow forbid prohibit ban|forbid allow
prohibit allow permit|agree disagree|old new young|new old|young old|male female|female male|husband wife|wife husband|father mother|mother father|son daughter|daughter son
create destroy|build demolish destroy|destroy build create|positive negative|negative positive|public private|private public|success failure|succeed fail|open close|close open
include exclude|exclude include|ally enemy|enemy ally friend|friend enemy|buy sell|sell buy|import export|export import|rich poor|poor rich|strong weak|weak strong|fast slow
long short|short long|always never|legal illegal|possible impossible|common rare|majority minority|minority majority|maximum minimum|rural urban|urban rural|domestic foreign
foreign domestic|internal external|external internal|encourage discourage|discourage encourage promote|promote discourage|advance retreat|retreat advance|expand contract
inside outside|formal informal|informal formal|direct indirect|capture release|release capture arrest|arrive leave|leave arrive enter|enter leave|hire fire|cause prevent
prevent cause|best worst|worst best|hot cold|known unknown`

const opposites = new Map<string, readonly string[]>()
for (const row of ROWS.split(/[|\n]/)) {
  const [word, ...others] = row.trim().split(/\s+/).map(stemOf)
  if (word !== undefined) opposites.set(word, others)
}

/** A word asked for is missing from the passage, and its opposite is there. */
export function saysOpposite(question: Iterable<string>, passage: ReadonlySet<string>): boolean {
  for (const stem of question) {
    if (!passage.has(stem) && opposites.get(stem)?.some((other) => passage.has(other))) return true
  }
  return false
}
