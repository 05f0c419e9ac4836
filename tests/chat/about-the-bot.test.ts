// What strangers say first: to the bot, of the bot, and of everything at once.
import { describe, expect, it } from 'vitest'
import { overall, timeAsked } from '../../src/chat/overall.ts'
import { parseCommand } from '../../src/chat/parse-command.ts'
import { claimOf } from '../../src/verify/verify.ts'
import { answer, DELTA, HILL, quoting } from '../render/answers.ts'
import { BORDER, desk, NONE, OURS } from './desk.ts'

const TOPICS = [BORDER, OURS]
const parsed = (text: string) => parseCommand(text, { topics: TOPICS, timeZone: 'Asia/Yangon' })

describe('what is asked of the bot', () => {
  it.each([
    ['are you a bot?', 'a bot that quotes'],
    ['who made you', 'a bot that quotes'],
    ['Can I trust you?', 'a bot that quotes'],
    ['translate that to French', 'do not write, translate'],
    ['write me a short tweet about the ferry', 'do not write, translate'],
    ['what languages do you speak?', 'words of the articles'],
    ['who can see my questions', 'forget me'],
    ['privacy', 'forget me'],
    ['who r u', 'a bot that quotes'],
    ['do you hallucinate?', 'a bot that quotes'],
    ['delete everything you know about me', 'forget me'],
    ['how long do you keep my data', 'forget me'],
    ['set language to French', 'words of the articles'],
    ['parle français', 'words of the articles'],
    ['export as pdf', 'export as html'],
    ['can you send me a pdf?', 'export as html'],
    ['report a bug', 'feedback'],
    ['stop', 'only where I am asked'],
    ['how do i subscribe?', 'subscribe border daily 08:00'],
    ['how can I unsubscribe', 'unsubscribe border'],
    ['how do I add a source', 'add https://'],
    ['how do I get a daily digest', 'subscribe border daily'],
    ['how do we delete my data', 'forget me'],
  ])('“%s” is told in a sentence', (said, words) => {
    const command = parsed(said)
    expect(command.kind).toBe('said')
    expect(command.kind === 'said' && command.text).toContain(words)
  })

  it.each([
    ['what sources do you use?', 'sources'],
    ['where do you get your news from', 'sources'],
    ['how many articles do you have?', 'status'],
    ['when did you last update', 'status'],
    ['what topics are there?', 'topics'],
    ['what am I subscribed to', 'subscriptions'],
    ['when is the next digest?', 'subscriptions'],
    ['that is wrong', 'feedback'],
    ['very helpful!', 'feedback'],
    ['thats wrong', 'feedback'],
    ['you forgot the 22 dead', 'feedback'],
    ['👎 wrong number', 'feedback'],
    ['this answer is outdated', 'feedback'],
    ['yo', 'courtesy'],
    ['hey bot', 'courtesy'],
    ['ok thanks a lot!', 'courtesy'],
    ['bye', 'courtesy'],
    ['help me', 'help'],
    ['menu', 'help'],
    ['how does it work?', 'help'],
    ['what can I ask you', 'help'],
    ['anyone there?', 'courtesy'],
    ['ping', 'courtesy'],
  ])('“%s” is the command %s', (said, kind) => expect(parsed(said).kind).toBe(kind))

  it.each([
    'who made the bomb',
    'who runs the camp?',
    'how do people cross the river?',
    'how can the refugees get a daily meal',
    'what do they know about the prisoners',
    'when is the next election?',
    'how many articles were seized',
    'is it true that the talks stopped?',
    'stop the war protests',
    'who speaks french in the camp',
    'today is a holiday in Myanmar',
    'you said 22 died',
    'how long are the questions of the court',
    'hi-lux trucks seized',
    'who translated the letter',
    'that is wrong, said whom',
    'why was the answer of the ministry bad',
  ])('“%s” is left to the articles', (said) => expect(parsed(said)).toEqual({ kind: 'question', text: said }))

  it('is answered in a thread as outside one, and so is a greeting', async () => {
    const { say, asked } = desk()
    await say('who fled?')
    for (const said of ['are you human?', 'hi', 'who are you?', 'how do I subscribe?', 'hello', 'translate that'])
      expect((await say(said))[0]?.text, said).not.toContain('No source')
    expect(asked).toHaveLength(1)
  })
})

describe('what is asked of everything', () => {
  it.each([
    ['brief', null],
    ['news', null],
    ['the latest news please', undefined],
    ['latest', null],
    ["what's the most important news", null],
    ['top stories', null],
    ['give me the top 5 stories', null],
    ['biggest story this week', 'this week'],
    ["today's news", 'today'],
    ['breaking news', null],
    ['summarize everything', null],
    ["what's new today", 'today'],
    ['what happened yesterday', 'yesterday'],
    ['give me the news of the last 3 days', 'last 3 days'],
    ['this week', 'this week'],
    ['any updates from last night', 'last night'],
  ])('“%s” is of the main topic, since %s', (said, since) => {
    expect(overall(said, TOPICS)).toEqual(since === undefined ? null : { topic: BORDER, since })
  })

  it('may name a topic, and is a question where it names none', () => {
    expect(parsed('any news on harbour this week?')).toMatchObject({ kind: 'topic', topic: OURS, since: 'this week' })
    expect(parsed('latest news about Kachin')).toMatchObject({ kind: 'question' })
    expect(parsed('whats new')).toMatchObject({ kind: 'topic', topic: BORDER })
    expect(parsed('whats new since 2023-11-08')).toMatchObject({ kind: 'topic', topic: BORDER, since: '2023-11-08' })
    expect(parsed('pls send news 2day')).toMatchObject({ kind: 'topic', since: 'today' })
    expect(parsed('brief me on the ferry')).toEqual({ kind: 'question', text: 'the ferry' })
  })

  it('asks the thread’s question anew where only a time is said', async () => {
    const { say, asked } = desk()
    await say('who fled?')
    await say('what happened yesterday?')
    expect(asked[1]).toMatchObject({ question: 'who fled?', since: '2023-11-19' })
    expect(timeAsked('yesterday in Ruili')).toBeNull()
  })

  it('in another year is told by what speaks of that year, or was written in it', async () => {
    const { say } = desk()
    await say('who fled?')
    expect((await say('and in 1999?'))[0]?.text).toContain('No source here says that.')
    await say('/brief who fled?')
    expect((await say('and in 2023?'))[0]?.text).not.toContain('No source here says that.')
  })

  it('is all there is where the last answer quoted nothing', async () => {
    const { say, articles } = desk({ answers: NONE })
    await articles.put(HILL)
    await say('who fled?')
    expect((await say('timeline'))[0]?.text).toContain('No source here dates anything')
  })
})

