// Which follow-ups ask for something the thread already holds: quotes, speakers, dates, disputes, a shorter answer (pure).
import { withoutEndMarks } from '../base/end-marks.ts'
import { spelledOut } from '../base/chat-english.ts'

export type Asked =
  /** quote n, as numbered in what was shown */
  | Readonly<{ kind: 'quote'; n: number }>
  | Readonly<{ kind: 'last-quote' }>
  | Readonly<{ kind: 'quotes' | 'shorter' | 'more' | 'disputes' | 'timeline' | 'sources' | 'changed' }>
  | Readonly<{ kind: 'courtesy' }>
  /** the same of other sources than the first one shown; of one source alone */
  | Readonly<{ kind: 'others' | 'agreeing' }>
  /** how many speak for themselves */
  | Readonly<{ kind: 'voices' }>
  | Readonly<{ kind: 'from'; source: string }>
  /** who says these words: `who says 40?`, `who writes Lynd?` */
  | Readonly<{ kind: 'saying'; words: string }>
  /** n: the quote meant, null when none is named */
  | Readonly<{ kind: 'speakers' | 'confirmed' | 'when'; n: number | null }>
  /** when it was published, and not when it happened */
  | Readonly<{ kind: 'published'; n: number | null }>

const MAX_LENGTH = 90 // characters; what is longer says something of its own
const COUNTED = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
const IT = '(?:that|this|it|so|these|those|they|he|she)'
const NOUN = '(?:quote|quotation|citation|claim|source|point|item|number|no|nr|line)'
const SHOW = "(?:(?:can|could) (?:you|i) )?(?:(?:please )?(?:show|give|see|read|open|list|get|have|cite)(?: me)? |what(?:'s| is| was) )?"
const NUMBER = `(\\d{1,2}|${COUNTED.join('|')})`

const QUOTE = new RegExp(
  `^${SHOW}(?:the )?(?:full |exact )?(?:(?:links?|sources?|citations?) (?:to|for|of) )?(?:(?:${NOUN}|sources|links?|reference|#|q)\\.? ?#?\\[?${NUMBER}\\]?|\\[(\\d{1,2})\\]|#(\\d{1,2})|(\\d{1,2}))(?: please| in full| again)?$`,
)
const ORDINAL = new RegExp(`^${SHOW}(?:the )?(${ORDINALS.join('|')}|last)(?: ${NOUN}| one)?(?: please| in full| again)?$`)

