// Bytes → text: by mark, by what the file declares, by being UTF-8, else by statistics that must be sure (pure).
import chardet from 'chardet'
import iconv from 'iconv-lite'

export type Decoded = Readonly<{ kind: 'text'; text: string }> | Readonly<{ kind: 'rejected'; reason: string }>

const BINARY: Decoded & { kind: 'rejected' } = { kind: 'rejected', reason: 'it is a binary file under the ending of a text' }
const UNKNOWN: Decoded = { kind: 'rejected', reason: 'its character set cannot be told; save it as UTF-8' }
const MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe, 0, 0], 'utf-32le'],
  [[0, 0, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]
const MAGIC = [
  '%PDF-',
  'PK\u0003\u0004',
  '\u001f\u008b',
  '\u0089PNG',
  'GIF8',
  '\u00ff\u00d8\u00ff',
  '\u007fELF',
  'Rar!',
  '7z\u00bc\u00af',
  'BZh',
  'SQLite format 3',
  '{\\rtf',
  '\u00d0\u00cf\u0011\u00e0',
]
const LOOK = 8192
const SAMPLE = 262_144
const SURE = 45 // chardet: of 100
const DECLARED = /(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})/i

/** Decodes a file; `isMarkup` lets it declare its own character set. Never throws. */
export function decode(bytes: Buffer, isMarkup = false): Decoded {
  const mark = MARKS.find(([start]) => start.every((byte, at) => bytes[at] === byte))
  if (mark) return whole(iconv.decode(bytes.subarray(mark[0].length), mark[1]))
  const wide = withoutMark(bytes)
  if (wide) return whole(iconv.decode(bytes, wide))
  if (isBinary(bytes)) return BINARY
  const utf8 = asUtf8(bytes)
  if (utf8 !== null) return { kind: 'text', text: utf8 }
  const declared = isMarkup ? DECLARED.exec(bytes.subarray(0, 2048).toString('latin1'))?.[1] : undefined
  if (declared && !/^utf-?(?:8|16)/i.test(declared) && iconv.encodingExists(declared)) return whole(iconv.decode(bytes, declared))
  return guess(bytes)
}

const SAID_BY_HOST = /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i
// Seven-bit sets that shift by escapes: valid ASCII, and nothing to be read as such.
const SHIFTED = /^(?:iso-2022|hz|utf-?7|csiso2022)/i

/**
 * Decodes what a host sent as a feed or a page: by mark, by being UTF-8 beyond doubt, by what the host and then the document say, by statistics, and else
 * as windows-1252, because a stranger's document is never asked to be saved anew. Hosts say a wrong set more often than other bytes are valid UTF-8.
 */
export function decodeFetched(bytes: Buffer, contentType?: string | null): Decoded {
  const host = SAID_BY_HOST.exec(contentType ?? '')?.[1]
  const document = DECLARED.exec(bytes.subarray(0, 2048).toString('latin1'))?.[1]
  const shifted = [host, document].find((name) => name !== undefined && SHIFTED.test(name) && iconv.encodingExists(name))
  if (shifted) return whole(iconv.decode(bytes, shifted))
  const known = decode(bytes, false)
  if (known.kind === 'rejected' && known.reason === BINARY.reason) {
    const mended = withoutControls(bytes)
    return mended === null ? known : decodeFetched(mended, contentType)
  }
  const isSure = known.kind === 'text' && (MARKS.some(([start]) => start.every((byte, at) => bytes[at] === byte)) || isUtf8(bytes))
  if (isSure) return known
  const said = [host, document].find(
    (name) => name !== undefined && !/^utf-?(?:8|16|32)|^us-ascii$/i.test(name) && iconv.encodingExists(name),
  )
  if (said) {
    const read = whole(iconv.decode(bytes, /^(?:iso-?8859-?1|latin-?1)$/i.test(said) ? 'windows-1252' : said))
    if (read.kind === 'text') return read
  }
  return known.kind === 'text' ? known : whole(iconv.decode(bytes, 'windows-1252'))
}

/** Markup or JSON with a few control bytes in it has a broken item, not another format; null for anything else. */
function withoutControls(bytes: Buffer): Buffer | null {
  if (!/^\s{0,100}[<{[]/.test(bytes.subarray(0, 101).toString('latin1'))) return null
  const kept = bytes.filter((byte) => byte > 31 || byte === 9 || byte === 10 || byte === 13)
  return kept.length === bytes.length || kept.length < bytes.length * 0.9 ? null : Buffer.from(kept)
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** UTF-16 without a mark shows as a NUL in every other byte. */
function withoutMark(bytes: Buffer): string | null {
  const look = bytes.subarray(0, LOOK)
  if (look.length < 4 || !look.includes(0)) return null
  const nuls = [0, 0]
  for (let at = 0; at < look.length; at += 1) if (look[at] === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = nuls
  const most = look.length * 0.3
  if (odd > most && even < most / 20) return 'utf-16le'
  if (even > most && odd < most / 20) return 'utf-16be'
  return null
}

function isBinary(bytes: Buffer): boolean {
  const look = bytes.subarray(0, LOOK)
  const start = look.subarray(0, 16).toString('latin1')
  if (bytes.includes(0) || MAGIC.some((magic) => start.startsWith(magic))) return true
  let controls = 0
  for (const byte of look) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) controls += 1
  return controls > look.length * 0.02
}

/** Strict UTF-8; a stray byte among many good sequences (a file cut short, a bad paste) is dropped. */
function asUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const text = bytes.toString('utf8')
    const broken = (text.match(/\ufffd+/g) ?? []).length
    const good = (text.match(/[^\p{ASCII}\ufffd]/gu) ?? []).length
    return good >= 10 && broken * 20 <= good ? text.replaceAll('\ufffd', '') : null
  }
}

function guess(bytes: Buffer): Decoded {
  const best = chardet.analyse(bytes.subarray(0, SAMPLE)).find(({ name }) => iconv.encodingExists(name))
  if (!best || best.confidence < SURE) return UNKNOWN
  // What calls itself Latin-1 is nearly always its Windows superset.
  return whole(iconv.decode(bytes, best.name === 'ISO-8859-1' ? 'windows-1252' : best.name))
}

function whole(text: string): Decoded {
  const broken = (text.match(/\ufffd/g) ?? []).length
  return broken * 50 > text.length ? UNKNOWN : { kind: 'text', text: text.replaceAll('\ufffd', '') }
}
