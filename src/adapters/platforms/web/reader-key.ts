// The secret that signs public reader links, kept in the data folder for its owner alone.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BorderBriefError } from '../../../base/error.ts'

const FILE = 'reader.key'
const BYTES = 32

/** Reads the key, making it at the first call. Without it, links that were sent stop working: that is how to revoke them all. */
export function readerKey(dataDir: string): Uint8Array {
  const path = join(dataDir, FILE)
  try {
    mkdirSync(dataDir, { recursive: true })
    // `wx` leaves a key that is there alone, also when two processes start at once.
    writeFileSync(path, randomBytes(BYTES).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!isErrno(error) || error.code !== 'EEXIST') throw unusable(error)
  }
  try {
    chmodSync(path, 0o600)
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
    if (key.length >= BYTES) return key
  } catch (error) {
    throw unusable(error)
  }
  throw unusable(undefined)
}

const isErrno = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error

function unusable(cause: unknown): BorderBriefError {
  return new BorderBriefError('reader-key', `The file ${FILE} in the data folder cannot be used: delete it to have a new one made.`, {
    cause,
  })
}
