import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FollowUp, resolve } from '../../src/chat/follow-up.ts'
import type { Conversation, Turn } from '../../src/domain/conversation.ts'

const REF = { articleId: 'a', version: 1, start: 0, end: 3 }

function turn(resolved: string, change: Partial<Turn> = {}): Turn {
  const mentions = [
    { text: 'Mara Lind', kind: 'person' },
    { text: 'River Guard', kind: 'group' },
    { text: 'Oldport', kind: 'place' },
  ] as const
  return { at: '2023-11-20T08:00:00Z', question: resolved, resolved, topic: null, cited: [REF, REF, REF], names: [], mentions, ...change }
}

const thread = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1.1' } as const
const conversation = (...turns: Turn[]): Conversation => ({ thread, turns })
const follow = (question: string, text: string, change: Partial<Turn> = {}): FollowUp => resolve(text, conversation(turn(question, change)))
const asked = (question: string, text: string, change: Partial<Turn> = {}) => {
  const followUp = follow(question, text, change)
  return followUp.kind === 'question' ? followUp.text : followUp.kind
}

describe('a follow-up that asks for what was shown', () => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    quotes: ['quotes', 'Quotes?', 'show me the quotes', 'the exact wording', 'word for word', 'how do you know that?', 'all quotes please'],
    shorter: [
      'shorter',
      'Shorter, please',
      'make it shorter',
      'tl;dr',
      'in one sentence',
      'too long',
      'sum it up',
      'can you make that briefer?',
    ],
    more: ['more', 'tell me more', 'more details', 'go on', 'what else?', 'anything else?'],
    speakers: [
      'who said that?',
      'Who says so?',
      'and who said this?',
      'according to whom?',
      'says who?',
      'who is the source?',
      'whose figure is that?',
      'by whom?',
    ],
    confirmed: [
      'is that confirmed?',
      'confirmed?',
      'has it been verified?',
      'is this true?',
      'are you sure?',
      'really?',
      'how reliable is that?',
      'did anyone deny it?',
      'is it official?',
    ],
    when: ['when was that?', 'since when?', 'when did it happen?', 'when?', 'how long ago was that?', 'what date was that?', 'until when?'],
    disputes: ['disputes', 'what is disputed?', 'do they agree?', 'do the sources agree?', 'which number is right?', 'any contradictions?'],
    timeline: ['timeline', 'show me a timeline', 'what happened next?', 'and then?', 'in what order?'],
    sources: ['sources', 'which articles?', 'where does this come from?', 'links'],
    agreeing: ['who else says so?', 'who else reported it?', 'who agrees?'],
    others: ['what do the others say?', 'what about other sources?', 'any other sources?'],
    courtesy: ['thanks!', 'Thank you very much', 'ok', 'great, thanks', 'got it', '👍'],
  }
  for (const [kind, remarks] of Object.entries(kinds)) {
    it.each(remarks)(`${kind}: %s`, (remark) => expect(follow('How many boats sank?', remark).kind).toBe(kind))
  }

  it.each([
    ['quote 2', 2],
    ['Quote two', 2],
    ['q2', 2],
    ['#3', 3],
    ['[3]', 3],
    ['2', 2],
    ['the second one', 2],
    ['show me the first quote', 1],
    ['source 3 please', 3],
    ['link to quote 2', 2],
    ['last quote', 3],
  ])('%s is quote %d', (remark, n) => expect(follow('How many boats sank?', remark)).toEqual({ kind: 'quote', n }))

  it.each([
    ['who said quote 2?', { kind: 'speakers', n: 2 }],
    ['is number 3 confirmed?', { kind: 'confirmed', n: 3 }],
    ['who said [1]?', { kind: 'speakers', n: 1 }],
  ])('%s', (remark, followUp) => expect(follow('How many boats sank?', remark)).toEqual(followUp))

  it('takes "that" for the quote that was just looked at', () => {
    expect(follow('How many boats sank?', 'who said that?', { focus: 2 })).toEqual({ kind: 'speakers', n: 2 })
    expect(follow('How many boats sank?', 'who said that?')).toEqual({ kind: 'speakers', n: null })
  })

  it('reads the words that somebody is asked to have said, as they are typed', () => {
    expect(follow('How long is the river?', 'who says 2,129?')).toMatchObject({ kind: 'saying', words: '2,129' })
    expect(follow('How long is the river?', 'and who writes “Tan Swe”?')).toMatchObject({ kind: 'saying', words: 'Tan Swe' })
    expect(follow('How long is the river?', 'who said that Norland wants peace?').kind).not.toBe('saying')
    expect(follow('How long is the river?', 'who says it is not true?').kind).not.toBe('saying')
  })

  it('reads dates and sources in words', () => {
    expect(follow('How many boats sank?', 'only since Monday')).toEqual({
      kind: 'dated',
      side: 'since',
      words: 'Monday',
      question: 'How many boats sank since Monday?',
    })
    expect(follow('How many boats sank?', 'and before 10 November?')).toMatchObject({ kind: 'dated', side: 'before', words: '10 November' })
    expect(follow('How many boats sank?', 'only from Hill Post')).toEqual({ kind: 'from', source: 'Hill Post' })
    expect(follow('How many boats sank?', 'what changed?')).toEqual({ kind: 'changed' })
  })
})

