// The end of what somebody wrote, read from behind: a pattern that ends in `+$` looks at a long run of marks once from each of them (pure).

const MARK = /[\s?!.…]/u

/** Without the spaces, question marks, exclamation marks, full stops and ellipses at its end. */
export function withoutEndMarks(text: string): string {
  let end = text.length
  while (end > 0 && MARK.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
