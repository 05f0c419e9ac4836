// The verifier on written attacks and benign claims, on mutants, and on the spans of citations.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Article } from '../../src/domain/article.ts'
import { cite, claimOf, verifyClaim } from '../../src/verify/verify.ts'

const Row = z.object({
  id: z.string(),
  kind: z.string().optional(),
  sources: z.array(z.object({ id: z.string(), text: z.string() })),
  claim: z.object({ text: z.string(), sourceIds: z.array(z.string()) }),
})
const WORDING = join(import.meta.dirname, '../wording')
const rows = (file: string) =>
  readFileSync(join(WORDING, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Row.parse(JSON.parse(line)))
const attacks = rows('attacks.jsonl')
const benign = rows('benign.jsonl')
const heldOut = {
  attacks: [...rows('held-out/attacks.jsonl'), ...rows('held-out/attacks-2.jsonl'), ...rows('held-out/attacks-3.jsonl')],
  shortenings: rows('held-out/shortenings.jsonl'),
}
const accepted = (claims: readonly z.infer<typeof Row>[]) => claims.filter((row) => verifyClaim(row).verdict === 'accept').length

describe('verifyClaim on written claims', () => {
  it('accepts no attack as it is, and repairs only to the words of a cited source', () => {
    expect(attacks.length).toBeGreaterThan(150)
    const wrong = [...attacks, ...heldOut.attacks].filter((attack) => {
      const { verdict, text } = verifyClaim(attack)
      const cited = attack.sources.filter(({ id }) => attack.claim.sourceIds.includes(id)).map((source) => source.text.trim())
      return verdict === 'accept' || (verdict === 'repair' && !cited.includes(text)) || (verdict === 'drop' && text !== '')
    })
    expect(wrong.map(({ id }) => id)).toEqual([])
  })

  it('accepts every sentence of a source as it stands', () => {
    const refused = benign.filter((row) => row.kind === 'verbatim' && verifyClaim(row).verdict !== 'accept')
    expect(refused.map(({ id }) => id)).toEqual([])
  })

  it('accepts 95 in 100 honest shortenings that the rules were written with, and no fewer than before of those held out', () => {
    const shortenings = benign.filter((row) => row.kind === 'shortening')
    expect(accepted(shortenings) / shortenings.length).toBeGreaterThanOrEqual(0.95)
    expect(accepted(heldOut.shortenings)).toBeGreaterThanOrEqual(155)
  })

  it('never drops an honest shortening: what it does not accept is shown in the words of the source', () => {
    for (const row of [...benign, ...heldOut.shortenings]) {
      const { verdict, text } = verifyClaim(row)
      expect(text, row.id).toBe(verdict === 'repair' ? row.sources[0]?.text.trim() : row.claim.text.trim())
    }
  })

  it('keeps what looks like a description and is the subject, a label, a measure, or undone in the same breath', () => {
    for (const [source, claim] of [
      ['In the north, the army, tired and angry, signed the treaty.', 'In the north, signed the treaty.'],
      ['Police shot the men who were armed.', 'Police shot the men.'],
      ['SATIRE – The queen resigned.', 'The queen resigned.'],
      ['Wages rose to 9 euros (an hour).', 'Wages rose to 9 euros.'],
      ['The army took the hill, and the rebels drove the army from the hill.', 'The army took the hill.'],
      ['Inflation, new cars included, rose to 3%.', 'Inflation rose to 3%.'],
      ['The governor, who met the prisoner Karl Benn, said he had killed three people.', 'The governor said he had killed three people.'],
    ] as const) {
      expect(verifyClaim({ id: 'x', sources: [{ id: 's', text: source }], claim: { text: claim, sourceIds: ['s'] } }), claim).toMatchObject(
        {
          verdict: 'repair',
          text: source,
        },
      )
    }
  })

  it('names the rule that decided', () => {
    for (const row of [...attacks, ...benign]) expect(verifyClaim(row).reason).toMatch(/^(?:OK|[VD]\d+) \S/)
  })
})

describe('verifyClaim on mutants', () => {
  const sources = benign.flatMap(({ sources: [source] }) => (source ? [source.text] : []))
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

  it('accepts nothing with a word, or an order of words, that its source does not have', () => {
    const mutant = fc.record({
      source: fc.constantFrom(...sources),
      at: fc.nat(200),
      to: fc.nat(200),
      how: fc.constantFrom('swap', 'insert', 'double', 'reverse'),
      word: fc.constantFrom('not', '12', 'Ruili', 'and', 'denied'),
    })
    fc.assert(
      fc.property(mutant, ({ source, at, to, how, word }) => {
        const parts = source.split(' ')
        const [i, j] = [at % parts.length, to % parts.length]
        const [left, right] = [parts[i] ?? '', parts[j] ?? '']
        if (how === 'swap') [parts[i], parts[j]] = [right, left]
        else if (how === 'insert') parts.splice(i, 0, word)
        else if (how === 'double') parts.splice(i, 0, left)
        else parts.reverse()
        const text = parts.join(' ')
        const { verdict } = verifyClaim({ id: 'm', sources: [{ id: 's', text: source }], claim: { text, sourceIds: ['s'] } })
        return words(text).join(' ') === words(source).join(' ') || verdict !== 'accept'
      }),
      { numRuns: 5_000 },
    )
  })

  it('accepts no text with words left out that hold a figure or a negation', () => {
    const source = 'The army, which lost 29 soldiers, did not leave the town, residents of the valley and its farms nearby, old and young.'
    const parts = source.split(' ')
    fc.assert(
      fc.property(fc.subarray(parts, { minLength: 3 }), (kept) => {
        const text = kept.join(' ')
        const { verdict } = verifyClaim({ id: 'm', sources: [{ id: 's', text: source }], claim: { text, sourceIds: ['s'] } })
        return verdict !== 'accept' || (text.includes('29') && text.includes('did not leave'))
      }),
      { numRuns: 3_000 },
    )
  })

  it('takes any text at all without throwing, and shows the source as it stands, the claim, or nothing', () => {
    const source = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...sources))
    const part = fc.constantFrom(', ', ' - ', ' (', ') ', '"', "'", 'the', 'who', 'was', 'said', 'and', 'left', 'a', 'Ann', '12', '. ', ' ')
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(fc.oneof(source, text), text, (from, claim) => {
        const { verdict, text: shown } = verifyClaim({
          id: 'm',
          sources: [{ id: 's', text: from }],
          claim: { text: claim, sourceIds: ['s'] },
        })
        const wanted = { accept: [claim.trim(), from.trim()], repair: [from.trim()], drop: [''] }[verdict]
        return wanted.includes(shown)
      }),
      { numRuns: 500 },
    )
  })

  it('takes a source of 10 MB without throwing', { timeout: 60_000 }, () => {
    const text = 'a '.repeat(5_000_000)
    const verdict = verifyClaim({ id: 'm', sources: [{ id: 's', text }], claim: { text: 'a b a', sourceIds: ['s'] } })
    expect(verdict.reason).toBe('V6 a word is not the source’s')
  })
})

