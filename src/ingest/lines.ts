// Lines and their features: what the cleaning rules look at (pure).

/** One line of the source. Lines of one block had no blank line between them. */
export type Line = Readonly<{
  text: string
  block: number
  /** it stood behind a bullet, which is gone */
  bullet: boolean
}>

const BULLET = /^(?:(?:[-–—*•·▪◦‣●○►▶»+]|\\-)\s+)+(?=\S)/
const GLUED_BULLET = /^[•▪◦‣●►▶](?=\S)/
const STOP = /[.!?。！？။…][\s"'”’»)\]」』]*$/
const ABBREVIATION_END = /(?:^|[\s(])(?:[A-Z]\.){2,}$/
const WORD_CHARACTER = /[\p{L}\p{N}]/u
const SENTENCE_BREAK = /[.!?]["”’)]*\s+["“‘(]?\p{Lu}/gu
const NO_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Myanmar}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u

/** Cuts text into trimmed lines without bullets; blank lines only show as a new block, lines of mere ornament are blank. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let block = 0
  for (const source of text.split('\n')) {
    const trimmed = source.replace(/ {2,}/g, ' ').trim()
    if (!WORD_CHARACTER.test(trimmed)) {
      block += 1
      continue
    }
    const bare = trimmed.replace(BULLET, '').replace(GLUED_BULLET, '')
    lines.push({ text: bare, block, bullet: bare !== trimmed })
  }
  return lines
}

/** Lines of a block by `\n`, blocks by one blank line. */
export function textOf(lines: readonly Line[]): string {
  let text = ''
  let block = -1
  for (const line of lines) {
    if (text !== '') text += line.block === block ? '\n' : '\n\n'
    text += line.text
    block = line.block
  }
  return text
}

export function wordCount(text: string): number {
  const words = text.split(' ').length
  return NO_SPACES.test(text) ? Math.max(words, Math.ceil(text.length / 2)) : words
}

/** Whether a line closes a sentence: a final stop, behind which only quotes and brackets stand; `U.S.` is no stop. */
export function endsWithStop(text: string): boolean {
  return STOP.test(text) && !ABBREVIATION_END.test(text)
}

export function isOneSentence(text: string): boolean {
  return (text.match(SENTENCE_BREAK) ?? []).length === 0
}

/** Letters and digits alone, lower case: how two printings of one line are told to be the same. */
export function foldLine(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
