// Citation → address of the quoted words: the publisher's page at the words, else our reader page, else none (pure).
import type { Citation } from '../domain/claim.ts'
import type { Inline } from '../domain/document.ts'

/** Makes the address of our reader page for a citation; null when there is no public address. */
export type ReaderLink = (citation: Citation) => string | null

const WHOLE_QUOTE_MAX = 90 // characters; a longer quote is found by its first and last words, which also survive small edits between them
const EDGE_WORDS = 6
const ADDRESS_MAX = 2000 // characters; what every browser and both platforms take in a link
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|\[::\])$/i

/** The link of a source line, or null when the citation has nowhere to lead. */
export function citationLink(citation: Citation, readerLink: ReaderLink): Inline | null {
  const page = publisherPage(citation)
  if (page !== null) return { kind: 'link', text: citation.kind === 'original' ? 'at the words' : 'the article', url: page }
  const reader = readerLink(citation)
  return reader === null ? null : { kind: 'link', text: 'in the reader', url: reader }
}

/** The publisher's page, scrolled to the quote when the words are the publisher's own; null for anything but a plain public web address. */
function publisherPage(citation: Citation): string | null {
  const url = URL.parse(citation.url ?? '')
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  if (url.username !== '' || url.password !== '' || LOOPBACK.test(url.hostname)) return null
  url.hash = url.hash.replace(/:~:.*$/s, '')
  const plain = url.href.replace(/#$/, '')
  if (plain.length > ADDRESS_MAX) return null
  if (citation.kind === 'abstract') return plain
  const directed = `${plain}${plain.includes('#') ? '' : '#'}:~:text=${textDirective(citation.quote)}`
  return directed.length > ADDRESS_MAX ? plain : directed
}

const WORDS = new Intl.Segmenter('und', { granularity: 'word' })

/** A quote as the value of a text directive: whole when short, else `first words,last words`. */
export function textDirective(quote: string): string {
  const words = [...WORDS.segment(quote)].filter((segment) => segment.isWordLike)
  const broken = /[\n\r]/.test(quote)
  if (words.length < 2 * EDGE_WORDS || (quote.length <= WHOLE_QUOTE_MAX && !broken)) return encoded(quote)
  const head = words[EDGE_WORDS - 1]
  const tail = words[words.length - EDGE_WORDS]
  if (head === undefined || tail === undefined) return encoded(quote)
  // The directive's two ends must not run over a paragraph's end, where a page has no one text to match.
  const first = quote.slice(0, head.index + head.segment.length).split(/[\n\r]/)[0] ?? ''
  const last =
    quote
      .slice(tail.index)
      .split(/[\n\r]/)
      .at(-1) ?? ''
  return `${encoded(first)},${encoded(last)}`
}

/** Percent-encodes everything that has a meaning in a directive (`-`, `,`, `&`) or in chat markup (brackets, `*`, `_`, `~`, `'`, `!`). */
function encoded(text: string): string {
  const collapsed = text.replace(/\s+/gu, ' ').trim().toWellFormed()
  return encodeURIComponent(collapsed).replace(/[-!'()*_~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
