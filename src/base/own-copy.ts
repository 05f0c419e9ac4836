// Words cut out of texts, made to stand alone (pure).

/** The same string with memory of its own: a word cut out of a text otherwise holds the whole text for as long as it is kept. */
export function ownCopy(word: string): string {
  return Buffer.from(word, 'utf16le').toString('utf16le')
}
