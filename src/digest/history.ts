// What a channel's memory says, read for one topic; and what an edition adds to it (pure).
import type { Dispute } from '../domain/dispute.ts'
import type { ToldFact } from '../domain/subscription.ts'
import { type KnownFact, packFact, unpackFact } from './known-fact.ts'

const FACT = 'fact/3:'
const POSITION = 'position/1:'
const MARK = 'mark/1:'
const HELD = 'held/1:'
const FOUND = 'found/1:'

export type History = Readonly<{
  /** of every topic: what a channel was told under one is not news under another */
  facts: readonly KnownFact[]
  /** disputed positions shown, as `positionKey` */
  positions: ReadonlySet<string>
  /** up to where articles were looked at for this topic, and when; null before its first edition */
  mark: Readonly<{ value: string; at: Temporal.Instant }> | null
  /** ids of articles that were put off: dated ahead, or with more news than an edition holds */
  held: readonly string[]
  /** several stories were about this topic, which nobody configured, when it was last told */
  wasFound: boolean
}>

/** `told`: all rows of the channel's memory, of whatever topics. A row of an earlier form that cannot be read is passed over. */
export function readHistory(told: readonly ToldFact[], topic: string): History {
  const [mark, held] = [latest(told, MARK + topic), latest(told, HELD + topic)]
  return {
    facts: told.flatMap((fact) => (fact.key.startsWith(FACT) ? (unpackFact(fact.value) ?? []) : [])),
    positions: new Set(told.flatMap((fact) => (fact.key.startsWith(POSITION) ? [fact.key] : []))),
    mark: mark ? { value: mark.value, at: Temporal.Instant.from(mark.toldAt) } : null,
    held: held ? held.value.split('\n').filter((id) => id !== '') : [],
    wasFound: told.some(({ key, value }) => key === FOUND + topic && value === 'yes'),
  }
}

/** The row that keeps a fact as told; `toldAt`, here and below: an ISO instant. */
export function factRow(fact: KnownFact, toldAt: string): ToldFact {
  return { key: FACT + fact.id, value: packFact(fact), articleId: fact.source.articleId, toldAt }
}

/** The row that keeps up to where articles were looked at. */
export function markFact(topic: string, mark: string, toldAt: string): ToldFact {
  return { key: MARK + topic, value: mark, articleId: '', toldAt }
}

/** The row that keeps whether several stories are about it. */
export function foundFact(topic: string, isFound: boolean, toldAt: string): ToldFact {
  return { key: FOUND + topic, value: isFound ? 'yes' : 'no', articleId: '', toldAt }
}

/** What an edition that is not shown leaves to be said. */
export const unsaid = (facts: readonly ToldFact[]): readonly ToldFact[] =>
  facts.filter(({ key, value }) => !(key.startsWith(FOUND) && value === 'no'))

/** The row that keeps which articles were put off. */
export function heldFact(topic: string, articleIds: readonly string[], toldAt: string): ToldFact {
  return { key: HELD + topic, value: articleIds.join('\n'), articleId: '', toldAt }
}

/** The rows that keep which positions of disputes were shown. */
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

function latest(told: readonly ToldFact[], key: string): ToldFact | undefined {
  const of = told.filter((fact) => fact.key === key)
  return of.toSorted((a, b) => Temporal.Instant.compare(Temporal.Instant.from(a.toldAt), Temporal.Instant.from(b.toldAt))).at(-1)
}
