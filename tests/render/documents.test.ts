import { describe, expect, it } from 'vitest'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import type { Document } from '../../src/domain/document.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import {
  numberedDigestCitations,
  numberedDisputeCitations,
  renderDigest,
  renderDisputes,
  renderHelp,
  renderNotice,
  renderQuiet,
  renderQuotes,
  renderResumed,
  renderSettings,
  renderSources,
  renderStories,
  renderSubscribed,
  renderSubscriptions,
  renderTimeline,
  renderTopics,
  renderWatching,
} from '../../src/render/render.ts'
import { answer, BOATS, DELTA, LENGTH, LONG, LONGER, quoting } from './answers.ts'

const readerLink = () => null
const text = (document: Document) => documentText(document, { width: 160 })
const QUIET = { title: 'The river', dateLine: 'Monday 6 November 2023, 08:00 (Asia/Yangon)', late: null } as const

describe('a digest', () => {
  const input = { ...QUIET, answer: answer({ claims: [LONG, BOATS] }), updates: [{ claim: LONG, was: '1,900km' }], readerLink }

  it('begins with what changed and from what, and shows an updated claim once', () => {
    expect(text(renderDigest(input))).toMatchInlineSnapshot(`
      "The river

      Monday 6 November 2023, 08:00 (Asia/Yangon)

      What changed

      1. Update (was: 1,900km): “The river runs for 2,000km.”
         [1] Hill Post · 6 November 2023 · at the words: https://hill.example/river#:~:text=The%20river%20runs%20for%202%2C000km.
         also Copy Daily · 7 November 2023

      New

      2. “Some 40 boats sank on Friday.” — Coast Guard (“unconfirmed”)
         [2] Hill Post · 6 November 2023 · at the words: https://hill.example/river#:~:text=Some%2040%20boats%20sank%20on%20Friday.

      3 articles, 2 independent voices, newest 8 November 2023"
    `)
  })

  it('numbers its quotes as it shows them', () => {
    const disputed = { ...input, answer: answer({ claims: [LONG, BOATS], disputes: [LENGTH] }) }
    expect(numberedDigestCitations(disputed).map(({ articleId }) => articleId)).toEqual(['hill', 'hill', 'delta'])
    const numbers = renderDigest(disputed).nodes.flatMap((node) => (node.kind === 'claim' ? [node.number] : []))
    expect(numbers).toEqual([1, 2, null, 3])
  })

  it('says in its date line that it is late', () => {
    expect(text(renderDigest({ ...input, late: 'Two hours late: the bot was down.' }))).toContain(
      '(Asia/Yangon) · Two hours late: the bot was down.',
    )
  })

  it('leads its preview with the update', () => {
    expect(renderDigest(input).preview).toBe('The river: Update: “The river runs for 2,000km.” [Hill Post]')
  })
})

describe('a quiet day', () => {
  it('is one line', () => {
    const coverage = { articles: 0, voices: 0, newest: null, failingSources: [] }
    expect(text(renderQuiet({ ...QUIET, coverage }))).toBe('The river, Monday 6 November 2023, 08:00 (Asia/Yangon): nothing new.')
  })

  it('still names sources that fail, because quiet may mean deaf', () => {
    const coverage = { articles: 0, voices: 0, newest: null, failingSources: ['Feed A', 'Feed B'] }
    expect(text(renderQuiet({ ...QUIET, coverage }))).toMatch(/nothing new\. 2 sources failing: Feed A and Feed B\.$/)
  })
})

