// What a channel's memory says, read for one topic; and what an edition adds to it (pure).
import type { Dispute } from '../domain/dispute.ts'
import type { ToldFact } from '../domain/subscription.ts'
import { keyOfStatement, type Statement } from './statement.ts'

const STATEMENT = 'statement/1:'
const POSITION = 'position/1:'
const MARK = 'mark/1:'

export type ToldStatement = Statement & Readonly<{ articleId: string }>

export type History = Readonly<{
  /** of every topic: what a channel was told under one is not news under another; oldest first */
  statements: readonly ToldStatement[]
  /** disputed positions shown, as `positionKey` */
  positions: ReadonlySet<string>
  /** up to where articles were looked at for this topic, and when; null before its first edition */
  mark: Readonly<{ value: string; at: Temporal.Instant }> | null
}>

export function readHistory(told: readonly ToldFact[], topic: string): History {
  const mark = told
    .filter((fact) => fact.key === MARK + topic)
    .toSorted((a, b) => Number(a.value) - Number(b.value) || compare(a.toldAt, b.toldAt))
  const last = mark.at(-1)
  return {
    statements: told.flatMap((fact) => (fact.key.startsWith(STATEMENT) ? readStatement(fact) : [])),
    positions: new Set(told.flatMap((fact) => (fact.key.startsWith(POSITION) ? [fact.key] : []))),
    mark: last ? { value: last.value, at: Temporal.Instant.from(last.toldAt) } : null,
  }
}

/** The value is our own JSON; one of a later version that cannot be read is left out, which at worst tells a fact again. */
function readStatement(fact: ToldFact): readonly ToldStatement[] {
  try {
    return [{ ...(JSON.parse(fact.value) as Statement), articleId: fact.articleId }]
  } catch {
    return []
  }
}

export function statementFact(statement: Statement, articleId: string, toldAt: string): ToldFact {
  return { key: STATEMENT + keyOfStatement(statement), value: JSON.stringify(statement), articleId, toldAt }
}

export function markFact(topic: string, mark: string, toldAt: string): ToldFact {
  return { key: MARK + topic, value: mark, articleId: '', toldAt }
}

export function positionFacts(disputes: readonly Dispute[], toldAt: string): readonly ToldFact[] {
  return disputes.flatMap((dispute) =>
    dispute.positions.map((position) => ({
      key: positionKey(dispute, position.value),
      value: position.value,
      articleId: position.claims[0]?.citations[0].articleId ?? '',
      toldAt,
    })),
  )
}

/** A dispute is news when it has a position the channel was not shown. */
export function hasNewPosition(dispute: Dispute, history: History): boolean {
  return dispute.positions.some(({ value }) => !history.positions.has(positionKey(dispute, value)))
}

function positionKey(dispute: Dispute, value: string): string {
  return `${POSITION}${dispute.about.toLowerCase()}|${value.toLowerCase()}`
}

function compare(a: string, b: string): number {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b))
}
