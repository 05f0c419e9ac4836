// Vectors and samples of all articles in large pages: as small arrays their headers would take more memory than their numbers.
import type { StoryVector } from './story-vector.ts'

type Print = Readonly<{ vector: StoryVector; sketch: Uint32Array }>

export type PrintTable = Readonly<{
  /** Keeps the vector and the sample of one article; slots come in ascending order. */
  add: (slot: number, print: Print) => void
  vector: (slot: number) => StoryVector
  sketch: (slot: number) => Uint32Array
}>

const PAGE = 1 << 16 // numbers

/** What is read is a view, not a copy: it is not to be written to. */
export function createPrintTable(): PrintTable {
  const hashes = createColumn<Uint32Array>((length) => new Uint32Array(length))
  const coded = createColumn<Uint16Array>((length) => new Uint16Array(length))
  const sketches = createColumn<Uint32Array>((length) => new Uint32Array(length))
  return {
    add: (slot, { vector, sketch }) => {
      hashes.add(slot, vector.hashes)
      coded.add(slot, vector.coded)
      sketches.add(slot, sketch)
    },
    vector: (slot) => ({ hashes: hashes.of(slot), coded: coded.of(slot) }),
    sketch: (slot) => sketches.of(slot),
  }
}

type Column<T> = Readonly<{ add: (slot: number, numbers: T) => void; of: (slot: number) => T }>
type Numbers<T> = Readonly<{ length: number; set: (numbers: T, at: number) => void; subarray: (from: number, to: number) => T }>

function createColumn<T extends Numbers<T>>(make: (length: number) => T): Column<T> {
  const none = make(0)
  const pages: T[] = []
  let used = PAGE
  // Page, place in the page and length of each slot's numbers.
  let places = new Int32Array(3 * 1024)
  return {
    add: (slot, numbers) => {
      if (used + numbers.length > PAGE) {
        pages.push(make(Math.max(PAGE, numbers.length)))
        used = 0
      }
      pages.at(-1)?.set(numbers, used)
      if (3 * slot + 3 > places.length) {
        const wider = new Int32Array(Math.max(3 * slot + 3, Math.ceil(1.5 * places.length)))
        wider.set(places)
        places = wider
      }
      places.set([pages.length - 1, used, numbers.length], 3 * slot)
      used += numbers.length
    },
    of: (slot) => {
      const [page = 0, from = 0, length = 0] = [places[3 * slot], places[3 * slot + 1], places[3 * slot + 2]]
      return pages[page]?.subarray(from, from + length) ?? none
    },
  }
}
