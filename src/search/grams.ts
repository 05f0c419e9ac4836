// Likeness of words by the letters they share: finds kin words that no stem or table relates (pure).

/** How often each 4-gram occurs, by hash, and the length of that vector. `list`: each hash and how often it occurs, by turns. */
export type Grams = Readonly<{ counts: ReadonlyMap<number, number>; norm: number; list: Int32Array }>

const SIZE = 4
const SPACE = 32
const PRIME = 0x01000193
/** What the first of four characters is multiplied by. */
const OF_FIRST = Math.imul(Math.imul(PRIME, PRIME), PRIME)

/** The 4-grams of folded words, each word padded with a space. */
export function gramsOf(words: readonly string[]): Grams {
  const counts = new Map<number, number>()
  for (const word of words) {
    for (let i = -1; i + SIZE <= word.length + 1 || i === -1; i += 1) {
      const gram = hashAt(word, i)
      counts.set(gram, (counts.get(gram) ?? 0) + 1)
    }
  }
  let squares = 0
  for (const count of counts.values()) squares += count * count
  const list = new Int32Array(2 * counts.size)
  let at = 0
  for (const [gram, count] of counts) {
    list[at++] = gram
    list[at++] = count
  }
  return { counts, norm: Math.sqrt(squares), list }
}

/** Four characters from `start` on, as one number; beyond the word there are spaces. */
function hashAt(word: string, start: number): number {
  let hash = 0
  for (let i = start; i < start + SIZE; i += 1)
    hash = (Math.imul(hash, PRIME) + (i < 0 || i >= word.length ? SPACE : word.charCodeAt(i))) | 0
  return hash
}

/** A small table of counts by hash, used again for every sentence. */
const TABLE = 2048
const keys = new Int32Array(TABLE)
const counts = new Int32Array(TABLE)
const MOST_GRAMS = TABLE / 2
/** The slots in use, the first `size` of them. */
const used = new Int32Array(MOST_GRAMS)
let size = 0

/** Cosine of the grams of some words with other grams, 0..1. */
export function likenessOf(asked: Grams, words: readonly string[]): number {
  if (asked.norm === 0) return 0
  for (let i = 0; i < size; i += 1) counts[used[i] as number] = 0
  size = 0
  for (const word of words) {
    // A line without an end is no sentence; its beginning tells enough.
    if (size + word.length + 1 > MOST_GRAMS) break
    countGrams(word)
  }
  let squares = 0
  let dot = 0
  for (let i = 0; i < size; i += 1) {
    const own = counts[used[i] as number] as number
    squares += own * own
  }
  // A question has fewer grams than a sentence.
  for (let i = 0; i < asked.list.length; i += 2) dot += (asked.list[i + 1] as number) * (counts[slotOf(asked.list[i] as number)] as number)
  return squares === 0 ? 0 : dot / (asked.norm * Math.sqrt(squares))
}

/** The same grams as `hashAt` tells one by one: each is made of the one before, without its first character. */
function countGrams(word: string): void {
  const last = Math.max(0, word.length + 2 - SIZE)
  let hash = hashAt(word, -1)
  for (let at = 0; ; at += 1) {
    count(hash)
    if (at >= last) return
    const first = at === 0 ? SPACE : word.charCodeAt(at - 1)
    const next = at + SIZE - 1 < word.length ? word.charCodeAt(at + SIZE - 1) : SPACE
    hash = (Math.imul(hash - Math.imul(first, OF_FIRST), PRIME) + next) | 0
  }
}

/** Where a gram is counted: an empty slot when it is not. */
function slotOf(gram: number): number {
  let slot = (gram ^ (gram >>> 15)) & (TABLE - 1)
  while (counts[slot] !== 0 && keys[slot] !== gram) slot = (slot + 1) & (TABLE - 1)
  return slot
}

function count(gram: number): void {
  const slot = slotOf(gram)
  if (counts[slot] === 0) {
    keys[slot] = gram
    used[size++] = slot
  }
  counts[slot] = (counts[slot] as number) + 1
}

const SAME_START = 3 // letters

/** How alike two words are that begin with the same three letters: twice the common beginning over both lengths, 0 when under a half. */
export function kinship(a: string, b: string): number {
  if (a.length <= SAME_START || b.length <= SAME_START) return 0
  let same = 0
  const most = Math.min(a.length, b.length)
  while (same < most && a.charCodeAt(same) === b.charCodeAt(same)) same += 1
  const share = (2 * same) / (a.length + b.length)
  return same >= SAME_START && share >= 0.5 ? 0.9 * share : 0
}
