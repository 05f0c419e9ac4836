// Budgets over real processes on one data file: killed between reserving and settling, several at once.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { HELD_MS } from '../../../../src/ports/budget.ts'

const SPENDER = fileURLToPath(new URL('./reserve-until-killed.ts', import.meta.url))
const AT = '2024-02-03T08:00:00Z'
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** Runs a spender; kills it once it has said `killAt`. Resolves with what it said. */
function spend(dataDir: string, name: string, room: number, killAt: string | null): Promise<readonly string[]> {
  const child = spawn(process.execPath, [SPENDER, dataDir, name, String(room), AT], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line)
    if (line === killAt) child.kill('SIGKILL')
  })
  return new Promise((resolve) => child.once('close', () => resolve(said)))
}

describe('a budget on disk', () => {
  it('counts what a killed process had reserved, for ten minutes and ever after', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'border-brief-'))
    folders.push(dataDir)
    const killed = await spend(dataDir, 'a', 100_000, 'reserved a-4')
    const reserved = killed.filter((line) => line.startsWith('reserved')).length
    const settled = killed.filter((line) => line.startsWith('settled')).length
    expect(reserved).toBeGreaterThanOrEqual(5)
    const { budget, close } = openSqliteStores({ dataDir })
    const { tokens, requests } = await budget.used('w', '2024-02-03')
    // What it reserved or settled after its last word is counted too, never less than it said.
    expect(tokens).toBeGreaterThanOrEqual(reserved * 100 - (settled + 1) * 40)
    expect(tokens).toBeGreaterThan(settled * 60)
    expect(requests).toBeGreaterThanOrEqual(reserved)
    const later = Temporal.Instant.from(AT).add({ milliseconds: HELD_MS }).toString()
    expect(await budget.settle('a-4', { tokens: 0, money: 0 }, later)).toBe(false)
    expect((await budget.used('w', '2024-02-03')).tokens).toBe(tokens)
    await close()
  })

  it('is never passed by several processes at once, some of them killed between reserving and settling', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'border-brief-'))
    folders.push(dataDir)
    await openSqliteStores({ dataDir }).close()
    const room = 1_500
    const kills = ['reserved a-1', 'reserved b-3', null]
    const runs = await Promise.all(['a', 'b', 'c'].map((name, n) => spend(dataDir, name, room, kills[n] ?? null)))
    await spend(dataDir, 'last', room, null)
    const { budget, close } = openSqliteStores({ dataDir })
    const { tokens, requests } = await budget.used('w', '2024-02-03')
    expect(tokens).toBeLessThanOrEqual(room)
    expect(tokens).toBeGreaterThan(room - 100) // full: the last one was refused for want of room
    expect(requests).toBeGreaterThanOrEqual(runs.flat().filter((line) => line.startsWith('reserved')).length)
    await close()
  })
})
