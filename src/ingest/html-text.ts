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

/** Text of a fragment or a document: a blank line between blocks, list entries on lines of their own, nothing of scripts, figures and navigation. */
export function htmlToText(html: string): string {
  const parts: string[] = []
  const silent: string[] = []
  const parser = new Parser(
    {
      onopentag(name) {
        if (SILENT.has(name)) silent.push(name)
        else if (name === 'br') parts.push('\n')
        else if (BLOCKS.has(name)) parts.push('\n\n')
      },
      ontext(text) {
        if (silent.length === 0) parts.push(text.replace(/\s+/g, ' '))
      },
      onclosetag(name) {
        const at = silent.lastIndexOf(name)
        if (at >= 0) silent.length = at
        else if (BLOCKS.has(name) && name !== 'br') parts.push('\n\n')
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  parser.write(html)
  parser.end()
  return parts.join('')
}
