// What people read when they ask why, and how the desk stands.
import { describe, expect, it } from 'vitest'
import { aSubscription } from '../contracts/digest-stores.ts'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { documentHtml } from '../../src/adapters/platforms/web/html.ts'
import { discordMessages } from '../../src/adapters/platforms/discord/components.ts'
import { slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import type { AnswerRecord, RecordedClaim } from '../../src/domain/answer-record.ts'
import type { Document } from '../../src/domain/document.ts'
import { renderStatus, renderWhy, type StatusInput } from '../../src/render/render.ts'
import { aRecord } from '../contracts/answer-log.ts'
import { HILL, quoting } from './answers.ts'

const FERRY = quoting(HILL, 'The ferry was lost.')
const SPAN = { articleId: 'hill', version: 3, start: FERRY.start, end: FERRY.end, sha256: 'f' }
const CLAIM: RecordedClaim = { passages: [SPAN], text: null, verdict: 'accept', rule: 'OK verbatim', byModel: true }
const MODEL: AnswerRecord['model'] = {
  ...{ state: 'used', reason: null, name: 'small-1', prompt: 'choose-passages@3f2a', requests: 1 },
  ...{ tokensIn: 1_240, tokensOut: 36, cost: 2_100, currency: 'EUR', ms: 912 },
}
const textOf = (document: Document) => documentText(document, { width: 200 })

function why(change: Partial<AnswerRecord> = {}, claim: RecordedClaim = CLAIM, citation: typeof FERRY | null = FERRY): Document {
  const record = aRecord('r_77', { question: 'What was lost?', model: MODEL, claims: [claim], ...change })
  return renderWhy({ record, claims: [{ number: 2, claim, citation }], readerLink: () => null })
}

describe('why', () => {
  it('tells the passage, its article, version and date, the rule, who chose it, what it took, and the record', () => {
    expect(
      textOf(why())
        .split('\n')
        .filter((line) => line !== ''),
    ).toEqual([
      'Why this answer: What was lost?',
      'The model chose 1 of 1 passage. Every word was checked against the stored article.',
      '2. “The ferry was lost.”',
      '   [2] Hill Post · 6 November 2023 · at the words: https://hill.example/river#:~:text=The%20ferry%20was%20lost.',
      `   article hill, version 3, characters ${FERRY.start} to ${FERRY.end}`,
      '   passed by rule “OK verbatim” · chosen by the model',
      'The model small-1 chose what is shown. 1,240 tokens sent, 36 received, 0.0021 EUR, 0.9 s. Prompt choose-passages@3f2a.',
      'Record r_77, 3 February 2024, 08:00 UTC.',
    ])
  })

  it('says of a claim that was put back to its source by which rule, and of a shortened one what it is from', () => {
    expect(textOf(why({}, { ...CLAIM, verdict: 'repair', rule: 'V3 drops a figure' }))).toContain(
      'put back to the source’s words by rule “V3 drops a figure”',
    )
    expect(textOf(why({}, { ...CLAIM, text: 'The ferry.' }))).toContain('Shown as: The ferry. From: “The ferry was lost.”')
  })

  it('tells of groups which claim stood where, under which heading, and why one has none', () => {
    const groups = [
      { heading: 'Ferry', rule: 'OK in every claim', claims: [0, 1] },
      { heading: null, rule: 'H3 is not in the words of every claim', claims: [2] },
    ]
    const told = textOf(why({ groups }))
    expect(told).toContain('group 1, “Ferry”')
    expect(told).toContain(
      'The model put the claims into 2 groups; headings are words of the sources. group 1: “Ferry”, by rule “OK in every claim”; group 2: no heading, by rule “H3 is not in the words of every claim”.',
    )
    expect(textOf(why())).not.toContain('group')
  })

  it('tells what looking for passages by meaning took, or why it was not done', () => {
    const vectors = { name: 'small-1', requests: 1, tokens: 7, cost: 0, currency: null, ms: 30, failure: null }
    expect(textOf(why({ vectors }))).toContain('Passages were also looked for by meaning with small-1: 7 tokens sent, 0 received, 0.0 s.')
    const failed = { ...vectors, requests: 0, tokens: 0, failure: 'budget-workspaceTokens' }
    expect(textOf(why({ vectors: failed }))).toContain('not looked for by meaning with small-1: its budget for today is used up.')
  })

  it('says that a passage is no longer here, and still where it stood', () => {
    const text = textOf(why({}, CLAIM, null))
    expect(text).toContain('The passage is no longer here as it was quoted.')
    expect(text).toContain('article hill, version 3')
    expect(text).not.toContain('ferry')
  })

  it.each<[string, Partial<AnswerRecord['model']>, string]>([
    ['was off', { state: 'off', requests: 0 }, 'No model was asked.'],
    ['only helped to understand', { state: 'off' }, 'The model small-1 was asked on the way and chose nothing that is shown. 1,240 tokens'],
    ['took too long', { state: 'rejected', reason: 'timeout' }, 'The model small-1 was asked and not used: it took too long.'],
    ['said something unheard of', { state: 'rejected', reason: 'SECRET' }, 'was asked and not used: its reply could not be used.'],
    [
      'had no budget left',
      { state: 'rejected', reason: 'budget-workspaceTokens', requests: 0 },
      'The model small-1 was not asked: its budget for today is used up.',
    ],
  ])('says in words that the model %s', (_, model, words) => {
    const text = textOf(why({ model: { ...MODEL, ...model } }, { ...CLAIM, byModel: false }))
    expect(text).toContain(words)
    expect(text).not.toContain('SECRET')
    expect(text).not.toContain('chosen by the model')
  })

  it('counts what the model chose apart from what is shown whatever it chooses', () => {
    const own = { ...CLAIM, byModel: false }
    const text = (claims: readonly RecordedClaim[]) => textOf(why({ claims, offered: [SPAN, SPAN, SPAN] }))
    expect(text([CLAIM, own])).toContain('The model chose 1 of 3 passages; another is shown whatever it chose.')
    expect(text([CLAIM, own, own])).toContain('The model chose 1 of 3 passages; 2 others are shown whatever it chose.')
    const without = textOf(why({ claims: [own, own], model: { ...MODEL, state: 'off', requests: 0 } }, own))
    expect(without).toContain('2 passages, chosen without a model. Every word was checked')
  })

  it('tells of an answer that was none', () => {
    expect(textOf(why({ claims: [], kind: 'no-evidence' }))).toContain('No passage answered it well enough: 1 passage came near.')
    expect(textOf(why({ claims: [], kind: 'quiet', how: 'digest' }))).toContain('Nothing was new to this channel')
  })

  it('keeps what articles and people wrote as text on every platform', () => {
    const hostile = why({ question: '<!channel> *x* [a](https://evil.example) </p><script>' }, { ...CLAIM, rule: '<@U1> **y**' })
    expect(JSON.stringify(slackMessages(hostile))).not.toMatch(/"mrkdwn"|"type":"broadcast"|"type":"user"/)
    expect(documentHtml(hostile)).not.toMatch(/<script|<\/p><s/)
    expect(JSON.stringify(discordMessages(hostile))).not.toMatch(/[^\\]\[a\]\(https/)
  })
})

const STATUS: StatusInput = {
  articles: 12_345,
  newest: '2023-11-10',
  failingSources: [],
  model: { name: 'small-1', last: { state: 'used', reason: null } },
  budget: { tokens: { used: 12_400, left: 987_600 }, money: { used: 2_100, left: 4_997_900 }, currency: 'EUR', requests: 4 },
  digests: [{ title: 'The border', at: Temporal.ZonedDateTime.from('2024-02-05T08:00[Asia/Yangon]') }],
  paused: [],
  twins: 0,
  ambiguous: 0,
}
const lines = (change: Partial<StatusInput> = {}) => textOf(renderStatus({ ...STATUS, ...change })).split('\n')

describe('status', () => {
  it('tells articles, sources, model, budget and the next digest in words', () => {
    expect(lines()).toEqual([
      'Status',
      '',
      '- Articles — 12,345 read, newest 10 November 2023',
      '- Sources — none is failing',
      '- Model — small-1, used in the last answer',
      '- Budget today — 12,400 tokens used, 987,600 left; 0.0021 EUR used, 5.00 left; 4 requests so far',
      '- Next digest here — “The border” on Monday 5 February 2024, 08:00 (Asia/Yangon)',
    ])
  })

  it('tells what the desk itself used, for nobody in particular', () => {
    const told = lines({ desk: { tokens: 12_400, money: 21_000, requests: 3, currency: 'USD' } })
    expect(told).toContain(
      '- The desk itself today — 12,400 tokens, 0.0210 USD in 3 requests: vectors of articles, checks, the command line',
    )
    expect(lines().join('\n')).not.toContain('The desk itself')
  })

  it('lists what is paused here with its reason and how to let it go on, and what deliveries met with', () => {
    const river = aSubscription({ topic: 'river', paused: true, pausedWhy: 'the channel is archived' })
    const told = lines({ paused: [river, aSubscription({ topic: 'who fled?', paused: true })], twins: 1, ambiguous: 2 })
    expect(told.slice(-2)).toEqual([
      '- Deliveries — 1 message stood double for a while and was removed; of 2 messages nobody could say whether they were posted',
      '- Paused here — “river”, because the channel is archived; “who fled?”; to let one go on: /brief resume river',
    ])
  })

  it('is complete without a model, articles, subscriptions', () => {
    expect(lines({ model: null, budget: null, articles: 0, newest: null, digests: [], failingSources: ['Hill Post'] })).toEqual([
      'Status',
      '',
      '- Articles — none yet',
      '- Sources — 1 source failing: Hill Post',
      '- Model — off; answers are complete without one',
      '- Next digest here — none; to add one: /brief subscribe border daily 08:00 Asia/Yangon',
    ])
  })

  it.each<[string, Partial<StatusInput>, string]>([
    [
      'asked and not used',
      { model: { name: 'm', last: { state: 'rejected', reason: 'http-500' } } },
      'm, asked and not used: its server answered with an error',
    ],
    ['not asked yet', { model: { name: 'm', last: null } }, 'm, not asked since the start'],
    [
      'not asked for want of budget',
      { model: { name: 'm', last: { state: 'rejected', reason: 'budget-workspaceMoney' } } },
      'm, not asked: its budget for today is used up',
    ],
  ])('says that the model was %s', (_, change, words) => {
    expect(lines(change)).toContain(`- Model — ${words}`)
  })

  it('says that a budget is used up, and that a rest too small for a request is of no use', () => {
    const none = { tokens: { used: 10, left: 0 }, money: { used: 0, left: null }, currency: null, requests: 0 }
    expect(lines({ budget: none })).toContain('- Budget today — used up; 10 tokens used, 0 left; no requests so far')
    const refused = { name: 'm', last: { state: 'rejected', reason: 'budget-workspaceTokens' } } as const
    expect(lines({ model: refused }).join()).toContain('used up but for a rest too small for one more request; 12,400 tokens used')
  })

  it('says where there is no limit', () => {
    const free = { tokens: { used: 10, left: null }, money: { used: 0, left: null }, currency: null, requests: 1 }
    expect(lines({ budget: free })).toContain('- Budget today — 10 tokens used, no limit; 1 request so far')
  })
})
