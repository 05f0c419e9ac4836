// Some hundred articles of a shard as bytes that stand on their own: their words once, their sentences as numbers of these (pure).
import type { ShardDocument } from './shard.ts'
import { readSentences, roomFor, type Sentence, writeSentences } from './sentences.ts'
import type { VocabularyState } from './vocabulary.ts'

/** Changes with the form of the bytes, and with what sentences hold or how words are stemmed: segments of another format are made anew. */
export const SEGMENT_FORMAT = 'sentences-2'

/** One article version as a shard holds it. */
export type Kept = Readonly<{ document: ShardDocument; sentences: readonly Sentence[] }>

/** What a segment takes from the vocabulary of its shard. */
type Words = Readonly<{
  state: VocabularyState
  termOf: (number: number) => string
  flagsOf: (number: number) => number
  since: (from: number) => readonly string[]
}>

/** `numbers`: of the words in the sentences, as the shard that wrote it numbered them, ascending; `flags`: what it knew of each beside. */
export type Segment = Readonly<{
  /** the state of the vocabulary that `fresh` words are added to; in any other, the words are numbered anew */
  before: VocabularyState
  fresh: () => readonly string[]
  numbers: Uint32Array
  flags: Uint16Array
  words: () => readonly string[]
  kept: readonly Readonly<{ document: ShardDocument; written: Uint8Array }>[]
}>

type Head = Readonly<{ before: VocabularyState; documents: readonly ShardDocument[]; sizes: readonly number[]; parts: readonly number[] }>

const LENGTH = 4 // bytes of the length of the head

/** `before`: the vocabulary as the segment written last left it. */
export function packSegment(kept: readonly Kept[], words: Words, before: VocabularyState): Uint8Array {
  const seen = new Set<number>()
  for (const { sentences } of kept) for (const { terms } of sentences) for (const term of terms) seen.add(term)
  const numbers = Uint32Array.from(seen).sort()
  const written = kept.map(({ sentences }) => {
    const room = new Uint8Array(roomFor(sentences))
    return room.subarray(0, writeSentences(room, 0, sentences))
  })
  const flags = Uint16Array.from(numbers, (number) => words.flagsOf(number))
  const used = Array.from(numbers, (number) => words.termOf(number))
  const parts = [jsonOf(words.since(before.size)), jsonOf(used), bytesOf(numbers), bytesOf(flags)]
  const documents = kept.map(({ document }) => document)
  const head: Head = { before, documents, sizes: written.map(({ length }) => length), parts: parts.map(({ length }) => length) }
  const text = jsonOf(head)
  const length = new Uint8Array(LENGTH)
  new DataView(length.buffer).setUint32(0, text.length, true)
  return Buffer.concat([length, text, ...parts, ...written])
}

/** Throws for bytes that `packSegment` did not write. */
export function unpackSegment(bytes: Uint8Array): Segment {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
  const { before, documents, sizes, parts } = parsed(bytes.subarray(LENGTH, LENGTH + length)) as Head
  let at = LENGTH + length
  const next = (size = 0): Uint8Array => {
    at += size
    return bytes.subarray(at - size, at)
  }
  const [fresh, words, numbers, flags] = [next(parts[0]), next(parts[1]), next(parts[2]), next(parts[3])]
  const kept = documents.map((document, i) => ({ document, written: next(sizes[i]) }))
  if (at !== bytes.length) throw new RangeError('a segment of another length')
  return {
    before,
    fresh: () => parsed(fresh) as string[],
    // Copied, because numbers of several bytes must begin at a multiple of these.
    numbers: new Uint32Array(new Uint8Array(numbers).buffer),
    flags: new Uint16Array(new Uint8Array(flags).buffer),
    words: () => parsed(words) as string[],
    kept,
  }
}

/** The same sentences in other numbers. */
export function renumbered(written: Uint8Array, numberOf: (term: number) => number): Uint8Array {
  const own = readSentences(written, 0).sentences.map(({ holds, terms }) => ({ holds, terms: terms.map(numberOf) }))
  const room = new Uint8Array(roomFor(own))
  return room.subarray(0, writeSentences(room, 0, own))
}

function jsonOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

function parsed(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes))
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
