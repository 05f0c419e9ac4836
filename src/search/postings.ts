// Which documents hold a term and how often: linked blocks of packed integers in large pages, made to be appended to and walked forward.

/** 256 KiB a page: small enough for a workspace of ten articles; no block crosses a page. */
const PAGE_BITS = 16
const PAGE_INTS = 1 << PAGE_BITS
const PAGE_MASK = PAGE_INTS - 1

/** Words of a block before its postings: address of the next block (0: none), last document, capacity << 16 | count, most tf << 16 | least length. */
const HEADER = 4
/** Most terms occur once or twice, so first blocks are small. */
const CAPACITIES = [2, 8, 32, 128]
const MAX_TF = 255
const MAX_LENGTH = 0xffff

/** A posting is document << 8 | term frequency: 16.7 million documents a shard. */
export const MAX_DOCUMENTS = 1 << 24
export const NO_MORE = 0x7fffffff

export class Postings {
  private pages: Int32Array[] = [new Int32Array(PAGE_INTS)]
  /** address 0 means "no block" */
  private free = 1
  private heads = new Int32Array(1024)
  private tails = new Int32Array(1024)
  private counts = new Int32Array(1024)
  private bounds = new Int32Array(1024)

  /** Adds a document to a term's list; documents come in ascending order. `length` is the document's, in words. */
  add(term: number, document: number, frequency: number, length: number): void {
    if (term >= this.heads.length) this.grow(term)
    const tf = Math.min(frequency, MAX_TF)
    const bound = (tf << 16) | Math.min(length, MAX_LENGTH)
    let address = this.tails[term] as number
    if (address === 0 || this.isFull(address)) address = this.append(term, address)
    const page = this.pages[address >>> PAGE_BITS] as Int32Array
    const at = address & PAGE_MASK
    const size = page[at + 2] as number
    const count = size & 0xffff
    page[at + HEADER + count] = (document << 8) | tf
    page[at + 1] = document
    page[at + 2] = size + 1
    page[at + 3] = count === 0 ? bound : widened(page[at + 3] as number, bound)
    const known = this.bounds[term] as number
    this.bounds[term] = known === 0 ? bound : widened(known, bound)
    this.counts[term] = (this.counts[term] as number) + 1
  }

  /** A document that had the term is gone; its posting stays until the shard is built anew. */
  forget(term: number): void {
    this.counts[term] = (this.counts[term] as number) - 1
  }

  /** In how many documents that are still there the term occurs. */
  count(term: number): number {
    return this.counts[term] ?? 0
  }

  /** Walks a term's documents; `weight` times the BM25 term weight is its score; `bound` tells that from tf and length. */
  cursor(term: number, weight: number, bound: (tf: number, length: number) => number): Cursor {
    const widest = this.bounds[term] ?? 0
    const most = weight * bound(widest >>> 16, widest & 0xffff)
    return new Cursor(this.pages, this.heads[term] ?? 0, weight, most, bound)
  }

  /** Bytes held. */
  get bytes(): number {
    return this.pages.length * PAGE_INTS * 4 + this.heads.length * 16
  }

  private isFull(address: number): boolean {
    const size = (this.pages[address >>> PAGE_BITS] as Int32Array)[(address & PAGE_MASK) + 2] as number
    return size >>> 16 === (size & 0xffff)
  }

  private append(term: number, tail: number): number {
    const before = tail === 0 ? 0 : ((this.pages[tail >>> PAGE_BITS] as Int32Array)[(tail & PAGE_MASK) + 2] as number) >>> 16
    const capacity = CAPACITIES.find((size) => size > before) ?? (CAPACITIES.at(-1) as number)
    const need = HEADER + capacity
    if ((this.free & PAGE_MASK) + need > PAGE_INTS) this.free = (this.free | PAGE_MASK) + 1
    const address = this.free
    this.free += need
    if (address >>> PAGE_BITS >= this.pages.length) this.pages.push(new Int32Array(PAGE_INTS))
    ;(this.pages[address >>> PAGE_BITS] as Int32Array)[(address & PAGE_MASK) + 2] = capacity << 16
    if (tail === 0) this.heads[term] = address
    else (this.pages[tail >>> PAGE_BITS] as Int32Array)[tail & PAGE_MASK] = address
    this.tails[term] = address
    return address
  }

  private grow(term: number): void {
    const size = Math.max(term + 1, Math.ceil(this.heads.length * 1.5))
    this.heads = copied(new Int32Array(size), this.heads)
    this.tails = copied(new Int32Array(size), this.tails)
    this.counts = copied(new Int32Array(size), this.counts)
    this.bounds = copied(new Int32Array(size), this.bounds)
  }
}

/** The most tf and the least length of two bounds: no posting they cover can score more, whatever the average length becomes. */
function widened(one: number, other: number): number {
  return (Math.max(one >>> 16, other >>> 16) << 16) | Math.min(one & 0xffff, other & 0xffff)
}

function copied(larger: Int32Array<ArrayBuffer>, smaller: Int32Array): Int32Array<ArrayBuffer> {
  larger.set(smaller)
  return larger
}

/** A place in one term's list. `document` is NO_MORE at the end. */
export class Cursor {
  document = -1
  tf = 0
  readonly weight: number
  /** no score of this term is higher */
  readonly most: number
  private readonly pages: readonly Int32Array[]
  private readonly bound: (tf: number, length: number) => number
  private page: Int32Array
  private at = 0
  private next: number
  private index = 0
  private size = 0
  private blockLast = -1
  private blockMost = -1

  constructor(pages: readonly Int32Array[], head: number, weight: number, most: number, bound: (tf: number, length: number) => number) {
    this.pages = pages
    this.page = pages[0] as Int32Array
    this.next = head
    this.weight = weight
    this.most = most
    this.bound = bound
    this.advance(0)
  }

  /** Goes to the first document at or after `target`. */
  advance(target: number): void {
    if (this.document >= target) return
    if (!this.seekBlock(target)) {
      this.document = NO_MORE
      return
    }
    const start = this.at + HEADER
    let low = this.index
    let high = this.size - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.page[start + middle] as number) >>> 8 < target) low = middle + 1
      else high = middle
    }
    this.index = low
    const posting = this.page[start + low] as number
    this.document = posting >>> 8
    this.tf = posting & 0xff
  }

  /** No score of this term within the block that would hold `target` is higher; the block is entered, the document is not. */
  mostAt(target: number): number {
    if (!this.seekBlock(target)) return 0
    if (this.blockMost < 0) {
      const bound = this.page[this.at + 3] as number
      this.blockMost = this.weight * this.bound(bound >>> 16, bound & 0xffff)
    }
    return this.blockMost
  }

  /** The last document of the present block. */
  get blockEnd(): number {
    return this.blockLast
  }

  private seekBlock(target: number): boolean {
    while (this.blockLast < target) {
      if (this.next === 0) {
        this.blockLast = NO_MORE
        this.size = 0
        return false
      }
      this.page = this.pages[this.next >>> PAGE_BITS] as Int32Array
      this.at = this.next & PAGE_MASK
      this.next = this.page[this.at] as number
      this.blockLast = this.page[this.at + 1] as number
      this.size = (this.page[this.at + 2] as number) & 0xffff
      this.index = 0
      this.blockMost = -1
    }
    return this.size > 0
  }
}
