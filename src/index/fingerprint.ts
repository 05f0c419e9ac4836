// Packs what families, stories and disputes need of an article into numbers, so that the index opens without its text (pure).
import { FACT_KINDS, FACT_NATURES, type Fact } from './fact.ts'
import type { Profile } from './profile.ts'

export const FINGERPRINT_KIND = 'facts-1'

export type Fingerprint = Readonly<{
  original: boolean
  /** day number of publication; null when unknown */
  day: number | null
  /** hashes of publisher and agency; 0 for none */
  publisher: number
  agency: number
  profile: Profile
  facts: readonly Fact[]
}>

const NO_DAY = -1e9

export function pack(print: Fingerprint): number[] {
  const { profile, facts } = print
  const words = [...profile.words].flat()
  const head = [print.original ? 1 : 0, print.day ?? NO_DAY, print.publisher, print.agency, profile.denials, profile.words.size]
  return [...head, ...words, facts.length, ...facts.flatMap(packFact)]
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
  const list = (): number[] => Array.from({ length: next() }, next)
  const [original, day, publisher, agency, denials] = [next() === 1, next(), next(), next(), next()]
  const words = new Map(Array.from({ length: next() }, () => [next(), next()] as const))
  const facts = Array.from({ length: next() }, (): Fact => {
    const kind = FACT_KINDS[next()] ?? 'figure'
    const nature = FACT_NATURES[next()] ?? 'plain'
    const [subject, passage, start, end, low, high, who, speaker] = [next(), next(), next(), next(), next(), next(), next(), next()]
    return { kind, nature, subject, passage, start, end, low, high, who, speaker, where: list(), about: list() }
  })
  return { original, day: day === NO_DAY ? null : day, publisher, agency, profile: { words, denials }, facts }
}