describe('evidence', () => {
  it('shows quotes under the numbers they were first shown with', () => {
    const quotes = [{ number: 4, citation: quoting(DELTA, 'The river is 2,129 kilometers long.'), lead: 'Delta News itself:' }]
    expect(
      text(renderQuotes({ title: 'Who said that', finding: 'Delta News itself (quote 4).', quotes, readerLink })),
    ).toMatchInlineSnapshot(`
      "Who said that

      Delta News itself (quote 4).

      4. Delta News itself: “The river is 2,129 kilometers long.”
         [4] Delta News · 8 November 2023"
    `)
  })

  it('lists disputes, each quote once, numbered', () => {
    expect(text(renderDisputes([LENGTH], readerLink))).toMatchInlineSnapshot(`
      "What is disputed

      Sources differ on the length of the river:

      1. 2,000km — 2 articles, 1 voice: “The river runs for 2,000km.”
         [1] Hill Post · 6 November 2023 · at the words: https://hill.example/river#:~:text=The%20river%20runs%20for%202%2C000km.
         also Copy Daily · 7 November 2023

      2. 2,129 kilometers — 1 article, 1 voice: “The river is 2,129 kilometers long.”
         [2] Delta News · 8 November 2023"
    `)
    expect(numberedDisputeCitations([LENGTH]).map(({ articleId }) => articleId)).toEqual(['hill', 'delta'])
  })

  it('dates a timeline as precisely as the sources do', () => {
    const entries = [
      { date: '2021-01-01', precision: 'year', claim: LONGER },
      { date: '2023-10-27', precision: 'day', claim: BOATS },
    ] as const
    expect(text(renderTimeline(entries, readerLink))).toContain('1. 2021: “The river is 2,129')
    expect(text(renderTimeline(entries, readerLink))).toContain('2. 27 October 2023: “Some 40')
  })

  it('tells from when to when an event went on, or was known to', () => {
    const line = (date: string, to: string) => text(renderTimeline([{ date, to, precision: 'day', claim: BOATS }], readerLink))
    expect(line('2023-11-03', '2023-11-05')).toContain('1. 3 to 5 November 2023: “Some 40')
    expect(line('2023-10-30', '2023-11-05')).toContain('1. 30 October to 5 November 2023: “Some 40')
    expect(line('2023-12-30', '2024-01-02')).toContain('1. 30 December 2023 to 2 January 2024: “Some 40')
    expect(line('2023-11-03', '2023-11-03')).toContain('1. 3 November 2023: “Some 40')
  })

  it('says so when there is nothing to list', () => {
    for (const document of [renderDisputes([], readerLink), renderTimeline([], readerLink), renderStories([]), renderSources([])]) {
      expect(document.nodes).toHaveLength(2)
      expect(document.preview).toMatch(/\.$/)
    }
  })

  it('lists stories with how many articles are how many texts', () => {
    const story = {
      storyId: 's',
      title: 'The river',
      articleIds: ['a', 'b', 'c'],
      families: [['a', 'b'], ['c']],
      summary: [LONG],
      firstPublishedAt: '2023-11-06',
      lastPublishedAt: '2023-11-08',
    }
    expect(text(renderStories([story]))).toContain(
      'The river (3 articles from 2 texts, 6 November 2023 to 8 November 2023). “The river runs for 2,000km.”',
    )
  })

  it('lists topics with the stories under them, and says under a story which are its own', () => {
    const border = { topicId: 'border', title: 'The border', configured: true, aliases: [], storyIds: [], articleIds: [] }
    const river = { ...border, topicId: 'top_1', title: 'Orla', configured: false, storyIds: ['s', 't'], articleIds: ['a', 'b', 'c'] }
    const [none, both] = [
      { firstPublishedAt: null, lastPublishedAt: null },
      { firstPublishedAt: '2023-11-06', lastPublishedAt: '2023-11-08' },
    ]
    const topics = [
      { ...border, ...none },
      { ...river, ...both },
    ]
    const listed = text(renderTopics(topics))
    expect(listed).toContain('The border · no stories yet · configured')
    expect(listed).toContain('Orla · 2 stories, 3 articles, 6 November 2023 to 8 November 2023')
    const story = {
      storyId: 's',
      title: 'The river',
      articleIds: ['a'],
      families: [['a']],
      summary: [LONG],
      topics: ['top_1', 'gone'],
      ...both,
    }
    expect(text(renderStories([story], { topics }))).toContain('Topics: Orla')
    expect(text(renderStories([{ ...story, topics: [] }], { topics }))).not.toContain('Topics')
    expect(renderTopics([]).nodes).toHaveLength(2)
  })

  it('says the sentence that a story is called by once', () => {
    const [first, last] = ['2023-11-06', '2023-11-06']
    const story = { storyId: 's', articleIds: ['a'], families: [['a']], summary: [LONGER], firstPublishedAt: first, lastPublishedAt: last }
    expect(text(renderStories([{ ...story, title: 'The river is 2,129 kilometers long.' }]))).toContain(
      '1 article from 1 text, 6 November 2023: “The river is 2,129 kilometers long.”',
    )
  })

  it('lists sources with their newest date', () => {
    expect(text(renderSources([{ label: 'Hill Post', articles: 2, newest: '2023-11-06' }]))).toContain(
      '- Hill Post · 2 articles, newest 6 November 2023',
    )
  })
})

