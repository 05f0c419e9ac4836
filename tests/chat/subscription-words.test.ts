// What people say of subscriptions, in their words: read, or answered with one sentence that holds the mend.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Command, parseCommand } from '../../src/chat/parse-command.ts'
import type { Topic } from '../../src/domain/topic.ts'

const topic = (name: string, title: string, aliases: readonly string[] = []): Topic => ({
  ...{ name, title, query: `What of ${name}?`, aliases, workspace: 'operator' },
})
const topics = [
  topic('border', 'The long border', ['frontier']),
  topic('refugees', 'People fleeing'),
  topic('armed-groups', 'Armed groups'),
]
const parse = (text: string, timeZone: string | null = 'Asia/Yangon'): Command => parseCommand(text, { topics, timeZone })

const DAILY = [1, 2, 3, 4, 5, 6, 7]
const WORKDAYS = [1, 2, 3, 4, 5]
const at = (days: readonly number[], hour: number, minute = 0, timeZone = 'Asia/Yangon') => ({ days, hour, minute, timeZone })

describe('subscribing in everyday words', () => {
  it.each([
    ['send me the border news every weekday at 8', 'border', at(WORKDAYS, 8)],
    ['Please send us the border digest daily at 7:30', 'border', at(DAILY, 7, 30)],
    ['can you post refugees here on Mondays and Thursdays at noon', 'refugees', at([1, 4], 12)],
    ['give me armed groups every morning at 6am', 'armed-groups', at(DAILY, 6)],
    ['send me "who fled to Ruili?" every Friday at 5pm', 'who fled to Ruili?', at([5], 17)],
    ['subscribe me to the border weekly on Monday at 9 o’clock', 'border', at([1], 9)],
    ['subscribe the border digest daily 08:00', 'border', at(DAILY, 8)],
    ['subscribe frontier daily 08:00', 'border', at(DAILY, 8)],
    ['subscribe border weekends 10:15 Europe/Paris', 'border', at([6, 7], 10, 15, 'Europe/Paris')],
    ['subscribe border nightly 22:00', 'border', at(DAILY, 22)],
    ['subscribe border cron "0 8 * * 1-5"', 'border', { cron: '0 8 * * 1-5', timeZone: 'Asia/Yangon' }],
    ['subscribe border cron 0 8,18 * * mon-fri Europe/Paris', 'border', { cron: '0 8,18 * * mon-fri', timeZone: 'Europe/Paris' }],
    ['subscribe border 0 8 * * 1-5 UTC', 'border', { cron: '0 8 * * 1-5', timeZone: 'UTC' }],
    ['subscribe "who fled?" cron “30 6 1 * *” UTC', 'who fled?', { cron: '30 6 1 * *', timeZone: 'UTC' }],
    ['subscribe who controls the crossing daily 08:00', 'who controls the crossing', at(DAILY, 8)],
  ])('%j', (text, name, schedule) => {
    expect(parse(text)).toMatchObject({ kind: 'subscribe', topic: name, schedule })
  })

  it.each([
    ['subscribe border daily 08:00 no quiet line', false],
    ['subscribe border daily 08:00 without the quiet line', false],
    ['subscribe border daily 08:00 quiet off', false],
    ['subscribe border daily 08:00 only when there is news', false],
    ['subscribe border daily 08:00 with a quiet line', true],
    ['subscribe border daily 08:00 even if nothing is new', true],
    ['subscribe border daily 08:00', null],
  ])('hears of quiet days in %j', (text, quietLine) => {
    expect(parse(text)).toMatchObject({ kind: 'subscribe', topic: 'border', quietLine })
  })

  it('knows a zone that was written from one that was taken over', () => {
    expect(parse('subscribe border daily 08:00')).toMatchObject({ zoneWritten: false })
    expect(parse('subscribe border daily 08:00 Asia/Yangon')).toMatchObject({ zoneWritten: true })
  })

  it('opens the form when nothing follows', () => expect(parse(' /brief subscribe ')).toEqual({ kind: 'form', which: null }))
})

