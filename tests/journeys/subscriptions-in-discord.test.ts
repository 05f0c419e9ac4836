// What people do with subscriptions in Discord, over the real wiring: subcommands, forms, buttons, settings.
import { describe, expect, it } from 'vitest'
import { asArray, record } from '../fakes/discord/json.ts'
import type { Interaction } from '../fakes/discord/shapes.ts'
import { soon, useServed } from '../served.ts'
import { answered, buttonsOf, personInDiscord, plain } from '../served-discord.ts'

const served = useServed()
const { say, press } = personInDiscord(served)
const NOW = '2026-11-22T00:00:00Z'

/** What stands in the fields of a form that was opened. */
function formOf(asked: Interaction) {
  const labels = asArray(asked.ack?.data?.['components']).map((label) => record(record(label)['component']))
  const standing = ({ custom_id, value, options }: Readonly<Record<string, unknown>>) => {
    const chosen = asArray(options)
      .map(record)
      .find((option) => option['default'] === true)
    return [custom_id, value ?? chosen?.['value'] ?? '']
  }
  return Object.fromEntries(labels.map(standing))
}

describe('subscribing in Discord', () => {
  it('is asked for the server’s zone once, and confirms with the next three times', async () => {
    await served.at(NOW)
    const mend = await say('subscribe', { topic: 'border', time: '08:00' }, /In which time zone\?/)
    expect(buttonsOf(mend).map(({ label }) => label)).toEqual(['Fill in a form'])
    await say('subscribe', { topic: 'border', time: '8am', days: 'weekdays', zone: 'Asia/Yangon' }, /on weekdays at 08:00 \(Asia\/Yangon\)/)
    const said = await say('subscribe', { topic: 'refugees', time: '18:30', quiet: 'off' }, /daily at 18:30 \(Asia\/Yangon\)/)
    expect(plain(said)).toMatch(/A day without news posts nothing/)
    expect(plain(said)).toMatch(/Sunday 22 November 2026, 18:30\n- Monday 23 November 2026, 18:30\n- Tuesday 24/)
    expect(buttonsOf(said).map(({ label }) => label)).toEqual(['Preview', 'Change'])
  })

  it('works by a form, which comes back as it was left when something in it is wrong', async () => {
    await served.at(NOW)
    const asked = served.discord.brief('subscribe')
    await soon(() => expect(formOf(asked)).toEqual({ topic: 'border', days: 'daily', time: '08:00', zone: '', quiet: 'on' }))
    const filled = { topic: 'who controls Laukkai?', days: 'Mon', time: '08:00', zone: 'Yangonn', quiet: 'off' }
    const mend = await answered(served.discord.submits(asked, filled, {}), /Did you mean Asia\/(?:Yangon|Rangoon)\?/)
    const again = press(mend, 'Open the form again')
    await soon(() => expect(formOf(again)).toEqual(filled))
    const sent = served.discord.submits(again, { ...filled, zone: 'Asia/Yangon' }, {})
    await answered(sent, /“who controls Laukkai\?” on Monday at 08:00 \(Asia\/Yangon\)/)
    await say('subscriptions', {}, /who controls Laukkai\?.* — on Monday at 08:00/)
  })
})

describe('the list of subscriptions in Discord', () => {
  it('pauses, resumes, changes, sends and removes by its buttons', async () => {
    await served.at(NOW)
    await say('subscribe', { topic: 'border', time: '08:00', zone: 'Asia/Yangon' }, /Subscribed/)
    const list = await say('subscriptions', {}, /\(border\) — daily at 08:00 \(Asia\/Yangon\); next on Sunday 22 November 2026, 08:00/)
    expect(buttonsOf(list).map(({ label }) => label)).toEqual(['Pause', 'Send now', 'Change', 'Remove'])
    const paused = await answered(press(list, 'Pause'), /Paused: this channel does not get/)
    await say('status', {}, /“border”; to let one go on: \/brief resume which:border/)
    await answered(press(paused, 'Resume'), /The next one comes on Sunday 22 November 2026, 08:00\./)
    const opened = press(list, 'Change')
    await soon(() => expect(formOf(opened)).toEqual({ days: 'daily', time: '08:00', zone: 'Asia/Yangon', quiet: 'on' }))
    await answered(
      served.discord.submits(opened, { days: 'weekdays', time: '9am', zone: 'UTC', quiet: 'on' }, {}),
      /Changed: .* on weekdays at 09:00 \(UTC\)/,
    )
    await answered(press(list, 'Send now'), /On its way/)
    await soon(() => expect(served.discord.of('POST', /^\/channels\/\d+\/messages$/).length).toBeGreaterThan(0))
    await answered(press(list, 'Remove'), /no longer gets “border”/)
    await say('subscriptions', {}, /This channel has no subscription/)
  })
})

