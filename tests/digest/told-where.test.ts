import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discordMessages } from '../../src/adapters/platforms/discord/components.ts'
import { slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import { withPlaces } from '../../src/digest/told-where.ts'
import type { Document, Node } from '../../src/domain/document.ts'
import type { Edition } from '../../src/domain/subscription.ts'

const PLATFORMS = {
  Slack: { paginate: (document: Document) => slackMessages(document).map((one) => JSON.stringify(one)) },
  Discord: { paginate: (document: Document) => discordMessages(document).map((one) => JSON.stringify(one)) },
}
const mark = (n: number) => `mark${String(n).padStart(3, '0')}x`

function editionOf(lengths: readonly number[]): Edition {
  const nodes = lengths.flatMap((length, at): readonly Node[] => [
    ...(at % 5 === 0 ? ([{ kind: 'heading', text: 'A part of it', level: 3 }] as const) : []),
    {
      ...{ kind: 'claim', number: at + 1, sources: [[{ kind: 'text', text: 'Hill Post', refersTo: mark(at) }]] },
      inlines: [{ kind: 'text', text: `${'Something was said. '.repeat(length)}${mark(at)}` }],
    },
  ])
  const document: Document = { preview: 'News', nodes: [{ kind: 'heading', text: 'News' }, ...nodes] }
  const mends = lengths.map((_, at) => ({ fact: mark(at), how: 'corrected' as const, part: 1 }))
  return { kind: 'digest', document, claims: [], facts: [], cited: [], mends }
}

describe.each(['Slack', 'Discord'] as const)('where an edition says something on %s', (name) => {
  it('is the message that holds the end of it', () => {
    const { paginate } = PLATFORMS[name]
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 40 }), (lengths) => {
        const edition = editionOf(lengths)
        const messages = paginate(edition.document)
        const { mends = [] } = withPlaces(edition, messages.length, { paginate })
        for (const { fact, part } of mends) expect(messages[part - 1]).toContain(fact)
      }),
      { numRuns: 60 },
    )
  })
})