describe('what cannot be done as written', () => {
  it.each<[text: string, mend: string, zone?: string | null]>([
    ['subscribe daily', 'What should the digest be about?', null],
    ['subscribe border', 'At what time?', null],
    ['subscribe border daily', 'At what time?', null],
    ['subscribe border 08:00', 'In which time zone?', null],
    ['subscribe border daily 24:00', '“24:00” is no time of day'],
    ['subscribe border daily 8:60', '“8:60” is no time of day'],
    ['subscribe border daily 08:0', '“08:0” is no time of day'],
    ['subscribe border daily 0pm', '“0pm” is no time of day'],
    ['subscribe border daily 13am', '“13am” is no time of day'],
    ['subscribe border daily 99:99', '“99:99” is no time of day'],
    ['subscribe border daily 123:00', '“123:00” is no time of day'],
    ['subscribe border daily at 2500', '“2500” is no time of day'],
    ['subscribe border weekly 08:00', 'On which day?'],
    ['subscribe border monthly 08:00', 'cron “0 8 1 * *”'],
    ['subscribe border hourly', 'cron “0 * * * *”'],
    ['subscribe border fortnightly 08:00', 'A fortnight cannot be said here'],
    ['subscribe border yearly 08:00', 'cron “0 8 1 1 *”'],
    ['subscribe border daily 08:00 and 18:00', 'names two times'],
    ['subscribe border daily 08:00 CET', 'I know no time zone “CET”'],
    ['subscribe border daily 08:00 PST', 'I know no time zone “PST”'],
    ['subscribe border daily 08:00 UTC+6:30', 'is an offset'],
    ['subscribe border daily 08:00 GMT-5', 'is an offset'],
    ['subscribe border daily 08:00 Asia/Yangom', 'Did you mean Asia/Yangon?'],
    ['subscribe border daily 08:00 Asia/', 'Asia/'],
    ['subscribe border daily 08:00 Atlantis/Capital', 'I know no time zone “Atlantis/Capital”'],
    ['subscribe bordr daily 08:00', 'Did you mean border?'],
    ['subscribe xyzzy daily 08:00', 'it is one of border, refugees, armed-groups'],
    ['subscribe "?!" daily 08:00', 'says nothing to look for'],
    [`subscribe "${'who fled '.repeat(40)}" daily 08:00`, 'under 200 characters'],
    ['subscribe border cron "0 8 * *"', '“0 8 * *” is no cron line'],
    ['subscribe border cron "0 8 * * 1-5 2026"', 'is no cron line'],
    ['subscribe border cron @daily', 'is no cron line'],
    ['subscribe border cron ""', 'is no cron line'],
    ['subscribe border cron "0 8 * * 1-5" 08:00', 'says the days and the time by itself'],
    ['subscribe border daily cron "0 8 * * *"', 'says the days and the time by itself'],
    ['watch', 'Watch what?'],
    ['watch "?!"', 'says nothing to look for'],
    ['watch bordr', 'Did you mean border?'],
    ['watch border most 0 a day', 'from 1 to 24 messages a day'],
    ['watch border most 100 a day', 'from 1 to 24 messages a day'],
    ['watch border at most 2.5 a day', 'from 1 to 24 messages a day'],
    ['watch border most many a day', 'from 1 to 24 messages a day'],
    ['watch border most 3 a day Asia/Nowhere', 'I know no time zone “Asia/Nowhere”'],
    ['unsubscribe', 'From what?'],
    ['unwatch', 'From what?'],
    ['change', 'Change what?'],
    ['change border to 25:00', '“25:00” is no time of day'],
    ['change border weekly', 'On which day?'],
    ['change border to Asia/Nowhere', 'I know no time zone “Asia/Nowhere”'],
    ['change border cron "x"', 'is no cron line'],
    ['resume border from Monday', 'I cannot resume by the calendar'],
    ['settings zone', 'Write “settings zone Asia/Yangon”'],
    ['settings zone Mars', 'I know no time zone “Mars”'],
    ['settings zone EST', 'I know no time zone “EST”'],
    ['settings who nobody', 'settings who members'],
    ['settings quiet perhaps', 'on or off'],
    ['settings colour blue', 'Write “settings zone Asia/Yangon”'],
    ['settings zone Asia/Yangon who nobody', 'settings who members'],
    ['send me the border news every weekday at 25:00', '“25:00” is no time of day'],
  ])('%j gets one sentence with the mend', (text, mend, zone = 'Asia/Yangon') => {
    const command = parse(text, zone)
    expect(command).toMatchObject({ kind: 'mend', text: expect.stringContaining(mend) })
    // One line, ended, and short enough to be read at a glance.
    expect(command.kind === 'mend' && command.text).toMatch(/^[^\n]{10,260}[.?]$/u)
  })
})