describe('a follow-up that becomes a whole question', () => {
  it.each([
    // a place for a place, a name for a name
    ['Was anyone in Oldport hurt?', 'and in Newport?', 'Was anyone in Newport hurt?'],
    ['Was anyone hurt?', 'and in Newport?', 'Was anyone hurt in Newport?'],
    ['Who visited Norland for Sudland?', 'and for Westland?', 'Who visited Norland for Westland?'],
    ['What did Sudland say?', 'and Westland?', 'What did Westland say?'],
    ['Who is Mara Lind?', 'what about Otto Berg?', 'Who is Otto Berg?'],
    ['Was anyone hurt?', 'on Friday?', 'Was anyone hurt on Friday?'],
    ['How many boats sank?', 'and now?', 'How many boats sank now?'],
    // another aspect of the same
    ['What happened in Oldport?', 'what about casualties?', 'What about casualties in Oldport?'],
    ['Who visited Norland?', 'any agreements?', 'What about agreements (Norland)?'],
    ['How many boats sank?', 'and the ferry?', 'What about the ferry?'],
    // bare question words
    ['Was anyone hurt?', 'why?', 'Why was anyone hurt?'],
    ['How many boats sank?', 'where?', 'Where boats sank?'],
    ['How many people were hurt?', 'why?', 'Why were people hurt?'],
    ['Who did Otto Berg meet?', 'why?', 'Why did Otto Berg meet?'],
    ['Who closed the harbour?', 'why?', 'Why is it that someone closed the harbour?'],
    ['Where did the ferry sink?', 'why?', 'Why did the ferry sink?'],
    // "it" is the one thing that was named, brackets are no part of the question
    ['How many boats go through Oldport?', 'who took it?', 'Who took Oldport?'],
    ['What about casualties (Oldport)?', 'and in Newport?', 'What about casualties in Newport?'],
    ['Was the harbour closed?', 'how come?', 'Why was the harbour closed?'],
    ['How many boats sank?', 'who was blamed?', 'Who was blamed?'],
    ['Which harbours were closed?', 'which boats?', 'Which boats?'],
    ['How much is the harbour worth?', 'who built it?', 'Who built the harbour?'],
    // pronouns
    ['Who visited Norland?', 'who did she meet?', 'Who did Mara Lind meet?'],
    ['Who visited Norland?', 'what was his answer?', 'What was Mara Lind’s answer?'],
    ['Who attacked?', 'what do they want?', 'What do River Guard want?'],
    ['What can the two pipelines carry?', 'where do they run?', 'Where do the pipelines run?'],
    ['How long is the border?', 'who controls it?', 'Who controls the border?'],
    ['What happened in Oldport?', 'who lives there?', 'Who lives in Oldport?'],
    ['Who visited Norland?', 'what happened there?', 'What happened in Oldport?'],
  ])('%s → %s', (before, remark, question) => expect(asked(before, remark)).toBe(question))

  it('asks a name that was put in to be mentioned by the answer', () => {
    expect(follow('Was anyone in Oldport hurt?', 'and in Newport?')).toMatchObject({ about: 'Newport' })
    expect(follow('Was anyone in Oldport hurt?', 'and the harbour?')).toMatchObject({ about: null })
  })

  it('knows a name in small letters when the thread or the lexicon does', () => {
    const known = (words: string) => (words === 'newport' ? 'place' : null)
    const text = (remark: string) => resolve(remark, conversation(turn('Was anyone in Oldport hurt?')), known)
    expect(text('and newport?')).toMatchObject({ text: 'Was anyone in newport hurt?', about: 'newport' })
  })

  it('does not put a person where a place stood', () => {
    const known = (words: string) => (words === 'Norland' ? 'place' : words === 'Otto Berg' ? 'person' : null)
    const followUp = resolve('and Otto Berg?', conversation(turn('Who visited Norland?')), known)
    expect(followUp).toMatchObject({ kind: 'question', about: 'Otto Berg', text: 'What about Otto Berg?' })
  })

  it('keeps a topic’s aspect inside the topic, and tries it alone next', () => {
    const followUp = follow('What is happening on the long border?', 'what about trade?', { topic: 'border' })
    expect(followUp).toEqual({ kind: 'question', text: 'What about trade (border)?', alternatives: ['What about trade?'], about: null })
  })

  it('builds on the question as it was understood, turn after turn', () => {
    const first = asked('Was anyone in Oldport hurt?', 'and in Newport?')
    expect(asked(first, 'why?')).toBe('Why was anyone in Newport hurt?')
  })
})

