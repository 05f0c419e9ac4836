// What people do with subscriptions in Slack, over the real wiring: words, forms, buttons, settings.
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import type { Fields } from '../fakes/slack/workspace.ts'
import { soon, useServed } from '../served.ts'

const served = useServed()
const NOW = '2026-11-22T00:00:00Z'
const WITH_PEOPLE = ['commands', 'chat:write', 'app_mentions:read', 'metadata.message:read', 'users:read']

const posted = () => [...served.slack.workspace.messages.values()]
const lastPosted = () => posted().at(-1)
const whispered = () => served.slack.responded.filter(({ body }) => body.delete_original !== true).map(({ body }) => body)

/** Says a command and gives what the channel was shown for it. */
async function openly(text: string): Promise<Fields> {
  const before = posted().length
  await served.slack.command(text)
  return served.slack.until(() => posted().length > before && lastPosted(), `something in the channel for ${text}`)
}

/** What counts as told is kept right behind the answer: asked at once, it may come a second time. */
async function toldAgain(text: string, words: string): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) if (wordsOf(await openly(text)).includes(words)) return
  expect(wordsOf(lastPosted())).toContain(words)
}

/** Says a command and gives what only the asker was shown for it. */
async function privately(text: string, more: Fields = {}): Promise<Fields> {
  const before = whispered().length
  await served.slack.command(text, more)
  return served.slack.until(() => whispered().length > before && whispered().at(-1), `a whisper for ${text}`)
}

type Button = Readonly<{ action_id: string; value: string; text: { text: string } }>
const buttonsOf = (message: Fields | undefined): readonly Button[] =>
  (Array.isArray(message?.blocks) ? message.blocks : []).flatMap((block) => (block.type === 'actions' ? block.elements : []))

function press(message: Fields | undefined, label: string) {
  const button = buttonsOf(message).find(({ text }) => text.text === label)
  if (button === undefined) throw new Error(`there is no button ${label}`)
  const ephemeral = message?.ts === undefined
  return served.slack.press({ action_id: button.action_id, value: button.value }, { ts: String(message?.ts ?? '1700000000.1'), ephemeral })
}

const form = () => {
  const view = Object(served.slack.of('views.open').at(-1)?.view)
  const standing = (block: Fields) => {
    const element = Object(block['element'])
    return [block['block_id'], element.initial_value ?? element.initial_option?.value ?? '']
  }
  return { title: view.title?.text, values: Object.fromEntries((view.blocks ?? []).map(standing)) }
}

