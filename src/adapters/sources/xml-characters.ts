// References and stray bytes in XML text → the characters they stand for; nothing is ever expanded to more than one reference says (pure).
import { Parser } from 'htmlparser2'
import iconv from 'iconv-lite'

const REFERENCE = /&(?:#(\d{1,8})|#[xX]([\da-fA-F]{1,7})|([A-Za-z][A-Za-z\d]{1,31}));/g
// What a control character above 127 nearly always was: a Windows byte read as Latin-1.
const WINDOWS = /[\u0080-\u009f]/g
const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const named = new Map<string, string>()
const MOST_NAMES = 3000

/** Numeric references, the five of XML, and the named ones of HTML, which feeds use without declaring them. */
export function readReferences(raw: string): string {
  const read = raw.includes('&') ? raw.replace(REFERENCE, characterOf) : raw
  return WINDOWS.test(read) ? read.replace(WINDOWS, fromWindows) : read
}

function characterOf(reference: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return PREDEFINED[name] ?? namedCharacter(reference)
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd'
  return String.fromCodePoint(code)
}

/** HTML's own table is the tokenizer's; a name that it does not know stays as it stands. */
function namedCharacter(reference: string): string {
  const known = named.get(reference)
  if (known !== undefined) return known
  let read = ''
  const parser = new Parser({ ontext: (text) => (read += text) }, { decodeEntities: true })
  parser.write(reference)
  parser.end()
  if (named.size < MOST_NAMES) named.set(reference, read)
  return read
}

function fromWindows(character: string): string {
  const read = iconv.decode(Buffer.from([character.charCodeAt(0)]), 'windows-1252')
  return read === '\ufffd' ? '' : read
}
