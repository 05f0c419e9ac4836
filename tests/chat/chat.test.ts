import { describe, expect, it } from 'vitest'
import { BorderBriefError } from '../../src/base/error.ts'
import { answer, ABSTRACT, BOATS, COPY, DELTA, HILL, LONG, LONGER, quoting } from '../render/answers.ts'
import { hitOf } from '../brief/hits.ts'
import { BORDER, type Desk, desk, NONE, OURS } from './desk.ts'

const only = (shown: readonly { how: string; text: string }[]) => {
  expect(shown).toHaveLength(1)
  return shown[0] ?? { how: '', text: '' }
}

describe('chat', () => {
  it('answers a topic with its briefing, and remembers what it quoted under its numbers', async () => {
    const { say, briefed, turns } = desk()
    const { how, text } = only(await say('border', { as: 'command' }))
    expect(how).toBe('finish')
    expect(text).toMatch(/^The long border\n/)
    expect(briefed[0]).toMatchObject({ topic: BORDER, scope: ['operator', 'slack:T1'], since: undefined })
    expect(turns('1.1')).toMatchObject([
      {
        question: 'border',
        resolved: BORDER.query,
        topic: 'border',
        at: '2023-11-20T08:00:00Z',
        cited: [
          { articleId: 'hill', start: 0, speaker: null },
          { articleId: 'hill', speaker: 'Coast Guard', hedge: 'unconfirmed' },
        ],
      },
    ])
  })

  it('answers a question in the person’s words', async () => {
    const { say, asked } = desk()
    expect(only(await say('How long is the river?', { as: 'command' })).text).toContain('1. “The river runs for 2,000km.”')
    expect(asked).toMatchObject([{ question: 'How long is the river?' }])
  })

  it.each(['who said that?', 'is that confirmed?', 'quote 2', 'shorter', 'since when?'])(
    'guesses nothing at “%s” where nothing was answered',
    async (text) => {
      const { say, asked } = desk()
      expect(only(await say(text, { as: 'command' })).text).toContain('Nothing was answered here yet that this could be about')
      expect(asked).toEqual([])
    },
  )

  it('limits a topic to what is newer than a date, and says which dates it can read', async () => {
    const { say, briefed } = desk()
    expect(only(await say('since Monday', { as: 'command' })).text).toMatch(/^The long border \(since 20 November 2023\)\n/)
    expect(briefed[0]).toMatchObject({ since: '2023-11-20' })
    expect(only(await say('border since the flood', { as: 'command' })).text).toContain(
      'I cannot read “the flood” as a date: write “since Monday”',
    )
  })

  it('shows a workspace the topics of its own and of the operator, and no other', async () => {
    const { say } = desk()
    expect(only(await say('help', { as: 'command' })).text).toContain('Topics: border, harbour.')
    const elsewhere = desk({ deps: { scopeOf: () => ['operator'] } })
    expect(only(await elsewhere.say('help', { as: 'command' })).text).toContain('Topics: border.')
    expect(OURS.workspace).toBe('slack:T1')
  })

  it('says nothing twice when an event is delivered again', async () => {
    const { say } = desk()
    expect(await say('border', { id: 'same' })).toHaveLength(1)
    expect(await say('border', { id: 'same' })).toHaveLength(0)
    expect(await say('border', { id: 'same', channel: { platform: 'slack', workspace: 'T2', channel: 'C1' } })).toHaveLength(1)
  })

  it('tells help, lists and mends to the asker alone, and answers to everyone', async () => {
    const { say, articles } = desk()
    await articles.put(HILL)
    for (const text of ['help', 'subscriptions', 'bordr', 'subscribe border', 'thanks'])
      expect(only(await say(text, { as: 'command' })).how, text).toBe('whisper')
    for (const text of ['border', 'who fled?', 'digest', 'timeline', 'disputes'])
      expect(only(await say(text, { as: 'command' })).how, text).toBe('finish')
  })

  it('offers the nearest topic, and the search that was perhaps meant', async () => {
    const { say } = desk()
    const [shown] = await say('bordr', { as: 'command' })
    expect(shown?.text).toBe('Did you mean border? To search for “bordr” all the same, write “ask bordr”.')
    expect(shown?.document.nodes.at(-1)).toMatchObject({
      kind: 'buttons',
      buttons: [
        { action: 'ask', value: 'border' },
        { action: 'ask', value: 'ask bordr' },
      ],
    })
  })

  it('lists what has been read, abstracts apart', async () => {
    const { say, articles } = desk()
    for (const one of [HILL, { ...COPY, label: 'Hill Post' }, ABSTRACT]) await articles.put(one)
    expect(only(await say('sources', { as: 'command' })).text).toBe(
      'Sources\n\n- Hill Post · 2 articles, newest 7 November 2023\n- our abstract of Coast Mail · 1 article, newest 6 November 2023',
    )
  })
})

