// Document → Markdown to keep: every text escaped, every source under its claim (pure).
import type { Document, Inline, Node } from '../domain/document.ts'

/** What Markdown would read as its own wherever it stands. */
const MARKS = /[\\`*_[\]<>~|&]/g
/** What it would read so at the beginning of a line: headings, quotes, lists, rules. */
const OPENERS = /^(\s*)([#+\-=]|\d{1,9}(?=[.)]))/u
/** Words of an article that look like an address must not become a link. */
const ADDRESSES = /(?<=\b(?:https?|ftp))(?=:\/\/)|(?<=\bwww)(?=\.)/giu

export function documentMarkdown({ nodes }: Document, footer: string): string {
  const parts = nodes.flatMap(nodeMarkdown).filter((part) => part !== '')
  return `${[...parts, `_${escaped(footer)}_`].join('\n\n')}\n`
}

function nodeMarkdown(node: Node): readonly string[] {
  switch (node.kind) {
    case 'heading':
      return [`${node.level === 3 ? '##' : '#'} ${escaped(node.text)}`]
    case 'paragraph':
      return [opened(inline(node.inlines))]
    case 'note':
      return [inline(node.inlines) === '' ? '' : `_${inline(node.inlines)}_`]
    case 'list':
      return [node.items.map((item) => `- ${opened(inline(item))}`).join('\n')]
    case 'claim': {
      const words = node.number === null ? opened(inline(node.inlines)) : `**${node.number}\\.** ${inline(node.inlines)}`
      const sources = node.sources.map((source) => `- ${opened(inline(source))}`)
      return [words, sources.join('\n')]
    }
    case 'divider':
      return ['---']
    case 'buttons':
      return [] // there is nobody to press them
  }
}

function inline(inlines: readonly Inline[]): string {
  return inlines.map(inlineMarkdown).join('').trim()
}

function inlineMarkdown(one: Inline): string {
  const text = escaped(one.text)
  if (one.kind === 'link') {
    const url = URL.parse(one.url)
    return url !== null && /^https?:$/.test(url.protocol) ? `[${text}](<${url.href.replace(/[<>\\\s]/gu, encodeURIComponent)}>)` : text
  }
  // marks must touch the words they are about
  const [, before = '', words = '', behind = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? []
  if (one.style === undefined || words === '') return text
  const mark = one.style === 'strong' ? '**' : '_'
  return `${before}${mark}${words}${mark}${behind}`
}

const opened = (line: string) =>
  line.replace(OPENERS, (_, space: string, opener: string) => (/\d/.test(opener) ? `${space}${opener}\\` : `${space}\\${opener}`))

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(MARKS, '\\$&')
    .replace(ADDRESSES, '\\')
}
