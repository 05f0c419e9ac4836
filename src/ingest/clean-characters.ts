// Characters: what can hide, reorder or break text is taken out, so that every later rule and every reader sees the same thing (pure).

// Default ignorables are what a reader cannot see: zero-width, bidi controls, soft hyphens, tags, variation selectors, fillers.
const INVISIBLE = /(?!\n)[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Bidi_Control}\p{Control}\ufff9-\ufffb]/gu
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g
const SPACES = /[\t\p{Zs}]/gu
const LONE_SURROGATES = /\p{Surrogate}/gu
// Burmese stacks up to eight marks on a letter; more than that is ornament.
const MARK_PILE = /(\p{M}{8})\p{M}+/gu
// Latin letters and everyday punctuation: visible, composed, and most of what news is made of.
const PLAIN = /^[\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/
const MAX_PASSES = 4

/** Text of any origin in NFC with `\n` as its only control and the plain blank as its only space; never throws, and doing it twice changes nothing. */
export function cleanCharacters(text: string): string {
  if (PLAIN.test(text)) return text
  let clean = onePass(text)
  // What is taken out may bring together characters that now compose.
  for (let pass = 1; pass < MAX_PASSES; pass += 1) {
    const again = onePass(clean)
    if (again === clean) break
    clean = again
  }
  return clean
}

function onePass(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replace(SPACES, ' ')
    .replace(LONE_SURROGATES, '')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(MARK_PILE, '$1')
}

/** A field of one line (a name, a headline): cleaned, blanks joined, cut at `limit` characters; null when nothing is left. */
export function cleanLine(text: string | null | undefined, limit = 500): string | null {
  if (text === null || text === undefined) return null
  const line = cleanCharacters(text.slice(0, limit * 8))
    .replace(/\s+/g, ' ')
    .trim()
  if (line === '') return null
  return line.length <= limit
    ? line
    : line
        .slice(0, limit)
        .toWellFormed()
        .replace(/\ufffd$/, '')
        .trimEnd()
}
