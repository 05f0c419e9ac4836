// Reads columns of a row as what they must be; a row of another shape was not written by us (pure).
import type { z } from 'zod'
import { BorderBriefError } from '../../../base/error.ts'
import type { Row } from './transact.ts'

function unreadable(column: string, cause?: unknown): BorderBriefError {
  return new BorderBriefError(
    'database-row',
    'The data file holds something this version cannot read; put the newest file from the backups folder in its place.',
    { cause: cause ?? new TypeError(`column ${column}`) },
  )
}

export function textOf(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw unreadable(column)
  return value
}

export function textOrNullOf(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column)
}

export function integerOf(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw unreadable(column)
  return value
}

export function integerOrNullOf(row: Row, column: string): number | null {
  return row[column] === null ? null : integerOf(row, column)
}

export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw unreadable(column)
  return value
}

/** What `read` makes of a column of bytes. */
export function unpackedOf<T>(row: Row, column: string, read: (bytes: Uint8Array) => T): T {
  const bytes = bytesOf(row, column)
  try {
    return read(bytes)
  } catch (error) {
    throw unreadable(column, error)
  }
}

/** A JSON column checked against its schema. */
export function parsedOf<T>(row: Row, column: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(jsonOf(row, column))
  if (!result.success) throw unreadable(column, result.error)
  return result.data
}

export function jsonOf(row: Row, column: string): unknown {
  try {
    return JSON.parse(textOf(row, column))
  } catch (error) {
    throw unreadable(column, error)
  }
}

/** Workspace keys as the JSON that `IN (SELECT value FROM json_each(:scope))` reads. */
export function listOf(values: readonly string[]): string {
  return JSON.stringify(values)
}
