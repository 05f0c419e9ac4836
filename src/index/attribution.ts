// Who says a sentence, how firmly, and whether it states, denies or leaves open (pure).
import type { NameMention } from '../domain/passage.ts'

export type Attributed = Readonly<{
  speaker: string | null /** name key of the speaker, or its folded words */
  speakerKey: string | null
  hedge: string | null
  polarity: 'states' | 'denies' | 'unclear'
}>

const SAID =
  'said|says|told|reported|claimed|announced|stated|added|warned|warns|estimated|confirmed|acknowledged|admitted|insisted|alleged|denied|denies|rejected|dismissed|argued|noted|wrote|tweeted|declared|revealed|explained|suggested|suggests|suggest|believes|believe|testified|urged|accused|blamed'
// also nouns: verbs only after a capital ("Xinhua reports"), or "he"
const SAID_OR_NOUN = '(?<=(?:\\p{Lu}[\\p{L}.]*|\\b(?:[Hh]e|[Ss]he|[Ii]t))\\s)(?:reports|claims|estimates)'
const ADVERB = '(?:also|later|earlier|repeatedly|then|has|have|had|is|was|were|are|which|who|further|previously|reportedly|allegedly|not)'
const spokenBy = (verbs: string): RegExp =>
  new RegExp(`(?<subject>[^,;:"“”()]{2,120}?)\\s+(?:${ADVERB}\\s+)*(?<verb>${verbs})\\b(?!\\s+(?:to|by)\\s+(?:be|have)\\b)`, 'gu')