describe('what is done to a subscription that stands', () => {
  it.each([
    ['change border to 09:00', { kind: 'change', which: 'border', change: { clock: { hour: 9, minute: 0 } } }],
    ['move the border digest to 9pm', { kind: 'change', which: 'border', change: { clock: { hour: 21, minute: 0 } } }],
    ['change border weekdays', { kind: 'change', which: 'border', change: { days: WORKDAYS } }],
    ['change border Europe/Paris', { kind: 'change', which: 'border', change: { timeZone: 'Europe/Paris' } }],
    ['change border to cron "0 8 * * 1-5"', { kind: 'change', which: 'border', change: { cron: '0 8 * * 1-5' } }],
    ['change "who fled?" to 09:00', { kind: 'change', which: 'who fled?', change: { clock: { hour: 9, minute: 0 } } }],
    ['change border most 5 a day', { kind: 'change', which: 'border', change: { mostADay: 5 } }],
    ['quiet border off', { kind: 'change', which: 'border', change: { quietLine: false } }],
    ['quiet line on for border', { kind: 'change', which: 'border', change: { quietLine: true } }],
    ['change border', { kind: 'form', which: 'border' }],
    ['edit the border digest', { kind: 'form', which: 'border' }],
    ['change id:sub_0a1b2c', { kind: 'form', which: 'sub_0a1b2c' }],
    ['pause border', { kind: 'pause', which: 'border' }],
    ['pause', { kind: 'pause', which: null }],
    ['pause 2 until Monday', { kind: 'pause', which: '2', until: { kind: 'until', words: 'Monday' } }],
    ['pause until 1 December', { kind: 'pause', which: null, until: { kind: 'until', words: '1 December' } }],
    ['pause the border digest for a week', { kind: 'pause', which: 'border', until: { kind: 'for', words: 'a week' } }],
    ['pause "camps for refugees"', { kind: 'pause', which: 'camps for refugees' }],
    ['pause camps for refugees', { kind: 'pause', which: 'camps for refugees' }],
    ['pause "camps for refugees" for 3 days', { kind: 'pause', which: 'camps for refugees', until: { kind: 'for', words: '3 days' } }],
    ['pause border until whenever', { kind: 'pause', which: 'border', until: { kind: 'until', words: 'whenever' } }],
    ['pause the border digest', { kind: 'pause', which: 'border' }],
    ['pause id:sub_0a1b2c', { kind: 'pause', which: 'sub_0a1b2c' }],
    ['resume "who fled?"', { kind: 'resume', which: 'who fled?' }],
    ['unpause border', { kind: 'resume', which: 'border' }],
    ['unsubscribe from the border digest', { kind: 'unsubscribe', topic: 'border' }],
    ['remove border', { kind: 'unsubscribe', topic: 'border' }],
    ['stop the border digest', { kind: 'unsubscribe', topic: 'border' }],
    ['please stop sending me the border news', { kind: 'unsubscribe', topic: 'border' }],
    ['cancel the border subscription', { kind: 'unsubscribe', topic: 'border' }],
    ['unsubscribe id:sub_0a1b2c', { kind: 'unsubscribe', topic: 'sub_0a1b2c' }],
    ['unwatch border', { kind: 'unsubscribe', topic: 'border', of: 'watch' }],
    ['stop watching the border', { kind: 'unsubscribe', topic: 'border', of: 'watch' }],
    ['send border now', { kind: 'send-now', which: 'border' }],
    ['send me one now', { kind: 'send-now', which: null }],
    ['send id:sub_0a1b2c now', { kind: 'send-now', which: 'sub_0a1b2c' }],
    ['could you send us the border digest right now?', { kind: 'send-now', which: 'border' }],
    ['preview', { kind: 'preview', which: null }],
    ['preview border', { kind: 'preview', which: 'border' }],
    ['what will I get tomorrow?', { kind: 'preview', which: null }],
    ['What will we get in the next border digest?', { kind: 'preview', which: 'border' }],
    ['what’s in the next digest?', { kind: 'preview', which: null }],
    ['subscriptions', { kind: 'subscriptions' }],
    ['list my subscriptions', { kind: 'subscriptions' }],
    ['watches', { kind: 'subscriptions' }],
    ['new', { kind: 'new', topic: 'border' }],
    ['new on refugees', { kind: 'new', topic: 'refugees' }],
    ['what’s new for me?', { kind: 'new', topic: 'border' }],
    ['what is new on the border since I last looked?', { kind: 'new', topic: 'border' }],
    ['refugees since last time', { kind: 'new', topic: 'refugees' }],
    ['settings', { kind: 'settings', change: null }],
    ['settings zone yangon', { kind: 'settings', change: { timeZone: 'Asia/Yangon' } }],
    ['settings time zone to Europe/London', { kind: 'settings', change: { timeZone: 'Europe/London' } }],
    ['settings zone none', { kind: 'settings', change: { timeZone: null } }],
    ['settings who admins', { kind: 'settings', change: { subscribers: 'admins' } }],
    ['settings who everybody', { kind: 'settings', change: { subscribers: 'members' } }],
    [
      'settings zone UTC who members quiet off',
      { kind: 'settings', change: { timeZone: 'UTC', subscribers: 'members', quietLine: false } },
    ],
  ])('%j', (text, command) => expect(parse(text)).toEqual(command))

  it.each([
    ['watch border', 'border', null],
    ['watch the border most 5 a day', 'border', 5],
    ['watch border, at most twice a day', 'border', 2],
    ['watch "who controls Laukkai?" max 1 message per day', 'who controls Laukkai?', 1],
    ['watch who controls Laukkai up to 24 a day', 'who controls Laukkai', 24],
    ['keep an eye on the border', 'border', null],
    ['alert me when somebody crosses at Ruili', 'somebody crosses at Ruili', null],
    ['tell us if anything changes on the border', 'border', null],
  ])('%j is a watch', (text, name, mostADay) => {
    expect(parse(text)).toMatchObject({ kind: 'watch', topic: name, mostADay, timeZone: 'Asia/Yangon' })
  })
})