describe('what goes wrong', () => {
  it('is told in one sentence: the hint of a fault we know', async () => {
    const { say, logged } = desk({
      answers: () => {
        throw new BorderBriefError('store-locked', 'The data file is in use; try again in a minute.', {
          cause: new Error('SQLITE_BUSY /srv/data'),
        })
      },
    })
    expect(only(await say('who fled?')).text).toBe('The data file is in use; try again in a minute.')
    expect(logged).toEqual(['inbound failed'])
  })

  it('is told without internals when we do not know it', async () => {
    const { say } = desk({
      answers: () => {
        throw new TypeError('xoxb-secret at /srv/app/brief.ts:12')
      },
    })
    expect(only(await say('who fled?')).text).toBe('Something went wrong on our side; please try again in a minute.')
  })

  it('is told when the stores themselves fail', async () => {
    const broken = async () => {
      throw new Error('disk gone')
    }
    expect(
      only(
        await desk({ deps: { inbound: { firstSight: broken, answered: async () => {}, takeUnanswered: async () => [] } } }).say(
          'who fled?',
        ),
      ).text,
    ).toContain('Something went wrong')
    expect(only(await desk({ deps: { conversations: { get: broken, append: broken } } }).say('who fled?')).text).toContain(
      'Something went wrong',
    )
  })

  it('never takes an answer away: a turn that cannot be kept is only logged', async () => {
    const { say, logged } = desk({
      deps: {
        conversations: {
          get: async () => null,
          append: async () => {
            throw new Error('disk full')
          },
        },
      },
    })
    expect(only(await say('who fled?')).text).toContain('The river')
    expect(logged).toEqual(['turn not kept'])
  })

  it('is told after the deadline, so that nobody waits for ever', async () => {
    const { say } = desk({ answers: () => new Promise(() => {}), deps: { deadlineMs: 20 } })
    expect(only(await say('who fled?')).text).toBe('That took too long to answer; please try again in a minute.')
  })
})

