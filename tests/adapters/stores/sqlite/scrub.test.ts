// Where bytes of the data go while the file is written anew: nowhere but into its own folder.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'scrubbed-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

it.skipIf(process.platform !== 'linux')(
  'scrubbing writes beside the data file alone, which has the room for it, and leaves nothing there',
  () => {
    const { SQLITE_TMPDIR: _, ...env } = process.env
    const out = execFileSync(process.execPath, [fileURLToPath(new URL('./scrub-and-watch.ts', import.meta.url)), dataDir], {
      env,
      encoding: 'utf8',
    })
    const seen: readonly string[] = JSON.parse(out)
    expect(seen.length).toBeGreaterThan(0)
    for (const path of seen) expect(path.startsWith(`${dataDir}/`), path).toBe(true)
    expect(readdirSync(dataDir).filter((name) => name.includes('etilqs'))).toEqual([])
  },
)
