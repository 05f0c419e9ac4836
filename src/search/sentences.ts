// The sentences of every article as term numbers, packed into bytes: about two a word.

/** `holds`: bits of what the sentence holds; `terms`: its words in order, stop words included; `blank`: it has none of the words looked for. */
export type Sentence = Readonly<{ holds: number; terms: readonly number[]; blank?: boolean }>

const PAGE_BYTES = 1 << 18

export class Sentences {
  private readonly pages: Uint8Array[] = []
  /** where a document begins: its page and the place there in one number, plus 1; 0 for none */
  private starts = new Float64Array(1024)
  private used = PAGE_BYTES
  private scratch = new Uint8Array(1 << 16)

  /** Keeps a document's sentences; documents are numbered from 0 in the order they come. */
  add(document: number, sentences: readonly Sentence[]): void {
    const room = roomFor(sentences)
    if (this.scratch.length < room) this.scratch = new Uint8Array(room)
    const size = writeSentences(this.scratch, 0, sentences)
    this.addWritten(document, this.scratch.subarray(0, size))
  }

  /** The same, of sentences as `writeSentences` writes them. */
  addWritten(document: number, bytes: Uint8Array): void {
    if (this.used + bytes.length > PAGE_BYTES || this.pages.length === 0) {
      this.pages.push(new Uint8Array(Math.max(PAGE_BYTES, bytes.length)))
      this.used = 0
    }
    const page = this.pages.length - 1
    ;(this.pages[page] as Uint8Array).set(bytes, this.used)
    if (document >= this.starts.length) this.grow(document)
    this.starts[document] = page * PAGE_BYTES + this.used + 1
    this.used += bytes.length
  }

  at(document: number): Sentence[] {
    const start = (this.starts[document] ?? 0) - 1
    const page = this.pages[Math.floor(start / PAGE_BYTES)]
    return page ? readSentences(page, start % PAGE_BYTES).sentences : []
  }

  /** The same, told by `marks` (1 at the number of each word looked for) which are blank; only the words of those asked for are read. */
  look(document: number, marks: Uint8Array): readonly Sentence[] {
    const start = (this.starts[document] ?? 0) - 1
    const page = this.pages[Math.floor(start / PAGE_BYTES)]
    return page ? lookThrough(page, start % PAGE_BYTES, marks) : []
  }

  private grow(document: number): void {
    const starts = new Float64Array(Math.max(document + 1, Math.ceil(1.5 * this.starts.length)))
    starts.set(this.starts)
    this.starts = starts
  }
}

/** A sentence whose words are read when they are first asked for. */
class Unread implements Sentence {
  readonly holds: number
  readonly blank: boolean
  private words: number[] | null = null
  private readonly bytes: Uint8Array
  private readonly from: number
  private readonly count: number

  constructor(holds: number, blank: boolean, bytes: Uint8Array, from: number, count: number) {
    this.holds = holds
    this.blank = blank
    this.bytes = bytes
    this.from = from
    this.count = count
  }

  get terms(): readonly number[] {
    if (this.words === null) {
      this.words = new Array<number>(this.count)
      readTerms(this.bytes, this.from, this.words)
    }
    return this.words
  }
}

/** Most sentences have none of the words looked for: passing over them must cost next to nothing. */
function lookThrough(bytes: Uint8Array, start: number, marks: Uint8Array): Sentence[] {
  let offset = start
  const read = () => {
    let byte = bytes[offset++] as number
    let value = byte & 0x7f
    for (let shift = 7; byte & 0x80; shift += 7) {
      byte = bytes[offset++] as number
      value |= (byte & 0x7f) << shift
    }
    return value
  }
  const sentences = new Array<Sentence>(read())
  for (let i = 0; i < sentences.length; i += 1) {
    const holds = read()
    const count = read()
    const from = offset
    let marked = 0
    let at = offset
    for (let j = 0; j < count; j += 1) {
      let byte = bytes[at++] as number
      let value = byte & 0x7f
      for (let shift = 7; byte & 0x80; shift += 7) {
        byte = bytes[at++] as number
        value |= (byte & 0x7f) << shift
      }
      marked |= marks[value] as number
    }
    offset = at
    sentences[i] = new Unread(holds, marked === 0, bytes, from, count)
  }
  return sentences
}

/** More than the bytes that `writeSentences` takes. */
export function roomFor(sentences: readonly Sentence[]): number {
  const words = sentences.reduce((sum, sentence) => sum + sentence.terms.length, 0)
  // Five bytes hold any 32-bit number.
  return 5 * (1 + words + 2 * sentences.length)
}

/** Writes sentences from an offset on, where there is room for them; returns the offset after them. */
export function writeSentences(bytes: Uint8Array, from: number, sentences: readonly Sentence[]): number {
  let offset = from
  const put = (number: number) => {
    let value = number
    while (value > 0x7f) {
      bytes[offset++] = (value & 0x7f) | 0x80
      value >>>= 7
    }
    bytes[offset++] = value
  }
  put(sentences.length)
  for (const sentence of sentences) {
    put(sentence.holds)
    put(sentence.terms.length)
    for (const term of sentence.terms) put(term)
  }
  return offset
}

/** Reads what `writeSentences` wrote. The loops are written out: this is most of what a question costs in an article. */
export function readSentences(bytes: Uint8Array, from: number): Readonly<{ sentences: Sentence[]; offset: number }> {
  let offset = from
  const read = () => {
    let byte = bytes[offset++] as number
    let value = byte & 0x7f
    for (let shift = 7; byte & 0x80; shift += 7) {
      byte = bytes[offset++] as number
      value |= (byte & 0x7f) << shift
    }
    return value
  }
  const sentences = new Array<Sentence>(read())
  for (let i = 0; i < sentences.length; i += 1) {
    const holds = read()
    const terms = new Array<number>(read())
    offset = readTerms(bytes, offset, terms)
    sentences[i] = { holds, terms }
  }
  return { sentences, offset }
}

/** The words of all sentences that `writeSentences` wrote, one after the other; `into` has room for as many as there are bytes. Returns how many. */
export function readAllTerms(bytes: Uint8Array, into: Uint32Array): number {
  let offset = 0
  let count = 0
  const read = () => {
    let byte = bytes[offset++] as number
    let value = byte & 0x7f
    for (let shift = 7; byte & 0x80; shift += 7) {
      byte = bytes[offset++] as number
      value |= (byte & 0x7f) << shift
    }
    return value
  }
  for (let sentences = read(); sentences > 0; sentences -= 1) {
    read() // what it holds
    for (let terms = read(); terms > 0; terms -= 1) into[count++] = read()
  }
  return count
}

/** Fills `terms`; returns the offset after them. */
function readTerms(bytes: Uint8Array, from: number, terms: number[]): number {
  let offset = from
  for (let j = 0; j < terms.length; j += 1) {
    let byte = bytes[offset++] as number
    let value = byte & 0x7f
    for (let shift = 7; byte & 0x80; shift += 7) {
      byte = bytes[offset++] as number
      value |= (byte & 0x7f) << shift
    }
    terms[j] = value
  }
  return offset
}