describe('cite', () => {
  const article = (text: string): Article => ({
    id: 'a',
    version: 1,
    workspace: 'operator',
    kind: 'original',
    about: null,
    label: 'EFE',
    url: null,
    publisher: null,
    agency: 'EFE',
    author: null,
    headline: null,
    publishedAt: '2023-11-06',
    language: 'en',
    text,
    fileName: null,
    source: 'folder:x',
    ingestedAt: '2026-01-01T00:00:00Z',
    withdrawnAt: null,
  })

  it('cuts exactly the span from the text, or refuses it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: -2, max: 40 }),
        fc.integer({ min: -2, max: 40 }),
        (text, start, end) => {
          try {
            const citation = cite(article(text), { start, end })
            return text.slice(start, end) === citation.quote && citation.quote.length > 0 && claimOf(citation).text === citation.quote
          } catch (error) {
            return error instanceof RangeError
          }
        },
      ),
    )
  })

  it('refuses a span that cuts a character in two, is empty, or begins or ends in white space', () => {
    for (const [text, start, end] of [
      ['a😀b', 0, 2],
      ['abc', 1, 1],
      ['a b', 0, 2],
      ['abc', 0, 4],
    ] as const) {
      expect(() => cite(article(text), { start, end })).toThrow(RangeError)
    }
  })
})
