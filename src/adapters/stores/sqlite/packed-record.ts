// Packs what the index knows of an article into bytes that are read fast, single passages without the others (pure).
import type { Figure } from '../../../domain/figure.ts'
import type { AnnotatedPassage, DateMention, NameMention } from '../../../domain/passage.ts'

const FORM = 1
const JSON_TEXT = 0x7b // "{": a record from before there were packed ones
const HEAD = 5 // bytes: form, and how many passages

/** Numbers that are no whole number of 32 bits follow this mark as eight bytes. */
const WIDE = 0xffff_ffff

export function packNumbers(values: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * 12))
  let at = 0
  for (const value of values) {
    const whole = value >>> 0
    const narrow = whole === value && whole !== WIDE && !Object.is(value, -0)
    bytes.setUint32(at, narrow ? whole : WIDE, true)
    at += 4
    if (narrow) continue
    bytes.setFloat64(at, value, true)
    at += 8
  }
  return new Uint8Array(bytes.buffer, 0, at)
}

export function unpackNumbers(packed: Uint8Array): number[] {
  const bytes = viewOf(packed)
  // Room for all at once: a list that grows is copied again and again.
  const values = new Array<number>(packed.length >> 2)
  let size = 0
  for (let at = 0; at < packed.length; at += 4) {
    const whole = bytes.getUint32(at, true)
    values[size++] = whole === WIDE ? bytes.getFloat64(at + 4, true) : whole
    if (whole === WIDE) at += 8
  }
  values.length = size
  return values
}

/** Names, dates and figures as lists, in the order of their fields below; what is as usual is left out. */
type Packed = Readonly<{
  s: number
  e: number
  t: string
  /** ordinal, when it is not the place in the list */
  o?: number
  r?: AnnotatedPassage['role']
  n?: readonly PackedName[]
  d?: readonly PackedDate[]
  f?: readonly PackedFigure[]
  k?: string
  h?: string
  p?: AnnotatedPassage['polarity']
}>

type PackedName = readonly [NameMention['key'], string, NameMention['kind'], number, number]
type PackedDate = readonly [words: string, from: string, to: string, DateMention['precision'], number, number]
type PackedFigure = readonly [
  ...[low: number | null, high: number | null, words: string, unit: string | null, currency: string | null],
  ...[measure: string, counted: string | null, qualifier: Figure['qualifier'], hedge: string | null, speaker: string | null],
  ...[asOf: string | null, scope: readonly string[], start: number, end: number],
]

/** Article and version are those of the record. */
export function packPassages(passages: readonly AnnotatedPassage[]): Uint8Array {
  const parts = passages.map((passage, at) => `${JSON.stringify(packed(passage, at))},`)
  const body = HEAD + 4 * parts.length
  const text = parts.join('')
  // Three bytes hold any UTF-16 unit: what is written at once is measured once.
  const bytes = Buffer.allocUnsafe(body + 3 * text.length)
  const size = bytes.write(text, body)
  bytes.writeUInt8(FORM, 0)
  bytes.writeUInt32LE(parts.length, 1)
  const isPlain = size === text.length
  let end = body
  for (const [at, part] of parts.entries()) {
    end += isPlain ? part.length : Buffer.byteLength(part)
    bytes.writeUInt32LE(end, HEAD + 4 * at)
  }
  return bytes.subarray(0, body + size)
}

export type Of = Readonly<{ articleId: string; version: number }>

/** All passages in order. Throws when the bytes are none of ours. */
export function unpackPassages(bytes: Uint8Array, of: Of): AnnotatedPassage[] {
  const old = readJson(bytes)
  if (old !== null) return old
  const view = viewOf(bytes)
  const body = HEAD + 4 * countIn(view)
  const all = JSON.parse(`[${utf8(bytes, body, Math.max(body, bytes.length - 1))}]`) as readonly Packed[]
  return all.map((one, at) => unpacked(one, at, of))
}

/** The passages at these places in the list; places that it does not have are left out. */
export function pickPassages(bytes: Uint8Array, places: readonly number[], of: Of): Map<number, AnnotatedPassage> {
  const old = readJson(bytes)
  const view = viewOf(bytes)
  const count = old === null ? countIn(view) : 0
  const picked = new Map<number, AnnotatedPassage>()
  for (const place of places) {
    const known = old?.[place]
    if (known !== undefined) picked.set(place, known)
    if (place < 0 || place >= count) continue
    const start = place === 0 ? HEAD + 4 * count : view.getUint32(HEAD + 4 * (place - 1), true)
    const end = view.getUint32(HEAD + 4 * place, true) - 1
    picked.set(place, unpacked(JSON.parse(utf8(bytes, start, end)) as Packed, place, of))
  }
  return picked
}

function countIn(view: DataView): number {
  if (view.byteLength < HEAD || view.getUint8(0) !== FORM) throw new TypeError('packed passages of another form')
  return view.getUint32(1, true)
}

function readJson(bytes: Uint8Array): AnnotatedPassage[] | null {
  if (bytes[0] !== JSON_TEXT) return null
  return (JSON.parse(utf8(bytes, 0, bytes.length)) as Readonly<{ passages: AnnotatedPassage[] }>).passages
}

function packed(
  { start, end, text, ordinal, role, names, dates, figures, speaker, hedge, polarity }: AnnotatedPassage,
  at: number,
): Packed {
  return {
    s: start,
    e: end,
    t: text,
    ...(ordinal !== at && { o: ordinal }),
    ...(role !== 'sentence' && { r: role }),
    ...(names.length > 0 && { n: names.map((name): PackedName => [name.key, name.text, name.kind, name.start, name.end]) }),
    ...(dates.length > 0 && {
      d: dates.map((date): PackedDate => [date.words, date.from, date.to, date.precision, date.start, date.end]),
    }),
    ...(figures.length > 0 && { f: figures.map(packedFigure) }),
    ...(speaker !== null && { k: speaker }),
    ...(hedge !== null && { h: hedge }),
    ...(polarity !== 'states' && { p: polarity }),
  }
}

function packedFigure(figure: Figure): PackedFigure {
  const { low, high, words, unit, currency, measure, counted, qualifier, hedge, speaker, asOf, scope, start, end } = figure
  return [low, high, words, unit, currency, measure, counted, qualifier, hedge, speaker, asOf, scope, start, end]
}

function unpacked({ s, e, t, o, r, n = [], d = [], f = [], k, h, p }: Packed, at: number, { articleId, version }: Of): AnnotatedPassage {
  return {
    articleId,
    version,
    start: s,
    end: e,
    text: t,
    role: r ?? 'sentence',
    ordinal: o ?? at,
    names: n.map(([key, text, kind, start, end]) => ({ key, text, kind, start, end })),
    dates: d.map(([words, from, to, precision, start, end]) => ({ words, from, to, precision, start, end })),
    figures: f.map(unpackedFigure),
    speaker: k ?? null,
    hedge: h ?? null,
    polarity: p ?? 'states',
  }
}

function unpackedFigure(figure: PackedFigure): Figure {
  const [low, high, words, unit, currency, measure, counted, qualifier, hedge, speaker, asOf, scope, start, end] = figure
  return { low, high, words, unit, currency, measure, counted, qualifier, hedge, speaker, asOf, scope, start, end }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function utf8(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end)
}
