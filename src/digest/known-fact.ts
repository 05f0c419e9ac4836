// A fact as a channel knows it: all wordings heard of it together, and what was told of it (pure).
import type { Statement } from './statement.ts'

/** Where the words stand that a fact is told by. */
export type Source = Readonly<{ articleId: string; version: number; start: number; end: number }>

export type KnownFact = {
  readonly id: string
  /** how often each stem was heard in how many wordings */
  readonly words: Map<string, number>
  heard: number
  /** each number with the stems of what it counts */
  readonly amounts: Map<number, string[]>
  readonly days: Set<string>
  readonly voice: Set<string>
  readonly articleIds: Set<string>
  /** articles that it is the news of */
  readonly leadIds: Set<string>
  denies: boolean
  states: boolean
  admits: boolean
  /** days after its article's own: something that is to come */
  readonly isAhead: boolean
  /** `told` here; `known`: it stood before the first edition; `heard`: nobody made it the news */
  standing: 'told' | 'known' | 'heard'
  /** ISO instant at which it was told or became known */
  since: string
  source: Source
  /** its number or day in words, and what that is of */
  value: string
  what: string
  /** id of the fact that it gives anew, and of the one that it contradicts */
  readonly was: string | null
  readonly against: string | null
  /** what it contradicts is agreed on by now */
  settled: boolean
  retracted: boolean
}

const MOST_WORDS = 40
const MOST_DAYS = 12
const MOST_ARTICLES = 20

export type Beginning = Pick<KnownFact, 'id' | 'since' | 'source' | 'value' | 'what' | 'was' | 'against' | 'standing'>

export function newFact(beginning: Beginning, statement: Statement): KnownFact {
  return {
    ...beginning,
    words: new Map(),
    heard: 0,
    amounts: new Map(),
    days: new Set(),
    voice: new Set(),
    articleIds: new Set(),
    leadIds: new Set(),
    denies: false,
    states: false,
    admits: false,
    isAhead: isAhead(statement),
    settled: false,
    retracted: false,
  }
}

/** Adds a wording. What a fact holds is bounded: the rarest words and the oldest articles go. */
export function hear(fact: KnownFact, statement: Statement, articleId: string): void {
  fact.heard += 1
  for (const word of statement.words) fact.words.set(word, (fact.words.get(word) ?? 0) + 1)
  if (fact.words.size > 2 * MOST_WORDS) {
    const rare = [...fact.words].sort((a, b) => a[1] - b[1]).slice(0, fact.words.size - MOST_WORDS)
    for (const [word] of rare) fact.words.delete(word)
  }
  for (const { value, of } of statement.amounts) {
    const known = fact.amounts.get(value) ?? []
    if (!known.includes(of)) fact.amounts.set(value, [...known, of].slice(0, 8))
  }
  for (const day of statement.days) if (fact.days.size < MOST_DAYS) fact.days.add(day)
  for (const word of statement.voice) fact.voice.add(word)
  keepNewest(fact.articleIds, articleId)
  if (statement.leads) keepNewest(fact.leadIds, articleId)
  if (statement.denies) fact.denies = true
  else fact.states = true
  if (statement.admits) fact.admits = true
}

function keepNewest(ids: Set<string>, id: string): void {
  ids.delete(id)
  ids.add(id)
  for (const oldest of ids) if (ids.size > MOST_ARTICLES) ids.delete(oldest)
}

export const isAhead = ({ days, published }: Statement): boolean => days.some((day) => day.length > 4 && day > published)

/** A fact as a line of JSON, and back; null for what another version wrote. */
export function packFact(fact: KnownFact): string {
  const { words, amounts, days, voice, articleIds, leadIds, ...rest } = fact
  return JSON.stringify({
    ...rest,
    words: [...words],
    amounts: [...amounts],
    days: [...days],
    voice: [...voice],
    articleIds: [...articleIds],
    leadIds: [...leadIds],
  })
}

type Packed = Omit<KnownFact, 'words' | 'amounts' | 'days' | 'voice' | 'articleIds' | 'leadIds'> &
  Readonly<{
    words: [string, number][]
    amounts: [number, string[]][]
    days: string[]
    voice: string[]
    articleIds: string[]
    leadIds: string[]
  }>

export function unpackFact(line: string): KnownFact | null {
  try {
    const { words, amounts, days, voice, articleIds, leadIds, ...rest } = JSON.parse(line) as Packed
    return {
      ...{ ...rest, words: new Map(words), amounts: new Map(amounts) },
      ...{ days: new Set(days), voice: new Set(voice), articleIds: new Set(articleIds), leadIds: new Set(leadIds) },
    }
  } catch {
    return null
  }
}