const SPOKEN = [spokenBy(SAID), spokenBy(SAID_OR_NOUN)]
const SAID_BY = /["”’,]\s*(?:said|says|told|added|according to)\s+(?<subject>(?:the |a |an )?[^,;."“”]{2,80})/u
const ACCORDING = /\baccording to (?<subject>[^,;."“”()]{2,90})/iu
const PARTICIPLE = /,\s*(?:saying|claiming|adding|warning|insisting|alleging)\b/u
const GENERIC =
  /^(?:the\s+)?(?:(?:unconfirmed|unverified|local|media|some|news|initial|online|press|several|multiple|other|early|these|various|social)\s+)*(?:reports?|rumou?rs|accounts?)(?:\s+online|\s+on\s+social\s+media)?$/iu
const PRONOUN = /^(?:he|she|it|they|who|which|that|this)$/i
const CLAUSE_BREAK = /^.*(?:\b(?:that|and|but|while|whereas|as|because|although|after|when|where|if|amid|since)\b|[–—])\s+/iu

const HEDGES: readonly RegExp[] = [
  /\b(?:un(?:confirmed|verified|substantiated)\s+(?:\w+\s+)?(?:reports?|claims?|accounts?|rumou?rs)|(?:un)?confirmed reports|unconfirmed|unverified)\b/iu,
  /\b(?:could|can|has|have|had|was|were|is|are)(?:\s+not|n['’]t|not)\s+(?:\w+\s+){0,3}?(?:verif(?:y|ied)|confirm(?:ed)?|corroborated?)\b/iu,
  /\b(?:it\s+)?(?:is|was|remains?|remained)\s+(?:still\s+)?(?:unclear|not\s+(?:immediately\s+|yet\s+)?(?:clear|known)|unknown)\b/iu,
  /\baccording to (?:\w+\s+){0,2}(?:reports|rumou?rs|sources)\b/iu,
  /\b(?:held responsible|accused of|blamed (?:for|on))\b/iu,
  /\b(?:reportedly|allegedly|purportedly|supposedly|apparently|alleged|suspected|presumed)\b/iu,
  /\b(?:appeared?|appears|seems?|seemed|believed|thought|feared|said|reported|understood) to (?:be|have)\b/iu,
  /\b(?:may|might|could) (?:have|be)\b/iu,
  /\b(?:claims?|claimed|claiming|alleges?)\b/iu,
  /\b(?:preliminary|provisional|initial) (?:reports?|figures?|counts?|estimates?)\b/iu,
  /\b(?:estimates?|estimated)\b/iu,
]
const DENIES =
  /\b(?:den(?:y|ies|ied|ying)\b(?!\s+(?:visas?|entry|access|bail|permission|them|him|her))|(?:rejects?|rejected|rejecting|dismiss(?:es|ed|ing)?|refut(?:es|ed)|disputes?|disputed|rebuff(?:s|ed))\s+(?:\w+\s+){0,3}(?:claims?|allegations?|accusations?|reports?|charges?|suggestions?)\b|no truth (?:in|to)\b)/iu
const UNCLEAR =
  /\b(?:unclear|not (?:immediately |yet |been )?(?:clear|known|confirmed|verified)|unknown whether|unconfirmed|unverified|(?:could|can|has|have|had|was|were|is|are|did)(?:\s+not|n['’]t|not)\s+(?:\w+\s+){0,3}?(?:verif|confirm|corroborat)\w*|unable to (?:\w+\s+)?(?:verify|confirm)|yet to (?:be )?(?:confirm|verif)\w*)/iu

/** Reads one sentence. `names` are those inside it; `before` is what the sentence before was attributed to, for "he said". */
export function attribute(sentence: string, offset: number, names: readonly NameMention[], before: Attributed | null): Attributed {
  const denial = DENIES.exec(sentence)
  const hedge = denial?.[0] ?? firstHedge(sentence)
  const polarity = denial !== null ? 'denies' : UNCLEAR.test(sentence) ? 'unclear' : 'states'
  const speaker = speakerOf(sentence, offset, names, before)
  return { speaker: speaker?.text ?? null, speakerKey: speaker?.key ?? null, hedge, polarity }
}

function firstHedge(sentence: string): string | null {
  let first: RegExpExecArray | null = null
  for (const hedge of HEDGES) {
    const match = hedge.exec(sentence)
    if (match !== null && (first === null || match.index < first.index)) first = match
  }
  return first?.[0] ?? null
}

type Speaker = Readonly<{ text: string; key: string }>

function speakerOf(sentence: string, offset: number, names: readonly NameMention[], before: Attributed | null): Speaker | null {
  const according = ACCORDING.exec(sentence)
  if (according !== null) return named(according, offset, names, before)
  const byName = SAID_BY.exec(sentence)
  if (byName !== null) return named(byName, offset, names, before)
  for (const spoken of SPOKEN.flatMap((pattern) => [...sentence.matchAll(pattern)])) {
    const speaker = named(spoken, offset, names, before)
    if (speaker !== null) return speaker
  }
  if (PARTICIPLE.test(sentence)) {
    const head = /^[^,]{3,80}/u.exec(sentence)
    if (head === null || /^(?:In|On|At|After|During)\b/.test(head[0])) return null
    return speakerFrom(
      head[0],
      names.find((name) => name.kind === 'person' && name.start < offset + head[0].length),
      before,
    )
  }
  return null
}

function named(match: RegExpExecArray, offset: number, names: readonly NameMention[], before: Attributed | null): Speaker | null {
  const whole = match.groups?.['subject'] ?? ''
  const isSubject = match.groups?.['verb'] !== undefined
  const subject = isSubject
    ? whole.replace(CLAUSE_BREAK, '')
    : whole.replace(/\s+(?:that|who|which|on|in|at|as|while|and|when|after)\s+.*$/u, '')
  const start = offset + match.index + match[0].indexOf(whole) + (isSubject ? whole.length - subject.length : 0)
  const inside = names.filter((name) => name.start >= start && name.end <= start + subject.length)
  const last = start + subject.trimEnd().length - 2
  const whom =
    inside.find((name) => name.kind === 'person') ?? inside.find((name) => name.end >= last || (!isSubject && name.kind === 'group'))
  if (/^(?:reports|claims|estimates)$/.test(match.groups?.['verb'] ?? '') && (whom === undefined || whom.kind === 'place')) return null
  return speakerFrom(subject, whom, before)
}

function speakerFrom(words: string, name: NameMention | undefined, before: Attributed | null): Speaker | null {
  const bare = words
    .trim()
    .replace(/^(?:(?:but|and|while|as|however|earlier|later|meanwhile)\s+)*(?:the|a|an)?\s+/iu, '')
    .replace(/^(?:the|an?|but|and|while|as)\s+/iu, '')
    .replace(/\s+(?:statement|press release)$/iu, '')
    .trim()
  if (bare === '' || GENERIC.test(bare)) return null
  if (PRONOUN.test(bare)) return before?.speaker == null ? null : { text: before.speaker, key: before.speakerKey ?? before.speaker }
  if (name !== undefined) return { text: name.text, key: name.key }
  if (bare.split(/\s+/).length > 7) return null
  return { text: bare, key: bare.toLowerCase() }
}
