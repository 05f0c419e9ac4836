import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Command, parseCommand } from '../../src/chat/parse-command.ts'
import type { Topic } from '../../src/domain/topic.ts'

const topic = (name: string, title: string, aliases: readonly string[] = []): Topic => ({
  name,
  title,
  query: `What of ${name}?`,
  aliases,
  workspace: 'operator',
})
const topics = [
  topic('border', 'The long border', ['frontier', '边境']),
  topic('refugees', 'People fleeing'),
  topic('armed-groups', 'Armed groups', ['armed groups']),
]
const parse = (text: string, timeZone: string | null = null): Command => parseCommand(text, { topics, timeZone })
const told = (command: Command) =>
  'topic' in command && typeof command.topic === 'object' ? { ...command, topic: command.topic.name } : command

describe('a command', () => {
  it.each([
    ['border', { kind: 'topic', topic: 'border', since: null }],
    ['/brief border', { kind: 'topic', topic: 'border', since: null }],
    [' The Border? ', { kind: 'topic', topic: 'border', since: null }],
    ['The long border', { kind: 'topic', topic: 'border', since: null }],
    ['FRONTIER', { kind: 'topic', topic: 'border', since: null }],
    ['边境', { kind: 'topic', topic: 'border', since: null }],
    ['brief me on the border', { kind: 'topic', topic: 'border', since: null }],
    ['armed groups', { kind: 'topic', topic: 'armed-groups', since: null }],
    ['border since Monday', { kind: 'topic', topic: 'border', since: 'Monday' }],
    ['refugees since 3 days', { kind: 'topic', topic: 'refugees', since: '3 days' }],
    ['since Monday', { kind: 'topic', topic: 'border', since: 'Monday' }],
    ['what’s new since 2023-11-06?', { kind: 'topic', topic: 'border', since: '2023-11-06' }],
    ['', { kind: 'help' }],
    ['?', { kind: 'help' }],
    ['/help', { kind: 'help' }],
    ['What can you do?', { kind: 'help' }],
    ['thanks!', { kind: 'courtesy' }],
    ['timeline', { kind: 'timeline', about: null }],
    ['show me the timeline of the border', { kind: 'timeline', about: 'border' }],
    ['disputes', { kind: 'disputes', about: null }],
    ['What is disputed?', { kind: 'disputes', about: null }],
    ['disputes about refugees', { kind: 'disputes', about: 'refugees' }],
    ['sources', { kind: 'sources' }],
    ['subscriptions', { kind: 'subscriptions' }],
    ['status', { kind: 'status' }],
    ['Status?', { kind: 'status' }],
    ['show the budget', { kind: 'status' }],
    ['why', { kind: 'why', n: null, bare: true }],
    ['/brief why?', { kind: 'why', n: null, bare: true }],
    ['why 2', { kind: 'why', n: 2, bare: false }],
    ['why claim 2?', { kind: 'why', n: 2, bare: false }],
    ['why #3', { kind: 'why', n: 3, bare: false }],
    ['evidence', { kind: 'why', n: null, bare: false }],
    ['unsubscribe from border', { kind: 'unsubscribe', topic: 'border' }],
    ['unsubscribe "who fled?"', { kind: 'unsubscribe', topic: 'who fled?' }],
    ['digest refugees', { kind: 'digest', topic: 'refugees' }],
    ['digest', { kind: 'digest', topic: 'border' }],
  ])('%j is understood', (text, command) => expect(told(parse(text))).toEqual(command))

  it.each([
    ['who fled?', 'who fled?'],
    ['ask border', 'border'],
    ['ask: “who fled?”', 'who fled?'],
    ['How many fled since Monday?', 'How many fled since Monday?'],
    ['Since when is the border closed?', 'Since when is the border closed?'],
    ['sources say what?', 'sources say what?'],
    ['why did they flee?', 'why did they flee?'],
    ['why 2,000 people fled', 'why 2,000 people fled'],
    ['status of the talks', 'status of the talks'],
    ['what is the status of the border?', 'what is the status of the border?'],
    ['Ruili', 'Ruili'],
    ['help me understand the ceasefire', 'help me understand the ceasefire'],
    ['谁逃走了？', '谁逃走了？'],
  ])('%j is a question', (text, question) => expect(parse(text)).toEqual({ kind: 'question', text: question }))

  it.each([
    ['bordr', 'border'],
    ['refuges', 'refugees'],
    ['armed grops', 'armed-groups'],
  ])('%j is nearly a topic, and says which', (typed, name) => expect(told(parse(typed))).toEqual({ kind: 'suggest', typed, topic: name }))

  it('takes a long sentence for a question however near its words are to a topic', () => {
    expect(parse('bordr guards shot').kind).toBe('question')
  })

  it('refuses what is too long to be a question', () => {
    expect(parse('x '.repeat(600))).toEqual({ kind: 'mend', text: expect.stringContaining('under 1000 characters') })
  })

  it('makes a command of anything, and a question of any sentence that begins with none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(parse(text).kind).toMatch(/^[a-z]+$/)
        expect(parse(`who ${text.replace(/since/gi, '')} and why and when and how?`).kind).toBe('question')
      }),
    )
  })
})

