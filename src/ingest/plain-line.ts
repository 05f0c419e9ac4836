// A headline or a name that came with markup in it → the words alone (pure).
import { htmlToText } from './html-text.ts'

const TAG =
  /<\/?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|nobr|p|q|s|small|span|strike|strong|sub|sup|time|tt|u|wbr)(?:\s[^<>]{0,500})?\/?>/i
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i
const MOST_LAYERS = 3 // feeds encode what was encoded before
const LONGEST = 5_000 // characters; what is longer is no line

/** Entities read and tags dropped, however often the line was encoded; anything else stays as it is, a lone `<` too. */
export function plainLine<T extends string | null | undefined>(line: T): T | string {
  if (typeof line !== 'string' || line.length > LONGEST) return line
  let words: string = line
  for (let layer = 0; layer < MOST_LAYERS && (TAG.test(words) || ENTITY.test(words)); layer += 1) {
    const read = htmlToText(TAG.test(words) ? words : words.replaceAll('<', '&lt;'))
    if (read === words) break
    words = read
  }
  return words === line ? line : words.replace(/\s+/gu, ' ').trim()
}
