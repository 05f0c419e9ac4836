import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentText } from '../../../../src/adapters/platforms/console/text.ts'
import type { Document, Node } from '../../../../src/domain/document.ts'

const of = (...nodes: Node[]): Document => ({ preview: '', nodes })
const words = (text: string): Node => ({ kind: 'paragraph', inlines: [{ kind: 'text', text }] })

describe('a document as plain text', () => {
  const claim: Node = {
    kind: 'claim',
    number: 12,
    inlines: [
      { kind: 'text', text: 'Update:', style: 'strong' },
      { kind: 'text', text: ' one two three four five six seven eight nine' },
    ],
    sources: [
      [
        { kind: 'text', text: '[12] Hill Post · ' },
        { kind: 'link', text: 'at the words', url: 'https://hill.example/a-very-long-address-that-no-line-can-hold#:~:text=one' },
      ],
    ],
  }

  it('breaks lines at words, hangs what belongs to a claim below it, and never breaks an address', () => {
    expect(
      documentText(of({ kind: 'heading', text: 'Title' }, claim, { kind: 'divider' }, words('End.')), { width: 40 }),
    ).toMatchInlineSnapshot(`
      "Title

      12. Update: one two three four five six
          seven eight nine
          [12] Hill Post · at the words:
            https://hill.example/a-very-long-address-that-no-line-can-hold#:~:text=one

      ------------------------

      End."
    `)
  })

  it('has bold and dim type only for a terminal', () => {
    const document = of({ kind: 'heading', text: 'Title' }, claim)
    expect(documentText(document, { width: 80 })).not.toContain('\u001b')
    expect(documentText(document, { width: 80, color: true })).toContain('\u001b[1mTitle\u001b[22m')
  })

  it('says what can be typed for each button, when asked to', () => {
    const document = of(words('A.'), {
      kind: 'buttons',
      buttons: [
        { action: 'run', value: 'timeline', label: 'Timeline' },
        { action: 'follow-up', value: 'x', label: 'Ask' },
      ],
    })
    expect(documentText(document, { width: 80 })).toBe('A.')
    expect(documentText(document, { width: 80, hints: true })).toBe('A.\n\nNext: Timeline (timeline)')
  })

  it('counts East Asian characters as two columns', () => {
    const lines = documentText(of(words('边境局势紧张'.repeat(6))), { width: 20 }).split('\n')
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(10)
  })

  it('lets no text steer the terminal or turn a line around', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('\u001b[2Jgone', '\u009b31m', '\u202egnp.exe', 'a\rb', '\u0007'),
    )
    fc.assert(
      fc.property(hostile, hostile, (text, url) => {
        const document = of(
          { kind: 'heading', text },
          { kind: 'claim', number: 1, inlines: [{ kind: 'text', text, style: 'strong' }], sources: [[{ kind: 'link', text, url }]] },
        )
        expect(documentText(document, { width: 40 })).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })

  it('keeps every line within the width unless it is an address, and loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 20, max: 90 }),
        (parts, width) => {
          const text = documentText(of(words(parts.join(' '))), { width })
          for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
          expect(text.replace(/\s/g, '')).toBe(parts.join(''))
        },
      ),
    )
  })
})
