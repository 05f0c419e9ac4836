// Which number stands beside which quote, so that "quote 2" means the same to the page and to the thread (pure).
import type { Citation, Claim } from '../domain/claim.ts'
import type { Dispute } from '../domain/dispute.ts'

export type Numbering = Readonly<{
  /** number n is `cited[n - 1]` */
  cited: readonly Citation[]
  /** the number of a quote; null when it has none */
  numberOf: (citation: Citation) => number | null
}>

const keyOf = ({ articleId, version, start, end }: Citation) => `${articleId}\u0000${version}\u0000${start}\u0000${end}`

/** Claims are 1..n in their order; the words of a disputed position that is none of the claims follow. */
export function numbering(claims: readonly Claim[], disputes: readonly Dispute[]): Numbering {
  const cited = claims.map((claim) => claim.citations[0])
  const numbers = new Map<string, number>()
  cited.forEach((citation, at) => {
    if (!numbers.has(keyOf(citation))) numbers.set(keyOf(citation), at + 1)
  })
  for (const { positions } of disputes) {
    for (const citation of positions.flatMap(({ claims: [first] }) => (first === undefined ? [] : [first.citations[0]]))) {
      if (numbers.has(keyOf(citation))) continue
      cited.push(citation)
      numbers.set(keyOf(citation), cited.length)
    }
  }
  return { cited, numberOf: (citation) => numbers.get(keyOf(citation)) ?? null }
}
