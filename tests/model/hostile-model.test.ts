// Whatever a model replies, people are shown the articles' words, the bot's own frame and nothing else; and the checker that says so sees faults.
import { describe, expect, it } from 'vitest'
import { runHostile, type Sabotage } from '../../scripts/fuzz/hostile-run.ts'
import { discordMessages } from '../../src/adapters/platforms/discord/components.ts'
import { slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import { documentHtml } from '../../src/adapters/platforms/web/html.ts'
import type { Answer } from '../../src/domain/answer.ts'
import type { Claim } from '../../src/domain/claim.ts'

const SEED = 20_260_310

describe('a hostile model', () => {
  it('gets no address, mention, markup or word of its own to people, and nothing sent, in 2,000 replies', async () => {
    const { replies, used, verdicts, shortened, grouped, rejected, outbound, faults } = await runHostile({ replies: 2000, seed: SEED })
    expect(faults).toEqual([])
    expect({ replies, outbound }).toEqual({ replies: 2000, outbound: 0 })
    // It is a test only if the model is heard, and heard lying.
    expect(used).toBeGreaterThan(500)
    expect(shortened).toBeGreaterThan(10)
    expect(grouped.answers).toBeGreaterThan(30)
    expect(grouped.headings).toBeGreaterThan(15)
    expect(grouped.refused).toBeGreaterThan(15)
    expect(rejected).toMatchObject({ 'wrong-form': expect.any(Number), 'unknown-ids': expect.any(Number) })
    expect(verdicts).toMatchObject({ accept: expect.any(Number), repair: expect.any(Number) })
  }, 60_000)
})

const first = (answer: Answer, change: (claim: Claim) => Claim): Answer => ({
  ...answer,
  claims: answer.claims.map((claim, at) => (at === 0 ? change(claim) : claim)),
})
const proposed = (message: string) => /"text":"((?:[^"\\]|\\.)+)"/.exec(message)?.[1]
let message = ''
/** Keeps the model's message for a renderer that would let it through. */
const heard = (answer: Answer, said: string) => {
  message = said
  return answer
}

const inGroups = (answer: Answer, change: (groups: NonNullable<Answer['groups']>) => readonly unknown[]): Answer =>
  answer.groups === undefined ? answer : { ...answer, groups: change(answer.groups) as NonNullable<Answer['groups']> }

const lookedUp = (answer: Answer): Answer => {
  void fetch('https://evil.example.org/').catch(() => undefined)
  return answer
}

const BROKEN: readonly (readonly [string, RegExp, Sabotage])[] = [
  [
    'a chooser that shows the words proposed as they are',
    /not in the cited passage/,
    { answer: (answer, said) => first(answer, (claim) => ({ ...claim, text: proposed(said) ?? claim.text })) },
  ],
  [
    'a chooser that splices two claims',
    /not in the cited passage/,
    { answer: (answer) => first(answer, (claim) => ({ ...claim, text: `${claim.text} ${answer.claims[1]?.text ?? ''}` })) },
  ],
  [
    'a chooser that leaves a word between the characters of another',
    /hidden character|not in the cited/,
    { answer: (answer) => first(answer, (claim) => ({ ...claim, text: claim.text.replace(/^(..)/, '$1\u200b') })) },
  ],
  [
    'a chooser that moves a quote',
    /no slice/,
    { answer: (answer) => first(answer, ({ text, citations: [one] }) => ({ text, citations: [{ ...one, start: one.start + 1 }] })) },
  ],
  [
    'a chooser that takes an address from the model',
    /address/,
    {
      answer: (answer) =>
        first(answer, ({ text, citations: [one] }) => ({ text, citations: [{ ...one, url: 'https://evil.example.org/' }] })),
    },
  ],
  [
    'a heading in words of the model',
    /heading “Zorbla has fallen” is not in every passage/,
    { answer: (answer) => inGroups(answer, (groups) => groups.map((group) => ({ ...group, heading: 'Zorbla has fallen' }))) },
  ],
  [
    'a heading over a passage that does not hold it',
    /is not in every passage under it/,
    {
      answer: (answer) => inGroups(answer, (groups) => [{ heading: 'Cape Arran', claims: groups.flatMap(({ claims }) => claims) }]),
    },
  ],
  [
    'a heading that is spliced from two',
    /is not in every passage under it/,
    { answer: (answer) => inGroups(answer, (groups) => groups.map((group) => ({ ...group, heading: 'Mara Kerr' }))) },
  ],
  [
    'a claim in two groups, and one in none',
    /groups hold claims/,
    { answer: (answer) => inGroups(answer, (groups) => groups.map(({ heading }) => ({ heading, claims: [0] }))) },
  ],
  ['a chooser that looks up what the model names', /went out/, { answer: lookedUp }],
  [
    'a Slack renderer that passes the message on',
    /Slack/,
    { answer: heard, slack: (document) => [{ ...slackMessages(document)[0], text: message }] },
  ],
  [
    'a Slack renderer that has markup read',
    /Slack section|Slack mrkdwn/,
    {
      slack: (document) => [
        { ...slackMessages(document)[0], blocks: [{ type: 'section', text: { type: 'mrkdwn', text: document.preview } }] },
      ],
    },
  ],
  [
    'a Slack renderer that lets links unfurl',
    /may unfurl/,
    { slack: (document) => slackMessages(document).map((one) => ({ ...one, unfurl_links: true })) },
  ],
  [
    'a Discord renderer that lets mentions ping',
    /may ping/,
    { discord: (document) => discordMessages(document).map(({ components, flags }) => ({ components, flags })) },
  ],
  [
    'a Discord renderer that escapes nothing',
    /Discord/,
    { answer: heard, discord: (document) => [{ ...discordMessages(document)[0], components: [{ type: 10, content: message }] }] },
  ],
  ['a page that escapes nothing', /HTML/, { answer: heard, html: (document) => `${documentHtml(document)}<p>${message}</p><img src="x">` }],
]

describe('the checker', () => {
  it.each(BROKEN)('sees %s', async (_, fault, sabotage) => {
    const { faults } = await runHostile({ replies: 300, seed: SEED, sabotage })
    expect(faults.join('\n')).toMatch(fault)
  })
})
