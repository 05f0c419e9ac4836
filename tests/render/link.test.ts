import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { citationLink, textDirective } from '../../src/render/link.ts'
import { ABSTRACT, article, quoting } from './answers.ts'

const TEXT = 'The well-known envoy, Mr. A & B, said: “100% (sure)”.'
const linked = (url: string | null, text = TEXT) => citationLink(quoting(article({ id: 'a', url, text }), text), () => null)
const urlOf = (url: string | null, text = TEXT) => {
  const link = linked(url, text)
  return link?.kind === 'link' ? link.url : null
}

describe('the link of a citation', () => {
  it('leads to the publisher’s page at the words', () => {
    expect(linked('https://paper.example/a?id=1', 'It rained.')).toEqual({
      kind: 'link',
      text: 'at the words',
      url: 'https://paper.example/a?id=1#:~:text=It%20rained.',
    })
  })

  it('encodes what has a meaning in a text directive or in chat markup', () => {
    expect(urlOf('https://paper.example/a')).toBe(
      'https://paper.example/a#:~:text=The%20well%2Dknown%20envoy%2C%20Mr.%20A%20%26%20B%2C%20said%3A%20%E2%80%9C100%25%20%28sure%29%E2%80%9D.',
    )
  })

  it('keeps a fragment of the page and drops a directive that came with it', () => {
    expect(urlOf('https://paper.example/a#part:~:text=old', 'It rained.')).toBe('https://paper.example/a#part:~:text=It%20rained.')
  })

  it('names a long quote by its first and last words', () => {
    const text = 'One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen.'
    expect(textDirective(text)).toBe(
      'One%20two%20three%20four%20five%20six,thirteen%20fourteen%20fifteen%20sixteen%20seventeen%20eighteen.',
    )
  })

  it('leads to the page itself for an abstract, whose words are not on it', () => {
    expect(citationLink(quoting(ABSTRACT, 'Two harbours'), () => null)).toEqual({
      kind: 'link',
      text: 'the article',
      url: 'https://coast.example/a',
    })
  })

  it.each([
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['ftp://paper.example/a'],
    ['https://user:secret@paper.example/a'],
    ['http://localhost:8484/a'],
    ['http://127.0.0.1/a'],
    ['http://[::1]/a'],
    ['http://2130706433/a'],
    ['not an address'],
    [''],
  ])('leads nowhere for %s', (url) => expect(linked(url)).toBeNull())

  it('leads to the reader where the publisher’s page is not known, else nowhere', () => {
    const citation = quoting(article({ id: 'a', url: null, text: TEXT }), TEXT)
    expect(citationLink(citation, () => 'https://desk.example/read/a')).toEqual({
      kind: 'link',
      text: 'in the reader',
      url: 'https://desk.example/read/a',
    })
    expect(citationLink(citation, () => null)).toBeNull()
  })

  it('drops the words rather than make an address longer than a message can hold', () => {
    const text = 'x'.repeat(2500)
    expect(urlOf('https://paper.example/a', text)).toBe('https://paper.example/a')
  })
})

describe('a text directive', () => {
  const words = fc
    .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 40 })
    .map((parts) => parts.join(' '))

  it('holds no character that ends it, splits it or means something in chat markup, whatever the quote', () => {
    fc.assert(
      fc.property(words, (quote) => {
        const directive = textDirective(quote)
        expect(directive).toMatch(/^(?:[A-Za-z0-9.]|%[0-9A-F]{2})*(?:,(?:[A-Za-z0-9.]|%[0-9A-F]{2})*)?$/)
      }),
    )
  })

  it('decodes to the quote, or to its beginning and its end', () => {
    fc.assert(
      fc.property(words, (quote) => {
        const collapsed = (text: string) => text.replace(/\s+/gu, ' ').trim()
        const [first = '', last] = textDirective(quote).split(',').map(decodeURIComponent)
        if (last === undefined) expect(first).toBe(collapsed(quote))
        else {
          expect(collapsed(quote).startsWith(first)).toBe(true)
          expect(collapsed(quote).endsWith(last)).toBe(true)
        }
      }),
    )
  })

  it('never spans a paragraph’s end', () => {
    const quote = 'One two three four.\n\nFive six seven eight nine ten eleven twelve thirteen fourteen.'
    expect(textDirective(quote).split(',').map(decodeURIComponent)).toEqual([
      'One two three four.',
      'nine ten eleven twelve thirteen fourteen.',
    ])
  })
})
