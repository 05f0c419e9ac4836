// Vectors as signed bytes, and how near two of them are (pure).
import type { PassageVectors } from '../ports/vector-store.ts'

/** The vectors of one article's passages. `scales`: one over the length of each, 0 for one that says nothing. */
export type Rows = Readonly<{ dimensions: number; values: Int8Array; scales: Float64Array }>

/** Each vector scaled so that its largest number is 127: within a hundredth of the cosine of the numbers themselves, at a quarter of the room. */
export function packVectors(vectors: readonly Float32Array[]): Pick<PassageVectors, 'dimensions' | 'bytes'> {
  const dimensions = vectors[0]?.length ?? 0
  const values = new Int8Array(dimensions * vectors.length)
  for (const [row, vector] of vectors.entries()) {
    let most = 0
    for (const number of vector) most = Math.max(most, Math.abs(number))
    if (most > 0) for (const [i, number] of vector.entries()) values[row * dimensions + i] = Math.round((127 * number) / most)
  }
  return { dimensions, bytes: new Uint8Array(values.buffer) }
}

export function rowsOf({ dimensions, bytes }: Pick<PassageVectors, 'dimensions' | 'bytes'>): Rows {
  const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const scales = new Float64Array(dimensions === 0 ? 0 : Math.floor(values.length / dimensions))
  for (let row = 0; row < scales.length; row += 1) {
    let sum = 0
    for (let i = row * dimensions; i < (row + 1) * dimensions; i += 1) {
      const value = values[i] as number
      sum += value * value
    }
    scales[row] = sum === 0 ? 0 : 1 / Math.sqrt(sum)
  }
  return { dimensions, values, scales }
}

/** The same direction with length 1; null when it has none. */
export function unitOf(vector: Float32Array): Float32Array | null {
  const length = Math.hypot(...vector)
  return Number.isFinite(length) && length > 0 ? vector.map((number) => number / length) : null
}

/** Cosine of a unit vector and one of the rows; 0 for a row that says nothing. */
export function cosine({ dimensions, values, scales }: Rows, row: number, unit: Float32Array): number {
  const from = row * dimensions
  // Four sums at once: one alone waits for itself.
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 3 < dimensions; i += 4) {
    a += (values[from + i] as number) * (unit[i] as number)
    b += (values[from + i + 1] as number) * (unit[i + 1] as number)
    c += (values[from + i + 2] as number) * (unit[i + 2] as number)
    d += (values[from + i + 3] as number) * (unit[i + 3] as number)
  }
  for (; i < dimensions; i += 1) a += (values[from + i] as number) * (unit[i] as number)
  return (a + b + c + d) * (scales[row] as number)
}

/** A row as a unit vector. */
export function unitAt({ dimensions, values, scales }: Rows, row: number): Float32Array {
  const [from, scale] = [row * dimensions, scales[row] ?? 0]
  const unit = new Float32Array(dimensions)
  for (let i = 0; i < dimensions; i += 1) unit[i] = (values[from + i] as number) * scale
  return unit
}
