// Long answers go over several messages: no sentence and no claim with its sources is cut apart, and nothing is lost.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DiscordMessage, discordMessages } from '../../src/adapters/platforms/discord/components.ts'
import { slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import type { Answer } from '../../src/domain/answer.ts'
import type { Claim } from '../../src/domain/claim.ts'
import type { Document } from '../../src/domain/document.ts'
import { renderAnswer } from '../../src/render/render.ts'
import { claimOf } from '../../src/verify/verify.ts'
import { shownInDiscord, shownInSlack } from '../goldens/shown.ts'
import { answer, article, quoting } from './answers.ts'

const WORDS = 'The harbour master of Port Tallow said that the ferry to Lower Brenna would not sail before the dyke was mended'.split(' ')
const sentence = (n: number, length: number) => `Number ${n}: ${Array.from({ length }, (_, at) => WORDS[at % WORDS.length]).join(' ')}.`
/** Each sentence is said in an article of its own. */
function claimsOf(lengths: readonly number[]): readonly Claim[] {
  return lengths.map((length, at) => {
    const text = sentence(at + 1, length)
    return claimOf(quoting(article({ id: `a${at}`, label: `Source number ${at + 1}`, text }), text))
  })
}
const long = (lengths: readonly number[]): Document =>
  renderAnswer({ ...(answer({ claims: claimsOf(lengths) }) satisfies Answer) }, { title: 'What is known?', readerLink: () => null })

const lengths = fc.array(fc.integer({ min: 1, max: 220 }), { minLength: 1, maxLength: 45 })
const inSlack = (document: Document) => slackMessages(document).map((message) => shownInSlack([message]).text)
const inDiscord = (document: Document) => discordMessages(document).map((message: DiscordMessage) => shownInDiscord([message]).text)

describe.each([
  ['Slack', inSlack],
  ['Discord', inDiscord],
] as const)('a long answer on %s', (_, pagesOf) => {
  it('keeps each claim whole, with its source, on one page, in order', () => {
    fc.assert(
      fc.property(lengths, (all) => {
        const pages = pagesOf(long(all))
        const at = all.map((length, index) => {
          const page = pages.findIndex((text) => text.includes(sentence(index + 1, length)))
          expect(page).toBeGreaterThanOrEqual(0)
          expect(pages[page]).toContain(`Source number ${index + 1} ·`)
          return page
        })
        expect(at).toEqual([...at].sort((a, b) => a - b))
      }),
      { numRuns: 60 },
    )
  })

  it('ends no page but the last within a sentence, nor with a heading of the next', () => {
    fc.assert(
      fc.property(lengths, (all) => {
        const pages = pagesOf(long(all))
        for (const page of pages.slice(0, -1)) expect(page.trimEnd()).toMatch(/(?:[.”]|\d{4}|Source number \d+ · .*)$/u)
      }),
      { numRuns: 60 },
    )
  })

  it('cuts a paragraph longer than a message after a sentence', () => {
    const text = Array.from({ length: 120 }, (__, n) => sentence(n, 18)).join(' ')
    const pages = pagesOf({ preview: 'Long', nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] })
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(page.trimEnd()).toMatch(/\.$/)
    expect(pages.join(' ').replace(/\s+/g, ' ').trim()).toBe(text)
  })
})