describe('subscribing in Slack', () => {
  it('is asked for the zone once, and confirms with the next three times', async () => {
    await served.at(NOW)
    expect(wordsOf(await privately('subscribe border daily 08:00'))).toContain('In which time zone?')
    const said = wordsOf(await openly('subscribe border weekdays 8am Asia/Yangon'))
    expect(said).toContain('on weekdays at 08:00 (Asia/Yangon), only what is new.')
    expect(said).toContain('Monday 23 November 2026, 08:00 Tuesday 24 November 2026, 08:00 Wednesday 25 November 2026, 08:00')
    expect(wordsOf(await openly('subscribe refugees weekly Fri 18:30'))).toContain('on Friday at 18:30 (Asia/Yangon)')
  })

  it('takes the person’s own zone where the app may know it', async () => {
    served.slack.workspace.scopes = WITH_PEOPLE
    served.slack.workspace.profiles.set('U1', { tz: 'Europe/Paris' })
    await served.at(NOW)
    expect(wordsOf(await openly('subscribe border daily 08:00'))).toContain('daily at 08:00 (Europe/Paris)')
    expect(wordsOf(await privately('settings'))).toContain('yours is Europe/Paris')
    expect(served.slack.of('users.info')).toHaveLength(1)
  })

  it('works by a form, which comes back as it was left when something in it is wrong', async () => {
    await served.at(NOW)
    await served.slack.command('subscribe')
    await served.slack.until(() => served.slack.of('views.open').length === 1, 'the form')
    expect(form()).toEqual({ title: 'Subscribe', values: { topic: 'border', days: 'daily', time: '08:00', zone: '', quiet: 'on' } })
    await soon(() => expect(served.slack.responded.at(-1)?.body).toEqual({ delete_original: true }))
    const filled = { topic: 'who controls Laukkai?', days: 'Mon', time: '25:00', zone: 'Asia/Yangon', quiet: 'off' }
    await served.slack.submit(filled)
    const mend = await served.slack.until(() => whispered().at(-1), 'the mend')
    expect(wordsOf(mend)).toContain('“25:00” is no time of day: write 08:00 or 8am.')
    await press(mend, 'Open the form again')
    await served.slack.until(() => served.slack.of('views.open').length === 2, 'the form again')
    expect(form().values).toEqual(filled)
    await served.slack.submit({ ...filled, time: '7.30' })
    const said = await served.slack.until(lastPosted, 'the confirmation')
    expect(wordsOf(said)).toContain(
      '“who controls Laukkai?” on Monday at 07:30 (Asia/Yangon), only what is new. A day without news posts nothing.',
    )
  })

  it('is not done where the bot cannot write, and says how to invite it', async () => {
    await served.at(NOW)
    const hint = await privately('subscribe border daily 08:00 UTC', { channel_id: 'C2' })
    expect(wordsOf(hint)).toContain('/invite @border-brief')
    expect(wordsOf(await privately('subscriptions', { channel_id: 'C2' }))).toContain('This channel has no subscription.')
    expect(served.slack.takeRejected()).toEqual(['not_in_channel'])
  })
})

describe('the list of subscriptions in Slack', () => {
  it('pauses, resumes, changes, sends and removes by its buttons', async () => {
    await served.at(NOW)
    await openly('subscribe border daily 08:00 Asia/Yangon')
    const list = await privately('subscriptions')
    expect(wordsOf(list)).toMatch(
      /Subscriptions of this channel .*\(border\) — daily at 08:00 \(Asia\/Yangon\); next on Sunday 22 November 2026, 08:00/,
    )
    expect(buttonsOf(list).map(({ text }) => text.text)).toEqual(['Pause', 'Send now', 'Change', 'Remove'])

    await press(list, 'Pause')
    await soon(() => expect(wordsOf(lastPosted())).toContain('Paused: this channel does not get'))
    expect(wordsOf(await privately('status'))).toMatch(/“border”; to let one go on: +\/brief resume border/)
    await press(lastPosted(), 'Resume')
    await soon(() => expect(wordsOf(lastPosted())).toContain('The next one comes on Sunday 22 November 2026, 08:00.'))

    await press(list, 'Change')
    await served.slack.until(() => served.slack.of('views.open').length === 1, 'the form')
    expect(form()).toEqual({ title: 'Change a digest', values: { days: 'daily', time: '08:00', zone: 'Asia/Yangon', quiet: 'on' } })
    await served.slack.submit({ days: 'weekdays', time: '0 9 * * 1-5', zone: 'Asia/Yangon', quiet: 'on' })
    await soon(() => expect(wordsOf(lastPosted())).toContain('by the cron line “0 9 * * 1-5” (Asia/Yangon)'))

    await press(list, 'Send now')
    await soon(() => expect(posted().filter(({ metadata }) => metadata !== undefined)).toHaveLength(1))
    expect(wordsOf(whispered().at(-1))).toContain('On its way: this channel gets')

    await press(list, 'Remove')
    await soon(() => expect(wordsOf(lastPosted())).toContain('this channel no longer gets “border”'))
    await press(list, 'Remove')
    await soon(() => expect(wordsOf(whispered().at(-1))).toContain('This channel has no subscription.'))
  })
})

