// Document → plain text for a terminal, a pipe or a file (pure).
import type { Button, Document, Inline, Node } from '../../../domain/document.ts'

export type TextOptions = Readonly<{
  /** columns; addresses are never broken, whatever their length */
  width: number
  /** bold and dim type, for a terminal only */
  color?: boolean | undefined
  /** says what can be typed for each button */
  hints?: boolean | undefined
}>

type Style = 'bold' | 'dim' | 'italic'
const CODES: Readonly<Record<Style, readonly [number, number]>> = { bold: [1, 22], dim: [2, 22], italic: [3, 23] }
// Control characters would steer a terminal, and direction overrides would turn a line around: neither is part of a text.
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/gu
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u
const MARK = /\p{M}/u

/** The whole document, a blank line between its nodes, no line break at the end. Only `color` puts escape codes in. */
export function documentText(document: Document, options: TextOptions): string {
  const width = Math.max(20, options.width)
  const blocks = document.nodes.map((node) => nodeText(node, { ...options, width })).filter((block) => block !== '')
  return blocks.join('\n\n')
}

function nodeText(node: Node, options: TextOptions): string {
  const { width } = options
  switch (node.kind) {
    case 'heading':
      return styled(wrapped(printable(node.text), width, ''), 'bold', options)
    case 'paragraph':
      return flowed(node.inlines, '', '', options)
    case 'note':
      return styled(flowed(node.inlines, '', '', { ...options, color: false }), 'dim', options)
    case 'list':
      return node.items.map((item) => flowed(item, '- ', '  ', options)).join('\n')
    case 'claim': {
      const mark = node.number === null ? '' : `${node.number}. `
      const indent = ' '.repeat(Math.max(3, mark.length))
      const words = flowed(node.inlines, mark.padEnd(indent.length), indent, options)
      return [words, ...node.sources.map((source) => flowed(source, indent, `${indent}  `, options))].join('\n')
    }
    case 'divider':
      return '-'.repeat(Math.min(24, width))
    case 'buttons':
      return options.hints ? styled(hintsOf(node.buttons), 'dim', options) : ''
  }
}

function hintsOf(buttons: readonly Button[]): string {
  const typed = buttons.filter(({ action }) => action === 'run' || action === 'ask')
  return typed.length === 0 ? '' : `Next: ${typed.map(({ label, value }) => `${printable(label)} (${printable(value)})`).join(' · ')}`
}

/** What a terminal may be given: one line, nothing that steers it. */
export function printable(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(UNPRINTABLE, '')
}

function flowed(inlines: readonly Inline[], first: string, rest: string, options: TextOptions): string {
  const marked = inlines.map((inline) => {
    if (inline.kind === 'link') return `${printable(inline.text)}: ${printable(inline.url).replaceAll(' ', '%20')}`
    const text = printable(inline.text)
    return inline.style === undefined ? text : styled(text, inline.style === 'strong' ? 'bold' : 'italic', options)
  })
  return wrapped(`${first}${marked.join('')}`, options.width, rest)
}

function styled(text: string, style: Style, { color }: TextOptions): string {
  const [on, off] = CODES[style]
  return color && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text
}

/** Breaks at spaces; a word longer than a line is cut unless it is an address. The leading spaces of the first line stay. */
function wrapped(text: string, width: number, indent: string): string {
  const lead = /^ */.exec(text)?.[0] ?? ''
  const lines: string[] = []
  let line = lead
  let empty = true
  for (const word of text
    .slice(lead.length)
    .split(' ')
    .flatMap((word) => cut(word, width - indent.length))) {
    if (!empty && columns(line) + 1 + columns(word) > width) {
      lines.push(line)
      line = `${indent}${word}`
    } else line = empty ? `${line}${word}` : `${line} ${word}`
    empty = false
  }
  return [...lines, line].join('\n')
}

function cut(word: string, width: number): string[] {
  if (columns(word) <= width || /^https?:\/\//.test(word) || word.includes('\u001b')) return [word]
  const parts: string[] = []
  let part = ''
  for (const letter of word) {
    if (columns(part + letter) > width) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return part === '' ? parts : [...parts, part]
}

/** Columns a text takes in a terminal: East Asian characters take two, marks and escape codes none. */
function columns(text: string): number {
  let total = 0
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own escape codes, which take no room
  for (const letter of text.replace(/\u001b\[\d+m/g, '')) total += MARK.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1
  return total
}
