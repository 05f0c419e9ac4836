// One language's glossary made ready: which stretches of a text it knows, with what the platform knows of countries and months (pure).
import { foldWord } from '../base/tokens.ts'
import type { Glossary, Lexicon } from '../domain/lexicon.ts'

export type Role = 'asking' | 'word' | 'silent'
export type Meaning = Readonly<{ role: Role; english: string }>
/** `count`: so many words of those looked at. */
export type KnownWords = Readonly<{ meaning: Meaning; count: number }>

export type Vocabulary = Readonly<{
  language: string
  /** an expression like `Han`; null for the letters that English has */
  script: string | null
  spaced: boolean
  /** the same text with the characters of the glossary's own words, of the same length */
  folded: (text: string) => string
  /** the longest known stretch from a place on; for scripts without spaces */
  longestAt: (text: string, at: number) => Readonly<{ meaning: Meaning; length: number }> | null
  /** the longest known phrase from a word on, words in lower case; for scripts with spaces */
  phraseAt: (words: readonly string[], at: number) => KnownWords | null
}>

const SCRIPTS = ['Han', 'Myanmar', 'Thai', 'Lao', 'Khmer', 'Cyrillic', 'Arabic', 'Hangul', 'Greek', 'Hebrew', 'Devanagari', 'Bengali']
const UNSPACED = new Set(['Han', 'Myanmar', 'Thai', 'Lao', 'Khmer'])
export const WORD = /[\p{L}\p{M}\p{N}]+/gu

export function scriptOf(text: string): string | null {
  return SCRIPTS.find((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(text)) ?? null
}

export function vocabularyOf(glossary: Glossary, lexicon: Lexicon): Vocabulary {
  const { language, asking, words, silent, characters } = glossary
  const script = scriptOf(Object.keys(words).join(''))
  const spaced = script === null || !UNSPACED.has(script)
  const folded = foldingOf(characters)
  const known = new Map<string, Meaning>()
  const learn = (role: Role, entries: Iterable<readonly [string, string]>) => {
    for (const [own, english] of entries)
      known.set(folded(own.toLowerCase()), { role: english === '' ? 'silent' : role, english: english === '' ? '' : english })
  }
  learn('word', commonNames(language, spaced))
  learn('word', spaced ? [] : namesIn(script, lexicon))
  learn(
    'silent',
    silent.map((word) => [word, ''] as const),
  )
  learn('word', Object.entries(words))
  learn('asking', Object.entries(asking))
  const parts = { language, script, spaced, folded }
  return spaced
    ? { ...parts, longestAt: () => null, phraseAt: phrasesOf(known) }
    : { ...parts, longestAt: stretchesOf(known), phraseAt: () => null }
}

function foldingOf(pairs: string): (text: string) => string {
  const letters = [...pairs]
  const map = new Map(letters.flatMap((letter, i) => (i % 2 === 0 ? [[letter, letters[i + 1] ?? letter] as const] : [])))
  return map.size === 0 ? (text) => text : (text) => Array.from(text, (letter) => map.get(letter) ?? letter).join('')
}

function namesIn(script: string | null, { places, names }: Lexicon): [string, string][] {
  return [...places, ...names].flatMap(({ name, aliases }) =>
    aliases.filter((alias) => scriptOf(alias) === script).map((alias): [string, string] => [alias, name]),
  )
}

/** Countries and months as the platform's own tables (CLDR) have them. */
function commonNames(language: string, spaced: boolean): [string, string][] {
  const found: [string, string][] = []
  const [own, english] = [language, 'en'].map((tag) => new Intl.DisplayNames([tag], { type: 'region', fallback: 'none' }))
  const keyOf = (name: string) => (spaced && scriptOf(name) !== null && !name.includes(' ') ? inflected(name) : name)
  for (let i = 0; i < 26 * 26; i += 1) {
    const code = String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26))
    const [there, here] = [own?.of(code), english?.of(code)]
    if (there && here) for (const name of namesOf(there)) found.push([keyOf(name), namesOf(here)[0] ?? here])
  }
  for (let month = 1; month <= 12; month += 1) {
    const date = new Date(Date.UTC(2024, month - 1, 5))
    const here = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(date)
    for (const style of ['long', 'short'] as const) {
      const name = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' }).format(date).replace(/\.$/, '')
      if (style === 'long' || !spaced) found.push([keyOf(name), here])
    }
  }
  return found
}

/** `Myanmar (Burma)` is two names. */
const namesOf = (name: string): string[] =>
  name
    .split(/[()（）]/u)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** The ends of names change with case where they are declined. */
const inflected = (name: string): string => (name.length >= 5 ? `${name.slice(0, -1)}*` : name)

function stretchesOf(known: ReadonlyMap<string, Meaning>): Vocabulary['longestAt'] {
  const longest = Math.max(0, ...[...known.keys()].map(({ length }) => length))
  return (text, at) => {
    for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
      const meaning = known.get(text.slice(at, at + length))
      // A sign that belongs to the letter before it makes it another letter.
      if (meaning && !/^\p{M}/u.test(text.slice(at + length, at + length + 1))) return { meaning, length }
    }
    return null
  }
}

type Pattern = Readonly<{ words: readonly string[]; meaning: Meaning }>
/** `rank`: place among all phrases. */
type Ranked = Readonly<{ words: readonly string[]; pattern: Pattern; rank: number }>

function phrasesOf(known: ReadonlyMap<string, Meaning>): Vocabulary['phraseAt'] {
  const patterns = [...known].map(([key, meaning]): Pattern => ({ words: key.match(/[\p{L}\p{M}\p{N}]+\*?/gu) ?? [], meaning }))
  patterns.sort((a, b) => b.words.length - a.words.length || lengthOf(b) - lengthOf(a))
  // As it is written, before what it may be without its accents.
  const [written, folded] = [firstAmong(patterns), firstAmong(patterns, foldWord)]
  return (words, at) => {
    const found = written(words, at) ?? folded(words.map(foldWord), at)
    return found && { meaning: found.meaning, count: found.words.length }
  }
}

/** Finds the first of the patterns that words from a place on are like: by the first word where that stands as it is, by its first letter where it is a beginning. */
function firstAmong(patterns: readonly Pattern[], form: (word: string) => string = (word) => word) {
  const formed = patterns.map((pattern, rank): Ranked => ({ words: pattern.words.map(form), pattern, rank }))
  const [begun, whole] = [formed.filter(isBegun), formed.filter((one) => !isBegun(one))]
  const byWord = Map.groupBy(whole, ({ words: [first = ''] }) => first)
  const byLetter = Map.groupBy(begun, ({ words: [first = ''] }) => foldWord(first).slice(0, 1))
  return (words: readonly string[], at: number): Pattern | null => {
    const [word = ''] = words.slice(at, at + 1)
    const isHere = (one: Ranked) => one.words.every((own, i) => isLike(own, words[at + i] ?? ''))
    const known = byWord.get(word)?.find(isHere)
    const likely = byLetter.get(foldWord(word).slice(0, 1))?.find(isHere)
    if (known === undefined || likely === undefined) return (known ?? likely)?.pattern ?? null
    return (known.rank < likely.rank ? known : likely).pattern
  }
}

const isBegun = ({ words: [first = ''] }: Ranked): boolean => first.endsWith('*')

const lengthOf = ({ words }: Pattern): number => words.join('').length

function isLike(pattern: string, word: string): boolean {
  return pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern
}
