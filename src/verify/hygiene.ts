// What may never be shown, whoever wrote it: hidden characters, markup, addresses, orders to a machine (pure, linear).

/** Soft hyphen, fillers, zero width, bidi, line separators, tags, variation selectors, specials; the classes are controls, private, unassigned, broken. */
const HIDDEN =
  /\u00AD|\u034F|\u061C|[\u115F\u1160\u17B4\u17B5]|[\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F]|\u3164|[\uFE00-\uFE0F]|\uFEFF|\uFFA0|[\uFFF0-\uFFFF]|[\u{E0000}-\u{E0FFF}]|[\p{Cc}\p{Co}\p{Cn}\p{Cs}]/u
/** Printable ASCII hides nothing. */
const PLAIN = /^[ -~]*$/
const STACKED_MARKS = /\p{M}{3,}/u
const LATIN = /\p{Script=Latin}/u
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u
const MARKUP = /[<>|`\\[\]{}@]|&(?:#\d+|#x[\da-f]+|[a-z]+);|\*\*|__|~~|!\[|^\s*[#>+*-]|[\r\n]|:[a-z\d_+-]{2,}:/iu
const ADDRESS = /:\/\/|\bwww\.|\b[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}\b(?:\/\S*)?/u
const ACTIVE = /<[!@#a-z/]|@(?:everyone|here)\b|\]\(|\]\[|!\[|https?:|:\/\/|\bwww\.|```|&lt;|javascript:|data:text/iu

const COMMAND =
  /^(?:please )?(?:reply|respond|answer|output|print|write|repeat|say|state|append|include|insert|summari[sz]e|translate|click|visit|send|post|forward|tell|mark|report|quote|cite|pretend|act)(?= (?:only|just|back|that|the|this|these|those|it|them|all|every|each|an?|as|with|here|your|my|me|us|no|nothing|everything|yes)\b|:? ?["“‘'])/iu
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,60}\b(?:instructions?|prompts?|rules|guidelines|previous|prior|above|earlier|context|safety)\b/iu,
  /\b(?:system|developer) (?:prompt|message|instructions?)\b/iu,
  /\byou are (?:now |actually )?(?:an? |the )?(?:ai|assistant|chatbot|bot|language model|dan|hacker|unrestricted|free)\b/iu,
  /\b(?:as|being) an? (?:ai|assistant|language model|chatbot)\b/iu,
  /\b(?:attention|note to|dear|hey|hello),? (?:ai|assistant|chatbot|bot|llm|language models?|summari[sz]ers?|models?)\b/iu,
  /\b(?:ai|assistant|chatbot|llm|language model|summari[sz]er)s?(?: (?:must|should|shall)\b|:)/iu,
  /\bin (?:your|the) (?:summary|reply|answer|response|output|briefing|digest)\b/iu,
  /\b(?:reply|respond|answer) (?:only )?(?:with|in)\b/iu,
  /\bdo not (?:mention|reveal|tell|cite|quote|summari[sz]e|include)\b/iu,
  /\b(?:new|updated|following) instructions?\b/iu,
  /\b(?:reveal|print|show|repeat|leak) (?:me )?(?:your|the) (?:prompt|instructions?|system|secrets?|tokens?|api key|password)\b/iu,
]

/** Every order but a bare command holds one of these: most sentences hold none, and are done with one look. A long s is an s to the patterns above. */
const MAY_ORDER =
  /ignore|disregard|forget|override|bypass|prompt|message|instruction|you are |assistant|bots?\b|\bais?\b|model|llm|summar|reply|answer|respon|output|briefing|digest|do not |system|secret|token|api key|password|\u017f/

/** Why this text can never be shown, or null. `source` is what it claims to be cut from; `text === source` is verbatim. */
export function hygieneFault(text: string, source: string): string | null {
  if (!PLAIN.test(text)) {
    if (HIDDEN.test(text.replace(/[\n\t]/g, ' '))) return 'D2 holds hidden characters'
    if (STACKED_MARKS.test(text)) return 'D2 stacks marks'
    if (LOOKALIKE.test(text) && text.split(/[\s\p{P}]+/u).some((word) => LATIN.test(word) && LOOKALIKE.test(word))) {
      return 'D2 mixes scripts in a word'
    }
  }
  if (text !== source) {
    if (hasOtherDigit(text)) return 'D2 holds digits of another script'
    if (MARKUP.test(text) && markupOf(text).some((mark) => !source.includes(mark))) return 'D3 holds markup'
    if (/^\s*[#>+*-]|[\r\n]/u.test(text)) return 'D3 holds markup'
    const address = text.match(ADDRESS)?.[0]
    if (address !== undefined && !source.includes(address)) return 'D3 holds an address'
  }
  if (ACTIVE.test(text)) return 'D3 holds an active construct'
  return givesOrders(text) ? 'D4 gives orders to a machine' : null
}

function givesOrders(text: string): boolean {
  return COMMAND.test(text) || (MAY_ORDER.test(text.toLowerCase()) && ORDERS.some((order) => order.test(text)))
}

function hasOtherDigit(text: string): boolean {
  for (const [character] of text.matchAll(/[\p{Nd}\p{No}\p{Nl}]/gu)) if (character > '9') return true
  return false
}

function markupOf(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(MARKUP.source, 'giu'))].map(([mark]) => mark)
}
