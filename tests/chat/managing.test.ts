// Subscriptions managed in chat, over real digests: who hears what, what is undone, what owners are told.
import { afterEach, describe, expect, it } from 'vitest'
import type { Inbound } from '../../src/domain/inbound.ts'
import type { Form } from '../../src/domain/form.ts'
import type { Surface } from '../../src/ports/platform.ts'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { fakePlatform } from '../fakes/fake-platform.ts'
import { digestWorld, oneLiner } from '../digest/digest-world.ts'
import { memoryStores } from '../fakes/memory-stores.ts'
import { desk, type Desk, type Shown } from './desk.ts'

const CHANNEL = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Stand = Pick<Desk, 'say'> & ReturnType<typeof digestWorld>

/** A desk with digests that are really kept. */
function stand(options: Parameters<typeof desk>[0] = {}): Stand {
  const world = digestWorld('2026-11-22T00:00:00Z', (now) => fakePlatform({ now }))
  closing.push(() => world.stores.close())
  const deps = { digests: world.boot(), workspaceSettings: world.stores.workspaceSettings, clock: { now: world.now }, ...options.deps }
  return { ...world, say: desk({ ...options, deps }).say }
}

const texts = (shown: readonly Shown[]) => shown.map(({ text }) => text).join('\n')
const command = { as: 'command' } as const
const SUBSCRIBE = 'subscribe border daily 08:00 Asia/Yangon'

describe('the zone', () => {
  it('is the first that somebody writes, for all who have none of their own', async () => {
    const { say } = stand()
    expect(texts(await say('subscribe border daily 08:00', command))).toContain('In which time zone?')
    await say('subscribe border daily 08:00 Europe/Paris', command)
    expect(texts(await say('subscribe harbour daily 08:00', command))).toContain('(Europe/Paris)')
    const own = { ...command, person: { id: 'U2', timeZone: 'Asia/Tokyo' } }
    expect(texts(await say('subscribe "who fled?" daily 08:00', own))).toContain('(Asia/Tokyo)')
    expect(texts(await say('settings', command))).toContain('Time zone — Europe/Paris')
  })

  it('is not the workspace’s when the person has one, or the subscription could not be made', async () => {
    const { say } = stand({ announce: async () => ({ kind: 'refused', hint: 'No.' }) })
    await say('subscribe border daily 08:00 Europe/Paris', command)
    expect(texts(await say('settings', command))).toContain('Time zone — none yet')
    const other = stand()
    await other.say('subscribe border daily 08:00 Europe/Paris', { ...command, person: { id: 'U2', timeZone: 'Asia/Tokyo' } })
    expect(texts(await other.say('settings', command))).toContain('Time zone — none yet')
  })

  it('is changed by an admin only', async () => {
    const { say } = stand()
    expect(texts(await say('settings zone UTC', { ...command, mayManage: false }))).toContain('Only workspace admins and owners')
    expect(texts(await say('settings zone UTC', command))).toContain('Settings of this workspace, changed')
    expect(texts(await say('settings zone none', command))).toContain('none yet')
  })
})

describe('who may', () => {
  it.each([
    [undefined, null, false, true],
    [undefined, null, null, true],
    ['admins', null, false, false],
    ['admins', null, true, true],
    ['admins', 'members', false, true],
    ['members', 'admins', false, false],
    ['members', 'admins', null, false],
  ] as const)(
    'is settled by the operator (%s), then the workspace (%s): a person with %s %s',
    async (subscribers, settled, mayManage, may) => {
      const { say, stores } = stand({ deps: { subscribers } })
      if (settled !== null) await stores.workspaceSettings.change('slack:T1', { subscribers: settled })
      const shown = texts(await say(SUBSCRIBE, { ...command, mayManage }))
      expect(shown.startsWith('Subscribed')).toBe(may)
      expect((await stores.subscriptions.all()).length).toBe(may ? 1 : 0)
    },
  )

  it('may do as they like in a direct message, but settle nothing for all', async () => {
    const { say, stores } = stand({ deps: { subscribers: 'admins' } })
    const alone = { ...command, mayManage: false, direct: true }
    expect(texts(await say(SUBSCRIBE, alone))).toContain('Subscribed')
    expect(texts(await say('settings who members', alone))).toContain('Only workspace admins and owners may change settings')
    expect(await stores.workspaceSettings.get('slack:T1')).toMatchObject({ subscribers: null })
  })

  it('may still look at everything', async () => {
    const { say } = stand({ deps: { subscribers: 'admins' } })
    await say(SUBSCRIBE, command)
    for (const text of ['subscriptions', 'preview border', 'status', 'settings'])
      expect(texts(await say(text, { ...command, mayManage: false }))).not.toMatch(/^(?:Here|Only) /)
  })
})

