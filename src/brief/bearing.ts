// Whether a dispute bears on what was asked: its subject, or the words around what its positions say, are the question's (pure).
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { tokensOf, wordsOf } from '../base/tokens.ts'
import type { Dispute, Position } from '../domain/dispute.ts'

/** A question's words that say what is asked, and the names they are asked of; stems. */
export type AskedFor = Readonly<{ things: ReadonlySet<string>; names: ReadonlySet<string> }>

const AROUND = 6 // words either side of a position's value: what it is said of
const ENOUGH = 2 // words shared that are enough, however long the question is

export function askedFor(question: string): AskedFor {
  const things = new Set<string>()
  const names = new Set<string>()
  tokensOf(question).forEach(({ text, capital }, at) => {
    if (!isStopWord(text)) (capital && at > 0 ? names : things).add(stemOf(text))
  })
  return { things, names }
}

/** Names alone do not make a dispute the question's own: who was met on a visit is not when it was. They count where nothing else is asked. */
export function bearsOn(dispute: Dispute, { things, names }: AskedFor): boolean {
  const asked = things.size > 0 ? things : names
  const subject = new Set([dispute.about, ...dispute.positions.flatMap(wordsAround)].flatMap(stemsOf))
  const shared = [...asked].filter((stem) => subject.has(stem)).length
  return shared > 0 && shared >= Math.min(ENOUGH, Math.ceil(asked.size / 2))
}

/** The dispute is named after something asked that the words of the answer lack: who was blamed, where these say what happened. */
export function fillsIn({ about }: Dispute, { things }: AskedFor, answer: string): boolean {
  const said = new Set(stemsOf(answer))
  return stemsOf(about).some((stem) => things.has(stem) && !said.has(stem))
}

/** A dispute is news since a day when one of its positions was first taken then: what is merely repeated was disputed before. */
export function isNewSince({ positions }: Dispute, since: string): boolean {
  return positions.some(({ claims }) =>
    claims.every(({ citations }) => citations.every(({ publishedAt }) => publishedAt !== null && publishedAt >= since)),
  )
}

/** One of these passages is a position of the dispute. */
export function isStatedBy(dispute: Dispute, passages: readonly Readonly<{ articleId: string; start: number; end: number }>[]): boolean {
  return dispute.positions.some(({ claims }) =>
    claims.some(({ citations }) =>
      citations.some((cited) =>
        passages.some(({ articleId, start, end }) => articleId === cited.articleId && start < cited.end && cited.start < end),
      ),
    ),
  )
}

function wordsAround({ value, claims }: Position): string[] {
  return claims.flatMap(({ citations }) =>
    citations.map(({ quote }) => {
      const at = quote.indexOf(value)
      if (at < 0) return value
      const before = quote.slice(0, at).split(/\s+/).slice(-AROUND)
      const after = quote
        .slice(at + value.length)
        .split(/\s+/)
        .slice(0, AROUND + 1)
      return [...before, value, ...after].join(' ')
    }),
  )
}

function stemsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(stemOf)
}
