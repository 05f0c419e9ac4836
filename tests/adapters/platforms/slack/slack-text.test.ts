// Text into and out of Slack.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cutPoint,
  escapeMrkdwn,
  linksIn,
  plainWords,
  shorten,
  unescapeMrkdwn,
} from '../../../../src/adapters/platforms/slack/slack-text.ts'

describe('Slack text', () => {
  it('links to what its author linked to, each once, and to none of Slack’s own pages', () => {
    const text =
      'See <https://a.example/x?a=1&amp;b=2|this> and <https://a.example/x?a=1&amp;b=2>, <https://t.slack.com/archives/C1/p1|that>, <@U1>, <!here>'
    expect(linksIn(text)).toEqual(['https://a.example/x?a=1&b=2'])
    expect(linksIn('&lt;https://typed.example&gt; <mailto:a@b.example|a@b.example> <https://>')).toEqual([])
  })

  it('escapes so that nothing is left to interpret, and comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeMrkdwn(text)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
        expect(unescapeMrkdwn(escapeMrkdwn(text))).toBe(text)
      }),
    )
    expect(escapeMrkdwn('&lt;!here&gt; <!channel>')).toBe('&amp;lt;!here&amp;gt; &lt;!channel&gt;')
  })

  it('reads a message as a person would', () => {
    const text = '<@U0BOT> did &lt;b&gt; &amp;amp; <@U7|ann> see <https://example.org> in <#C1|news>? <!here> <!subteam^S1|@desk> <@U8>'
    expect(plainWords(text, 'U0BOT')).toBe('did <b> &amp; @ann see https://example.org in #news? @desk')
    expect(plainWords('  <@U0BOT|brief>\n what  now? ', 'U0BOT')).toBe('what now?')
  })

  it('is cut after a sentence, and not after an abbreviation', () => {
    expect('He spoke. On Nov. 3 he went'.slice(0, cutPoint('He spoke. On Nov. 3 he went', 20))).toBe('He spoke. ')
    expect('One. Two three four'.slice(0, cutPoint('One. Two three four', 12))).toBe('One. Two ')
    expect('这是第一句话。这是第二句话'.slice(0, cutPoint('这是第一句话。这是第二句话', 10))).toBe('这是第一句话。')
  })

  it('is never cut inside a character, within the limit, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), fc.integer({ min: 8, max: 60 }), (text, max) => {
        const at = cutPoint(text, max)
        expect(at).toBeGreaterThan(0)
        expect(at).toBeLessThanOrEqual(max)
        expect(text.slice(0, at).isWellFormed() && text.slice(at).isWellFormed()).toBe(true)
        expect(shorten(text, max).length).toBeLessThanOrEqual(max)
      }),
    )
    expect(shorten(`${'a'.repeat(8)}👩‍👩‍👧‍👦`, 14)).toBe('aaaaaaaa…')
  })
})
