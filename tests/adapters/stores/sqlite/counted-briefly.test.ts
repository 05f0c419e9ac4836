// What is counted over all articles is counted anew when one comes or goes, and after a moment in any case.
import { expect, it } from 'vitest'
import { countedBriefly } from '../../../../src/adapters/stores/sqlite/counted-briefly.ts'
import type { Sql } from '../../../../src/adapters/stores/sqlite/transact.ts'

it('is kept for a second while nothing came or went, and shared by workspaces without articles', () => {
  let [now, mark, counted] = [0, '7 5', 0]
  const sql: Sql = { get: () => ({ mark }), all: () => [{ workspace: 'operator' }], run: () => 0 }
  const briefly = countedBriefly(() => now)
  const count = (scope: readonly string[], what = 'count') =>
    briefly.of(sql, what, scope, (held) => {
      counted += 1
      return `${held.join()} ${counted}`
    })
  expect([count(['operator', 'slack:T1']), count(['operator', 'slack:T2']), count(['operator'])]).toEqual(Array(3).fill('operator 1'))
  expect(count(['operator'], 'extent')).toBe('operator 2')
  expect(count(['slack:T1'])).toBe(' 3')
  mark = '8 6'
  expect(count(['operator'])).toBe('operator 4')
  now = 999
  expect(count(['operator'])).toBe('operator 4')
  now = 1_000
  expect(count(['operator'])).toBe('operator 5')
})
