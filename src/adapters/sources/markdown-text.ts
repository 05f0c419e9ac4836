// Markdown → plain text: the marks go, the words stay (pure).

const FENCE = /^[ \t]*(?:`{3,}|~{3,})[^\n]*$/gm
const IMAGE = /!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)/g
const LINK = /\[([^\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)/g
const REFERENCE_LINK = /\[([^\]\n]{1,500})\]\[[^\]\n]{0,100}\]/g
const REFERENCE = /^[ \t]{0,3}\[[^\]\n]{1,100}\]:\s*\S+.*$/gm
const HEADING = /^[ \t]{0,3}#{1,6}[ \t]+(\S.*)$/gm
const CLOSING_HASHES = /(?<!#)#+[ \t]*$/
const UNDERLINED = /^([^\n]+)\n[ \t]{0,3}(?:={2,}|-{2,})[ \t]*$/gm
const QUOTE = /^[ \t]{0,3}(?:>[ \t]?)+/gm
const STRONG = /(?<!\\)(\*{1,3}|_{2,3})(?=\S)([^\n*_]{1,1000}?\S?)\1/g
const EMPHASIS = /(^|[\s("“‘])_(?=\S)([^\n_]{1,1000}?)_(?=$|[\s.,;:!?)”’"])/gm
const CODE = /`([^`\n]{1,1000})`/g
const ESCAPE = /\\([\\`*_{}[\]()#+\-.!>~|])/g

/** The text of a Markdown file, a blank line around headings. Bullets stay for the rules that know them. */
export function markdownText(markdown: string): string {
  return markdown
    .replaceAll('\r\n', '\n')
    .replace(FENCE, '')
    .replace(IMAGE, '')
    .replace(LINK, '$1')
    .replace(REFERENCE, '')
    .replace(REFERENCE_LINK, '$1')
    .replace(UNDERLINED, '\n$1\n')
    .replace(HEADING, (_line, words: string) => `\n${words.replace(CLOSING_HASHES, '').trimEnd()}\n`)
    .replace(QUOTE, '')
    .replace(STRONG, '$2')
    .replace(EMPHASIS, '$1$2')
    .replace(CODE, '$1')
    .replace(ESCAPE, '$1')
}
