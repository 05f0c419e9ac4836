// Verifiers broken on purpose, one rule each: the oracle has to find what they let through, or it could not find a fault in the real one (pure).
import { accepts } from './verify-run.ts'

/** Accepts what the real verifier would accept if it could not see a certain difference between claim and source. */
const blindTo =
  (see: (text: string) => string) =>
  (claim: string, source: string): boolean =>
    accepts(see(claim), see(source))

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu) ?? []

/** Whether the words of the claim are words of the source, in its order. */
function isSubsequence(claim: string, source: string): boolean {
  const mine = wordsOf(claim)
  let at = 0
  for (const word of wordsOf(source)) if (word === mine[at]) at += 1
  return at === mine.length
}

const segmentsOf = (text: string) => text.replace(/\.$/, '').split(/, /)

export const BROKEN: Readonly<Record<string, (claim: string, source: string) => boolean>> = {
  'sees no digits': blindTo((text) => text.replace(/\d/g, '7')),
  'sees no units': blindTo((text) => text.replace(/\b(?:million|billion|thousand|hundred|km|miles|metres|feet|kilometres)\b/g, 'units')),
  'sees no currency': blindTo((text) => text.replace(/[$€£]/g, '$')),
  'sees no names': blindTo((text) => text.replace(/(?<=\p{Ll} )\p{Lu}\p{Ll}+/gu, 'Name')),
  'sees no days and months': blindTo((text) => text.replace(/\b(?:\w+day|January|February|March|April|May|June|July|November)\b/g, 'Day')),
  'sees no negation': blindTo((text) => text.replace(/\b(?:not|never|did not) /g, '')),
  'sees no hedge': blindTo((text) => text.replace(/\b(?:allegedly|reportedly|about|up to|may|might) /gi, '')),
  'sees no reporting verb': blindTo((text) => text.replace(/\b(?:said|confirmed|denied|claimed)\b/g, 'said')),
  'sees no attribution': blindTo((text) => text.replace(/, (?:according to [^,.]*|\w+ said)(?=[,.])/g, '')),
  'sees no condition': blindTo((text) => text.replace(/\b(?:if|unless|until) [^,.]*/g, '').replace(/ (?=[,.])/g, '')),
  'sees no quotation marks': blindTo((text) => text.replace(/["“”]/g, '')),
  'sees no order': (claim, source) => wordsOf(claim).every((word) => wordsOf(source).includes(word)),
  'sees no direction': blindTo((text) => text.replace(/\b(?:rose|fell)\b/g, 'moved').replace(/\b(?:more|less|fewer)\b/g, 'other')),
  'sees no hidden characters': blindTo((text) => text.replace(/\u200B|\u202E|\u00AD|\u2066|\uFE0F|\u{E0041}/gu, '')),
  'sees no look-alikes': blindTo((text) =>
    text.replace(/а/g, 'a').replace(/е/g, 'e').replace(/о/g, 'o').replace(/р/g, 'p').replace(/с/g, 'c').replace(/²/g, '2'),
  ),
  'lets any word go': isSubsequence,
  'lets any segment go': (claim, source) => {
    const known = segmentsOf(source)
    return segmentsOf(claim).every((segment) => known.includes(segment))
  },
  'lets any end go': (claim, source) => source.startsWith(claim.replace(/\.$/, '')),
  'lets the front go': (claim, source) => source.toLowerCase().endsWith(claim.toLowerCase()),
  'lets brackets of words go': (claim, source) =>
    claim.replace(/ \([^)]*\)/g, '') === source.replace(/ \([^)]*\)/g, '') || isSubsequence(claim, source.replace(/, [^,]*,/, '')),
  'shows a second source': (claim, source) => source.includes(claim) || claim.includes(source),
}
