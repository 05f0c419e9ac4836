// Reads a question: its words that matter, their other spellings and relatives, and what kind of answer it wants (pure).
import { spelledOut } from '../base/chat-english.ts'
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { type Token, tokensOf, wordsOf } from '../base/tokens.ts'
import type { Aliases } from './aliases.ts'
import { type Asked, askedBy, isSuperlative, nowRanges } from './answer-type.ts'
import type { Read, Said } from './in-english.ts'
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
  capital: boolean
  /** the word itself first */
  alternatives: readonly Alternative[]
}>

export type Question = Readonly<{
  /** in English as far as it could be read */
  text: string
  units: readonly Unit[]
  asked: Asked
  /** stems of all its words in order, stop words as they are */
  sequence: readonly string[]
  words: ReadonlySet<string>
  /** stem of the noun after "what", "which" or "how many": the kind of thing asked for; null when there is none */
  focus: string | null
  /** asks for the first, largest, last, only one */
  superlative: boolean
  /** keys of lexicon entries it names */
  named: readonly string[]
}>

/** A question longer than this is searched by its first words. */
const MOST_UNITS = 32
const MOST_WORDS = 120
const MOST_CHARACTERS = 2_000

/** Words that only ask for a kind of answer: "how many", "what year", "what is happening". */
const ASKING =
  /\b(how (many|much|long|far|old|tall|big|large|often|high|deep|wide|fast|heavy)|(what|which) (year|day|date|month|time|person|number|amount|kind|type|sort|percentage|percent)|what(['’]?s| is| are| was| has been) (happening|going on|new|the (latest|news|situation)))\b/gi

const AS_IT_IS = (text: string): Read => ({ text, said: [] })

export function readQuestion(raw: string, aliases: Aliases, inEnglish: (text: string) => Read = AS_IT_IS): Question {
  const read = inEnglish(spelledOut(raw.slice(0, MOST_CHARACTERS)))
  const { text } = read
  const tokens = tokensOf(text).slice(0, MOST_WORDS)
  const asking = [...askingRanges(text), ...nowRanges(text)]
  const named = aliases.find(tokens.map((token) => token.text))
  const units: Unit[] = []
  for (const [position, token] of tokens.entries()) {
    if (units.length >= MOST_UNITS) break
    if (isStopWord(token.text) || asking.some(([from, to]) => token.start >= from && token.end <= to)) continue
    const alias = named.find((match) => match.from <= position && position < match.to)
    const others = (alias?.others ?? []).map((spelling) => ({ stems: spelling.map(stemOfWord), strength: STRENGTH.alias }))
    const said = read.said.find(({ from, to }) => from <= token.start && token.end <= to)
    units.push(said ? ownWords(unitOf(token, position, [...others, ...meanings(said)]), said) : unitOf(token, position, others))
  }
  const sequence = tokens.map((token) => stemOfWord(token.text))
  return {
    text,
    units: unique(units),
    asked: askedBy(text),
    sequence,
    words: new Set(sequence),
    focus: focusOf(tokens),
    superlative: isSuperlative(text),
    named: named.map((match) => match.key),
  }
}

/** What words of another language may mean besides, and how articles in that language write them. */
function meanings({ own, others }: Said): Alternative[] {
  const spelled = { stems: wordsOf(own).map(stemOfWord), strength: 1 }
  return [spelled, ...others.map((other) => ({ stems: wordsOf(other).map(stemOfWord), strength: STRENGTH.alias }))]
}

const ownWords = (unit: Unit, { own }: Said): Unit => ({ ...unit, word: own, isName: unit.capital && unit.position > 0 })

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
    capital: token.capital,
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

const VERB_TO_BE = new Set(['is', 'was', 'are', 'were', 'did', 'do', 'does', 'can', 'has', 'had'])

/** The first word that carries meaning right after "what", "which" or "how many". */
function focusOf(tokens: readonly Token[]): string | null {
  const at = tokens.findIndex(({ text }, i) => text === 'what' || text === 'which' || (COUNTING.has(text) && tokens[i - 1]?.text === 'how'))
  if (at < 0) return null
  for (const { text } of tokens.slice(at + 1, at + 4)) {
    if (!isStopWord(text)) return stemOf(text)
    if (VERB_TO_BE.has(text)) return null
  }
  return null
}

const COUNTING = new Set(['many', 'much'])
