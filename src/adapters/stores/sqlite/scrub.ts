// Writes the data file anew without what was deleted, on a thread of its own with a connection of its own.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BorderBriefError } from '../../../base/error.ts'
import { offLoop } from '../../off-loop.ts'
import { FILE_NAME } from './open-database.ts'

const LIMIT_MS = 600_000
const HEAP_MB = 256
const BUSY_MS = 30_000
const TRIES = 600
const PAUSE_MS = 50 // SQLite itself does not wait for another checkpoint to end

/** Throws BorderBriefError when it could not be done: the disk is full, or another process never lets go of the file. */
export async function scrubFile(dataDir: string): Promise<void> {
  const scrubbing = offLoop<string, boolean>({ module: new URL(import.meta.url), name: scrub.name, limitMs: LIMIT_MS, heapMb: HEAP_MB })
  const result = await scrubbing.run(join(dataDir, FILE_NAME))
  await scrubbing.close()
  if (result.kind === 'done' && result.value) return
  throw new BorderBriefError(
    'database-not-scrubbed',
    'What was deleted may still stand in unused parts of the data file; free as much disk space as the file takes, and try again: border-brief forget does it anew.',
    { retryable: true },
  )
}

/** VACUUM copies what is there and nothing else; the log beside the file is then emptied. False where something kept it from that. */
export function scrub(file: string): boolean {
  const db = new DatabaseSync(file, { timeout: BUSY_MS })
  const pause = new Int32Array(new SharedArrayBuffer(4))
  try {
    db.exec('PRAGMA wal_autocheckpoint = 0; VACUUM') // the checkpoint below does it once
    for (let tries = 0; tries < TRIES; tries++) {
      const done = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
      if (done?.['busy'] === 0) return true
      Atomics.wait(pause, 0, 0, PAUSE_MS)
    }
    return false
  } finally {
    db.close()
  }
}
