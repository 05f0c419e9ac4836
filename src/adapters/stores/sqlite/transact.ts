// One writer at a time: async transactions behind a queue, and short writes and reads that never mix into somebody else's.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { BorderBriefError } from '../../../base/error.ts'
import { inTurn } from '../../../base/in-turn.ts'
import type { Transact } from '../../../ports/article-store.ts'
import { asReadableError, type Connections, isBusy } from './open-database.ts'

/** How long another process may hold the file before a write gives up; it is waited for without holding the event loop. */
const BUSY_LIMIT_MS = 30_000

export type Row = Record<string, SQLOutputValue>
export type Values = Record<string, SQLInputValue>

/** Statements on one connection, prepared once. */
export type Sql = {
  readonly all: (text: string, values?: Values) => readonly Row[]
  readonly get: (text: string, values?: Values) => Row | null
  /** How many rows it changed. */
  readonly run: (text: string, values?: Values) => number
}

export type Database = {
  /** Runs inside the caller's transaction when there is one, otherwise on what is committed. */
  readonly read: <T>(work: (sql: Sql) => T) => Promise<T>
  /** All of `work` or none of it, as part of the caller's transaction or as one of its own. */
  readonly write: <T>(work: (sql: Sql) => T) => Promise<T>
  readonly transact: Transact
  /** Waits for what is running, then closes. */
  readonly close: () => Promise<void>
}

/** A transaction stays `open` until its commit; work it left behind (not awaited) is outside it again. */
type Running = { open: boolean; failed: unknown }

export function createDatabase({ writer, reader }: Connections): Database {
  const writing = statementsOf(writer)
  const reading = reader ? statementsOf(reader) : null
  const running = new AsyncLocalStorage<Running>()
  const enqueue = inTurn()
  const gathering = createGathering(writer, writing, enqueue)
  const current = (): Running | null => {
    const transaction = running.getStore()
    return transaction?.open ? transaction : null
  }

  /** Work that throws, or a nested call that did, leaves nothing behind, even when its error was caught on the way. */
  const transact: Transact = async (work) => {
    const outer = current()
    if (outer) return joinTransaction(outer, work)
    gathering.close()
    return enqueue(async () => {
      await begin(writer)
      const transaction: Running = { open: true, failed: null }
      try {
        const result = await running.run(transaction, work)
        if (transaction.failed) throw abandoned(transaction.failed)
        transaction.open = false
        writer.exec('COMMIT')
        return result
      } catch (error) {
        transaction.open = false
        rollBack(writer)
        throw asReadableError(error)
      }
    })
  }

  return {
    transact,
    read: async (work) => {
      try {
        if (current()) return work(writing)
        return reading ? work(reading) : await enqueue(async () => work(writing))
      } catch (error) {
        throw asReadableError(error)
      }
    },
    write: async (work) => {
      const transaction = current()
      if (!transaction) return gathering.write(work)
      if (transaction.failed) throw abandoned(transaction.failed)
      return inSavepoint(writer, writing, work)
    },
    close: () =>
      enqueue(async () => {
        if (reader?.isOpen) reader.close()
        if (writer.isOpen) writer.close()
      }),
  }
}

/** `run` does one short write and returns how its caller is told, once all is committed. */
type Gathered = Readonly<{ run: () => () => void; reject: (error: unknown) => void }>
type Gathering = Readonly<{
  /** A short write, committed together with those that were asked for in the same turn of the event loop: they wait for the disk once. */
  write: <T>(work: (sql: Sql) => T) => Promise<T>
  /** What is asked for from here on comes after what is put into the queue next. */
  close: () => void
}>

function createGathering(writer: DatabaseSync, sql: Sql, enqueue: <T>(work: () => Promise<T>) => Promise<T>): Gathering {
  let open: Gathered[] | null = null
  const begun = (): Gathered[] => {
    const batch: Gathered[] = []
    void enqueue(async () => {
      await turn()
      if (open === batch) open = null
      await commitAll(writer, batch)
    })
    return batch
  }
  return {
    close: () => {
      open = null
    },
    write: (work) =>
      new Promise((resolve, reject) => {
        open ??= begun()
        const run = () => {
          const result = inSavepoint(writer, sql, work)
          return () => resolve(result)
        }
        open.push({ run, reject })
      }),
  }
}

/** One that fails leaves nothing behind and does not touch the others; a commit that fails fails for all. Never throws. */
async function commitAll(writer: DatabaseSync, batch: readonly Gathered[]): Promise<void> {
  const told: (() => void)[] = []
  try {
    await begin(writer)
    for (const { run, reject } of batch) {
      try {
        told.push(run())
      } catch (error) {
        // Without its transaction, what the others wrote is gone as well.
        if (!writer.isTransaction) throw error
        told.push(() => reject(asReadableError(error)))
      }
    }
    writer.exec('COMMIT')
  } catch (error) {
    rollBack(writer)
    for (const { reject } of batch) reject(asReadableError(error))
    return
  }
  for (const tell of told) tell()
}

async function joinTransaction<T>(outer: Running, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    outer.failed ??= error
    throw error
  }
}

function abandoned(cause: unknown): unknown {
  if (cause instanceof BorderBriefError) return cause
  return new BorderBriefError('transaction-abandoned', 'A part of this could not be saved, so none of it was; please try again.', { cause })
}

/** A writer's statements of one short write: when one fails the others are undone, and the transaction around it goes on. */
function inSavepoint<T>(writer: DatabaseSync, sql: Sql, work: (sql: Sql) => T): T {
  sql.run('SAVEPOINT short_write')
  try {
    const result = work(sql)
    sql.run('RELEASE short_write')
    return result
  } catch (error) {
    if (writer.isTransaction) writer.exec('ROLLBACK TO short_write; RELEASE short_write')
    throw asReadableError(error)
  }
}

async function begin(writer: DatabaseSync): Promise<void> {
  const giveUpAt = performance.now() + BUSY_LIMIT_MS
  for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
    try {
      writer.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() >= giveUpAt) throw asReadableError(error)
      await pause(wait)
    }
  }
}

function rollBack(writer: DatabaseSync): void {
  // A full disk or an I/O fault has already rolled back; what is asked for after the close has nothing to.
  if (writer.isOpen && writer.isTransaction) writer.exec('ROLLBACK')
}

function statementsOf(db: DatabaseSync): Sql {
  const prepared = new Map<string, StatementSync>()
  const prepare = (text: string): StatementSync => {
    const known = prepared.get(text)
    if (known) return known
    const statement = db.prepare(text)
    prepared.set(text, statement)
    return statement
  }
  return {
    all: (text, values = {}) => prepare(text).all(values),
    get: (text, values = {}) => prepare(text).get(values) ?? null,
    run: (text, values = {}) => Number(prepare(text).run(values).changes),
  }
}
