// How a fetch ends early, from anywhere within it: our rules forbid it, or it did not work; both carry a sentence for a person.
import type { FetchRule } from '../../ports/outside-fetch.ts'

/** The rules forbid it; `rule`: which of them, in one word. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly rule: FetchRule

  constructor(reason: string, rule: FetchRule) {
    super(reason)
    this.rule = rule
  }
}

/** It was tried and did not work. `status`: what the host had answered, where it had. */
export class Trouble extends Error {
  override name = 'Trouble'
  readonly status: number | null

  constructor(reason: string, status: number | null = null) {
    super(reason)
    this.status = status
  }
}

/** Nothing was asked, because the host wants to be left alone for so long yet. */
export class TooSoon extends Trouble {
  readonly leftMs: number

  constructor(reason: string, leftMs: number) {
    super(reason)
    this.leftMs = leftMs
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name is not known',
  ENODATA: 'the name has no address',
  EAI_AGAIN: 'names cannot be looked up at the moment',
  ETIMEOUT: 'looking up the name took too long',
  ESERVFAIL: 'the name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was broken off',
  EPIPE: 'the connection was broken off',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it did not answer in time',
  HPE_HEADER_OVERFLOW: 'its answer begins with more than 16 KiB of headers',
  HPE_INVALID_CONSTANT: 'its answer is not HTTP',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not signed by anybody known',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by anybody known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by anybody known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
}

/** What a system's error says, as a clause; the error's own text may repeat what came from outside, so only its code counts. */
export function inWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^HPE_/.test(code)) return WORDS[code] ?? 'its answer is not HTTP'
  if (/^ERR_SSL|^EPROTO/.test(code)) return 'no safe connection could be made'
  return WORDS[code] ?? (/^[A-Z0-9_]{2,40}$/.test(code) ? `the connection failed (${code})` : 'the connection failed')
}