describe('in a thread', () => {
  async function known(options: Parameters<typeof desk>[0] = {}): Promise<Desk> {
    const made = desk(options)
    for (const one of [HILL, COPY, DELTA]) await made.articles.put(one)
    await made.say('How long is the river?')
    return made
  }

  it('leaves people to talk among themselves where the bot never spoke', async () => {
    expect(await desk().say('who fled?', { addressed: false })).toEqual([])
  })

  it.each([
    'Thanks, I will send that to Otto tomorrow.',
    'thanks',
    'border',
    'I think quote 2 is wrong',
    'ok',
    'and then I told him so yesterday evening at dinner',
  ])('does not answer what is said to others: %s', async (text) => {
    const { say } = await known()
    const replies = await say(text, { addressed: false })
    if (text === 'border')
      expect(replies).toHaveLength(1) // a topic’s name alone is a command wherever it is said
    else expect(replies).toEqual([])
  })

  it.each(['quote 2', 'who said that?', 'and in Newport?', 'How many boats sank?', 'what about boats'])(
    'answers what is plainly asked, without a mention: %s',
    async (text) => {
      const { say } = await known()
      expect(await say(text, { addressed: false })).toHaveLength(1)
    },
  )

  it('cuts a quote from the stored article again, under the number it had', async () => {
    const { say, turns } = await known()
    expect(only(await say('quote 2')).text).toBe(
      'Quote 2\n\n2. “Some 40 boats sank on Friday.” — Coast Guard (“unconfirmed”)\n   [2] Hill Post · 6 November 2023 · at the words: https://hill.example/river#:~:text=Some%2040%20boats%20sank%20on%20Friday.',
    )
    expect(turns('1.1')[1]).toMatchObject({ question: 'quote 2', resolved: 'How long is the river?', focus: 2 })
    expect(only(await say('who said that?')).text).toContain('Coast Guard (quote 2, as reported by Hill Post).')
  })

  it('says which quotes there are when asked for another', async () => {
    const { say } = await known()
    expect(only(await say('quote 7')).text).toBe('There is no quote 7: this thread has quotes 1 to 2.')
  })

  it('says that an article has changed or was withdrawn since, and shows the words as they were quoted', async () => {
    const { say, articles } = await known()
    await articles.put({ ...HILL, version: 2, text: 'The river runs for 1,900km.' })
    expect(only(await say('quote 1')).text).toMatch(/“The river runs for 2,000km\.”[\s\S]*Quote 1: the article has changed since/)
    await articles.withdraw('hill', ['operator'], '2023-11-21T00:00:00Z')
    expect(only(await say('quote 1')).text).toContain('Quote 1: Hill Post has withdrawn this article since.')
  })

  it('says who said it: the speaker, or the article in its own voice', async () => {
    const { say } = await known()
    expect(only(await say('who said that?')).text).toContain('Hill Post itself (quote 1); Coast Guard (quote 2, as reported by Hill Post).')
  })

  it('tells what changed of what the thread was shown, and begins no briefing', async () => {
    const { say, briefed } = await known()
    const { text } = only(await say('what changed?'))
    expect(text).toMatch(/^What changed\n\nNo figure quoted here has been given anew since/)
    expect(briefed).toEqual([])
    const moved = { was: LONG, now: LONGER, from: '2,000km', to: '2,129 kilometers' }
    const telling = await known({ answers: answer({ changes: [moved] }) })
    expect(only(await telling.say('what changed?')).text).toContain('2,000km on 6 November 2023; 2,129 kilometers on 8 November 2023.')
  })

  it('says how firm a quote is, never more', async () => {
    const { say } = await known()
    expect(only(await say('is that confirmed?')).text).toContain(
      'Quote 1 is stated by its article in its own voice, without a hedge. Of the quotes beside it, quote 2 is hedged or a denial.',
    )
    expect(only(await say('is quote 2 confirmed?')).text).toContain('Not by quote 2, which is hedged: “unconfirmed”.')
  })

  it('says when it was from the dates in the words, else from the day of the report', async () => {
    const dated = {
      hill: [
        {
          articleId: 'hill',
          version: 1,
          start: 0,
          end: 27,
          text: '',
          role: 'sentence' as const,
          ordinal: 0,
          names: [],
          figures: [],
          speaker: null,
          hedge: null,
          polarity: 'states' as const,
          dates: [{ words: 'on Friday', from: '2023-11-03', to: '2023-11-03', precision: 'day' as const, start: 0, end: 9 }],
        },
      ],
    }
    const { say } = await known({ passages: dated })
    expect(only(await say('when was that?')).text).toContain('1. 3 November 2023 (“on Friday”): “The river runs for 2,000km.”')
    const bare = await known({ answers: ({ question }) => (question.startsWith('When') ? NONE : answer({ claims: [LONG] })) })
    expect(only(await bare.say('when was that?')).text).toContain(
      'The words quoted give no date; this is when they were published.\n\n1. Reported 6 November 2023: “The river',
    )
  })

  it('shortens to the sentence that answers', async () => {
    const { say } = await known()
    const { text } = only(await say('shorter'))
    expect(text).toContain('1. “The river runs for 2,000km.”')
    expect(text).not.toContain('boats')
  })

  it('carries the question over, and tries the wider wording when no source answers the narrow one', async () => {
    const { say, asked } = await known({ answers: ({ question }) => (question === 'Which boats?' ? NONE : answer()) })
    expect(only(await say('which boats?')).text).toMatch(/^Which boats \(river\)\?\n/)
    expect(asked.map(({ question }) => question)).toEqual(['How long is the river?', 'Which boats?', 'Which boats (river)?'])
  })

  it('looks beside the quotes when no source answers well, and says with which words it understood the question', async () => {
    const passages = { hill: [hitOf('The river runs for 2,000km.', { articleId: 'hill', ordinal: 0 }).passage] }
    const { say, asked } = await known({
      answers: ({ beside }) => (beside === undefined ? answer({ confidence: 0.3 }) : answer()),
      passages,
    })
    expect(only(await say('which boats sank?')).text).toMatch(/^Which boats sank\? \(after “How long is the river\?”\)\n/)
    expect(asked.at(-1)).toMatchObject({ question: 'which boats sank?', beside: { context: 'river', quoted: [{ ordinal: 0 }] } })
  })

  it('takes a good answer from anywhere before one from beside the quotes', async () => {
    const { say, asked } = await known()
    await say('which boats sank?')
    expect(asked.map(({ beside }) => beside)).toEqual([undefined, undefined])
  })

  it('does not answer of one place with another', async () => {
    const { say } = await known()
    const { text } = only(await say('and in Newport?'))
    expect(text).toContain('How long is the river in Newport?')
    expect(text).toContain('No source here says that.')
    expect(text).toContain('Closest, but it does not say it: “The river runs for 2,000km.”')
  })

  it('accepts any spelling of the name that was put in', async () => {
    const places = [{ key: 'newport', name: 'Newport', aliases: ['river'], country: null, lat: null, lon: null, kind: 'town' }]
    const { say } = await known({ deps: { lexicon: { places, names: [] } } })
    expect(only(await say('and in newport?')).text).toContain('1. “The river runs for 2,000km.”')
  })

  it('shows who says certain words, from the quotes of the thread', async () => {
    const { say, asked } = await known({ answers: answer({ claims: [LONG, BOATS] }) })
    const { text } = only(await say('who says 40?'))
    expect(text).toContain('Some 40 boats sank')
    expect(text).not.toContain('2,000km')
    expect(asked).toHaveLength(1)
  })

  it('asks when nobody is known to say the words', async () => {
    const { say, asked } = await known()
    await say('who says 77?')
    expect(asked.map(({ question }) => question)).toContain('who says 77?')
  })

  it('shows who else says what the first quote says', async () => {
    const [first] = LONG.citations
    const alone = { ...LONG, citations: [first] } as const
    const other = quoting(COPY, 'The river runs for 2,000km.')
    const { say } = await known({ answers: answer({ claims: [{ ...alone, citations: [first, other] }] }) })
    const { text } = only(await say('who else says so?'))
    expect(text).toContain('Copy Daily')
    expect(text).not.toContain('Hill Post')
  })

  it('asks again of one source, or of the others', async () => {
    const { say, asked } = await known()
    await say('only from Hill Post')
    expect(['hill', 'copy', 'delta'].map((id) => asked.at(-1)?.only?.(id, null))).toEqual([true, false, false])
    await say('what do the others say?')
    expect(['hill', 'copy', 'delta'].map((id) => asked.at(-1)?.only?.(id, null))).toEqual([false, true, true])
  })

  it('takes a new question for what it is, and a command for a command', async () => {
    const { say, asked, briefed } = await known()
    await say('Who is Otto Berg?')
    expect(asked.at(-1)?.question).toBe('Who is Otto Berg?')
    await say('border')
    expect(briefed).toHaveLength(1)
  })

  it('asks the thread’s topic again since a date', async () => {
    const made = desk()
    await made.say('border')
    await made.say('only since Monday')
    expect(made.briefed.map(({ since }) => since)).toEqual([undefined, '2023-11-20'])
  })

  it('answers in the order of asking, so that a follow-up finds what it follows', async () => {
    const made = desk({
      answers: async () => {
        await new Promise((resolve) => setTimeout(resolve, 10))
        return answer({ claims: [BOATS] })
      },
    })
    await made.articles.put(HILL)
    const [, second] = await Promise.all([made.say('How many boats sank?'), made.say('quote 1')])
    expect(second?.at(-1)?.text).toContain('Quote 1')
  })

  it('says so when there is nothing to go by', async () => {
    const made = desk({ answers: NONE })
    await made.say('What is the price of rice?')
    expect(only(await made.say('who said that?')).text).toBe('The last answer quoted nothing to go by; ask your question in full.')
    expect(only(await made.say('quote 1')).text).toBe('Nothing has been quoted in this thread yet.')
  })
})