const FORMS: readonly (readonly [Exclude<Asked['kind'], 'quote' | 'last-quote' | 'from' | 'saying'>, RegExp])[] = [
  [
    'courtesy',
    /^(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ty|cheers|ok|okay|great|cool|nice|perfect|got it|understood|good (?:job|work|bot|to know)|well done|noted|fine|never ?mind|hi|hello|hey|good (?:morning|evening|afternoon)|(?:(?:is )?any(?:one|body) |are you |you )there|test|ping|yes|yep|no|nope|sure|right|alright|good|wow|lol|haha|👍|🙏|🙂)+(?:[ ,]+(?:thanks?(?: you)?|all good|that helps|that is all|that's all|everyone|all))*$/u,
  ],
  [
    'quotes',
    new RegExp(
      `^${SHOW}(?:all )?(?:of )?(?:the |your )?(?:exact |full |original |direct )?(?:quotes|quotations|quote|citations|wording|words|evidence|passages)(?: please| again| in full| for (?:that|this|it))?$`,
    ),
  ],
  [
    'quotes',
    /^(?:verbatim|word for word|in (?:their|its) (?:own )?words|what exactly (?:did|do|does) (?:they|it|he|she) say|how do you know(?: (?:that|this|it))?|prove it|what(?:'s| is) (?:the|your) evidence)$/,
  ],
  [
    'shorter',
    new RegExp(
      `^(?:(?:can|could) you )?(?:please )?(?:(?:make|keep|say|put) ${IT} |be |give me )?(?:a |an |it |the )*(?:(?:bit|little|lot|much|even) )?(?:shorter|briefer|more concise|more briefly|short|brief)(?: (?:version|answer|please|one))*$`,
    ),
  ],
  [
    'shorter',
    /^(?:tl ?;? ?dr|in (?:short|brief|a nutshell|(?:one|a|a single) (?:sentence|line|word))|too long|(?:just )?the (?:gist|bottom line|short version|main (?:point|thing))|bottom line|one[- ]liner|(?:please )?(?:sum (?:it|that|this) up|summari[sz]e(?: (?:it|that|this))?)(?: please| in (?:one|a) sentence)?)$/,
  ],
  [
    'more',
    /^(?:(?:tell|give|show) me )?(?:some |any )?(?:more(?: (?:details?|please|on (?:that|this|it)|about (?:that|this|it)|quotes?|information|info))?|longer|details?|go on|next|continue|keep going|carry on|(?:and )?the rest|show more|and more|elaborate|expand(?: on (?:that|this|it))?|anything else|what else(?: (?:is|do you|did they) .{0,20})?|in (?:more )?detail)$/,
  ],
  [
    'speakers',
    new RegExp(
      `^who(?: exactly)? (?:said|says|say|is saying|was saying|claimed|claims|claim|reported|reports|told|wrote|stated|announced) ${IT}(?: exactly| to whom)?$`,
    ),
  ],
  [
    'speakers',
    new RegExp(
      `^(?:according to (?:who|whom)|says? who|by whom|who says|who said|who is (?:the source|speaking|being quoted|quoted)|whose (?:words|claim|quote|figure|number|estimate|statement) (?:is|are|was|were) ${IT}|(?:what|who)(?:'s| is| was) the (?:source|speaker)(?: (?:for|of) ${IT})?|source|which source|who are they quoting|where did (?:you|they) (?:get|hear|find) ${IT}(?: from)?)$`,
    ),
  ],
  [
    'confirmed',
    new RegExp(
      `^(?:is|was|are|were|has|have)(?:n't)? (?:${IT} )?(?:been |really |actually |officially |independently |even |now |all |yet |a |an )*(?:confirmed|verified|true|official|certain|for sure|accurate|reliable|correct|proven|fact|corroborated|rumou?rs?|confirmed or (?:not|denied))(?: (?:by (?:anyone|anybody|others?|someone)|yet|or not|information|or (?:just )?a rumou?r|now|independently|officially))*$`,
    ),
  ],
  [
    'confirmed',
    new RegExp(
      `^(?:confirmed|verified|true|really|officially|for (?:sure|real)|are (?:you|they|we) (?:sure|certain)(?: (?:about|of) ${IT})?|how (?:sure|certain|reliable|solid|confident) (?:is|are) (?:you|they|we|${IT})(?: (?:about|of) ${IT})?|can (?:i|we|you) (?:trust|believe|rely on|confirm) ${IT}|(?:does|did|has|have) (?:anyone|anybody|someone|others?|they|another source)(?: else)? (?:confirm|deny|denied|confirmed|verify|verified|dispute|disputed|corroborate|say|said|report|reported)(?:ed)?(?: ${IT})?|who (?:else )?(?:has )?(?:confirms?|confirmed|verified|denies|denied)(?: ${IT})?|(?:is|was) (?:there )?(?:any )?(?:confirmation|proof)(?: (?:of|for) ${IT})?|any confirmation)$`,
    ),
  ],
  [
    'published',
    new RegExp(
      `^(?:when (?:was|were|did) ${IT} (?:published|posted|written|printed|come out|reported)|how old is (?:${IT}|the article|the source|${IT} article)|(?:publication|publishing) date|date of publication)$`,
    ),
  ],
  [
    'when',
    new RegExp(
      `^(?:since when|until when|as of when|from when|when|(?:and )?when (?:exactly )?(?:was|is|did|were|has|does) ${IT}(?: (?:exactly|happen|happened|happening|occur|take place|reported|said|published|start|started|begin|began|end|announced|written|be|from))*|(?:on )?(?:what|which) (?:date|day|time)(?: (?:was|is|did) ${IT}(?: happen)?)?|how (?:long ago|recent|recently|old|new|fresh)(?: (?:was|is|are|did) ${IT}(?: happen)?)?|date)$`,
    ),
  ],
  [
    'agreeing',
    new RegExp(
      `^(?:who else (?:says|said|say|reports|reported|wrote|writes)(?: ${IT})?|(?:does|did|do|has) (?:anyone|anybody|another source|others?)(?: else)? (?:agree|say|report|say the same|report the same)(?: ${IT})?|who agrees(?: with ${IT})?|(?:is|are) there (?:a |any )?(?:second|another) (?:independent )?(?:source|voice)s?(?: (?:for|on) ${IT})?|(?:a )?second source)$`,
    ),
  ],
  [
    'voices',
    new RegExp(
      `^(?:how many (?:independent |different |separate )?(?:sources|voices|outlets|papers|articles)(?: (?:are there|(?:say|report|confirm|have) ${IT}|is ${IT}(?: from| based on)?|are (?:these|those|they)))?|(?:is|are) ${IT} (?:just |only |all )?(?:(?:a )?cop(?:y|ies)|(?:a )?rewrites?|(?:from )?(?:only |just )?one source|independent)(?: of (?:each other|another|something))?)$`,
    ),
  ],
  [
    'others',
    new RegExp(
      `^(?:(?:and )?what (?:do|did|does|about) (?:the )?(?:others?|other (?:sources|articles|outlets|papers|reports|media)|anyone else|everyone else|anybody else)(?: (?:say|said|report|reported|write|think))?(?: (?:about|on) ${IT})?|(?:any )?other (?:sources|articles|outlets|reports|voices)|(?:is|are) there (?:any )?other (?:sources|reports)(?: (?:for|on) ${IT})?)$`,
    ),
  ],
  [
    'disputes',
    /^(?:what(?:'s| is| do (?:they|the sources|sources) )? ?(?:disputed|contested|unclear|disagree(?: (?:on|about))?)|disputes?|disagreements?|(?:do|does|did) (?:they|the (?:sources|articles|reports)|sources|everyone|everybody|all(?: of them)?|the (?:others|numbers|figures)) (?:all )?(?:agree|differ|disagree|match|contradict)(?: (?:on|about|with) (?:that|this|it|each other))?|(?:are there |is there |any )+(?:disagreements?|disputes?|contradictions?|other (?:figures?|numbers?|accounts?|versions?))|who disagrees|is (?:that|this|it) (?:disputed|contested)|where do (?:they|(?:the )?sources) (?:differ|disagree)|which (?:one |figure |number |of them )?is (?:right|correct|true))$/,
  ],
  [
    'changed',
    /^(?:what(?:'s| has| have| is)? (?:changed|moved|been updated)(?: since(?: then)?)?|any (?:changes?|updates?)|has (?:that|this|it|anything) changed(?: since)?|what is different(?: now)?|how has (?:that|this|it) changed)$/,
  ],
  [
    'timeline',
    /^(?:(?:show|give)(?: me)? )?(?:a |the )?(?:timeline|chronology|what happened when|in (?:what|which) order|in order|what happened (?:next|then|after(?:wards)?|before|after that|before that)|then what|and then|then)$/,
  ],
  [
    'sources',
    /^(?:(?:show|list|give|what are|which are)(?: me)? )?(?:all )?(?:the |your |their )?(?:sources|articles|outlets|links?|references)(?: please| for (?:that|this|it))?$|^which (?:sources|articles|outlets|papers)(?: (?:say|said|report|reported|wrote) (?:that|this|it|so|these|those))?$|^where (?:is|are|does|do) (?:that|this|it|these|those|they) (?:come )?from$/,
  ],
]

/** Words that ask rather than quote: `who says it is not true`, `who said what`. */
const SAYING_NOTHING = /^(?:he|she|it|they|you|we|i|who|whom|what|when|where|why|how|not|otherwise|the (?:opposite|contrary|same))\b/i
const PRONOUN = /^(?:he|she|it|they|you|we|i|who|whom|that|this)$/
/** At most four words: a clause is a question of its own. */
const SAYING =
  /^(?:and |but |so )?(?:who|(?:which|what) (?:sources?|articles?|outlets?|papers?)) (?:exactly )?(?:says|said|say|writes|wrote|reports|reported|claims|claimed|gives|gave|spells|calls (?:him|her|it|them)|puts it at|speaks of|mentions|mentioned) (?:it was |it is |it['’]s )?(?:on |at )?(?!that\b)(\S+(?: \S+){0,3})$/iu
const FROM =
  /^(?:(?:and )?(?:only|just|solely)(?: (?:what|quotes?|the (?:one|ones|quotes?)))?(?: (?:is|are))? (?:from|by|in|according to)|according to|(?:and )?what (?:do|does|did) (?=\S+(?: \S+){0,3} (?:say|report|write)(?: (?:about|on) (?:that|this|it))?$)) ?(?:the )?(.+?)(?: (?:say|report|write)(?: (?:about|on) (?:that|this|it))?)?(?: only| alone)?$/

/** Reads a follow-up that needs no search; null for everything else. `text` as people write it. */
export function askedOfThread(text: string): Asked | null {
  const said = plain(text)
  if (said.length > MAX_LENGTH) return null
  const quote = QUOTE.exec(said)
  if (quote !== null) return { kind: 'quote', n: countOf(quote[1] ?? quote[2] ?? quote[3] ?? quote[4] ?? '') }
  const ordinal = ORDINAL.exec(said)?.[1]
  if (ordinal !== undefined) return ordinal === 'last' ? { kind: 'last-quote' } : { kind: 'quote', n: ORDINALS.indexOf(ordinal) + 1 }
  const known = formOf(said) ?? aboutNumber(said)
  const words = known === null ? wordsSaid(text) : undefined
  if (words !== undefined) return { kind: 'saying', words }
  const source = known === null ? FROM.exec(said)?.[1] : undefined
  return source === undefined || PRONOUN.test(source) ? known : { kind: 'from', source: asTyped(source, text) }
}

/** The same words with their capitals. */
function asTyped(words: string, text: string): string {
  const at = text.toLowerCase().indexOf(words)
  return at < 0 ? words : text.slice(at, at + words.length)
}

/** As they are typed: `plain` drops the comma of 2,129. */
function wordsSaid(text: string): string | undefined {
  const words = SAYING.exec(withoutEndMarks(text.trim()))?.[1]?.replace(/[“”"]/gu, '')
  return words === undefined || SAYING_NOTHING.test(words) ? undefined : words
}

function formOf(said: string, n: number | null = null): Asked | null {
  const kind = FORMS.find(([, form]) => form.test(said))?.[0]
  if (kind === undefined) return null
  return kind === 'speakers' || kind === 'confirmed' || kind === 'when' || kind === 'published' ? { kind, n } : { kind }
}

/** `who said quote 2?`, `is number 3 confirmed?`: the same question with "that" for the number. */
function aboutNumber(said: string): Asked | null {
  const named = new RegExp(`${NOUN} ?#?${NUMBER}\\b|\\[(\\d{1,2})\\]`).exec(said)
  if (named === null) return null
  const asked = formOf(said.replace(named[0], 'that').replace('the that', 'that'), countOf(named[1] ?? named[2] ?? ''))
  return asked !== null && 'n' in asked ? asked : null
}

function countOf(word: string): number {
  const at = COUNTED.indexOf(word)
  return at < 0 ? Number(word) : at + 1
}

/** Lower case, straight apostrophes, without what opens and closes a remark. */
function plain(text: string): string {
  const spelled = (text.length <= MAX_LENGTH ? spelledOut(text) || text : text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/[“”"]/g, '')
    .replace(/\b(what|that|who|where|when)s\b/g, "$1's")
    .replace(/[\s,]+/gu, ' ')
  return withoutEndMarks(spelled)
    .trimStart()
    .replace(/^(?:(?:and|but|so|ok|okay|hm+|wait|also|well|now|sorry|please)[ ,]+)+(?=\S)/u, '')
}
