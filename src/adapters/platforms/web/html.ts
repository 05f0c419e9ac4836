// Document → HTML: every text escaped, every address checked (pure).
import type { Button, Document, Inline, Node } from '../../../domain/document.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
// Line breaks and tabs may stay; other control characters have no place in HTML.
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu
// Text that could turn the direction of what follows it is kept in a box of its own.
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/

/** Plain text as HTML text or as the value of a quoted attribute. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(UNPRINTABLE, '')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
}

/** An address that may stand in `href`: http(s) without credentials, or our own reader page; else null. */
export function safeHref(address: string): string | null {
  if (/^\/read\/[^\s\\]*$/.test(address)) return address
  const url = URL.parse(address)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '') return null
  return url.href
}

export type HtmlOptions = Readonly<{
  /** the page's thread, which buttons are pressed in; without one there are no buttons */
  thread?: string | undefined
}>

/** The document's nodes as a fragment of HTML. */
export function documentHtml(document: Document, { thread }: HtmlOptions = {}): string {
  return document.nodes.map((node) => nodeHtml(node, thread)).join('\n')
}

function nodeHtml(node: Node, thread: string | undefined): string {
  switch (node.kind) {
    case 'heading':
      return node.level === 3 ? `<h3>${textHtml(node.text)}</h3>` : `<h2>${textHtml(node.text)}</h2>`
    case 'paragraph':
      return `<p>${inlinesHtml(node.inlines)}</p>`
    case 'note':
      return `<p class="note">${inlinesHtml(node.inlines)}</p>`
    case 'list':
      return `<ul>${node.items.map((item) => `<li>${inlinesHtml(item)}</li>`).join('')}</ul>`
    case 'claim':
      return claimHtml(node)
    case 'divider':
      return '<hr>'
    case 'buttons':
      return thread === undefined ? '' : `<div class="buttons">${node.buttons.map((button) => buttonHtml(button, thread)).join('')}</div>`
  }
}

function claimHtml({ number, inlines, sources }: Extract<Node, { kind: 'claim' }>): string {
  const mark = `<b class="number">${number === null ? '' : Math.trunc(number)}</b>`
  const lines = sources.map((source) => `<li>${inlinesHtml(source)}</li>`).join('')
  return `<div class="claim">${mark}<div><p>${inlinesHtml(inlines)}</p>${lines === '' ? '' : `<ul class="sources">${lines}</ul>`}</div></div>`
}

function inlinesHtml(inlines: readonly Inline[]): string {
  return inlines.map(inlineHtml).join('')
}

function inlineHtml(inline: Inline): string {
  const text = textHtml(inline.text)
  if (inline.kind === 'link') {
    const href = safeHref(inline.url)
    return href === null ? text : `<a href="${escaped(href)}" rel="noopener noreferrer nofollow">${text}</a>`
  }
  if (inline.style === undefined) return text
  return inline.style === 'strong' ? `<strong>${text}</strong>` : `<em>${text}</em>`
}

function textHtml(text: string): string {
  return TURNS.test(text) ? `<bdi>${escaped(text)}</bdi>` : escaped(text)
}

/** A press asks in the page's thread; the box for a follow-up is on the page already. */
function buttonHtml({ action, value, label }: Button, thread: string): string {
  if (action !== 'run' && action !== 'ask') return ''
  const hidden = (name: string, content: string) => `<input type="hidden" name="${name}" value="${escaped(content)}">`
  return `<form method="post" action="/ask#latest">${hidden('thread', thread)}${hidden('q', value)}<button type="submit">${escaped(label)}</button></form>`
}
