// Content hashes and derived identifiers (pure).
import { hash } from 'node:crypto'

/** SHA-256 of the UTF-8 text, hex, 64 characters. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex')
}

/** A short stable identifier: `prefix_` and 16 hex digits of the hash of the parts (joined by NUL, so no two lists collide by concatenation). */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}_${sha256(parts.join('\u0000')).slice(0, 16)}`
}