describe('subscribing', () => {
  const text = 'subscribe border daily 08:00 Asia/Yangon'

  it('confirms in the channel, which proves that digests will arrive there', async () => {
    const { say, subscribed } = desk()
    const { how, text: shown } = only(await say(text, { as: 'command' }))
    expect(how).toBe('announce')
    expect(shown).toContain('Subscribed: this channel gets “The long border” daily at 08:00 (Asia/Yangon), only what is new.')
    expect(shown).toContain('- Tuesday 21 November 2023, 08:00')
    expect(subscribed).toMatchObject([{ topic: 'border', by: 'U1', schedule: { hour: 8, timeZone: 'Asia/Yangon' } }])
    expect(only(await say('subscriptions', { as: 'command' })).text).toContain('- The long border (border) — daily at 08:00 (Asia/Yangon)')
  })

  it('takes it back at once where the channel cannot be written to, and says the mend', async () => {
    const { say } = desk({ announce: async () => ({ kind: 'refused', hint: 'Invite me with /invite @brief first.' }) })
    expect(only(await say(text, { as: 'command' }))).toMatchObject({ how: 'whisper', text: 'Invite me with /invite @brief first.' })
    expect(only(await say('subscriptions', { as: 'command' })).text).toContain('This channel has no subscription.')
  })

  it('puts back the schedule that a refused change would have replaced', async () => {
    let refuse = false
    const { say } = desk({ announce: async () => (refuse ? { kind: 'refused', hint: 'No.' } : { kind: 'posted', messageId: 'm' }) })
    await say(text, { as: 'command' })
    refuse = true
    await say('subscribe border weekly Mon 09:00 UTC', { as: 'command' })
    expect(only(await say('subscriptions', { as: 'command' })).text).toContain('- The long border (border) — daily at 08:00 (Asia/Yangon)')
  })

  it('takes it back when the platform breaks, and says one sentence', async () => {
    const { say } = desk({
      announce: async () => {
        throw new Error('socket hang up')
      },
    })
    expect(only(await say(text, { as: 'command' })).text).toContain('Something went wrong')
    expect(only(await say('subscriptions', { as: 'command' })).text).toContain('This channel has no subscription.')
  })

  it('ends by topic in any case, or says what there is to end', async () => {
    const { say } = desk()
    expect(only(await say('unsubscribe border', { as: 'command' })).text).toBe('This channel has no subscription.')
    await say(text, { as: 'command' })
    await say('subscribe "Who fled?" daily 08:00 UTC', { as: 'command' })
    expect(only(await say('unsubscribe trade', { as: 'command' })).text).toBe(
      'This channel does not get “trade”. It gets: “border”, “Who fled?”.',
    )
    expect(only(await say('unsubscribe who fled?', { as: 'command' })).text).toBe('Done: this channel no longer gets “Who fled?”.')
    expect(only(await say('unsubscribe BORDER', { as: 'command' })).text).toBe('Done: this channel no longer gets “border”.')
  })
})