describe('a change', () => {
  it('touches what was said, and nothing else', async () => {
    const { say } = stand()
    await say('subscribe border mon,thu 08:00 Asia/Yangon quiet off', command)
    expect(texts(await say('change border to 09:30', command))).toContain(
      'Changed: this channel now gets “The long border” on Monday and Thursday at 09:30 (Asia/Yangon), only what is new. A day without news posts nothing.',
    )
    expect(texts(await say('change border Europe/Paris', command))).toContain('on Monday and Thursday at 09:30 (Europe/Paris)')
    expect(texts(await say('quiet border on', command))).not.toContain('posts nothing')
    expect(texts(await say('change border cron "0 7 * * *"', command))).toContain('by the cron line “0 7 * * *” (Europe/Paris)')
    expect(texts(await say('change border UTC', command))).toContain('by the cron line “0 7 * * *” (UTC)')
    expect(texts(await say('change border weekdays', command))).toContain('write the days with a time, such as “weekdays 08:00”')
    expect(texts(await say('change border weekdays 06:00', command))).toContain('on weekdays at 06:00 (UTC)')
    expect(texts(await say('change border cron "*/5 * * * *"', command))).toContain('at most once an hour')
    expect(texts(await say('change border most 3 a day', command))).toContain('only a watch has a most a day')
  })

  it('of a watch is its number or its zone', async () => {
    const { say, stores } = stand()
    await say('watch border', command)
    expect(texts(await say('change border most 5 a day', command))).toContain('at most 5 messages a day (UTC)')
    expect(texts(await say('change border Asia/Yangon', command))).toContain('at most 5 messages a day (Asia/Yangon)')
    expect(texts(await say('change border to 09:00', command))).toContain('A watch has no time of day')
    expect(await stores.subscriptions.all()).toMatchObject([{ kind: 'watch', mostADay: 5 }])
  })

  it('is taken back where the channel cannot be shown it', async () => {
    let refuse = false
    const { say, stores } = stand({
      announce: async () => (refuse ? { kind: 'refused', hint: 'Invite me.' } : { kind: 'posted', messageId: 'm' }),
    })
    await say('subscribe border weekdays 08:00 Asia/Yangon quiet off', command)
    await say('watch border', command)
    refuse = true
    for (const text of [
      'change border to 09:00',
      'change border quiet on',
      'subscribe border daily 10:00',
      'watch border most 9 a day',
      'watch harbour',
    ])
      expect(texts(await say(text, command))).toBe('Invite me.')
    const all = await stores.subscriptions.all()
    expect(
      all
        .map(({ kind, schedule, quietLine, mostADay }) => ({ kind, schedule, quietLine, mostADay }))
        .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    ).toEqual([
      {
        kind: 'digest',
        schedule: { days: [1, 2, 3, 4, 5], hour: 8, minute: 0, timeZone: 'Asia/Yangon' },
        quietLine: false,
        mostADay: null,
      },
      {
        kind: 'watch',
        schedule: { days: [1, 2, 3, 4, 5, 6, 7], hour: 0, minute: 0, timeZone: 'Asia/Yangon' },
        quietLine: true,
        mostADay: 3,
      },
    ])
  })
})

