import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { documentHtml, escaped, safeHref } from '../../../../src/adapters/platforms/web/html.ts'
import { askPage, noticePage, readerPage } from '../../../../src/adapters/platforms/web/pages.ts'
import type { Document, Inline, Node } from '../../../../src/domain/document.ts'
import { article } from '../../../render/answers.ts'

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></title><svg onload=alert(1)>',
  '<!-- --><a href=javascript:alert(1)>x</a>',
  '&lt;b&gt; &#60;i&#62;',
  ']]><iframe src=//evil.example>',
  '\u0000\u0008\u001b[31m\ufffe',
  '\u202eevil\u2066',
  '\ud800 lone',
]
const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }))
const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: hostile, style: fc.constantFrom('strong' as const, 'emphasis' as const) }),
  fc.record({
    kind: fc.constant('link' as const),
    text: hostile,
    url: fc.oneof(hostile, fc.webUrl(), fc.constant('https://a.example/"onclick="x')),
  }),
)
const inlines = fc.array(inline, { maxLength: 4 })
const node: fc.Arbitrary<Node> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: hostile }),
  fc.record({ kind: fc.constantFrom('paragraph' as const, 'note' as const), inlines }),
  fc.record({
    kind: fc.constant('claim' as const),
    number: fc.option(fc.integer({ min: 1, max: 99 })),
    inlines,
    sources: fc.array(inlines, { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(inlines, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('divider' as const) }),
  fc.record({
    kind: fc.constant('buttons' as const),
    buttons: fc.array(
      fc.record({ action: fc.constantFrom('ask' as const, 'run' as const, 'follow-up' as const), value: hostile, label: hostile }),
      { maxLength: 3 },
    ),
  }),
)
const document: fc.Arbitrary<Document> = fc.record({ preview: hostile, nodes: fc.array(node, { maxLength: 6 }) })

const TAGS = /^(main|h2|p|ul|li|div|b|strong|em|a|hr|form|input|button|bdi)$/
const ATTRIBUTES = /^(class|href|rel|method|action|type|name|value)$/

type Part = Readonly<{ tagName: string; attributes: Iterable<{ name: string }>; getAttribute: (name: string) => string | null }>
type Tree = Readonly<{ querySelectorAll: (selector: string) => Iterable<Part> }>

/** Every element and attribute must be one we write ourselves. */
function expectOnlyOurs(html: string, root: Tree, tags = TAGS, attributes = ATTRIBUTES): void {
  for (const element of root.querySelectorAll('*')) {
    expect(element.tagName.toLowerCase(), html).toMatch(tags)
    for (const { name } of [...element.attributes]) expect(name.toLowerCase(), html).toMatch(attributes)
    const href = element.getAttribute('href')
    if (href !== null) expect(href, html).toMatch(/^(https?:\/\/|\/read\/|\/$)/)
  }
}

describe('a document as HTML', () => {
  it('holds no tag, attribute or address but our own, whatever its texts are', () => {
    fc.assert(
      fc.property(document, (document) => {
        const html = documentHtml(document, { thread: 't' })
        expectOnlyOurs(html, parseHTML(`<main>${html}</main>`).document)
      }),
      { numRuns: 200 },
    )
  })

  it('shows every text as it was, less what HTML cannot hold', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = documentHtml({ preview: '', nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] })
        const shown = parseHTML(`<main>${html}</main>`).document.querySelector('p')?.textContent
        expect(shown).toBe(text.toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, ''))
      }),
    )
  })

  it('keeps a link whose address may be followed, and shows only the words of any other', () => {
    const link = (url: string) => documentHtml({ preview: '', nodes: [{ kind: 'note', inlines: [{ kind: 'link', text: 'words', url }] }] })
    expect(link('https://a.example/x?y="z"')).toBe(
      '<p class="note"><a href="https://a.example/x?y=%22z%22" rel="noopener noreferrer nofollow">words</a></p>',
    )
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', '/ask', '/read\\evil', 'https://u:p@a.example/']) {
      expect(link(url)).toBe('<p class="note">words</p>')
    }
    expect(safeHref('/read/a%2Fb?v=1&s=0&e=4#q')).toBe('/read/a%2Fb?v=1&s=0&e=4#q')
  })

  it('makes a press of each button that asks something, in the page’s thread, and none without a thread', () => {
    const document: Document = {
      preview: '',
      nodes: [
        {
          kind: 'buttons',
          buttons: [
            { action: 'run', value: 'timeline', label: 'Timeline' },
            { action: 'open-thread', value: 'x', label: 'X' },
          ],
        },
      ],
    }
    expect(documentHtml(document, { thread: 't1' })).toBe(
      '<div class="buttons"><form method="post" action="/ask#latest"><input type="hidden" name="thread" value="t1"><input type="hidden" name="q" value="timeline"><button type="submit">Timeline</button></form></div>',
    )
    expect(documentHtml(document)).toBe('')
  })
})

