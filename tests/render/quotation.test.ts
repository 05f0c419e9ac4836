// Quotation marks inside of quotation marks.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteNode } from '../../src/render/claim-node.ts'
import { inQuotationMarks } from '../../src/render/quotation.ts'
import { article, quoting } from './answers.ts'

describe('words in quotation marks', () => {
  it.each([
    ['The river rose.', '“The river rose.”'],
    ['“We carried 85 passengers,” she said.', '“‘We carried 85 passengers,’ she said.”'],
    ['"We carried 85 passengers," she said.', '“‘We carried 85 passengers,’ she said.”'],
    ['He called it “a mistake”', '“He called it ‘a mistake’”'],
    ['“He told me ‘go’ and I went,” she said.', '“‘He told me “go” and I went,’ she said.”'],
    ['‘He told me “go” and I went,’ she said.', '“‘He told me “go” and I went,’ she said.”'],
    ['“She said: ‘Go.’”', '“‘She said: “Go.”’”'],
    // One sentence of a longer speech opens or closes what another does not.
    ['“We leave tomorrow.', '“‘We leave tomorrow.”'],
    ['We do not come back,” he said.', '“We do not come back,’ he said.”'],
    ['The workers’ boat wasn’t theirs.', '“The workers’ boat wasn’t theirs.”'],
    ['“The workers’ boat sank,” he said.', '“‘The workers’ boat sank,’ he said.”'],
    ['A 12" pipe burst.', '“A 12" pipe burst.”'],
  ])('%s', (words, shown) => {
    expect(inQuotationMarks(words)).toBe(shown)
  })

  it('keep every letter, and no white space is put beside a mark', () => {
    const piece = fc.constantFrom('“', '”', '‘', '’', '"', "'", ' ', 'a', '5', ',', '—')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const shown = inQuotationMarks(pieces.join(''))
        expect(shown.slice(1, -1).replace(/["“”‘’]/gu, '.')).toBe(pieces.join('').replace(/["“”‘’]/gu, '.'))
      }),
    )
  })

  it('are set so in a quote that is shown, and stay to the letter in its citation', () => {
    const from = article({ id: 'owner', text: '“We carried 85 passengers,” the “Merel” owner said.' })
    const citation = quoting(from, from.text, { speaker: 'the “Merel” owner', hedge: null })
    const node = quoteNode(citation, 1, () => null)
    const words = node.inlines.flatMap((inline) => ('text' in inline ? inline.text : [])).join('')
    expect(words).toBe('“‘We carried 85 passengers,’ the ‘Merel’ owner said.”')
    expect(from.text.slice(citation.start, citation.end)).toBe(citation.quote)
  })
})
