// The manifest asks for what the code uses, all of it and nothing more; `doctor` says what is missing.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scopeProblems } from '../../../../src/adapters/platforms/slack/check.ts'
import {
  AGENT_SCOPES,
  BRIEF_ON_THIS,
  EXPORT_SCOPES,
  HISTORY_SCOPES,
  LINK_SCOPES,
  NEEDED_SCOPES,
  PEOPLE_SCOPES,
  slackManifest,
  WELCOME_SCOPES,
} from '../../../../src/adapters/platforms/slack/manifest.ts'
import { ALL_SCOPES } from '../../../fakes/slack/workspace.ts'
import { slackHarness } from './harness.ts'

const slack = slackHarness()
const folder = join(import.meta.dirname, '../../../../src/adapters/platforms/slack')
const source = globSync('*.ts', { cwd: folder })
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n') // prettier-ignore

/** Slack's own tables: which scope a method or an event needs of a bot; null for none. */
const SCOPE_OF: Readonly<Record<string, readonly string[] | null>> = {
  'auth.test': null,
  'apps.connections.open': null, // of the app token
  'auth.revoke': null,
  'views.open': null,
  'views.publish': null,
  app_home_opened: null,
  app_uninstalled: null,
  tokens_revoked: null,
  'assistant.threads.setStatus': ['assistant:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'canvases.create': ['canvases:write'],
  'canvases.access.set': ['canvases:write'],
  'users.info': ['users:read'],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.startStream': ['chat:write'],
  'chat.appendStream': ['chat:write'],
  'chat.stopStream': ['chat:write'],
  'conversations.history': Object.keys(HISTORY_SCOPES),
  'conversations.replies': Object.keys(HISTORY_SCOPES),
  'conversations.info': Object.keys(WELCOME_SCOPES),
  app_mention: ['app_mentions:read'],
  link_shared: Object.keys(LINK_SCOPES),
  agent_session_stopped: Object.keys(AGENT_SCOPES),
  member_joined_channel: Object.keys(WELCOME_SCOPES),
  message_metadata_posted: ['metadata.message:read'],
  message: Object.keys(HISTORY_SCOPES),
  command: ['commands'],
}

const usedMethods = [
  ...[
    ...source.matchAll(
      /(?:client|\)\)?)\.((?:auth|apps\.connections|assistant\.threads|views|chat|conversations|users|files|canvases(?:\.access)?)\.[a-zA-Z]+)\(/g,
    ),
  ].map((match) => match[1] ?? ''),
  ...[...source.matchAll(/caller\(options, '(chat\.[a-zA-Z]+)'/g)].map((match) => match[1] ?? ''),
]
const usedEvents = [
  ...[...source.matchAll(/app\.event\('([a-z_]+)'/g)].map((match) => match[1] ?? ''),
  // heard before they are acknowledged, and so by no listener
  ...[...source.matchAll(/type: z\.literal\('((?:app|tokens)_[a-z_]+)'\)/g)].map((match) => match[1] ?? ''),
]
const ALL = { history: true, agent: true, export: true, welcome: true, links: ['news.example.org'] } as const

describe('the Slack manifest', () => {
  it('is read off the code completely', () => {
    expect(new Set([...usedMethods, ...usedEvents, 'command'])).toEqual(new Set(Object.keys(SCOPE_OF)))
  })

  it('asks for exactly the scopes that the methods and events in use need', () => {
    const needed = [...usedMethods, ...usedEvents, 'command'].flatMap((name) => SCOPE_OF[name] ?? [])
    expect(new Set(needed)).toEqual(new Set(scopesOf(ALL)))
    expect(scopesOf()).toEqual(['commands', 'chat:write', 'app_mentions:read', 'metadata.message:read', 'users:read'])
    expect(slackManifest()).toMatchObject({ oauth_config: { scopes: { bot_optional: Object.keys(PEOPLE_SCOPES) } } })
    expect([...Object.keys(NEEDED_SCOPES), ...Object.keys(HISTORY_SCOPES)]).toEqual(ALL_SCOPES)
  })

  it('subscribes to exactly the events the code listens to', () => {
    const events = eventsOf(ALL).map((event) => event.replace(/^message\..*/, 'message'))
    expect(new Set(events)).toEqual(new Set(usedEvents))
    const always = ['app_mention', 'message_metadata_posted', 'app_home_opened', 'app_uninstalled', 'tokens_revoked']
    expect(eventsOf()).toEqual(always)
    expect(eventsOf({ agent: true })).toEqual([...always, 'message.im', 'agent_session_stopped'])
    expect(eventsOf({ welcome: true })).toEqual([...always, 'member_joined_channel'])
    expect(eventsOf({ links: ['news.example.org'] })).toEqual([...always, 'link_shared'])
  })

  it('hears of links to the sites it is told, and without any asks for none', () => {
    expect(slackManifest({ links: ['news.example.org'] })).toMatchObject({ features: { unfurl_domains: ['news.example.org'] } })
    expect(slackManifest()).not.toHaveProperty('features.unfurl_domains')
    expect(scopesOf({ links: ['news.example.org'] })).toEqual([...scopesOf(), 'links:read'])
  })

  it('speaks Socket Mode unless it has an address, which then stands everywhere', () => {
    expect(slackManifest()).toMatchObject({ settings: { socket_mode_enabled: true, interactivity: { is_enabled: true } } })
    expect(JSON.stringify(slackManifest())).not.toContain('url')
    const requestUrl = 'https://brief.example.org/slack/events'
    expect(slackManifest({ requestUrl })).toMatchObject({
      features: { slash_commands: [{ command: '/brief', url: requestUrl }] },
      settings: {
        socket_mode_enabled: false,
        event_subscriptions: { request_url: requestUrl },
        interactivity: { request_url: requestUrl },
      },
    })
  })
})

describe('what the manifest switches on', () => {
  const features = (options?: Parameters<typeof slackManifest>[0]) => Object(slackManifest(options)['features'])

  it('is each shortcut the code listens to, and each modal and tab it has a listener for', () => {
    const listened = [...source.matchAll(/app\.shortcut\(([A-Z_]+)/g)].map((match) => match[1])
    expect(listened).toEqual(['BRIEF_ON_THIS'])
    expect(features()['shortcuts'].map((one: Readonly<{ callback_id: string }>) => one.callback_id)).toEqual([BRIEF_ON_THIS])
    expect(features()['app_home']).toEqual({ home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true })
    const views = [...source.matchAll(/callback_id: ([A-Z_]+|callback),/g)].length
    expect(views).toBeGreaterThan(0)
    const opened = [...source.matchAll(/export const ([A-Z_]+_VIEW) = /g)].map((match) => match[1])
    const heard = [...source.matchAll(/app\.view\(([A-Z_]+)/g)].map((match) => match[1])
    expect(new Set(heard)).toEqual(new Set(opened))
  })

  it('is direct messages only where the bot can read them', () => {
    expect(features({ history: true })['app_home'].messages_tab_read_only_enabled).toBe(false)
    expect(features({ agent: true })['app_home'].messages_tab_read_only_enabled).toBe(false)
  })

  it('is files and canvases only where that was asked for, and whoever installs it may leave them out', () => {
    expect(scopesOf({ export: true })).toEqual([...scopesOf(), ...Object.keys(EXPORT_SCOPES)])
    const optional = [...Object.keys(PEOPLE_SCOPES), ...Object.keys(EXPORT_SCOPES)]
    expect(slackManifest({ export: true })).toMatchObject({ oauth_config: { scopes: { bot_optional: optional } } })
  })

  it('is an agent only where that was asked for', () => {
    expect(features()['agent_view']).toBeUndefined()
    expect(features({ agent: true })['agent_view'].agent_description.length).toBeLessThanOrEqual(300)
    expect(scopesOf({ agent: true })).toEqual([...scopesOf(), ...Object.keys(AGENT_SCOPES)])
  })
})

describe('checking Slack', () => {
  it('finds nothing to mend when all is well', async () => {
    expect(await slack.make().platform.check()).toEqual([])
  })

  it('names each missing scope with what it is for and the mend', async () => {
    slack.fake.workspace.scopes = ['commands', 'chat:write']
    expect(await slack.make({ historyGranted: true }).platform.check()).toEqual([
      expect.stringMatching(/app_mentions:read, needed for questions by mention: add it under OAuth/),
      expect.stringMatching(/metadata\.message:read/),
      expect.stringMatching(/SLACK_HISTORY is yes, but/),
    ])
  })

  it('names the token that Slack refuses, and never shows it', async () => {
    slack.fake.workspace.tokenError = 'token_revoked'
    const problems = await slack.make({ appToken: 'xapp-wrong-1' }).platform.check()
    expect(problems).toEqual([
      expect.stringMatching(/SLACK_BOT_TOKEN \(token_revoked\)/),
      expect.stringMatching(/SLACK_APP_TOKEN \(invalid_auth\).*connections:write/),
    ])
    expect(problems.join()).not.toMatch(/xapp-wrong-1|xoxb-fake/)
    slack.fake.takeRejected()
  })

  it('believes no list of scopes that Slack did not give', () => {
    expect(scopeProblems({ site: null, team: 'T', botUser: 'U', botId: 'B', name: 'b', scopes: null }, false)).toEqual([])
  })
})

type ManifestShape = Readonly<{ oauth_config: { scopes: { bot: string[] } }; settings: { event_subscriptions: { bot_events: string[] } } }>

function scopesOf(options?: Parameters<typeof slackManifest>[0]): readonly string[] {
  return (slackManifest(options) as ManifestShape).oauth_config.scopes.bot
}

function eventsOf(options?: Parameters<typeof slackManifest>[0]): readonly string[] {
  return (slackManifest(options) as ManifestShape).settings.event_subscriptions.bot_events
}
