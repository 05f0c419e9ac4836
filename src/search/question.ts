// Reads a question: its words that matter, their other spellings and relatives, and what kind of answer it wants (pure).
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { type Token, tokensOf } from '../base/tokens.ts'
import type { Aliases } from './aliases.ts'
import { type Asked, askedBy } from './answer-type.ts'
import { isLight, relatedTo } from './related-words.ts'
import { STRENGTH } from './weights.ts'

/** Another way to find a word: a sequence of stems, and how much finding it counts against finding the word. */
export type Alternative = Readonly<{ stems: readonly string[]; strength: number }>

/** One word of the question that is looked for. */
export type Unit = Readonly<{
  word: string
  stem: string
  /** position among the question's words */
  position: number
  isName: boolean
  isNumber: boolean
  light: boolean
  /** the word itself first */
  alternatives: readonly Alternative[]
}>

export type Question = Readonly<{ text: string; units: readonly Unit[]; asked: Asked; words: ReadonlySet<string> }>

/** A question longer than this is searched by its first words. */
const MOST_UNITS = 32
const MOST_WORDS = 120

/** Words that only ask for a kind of answer: "how many", "what year". */
const ASKING =
  /\b(how (many|much|long|far|old|tall|big|large|often|high|deep|wide|fast|heavy)|(what|which) (year|day|date|month|time|person|number|amount|kind|type|sort|percentage|percent))\b/gi

export function readQuestion(text: string, aliases: Aliases): Question {
  const tokens = tokensOf(text).slice(0, MOST_WORDS)
  const asking = askingRanges(text)
  const words = tokens.map((token) => token.text)
  const named = aliases.find(words)
  const units: Unit[] = []
  for (const [position, token] of tokens.entries()) {
    if (units.length >= MOST_UNITS) break
    if (isStopWord(token.text) || asking.some(([from, to]) => token.start >= from && token.end <= to)) continue
    const alias = named.find((match) => match.from <= position && position < match.to)
    const others = (alias?.others ?? []).map((spelling) => ({ stems: spelling.map(stemOfWord), strength: STRENGTH.alias }))
    units.push(unitOf(token, position, others))
  }
  return { text, units: unique(units), asked: askedBy(text), words: new Set(words.map(stemOfWord)) }
}

function unitOf(token: Token, position: number, spellings: readonly Alternative[]): Unit {
  const stem = stemOf(token.text)
  const relatives = [...relatedTo(stem)].map(([other, kind]) => ({ stems: [other], strength: STRENGTH[kind] }))
  return {
    word: token.text,
    stem,
    position,
    isName: spellings.length > 0 || (token.capital && position > 0),
    isNumber: /\d/.test(token.text),
    light: isLight(stem),
    alternatives: [{ stems: [stem], strength: 1 }, ...spellings, ...relatives],
  }
}

/** Stems as the shards keep them: stop words stay as they are. */
export function stemOfWord(word: string): string {
  return isStopWord(word) ? word : stemOf(word)
}

function askingRanges(text: string): [number, number][] {
  return [...text.matchAll(ASKING)].map((match) => [match.index, match.index + match[0].length])
}

function unique(units: readonly Unit[]): Unit[] {
  const seen = new Set<string>()
  return units.filter((unit) => !seen.has(unit.stem) && seen.add(unit.stem))
}