describe('which one is meant', () => {
  it('is the only one, or asked for', async () => {
    const { say } = stand()
    expect(texts(await say('pause', command))).toBe('This channel has no subscription.')
    await say(SUBSCRIBE, command)
    expect(texts(await say('pause', command))).toContain('Paused: this channel does not get “The long border”')
    expect(texts(await say('pause', command))).toContain('is paused already')
    expect(texts(await say('send me one now', command))).toContain('is paused: resume it, then ask again')
    await say('subscribe "who fled?" daily 08:00', command)
    expect(texts(await say('resume', command))).toMatch(
      /^Which one\? Write “resume border”, for example; this channel gets: (“border”, “who fled\?”|“who fled\?”, “border”)\.$/,
    )
    expect(texts(await say('resume border', command))).toContain('The next one comes on Sunday 22 November 2026, 08:00.')
    expect(texts(await say('resume border', command))).toBe('“The long border” is not paused.')
    expect(texts(await say('pause WHO FLED?', command))).toContain('“who fled?”')
    expect(texts(await say('unsubscribe trade', command))).toMatch(/^This channel does not get “trade”\. It gets: /)
    expect(texts(await say('pause id:sub_0000000000000000', command))).toContain('This channel does not get that any more.')
  })

  it('is the one of that number in the list', async () => {
    const { say } = stand()
    await say(SUBSCRIBE, command)
    await say('watch "who fled?"', command)
    const listed = texts(await say('subscriptions', command))
    const second = /2\. (The long border|who fled\?)/.exec(listed)?.[1] ?? ''
    expect(second).not.toBe('')
    expect(texts(await say('pause 2', command))).toContain(`“${second}”`)
    expect(texts(await say('subscriptions', command))).toMatch(new RegExp(`2\\. ${second.replace('?', '\\?')}.*; paused`))
    expect(texts(await say('pause 3', command))).toContain('This channel does not get “3”.')
  })

  it('is paused until a day, which the list shows, and goes on by itself', async () => {
    const { say, run, moveTo, boot } = stand()
    await say(SUBSCRIBE, command)
    expect(texts(await say('pause until 31 November', command))).toContain('I cannot read “31 November”')
    expect(texts(await say('pause until 2026-11-01', command))).toContain('“2026-11-01” is past')
    expect(texts(await say('pause for 3 years', command))).toContain('more than a year ahead')
    expect(texts(await say('pause border until Wednesday', command))).toBe(
      'Paused until Wednesday 25 November 2026 (Asia/Yangon): then this channel gets “The long border” again by itself.',
    )
    expect(texts(await say('subscriptions', command))).toContain('; paused until Wednesday 25 November 2026')
    expect(texts(await say('pause border for a week', command))).toContain('Paused until Sunday 29 November 2026, 06:30 (Asia/Yangon)')
    moveTo('2026-11-29T00:00:00Z')
    await run(boot(), 1)
    expect(texts(await say('subscriptions', command))).toContain('; next on Sunday 29 November 2026, 08:00')
  })

  it('of a digest and a watch on one topic is the digest, unless the watch is named', async () => {
    const { say, stores } = stand()
    await say(SUBSCRIBE, command)
    await say('watch border', command)
    expect(texts(await say('unwatch border', command))).toBe('Done: “border” is no longer watched here.')
    await say('watch border', command)
    await say('unsubscribe border', command)
    expect(await stores.subscriptions.all()).toMatchObject([{ kind: 'watch' }])
    expect(texts(await say('unsubscribe border', command))).toBe('Done: “border” is no longer watched here.')
  })

  it('ends at twenty in a channel, in one sentence', async () => {
    const { say } = stand()
    for (let n = 0; n < 20; n += 1) await say(`subscribe "question ${n}?" daily 08:00 UTC`, command)
    expect(texts(await say(SUBSCRIBE, command))).toContain('This channel has 20 subscriptions, which is the most')
    expect(texts(await say('watch border', command))).toContain('This channel has 20 subscriptions')
  })
})

describe('a preview', () => {
  it('is of the subscription meant, else of any topic, and of nothing unknown', async () => {
    const { say } = stand()
    expect(texts(await say('preview', command))).toContain('Preview of “The long border”: nothing was posted')
    await say('subscribe "who fled?" daily 08:00 UTC', command)
    expect(texts(await say('what will I get tomorrow?', command))).toContain(
      'Preview of “who fled?”: nothing was posted, and nothing counts as told. The next one comes on Sunday 22 November 2026, 08:00 (UTC).',
    )
    expect(texts(await say('preview bordr', command))).toContain('Did you mean border?')
    expect(texts(await say('preview id:sub_00', command))).toBe('This channel does not get that any more.')
  })
})

