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
const BEGINS_SMALL = /^[^\p{L}\p{N}]*[\p{Ll}\p{N}]/u
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
    const bullet = bare !== trimmed
    // Without its mark a point that begins small would read as the rest of the line above.
    if (bullet && BEGINS_SMALL.test(bare)) block += 1
    lines.push({ text: bare, block, bullet })
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

/** Words set apart by blanks; in scripts that set none, half the letters. */
export function wordCount(text: string): number {
  let blanks = 0
  let wide = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 32) blanks += 1
    else if (code >= 0x0e00 && (code < 0x2000 || code > 0x20ff)) wide = true
  }
  return wide && NO_SPACES.test(text) ? Math.max(blanks + 1, Math.ceil(text.length / 2)) : blanks + 1
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
