// One field of a feed while it is being read: text as it comes, markup inside it put back together (pure).
import { Buffer } from 'node:buffer'
import { FEED_LIMITS, type FeedText } from './feed-content.ts'
import type { XmlElement } from './xml-stream.ts'

export type Capture = {
  readonly element: XmlElement
  readonly field: string
  plain: string
  markup: string
  hasTags: boolean
  isCut: boolean
}

export function startCapture(element: XmlElement, field: string): Capture {
  return { element, field, plain: '', markup: '', hasTags: false, isCut: false }
}

export function captureText(capture: Capture, text: string): void {
  if (capture.plain.length + text.length > FEED_LIMITS.fieldCharacters) capture.isCut = true
  else {
    capture.plain += text
    if (capture.hasTags) capture.markup += escaped(text)
  }
}

export function captureTag(capture: Capture, { raw, attributes }: XmlElement, isEnd: boolean): void {
  const name = raw.slice(raw.indexOf(':') + 1)
  // Most fields hold no element, so markup is only kept from the first one on.
  if (!capture.hasTags) capture.markup = escaped(capture.plain)
  capture.hasTags = true
  if (capture.markup.length > 2 * FEED_LIMITS.fieldCharacters) capture.isCut = true
  else if (isEnd) capture.markup += `</${name}>`
  else {
    const said = Object.entries(attributes).map(([key, value = '']) => ` ${key}="${escaped(value).replaceAll('"', '&quot;')}"`)
    capture.markup += `<${name}${said.join('')}>`
  }
}

const escaped = (text: string) =>
  /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text
const READABLE = /^(?:text|plain|html|xhtml)$|^text\/|html$|[+/]xml$/
const BASE64 = /^[\sA-Za-z\d+/]+=*\s*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells a picture from a text
const NO_TEXT = /[\u0000-\u0008\ufffd]/
const WRAPPER = /^\s*<div(?:\s[^<>]*)?>([\s\S]*)<\/div>\s*$/i

/** Element by element, Atom says what its texts are; elsewhere a text is taken for markup, which plain words are as well. Null for what is no text. */
export function capturedText(capture: Capture, isAtom: boolean): FeedText | null {
  const { element, hasTags } = capture
  const said = element.attributes['type']?.trim().toLowerCase().split(';')[0]?.trim()
  const mode = element.attributes['mode']?.trim().toLowerCase()
  if (said && !READABLE.test(said)) return isAtom ? encoded(capture) : null
  const isPlain = said === 'text' || said === 'plain' || said === 'text/plain' || (said === undefined && isAtom)
  const value = mode === 'base64' ? fromBase64(capture.plain) : hasTags ? unwrapped(capture.markup, said) : capture.plain
  const trimmed = value.trim()
  if (trimmed === '') return null
  const { language, base } = element
  return { value: trimmed, type: isPlain && !hasTags && mode !== 'base64' ? 'text' : 'html', language, base }
}

/** Atom carries what it has no name for in base64, and some carry their texts so. */
function encoded({ element: { language, base }, plain }: Capture): FeedText | null {
  if (!BASE64.test(plain)) return null
  const value = fromBase64(plain).trim()
  return value === '' || NO_TEXT.test(value) ? null : { value, type: 'html', language, base }
}

/** XHTML in Atom comes inside one `div` that is no part of it. */
function unwrapped(markup: string, type: string | undefined): string {
  return type?.includes('xhtml') ? (WRAPPER.exec(markup)?.[1] ?? markup) : markup
}

function fromBase64(words: string): string {
  return Buffer.from(words, 'base64').toString('utf8')
}
