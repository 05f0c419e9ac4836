// Text on its way into and out of Slack: cleaning, cutting, escaping, reading (pure).

// a full stop after a short capitalised word ("Gen.", "Nov.", "U.S.") is taken for an abbreviation: other ends will do
const SENTENCE_END = /(?:(?<!(?<!\p{L})\p{Lu}\p{L}{0,3})\.|[!?…])[)\]"'”’»]*\s+|[。！？။][”’」』]?\s*/gu
// tab and line feed stay; Slack refuses or drops the others
const CONTROLS = /(?![\t\n])\p{Cc}/gu

/** What Slack will take: well-formed UTF-16, line feeds, no control characters. Nothing else is changed. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROLS, '')
}

/** Escapes the three characters that Slack reads as control characters in message text, once. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Undoes what Slack escapes in text it hands over, once. */
export function unescapeMrkdwn(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** The addresses that a message's text links to, also those that stand behind other words; Slack's own pages are none. */
export function linksIn(text: string): readonly string[] {
  const found = [...text.matchAll(/<(https?:\/\/[^|>\s]+)(?:\|[^>]*)?>/giu)].map((match) => unescapeMrkdwn(match[1] ?? ''))
  return [...new Set(found)].filter((link) => !/(?:^|\.)slack\.com$/iu.test(URL.parse(link)?.hostname ?? 'slack.com'))
}

/**
 * The plain words of a message's text: mentions of `botUserId` go, other references become what a person reads.
 * Angle brackets are Slack's own here; those a person typed arrive escaped.
 */
export function plainWords(text: string, botUserId: string): string {
  const words = text.replace(/<([^<>]*)>/g, (_, inner: string) => {
    const [target = '', label] = inner.split('|', 2)
    if (target === `@${botUserId}`) return ' '
    if (target.startsWith('!')) return label ?? ''
    if (target.startsWith('@')) return label ? `@${label}` : ''
    if (target.startsWith('#')) return label ? `#${label}` : ''
    return label || target
  })
  return unescapeMrkdwn(words).replace(/\s+/g, ' ').trim()
}

/** Where to cut so that the first part has at most `max` UTF-16 units: after a sentence, else after a word, else between characters. */
export function cutPoint(text: string, max: number): number {
  if (text.length <= max) return text.length
  const head = text.slice(0, max)
  const sentence = lastEnd(head, SENTENCE_END)
  if (sentence > max / 4) return sentence
  const word = lastEnd(head, /\s+/gu)
  return word > max / 4 ? word : characterCut(text, max)
}

/** The text, cut between characters to at most `max` UTF-16 units, with an ellipsis when something is missing. */
export function shorten(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, characterCut(text, max - 1))}…`
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length
  return end
}

/** Largest index ≤ `max` that parts no character from what belongs to it; gives up after 32 units, as marks can be piled without end. */
function characterCut(text: string, max: number): number {
  for (let at = max; at > 0 && at > max - 32; at -= 1) if (!isJoined(text, at)) return at
  return isLowSurrogate(text, max) ? max - 1 : max
}

function isJoined(text: string, at: number): boolean {
  if (isLowSurrogate(text, at)) return true
  return /^(?:\p{M}|\u200d)/u.test(text.slice(at, at + 2)) || text[at - 1] === '\u200d'
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
