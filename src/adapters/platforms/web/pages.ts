// The desk's pages as HTML: asking, reading an article, and a sentence when something is not there (pure).
import type { Article } from '../../../domain/article.ts'
import type { Document } from '../../../domain/document.ts'
import { documentHtml, escaped, safeHref } from './html.ts'
import { SCRIPT, STYLE } from './style.ts'

export type Exchange = Readonly<{ question: string; document: Document }>

export type AskPage = Readonly<{
  /** the page's thread; what is asked on it goes there */
  thread: string
  /** sent back with the question, so that a reload does not ask it again */
  once: string
  exchanges: readonly Exchange[]
  /** topics to begin with */
  suggestions: readonly string[]
}>

/** The page to ask on, with what was asked and answered in its thread so far. */
export function askPage({ thread, once, exchanges, suggestions }: AskPage): string {
  const last = exchanges.length - 1
  const shown = exchanges.map(({ question, document }, at) => {
    const own = documentHtml(document, { thread: at === last ? thread : undefined })
    return `<section class="exchange"${at === last ? ' id="latest"' : ''}>${asked(question, document)}${own}</section>`
  })
  const begun = exchanges.length > 0
  const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escaped(value)}">`
  const label = begun ? 'Ask a follow-up, or something new' : 'What would you like to know?'
  const form = `<form class="ask" method="post" action="/ask#latest">${hidden('thread', thread)}${hidden('once', once)}<label for="q">${label}</label><div><input id="q" name="q" maxlength="1000" autocomplete="off" required placeholder="${begun ? 'and in Ruili?' : 'border, or a question'}"><button type="submit">Ask</button></div><p class="status note" role="status"></p></form>`
  const topics = suggestions.map(
    (topic) =>
      `<form method="post" action="/ask#latest">${hidden('thread', thread)}${hidden('q', topic)}<button type="submit">${escaped(topic)}</button></form>`,
  )
  const start = begun
    ? '<p class="note"><a href="/">Start a new thread</a></p>'
    : topics.length === 0
      ? ''
      : `<p class="note">Or begin with a topic:</p><div class="buttons">${topics.join('')}</div>`
  return page('border-brief', `${shown.join('\n')}${form}${start}`, SCRIPT)
}

/** What was asked, unless the answer's own heading says it. */
function asked(question: string, { nodes: [first] }: Document): string {
  if (first?.kind === 'heading' && first.text.trim().toLowerCase() === question.trim().toLowerCase()) return ''
  return `<p class="asked">You asked: <bdi>${escaped(question)}</bdi></p>`
}

/** A stretch of an article's text to be marked, UTF-16 offsets. */
export type Marked = Readonly<{ start: number; end: number }>

/** One version of an article in full, the passage marked where it stands. */
export function readerPage(article: Article, marked: Marked | null): string {
  const { headline, label, publishedAt, url, kind, withdrawnAt, version, language } = article
  const title = headline ?? label
  const href = url === null ? null : safeHref(url)
  const facts = [
    kind === 'abstract' ? `Our abstract of ${label}` : label,
    publishedAt === null ? 'undated' : dayOf(publishedAt),
    `version ${version}`,
  ]
  const outside =
    href === null || href.startsWith('/') ? '' : ` · <a href="${escaped(href)}" rel="noopener noreferrer nofollow">at the publisher</a>`
  const lang = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) && language !== 'und' ? ` lang="${language}"` : ''
  const withdrawn = withdrawnAt === null ? '' : `<p><strong>Withdrawn by its source on ${escaped(dayOf(withdrawnAt))}.</strong></p>`
  const body = `<article${lang}><h2><bdi>${escaped(title)}</bdi></h2><p class="facts">${escaped(facts.join(' · '))}${outside}</p>${withdrawn}<div class="text">${textHtml(article.text, marked)}</div></article>`
  return page(title, body)
}

/** One sentence, for what is not there or may not be done. */
export function noticePage(sentence: string): string {
  return page('border-brief', `<section class="exchange"><p>${escaped(sentence)}</p></section>`)
}

/** Paragraphs of plain text; together the marks hold exactly the slice, less the line breaks between paragraphs. */
function textHtml(text: string, marked: Marked | null): string {
  let first = true
  return [...text.matchAll(/[^\n]+/g)]
    .map(({ 0: paragraph, index }) => {
      const start = Math.min(Math.max((marked?.start ?? 0) - index, 0), paragraph.length)
      const end = Math.min(Math.max((marked?.end ?? 0) - index, 0), paragraph.length)
      if (start >= end) return paragraph.trim() === '' ? '' : `<p dir="auto">${escaped(paragraph)}</p>`
      const mark = `<mark${first ? ' id="q"' : ''}>${escaped(paragraph.slice(start, end))}</mark>`
      first = false
      return `<p dir="auto">${escaped(paragraph.slice(0, start))}${mark}${escaped(paragraph.slice(end))}</p>`
    })
    .join('\n')
}

/** `6 November 2023`; as it stands when it is no full date. */
function dayOf(iso: string): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(iso)) return iso
  const day = Temporal.PlainDate.from(iso.slice(0, 10))
  return `${day.day} ${day.toLocaleString('en', { month: 'long' })} ${day.year}`
}

function page(title: string, body: string, script = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><header><p class="name"><a href="/">border-brief</a></p><p>What the sources say, word for word.</p></header>
<main>${body}</main>
<footer>Every quote is cut from a stored article. Where no source says it, the answer says so.</footer>${script === '' ? '' : `<script>${script}</script>`}</body></html>
`
}
