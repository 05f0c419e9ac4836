// Seals tokens for storage: AES-256-GCM under a key of the environment, bound to the workspace they are of.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { sha256 } from '../../../base/hash.ts'

/** `keys`: 32 bytes each; the first seals, all of them open. */
export type TokenSeal = Readonly<{
  seal: (workspace: string, clear: string) => string
  /** Null when it was sealed for another workspace, under another key, or was changed. */
  open: (workspace: string, sealed: string) => string | null
  /** Whether the first key sealed it. */
  isOfNewestKey: (sealed: string) => boolean
}>

const FORM = 'bb1'
const IV_BYTES = 12 // NIST SP 800-38D: the length that GCM is made for
const TAG_BYTES = 16
const KEY_BYTES = 32

/** Throws RangeError for a key of another length, and when there is none. */
export function createTokenSeal(keys: readonly Uint8Array[]): TokenSeal {
  const named = keys.map((key) => ({ id: nameOf(key), key }))
  const [newest] = named
  if (newest === undefined || keys.some((key) => key.length !== KEY_BYTES)) throw new RangeError('a key has 32 bytes')
  return {
    seal: (workspace, clear) => {
      const iv = randomBytes(IV_BYTES) // never twice under one key: 96 random bits, for at most some thousand tokens a day
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv, { authTagLength: TAG_BYTES })
      cipher.setAAD(boundTo(workspace, newest.id))
      const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [FORM, newest.id, iv.toString('base64url'), body.toString('base64url')].join('.')
    },
    open: (workspace, sealed) => {
      const [form, id, iv = '', body = ''] = sealed.split('.')
      const held = named.find((one) => one.id === id)
      if (form !== FORM || held === undefined) return null
      return opened(held.key, Buffer.from(iv, 'base64url'), Buffer.from(body, 'base64url'), boundTo(workspace, held.id))
    },
    isOfNewestKey: (sealed) => sealed.startsWith(`${FORM}.${newest.id}.`),
  }
}

function opened(key: Uint8Array, iv: Buffer, body: Buffer, bound: Buffer): string | null {
  if (iv.length !== IV_BYTES || body.length < TAG_BYTES) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(bound)
    decipher.setAuthTag(body.subarray(body.length - TAG_BYTES))
    return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return null // not what was sealed: which it was, nobody needs to hear
  }
}

/** Which key it was, without a word about the key. */
function nameOf(key: Uint8Array): string {
  return sha256(`border-brief token key ${Buffer.from(key).toString('hex')}`).slice(0, 8)
}

function boundTo(workspace: string, keyId: string): Buffer {
  return Buffer.from(['installations', 'sealed', workspace, keyId].join('\0'), 'utf8')
}
