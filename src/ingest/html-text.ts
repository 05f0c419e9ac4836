// HTML → lines of text, streamed through a tokenizer: no document tree, so depth and size cost nothing (pure).
import { Parser } from 'htmlparser2'

const BLOCKS = new Set(
  'address article aside blockquote body br center dd details dialog div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td th thead tr ul'.split(
    ' ',
  ),
)
const SILENT = new Set(
  'script style noscript template svg math embed audio video canvas select textarea button form nav aside figure figcaption head title'.split(
    ' ',
  ),
)

/** `withoutLinkLines`: in a page, a block that is nothing but a link leads to another story. */
export type HtmlReading = Readonly<{ withoutLinkLines?: boolean }>

/** Text of a fragment or a document: a blank line between blocks, list entries on lines of their own, nothing of scripts, figures and navigation. */
export function htmlToText(html: string, { withoutLinkLines = false }: HtmlReading = {}): string {
  const written = new Blocks(withoutLinkLines)
  const silent: string[] = []
  const parser = new Parser(
    {
      onopentag(name) {
        if (SILENT.has(name)) silent.push(name)
        else if (name === 'br') written.breakLine()
        else if (name === 'a') written.links += 1
        else if (BLOCKS.has(name)) written.endBlock()
      },
      ontext(text) {
        if (silent.length === 0) written.add(text.replace(/\s+/g, ' '))
      },
      onclosetag(name) {
        const at = silent.lastIndexOf(name)
        if (at >= 0) silent.length = at
        else if (name === 'a') written.links = Math.max(0, written.links - 1)
        else if (BLOCKS.has(name) && name !== 'br') written.endBlock()
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  parser.write(html)
  parser.end()
  return written.text()
}

const LONGEST_LABEL = 12 // characters around a link: `[PHOTOS]`, `Also: `
const FEWEST_LINK_WORDS = 3
const FINAL_STOP = /[.!?…][\s"'”’)\]]*$/

/** What was written since the last block ended, and how much of it was a link. */
class Blocks {
  links = 0
  private readonly withoutLinkLines: boolean
  private readonly parts: string[] = []
  private block = ''
  private linked = ''

  constructor(withoutLinkLines: boolean) {
    this.withoutLinkLines = withoutLinkLines
  }

  add(text: string): void {
    this.block += text
    if (this.links > 0) this.linked += text
  }

  breakLine(): void {
    this.flush()
    this.parts.push('\n')
  }

  endBlock(): void {
    this.flush()
    this.parts.push('\n\n')
  }

  text(): string {
    this.flush()
    return this.parts.join('')
  }

  private flush(): void {
    if (!(this.withoutLinkLines && this.isLinkLine())) this.parts.push(this.block)
    this.block = ''
    this.linked = ''
  }

  private isLinkLine(): boolean {
    const [all, link] = [this.block.trim(), this.linked.trim()]
    if (link === '' || all.length - link.length > LONGEST_LABEL || FINAL_STOP.test(all)) return false
    return link.split(' ').length >= FEWEST_LINK_WORDS
  }
}
