// What models have cost in SQLite: an estimate is part of the day's sum from the moment it is reserved.
import { type Amount, type BudgetStore, brokenLimit, checkedAmount, HELD_MS, RATE_WINDOW_MS, type Use } from '../../../ports/budget.ts'
import { integerOf, textOf } from './rows.ts'
import type { Database, Row, Sql } from './transact.ts'

const SUMS = 'coalesce(sum(tokens), 0) AS tokens, coalesce(sum(money), 0) AS money, coalesce(sum(requests), 0) AS requests'
const ADD = `INSERT INTO model_use (day, workspace, tokens, money, requests) VALUES (:day, :workspace, :tokens, :money, 1)
  ON CONFLICT (day, workspace) DO UPDATE SET
    tokens = tokens + excluded.tokens, money = money + excluded.money, requests = requests + 1`
const HOLD = `INSERT INTO model_requests (id, day, workspace, person, at_ms, tokens, money, held)
  VALUES (:id, :day, :workspace, :person, :atMs, :tokens, :money, 1)`
/** A clock that was put back must not count the requests of the hour to come. */
const OF_LAST_MINUTE = 'SELECT count(*) AS n FROM model_requests WHERE person = :person AND at_ms > :from AND at_ms < :to'

export function createBudgetStore(database: Database): BudgetStore {
  return {
    reserve: ({ id, payer, estimate, at, limits }) =>
      database.write((sql) => {
        const { tokens, money } = checkedAmount(estimate)
        const { workspace, person } = payer
        const { day, atMs } = timeOf(at)
        sql.run('DELETE FROM model_requests WHERE at_ms <= :old', { old: atMs - HELD_MS })
        const used = {
          workspace: usedOn(sql, day, workspace),
          all: usedOn(sql, day, null),
          personRequests: person === null ? 0 : requestsOf(sql, person, atMs),
        }
        const limit = brokenLimit({ estimate, limits: person === null ? { ...limits, personRequests: null } : limits }, used)
        if (limit !== null) return { kind: 'refused', limit }
        sql.run(HOLD, { id, day, workspace, person, atMs, tokens, money })
        sql.run(ADD, { day, workspace, tokens, money })
        return { kind: 'reserved' }
      }),
    settle: (id, used, at) =>
      database.write((sql) => {
        const { tokens, money } = checkedAmount(used)
        const { atMs } = timeOf(at)
        const held = sql.get('SELECT day, workspace, tokens, money FROM model_requests WHERE id = :id AND held = 1 AND at_ms > :old', {
          id,
          old: atMs - HELD_MS,
        })
        if (held === null) return false
        sql.run('UPDATE model_requests SET held = 0, tokens = :tokens, money = :money WHERE id = :id', { id, tokens, money })
        sql.run('UPDATE model_use SET tokens = tokens + :tokens, money = money + :money WHERE day = :day AND workspace = :workspace', {
          day: textOf(held, 'day'),
          workspace: textOf(held, 'workspace'),
          tokens: tokens - integerOf(held, 'tokens'),
          money: money - integerOf(held, 'money'),
        })
        return true
      }),
    used: (workspace, day) => database.read((sql) => usedOn(sql, day, workspace)),
    prune: (beforeDay) => database.write((sql) => sql.run('DELETE FROM model_use WHERE day < :beforeDay', { beforeDay })),
    erase: (workspace, person) => database.write((sql) => erased(sql, workspace, person)),
  }
}

function erased(sql: Sql, workspace: string, person: string | null): number {
  const whose = 'workspace = :workspace AND (:person IS NULL OR person = :person)'
  const requests = sql.run(`DELETE FROM model_requests WHERE ${whose}`, { workspace, person })
  return person === null ? requests + sql.run('DELETE FROM model_use WHERE workspace = :workspace', { workspace }) : requests
}

function timeOf(at: string): Readonly<{ day: string; atMs: number }> {
  const instant = Temporal.Instant.from(at)
  return { day: instant.toString().slice(0, 10), atMs: instant.epochMilliseconds }
}

function usedOn(sql: Sql, day: string, workspace: string | null): Use {
  const row =
    workspace === null
      ? sql.get(`SELECT ${SUMS} FROM model_use WHERE day = :day`, { day })
      : sql.get(`SELECT ${SUMS} FROM model_use WHERE day = :day AND workspace = :workspace`, { day, workspace })
  return row === null ? { tokens: 0, money: 0, requests: 0 } : useOf(row)
}

function useOf(row: Row): Use {
  const amount: Amount = { tokens: integerOf(row, 'tokens'), money: integerOf(row, 'money') }
  return { ...amount, requests: integerOf(row, 'requests') }
}

function requestsOf(sql: Sql, person: string, atMs: number): number {
  const row = sql.get(OF_LAST_MINUTE, { person, from: atMs - RATE_WINDOW_MS, to: atMs + RATE_WINDOW_MS })
  return row === null ? 0 : integerOf(row, 'n')
}
