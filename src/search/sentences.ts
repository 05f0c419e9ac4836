// The sentences of every article as term numbers, packed into bytes: about two a word.

/** `holds`: bits of what the sentence holds; `terms`: its words in order, stop words included. */
export type Sentence = Readonly<{ holds: number; terms: readonly number[] }>

const PAGE_BYTES = 1 << 18

export class Sentences {
  private readonly pages: Uint8Array[] = []
  private readonly where: Readonly<{ page: number; offset: number }>[] = []
  private used = PAGE_BYTES
  private scratch = new Uint8Array(1 << 16)

  /** Keeps a document's sentences; documents are numbered from 0 in the order they come. */
  add(document: number, sentences: readonly Sentence[]): void {
    const room = roomFor(sentences)
    if (this.scratch.length < room) this.scratch = new Uint8Array(room)
    const size = writeSentences(this.scratch, 0, sentences)
    if (this.used + size > PAGE_BYTES || this.pages.length === 0) {
      this.pages.push(new Uint8Array(Math.max(PAGE_BYTES, size)))
      this.used = 0
    }
    const page = this.pages.length - 1
    ;(this.pages[page] as Uint8Array).set(this.scratch.subarray(0, size), this.used)
    this.where[document] = { page, offset: this.used }
    this.used += size
  }

  at(document: number): Sentence[] {
    const where = this.where[document]
    const page = where && this.pages[where.page]
    return where && page ? readSentences(page, where.offset).sentences : []
  }
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

/** Reads what `writeSentences` wrote. */
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
    for (let j = 0; j < terms.length; j += 1) terms[j] = read()
    sentences[i] = { holds, terms }
  }
  return { sentences, offset }
}
