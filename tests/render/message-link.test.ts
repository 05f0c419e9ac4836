import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageAddress } from '../../src/domain/address.ts'
import type { Document } from '../../src/domain/document.ts'
import { messageUrl, remarkInlines, withMessageLinks } from '../../src/render/message-link.ts'

const SLACK = { platform: 'slack', site: 'https://desk.slack.com/', channel: 'C1', message: '1700000000.000100', thread: null } as const
const DISCORD = { platform: 'discord', server: '11', channel: '22', message: '33' } as const

describe('the address of a message', () => {
  it('is the one the platform itself gives out', () => {
    expect(messageUrl(SLACK)).toBe('https://desk.slack.com/archives/C1/p1700000000000100')
    expect(messageUrl({ ...SLACK, thread: '1690000000.000200' })).toBe(
      'https://desk.slack.com/archives/C1/p1700000000000100?thread_ts=1690000000.000200&cid=C1',
    )
    expect(messageUrl(DISCORD)).toBe('https://discord.com/channels/11/22/33')
    expect(messageUrl({ ...DISCORD, server: null })).toBe('https://discord.com/channels/@me/22/33')
  })

  it('is none where a part is not of the platform’s own', () => {
    const wrong: readonly MessageAddress[] = [
      { ...SLACK, site: 'http://desk.slack.com/' },
      { ...SLACK, site: 'https://me:pass@desk.slack.com/' },
      { ...SLACK, site: 'javascript:alert(1)' },
      { ...SLACK, channel: 'C1/../x' },
      { ...SLACK, message: 'm1' },
      { ...SLACK, thread: '' },
      { ...DISCORD, server: '@me/1' },
      { ...DISCORD, message: '33?x' },
    ]
    expect(wrong.map(messageUrl)).toEqual(wrong.map(() => null))
  })

  it('never leads anywhere else, whatever its parts are', () => {
    const discord = fc.record({
      platform: fc.constant('discord' as const),
      server: fc.option(fc.string()),
      channel: fc.string(),
      message: fc.string(),
    })
    const slack = fc.record({
      ...{
        platform: fc.constant('slack' as const),
        site: fc.constant('https://desk.slack.com/'),
        channel: fc.string(),
        message: fc.string(),
      },
      thread: fc.option(fc.string()),
    })
    fc.assert(
      fc.property(fc.oneof(discord, slack), (address) => {
        const url = messageUrl(address)
        if (url !== null)
          expect(url).toMatch(
            /^https:\/\/(?:discord\.com\/channels\/[\d@me]+\/\d+\/\d+|desk\.slack\.com\/archives\/[A-Z0-9]+\/p\d+(?:\?[\w.=&]+)?)$/,
          )
      }),
    )
  })
})

describe('a document that refers back', () => {
  const document: Document = {
    preview: 'News',
    nodes: [{ kind: 'claim', number: 1, inlines: [], sources: [[{ kind: 'text', text: '3 March 2026', refersTo: 'f1' }]] }],
  }

  it('gets its link where the message is known, and is the very same where it is not', () => {
    expect(withMessageLinks(document, new Map([['f1', DISCORD]])).nodes[0]).toMatchObject({
      sources: [[{ kind: 'link', text: '3 March 2026', url: 'https://discord.com/channels/11/22/33' }]],
    })
    expect(withMessageLinks(document, new Map([['f2', DISCORD]]))).toBe(document)
    expect(withMessageLinks(document, new Map([['f1', { ...DISCORD, channel: 'x' }]])).nodes).toEqual(document.nodes)
  })

  it('says under the earlier message what was taken back, by its numbers, with a link where there is one', () => {
    const words = (address: MessageAddress | null, numbers: readonly number[]) =>
      remarkInlines({ how: 'corrected', date: '2026-03-04', numbers, address })
        .map(({ text }) => text)
        .join('')
    expect(words(DISCORD, [3, 1, 3])).toBe('Corrected on 4 March 2026 (nos. 1 and 3): see the correction')
    expect(words(null, [2])).toBe('Corrected on 4 March 2026 (no. 2).')
  })
})
