// Packs what families, stories and disputes need of an article into numbers, so that the index opens without its text (pure).
import { FACT_KINDS, FACT_NATURES, type Fact } from './fact.ts'
import type { StoryVector } from './story-vector.ts'

export const FINGERPRINT_KIND = 'facts-8'

export type Fingerprint = Readonly<{
  /** no abstract, not withdrawn: may be in a family and a story */
  counts: boolean
  /** day number of publication; null when unknown */
  day: number | null
  /** hashes of publisher and agency; 0 for none */
  publisher: number
  agency: number
  vector: StoryVector
  /** sample of its runs of words */
  sketch: Uint32Array
  /** hashes of the words it is found by */
  terms: readonly number[]
  facts: readonly Fact[]
  /** hashes of the places, groups and people it is about */
  subjects: readonly number[]
}>

const NO_DAY = -1e9

export function pack({ counts, day, publisher, agency, vector, sketch, terms, facts, subjects }: Fingerprint): number[] {
  const head = [counts ? 1 : 0, day ?? NO_DAY, publisher, agency, vector.hashes.length]
  return [
    ...head,
    ...vector.hashes,
    ...vector.coded,
    sketch.length,
    ...sketch,
    terms.length,
    ...terms,
    facts.length,
    ...facts.flatMap(packFact),
    subjects.length,
    ...subjects,
  ]
}

function packFact(fact: Fact): number[] {
  const head = [FACT_KINDS.indexOf(fact.kind), FACT_NATURES.indexOf(fact.nature), fact.subject, fact.passage, fact.start, fact.end]
  return [...head, fact.low, fact.high, fact.who, fact.speaker, fact.where.length, ...fact.where, fact.about.length, ...fact.about]
}

/** Reads what `pack` wrote; null when it was written in another form. */
export function unpack(stored: Readonly<{ kind: string; values: readonly number[] }>): Fingerprint | null {
  if (stored.kind !== FINGERPRINT_KIND) return null
  const { values } = stored
  let at = 0
  const next = (): number => values[at++] ?? 0
  const list = (): number[] => {
    const numbers: number[] = []
    for (let left = next(); left > 0; left--) numbers.push(next())
    return numbers
  }
  const [counts, day, publisher, agency] = [next() === 1, next(), next(), next()]
  const size = next()
  const samples = values[at + 2 * size] ?? 0
  // Three views of one buffer, which costs less than a buffer each.
  const buffer = new ArrayBuffer(4 * (size + samples) + 2 * size)
  const hashes = new Uint32Array(buffer, 0, size)
  const sketch = new Uint32Array(buffer, 4 * size, samples)
  const vector = { hashes, coded: new Uint16Array(buffer, 4 * (size + samples), size) }
  for (let i = 0; i < size; i++) hashes[i] = next()
  for (let i = 0; i < size; i++) vector.coded[i] = next()
  at++
  for (let i = 0; i < samples; i++) sketch[i] = next()
  const terms = list()
  const facts = Array.from({ length: next() }, (): Fact => {
    const kind = FACT_KINDS[next()] ?? 'figure'
    const nature = FACT_NATURES[next()] ?? 'plain'
    const [subject, passage, start, end, low, high, who, speaker] = [next(), next(), next(), next(), next(), next(), next(), next()]
    return { kind, nature, subject, passage, start, end, low, high, who, speaker, where: list(), about: list() }
  })
  return { counts, day: day === NO_DAY ? null : day, publisher, agency, vector, sketch, terms, facts, subjects: list() }
}