describe('how far an answer can be trusted', () => {
  it('tells how many independent voices are quoted, and when they were published', async () => {
    const both = answer({ claims: [claimOf(quoting(HILL, 'The ferry was lost.')), claimOf(quoting(DELTA, DELTA.text))] })
    const voices = async () => [[HILL.id, DELTA.id]]
    const index = { record: async () => null, disputes: async () => [], disputesAmong: async () => [], timeline: async () => [], voices }
    const { say, articles } = desk({ answers: both, deps: { index } })
    for (const one of [HILL, DELTA]) await articles.put(one)
    await say('what was lost?')
    const told = (await say('is this a copy?'))[0]?.text.replace(/\s+/g, ' ')
    expect(told).toContain('These quotes are from 2 articles, 1 independent voice; Hill Post and Delta News are one voice.')
    expect((await say('when was that published?'))[0]?.text).toContain('Published 6 November 2023: “The ferry was lost.”')
  })
})

describe('a long paste', () => {
  const paste = 'The road was closed again on Monday and nobody knows for how long. '.repeat(6)
  it('is searched for the question it ends in, however long it is', async () => {
    const { say, asked } = desk()
    await say(`${paste}Who closed the road?`, { as: 'command' })
    await say(`${paste.repeat(4)}\nWho closed the road?`, { as: 'command' })
    expect(asked.map(({ question }) => question)).toEqual(['Who closed the road?', 'Who closed the road?'])
  })

  it('without a question stays whole, or is too long', () => {
    expect(parsed(paste)).toEqual({ kind: 'question', text: paste.trim() })
    expect(parsed(paste.repeat(4))).toMatchObject({ kind: 'mend' })
  })

  it('is not read at all where it is a document, and passed over where nobody said it to the bot', async () => {
    const { say, asked, shown } = desk({ answers: answer() })
    await say(`${paste.repeat(12)}Who closed the road?`, { as: 'command' })
    expect([asked.length, shown.at(-1)?.text]).toEqual([0, expect.stringContaining('too long to be one question')])
    await say(`${paste.repeat(12)}Who closed the road?`, { addressed: false })
    expect([asked.length, shown.length]).toEqual([0, 1])
  })
})

describe('a half command', () => {
  it('is offered whole in a thread too, where it is hardly a word of what was asked', async () => {
    const { say } = desk()
    await say('who fled?')
    expect((await say('timelin jade'))[0]?.text).toContain('Did you mean “timeline jade”?')
    expect((await say('disputs'))[0]?.text).toContain('Did you mean “disputes”?')
  })

  it.each([
    ['subscribe daily 7am yangon', { kind: 'subscribe', topic: 'border', schedule: { timeZone: 'Asia/Yangon', hour: 7 } }],
    ['pause 2 weeks', { kind: 'pause', which: null, until: { kind: 'for', words: '2 weeks' } }],
    ['pause harbour 3 days', { kind: 'pause', which: 'harbour', until: { kind: 'for', words: '3 days' } }],
    ['set timezone Asia/Yangon', { kind: 'settings', change: { timeZone: 'Asia/Yangon' } }],
    ['time zone yangon', { kind: 'settings', change: { timeZone: 'Asia/Yangon' } }],
    ['pause harbour for ever', { kind: 'pause', which: 'harbour' }],
    ['pause all', { kind: 'pause', which: null }],
    ['mute until Monday', { kind: 'pause', which: null, until: { kind: 'until', words: 'Monday' } }],
    ['mute border until Monday', { kind: 'pause', which: 'border', until: { kind: 'until', words: 'Monday' } }],
    ['snooze border for 2 days', { kind: 'pause', which: 'border', until: { kind: 'for', words: '2 days' } }],
    ['mute border', { kind: 'pause', which: 'border' }],
    ['mute swans on the river', { kind: 'question' }],
    ['new for me', { kind: 'new', topic: 'border' }],
    ['stop sending the border digest', { kind: 'unsubscribe', topic: 'border' }],
    ['digest now', { kind: 'digest', topic: 'border' }],
    ['sources add https://a.example/feed', { kind: 'add-source', url: 'https://a.example/feed' }],
  ])('“%s” is understood', (said, command) => expect(parsed(said)).toMatchObject(command))

  it('about time zones may be a question', () => expect(parsed('time zone differences in Asia')).toMatchObject({ kind: 'question' }))
})
