// Whatever stands in articles, names and questions: both platforms take what becomes of it, show exactly its words, and nothing in it comes alive.
import { describe, expect, it } from 'vitest'
import { faultsInDiscord, faultsInSlack, renderHostile } from '../../scripts/fuzz/render-run.ts'
import { discordMessages } from '../../src/adapters/platforms/discord/components.ts'
import { slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import type { Document } from '../../src/domain/document.ts'

const PLAIN: Document = { preview: 'Hello', nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'Hello there' }] }] }

describe('hostile words', () => {
  it('are words alone in every kind of message', { timeout: 120_000 }, () => {
    const { documents, faults } = renderHostile({ count: 400, seed: 7 })
    expect([documents, faults]).toEqual([400, []])
  })
})

describe('half characters', () => {
  it('become no whole one when what stands between them goes', () => {
    const halves: Document = {
      preview: 'Halves',
      nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'a\ud83d\u0000\ude00b' }] }],
    }
    expect([faultsInSlack(halves), faultsInDiscord(halves)]).toEqual([[], []])
  })
})

describe('the judge of that', () => {
  const inSlack = (change: object) => faultsInSlack(PLAIN, [{ ...slackMessages(PLAIN)[0], ...change }])
  const inDiscord = (content: string, change: object = {}) =>
    faultsInDiscord(
      PLAIN,
      discordMessages(PLAIN).map((message) => {
        const [container] = message.components
        return { ...message, ...change, components: [{ ...container, components: [{ type: 10 as const, content }] }] as const }
      }),
    )

  it('finds nothing in what is right', () => {
    expect([faultsInSlack(PLAIN), faultsInDiscord(PLAIN)]).toEqual([[], []])
  })

  it.each([
    ['Slack would read markup', { blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: 'Hello there' }] }] }],
    ['Slack shows other words', { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Hello' } }] }],
    ['the preview can be read as markup', { text: '<!channel>' }],
    ['Slack refuses', { blocks: [{ type: 'header', text: { type: 'plain_text', text: `Hello there${' '.repeat(200)}` } }] }],
  ])('says of Slack: %s', (what, change) => {
    expect(inSlack(change).join()).toContain(what)
  })

  it.each([
    ['Discord would read mention', 'Hello there <@123456789012345678>', {}],
    ['Discord would read everyone', 'Hello there @everyone', {}],
    ['Discord would read codeBlock', '```Hello there```', {}],
    ['Discord shows other words', 'Hello', {}],
    ['it may ping', 'Hello there', { allowed_mentions: { parse: ['everyone'], replied_user: false } }],
    ['a link leads elsewhere', '[Hello there](<javascript:alert>)', {}],
    ['Discord refuses', `Hello there${'x'.repeat(4_100)}`, {}],
  ])('says of Discord: %s', (what, content, change) => {
    expect(inDiscord(content, change).join()).toContain(what)
  })
})