describe('what is new for a person', () => {
  it('counts as told once it was shown, apart from what the channel is told', async () => {
    const { say, publish, stores } = stand({ deps: { articles: { ...memoryStores().articles, count: async () => 1 } } })
    await publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    expect(texts(await say('new', command))).toContain('The bridge at Muse reopened on Saturday.')
    expect(texts(await say('new', command))).toContain('nothing new')
    expect(texts(await say('new', { ...command, person: { id: 'U2', timeZone: null } }))).toContain('Muse')
    expect(await stores.memory.told('slack:T1:C1')).toEqual([])
    expect(texts(await say('preview border', command))).toContain('Muse')
  })
})

describe('an owner', () => {
  async function notified(channel: string) {
    const opened = stand()
    const notice = { id: `n-${channel}`, channel: { ...CHANNEL, channel }, person: 'U1', at: '2026-11-22T00:00:00Z' }
    await opened.stores.aftercare.notify({ ...notice, words: 'Your digest “border” is paused: the channel is archived.' })
    return opened
  }

  it('is told once in the channel itself', async () => {
    const { say } = await notified('C1')
    expect(texts(await say('who fled?', { ...command, person: { id: 'U2', timeZone: null } }))).not.toContain('paused')
    expect(texts(await say('who fled?', command))).toContain('Your digest “border” is paused: the channel is archived.')
    expect(texts(await say('who fled?', command))).not.toContain('paused')
  })

  it('is told of another channel where nobody reads along, and pointed there once', async () => {
    const { say } = await notified('C9')
    const open = texts(await say('who fled?', command))
    expect(open).toContain('A subscription of yours in another channel needs a look: write “/brief subscriptions”')
    expect(open).not.toContain('archived')
    expect(texts(await say('who fled?', command))).not.toContain('needs a look')
    expect(texts(await say('subscriptions', command))).toContain('the channel is archived.')
    expect(texts(await say('subscriptions', command))).not.toContain('archived')
  })

  it('gets the answer all the same when notices cannot be read', async () => {
    const broken = stand()
    const digests = { ...broken.boot(), untold: () => Promise.reject(new Error('locked')) }
    const { say } = desk({ deps: { digests } })
    expect(texts(await say('help', command))).toContain('What you can ask')
  })
})