describe('subscribe', () => {
  const daily = [1, 2, 3, 4, 5, 6, 7]
  const schedule = (text: string, timeZone: string | null = null) => {
    const command = parse(text, timeZone)
    return command.kind === 'subscribe' ? { topic: command.topic, ...command.schedule } : command
  }

  it.each([
    ['subscribe border daily 08:00 Asia/Yangon', 'border', daily, 8, 0, 'Asia/Yangon'],
    ['subscribe 08:00 asia/yangon daily border', 'border', daily, 8, 0, 'Asia/Yangon'],
    ['subscribe to the border every day at 8am Yangon', 'border', daily, 8, 0, 'Asia/Yangon'],
    ['subscribe border at 8 UTC', 'border', daily, 8, 0, 'UTC'],
    ['subscribe border weekdays 8:30 pm EUROPE/LONDON', 'border', [1, 2, 3, 4, 5], 20, 30, 'Europe/London'],
    ['subscribe border weekly Mon 12am Asia/Kolkata', 'border', [1], 0, 0, 'Asia/Kolkata'],
    ['subscribe refugees on Mondays and Fridays at noon New York', 'refugees', [1, 5], 12, 0, 'America/New_York'],
    ['subscribe armed groups Fri-Mon 7.15 Europe/Kyiv', 'armed-groups', [1, 5, 6, 7], 7, 15, 'Europe/Kyiv'],
    ['subscribe border mon,wed 0730 UTC at 0730', 'border', [1, 3], 7, 30, 'UTC'],
    ['subscribe “who fled to Ruili?” daily 12pm UTC', 'who fled to Ruili?', daily, 12, 0, 'UTC'],
    ['subscribe election 2023 results daily 08:00 UTC', 'election 2023 results', daily, 8, 0, 'UTC'],
  ])('%j', (text, name, days, hour, minute, timeZone) => {
    expect(schedule(text)).toMatchObject({ hour, minute, timeZone, days })
    if (!text.includes('0730 UTC')) expect(schedule(text)).toMatchObject({ topic: name })
  })

  it('takes the person’s own zone where none is written', () => {
    expect(schedule('subscribe border daily 08:00', 'Asia/Bangkok')).toMatchObject({ timeZone: 'Asia/Bangkok' })
  })

  it.each([
    ['subscribe daily 08:00 UTC', 'What should the digest be about?'],
    ['subscribe border', 'At what time?'],
    ['subscribe border daily 08:00', 'In which time zone?'],
    ['subscribe border daily 25:00 UTC', '“25:00” is no time of day'],
    ['subscribe border daily 13pm UTC', '“13pm” is no time of day'],
    ['subscribe border daily 8:75 UTC', '“8:75” is no time of day'],
    ['subscribe border weekly 08:00 UTC', 'On which day?'],
    ['subscribe border daily 08:00 EST', 'I know no time zone “EST”'],
    ['subscribe border daily 08:00 UTC+6', 'is an offset'],
    ['subscribe border daily 08:00 Asia/Bangkokk', 'Did you mean Asia/Bangkok?'],
    ['subscribe border daily 08:00 Mars/Olympus', 'I know no time zone “Mars/Olympus”'],
    ['subscribe bordr daily 08:00 UTC', 'Did you mean border?'],
    ['subscribe zzzzzz daily 08:00 UTC', 'it is one of border, refugees, armed-groups'],
  ])('%j gets one sentence with the mend', (text, mend) => {
    const command = parse(text)
    expect(command).toMatchObject({ kind: 'mend', text: expect.stringContaining(mend) })
  })

  it('reads every time of day in both clocks and every order', () => {
    const order = fc.shuffledSubarray(['daily', 'TIME', 'Asia/Yangon'], { minLength: 3 })
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), fc.boolean(), order, (hour, minute, half, parts) => {
        const minutes = String(minute).padStart(2, '0')
        const time = half ? `${hour % 12 === 0 ? 12 : hour % 12}:${minutes}${hour < 12 ? 'am' : 'pm'}` : `${hour}:${minutes}`
        const text = parts.join(' ').replace('TIME', time)
        expect(schedule(`subscribe border ${text}`)).toEqual({ topic: 'border', days: daily, hour, minute, timeZone: 'Asia/Yangon' })
      }),
    )
  })

  it('never makes a schedule whose zone or time does not exist', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('daily', '08:00', '8am', 'UTC', 'Asia/Yangon', 'Mon', 'at', '"a b"')),
          { maxLength: 8 },
        ),
        (words) => {
          const command = parse(`subscribe ${words.join(' ')}`)
          if (command.kind !== 'subscribe') {
            expect(command.kind).toMatch(/^(mend|help|form)$/)
            return
          }
          if ('cron' in command.schedule) return
          const { hour, minute, timeZone, days } = command.schedule
          expect(() => Temporal.PlainTime.from({ hour, minute }, { overflow: 'reject' })).not.toThrow()
          expect(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)).not.toThrow()
          expect(days.length).toBeGreaterThan(0)
          for (const day of days) expect(daily).toContain(day)
        },
      ),
    )
  })
})

describe('a mistyped command', () => {
  const context = { topics, timeZone: null }
  it.each([
    ['timelin', 'timeline'],
    ['staus', 'status'],
    ['helpp', 'help'],
    ['subscritions', 'subscriptions'],
    ['timelime border', 'timeline border'],
    ['subscrbe border daily 08:00', 'subscribe border daily 08:00'],
    ['unsubcribe border', 'unsubscribe border'],
  ])('“%s” is taken for “%s”', (typed, meant) => {
    expect(parseCommand(typed, context)).toEqual({ kind: 'mistyped', typed, meant })
  })

  it.each([
    'water',
    'who resumed talks?',
    'disputed territory near Muse',
    'sourced rice',
    'helpful sources of aid',
    'what helps the refugees',
  ])('“%s” stays a question', (text) => {
    expect(parseCommand(text, context).kind).toBe('question')
  })
})