describe('subscriptions in words', () => {
  const subscription: Subscription = {
    id: 's1',
    version: 1,
    channel: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    topic: 'river',
    schedule: { days: [1, 2, 3, 4, 5], hour: 8, minute: 5, timeZone: 'Asia/Yangon' },
    createdBy: 'U1',
    createdAt: '2023-11-03T00:00:00Z',
    paused: false,
    kind: 'digest',
    pausedWhy: null,
    quietLine: true,
    mostADay: null,
  }

  it('confirms with the next times in local words, the zone named', () => {
    const next = ['2023-11-06T08:05[Asia/Yangon]', '2023-11-07T08:05[Asia/Yangon]'].map((at) => Temporal.ZonedDateTime.from(at))
    expect(text(renderSubscribed({ subscription, title: 'The river', next, changed: false }))).toMatchInlineSnapshot(`
      "Subscribed: this channel gets “The river” on weekdays at 08:05 (Asia/Yangon), only what is new.

      Next, in Asia/Yangon time:

      - Monday 6 November 2023, 08:05
      - Tuesday 7 November 2023, 08:05

      To end it: /brief unsubscribe river"
    `)
  })

  it('lists what a channel gets, and how to begin when it gets nothing', () => {
    const pausedUntil = '2023-11-06T17:30:00Z'
    const weekly = { ...subscription, id: 's2', paused: true, pausedUntil, schedule: { ...subscription.schedule, days: [3, 1] } }
    const ours = { ...weekly, id: 's3', topic: 'Who controls the ford?', pausedUntil: null, pausedWhy: 'the channel is archived' }
    const watch = { ...subscription, id: 's4', kind: 'watch' as const, mostADay: 3 }
    const byCron = { ...subscription, id: 's5', topic: 'boats', quietLine: false, schedule: { cron: '0 8 1 * *', timeZone: 'Asia/Yangon' } }
    const next = () => Temporal.ZonedDateTime.from('2023-11-06T08:05[Asia/Yangon]')
    const topics = [{ name: 'river', title: 'The river', query: 'q', aliases: [], workspace: 'operator' }]
    const list = renderSubscriptions({ subscriptions: [subscription, weekly, ours, watch, byCron], topics, next, forms: true })
    expect(text(list)).toMatchInlineSnapshot(`
      "Subscriptions of this channel

      - 1. The river (river) — on weekdays at 08:05 (Asia/Yangon); next on Monday 6 November 2023, 08:05

      - 2. The river (river) — on Monday and Wednesday at 08:05 (Asia/Yangon); paused until Tuesday 7 November 2023

      - 3. Who controls the ford? — on Monday and Wednesday at 08:05 (Asia/Yangon); paused, because the channel is archived

      - 4. The river (river) — watched, at most 3 messages a day (Asia/Yangon); next on Monday 6 November 2023, 08:05

      - 5. boats — by the cron line “0 8 1 * *” (Asia/Yangon); a day without news posts nothing; next on Monday 6 November 2023, 08:05"
    `)
    const pressed = list.nodes.flatMap((node) => (node.kind === 'buttons' ? node.buttons.map(({ value }) => value) : []))
    expect(pressed.slice(0, 6)).toEqual([
      'pause id:s1',
      'send id:s1 now',
      'change id:s1',
      'unsubscribe id:s1',
      'resume id:s2',
      'change id:s2',
    ])
    expect(text(renderSubscriptions({ subscriptions: [], topics, next, forms: true }))).toContain('/brief subscribe')
  })

  it('confirms a change, a watch and a resumption each in its own words', () => {
    const byCron = { ...subscription, quietLine: false, schedule: { cron: '0 8 1 * *', timeZone: 'Asia/Yangon' } }
    const at = Temporal.ZonedDateTime.from('2023-11-06T08:05[Asia/Yangon]')
    expect(text(renderSubscribed({ subscription: byCron, title: 'The river', next: [at], changed: true }))).toMatchInlineSnapshot(`
      "Changed: this channel now gets “The river” by the cron line “0 8 1 * *” (Asia/Yangon), only what is new. A day without news posts nothing.

      Next, in Asia/Yangon time:

      - Monday 6 November 2023, 08:05

      To end it: /brief unsubscribe river"
    `)
    const watch = { ...subscription, topic: 'Who controls the ford?', kind: 'watch' as const, mostADay: 1 }
    expect(text(renderWatching({ subscription: watch, title: watch.topic }))).toMatchInlineSnapshot(`
      "Watching “Who controls the ford?”: this channel is told when a new voice answers, or a figure or dispute changes, at most 1 message a day (Asia/Yangon).

      To end it: /brief unwatch "Who controls the ford?""
    `)
    expect(text(renderResumed({ subscription, title: 'The river', next: at }))).toMatchInlineSnapshot(
      `"Resumed: this channel gets “The river” again, on weekdays at 08:05 (Asia/Yangon). The next one comes on Monday 6 November 2023, 08:05."`,
    )
  })

  it('tells what a workspace settled, and how to change it', () => {
    const settled = { timeZone: null, subscribers: null, quietLine: null }
    const input = { settled, subscribers: 'members', ownZone: null, platform: 'discord', changed: false } as const
    expect(text(renderSettings(input))).toMatchInlineSnapshot(`
      "Settings of this server

      - Time zone — none yet: the first that somebody writes is kept; to change it: /brief settings zone Europe/London
      - Who may subscribe — everybody in a channel; to change it: /brief settings who admins (or members)
      - A day without news — one line says so; to change it: /brief settings quiet off (or on)
      - Who sees an answer — everybody in the channel; to change it: /brief settings answers private (or public)

      Admins may change them; what a subscription says for itself goes before them."
    `)
    const all = { timeZone: 'Asia/Yangon', subscribers: 'admins', quietLine: false } as const
    expect(
      text(renderSettings({ ...input, platform: 'slack', settled: all, ownZone: 'Europe/Paris', changed: true })),
    ).toMatchInlineSnapshot(`
      "Settings of this workspace, changed

      - Time zone — Asia/Yangon (yours is Europe/Paris, which is what counts for what you subscribe to); to change it: /brief settings zone Europe/London
      - Who may subscribe — workspace admins and owners only; to change it: /brief settings who admins (or members)
      - A day without news — nothing is posted; to change it: /brief settings quiet off (or on)
      - Who sees an answer — everybody in the channel; to change it: /brief settings answers private (or public)

      Admins may change them; what a subscription says for itself goes before them."
    `)
  })
})

describe('help and notices', () => {
  it('says on one screen what can be asked', () => {
    const shown = text(renderHelp(['river', 'boats']))
    expect(shown).toContain('Topics: river, boats.')
    expect(shown.split('\n').length).toBeLessThan(24)
  })

  it('puts a notice on one line and drops a button whose value no platform could carry', () => {
    const document = renderNotice('Two\nlines.', [
      { action: 'ask', value: 'river', label: 'river' },
      { action: 'ask', value: 'x'.repeat(81), label: 'too long' },
    ])
    expect(document.preview).toBe('Two lines.')
    expect(document.nodes[1]).toEqual({ kind: 'buttons', buttons: [{ action: 'ask', value: 'river', label: 'river' }] })
  })
})
