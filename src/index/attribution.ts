// Who says a sentence, and how firmly (pure).
import type { NameMention } from '../domain/passage.ts'
import { type Firmness, firmnessOf } from './hedges.ts'

export type Attributed = Firmness &
  Readonly<{
    speaker: string | null
    /** name key of the speaker, or its words in lower case */
    speakerKey: string | null
  }>

type Speaker = Readonly<{ text: string; key: string }>

const SAID =
  /\b(?:said|says|say(?! (?:in|on|over)\b)|told|reported|claimed|announced|stated|added|warned|warns|estimated|confirmed|acknowledged|admitted|insisted|alleged|denied|denies|rejected|dismissed|argued|noted|wrote|tweeted|declared|revealed|explained|suggested|suggests|suggest|believes|believe|testified|urged|accused|blamed|reports|claims|estimates)\b(?! (?:to|by) (?:be|have)\b)/g
const ALSO_NOUN = /^(?:reports|claims|estimates)$/ // verbs only after a name: "Xinhua reports"
const ADVERBS =
  /(?:\s+(?:also|later|earlier|repeatedly|then|has|have|had|is|was|were|are|which|who|further|previously|reportedly|allegedly|not))+$/
const OF_NOUN = /\b(?:the|an?|this|that|these|those|any|no|its|their)$/i // "the reported offers": no verb
const CLAUSE_MARK = /[,;:"“”()]/
const CLAUSE_WORD = /^.*(?:\b(?:that|and|but|while|whereas|as|because|although|after|when|where|if|amid|since)\b|[–—])\s+/i
const SAID_BY = /["”’,]\s*(?:said|says|told|added)\s+((?:the |a |an )?[^,;."“”]{2,80})/
const NO_SPEAKER =
  /^(?:(?:on|in|at|by|to|for|from|during|after|before|late|early|earlier|over|through|via|under|as|that|there|it|he|she|they|yesterday|today|tonight)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)/i