describe('words said to the bot in Discord', () => {
  it('do what subcommands do', async () => {
    await served.at(NOW)
    const { discord } = served
    const hears = async (words: string, expected: RegExp) => {
      const before = discord.messagesIn(discord.channelId).length
      discord.says(`<@${discord.bot.id}> ${words}`)
      await soon(() => expect(discord.messagesIn(discord.channelId).slice(before).map(plain).join('\n')).toMatch(expected))
    }
    await hears('subscribe border daily 08:00 Asia/Yangon', /Subscribed: this channel gets/)
    await hears('pause border until Monday', /Paused.*until Monday 23 November 2026/)
    await hears('resume border', /Resumed: this channel gets/)
    await hears('subscribtions', /subscriptions/)
    await hears('帮助', /What you can ask/)
    await hears('unsubscribe border', /no longer gets “border”/)
  })
})

describe('settings of a Discord server', () => {
  it('are changed by those who may manage it, and hold for everybody', async () => {
    await served.at(NOW)
    await say('settings', { who: 'admins' }, /Only people who may manage the server may change settings/)
    served.discord.isManager = true
    await say('settings', { who: 'admins', zone: 'Asia/Yangon', quiet: 'off' }, /Settings of this server, changed/)
    served.discord.isManager = false
    await say('subscribe', { topic: 'border', time: '08:00' }, /Here only people who may manage the server may change what a channel gets/)
    await say('settings', {}, /Time zone.* — Asia\/Yangon.*\n.*people who may manage the server only.*\n.*nothing is posted/)
    served.discord.isManager = true
    await say(
      'subscribe',
      { topic: 'border', time: '08:00' },
      /daily at 08:00 \(Asia\/Yangon\), only what is new\. A day without news posts nothing/,
    )
  })
})

describe('the settings form in Discord', () => {
  it('opens from its button for whoever may manage the server, as things stand, and settles what is filled in', async () => {
    await served.at(NOW)
    served.discord.isManager = true
    await say('settings', { zone: 'Asia/Yangon', quiet: 'off' }, /Settings of this server, changed/)
    const shown = await say('settings', {}, /Settings of this server/)
    const opened = press(shown, 'Change settings')
    await soon(() => expect(formOf(opened)).toMatchObject({ zone: 'Asia/Yangon', quiet: 'off' }))
    const filled = { ...formOf(opened), zone: 'Europe/Paris', quiet: 'on' } as Record<string, string>
    await answered(
      served.discord.submits(opened, filled, {}),
      /Settings of this server, changed[\s\S]*Europe\/Paris[\s\S]*one line says so/,
    )
    served.discord.isManager = false
    const asOthers = await say('settings', {}, /Europe\/Paris/)
    expect(buttonsOf(asOthers)).toEqual([])
  })
})

describe('watching, previews and what is new in Discord', () => {
  it('are confirmed, shown to the asker, and told once', async () => {
    await served.at(NOW)
    await say('watch', { topic: 'who controls Laukkai?', most: '5' }, /Watching “who controls Laukkai\?”.* at most 5 messages a day/)
    await say(
      'more preview',
      { which: 'border' },
      /nothing was posted, and nothing counts as told\. This channel has no digest of it to come/,
    )
    await say('new', { topic: 'border' }, /our abstract of/)
    // What counts as told is kept right behind the answer: asked at once, it may come a second time.
    for (let tries = 0; tries < 5; tries += 1) {
      const told = await say('new', { topic: 'border' }, /nothing new|our abstract of/)
      if (plain(told).includes('nothing new')) break
      expect(tries).toBeLessThan(4)
    }
    await say('unwatch', { which: 'who controls Laukkai?' }, /is no longer watched here/)
  })
})
