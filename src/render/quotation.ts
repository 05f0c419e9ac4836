// Words in quotation marks that hold such marks themselves, as a typesetter sets them: outer “ ”, inner ‘ ’, and so on by turns (pure).
type Kind = 'double' | 'single'

/** For display alone: a citation keeps its quote to the letter. Apostrophes, straight single marks and marks of inches stay as they are. */
export function inQuotationMarks(words: string): string {
  return `“${innerMarks(words)}”`
}

/** The words with the marks that they hold as these stand inside of quotation marks. */
function innerMarks(words: string): string {
  const open: Kind[] = []
  return words.replace(/["“”‘’]/gu, (mark, at: number) => {
    const kind: Kind = mark === '‘' || mark === '’' ? 'single' : 'double'
    if (opens(mark, words, at)) return open.push(kind) % 2 === 1 ? '‘' : '“'
    if (!closes(mark, words, at, open)) return mark
    // What was left open inside ends with what is around it; a mark may also close what an earlier sentence opened.
    const depth = Math.max(1, open.lastIndexOf(kind) + 1)
    open.length = depth - 1
    return depth % 2 === 1 ? '’' : '”'
  })
}

function opens(mark: string, words: string, at: number): boolean {
  if (mark === '“') return true
  const [before, after] = [words.slice(0, at).at(-1) ?? ' ', words.charAt(at + 1) || ' ']
  if (mark === '‘') return /[\p{L}“"]/u.test(after) && !/\p{L}/u.test(before)
  return mark === '"' && /[\s([—–“‘]/u.test(before) && /\S/u.test(after)
}

function closes(mark: string, words: string, at: number, open: readonly Kind[]): boolean {
  if (mark === '”') return true
  if (mark === '"') return open.includes('double') || !/\d/.test(words.slice(0, at).at(-1) ?? '')
  return mark === '’' && open.at(-1) === 'single' && !/[\p{L}\d]/u.test(words.charAt(at + 1))
}
