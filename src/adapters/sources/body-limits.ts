// Reads what a host sends: so many bytes at most, compressed and not, so far apart at most, and one compression at most.
import type { IncomingMessage } from 'node:http'
import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { inWords, Trouble } from './guarded-fetch-trouble.ts'

export type BodyLimits = Readonly<{
  /** bytes as sent, and as read */
  sentBytes: number
  readBytes: number
  /** how many times as long the body may be as what was sent, once it is longer than `ratioFrom` bytes */
  ratio: number
  ratioFrom: number
  /** milliseconds without a byte */
  idleMs: number
  /** pieces after which their mean size counts: a body in crumbs costs more to take than to hold */
  pieces: number
  pieceBytes: number
}>

const MIB = 1024 * 1024
export const BODY_LIMITS: BodyLimits = {
  sentBytes: 5 * MIB,
  readBytes: 10 * MIB,
  ratio: 100,
  ratioFrom: 64 * 1024,
  idleMs: 5_000,
  pieces: 5_000,
  pieceBytes: 32,
}
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br'

/** The whole body. Throws Trouble when a limit is passed, the compression is not ours or broken, or the connection breaks off. */
export function readBody(reply: IncomingMessage, limits: BodyLimits, signal: AbortSignal): Promise<Uint8Array> {
  return new Promise<Uint8Array>((resolve, reject) => {
    const encoding = encodingOf(reply.headers['content-encoding'])
    const announced = Number(reply.headers['content-length'] ?? 0)
    if (announced > limits.sentBytes) throw tooLong(limits.sentBytes)
    new Reading(reply, encoding, limits, signal, { resolve, reject })
  })
}

type Encoding = 'none' | 'gzip' | 'deflate' | 'br'

function encodingOf(header: string | undefined): Encoding {
  const named = (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
  if (named.length > 1) throw new Trouble('It is compressed more than once.')
  switch (named[0]) {
    case undefined:
      return 'none'
    case 'gzip':
    case 'x-gzip':
      return 'gzip'
    case 'deflate':
    case 'br':
      return named[0]
    default:
      throw new Trouble('It is compressed in a way that was not asked for.')
  }
}

const tooLong = (bytes: number) => new Trouble(`It is longer than ${Math.round((10 * bytes) / MIB) / 10} MiB.`)

type Settle = Readonly<{ resolve: (body: Uint8Array) => void; reject: (error: unknown) => void }>

/** One body being read; whichever way it ends, the reply and the decompressor are destroyed. */
class Reading {
  readonly #reply: IncomingMessage
  readonly #limits: BodyLimits
  readonly #signal: AbortSignal
  readonly #settle: Settle
  readonly #body: GrowingBytes
  readonly #before: number
  readonly #stop = () => this.#end(this.#signal.reason)
  readonly #encoding: Encoding
  #unpack: Transform | null = null
  #idle: NodeJS.Timeout
  #sent = 0
  #pieces = 0
  #over = false

  constructor(reply: IncomingMessage, encoding: Encoding, limits: BodyLimits, signal: AbortSignal, settle: Settle) {
    this.#reply = reply
    this.#encoding = encoding
    this.#limits = limits
    this.#signal = signal
    this.#settle = settle
    this.#body = new GrowingBytes(limits.readBytes)
    this.#before = reply.socket.bytesRead
    this.#idle = setTimeout(() => this.#end(new Trouble('It stopped in the middle and sent nothing more.')), limits.idleMs)
    signal.addEventListener('abort', this.#stop)
    if (signal.aborted) this.#stop()
    reply.on('data', (bytes: Buffer) => this.#take(bytes))
    reply.on('error', (error) => this.#end(new Trouble(`It was broken off: ${inWords(error)}.`)))
    reply.on('close', () => reply.complete || this.#end(new Trouble('It was broken off in the middle.')))
    reply.on('end', () => (this.#unpack === null ? this.#end() : this.#unpack.end()))
  }

  #take(bytes: Buffer): void {
    if (this.#over) return
    this.#idle.refresh()
    this.#sent += bytes.length
    this.#pieces++
    const trouble = this.#troubleAsSent()
    if (trouble !== null) this.#end(trouble)
    else if (this.#encoding === 'none') this.#keep(bytes)
    else {
      this.#unpack ??= this.#unpacker(bytes)
      if (this.#unpack.write(bytes)) return
      this.#reply.pause()
      this.#unpack.once('drain', () => this.#reply.resume())
    }
  }

  #troubleAsSent(): Trouble | null {
    const { sentBytes, pieces, pieceBytes } = this.#limits
    // What frames the chunks counts as well; the socket has read ahead of the body, never behind it.
    const wire = Math.max(this.#sent, this.#reply.socket.bytesRead - this.#before)
    if (wire > sentBytes) return tooLong(sentBytes)
    return this.#pieces > pieces && this.#sent < this.#pieces * pieceBytes ? new Trouble('It comes in crumbs of a few bytes.') : null
  }

  #unpacker(first: Buffer): Transform {
    const unpack = unpackerOf(this.#encoding, first)
    unpack.on('data', (bytes: Buffer) => this.#keep(bytes))
    unpack.on('error', () => this.#end(new Trouble('Its compression is broken.')))
    unpack.on('end', () => this.#end())
    return unpack
  }

  #keep(bytes: Buffer): void {
    if (this.#over) return
    this.#idle.refresh()
    const { readBytes, ratio, ratioFrom } = this.#limits
    const held = this.#body.add(bytes)
    const read = this.#body.length
    if (!held) this.#end(tooLong(readBytes))
    else if (read > ratioFrom && read > this.#sent * ratio) this.#end(new Trouble(`It unpacks to more than ${ratio} times its size.`))
  }

  #end(error?: unknown): void {
    if (this.#over) return
    this.#over = true
    clearTimeout(this.#idle)
    this.#signal.removeEventListener('abort', this.#stop)
    this.#unpack?.destroy()
    if (error === undefined) this.#settle.resolve(this.#body.bytes())
    else {
      this.#reply.destroy()
      this.#settle.reject(error)
    }
  }
}

/** Bytes in one piece that doubles: a million small ones kept apart would take a hundred times their size. */
class GrowingBytes {
  readonly #most: number
  #held = new Uint8Array(16 * 1024)
  length = 0

  constructor(most: number) {
    this.#most = most
  }

  /** False, and nothing added, when it would be more than the most. */
  add(bytes: Uint8Array): boolean {
    const length = this.length + bytes.length
    if (length > this.#most) return false
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.min(this.#most, Math.max(length, 2 * this.#held.length)))
      larger.set(this.#held.subarray(0, this.length))
      this.#held = larger
    }
    this.#held.set(bytes, this.length)
    this.length = length
    return true
  }

  /** A copy of its own size. */
  bytes(): Uint8Array {
    return this.#held.slice(0, this.length)
  }
}

/** "deflate" is meant as zlib's format and often sent as the raw one: the first byte tells. */
function unpackerOf(encoding: Encoding, first: Buffer): Transform {
  if (encoding === 'gzip') return createGunzip()
  if (encoding === 'br') return createBrotliDecompress()
  const [head = 0] = first
  return (head & 0x0f) === 8 ? createInflate() : createInflateRaw()
}
