// Slack's settings: one workspace by its bot token, or many that install the app; never half of either, and no value in a complaint.
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const OLD = Buffer.alloc(32, 9).toString('base64')
const MANY = {
  ...{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'canary', SLACK_PUBLIC_URL: 'https://bot.example/', SLACK_TOKEN_KEY: KEY },
  SLACK_SIGNING_SECRET: 'canary',
}
const hintOf = (settings: Readonly<Record<string, string>>) => {
  try {
    readConfig(settings)
  } catch (error) {
    return String(Object(error).hint)
  }
  return null
}

describe('the settings of Slack', () => {
  it('are none without a token or a client', () => {
    expect(readConfig({}).slack).toBeNull()
    expect(readConfig({ SLACK_SIGNING_SECRET: 'x', SLACK_TOKEN_KEY_OLD: OLD }).slack).toBeNull()
  })

  it('are for one workspace with its bot token', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack).toMatchObject({ botToken: 'xoxb-1', install: null })
  })

  it('are for many with all that installing needs', () => {
    const { slack } = readConfig({ ...MANY, SLACK_TOKEN_KEY_OLD: OLD, SLACK_ASK_FOR: 'export, history' })
    expect(slack).toMatchObject({
      botToken: null,
      install: { clientId: '1.2', publicUrl: 'https://bot.example', askFor: ['history', 'export'] },
    })
    expect(slack?.install?.tokenKeys.map((key) => Buffer.from(key).toString('base64'))).toEqual([KEY, OLD])
  })

  it.each(['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_PUBLIC_URL', 'SLACK_TOKEN_KEY'])('name %s when it alone is missing', (name) => {
    const hint = hintOf({ ...MANY, [name]: '' })
    expect(hint).toContain(name)
    expect(hint).not.toContain('canary')
  })

  it('name the way in when that is missing, and refuse both kinds at once', () => {
    expect(hintOf({ ...MANY, SLACK_SIGNING_SECRET: '' })).toContain('SLACK_APP_TOKEN')
    expect(hintOf({ ...MANY, SLACK_BOT_TOKEN: 'xoxb-1' })).toContain('take one of them out')
  })

  it.each([
    ['SLACK_TOKEN_KEY', 'short', 'openssl rand -base64 32'],
    ['SLACK_TOKEN_KEY', Buffer.alloc(33, 1).toString('base64'), 'openssl rand -base64 32'],
    ['SLACK_TOKEN_KEY_OLD', `${KEY}x`, 'openssl rand -base64 32'],
    ['SLACK_PUBLIC_URL', 'bot.example', 'http'],
    ['SLACK_PUBLIC_URL', 'https://bot.example/below', 'https://your.host'],
    ['SLACK_ASK_FOR', 'everything', 'history'],
  ])('say how %s should look when it does not, and not how it did', (name, value, mend) => {
    const hint = hintOf({ ...MANY, [name]: value })
    expect(hint).toContain(name)
    expect(hint).toContain(mend)
    expect(hint).not.toContain(value)
  })
})