describe('a form', () => {
  type Filled = Readonly<Record<string, string>>
  const WHOLE: Filled = { topic: 'border', days: 'daily', time: '08:00', zone: 'Asia/Yangon', quiet: 'on' }

  function forms() {
    const world = digestWorld('2026-11-22T00:00:00Z', (now) => fakePlatform({ now }))
    closing.push(() => world.stores.close())
    const opened: Form[] = []
    const inner = desk({ deps: { digests: world.boot(), workspaceSettings: world.stores.workspaceSettings, clock: { now: world.now } } })
    let count = 0
    const send = async (text: string, fields?: Filled) => {
      const shown: string[] = []
      const keep = async (document: Parameters<Surface['whisper']>[0]) => void shown.push(documentText(document, { width: 400 }))
      const surface: Surface = {
        progress: async () => {},
        finish: async (document) => keep(document).then(() => ({ thread: null })),
        whisper: keep,
        announce: async (document) => keep(document).then(() => ({ kind: 'posted', messageId: 'm' })),
        form: async (form) => opened.push(form) > 0,
      }
      count += 1
      const base = { id: `f${count}`, channel: CHANNEL, person: { id: 'U1', timeZone: null }, mayManage: null }
      const inbound: Inbound = { ...base, kind: 'command', text, ...(fields === undefined ? {} : { fields }) }
      await inner.chat.handle(inbound, surface)
      return shown.join('\n')
    }
    const values = () => Object.fromEntries(opened.at(-1)?.fields.map(({ name, value }) => [name, value]) ?? [])
    return { send, opened, values, stores: world.stores }
  }

  it.each<[Filled, string]>([
    [{ topic: '' }, 'What should the digest be about?'],
    [{ topic: 'xyzzy' }, 'I know no topic “xyzzy”'],
    [{ topic: '!!! ???' }, 'says nothing to look for'],
    [{ topic: 'who fled '.repeat(30) }, 'under 200 characters'],
    [{ time: '' }, 'At what time?'],
    [{ time: 'soon' }, '“soon” is no time of day'],
    [{ time: '8:61' }, '“8:61” is no time of day'],
    [{ time: '08:00 daily' }, '“08:00 daily” is no time of day'],
    [{ time: '* * * * *' }, 'at most once an hour'],
    [{ time: '0 8 * * 9' }, 'is no cron line'],
    [{ time: 'cron 0 8' }, 'is no cron line'],
    [{ zone: '' }, 'In which time zone?'],
    [{ zone: 'EST' }, 'I know no time zone “EST”'],
  ])('%j is answered with the mend, and opens again as it was left', async (wrong, mend) => {
    const { send, values, stores } = forms()
    const filled = { ...WHOLE, ...wrong }
    expect(await send('subscribe', filled)).toContain(mend)
    expect(await stores.subscriptions.all()).toEqual([])
    await send('subscribe')
    expect(values()).toEqual(filled)
    await send('subscribe')
    expect(values()).toMatchObject({ topic: 'border', time: '08:00' })
  })

  it.each<[Filled, unknown]>([
    [{}, { topic: 'border', schedule: { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'Asia/Yangon' }, quietLine: true }],
    [
      { days: 'Fri', time: '6.30pm', quiet: 'off' },
      { schedule: { days: [5], hour: 18, minute: 30, timeZone: 'Asia/Yangon' }, quietLine: false },
    ],
    [{ time: '0 8 1 * *' }, { schedule: { cron: '0 8 1 * *', timeZone: 'Asia/Yangon' } }],
    [{ topic: '"harbours"' }, { topic: 'harbours' }],
    [{ topic: 'The long border' }, { topic: 'border' }],
    [
      { topic: 'daily 09:00 at the border', zone: 'yangon' },
      { topic: 'daily 09:00 at the border', schedule: { hour: 8, timeZone: 'Asia/Yangon' } },
    ],
  ])('%j is taken as it stands in each field', async (fields, kept) => {
    const { send, stores } = forms()
    expect(await send('subscribe', { ...WHOLE, ...fields })).toContain('Subscribed')
    expect(await stores.subscriptions.all()).toMatchObject([kept])
  })

  it('of a change opens as the digest stands, odd days and cron lines included', async () => {
    const { send, values, opened, stores } = forms()
    await send('subscribe border mon,thu 07:05 Asia/Yangon quiet off')
    await send('change border')
    expect(values()).toEqual({ days: 'Mon,Thu', time: '07:05', zone: 'Asia/Yangon', quiet: 'off' })
    expect(opened.at(-1)?.fields[0]?.choices?.[0]).toEqual({ value: 'Mon,Thu', label: 'Mon, Thu' })
    await send(opened.at(-1)?.command ?? '', { days: 'Mon,Thu', time: '0 9 * * *', zone: 'UTC', quiet: 'on' })
    await send('change border')
    expect(values()).toEqual({ days: 'daily', time: '0 9 * * *', zone: 'UTC', quiet: 'on' })
    expect(await stores.subscriptions.all()).toMatchObject([{ version: 2, quietLine: true }])
  })

  it('is inside what both platforms take', async () => {
    const { send, opened } = forms()
    await send('subscribe')
    for (const form of opened) {
      expect([...form.title].length).toBeLessThanOrEqual(24)
      expect(form.fields.length).toBeLessThanOrEqual(5)
      for (const { label, hint, choices = [] } of form.fields) {
        expect([...label].length).toBeLessThanOrEqual(45)
        expect([...hint].length).toBeLessThanOrEqual(100)
        expect(choices.length).toBeLessThanOrEqual(25)
      }
    }
  })
})

it('keeps hostile words as words, whatever they are subscribed with', async () => {
  const { say, stores } = stand()
  const hostile = 'who <!channel> @everyone **[x](https://evil.example)** \u202efled?'
  const shown = await say(`subscribe "${hostile}" daily 08:00 UTC`, command)
  expect((await stores.subscriptions.all())[0]?.topic).toBe('who <!channel> @everyone **[x](https://evil.example)** fled?')
  expect(texts(shown)).toContain('<!channel>')
})