it.each([
  ['When was the harbour closed?', 'why did it stay so?', 'Why did the harbour stay so?'],
  ['Is the harbour gate open?', 'who guards it?', 'Who guards the harbour gate?'],
  ['When was the deal agreed?', 'who opposed it?', 'Who opposed the deal?'],
  ['What is the harbour gate?', 'who guards it?', 'Who guards the harbour gate?'],
])('takes of “%s” the thing alone', (question, remark, whole) => expect(asked(question, remark)).toBe(whole))

describe('a remark of two questions', () => {
  it.each([
    ['what happened and is it over?', 'What happened and is the harbour over?'],
    ['is it open and is it safe?', 'Is the harbour open and is it safe?'],
    ['who closed it and where is she now?', 'Who closed the harbour and where is Mara Lind now?'],
    ['who was blamed and was he tried?', 'Who was blamed and was he tried?'],
    ['what happened in Oldport and was he arrested?', 'What happened in Oldport and was Mara Lind arrested?'],
    ['where is the harbour gate and are they safe?', 'Where is the harbour gate and are River Guard safe?'],
    ['what did Mara Lind say and is it over?', 'What did Mara Lind say and is the harbour over?'],
  ])('leans on the thread by what it does not name itself: %s', (remark, whole) =>
    expect(asked('Is the harbour closed?', remark)).toBe(whole),
  )
})

describe('a remark that leans on nothing', () => {
  it.each([
    'How many people fled?',
    'Who is Otto Berg?',
    'Who said that Norland wants peace?',
    'Is it true that Norland closed the border?',
    'What does Norland say about the new harbour?',
    'Which groups are in the alliance?',
    'who owns the harbor of Muse and is it haunted?',
    'Who leads the River Guard, and where is he now?',
    'how many people fled from Newport and where are they living',
    'When did the offensive begin?',
    'subscribe border daily 08:00 Asia/Yangon',
    '',
  ])('is fresh: %s', (remark) => expect(follow('How many boats sank?', remark).kind).toBe('fresh'))

  it('is whatever is said where nothing was said before', () => {
    expect(resolve('who said that?', null)).toEqual({ kind: 'fresh' })
    expect(resolve('and in Newport?', conversation())).toEqual({ kind: 'fresh' })
  })
})

it('resolves anything people can type, quickly', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.constantFrom('and', 'the', 'who', 'said', 'that', 'in', 'A', 'quote', '2', 'ok', 'is', 'it', ','), { maxLength: 60 })
      .map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(any, any, (question, remark) => {
      expect(follow(question, remark).kind).toMatch(/^[a-z]+$/)
    }),
    { numRuns: 300 },
  )
  const started = performance.now()
  for (const remark of ['ok, '.repeat(240), 'a '.repeat(480), 'the '.repeat(240), `who said ${'that '.repeat(190)}`, 'A '.repeat(480)])
    follow('A '.repeat(480), remark)
  expect(performance.now() - started).toBeLessThan(1000)
})

describe('a follow-up of one who wants to check', () => {
  it.each([
    ['sources for 2', { kind: 'quote', n: 2 }],
    ['cite 1', { kind: 'quote', n: 1 }],
    ['source of quote 3', { kind: 'quote', n: 3 }],
    ['link 2', { kind: 'quote', n: 2 }],
    ['which sources say 94?', { kind: 'saying', words: '94' }],
    ['which sources say that', { kind: 'sources' }],
    ['is there a second source?', { kind: 'agreeing' }],
    ['is this a copy?', { kind: 'voices' }],
    ['how many independent sources are there?', { kind: 'voices' }],
    ['when was that published?', { kind: 'published', n: null }],
    ['when was quote 2 published?', { kind: 'published', n: 2 }],
    ['when did that happen?', { kind: 'when', n: null }],
    ['next', { kind: 'more' }],
    ['shorter pls', { kind: 'shorter' }],
    ['back to Oldport', { kind: 'question', about: 'Oldport' }],
    ['hello', { kind: 'courtesy' }],
  ])('“%s” asks what was quoted', (said, wanted) => expect(follow('How many fled?', said)).toMatchObject(wanted))

  it.each([
    ['how many died in Oldport?', 'and in 2022?', 'how many died in Oldport in 2022?'],
    ['how many died in oldport?', 'in March', 'how many died in oldport in March?'],
    ['how many died in March 2021 in Oldport?', 'and in 2022?', 'how many died in 2022 in Oldport?'],
    ['how many fled on 5 November?', 'and on 7 November?', 'how many fled on 7 November?'],
    ['how many died in Oldport in 2021?', 'and in Muse?', 'how many died in Muse in 2021?'],
  ])('a time takes the place of a time, and a place that of a place: “%s” “%s”', (question, said, meant) =>
    expect(asked(question, said)).toBe(meant),
  )
})
