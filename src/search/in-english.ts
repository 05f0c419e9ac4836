// Reads a question of another language in English words, as far as glossaries and names carry; what they do not know stays as it is (pure).
import type { Glossary, Lexicon } from '../domain/lexicon.ts'
import { type Role, scriptOf, type Vocabulary, vocabularyOf, WORD } from './glossary.ts'

/** A stretch of the English words and what it was read from; `others`: what that may mean besides. */
export type Said = Readonly<{ from: number; to: number; own: string; others: readonly string[] }>
export type Read = Readonly<{ text: string; said: readonly Said[] }>

type Piece = Readonly<{ own: string; english: string; role: Role | 'unknown' }>

/** Words that no question in another language has. */
const ENGLISH = new Set('the is are was were did does and of what who when where why how which with has have from by this that'.split(' '))
/** So many of the words must be known to take a question for one of a language with the letters of English. */
const MOSTLY = { asking: 0.5, telling: 0.6 } as const

/** Reads the lexicon's glossaries when they are first needed. */
export function englishBy(lexicon: Lexicon): (text: string) => Read {
  const glossaries = lexicon.glossaries ?? []
  const byScript = Map.groupBy(glossaries, scriptOfGlossary)
  const ready = new Map<Glossary, Vocabulary>()
  const made = (glossary: Glossary): Vocabulary => {
    const known = ready.get(glossary) ?? vocabularyOf(glossary, lexicon)
    ready.set(glossary, known)
    return known
  }
  return (text) => {
    const script = isPlain(text) ? null : scriptOf(text)
    const able = byScript.get(script)
    if (able === undefined || (script === null && isEnglish(text))) return { text, said: [] }
    const readings = able.map((glossary) => piecesOf(text, made(glossary)))
    const best = readings.reduce((one, other) => (knownIn(other) > knownIn(one) ? other : one))
    return script === null && !isOfLanguage(best) ? { text, said: [] } : told(inOrder(best))
  }
}

const scriptOfGlossary = ({ words }: Glossary): string | null => scriptOf(Object.keys(words).join(''))

const isPlain = (text: string): boolean => /^[\p{ASCII}\p{Script=Latin}\p{P}]*$/u.test(text)

function isEnglish(text: string): boolean {
  const words = text.toLowerCase().match(WORD) ?? []
  return words.length < 2 || words.some((word) => ENGLISH.has(word))
}

const isKnown = ({ role }: Piece): boolean => role !== 'unknown'
const knownIn = (pieces: readonly Piece[]): number => pieces.filter(isKnown).length

/** Names are in no glossary: not all must be known, but some words must be such as only this language has. */
function isOfLanguage(pieces: readonly Piece[]): boolean {
  const share = knownIn(pieces) / pieces.length
  if (pieces.some(({ role }) => role === 'asking')) return share >= MOSTLY.asking
  return (
    share >= MOSTLY.telling &&
    pieces.length > 2 &&
    pieces.some(({ role }) => role === 'silent') &&
    pieces.some(({ role }) => role === 'word')
  )
}

function piecesOf(text: string, vocabulary: Vocabulary): Piece[] {
  return vocabulary.spaced ? spacedPieces(text, vocabulary) : unspacedPieces(withPlainDigits(text), vocabulary)
}

function spacedPieces(text: string, vocabulary: Vocabulary): Piece[] {
  const words = text.match(WORD) ?? []
  const lower = words.map((word) => word.toLowerCase())
  const pieces: Piece[] = []
  for (let at = 0; at < words.length; ) {
    const known = vocabulary.phraseAt(lower, at)
    const count = known?.count ?? 1
    pieces.push(pieceOf(words.slice(at, at + count).join(' '), known?.meaning))
    at += count
  }
  return pieces
}

/** Known stretches may be longer than the segmenter's words; what is not known is one of these, or the rest of one. */
function unspacedPieces(text: string, vocabulary: Vocabulary): Piece[] {
  const folded = vocabulary.folded(text.toLowerCase())
  if (folded.length !== text.length) return [pieceOf(text, undefined)]
  const pieces: Piece[] = []
  let at = 0
  for (const { segment, index, isWordLike } of new Intl.Segmenter(vocabulary.language, { granularity: 'word' }).segment(folded)) {
    const end = index + segment.length
    if (at < index) at = index
    while (at < end) {
      const known = isWordLike ? vocabulary.longestAt(folded, at) : null
      // One letter is a word where the segmenter says so, and within a longer one it is not.
      const length = known && (known.length > 1 || segment.length === 1) ? known.length : end - at
      if (isWordLike) pieces.push(pieceOf(text.slice(at, at + length), length === known?.length ? known.meaning : undefined))
      at += length
    }
  }
  return pieces
}

function pieceOf(own: string, meaning: Readonly<{ role: Role; english: string }> | undefined): Piece {
  return meaning ? { own, ...meaning } : { own, english: own, role: 'unknown' }
}

/** Digits of any script as those of English. */
function withPlainDigits(text: string): string {
  return text.replace(/[\u1040-\u1049\u0e50-\u0e59]/g, (digit) => String(digit.charCodeAt(0) & 15).slice(-1))
}

/** English asks first, and next to what it asks for: what asks goes in front, followed by what it stood before. */
function inOrder(pieces: readonly Piece[]): Piece[] {
  const said = pieces.filter(({ role }) => role !== 'silent')
  const asks = said.filter(({ role }) => role === 'asking')
  const first = asks.find(({ english }) => english !== 'did') ?? asks[0]
  if (first === undefined) return said
  const at = said.indexOf(first)
  return [...said.slice(at), ...said.slice(0, at)]
}

function told(pieces: readonly Piece[]): Read {
  let text = ''
  const said: Said[] = []
  for (const { own, english, role } of pieces) {
    const [first = '', ...others] = english.split('|')
    if (text !== '') text += ' '
    if (role !== 'unknown') said.push({ from: text.length, to: text.length + first.length, own, others })
    text += first
  }
  return { text, said }
}
