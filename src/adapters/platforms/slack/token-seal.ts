// Seals tokens for storage: AES-256-GCM under a key of the environment, bound to the workspace they are of.
import { sha256 } from '../../../base/hash.ts'
import { KEY_BYTES, seal, unseal } from '../../../base/sealing.ts'

/** `keys`: 32 bytes each; the first seals, all of them open. */
export type TokenSeal = Readonly<{
  seal: (workspace: string, clear: string) => string
  /** Null when it was sealed for another workspace, under another key, or was changed. */
  open: (workspace: string, sealed: string) => string | null
  /** Whether the first key sealed it. */
  isOfNewestKey: (sealed: string) => boolean
}>

const FORM = 'bb1'

/** Throws RangeError for a key of another length, and when there is none. */
export function createTokenSeal(keys: readonly Uint8Array[]): TokenSeal {
  const named = keys.map((key) => ({ id: nameOf(key), key }))
  const [newest] = named
  if (newest === undefined || keys.some((key) => key.length !== KEY_BYTES)) throw new RangeError('a key has 32 bytes')
  return {
    seal: (workspace, clear) => {
      const { iv, body } = seal(newest.key, clear, boundTo(workspace, newest.id))
      return [FORM, newest.id, iv, body].join('.')
    },
    open: (workspace, sealed) => {
      const [form, id, iv = '', body = ''] = sealed.split('.')
      const held = named.find((one) => one.id === id)
      return form !== FORM || held === undefined ? null : unseal(held.key, { iv, body }, boundTo(workspace, held.id))
    },
    isOfNewestKey: (sealed) => sealed.startsWith(`${FORM}.${newest.id}.`),
  }
}

/** Which key it was, without a word about the key. */
function nameOf(key: Uint8Array): string {
  return sha256(`border-brief token key ${Buffer.from(key).toString('hex')}`).slice(0, 8)
}

function boundTo(workspace: string, keyId: string): string {
  return ['installations', 'sealed', workspace, keyId].join('\0')
}
