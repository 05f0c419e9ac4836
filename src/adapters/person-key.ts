// Tells people apart in what is stored without storing who they are: a hash keyed by a secret of the data folder.
import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BorderBriefError } from '../base/error.ts'
import { KEY_BYTES, sealAlike, unseal } from '../base/sealing.ts'
import { type Channel, workspaceKey } from '../domain/address.ts'

const FILE = 'people.key'
const BYTES = 32
const HASH_CHARACTERS = 32 // hex: 128 bits

/** The hash of a person in a workspace; the same person in another workspace has another one. */
export type PersonKey = (channel: Pick<Channel, 'platform' | 'workspace'>, personId: string) => string

/** For the little while in which somebody must be found again; alike for the same person each time. `open`: null when that cannot be told any more. */
export type PersonSeal = Readonly<{
  seal: (channel: Pick<Channel, 'platform' | 'workspace'>, personId: string) => string
  open: (channel: Pick<Channel, 'platform' | 'workspace'>, sealed: string) => string | null
}>

/** Reads the secret at the first use, making it where there is none. Without it nobody can tell whose a stored hash was. */
export function createPersonKey(dataDir: string): PersonKey {
  const secret = secretOnce(dataDir)
  return (channel, personId) =>
    createHmac('sha256', secret())
      .update(`${workspaceKey(channel)}\0${personId}`)
      .digest('hex')
      .slice(0, HASH_CHARACTERS)
}

/** Under a key derived from the same secret (HKDF, RFC 5869). */
export function createPersonSeal(dataDir: string): PersonSeal {
  const secret = secretOnce(dataDir)
  let derived: Uint8Array | null = null
  const key = () => (derived ??= new Uint8Array(hkdfSync('sha256', secret(), '', 'border-brief who waits', KEY_BYTES)))
  return {
    seal: (channel, personId) => {
      const { iv, body } = sealAlike(key(), personId, workspaceKey(channel))
      return `${iv}.${body}`
    },
    open: (channel, sealed) => {
      const [iv = '', body = ''] = sealed.split('.')
      return unseal(key(), { iv, body }, workspaceKey(channel))
    },
  }
}

function secretOnce(dataDir: string): () => Uint8Array {
  let secret: Uint8Array | null = null
  return () => (secret ??= dataDir === ':memory:' ? randomBytes(BYTES) : secretIn(dataDir))
}

function secretIn(dataDir: string): Uint8Array {
  const path = join(dataDir, FILE)
  try {
    mkdirSync(dataDir, { recursive: true })
    // `wx` leaves a key that is there alone, also when two processes start at once.
    writeFileSync(path, randomBytes(BYTES).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw unusable(error)
  }
  try {
    const secret = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
    if (secret.length >= BYTES) return secret
  } catch (error) {
    throw unusable(error)
  }
  throw unusable(undefined)
}

function unusable(cause: unknown): BorderBriefError {
  return new BorderBriefError('people-key', `The file ${FILE} in the data folder cannot be used: delete it to have a new one made.`, {
    cause,
  })
}