describe('a page', () => {
  const PAGE_TAGS =
    /^(html|head|meta|title|style|script|body|header|main|footer|section|article|mark|label|h2|p|ul|li|div|b|strong|em|a|hr|form|input|button|bdi)$/
  const PAGE_ATTRIBUTES =
    /^(lang|charset|name|content|class|id|dir|href|rel|method|action|type|value|for|maxlength|autocomplete|required|placeholder|role)$/

  it('stays whole with hostile words in every field of an article', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (label, headline, text, url) => {
        const html = readerPage(
          article({ id: 'a', label, headline, url, text, language: headline, withdrawnAt: label, publishedAt: headline }),
          { start: 0, end: 1 },
        )
        const { document } = parseHTML(html)
        expectOnlyOurs(html, document, PAGE_TAGS, PAGE_ATTRIBUTES)
        expect(document.querySelectorAll('script')).toHaveLength(0)
      }),
      { numRuns: 100 },
    )
  })

  it('stays whole with hostile words in questions, topics and threads', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, document, (question, topic, thread, shown) => {
        const html = askPage({ thread, once: thread, exchanges: [{ question, document: shown }], suggestions: [topic] })
        const { document: page } = parseHTML(html)
        expectOnlyOurs(html, page, PAGE_TAGS, PAGE_ATTRIBUTES)
        expect(page.querySelectorAll('script')).toHaveLength(1)
        expectOnlyOurs(html, parseHTML(noticePage(question)).document, PAGE_TAGS, PAGE_ATTRIBUTES)
      }),
      { numRuns: 200 },
    )
  })

  it('loads nothing from anywhere', () => {
    const html = askPage({ thread: 't', once: 'o', exchanges: [], suggestions: ['border'] })
    expect(html).not.toMatch(/\b(src|srcset|@import|url\()/)
  })

  it('labels its one field and announces that it works', () => {
    const { document } = parseHTML(askPage({ thread: 't', once: 'o', exchanges: [], suggestions: [] }))
    expect(document.querySelector('label')?.getAttribute('for')).toBe(document.querySelector('input[name=q]')?.id)
    expect(document.querySelector('[role=status]')).not.toBeNull()
    expect(document.documentElement.getAttribute('lang')).toBe('en')
  })
})

describe('the reader page', () => {
  const anyText = fc
    .array(
      fc.string({ minLength: 1, maxLength: 20 }).map((line) => line.replace(/\p{Cc}/gu, ' ')),
      { minLength: 1, maxLength: 6 },
    )
    .map((lines) => lines.join('\n\n'))

  it('marks exactly the slice, and shows the whole text around it', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (text, a, b) => {
        const start = a % text.length
        const end = start + 1 + (b % (text.length - start))
        const { document } = parseHTML(readerPage(article({ id: 'a', text }), { start, end }))
        const marks = [...document.querySelectorAll('mark')]
        expect(marks.map((mark) => mark.textContent).join('')).toBe(text.slice(start, end).replace(/\n/g, ''))
        expect(document.querySelectorAll('#q')).toHaveLength(marks.length === 0 ? 0 : 1)
        const kept = (words: string) => words.replace(/\s/g, '')
        expect(kept(document.querySelector('.text')?.textContent ?? '')).toBe(kept(text))
      }),
    )
  })

  it('says whose abstract it is, that it was withdrawn, and where the publisher has it', () => {
    const html = readerPage(
      article({
        id: 'a',
        text: 'It rained.',
        kind: 'abstract',
        label: 'Coast Mail',
        url: 'https://coast.example/a',
        withdrawnAt: '2023-11-09T10:00:00Z',
        headline: 'Rain',
      }),
      null,
    )
    const { document } = parseHTML(html)
    expect(document.querySelector('.facts')?.textContent).toBe(
      'Our abstract of Coast Mail · 6 November 2023 · version 1 · at the publisher',
    )
    expect(document.querySelector('article')?.textContent).toContain('Withdrawn by its source on 9 November 2023.')
  })
})

it('escapes the five signs that mean something in HTML, once', () => {
  expect(escaped(`&amp; <"'>`)).toBe('&amp;amp; &lt;&quot;&#39;&gt;')
})
