// Adds the postings of many documents at once, word after word: what lies together in memory is written together.
import type { Postings } from './postings.ts'
import type { Vocabulary } from './vocabulary.ts'

/** `terms`: the document's words, one after the other, stop words included. */
type Added = Readonly<{ number: number; length: number; terms: Uint32Array }>

/** A row for each word of each document: the word, the document's place in the list, how often it stands there. */
type Rows = { readonly words: Uint32Array; readonly owners: Uint32Array; readonly times: Uint8Array; size: number }

/** `documents` ascend by number; `used` holds every word of theirs. */
export function restorePostings(
  documents: readonly Added[],
  used: Uint32Array,
  { vocabulary, postings }: Readonly<{ vocabulary: Vocabulary; postings: Postings }>,
): void {
  const { words, owners, times, size } = rowsOf(documents, vocabulary)
  for (const row of byWord({ words, size }, used, vocabulary.size)) {
    const { number, length } = documents[owners[row] as number] as Added
    postings.add(words[row] as number, number, times[row] as number, length)
  }
}

function rowsOf(documents: readonly Added[], vocabulary: Vocabulary): Rows {
  const most = documents.reduce((sum, { terms }) => sum + terms.length, 0)
  const rows: Rows = { words: new Uint32Array(most), owners: new Uint32Array(most), times: new Uint8Array(most), size: 0 }
  const counts = new Uint32Array(vocabulary.size)
  documents.forEach(({ terms }, i) => {
    const first = rows.size
    for (const term of terms) {
      if (vocabulary.isStop(term)) continue
      if (counts[term] === 0) rows.words[rows.size++] = term
      counts[term] = (counts[term] as number) + 1
    }
    for (let row = first; row < rows.size; row += 1) {
      const term = rows.words[row] as number
      rows.owners[row] = i
      rows.times[row] = Math.min(0xff, counts[term] as number) // a posting holds no more
      counts[term] = 0
    }
  })
  return rows
}

/** The numbers of the rows in order of their words, rows of one word in the order they have. */
function byWord({ words, size }: Pick<Rows, 'words' | 'size'>, used: Uint32Array, vocabulary: number): Uint32Array {
  const places = new Uint32Array(vocabulary)
  for (let row = 0; row < size; row += 1) places[words[row] as number] = (places[words[row] as number] as number) + 1
  let start = 0
  for (const term of used) {
    const count = places[term] as number
    places[term] = start
    start += count
  }
  const order = new Uint32Array(size)
  for (let row = 0; row < size; row += 1) {
    const place = places[words[row] as number] as number
    places[words[row] as number] = place + 1
    order[place] = row
  }
  return order
}
