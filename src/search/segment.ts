// Some hundred articles of a shard as bytes that stand on their own: their words once, their sentences as numbers of these (pure).
import type { ShardDocument } from './shard.ts'
import { readSentences, roomFor, type Sentence, writeSentences } from './sentences.ts'

/** Changes with the form of the bytes, and with what sentences hold or how words are stemmed: segments of another format are made anew. */
export const SEGMENT_FORMAT = 'sentences-1'

/** One article version as a shard holds it. */
export type Kept = Readonly<{ document: ShardDocument; sentences: readonly Sentence[] }>

/** Sentences are in the numbers of `words`; `flags`: what the vocabulary knows of each word beside. */
export type Segment = Readonly<{ words: readonly string[]; flags: readonly number[]; kept: readonly Kept[] }>

type Words = Readonly<{ termOf: (number: number) => string; flagsOf: (number: number) => number }>
type Head = Readonly<{ words: readonly string[]; flags: readonly number[]; documents: readonly ShardDocument[] }>

const LENGTH = 4 // bytes of the length of the head

/** Sentences are in the numbers of `words`. */
export function packSegment(kept: readonly Kept[], words: Words): Uint8Array {
  const numbers = new Map<number, number>()
  const numberOf = (term: number): number => {
    const known = numbers.get(term)
    if (known !== undefined) return known
    numbers.set(term, numbers.size)
    return numbers.size - 1
  }
  const body = new Uint8Array(kept.reduce((sum, { sentences }) => sum + roomFor(sentences), 0))
  let size = 0
  for (const { sentences } of kept) {
    const own = sentences.map(({ holds, terms }) => ({ holds, terms: terms.map(numberOf) }))
    size = writeSentences(body, size, own)
  }
  const terms = [...numbers.keys()]
  const head: Head = {
    words: terms.map((term) => words.termOf(term)),
    flags: terms.map((term) => words.flagsOf(term)),
    documents: kept.map(({ document }) => document),
  }
  const text = new TextEncoder().encode(JSON.stringify(head))
  const bytes = new Uint8Array(LENGTH + text.length + size)
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, LENGTH)
  bytes.set(body.subarray(0, size), LENGTH + text.length)
  return bytes
}

/** Throws for bytes that `packSegment` did not write. */
export function unpackSegment(bytes: Uint8Array): Segment {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
  const { words, flags, documents } = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH, LENGTH + length))) as Head
  let at = LENGTH + length
  const kept = documents.map((document) => {
    const { sentences, offset } = readSentences(bytes, at)
    at = offset
    return { document, sentences }
  })
  if (at !== bytes.length) throw new RangeError('a segment of another length')
  return { words, flags, kept }
}