describe('who may change what a Slack channel gets', () => {
  it('is everybody in it, until an admin settles that only admins may', async () => {
    served.slack.workspace.scopes = WITH_PEOPLE
    await served.at(NOW)
    expect(wordsOf(await privately('settings who admins'))).toContain('Only workspace admins and owners may change settings')
    served.slack.workspace.profiles.set('U2', { tz: 'Asia/Yangon', is_admin: true })
    served.slack.workspace.profiles.set('U3', { tz: 'Asia/Yangon', is_admin: true, team_id: 'TOTHER' })
    expect(wordsOf(await privately('settings who admins', { user_id: 'U3' }))).toContain('Only workspace admins and owners')
    expect(wordsOf(await privately('settings who admins', { user_id: 'U2' }))).toContain('workspace admins and owners only')
    for (const text of [
      'subscribe border daily 08:00',
      'subscribe',
      'watch border',
      'pause border',
      'unsubscribe border',
      'send border now',
    ])
      expect(wordsOf(await privately(text))).toContain('Here only workspace admins and owners may change what a channel gets')
    await served.slack.command('subscribe border daily 08:00', { user_id: 'U2' })
    await soon(() => expect(wordsOf(lastPosted())).toContain('Subscribed'))
  })

  it('says what is missing when Slack does not tell who is an admin', async () => {
    await served.at(NOW, { SUBSCRIBERS: 'admins' })
    expect(wordsOf(await privately('subscribe border daily 08:00 UTC'))).toContain('grant the scope users:read')
    expect(wordsOf(await privately('settings zone Asia/Yangon'))).toContain('grant the scope users:read')
  })
})

describe('what is new for one person in Slack', () => {
  it('is a baseline first, and nothing when asked again', async () => {
    await served.at(NOW)
    expect(wordsOf(await openly('new'))).toMatch(/our abstract of/)
    await toldAgain('new border', 'nothing new')
    await served.slack.command('new border', { user_id: 'U2' })
    await soon(() => expect(wordsOf(lastPosted())).toMatch(/our abstract of/))
  })
})

describe('settings in Slack', () => {
  const asAdmin = async () => {
    served.slack.workspace.scopes = WITH_PEOPLE
    served.slack.workspace.profiles.set('U1', { name: 'ann', tz: 'Asia/Yangon', is_admin: true, is_owner: false })
    await served.at(NOW)
  }

  it('are changed by a form that shows them as they stand, and opens again as it was left', async () => {
    await asAdmin()
    const shown = await privately('settings')
    await press(shown, 'Change settings')
    await soon(() => expect(form()).toEqual({ title: 'Settings', values: { zone: '', who: 'members', quiet: 'on', answers: 'public' } }))
    const before = whispered().length
    await served.slack.submit({ zone: 'Mars', who: 'admins', quiet: 'off', answers: 'private' })
    await served.slack.until(() => whispered().length > before, 'what is wrong with it')
    expect(wordsOf(whispered().at(-1))).toContain('I know no time zone “Mars”')
    await press(whispered().at(-1), 'Open the form again')
    await soon(() => expect(form().values).toEqual({ zone: 'Mars', who: 'admins', quiet: 'off', answers: 'private' }))
    await served.slack.submit({ zone: 'Asia/Yangon', who: 'admins', quiet: 'off', answers: 'private' })
    await served.slack.until(() => wordsOf(whispered().at(-1)).includes('Settings of this workspace, changed'), 'the change')
    const now = wordsOf(await privately('settings')).replace(/\s+/g, ' ')
    for (const words of ['Time zone — Asia/Yangon', 'workspace admins and owners only', 'nothing is posted', 'only who asked'])
      expect(now).toContain(words)
  })

  it('offer the form to nobody who may not change them', async () => {
    await served.at(NOW)
    expect(buttonsOf(await privately('settings'))).toEqual([])
    expect(wordsOf(await privately('settings form'))).toContain('Slack does not tell me who is an admin here')
    expect(served.slack.of('views.open')).toEqual([])
  })
})
