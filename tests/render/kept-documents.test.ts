// Documents to keep: as Markdown and as a page, in which nothing that an article says becomes markup.
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import type { Document, Inline, Node } from '../../src/domain/document.ts'
import { documentTitle, renderHtml, renderMarkdown } from '../../src/render/render.ts'

const ANSWER: Document = {
  preview: 'x',
  nodes: [
    { kind: 'heading', text: 'How long is it?' },
    { kind: 'note', inlines: [{ kind: 'text', text: 'As of 6 November 2023' }] },
    {
      kind: 'claim',
      number: 1,
      inlines: [{ kind: 'text', text: '“It is 2,129 km long.”', style: 'strong' }],
      sources: [
        [
          { kind: 'link', text: 'The Daily', url: 'https://daily.example/a#:~:text=2%2C129' },
          { kind: 'text', text: ', 6 November' },
        ],
      ],
    },
    { kind: 'divider' },
    { kind: 'list', items: [[{ kind: 'text', text: '1. not a number' }], [{ kind: 'text', text: '# not a heading' }]] },
    { kind: 'buttons', buttons: [{ action: 'run', value: 'timeline', label: 'Timeline' }] },
  ],
}

describe('a document as Markdown', () => {
  it('reads as it was shown, with its sources, and without buttons', () => {
    expect(renderMarkdown(ANSWER, 'Exported.')).toBe(
      [
        '# How long is it?',
        '',
        '_As of 6 November 2023_',
        '',
        '**1\\.** **“It is 2,129 km long.”**',
        '',
        '- [The Daily](<https://daily.example/a#:~:text=2%2C129>), 6 November',
        '',
        '---',
        '',
        '- 1\\. not a number\n- \\# not a heading',
        '',
        '_Exported._',
        '',
      ].join('\n'),
    )
  })

  it('escapes whatever a text could mean, so that taking the strokes away gives the text again', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '[x](javascript:alert(1))',
        '![](@U1)',
        '<script>',
        '**b**',
        '`c`',
        '| a |',
        '~~s~~',
        '&lt;',
        'https://evil.example',
        'www.evil.example',
      ),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const node: Node = { kind: 'paragraph', inlines: [{ kind: 'text', text }] }
        const line = renderMarkdown({ preview: '', nodes: [node] }, 'f').replace(/(?:\n\n)?_f_\n$/u, '')
        const written = text
          .toWellFormed()
          .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
          .trim()
        expect(line.replace(/\\([\\`*_[\]<>~|&#+\-=:.)])/g, '$1')).toBe(written)
        expect(line.replace(/\\./gsu, '')).not.toMatch(/[`*_[\]<>~|&]|https?:\/\/|www\./iu)
      }),
      { numRuns: 500 },
    )
  })

  it('links to nothing but the web', () => {
    const link: Inline = { kind: 'link', text: 'x', url: 'javascript:alert(1)' }
    expect(renderMarkdown({ preview: '', nodes: [{ kind: 'paragraph', inlines: [link] }] }, 'f')).toBe('x\n\n_f_\n')
    const odd: Inline = { kind: 'link', text: 'x', url: 'https://a.example/<b> c' }
    expect(renderMarkdown({ preview: '', nodes: [{ kind: 'paragraph', inlines: [odd] }] }, 'f')).toContain(
      '(<https://a.example/%3Cb%3E%20c>)',
    )
  })
})

describe('a document as a page', () => {
  const inline = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }).map((text): Inline => ({ kind: 'text', text })),
    fc
      .constantFrom('<script>alert(1)</script>', '"><img src=x onerror=1>', '&amp;', '</title>')
      .map((text): Inline => ({ kind: 'text', text, style: 'strong' })),
    fc
      .tuple(
        fc.string({ maxLength: 20 }),
        fc.oneof(fc.webUrl(), fc.constantFrom('javascript:alert(1)', 'data:text/html,x', 'https://u:p@a.example/')),
      )
      .map(([text, url]): Inline => ({ kind: 'link', text, url })),
  )
  const node = fc.oneof(
    fc.array(inline, { maxLength: 4 }).map((inlines): Node => ({ kind: 'paragraph', inlines })),
    fc
      .tuple(fc.array(inline, { maxLength: 3 }), fc.array(fc.array(inline, { maxLength: 3 }), { maxLength: 2 }))
      .map(([inlines, sources]): Node => ({ kind: 'claim', number: 1, inlines, sources })),
  )

  it('reads as it was shown, with its sources, and without buttons', () => {
    const page = renderHtml(ANSWER, { title: 'How long is it?', footer: 'Exported.' })
    expect(page.slice(page.indexOf('<body>'))).toBe(
      [
        '<body>',
        '<h1 dir="auto">How long is it?</h1>',
        '<p class="note" dir="auto">As of 6 November 2023</p>',
        '<p dir="auto"><strong>1.</strong> <strong>“It is 2,129 km long.”</strong></p>',
        '<ul>',
        '<li dir="auto"><a href="https://daily.example/a#:~:text=2%2C129" rel="noreferrer">The Daily</a>, 6 November</li>',
        '</ul>',
        '<hr>',
        '<ul>',
        '<li dir="auto">1. not a number</li>',
        '<li dir="auto"># not a heading</li>',
        '</ul>',
        '<p class="note">Exported.</p>',
        '</body>',
        '</html>',
        '',
      ].join('\n'),
    )
  })

  const textsOf = (one: Node): readonly string[] => {
    const joined = (inlines: readonly Inline[]) => inlines.map(({ text }) => text).join('')
    if (one.kind === 'claim') return [`1. ${joined(one.inlines)}`, ...one.sources.map(joined)]
    return one.kind === 'paragraph' ? [joined(one.inlines)] : []
  }

  it('has every text as text, runs nothing, and links only to the web', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 5 }), (nodes) => {
        const page = renderHtml({ preview: 'x', nodes }, { title: '</title><script>', footer: 'f' })
        const { document } = parseHTML(page)
        expect(document.querySelectorAll('script, img, iframe, link, object').length).toBe(0)
        for (const link of document.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^https?:\/\/(?![^/]*@)/)
        const tags = new Set([...document.querySelectorAll('body *')].map((one) => one.localName))
        const standing = [...document.querySelectorAll('body p[dir], body li')].map(({ textContent }) => textContent)
        expect(standing).toEqual(
          nodes.flatMap(textsOf).map((text) => text.toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '')),
        )
        for (const tag of tags) expect(['p', 'ul', 'li', 'a', 'strong', 'em', 'h1', 'h2', 'hr']).toContain(tag)
      }),
      { numRuns: 200 },
    )
  })

  it('says what the document says, in order', () => {
    const { document } = parseHTML(renderHtml(ANSWER, { title: documentTitle(ANSWER), footer: 'Exported.' }))
    expect(document.querySelector('title')?.textContent).toBe('How long is it?')
    expect(document.querySelector('body')?.textContent?.replace(/\s+/g, ' ').trim()).toBe(
      'How long is it? As of 6 November 2023 1. “It is 2,129 km long.” The Daily, 6 November 1. not a number # not a heading Exported.',
    )
    expect(document.querySelector('a')?.getAttribute('href')).toBe('https://daily.example/a#:~:text=2%2C129')
  })
})