const EXPLAINED =
  /(?:^|[.;:–—]\s*)([^,;:"“”()]{2,80}),\s+(?:(?:an?|the|its|his|her|their|who|which|head|chief|director|spokes\w+|\p{Ll}+)\s)[^,;:"“”()]{2,100},\s*$/u
const ACCORDING = /\baccording to ([^,;."“”()]{2,90})/i
const PARTICIPLE = /,\s*(?:saying|claiming|adding|warning|insisting|alleging)\b/
const AFTER_SPEAKER = /\s+(?:that|who|which|on|in|at|as|while|and|when|after)\s+.*$/
const LONGEST = 120 // characters of a subject; more is no speaker

const GENERIC =
  /^(?:the )?(?:(?:unconfirmed|unverified|local|media|some|news|initial|online|press|several|multiple|other|early|these|various|social) )*(?:reports?|rumou?rs|accounts?)(?: online| on social media)?$/i
const PRONOUN = /^(?:he|she|it|they|who|which|that|this)$/i
const LEADING = /^(?:(?:but|and|while|as|however|earlier|later|meanwhile|the|an?)\s+)+/i
const TRAILING = /\s+(?:statement|press release)$/i

/** Reads one sentence. `names` are those inside it; `before` is what the sentence before was attributed to, for "he said". */
export function attribute(sentence: string, offset: number, names: readonly NameMention[], before: Attributed | null): Attributed {
  const speaker = speakerOf(sentence, offset, names, before)
  return { ...firmnessOf(sentence), speaker: speaker?.text ?? null, speakerKey: speaker?.key ?? null }
}

function speakerOf(sentence: string, offset: number, names: readonly NameMention[], before: Attributed | null): Speaker | null {
  const named = ACCORDING.exec(sentence) ?? saidBy(sentence)
  if (named !== null) {
    const words = (named[1] ?? '').replace(AFTER_SPEAKER, '')
    const start = offset + named.index + named[0].length - (named[1] ?? '').length
    return speakerFrom(words, nameIn(names, start, start + words.length, 'first'), before)
  }
  for (const verb of sentence.matchAll(SAID)) {
    const speaker = subjectOf(sentence, verb.index, verb[0], offset, names, before)
    if (speaker !== null) return speaker
  }
  return PARTICIPLE.test(sentence) ? headOf(sentence, offset, names, before) : null
}

/** `“…,” said Lwin Oo`; what stands behind the verb may also tell when or what: `the network, an aid group, said on Wednesday that …`. */
function saidBy(sentence: string): RegExpExecArray | null {
  const found = SAID_BY.exec(sentence)
  return found === null || NO_SPEAKER.test(found[1] ?? '') ? null : found
}

/** The words between the last break of the clause and the verb; before what stands between commas, those it explains. */
function subjectOf(
  sentence: string,
  at: number,
  verb: string,
  offset: number,
  names: readonly NameMention[],
  before: Attributed | null,
): Speaker | null {
  let from = at
  while (from > 0 && at - from <= LONGEST && !CLAUSE_MARK.test(sentence.charAt(from - 1))) from--
  if (at - from > LONGEST) return null
  if (sentence.slice(from, at).trim() === '') return explainedBy(sentence.slice(0, at), offset, names, before)
  const clause = sentence.slice(from, at).trimEnd().replace(ADVERBS, '')
  if (OF_NOUN.test(clause)) return null
  const subject = clause.replace(CLAUSE_WORD, '')
  const start = offset + from + clause.length - subject.length
  const name = nameIn(names, start, start + subject.length, 'last')
  if (ALSO_NOUN.test(verb) && (name === undefined || name.kind === 'place') && !PRONOUN.test(subject.trim())) return null
  return subject.trim().length < 2 ? null : speakerFrom(subject, name, before)
}

/** `The Delta Relief Network, a local aid group, said`: the first words of its clause. */
function explainedBy(led: string, offset: number, names: readonly NameMention[], before: Attributed | null): Speaker | null {
  const [whole, subject = ''] = EXPLAINED.exec(led) ?? []
  if (whole === undefined || /^(?:In|On|At|After|During|Meanwhile|However|Later|Earlier)\b/.test(subject)) return null
  const start = offset + led.length - whole.length + whole.indexOf(subject)
  return speakerFrom(subject, nameIn(names, start, start + subject.length, 'last'), before)
}

/** The one whose deed the sentence opens with: "The alliance, …, caused unrest, saying that …". */
function headOf(sentence: string, offset: number, names: readonly NameMention[], before: Attributed | null): Speaker | null {
  const head = /^[^,]{3,80}/.exec(sentence)?.[0]
  if (head === undefined || /^(?:In|On|At|After|During)\b/.test(head)) return null
  return speakerFrom(
    head,
    names.find((name) => name.kind === 'person' && name.start < offset + head.length),
    before,
  )
}

/** A person inside the words, else the name they end with; behind "according to", also a group they begin with. */
function nameIn(names: readonly NameMention[], start: number, end: number, which: 'first' | 'last'): NameMention | undefined {
  const inside = names.filter((name) => name.start >= start && name.end <= end)
  const person = inside.find((name) => name.kind === 'person')
  return person ?? inside.find((name) => name.end >= end - 2 || (which === 'first' && name.kind === 'group'))
}

function speakerFrom(words: string, name: NameMention | undefined, before: Attributed | null): Speaker | null {
  const bare = words.trim().replace(LEADING, '').replace(TRAILING, '').trim()
  if (bare === '' || GENERIC.test(bare)) return null
  if (PRONOUN.test(bare)) return before?.speaker == null ? null : { text: before.speaker, key: before.speakerKey ?? before.speaker }
  if (name !== undefined) return { text: name.text, key: name.key }
  return bare.split(/\s+/).length > 7 ? null : { text: bare, key: bare.toLowerCase() }
}
