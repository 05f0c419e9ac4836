// Who speaks in Slack: zone and admin where they may be known, and no delay or harm where not.
import { describe, expect, it } from 'vitest'
import { saying, slackHarness } from './harness.ts'

const slack = slackHarness()
const GRANTED = ['commands', 'chat:write', 'app_mentions:read', 'metadata.message:read', 'users:read']
const asked = () => slack.fake.of('users.info').length

async function open() {
  const opened = await slack.open((_, surface) => surface.whisper(saying('Heard.')))
  const say = async (user: string, channel = 'C1') => {
    const before = opened.inbound.length
    await slack.fake.command('settings', { user_id: user, channel_id: channel })
    return slack.fake.until(() => opened.inbound.length > before && opened.inbound.at(-1), 'the command')
  }
  return { ...opened, say }
}

describe('a person in Slack', () => {
  it('is asked about only where that was granted', async () => {
    const { say } = await open()
    expect(await say('U1')).toMatchObject({ person: { id: 'U1', timeZone: null }, mayManage: null })
    expect(asked()).toBe(0)
  })

  it('is known by zone and standing, asked about once', async () => {
    slack.fake.workspace.scopes = GRANTED
    slack.fake.workspace.profiles.set('U2', { tz: 'Europe/Berlin', is_owner: true })
    slack.fake.workspace.profiles.set('U3', { tz: 'Europe/Berlin', is_admin: true, team_id: 'TELSE' })
    slack.fake.workspace.profiles.set('U4', { tz: 'Nowhere/Land' })
    const { say } = await open()
    expect(await say('U1')).toMatchObject({ person: { timeZone: 'Asia/Yangon' }, mayManage: false })
    expect(await say('U1')).toMatchObject({ person: { timeZone: 'Asia/Yangon' } })
    expect(asked()).toBe(1)
    expect(await say('U2')).toMatchObject({ person: { timeZone: 'Europe/Berlin' }, mayManage: true })
    expect(await say('U3')).toMatchObject({ mayManage: false })
    expect(await say('U4')).toMatchObject({ person: { timeZone: null }, mayManage: false })
    // a direct message is the person's own matter, the workspace's settings are not
    expect(await say('U1', 'D1')).toMatchObject({ mayManage: false, direct: true })
  })

  it('is answered without it when Slack does not say, and asked about again the next time', async () => {
    slack.fake.workspace.scopes = GRANTED
    const { say } = await open()
    slack.fake.failNext('users.info', { commit: false, ending: 'internal_error' })
    expect(await say('U1')).toMatchObject({ person: { timeZone: null }, mayManage: null })
    expect(await say('U1')).toMatchObject({ person: { timeZone: 'Asia/Yangon' } })
    expect(await say('U404')).toMatchObject({ person: { timeZone: null }, mayManage: null })
    expect(slack.fake.takeRejected()).toEqual(['user_not_found'])
  })

  it('is not waited for longer than an answer may', async () => {
    slack.fake.workspace.scopes = GRANTED
    const { say } = await open()
    slack.fake.failNext('users.info', { commit: false, ending: 'hang' })
    expect(await say('U1')).toMatchObject({ person: { timeZone: null }, mayManage: null })
  })
})
