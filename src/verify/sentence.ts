// Cuts a text into words and the marks between them, so that a shortening can be seen as words left out (pure, linear).

/** `gap` are the marks in front of the word, `run` numbers the quotation it stands in (0: none). */
export type Word = Readonly<{ text: string; lower: string; gap: string; run: number }>
/** `tail` are the marks after the last word; `paired`: every quotation mark that opens also closes. */
export type Sentence = Readonly<{ words: readonly Word[]; tail: string; paired: boolean }>

/** Most words have no mark on them. */
const BARE = /^\w+$/
const OPENING = new Set(['"', "'", '(', '['])
const CLOSING = new Set(['"', "'", ')', ']', ',', ';', ':', '.', '!', '?'])
/** A full stop behind these belongs to the word. */
const ABBREVIATED =
  /^(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|Prof|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|vs|(?:\p{L}\.)+\p{L})$/u

/** NFC, with quotation marks, dashes and spaces folded to their plain forms; nothing else changes, least of all digits. */
export function foldPunctuation(text: string): string {
  if (/^[ -~]*$/.test(text) && text.trim() === text && !text.includes('  ')) return text
  return text
    .normalize('NFC')
    .replace(/[\u2018\u2019\u201A\u201B\u2032]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/[\u2014\u2013]/g, (dash, at: number, all: string) => (parts(dash, all[at - 1] ?? ' ', all[at + 1] ?? ' ') ? ' - ' : '-'))
    .replace(/[\u2010-\u2012\u2212]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/\s+/g, ' ')
    .trim()
}

/** An em dash always parts two phrases; an en dash does between spaces and before a capital letter, and is a hyphen or a minus elsewhere. */
function parts(dash: string, before: string, after: string): boolean {
  if (dash === '\u2014') return true
  return (/\s/.test(before) && /\s/.test(after)) || (/\p{L}/u.test(before) && /\p{Lu}/u.test(after))
}

/** Words of a folded text with everything inside them (`$1.8`, `23,000`, `a.m.`), and the marks between them. */
export function readSentence(folded: string): Sentence {
  const words: Word[] = []
  let [gap, run, runs, open] = ['', 0, 0, '']
  const mark = (text: string) => {
    gap += text
    if (text === open) [open, run] = ['', 0]
    else if (open === '' && (text === '"' || text === "'")) [open, run] = [text, ++runs]
  }
  for (const chunk of folded === '' ? [] : folded.split(' ')) {
    const [start, end] = BARE.test(chunk) ? [0, chunk.length] : coreOf(chunk, open === "'")
    for (let at = 0; at < start; at += 1) mark(chunk[at] ?? '')
    const text = chunk.slice(start, end)
    if (text !== '') {
      words.push({ text, lower: text.toLowerCase(), gap, run })
      gap = ''
    }
    for (let at = end; at < chunk.length; at += 1) mark(chunk[at] ?? '')
  }
  return { words, tail: gap, paired: open === '' }
}

/** Where a chunk's word begins and ends: outside are marks. The apostrophe of `drivers'` stays, unless a quotation is open that it closes. */
function coreOf(chunk: string, inSingle: boolean): readonly [number, number] {
  if (chunk === '-') return [0, 0]
  let [start, end] = [0, chunk.length]
  while (start < end && OPENING.has(chunk[start] ?? '')) start += 1
  while (end > start && CLOSING.has(chunk[end - 1] ?? '')) end -= 1
  if (chunk[end] === '.' && end - start < 12 && ABBREVIATED.test(chunk.slice(start, end))) end += 1
  if (chunk[end] === "'" && !inSingle && start === 0 && /[sxz]/i.test(chunk[end - 1] ?? '')) end += 1
  return [start, end]
}
