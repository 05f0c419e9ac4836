// Document → a page of HTML to keep, which needs nothing from anywhere: every text escaped, every source under its claim (pure).
import type { Document, Inline, Node } from '../domain/document.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu
const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}' +
  'ul{margin-top:.25rem}.note{color:#555;font-size:.9rem}a{color:#0b4a8f}'

export function documentPage({ nodes }: Document, { title, footer }: Readonly<{ title: string; footer: string }>): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    // whatever an article says, this page loads and runs nothing
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...nodes.map(nodeHtml).filter((part) => part !== ''),
    `<p class="note">${escaped(footer)}</p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function nodeHtml(node: Node): string {
  switch (node.kind) {
    case 'heading':
      return node.level === 3 ? `<h2 dir="auto">${escaped(node.text)}</h2>` : `<h1 dir="auto">${escaped(node.text)}</h1>`
    case 'paragraph':
      return `<p dir="auto">${inlines(node.inlines)}</p>`
    case 'note':
      return `<p class="note" dir="auto">${inlines(node.inlines)}</p>`
    case 'list':
      return listHtml(node.items)
    case 'claim': {
      const number = node.number === null ? '' : `<strong>${node.number}.</strong> `
      return `<p dir="auto">${number}${inlines(node.inlines)}</p>\n${listHtml(node.sources)}`.trimEnd()
    }
    case 'divider':
      return '<hr>'
    case 'buttons':
      return '' // there is nobody to press them
  }
}

function listHtml(items: readonly (readonly Inline[])[]): string {
  return items.length === 0 ? '' : `<ul>\n${items.map((item) => `<li dir="auto">${inlines(item)}</li>`).join('\n')}\n</ul>`
}

const inlines = (all: readonly Inline[]) => all.map(inlineHtml).join('')

function inlineHtml(one: Inline): string {
  const text = escaped(one.text)
  if (one.kind === 'link') {
    const url = URL.parse(one.url)
    const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
    return plain ? `<a href="${escaped(url.href)}" rel="noreferrer">${text}</a>` : text
  }
  if (one.style === undefined) return text
  return one.style === 'strong' ? `<strong>${text}</strong>` : `<em>${text}</em>`
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(UNPRINTABLE, '')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
}
