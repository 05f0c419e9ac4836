// Seals short texts for storage: AES-256-GCM, bound to what they are of.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12 // NIST SP 800-38D: the length that GCM is made for
const TAG_BYTES = 16

export const KEY_BYTES = 32

/** Both in base64url; the tag is at the end of the body. */
export type Sealed = Readonly<{ iv: string; body: string }>

/** `key`: 32 bytes; at most some 2^32 seals under one, as the 96 bits of chance in each must never come twice. */
export function seal(key: Uint8Array, clear: string, bound: string): Sealed {
  return sealedWith(randomBytes(IV_BYTES), key, clear, bound)
}

/** The same text in the same bounds is sealed alike (a synthetic IV, as in RFC 5297), so that it can be looked for and tells nothing but that. */
export function sealAlike(key: Uint8Array, clear: string, bound: string): Sealed {
  const iv = createHmac('sha256', key).update(`${bound}\0${clear}`).digest().subarray(0, IV_BYTES)
  return sealedWith(iv, key, clear, bound)
}

function sealedWith(iv: Uint8Array, key: Uint8Array, clear: string, bound: string): Sealed {
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(bound, 'utf8'))
  const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { iv: Buffer.from(iv).toString('base64url'), body: body.toString('base64url') }
}

/** Null when it was sealed under another key, bound to something else, or changed. */
export function unseal(key: Uint8Array, sealed: Sealed, bound: string): string | null {
  const [iv, body] = [Buffer.from(sealed.iv, 'base64url'), Buffer.from(sealed.body, 'base64url')]
  if (iv.length !== IV_BYTES || body.length < TAG_BYTES) return null
  try {
    const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(bound, 'utf8'))
    decipher.setAuthTag(body.subarray(body.length - TAG_BYTES))
    return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return null // not what was sealed: which it was, nobody needs to hear
  }
}