describe('questions that begin like commands', () => {
  it.each([
    'Stop of fuel deliveries at Ruili?',
    'stop the war when?',
    'change of government in Naypyidaw',
    'changes at the border',
    'send troops where?',
    'new bridge at Muse',
    'new refugees in Ruili since Monday?',
    'what will China do next?',
    'end of the ceasefire?',
    'give me the number of people who fled',
    'quiet on the border?',
    'cancel culture at the border',
    'what is in the agreement?',
    'set up of the checkpoint',
    'tell me when the bridge reopened',
    'tell me if China denied it',
  ])('%j stays a question, or a topic', (text) => {
    expect(['question', 'topic', 'suggest']).toContain(parse(text).kind)
  })
})

describe('whatever is typed', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'border',
      'daily',
      '08:00',
      'weekly',
      'Mon',
      'UTC',
      'Asia/Yangon',
      'cron',
      '"0 8 * * *"',
      '"a b"',
      'most',
      '3',
      'a',
      'day',
      'quiet',
      'off',
    ),
    fc.constantFrom(
      '<!channel>',
      '@everyone',
      '<@U1>',
      '**',
      '`',
      '\u202e',
      '\u0000',
      '\n',
      'id:sub_1',
      'to',
      'now',
      'who',
      'zone',
      '”',
      '“',
    ),
  )
  const verb = fc.constantFrom(
    'subscribe',
    'watch',
    'change',
    'pause',
    'unsubscribe',
    'send',
    'settings',
    'preview',
    'quiet',
    'stop',
    'new',
  )

  it('is a command or a mend, with no steering characters in what is kept', () => {
    fc.assert(
      fc.property(verb, fc.array(word, { maxLength: 10 }), (first, words) => {
        const command = parse([first, ...words].join(' '))
        if (command.kind !== 'subscribe' && command.kind !== 'watch') return
        expect(command.topic.length).toBeGreaterThan(0)
        expect([...command.topic].length).toBeLessThanOrEqual(200)
        expect(command.topic).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        expect(command.topic.isWellFormed()).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
